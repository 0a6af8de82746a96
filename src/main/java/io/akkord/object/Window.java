package io.akkord.object;

import io.akkord.kind.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The recent commits of an object and the state at each version, for transforms and resuming; the states share structure, so a
 * version costs little. Bounded by count and by bytes, the oldest go first.
 */
final class Window<E, S> {
    private record Entry<E, S>(Commit<E> commit, S state, int weight) {}

    private static final int OVERHEAD = 400;

    private final int maxCount;
    private final long maxBytes;
    private final List<@Nullable Entry<E, S>> entries = new ArrayList<>();
    private int dropped;
    private long bytes;
    private long start;
    private S startState;

    Window(int maxCount, long maxBytes, long start, S startState) {
        this.maxCount = maxCount;
        this.maxBytes = maxBytes;
        this.start = start;
        this.startState = startState;
    }

    /** The oldest version whose state is here; its later commits are here too. */
    long start() {
        return start;
    }

    long end() {
        return start + entries.size() - dropped;
    }

    S stateAt(long version) {
        return version == start ? startState : entry(version).state();
    }

    Commit<E> commit(long version) {
        return entry(version).commit();
    }

    /** Commits after {@code version}, which must not be before {@link #start}. */
    List<Commit<E>> after(long version) {
        List<Commit<E>> commits = new ArrayList<>();
        for (long v = version + 1; v <= end(); v++) {
            commits.add(commit(v));
        }
        return commits;
    }

    void add(Commit<E> commit, S state, int weight) {
        entries.add(new Entry<>(commit, state, weight + OVERHEAD));
        bytes += weight + OVERHEAD;
        while (entries.size() - dropped > maxCount || (bytes > maxBytes && entries.size() - dropped > 1)) {
            dropOldest();
        }
        if (dropped > maxCount) {
            entries.subList(0, dropped).clear();
            dropped = 0;
        }
    }

    private void dropOldest() {
        Entry<E, S> oldest = Objects.requireNonNull(entries.set(dropped, null));
        start = oldest.commit().version();
        startState = oldest.state();
        bytes -= oldest.weight();
        dropped++;
    }

    private Entry<E, S> entry(long version) {
        return Objects.requireNonNull(entries.get((int) (version - start - 1) + dropped));
    }
}
