package io.akkord.auth;

/** What a connection shows of whom it acts for. */
public sealed interface Credential {
    /** A bearer token as it came. */
    record Token(String text) implements Credential {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /** Somebody who was let in already, by a ticket. */
    record Known(Principal principal) implements Credential {}
}
