package io.akkord.auth;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides whom a token stands for. Called on any thread, and for every request. */
@FunctionalInterface
public interface Admission {
    /** Everybody is an administrator, whatever they show. */
    Admission OPEN = token -> CompletableFuture.completedFuture(Principal.ANYBODY);

    /**
     * @param token as it came; empty for none
     * @return fails with {@link TokenRefused}, and with nothing else
     */
    CompletionStage<Principal> admit(Optional<String> token);

    /** Empty as long as somebody who was let in may stay, else the sentence that says why not. */
    default Optional<String> dismissal(Principal principal) {
        return principal.expiresAt() > System.currentTimeMillis()
                ? Optional.empty()
                : Optional.of("The token has expired.");
    }
}
