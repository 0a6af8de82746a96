package io.akkord.object;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.akkord.journal.Stored;
import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The journal child of an entity. There is never a second one before the end of the first was told and noted. */
final class JournalChild<C, E, S> {
    private final ActorContext<EntityMessage> context;
    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final ObjectServices services;
    private @Nullable ActorRef<JournalCommand<E>> running;

    JournalChild(
            ActorContext<EntityMessage> context, ObjectId id, KindRuntime<C, E, S> runtime, ObjectServices services) {
        this.context = context;
        this.id = id;
        this.runtime = runtime;
        this.services = services;
    }

    /** Starts to read the journal; {@link EntityInternal.Recovered} or {@link EntityInternal.JournalGone} follows. */
    void start() {
        ActorRef<JournalCommand<E>> child =
                context.spawnAnonymous(ObjectJournal.create(id, runtime, services, context.getSelf()));
        context.watchWith(child, new EntityInternal.JournalGone<>(child));
        running = child;
    }

    boolean is(ActorRef<?> child) {
        return child.equals(running);
    }

    void write(long ticket, List<Stored<E>> group, String trace) {
        Objects.requireNonNull(running).tell(new JournalCommand.Write<>(ticket, group, trace));
    }

    /** {@link EntityInternal.JournalGone} follows. */
    void stop() {
        if (running != null) {
            context.stop(running);
        }
    }

    /** Its end was told. */
    void gone() {
        running = null;
    }
}
