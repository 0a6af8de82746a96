package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.object.CommitFrame;
import io.akkord.object.CommitGroup;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.KindWire;
import io.akkord.protocol.Outbound;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One object's commits on their way to one client: every version after the cursor, or every one that concerns it, once, ascending; own
 * ones as ACK. The cursor is what the client knows of. Live groups pass
 * straight on. When some are missing, or the client does not keep up, only the highest version is remembered and the rest is read from
 * the journal, a page at a time, until the live stream is reached again; so nothing is ever buffered for a client.
 *
 * <pre>
 *   suspended ──startAt──▶ live ──gap, slow──▶ behind ──cursor = target──▶ live
 *       ▲                    └─────pause──▶ paused ──startAt──▶ live or behind
 *       └── suspend: the object is lost, from any
 * </pre>
 */
final class ObjectStream<C, E, S> {
    private enum Phase {
        /** What comes is of an earlier join and ignored. */
        SUSPENDED,
        /** An answer to the client is being made; what comes is remembered by its version. */
        PAUSED,
        BEHIND,
        LIVE
    }

    private static final long NO_READ = 0;

    private final SessionContext context;
    private final SessionKind<C, E, S> kind;
    private final ObjectId id;
    private final PendingSubmissions<C> pending;
    private final Presences presences;
    private final CommitMessages messages;
    private final Subscription<C, E, S> owner;
    private final SessionMonitor.KindWatch watch;
    private final List<Outcome.Committed> duplicates = new ArrayList<>();

    private Phase phase = Phase.SUSPENDED;
    private long cursor;
    private long target;
    private long reading = NO_READ;
    private int failures;

    ObjectStream(
            SessionContext context,
            SessionKind<C, E, S> kind,
            ObjectId id,
            PendingSubmissions<C> pending,
            Presences presences,
            Subscription<C, E, S> owner) {
        this.context = context;
        this.kind = kind;
        this.id = id;
        this.pending = pending;
        this.presences = presences;
        this.messages = new CommitMessages(context, id, kind.wire().submitType().equals(KindWire.STATE_PATCH));
        this.owner = owner;
        this.watch = context.services().monitor().kind(id.kind());
    }

    /** The last version the client was sent. */
    long cursor() {
        return cursor;
    }

    /** What the client hears of. */
    Scope scope() {
        return messages.scope();
    }

    /**
     * The client was answered, and hears of this from now on.
     *
     * @param commits what of the answer the client had not been sent
     */
    void answered(Scope scope, List<CommitFrame> commits) {
        messages.scope(scope);
        messages.sayEntities(commits);
    }

    void suspend() {
        phase = Phase.SUSPENDED;
        target = 0;
        reading = NO_READ;
    }

    boolean isSuspended() {
        return phase == Phase.SUSPENDED;
    }

    void pause() {
        phase = Phase.PAUSED;
        reading = NO_READ;
    }

    /** The client stands at {@code version}, the object at {@code head} at least; {@code next} are commits that follow, if at hand. */
    void startAt(long version, long head, List<CommitFrame> next) {
        cursor = version;
        target = Math.max(target, head);
        phase = Phase.BEHIND;
        deliver(next);
        catchUp();
    }

    void committed(CommitGroup group) {
        if (phase == Phase.SUSPENDED || (phase != Phase.PAUSED && group.last() <= cursor)) {
            return;
        }
        target = Math.max(target, group.last());
        if (phase != Phase.LIVE) {
            return;
        }
        if (context.slow().isSlow() || group.first() > cursor + 1) {
            catchUp();
        } else if (group.first() == cursor + 1 && isForAll(group)) {
            messages.sayShared(group);
            cursor = group.last();
            context.carries(watch, group.confirmed());
            releaseDuplicates();
        } else {
            emit(group.commits(), group.last());
            context.carries(watch, group.confirmed());
            releaseDuplicates();
        }
    }

    /** What concerns a client that follows a part of the object. */
    void selected(RelayEvent.Selected selected) {
        if (phase == Phase.SUSPENDED || (phase != Phase.PAUSED && selected.version() <= cursor)) {
            return;
        }
        target = Math.max(target, selected.version());
        if (phase != Phase.LIVE) {
            return;
        }
        if (context.slow().isSlow() || selected.after() > cursor) {
            catchUp();
        } else {
            emit(selected.commits(), selected.version());
            context.carries(watch, selected.confirmed());
            releaseDuplicates();
        }
    }

    /** A resent submission had been committed before: the ACK goes out when its version has. */
    void duplicate(Outcome.Committed outcome) {
        duplicates.add(outcome);
        if (phase != Phase.SUSPENDED && phase != Phase.PAUSED) {
            releaseDuplicates();
        }
    }

