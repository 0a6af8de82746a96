package io.akkord.object;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.akkord.journal.CommitCodec;
import io.akkord.journal.CorruptBytesException;
import io.akkord.journal.Stored;
import io.akkord.journal.StoredEvents;
import io.akkord.journal.StoredSnapshots;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable storage of one object: replays it, writes groups of commits. It decides nothing. When a write fails or its outcome
 * is unknown it ends, and the entity starts a new one, which reads what is really there. It takes over no commit that is not the one
 * that was written behind the commit before: a history with a lost or changed commit ends it before the entity hears of a state.
 */
final class ObjectJournal<C, E, S> extends EventSourcedBehavior<JournalCommand<E>, Stored<E>, ObjectState<S>> {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectJournal.class);

    private final KindRuntime<C, E, S> runtime;
    private final ObjectServices services;
    private final ActorRef<EntityMessage> entity;
    private final ActorContext<JournalCommand<E>> context;

    static <C, E, S> Behavior<JournalCommand<E>> create(
            ObjectId id, KindRuntime<C, E, S> runtime, ObjectServices services, ActorRef<EntityMessage> entity) {
        return Behaviors.setup(context -> new ObjectJournal<>(id, runtime, services, entity, context));
    }

    private ObjectJournal(
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectServices services,
            ActorRef<EntityMessage> entity,
            ActorContext<JournalCommand<E>> context) {
        super(PersistenceId.ofUniqueId(id.persistenceId()));
        this.runtime = runtime;
        this.services = services;
        this.entity = entity;
        this.context = context;
    }

    @Override
    public ObjectState<S> emptyState() {
        return ObjectState.empty(runtime.kind().initial(), services.object().clients(), services.origin());
    }

    @Override
    public CommandHandler<JournalCommand<E>, Stored<E>, ObjectState<S>> commandHandler() {
        return newCommandHandlerBuilder().forAnyState().onAnyCommand(this::write);
    }

    private Effect<Stored<E>, ObjectState<S>> write(JournalCommand<E> command) {
        JournalCommand.Write<E> write = (JournalCommand.Write<E>) command;
        if (LOG.isDebugEnabled()) {
            Trace.log(
                    write.trace(),
                    () -> LOG.debug("{} writes {}", persistenceId().id(), range(write.group())));
        }
        return Effect()
                .persist(write.group())
                .thenRun(state -> entity.tell(new EntityInternal.Written<>(write.ticket(), state)));
    }

    private static <E> String range(List<Stored<E>> group) {
        long first = group.get(0).commit().version();
        return group.size() == 1 ? "commit " + first : "commits " + first + " to " + (first + group.size() - 1);
    }

    @Override
    public EventHandler<ObjectState<S>, Stored<E>> eventHandler() {
        return (state, stored) -> {
            CommitCodec.requireNext(persistenceId().id(), state.checksum(), stored);
            return state.after(runtime.kind(), stored.commit());
        };
    }

    @Override
    public SignalHandler<ObjectState<S>> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .build();
    }

    private void onRecovered(ObjectState<S> state) {
        long last = lastSequenceNumber(context);
        if (state.version() != last) {
            throw new CorruptBytesException("commits " + (state.version() + 1) + " to " + last + " of "
                    + persistenceId().id() + " are missing");
        }
        LOG.debug("{} is read up to version {}", persistenceId().id(), last);
        entity.tell(new EntityInternal.Recovered<>(context.getSelf(), state));
    }

    @Override
    public EventAdapter<Stored<E>, ?> eventAdapter() {
        return new StoredEvents<>(runtime.codec());
    }

    @Override
    public SnapshotAdapter<ObjectState<S>> snapshotAdapter() {
        return new StoredSnapshots<>(runtime.codec(), services.object().clients());
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(services.storage().snapshotEvery(), 2);
    }
}
