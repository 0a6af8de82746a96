package io.akkord.edge;

import io.akkord.directory.Directory;
import io.akkord.directory.DirectoryEntry;
import io.akkord.journal.History;
import io.akkord.journal.KindCodec;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.object.Outcome;
import io.akkord.object.ReadAnswer;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.session.Gateway;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Rooms and namespaces in memory behind the interfaces the edge knows: enough of the runtime to answer requests. */
final class MemoryObjects implements Gateway, History, Directory {
    private static final class Stored<C, E, S> {
        final ObjectKind<C, E, S> kind;
        ObjectState<S> state;
        final List<Commit<E>> commits = new ArrayList<>();

        Stored(ObjectKind<C, E, S> kind) {
            this.kind = kind;
            this.state = ObjectState.empty(kind.initial(), 100, "origin");
        }
    }

    private final Map<String, ObjectKind<?, ?, ?>> kinds = new HashMap<>();
    private final Map<ObjectId, Stored<?, ?, ?>> objects = new HashMap<>();
    private Optional<Refusal> refusal = Optional.empty();
    private final List<String> traces = new ArrayList<>();
    private boolean broken;
    private Runnable before = () -> {};

    MemoryObjects(ObjectKind<?, ?, ?>... kinds) {
        for (ObjectKind<?, ?, ?> kind : kinds) {
            this.kinds.put(kind.name(), kind);
        }
    }

    /** What the submissions so far carried. */
    synchronized List<String> traces() {
        return List.copyOf(traces);
    }

    /** All requests are answered like this from now on. */
    synchronized void refuse(Refusal everything) {
        refusal = Optional.of(everything);
    }

    /** All requests fail as no gateway should. */
    synchronized void fail() {
        broken = true;
    }

    /** Happens once, after whatever the next submission was preceded by and before it is decided. */
    synchronized void beforeNextSubmission(Runnable event) {
        before = event;
    }

    synchronized void recover() {
        refusal = Optional.empty();
        broken = false;
    }

    /** A commit that is in the journal of a room and not confirmed. */
    synchronized void writeUnconfirmed(String name) {
        Stored<?, RoomEvent, ?> room = stored(ObjectId.of("rooms", name));
        Commit<RoomEvent> last = room.commits.get(room.commits.size() - 1);
        room.commits.add(
                new Commit<>(last.version() + 1, "ghost", 1, "anonymous", "", last.timestamp(), 0, 0, last.event()));
    }

    /** The room stands where it would after commits that are kept elsewhere. */
    synchronized void stand(ObjectState<RoomState> state, String name) {
        this.<RoomCommand, RoomEvent, RoomState>stored(ObjectId.of("rooms", name)).state = state;
    }

    /** The caller knows what the object is. */
    @SuppressWarnings("unchecked")
    private <C, E, S> Stored<C, E, S> stored(ObjectId id) {
        return (Stored<C, E, S>) objects.computeIfAbsent(
                id, unused -> new Stored<>(java.util.Objects.requireNonNull(kinds.get(id.kind()))));
    }

    @Override
    public synchronized <C> CompletionStage<Outcome> submit(ObjectId id, Submission<C> submission, String trace) {
        traces.add(trace);
        if (broken) {
            throw new IllegalStateException("secret of the inside");
        }
        if (refusal.isPresent()) {
            return refused(id, submission.seq(), refusal.get());
        }
        Runnable event = before;
        before = () -> {};
        event.run();
        return CompletableFuture.completedFuture(decide(id, stored(id), submission));
    }

