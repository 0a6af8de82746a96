package io.akkord.bench.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One object of the run with all its clients. */
interface Arena {
    /**
     * The object and its clients side by side.
     *
     * @param versions that it has more than before the first edit
     * @param agreed whether all clients have what the server has
     * @param faults what is wrong where this is the end of a run, in sentences; nothing where all is well
     */
    record Look(long versions, boolean agreed, List<String> faults) {
        public Look {
            faults = List.copyOf(faults);
        }
    }

    String name();

    /** Whether no client waits for anything. */
    boolean isSettled();

    /** Submissions that the clients were told are durable. */
    long acknowledged();

    CompletableFuture<Look> look();

    void close();
}
