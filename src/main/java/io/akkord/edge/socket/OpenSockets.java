package io.akkord.edge.socket;

import akka.Done;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets of this server, so that a stop can wait for the last of them and cut off those that stay. */
final class OpenSockets {
    private final Set<Runnable> cuts = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Done> empty = new CompletableFuture<>();
    private volatile boolean stopping;

    /** @param cut ends the connection at once; from any thread */
    void opened(Runnable cut) {
        cuts.add(cut);
    }

    int count() {
        return cuts.size();
    }

    void closed(Runnable cut) {
        cuts.remove(cut);
        checkEmpty();
    }

    /** Completes when no socket is left. */
    CompletionStage<Done> whenEmpty() {
        stopping = true;
        checkEmpty();
        return empty;
    }

    void cutAll() {
        cuts.forEach(Runnable::run);
    }

    private void checkEmpty() {
        if (stopping && cuts.isEmpty()) {
            empty.complete(Done.getInstance());
        }
    }
}