    private <C, E, S> Outcome decide(ObjectId id, Stored<C, E, S> object, Submission<C> submission) {
        ObjectKind<C, E, S> kind = object.kind;
        long version = object.state.version();
        if (submission.seq() != Submission.UNNUMBERED) {
            var entry = object.state.clients().get(submission.client());
            long last = entry.map(e -> e.seq()).orElse(0L);
            if (submission.seq() <= last) {
                return entry.get().hash() == submission.hash()
                        ? new Outcome.Committed(
                                id,
                                submission.seq(),
                                entry.get().version(),
                                entry.get().timestamp(),
                                true,
                                false)
                        : new Outcome.Refused(
                                id, submission.seq(), Refusal.of(Refusal.Reason.SEQ_REUSED, "That seq was used."));
            }
            if (submission.seq() != last + 1) {
                return new Outcome.Refused(
                        id, submission.seq(), Refusal.of(Refusal.Reason.OUT_OF_ORDER, "A seq is missing."));
            }
        }
        if (submission.base() > version) {
            return new Outcome.Refused(
                    id, submission.seq(), Refusal.of(Refusal.Reason.BAD_BASE, "The base is beyond the head."));
        }
        C command = submission.command();
        if (submission.base() >= 0) {
            for (Commit<E> later : object.commits.subList((int) submission.base(), (int) version)) {
                Rebase<C> rebased = kind.rebase(command, later);
                if (rebased instanceof Rebase.Refused<C> no) {
                    return new Outcome.Refused(id, submission.seq(), no.refusal());
                }
                command = ((Rebase.Done<C>) rebased).command();
            }
        }
        Decision<E> decision = kind.decide(object.state.value(), version, submission.with(command));
        if (decision instanceof Decision.Refused<E> no) {
            return new Outcome.Refused(id, submission.seq(), no.refusal(), version);
        }
        E event = ((Decision.Accepted<E>) decision).event();
        long seq = Names.isServerClient(submission.client()) ? version + 1 : submission.seq();
        Commit<E> commit = new Commit<>(
                version + 1,
                submission.client(),
                seq,
                submission.user(),
                submission.source(),
                1_700_000_000_000L + version,
                submission.hash(),
                0,
                event);
        boolean existed = kind.exists(object.state.value());
        object.commits.add(commit);
        object.state = object.state.after(kind, commit);
        boolean created = !existed && kind.exists(object.state.value());
        return new Outcome.Committed(id, seq, commit.version(), commit.timestamp(), false, created);
    }

    @Override
    public <C> CompletionStage<Outcome> purge(ObjectId id, Submission<C> deletion, String trace) {
        return submit(id, deletion, trace);
    }

    @Override
    public CompletionStage<Long> keptFrom(ObjectId id) {
        return CompletableFuture.completedFuture(1L);
    }

    @Override
    public synchronized CompletionStage<ReadAnswer> read(ObjectId id) {
        if (broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"));
        }
        return CompletableFuture.completedFuture(refusal.<ReadAnswer>map(no -> new ReadAnswer.Failed(id, no))
                .orElseGet(() -> new ReadAnswer.Current<>(id, stored(id).state)));
    }

    private static CompletionStage<Outcome> refused(ObjectId id, long seq, Refusal refusal) {
        return CompletableFuture.completedFuture(new Outcome.Refused(id, seq, refusal));
    }

    @Override
    public synchronized <C, E, S> CompletionStage<List<Commit<E>>> commits(
            KindCodec<C, E, S> codec, ObjectId id, long from, long to, int maxCount, long maxBytes) {
        if (broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"));
        }
        List<Commit<E>> found = new ArrayList<>();
        for (Commit<E> commit : this.<C, E, S>stored(id).commits) {
            if (commit.version() >= from && commit.version() <= to && found.size() < maxCount) {
                found.add(commit);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public synchronized <C, E, S> CompletionStage<ObjectState<S>> stateAt(
            ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long version) {
        ObjectState<S> state = ObjectState.empty(kind.initial(), 100, "origin");
        for (Commit<E> commit : this.<C, E, S>stored(id).commits.subList(0, (int) version)) {
            state = state.after(kind, commit);
        }
        return CompletableFuture.completedFuture(state);
    }

    @Override
    public CompletionStage<Long> versionAt(ObjectId id, long head, long time) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized CompletionStage<List<DirectoryEntry>> list(
            String kindName, String tenant, String prefix, String after, int limit) {
        if (broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"));
        }
        return CompletableFuture.completedFuture(objects.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals(kindName)
                        && entry.getKey().tenant().equals(tenant)
                        && entry.getKey().name().startsWith(prefix)
                        && entry.getKey().name().compareTo(after) > 0)
                .map(entry -> new DirectoryEntry(
                        entry.getKey(), "text", entry.getValue().state.version(), 0, 0, !exists(entry.getValue())))
                .filter(entry -> !entry.deleted())
                .sorted(Comparator.comparing(entry -> entry.id().name()))
                .limit(limit)
                .toList());
    }

    private static <C, E, S> boolean exists(Stored<C, E, S> object) {
        return object.kind.exists(object.state.value());
    }

    @Override
    public CompletionStage<List<DirectoryEntry>> largest(String tenant, int limit) {
        return list("", tenant, "", "", limit);
    }
}
