package io.akkord.auth;

/**
 * What lets somebody in no more, within one tenant.
 *
 * @param name of the token or the user
 * @param at epoch milliseconds; tokens of a user that were issued later are not meant
 * @param until epoch milliseconds from which it is forgotten; {@link Principal#NEVER} for never
 */
public record Revocation(String tenant, Subject subject, String name, long at, long until) {
    /** What is revoked; the words are stored. */
    public enum Subject {
        /** One token, by its {@code jti}. */
        JTI("jti"),
        /** All tokens that a user has got so far. */
        USER("user");

        private final String label;

        Subject(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public static Subject of(String label) {
            for (Subject subject : values()) {
                if (subject.label.equals(label)) {
                    return subject;
                }
            }
            throw new IllegalArgumentException("not a subject of a revocation");
        }
    }

    /** What it is found by. */
    record Key(String tenant, Subject subject, String name) {}

    Key key() {
        return new Key(tenant, subject, name);
    }
}
