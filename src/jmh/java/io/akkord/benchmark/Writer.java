package io.akkord.benchmark;

import akka.actor.typed.ActorRef;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import io.akkord.journal.CommitCodec;
import io.akkord.journal.RoomCodec;
import io.akkord.journal.Stored;
import io.akkord.journal.StoredEvents;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.object.Outcome;
import io.akkord.ot.Operation;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomType;
import java.util.ArrayList;
import java.util.List;

/** The least that writes groups of commits to the journal; its state is the last commit's version. */
final class Writer extends EventSourcedBehavior<Writer.Append, Stored<RoomEvent>, Long> {
    private static final RoomCodec CODEC = new RoomCodec();

    /** Writes so many commits at once. */
    record Append(int commits, ActorRef<Outcome> replyTo) {}

    private final ObjectId id;

    Writer(ObjectId id) {
        super(PersistenceId.ofUniqueId(id.persistenceId()));
        this.id = id;
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public CommandHandler<Append, Stored<RoomEvent>, Long> commandHandler() {
        return (last, append) -> Effect()
                .persist(group(last, append.commits()))
                .thenReply(append.replyTo(), now -> new Outcome.Committed(id, 0, now, 0, false, false));
    }

    private static List<Stored<RoomEvent>> group(long last, int count) {
        List<Stored<RoomEvent>> group = new ArrayList<>(count);
        for (long version = last + 1; version <= last + count; version++) {
            Operation keystroke = Operation.insert(0, "x");
            RoomEvent event =
                    version == 1 ? new RoomEvent.Created(RoomType.TEXT, keystroke) : new RoomEvent.Edited(keystroke);
            group.add(CommitCodec.seal(
                    CODEC, new Commit<>(version, "client", version, "user", "", version, version, 0, event), 0));
        }
        return group;
    }

    @Override
    public EventHandler<Long, Stored<RoomEvent>> eventHandler() {
        return (last, stored) -> stored.commit().version();
    }

    @Override
    public EventAdapter<Stored<RoomEvent>, ?> eventAdapter() {
        return new StoredEvents<>(CODEC);
    }
}
