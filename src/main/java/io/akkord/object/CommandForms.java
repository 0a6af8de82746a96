package io.akkord.object;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.kind.ObjectId;
import java.util.List;

/**
 * Commands on their way to an object on another node, and the message with which sharding stops one.
 *
 * <pre>
 * submit.2    = id submission session:string trace:string replyTo:ref
 * submit      = the same without trace; read only
 * subscribe   = id join relay:ref
 * join        = session:string client:string user:string since:orNone origin:string snapshot:flag presence:bytes version:orNone
 * unsubscribe = id session:string relay:ref
 * read        = id replyTo:ref
 * present     = id session:string data:bytes version:orNone
 * announce    = id session:string data:bytes
 * purge.2     = id submission trace:string replyTo:ref
 * purge       = the same without trace; read only
 * wake        = id
 * stop        = nothing
 * </pre>
 */
final class CommandForms {
    private final RemoteFields fields;

    CommandForms(RemoteFields fields) {
        this.fields = fields;
    }

    List<RemoteForm<?>> all() {
        return List.of(
                new RemoteForm<>("submit.2", ObjectCommand.Submit.class, this::writeSubmit, this::readSubmit),
                RemoteForm.old("submit", ObjectCommand.Submit.class, this::readPlainSubmit),
                new RemoteForm<>("subscribe", ObjectCommand.Subscribe.class, this::writeSubscribe, this::readSubscribe),
                new RemoteForm<>("unsubscribe", ObjectCommand.Unsubscribe.class, this::writeLeave, this::readLeave),
                new RemoteForm<>("read", ObjectCommand.Read.class, this::writeRead, this::readRead),
                new RemoteForm<>(
                        "present", ObjectCommand.Present.class, CommandForms::writePresent, CommandForms::readPresent),
                new RemoteForm<>(
                        "announce",
                        ObjectCommand.Announce.class,
                        CommandForms::writeAnnounce,
                        CommandForms::readAnnounce),
                new RemoteForm<>("purge.2", ObjectCommand.Purge.class, this::writePurge, this::readPurge),
                RemoteForm.old("purge", ObjectCommand.Purge.class, this::readPlainPurge),
                new RemoteForm<ObjectCommand.Wake>(
                        "wake",
                        ObjectCommand.Wake.class,
                        (wake, out) -> RemoteFields.writeId(wake.id(), out),
                        in -> new ObjectCommand.Wake(RemoteFields.readId(in))),
                new RemoteForm<EntityInternal.Stop>(
                        "stop", EntityInternal.Stop.class, (stop, out) -> {}, in -> new EntityInternal.Stop()));
    }

    private void writeSubmit(ObjectCommand.Submit<Object> submit, ByteWriter out) {
        RemoteFields.writeId(submit.id(), out);
        fields.writeSubmission(submit.id(), submit.submission(), out);
        out.writeString(submit.session()).writeString(submit.trace());
        fields.writeRef(submit.replyTo(), out);
    }

    private ObjectCommand.Submit<Object> readSubmit(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        return new ObjectCommand.Submit<>(
                id, fields.readSubmission(id, in), in.readString(), in.readString(), fields.readRef(in));
    }

    /** Before commands could be traced. */
    private ObjectCommand.Submit<Object> readPlainSubmit(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        return new ObjectCommand.Submit<>(id, fields.readSubmission(id, in), in.readString(), fields.readRef(in));
    }

    private void writeSubscribe(ObjectCommand.Subscribe subscribe, ByteWriter out) {
        Join join = subscribe.join();
        RemoteFields.writeId(subscribe.id(), out);
        out.writeString(join.session()).writeString(join.client()).writeString(join.user());
        RemoteFields.writeOrNone(join.since(), out);
        out.writeString(join.origin());
        RemoteFields.writeFlag(join.snapshot(), out);
        out.writeBytes(join.presence());
        RemoteFields.writeOrNone(join.presenceVersion(), out);
        fields.writeRef(subscribe.relay(), out);
    }

    private ObjectCommand.Subscribe readSubscribe(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        Join join = new Join(
                in.readString(),
                in.readString(),
                in.readString(),
                RemoteFields.readOrNone(in),
                in.readString(),
                RemoteFields.readFlag(in),
                in.readBytes(),
                RemoteFields.readOrNone(in));
        return new ObjectCommand.Subscribe(id, join, fields.readRef(in));
    }

    private void writeLeave(ObjectCommand.Unsubscribe leave, ByteWriter out) {
        RemoteFields.writeId(leave.id(), out);
        out.writeString(leave.session());
        fields.writeRef(leave.relay(), out);
    }

    private ObjectCommand.Unsubscribe readLeave(ByteReader in) {
        return new ObjectCommand.Unsubscribe(RemoteFields.readId(in), in.readString(), fields.readRef(in));
    }

    private void writeRead(ObjectCommand.Read read, ByteWriter out) {
        RemoteFields.writeId(read.id(), out);
        fields.writeRef(read.replyTo(), out);
    }

    private ObjectCommand.Read readRead(ByteReader in) {
        return new ObjectCommand.Read(RemoteFields.readId(in), fields.readRef(in));
    }

    private void writePurge(ObjectCommand.Purge<Object> purge, ByteWriter out) {
        RemoteFields.writeId(purge.id(), out);
        fields.writeSubmission(purge.id(), purge.deletion(), out);
        out.writeString(purge.trace());
        fields.writeRef(purge.replyTo(), out);
    }

    private ObjectCommand.Purge<Object> readPurge(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        return new ObjectCommand.Purge<>(id, fields.readSubmission(id, in), in.readString(), fields.readRef(in));
    }

    private ObjectCommand.Purge<Object> readPlainPurge(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        return new ObjectCommand.Purge<>(id, fields.readSubmission(id, in), fields.readRef(in));
    }

    private static void writePresent(ObjectCommand.Present present, ByteWriter out) {
        RemoteFields.writeId(present.id(), out);
        out.writeString(present.session()).writeBytes(present.data());
        RemoteFields.writeOrNone(present.version(), out);
    }

    private static ObjectCommand.Present readPresent(ByteReader in) {
        return new ObjectCommand.Present(
                RemoteFields.readId(in), in.readString(), in.readBytes(), RemoteFields.readOrNone(in));
    }

    private static void writeAnnounce(ObjectCommand.Announce announce, ByteWriter out) {
        RemoteFields.writeId(announce.id(), out);
        out.writeString(announce.session()).writeBytes(announce.data());
    }

    private static ObjectCommand.Announce readAnnounce(ByteReader in) {
        return new ObjectCommand.Announce(RemoteFields.readId(in), in.readString(), in.readBytes());
    }
}
