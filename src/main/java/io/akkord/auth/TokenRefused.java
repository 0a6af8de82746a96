package io.akkord.auth;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A token, or the lack of one, that lets nobody in. An answer to a client, not a defect: without a stack. */
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence for people; neither an exception's text nor an echo of the token */
    public TokenRefused(String sentence) {
        super(sentence, null, false, false);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Whether a stage of an {@link Admission} failed with a refusal, and not because it could not find out. */
    public static boolean is(@Nullable Throwable failure) {
        return (failure instanceof CompletionException ? failure.getCause() : failure) instanceof TokenRefused;
    }

    /** The sentence of what a stage of an {@link Admission} failed with. */
    public static String sentence(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TokenRefused refused
                ? refused.sentence()
                : "The token cannot be checked at the moment.";
    }
}
