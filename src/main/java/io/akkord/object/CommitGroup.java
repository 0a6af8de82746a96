package io.akkord.object;

import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one journal write, in version order without gaps; shared by all sessions of a node. The frame that most
 * sessions send for it is built by the first of them and kept here for the others.
 */
public final class CommitGroup {
    /** Confirmed on another node, whose clock says nothing here. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final ObjectId id;
    private final List<CommitFrame> commits;
    private final long confirmed;
    private final AtomicReference<@Nullable Object> shared = new AtomicReference<>();

    public CommitGroup(ObjectId id, List<CommitFrame> commits) {
        this(id, commits, UNKNOWN);
    }

    /** @param confirmed when the write was, in the sense of {@link System#nanoTime} */
    CommitGroup(ObjectId id, List<CommitFrame> commits, long confirmed) {
        if (commits.isEmpty()) {
            throw new IllegalArgumentException("a group has a commit");
        }
        this.id = id;
        this.commits = List.copyOf(commits);
        this.confirmed = confirmed;
    }

    public ObjectId id() {
        return id;
    }

    public List<CommitFrame> commits() {
        return commits;
    }

    /** When the write was confirmed, in the sense of {@link System#nanoTime}, or {@link #UNKNOWN}. */
    public long confirmed() {
        return confirmed;
    }

    public long first() {
        return commits.get(0).version();
    }

    public long last() {
        return commits.get(commits.size() - 1).version();
    }

    /** What {@code build} makes of this group, built at least once and the same object for all callers. */
    @SuppressWarnings("unchecked")
    public <T> T shared(Function<CommitGroup, T> build) {
        Object present = shared.get();
        if (present == null) {
            shared.compareAndSet(null, build.apply(this));
            present = shared.get();
        }
        return (T) java.util.Objects.requireNonNull(present);
    }
}
