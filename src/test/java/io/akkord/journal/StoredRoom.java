package io.akkord.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Operation;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The least event-sourced room: types at the end of its document, each text one commit, all of a command one write. */
final class StoredRoom extends EventSourcedBehavior<StoredRoom.Command, Stored<RoomEvent>, ObjectState<RoomState>> {
    static final RoomKind KIND = new RoomKind(10_000_000);
    static final RoomCodec CODEC = new RoomCodec();
    static final int CLIENTS = 1_000;
    /** On every third commit that {@link #commits} makes. */
    static final String TAG = "third";

    sealed interface Command {}

    record Type(List<String> texts, ActorRef<ObjectState<RoomState>> replyTo) implements Command {}

    record Store(List<Stored<RoomEvent>> commits, ActorRef<ObjectState<RoomState>> replyTo) implements Command {}

    record Read(ActorRef<ObjectState<RoomState>> replyTo) implements Command {}

    private final String origin;
    private final RetentionCriteria retention;

    private StoredRoom(ObjectId id, String origin, RetentionCriteria retention) {
        super(PersistenceId.ofUniqueId(id.persistenceId()));
        this.origin = origin;
        this.retention = retention;
    }

    static Behavior<Command> create(ObjectId id, String origin, RetentionCriteria retention) {
        return new StoredRoom(id, origin, retention);
    }

    @Override
    public ObjectState<RoomState> emptyState() {
        return ObjectState.empty(KIND.initial(), CLIENTS, origin);
    }

    @Override
    public CommandHandler<Command, Stored<RoomEvent>, ObjectState<RoomState>> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Type.class, this::onType)
                .onCommand(Store.class, this::onStore)
                .onCommand(Read.class, (state, read) -> Effect().reply(read.replyTo(), state))
                .build();
    }

    private Effect<Stored<RoomEvent>, ObjectState<RoomState>> onType(ObjectState<RoomState> state, Type command) {
        return Effect().persist(commits(state, command.texts())).thenReply(command.replyTo(), written -> written);
    }

    private Effect<Stored<RoomEvent>, ObjectState<RoomState>> onStore(ObjectState<RoomState> state, Store command) {
        return Effect().persist(command.commits()).thenReply(command.replyTo(), written -> written);
    }

    /** One commit per text, each appending to the document. */
    static List<Stored<RoomEvent>> commits(ObjectState<RoomState> before, List<String> texts) {
        List<Stored<RoomEvent>> commits = new ArrayList<>();
        ObjectState<RoomState> state = before;
        for (String text : texts) {
            Operation operation = Operation.insert(state.value().text().length(), text);
            RoomEvent event = state.version() == 0
                    ? new RoomEvent.Created(RoomType.TEXT, operation)
                    : new RoomEvent.Edited(operation);
            long version = state.version() + 1;
            Commit<RoomEvent> commit = new Commit<>(
                    version,
                    "c-" + version % 3,
                    version,
                    "user",
                    "",
                    1_700_000_000_000L + version,
                    version * 31,
                    0,
                    event);
            Stored<RoomEvent> stored = CommitCodec.seal(CODEC, commit, state.checksum());
            commits.add(stored);
            state = state.after(KIND, stored.commit());
        }
        return commits;
    }

    @Override
    public EventHandler<ObjectState<RoomState>, Stored<RoomEvent>> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((state, stored) -> state.after(KIND, stored.commit()));
    }

    @Override
    public Set<String> tagsFor(Stored<RoomEvent> stored) {
        return stored.commit().client().equals("c-0") ? Set.of(TAG) : Set.of();
    }

    @Override
    public EventAdapter<Stored<RoomEvent>, StoredEvent> eventAdapter() {
        return new StoredEvents<>(CODEC);
    }

    @Override
    public SnapshotAdapter<ObjectState<RoomState>> snapshotAdapter() {
        return new StoredSnapshots<>(CODEC, CLIENTS);
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return retention;
    }
}
