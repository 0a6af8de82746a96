package io.akkord.session;

import akka.util.ByteString;
import io.akkord.kind.EntityKey;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Part;
import io.akkord.object.CommitFrame;
import io.akkord.object.CommitGroup;
import io.akkord.protocol.Outbound;
import io.akkord.protocol.StateMessage;
import java.util.List;

/**
 * The messages in which one client hears of one object's commits: cut to its scope, as {@code OP} or as {@code STATE_PATCH}, and behind
 * that, where it wants so, of the entities among them.
 */
final class CommitMessages {
    private final SessionContext context;
    private final ObjectId id;
    private final boolean patches;
    private Scope scope = Scope.ALL;

    /**
     * @param patches whether commits go out as {@code STATE_PATCH}
     */
    CommitMessages(SessionContext context, ObjectId id, boolean patches) {
        this.context = context;
        this.id = id;
        this.patches = patches;
    }

    Scope scope() {
        return scope;
    }

    void scope(Scope next) {
        scope = next;
    }

    /** Says commits that hold everything of the scope in ({@code after}, {@code version}], perhaps nothing. */
    void say(List<CommitFrame> frames, long after, long version) {
        List<byte[]> commits = scope.cut(frames);
        context.out()
                .say(
                        patches
                                ? new StateMessage.StatePatch(id.path(), commits, after, version)
                                : new Outbound.Commits(id.path(), commits, version));
        sayEntities(frames);
    }

    /** Says a whole group to one who follows everything and has all before it. */
    void sayShared(CommitGroup group) {
        context.out().say(group.<ByteString>shared(this::encode));
        sayEntities(group.commits());
    }

    /** Says that an own submission became durable. */
    void acknowledge(CommitFrame own) {
        byte[] changes = own.encoded().differs() ? own.encoded().changes() : Outbound.Ack.AS_SUBMITTED;
        context.out().say(new Outbound.Ack(id.path(), own.version(), own.seq(), own.timestamp(), false, changes));
    }

    /** Says which entities these commits set or delete, if the client wants to know. */
    void sayEntities(List<CommitFrame> frames) {
        if (scope.entities()) {
            for (CommitFrame frame : frames) {
                for (Part part : frame.encoded().parts()) {
                    if (!part.isLost() && scope.interest().covers(part.topic())) {
                        EntityKey.of(part.topic()).ifPresent(entity -> sayEntity(entity, frame, part));
                    }
                }
            }
        }
    }

    private void sayEntity(EntityKey entity, CommitFrame frame, Part part) {
        context.out()
                .say(
                        part.deletes()
                                ? new StateMessage.EntityDeleted(id.path(), entity, frame.version(), frame.timestamp())
                                : new StateMessage.EntityUpdated(
                                        id.path(),
                                        entity,
                                        frame.bytes(),
                                        part.valueFrom(),
                                        part.to() - 1,
                                        frame.version(),
                                        frame.timestamp()));
    }

    private ByteString encode(CommitGroup group) {
        List<byte[]> commits = group.commits().stream().map(CommitFrame::bytes).toList();
        Outbound message = patches
                ? new StateMessage.StatePatch(id.path(), commits, group.first() - 1, group.last())
                : new Outbound.Commits(id.path(), commits, group.last());
        return ByteString.fromArrayUnsafe(message.toBytes());
    }
}
