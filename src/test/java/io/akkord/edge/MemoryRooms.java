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
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.session.Gateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Rooms in memory behind the interfaces the edge knows: enough of the runtime to answer requests. */
final class MemoryRooms implements Gateway, History, Directory {
    private static final class Room {
        ObjectState<RoomState> state = ObjectState.empty(RoomState.NOTHING, 100, "origin");
        final List<Commit<RoomEvent>> commits = new ArrayList<>();
    }

    private final RoomKind kind = new RoomKind(1000);
    private final Map<ObjectId, Room> rooms = new HashMap<>();
    private Optional<Refusal> refusal = Optional.empty();
    private boolean broken;
    private Runnable before = () -> {};

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

    /** A commit that is in the journal and not confirmed. */
    synchronized void writeUnconfirmed(String name) {
        Room room = room(ObjectId.of("rooms", name));
        Commit<RoomEvent> last = room.commits.get(room.commits.size() - 1);
        room.commits.add(
                new Commit<>(last.version() + 1, "ghost", 1, "anonymous", "", last.timestamp(), 0, 0, last.event()));
    }

    /** The room stands where it would after commits that are kept elsewhere. */
    synchronized void stand(ObjectState<RoomState> state, String name) {
        room(ObjectId.of("rooms", name)).state = state;
    }

    private Room room(ObjectId id) {
        return rooms.computeIfAbsent(id, unused -> new Room());
    }

    @Override
    @SuppressWarnings("unchecked")
    public synchronized <C> CompletionStage<Outcome> submit(ObjectId id, Submission<C> submission) {
        if (broken) {
            throw new IllegalStateException("secret of the inside");
        }
        if (refusal.isPresent()) {
            return refused(id, submission.seq(), refusal.get());
        }
        Runnable event = before;
        before = () -> {};
        event.run();
        return CompletableFuture.completedFuture(decide(id, room(id), (Submission<RoomCommand>) submission));
    }

    private Outcome decide(ObjectId id, Room room, Submission<RoomCommand> submission) {
        long version = room.state.version();
        if (submission.seq() != Submission.UNNUMBERED) {
            var entry = room.state.clients().get(submission.client());
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
        RoomCommand command = submission.command();
        if (submission.base() >= 0) {
            for (Commit<RoomEvent> later : room.commits.subList((int) submission.base(), (int) version)) {
                Rebase<RoomCommand> rebased = kind.rebase(command, later);
                if (rebased instanceof Rebase.Refused<RoomCommand> no) {
                    return new Outcome.Refused(id, submission.seq(), no.refusal());
                }
                command = ((Rebase.Done<RoomCommand>) rebased).command();
            }
        }
        Decision<RoomEvent> decision = kind.decide(room.state.value(), version, submission.with(command));
        if (decision instanceof Decision.Refused<RoomEvent> no) {
            return new Outcome.Refused(id, submission.seq(), no.refusal());
        }
        RoomEvent event = ((Decision.Accepted<RoomEvent>) decision).event();
        long seq = Names.isServerClient(submission.client()) ? version + 1 : submission.seq();
        Commit<RoomEvent> commit = new Commit<>(
                version + 1,
                submission.client(),
                seq,
                submission.user(),
                "",
                1_700_000_000_000L + version,
                submission.hash(),
                0,
                event);
        room.commits.add(commit);
        room.state = room.state.after(kind, commit);
        boolean created = event instanceof RoomEvent.Created || event instanceof RoomEvent.JsonCreated;
        return new Outcome.Committed(id, seq, commit.version(), commit.timestamp(), false, created);
    }

    @Override
    public <C> CompletionStage<Outcome> purge(ObjectId id, Submission<C> deletion) {
        throw new UnsupportedOperationException();
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
                .orElseGet(() -> new ReadAnswer.Current<>(id, room(id).state)));
    }

    private static CompletionStage<Outcome> refused(ObjectId id, long seq, Refusal refusal) {
        return CompletableFuture.completedFuture(new Outcome.Refused(id, seq, refusal));
    }

    @Override
    @SuppressWarnings("unchecked")
    public synchronized <C, E, S> CompletionStage<List<Commit<E>>> commits(
            KindCodec<C, E, S> codec, ObjectId id, long from, long to, int maxCount, long maxBytes) {
        if (broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"));
        }
        List<Commit<E>> found = new ArrayList<>();
        for (Commit<RoomEvent> commit : room(id).commits) {
            if (commit.version() >= from && commit.version() <= to && found.size() < maxCount) {
                found.add((Commit<E>) commit);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public <C, E, S> CompletionStage<ObjectState<S>> stateAt(
            ObjectKind<C, E, S> objects, KindCodec<C, E, S> codec, ObjectId id, long version) {
        throw new UnsupportedOperationException();
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
        return CompletableFuture.completedFuture(List.of());
    }
}
