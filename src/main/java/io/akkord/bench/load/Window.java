package io.akkord.bench.load;

/** The part of a run that is measured; opened after the warm-up. In the run's nanoseconds. */
final class Window {
    private volatile long from = Long.MAX_VALUE;
    private volatile long until = Long.MAX_VALUE;

    void open(long at) {
        from = at;
    }

    void close(long at) {
        until = at;
    }

    boolean isOpen() {
        return from != Long.MAX_VALUE && until == Long.MAX_VALUE;
    }

    boolean contains(long at) {
        return from <= at && at < until;
    }

    double seconds() {
        return from == Long.MAX_VALUE || until == Long.MAX_VALUE ? 0 : (until - from) / 1e9;
    }
}