    void presence(RelayEvent.PresenceChanged changed) {
        if (phase != Phase.SUSPENDED) {
            presences.changed(changed, phase == Phase.LIVE && !context.slow().isSlow());
        }
    }

    void announced(RelayEvent.Announced announced) {
        if (phase != Phase.SUSPENDED && phase != Phase.PAUSED && !context.slow().isSlow()) {
            context.out()
                    .say(new Outbound.Broadcast(id.path(), announced.client(), announced.user(), announced.data()));
        }
    }

    /** Goes on after a time of not sending. */
    void drained() {
        if (phase == Phase.BEHIND) {
            catchUp();
        } else if (phase == Phase.LIVE) {
            releasePresences();
        }
    }

    /**
     * A page of the past; one that was asked for before the stream was stopped is ignored. False where the journal does not hold what
     * the client lacks, so that only a snapshot brings it on.
     */
    boolean pageRead(SessionInternal.PageRead page) {
        if (page.read() != reading) {
            return true;
        }
        reading = NO_READ;
        if (page.frames().isEmpty()) {
            context.later(new SessionInternal.ReadDue(id), context.jitter(++failures));
            return true;
        }
        failures = 0;
        List<CommitFrame> frames = page.frames().get();
        if (frames.isEmpty() || frames.get(0).version() != cursor + 1 || scope().lacks(frames)) {
            return false;
        }
        deliver(frames);
        catchUp();
        return true;
    }

    /** Reads on where the client is behind, or finds that it is not. */
    void catchUp() {
        if (owner.isOver() || phase == Phase.SUSPENDED || reading != NO_READ) {
            return;
        }
        if (cursor >= target) {
            phase = Phase.LIVE;
            releasePresences();
            return;
        }
        if (phase == Phase.LIVE) {
            watch.resynced(SessionMonitor.Resync.BEHIND);
        }
        phase = Phase.BEHIND;
        if (!context.slow().isSlow()) {
            reading = context.read(kind, id, cursor + 1, target);
        }
    }

    /** Sends commits in messages of bounded size, as long as the client takes them; the rest stays to be caught up with. */
    private void deliver(List<CommitFrame> frames) {
        int from = 0;
        while (from < frames.size() && !owner.isOver() && !context.slow().isSlow()) {
            int to = Pages.end(frames, from, context.services().settings().catchUpBytes(), 0);
            emit(frames.subList(from, to), frames.get(to - 1).version());
            from = to;
        }
        releaseDuplicates();
    }

    /** Sends what of these commits the client lacks; they are all that concern it up to {@code version}. */
    private void emit(List<CommitFrame> frames, long version) {
        List<CommitFrame> others = new ArrayList<>(frames.size());
        for (CommitFrame frame : frames) {
            if (frame.version() <= cursor) {
                continue;
            }
            boolean own = isOwn(frame);
            if (!own && !frame.deletes()) {
                others.add(frame);
                continue;
            }
            if (!others.isEmpty()) {
                say(others, frame.version() - 1);
                others.clear();
            }
            cursor = frame.version();
            if (own) {
                messages.acknowledge(frame);
                acknowledged(pending.sentAt(frame.seq()));
                pending.committed(frame.seq(), frame.hash());
            }
            if (frame.deletes()) {
                owner.deleted(frame.version());
                return;
            }
        }
        if (version > cursor) {
            say(others, version);
        }
    }

    private void say(List<CommitFrame> commits, long version) {
        messages.say(commits, cursor, version);
        cursor = version;
    }

    private boolean isOwn(CommitFrame frame) {
        return !pending.isEmpty()
                && frame.client().equals(context.client())
                && pending.awaits(frame.seq(), frame.hash());
    }

    private boolean isForAll(CommitGroup group) {
        for (CommitFrame frame : group.commits()) {
            if (frame.deletes() || isOwn(frame)) {
                return false;
            }
        }
        return true;
    }

    private void releaseDuplicates() {
        for (Iterator<Outcome.Committed> i = duplicates.iterator(); i.hasNext(); ) {
            Outcome.Committed one = i.next();
            if (one.version() <= cursor) {
                i.remove();
                long sentAt = pending.sentAt(one.seq());
                if (pending.answered(one.seq(), false)) {
                    acknowledged(sentAt);
                    context.out().say(new Outbound.Ack(id.path(), one.version(), one.seq(), one.timestamp(), true));
                }
            }
        }
    }

    private void acknowledged(long sentAt) {
        if (sentAt != PendingSubmissions.UNKNOWN) {
            watch.acknowledged(System.nanoTime() - sentAt);
        }
    }

    private void releasePresences() {
        if (!context.slow().isSlow()) {
            presences.release();
        }
    }
}
