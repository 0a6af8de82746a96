package io.akkord.bench.client;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** The server cannot be reached, or does not let the tool in; the message says so in a sentence. */
public final class ServerUnfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerUnfit(String message) {
        super(message);
    }

    /** What a failed future holds, as a sentence. */
    public static ServerUnfit because(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ServerUnfit unfit ? unfit : new ServerUnfit(sentence(cause));
    }

    private static String sentence(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            return "the WebSocket is refused with HTTP " + refused.getResponse().statusCode();
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return "nothing answers at the address";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
