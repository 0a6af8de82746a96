package io.akkord.object;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.journal.CommitCodec;
import io.akkord.journal.CorruptBytesException;
import io.akkord.journal.KindCodec;
import io.akkord.journal.SnapshotCodec;
import io.akkord.journal.Stored;
import io.akkord.kind.Clients;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;

/**
 * The parts that messages between nodes are made of.
 *
 * <pre>
 * id         = string, the persistence id
 * ref        = string, the actor's path with its node
 * orNone     = varint, one more than the number, so that -1 is 0
 * refusal    = reason:string message:string retryAfter:varint detail:string
 * submission = client:string seq:varint base:orNone user:string source:string hash:8 command:bytes, as the kind's codec wrote it
 * commit     = type:string checksum:4 bytes, as stored behind a checksum of 0
 * state      = type:string bytes, as in a snapshot without clients
 * </pre>
 */
final class RemoteFields {
    private final ActorRefResolver refs;
    private final RemoteKinds kinds;

    RemoteFields(ActorRefResolver refs, RemoteKinds kinds) {
        this.refs = refs;
        this.kinds = kinds;
    }

    static void writeId(ObjectId id, ByteWriter out) {
        out.writeString(id.persistenceId());
    }

    static ObjectId readId(ByteReader in) {
        return ObjectId.ofPersistenceId(in.readString());
    }

    void writeRef(ActorRef<?> ref, ByteWriter out) {
        out.writeString(refs.toSerializationFormat(ref));
    }

    <T> ActorRef<T> readRef(ByteReader in) {
        return refs.resolveActorRef(in.readString());
    }

    static void writeOrNone(long number, ByteWriter out) {
        out.writeVarint(number + 1);
    }

    static long readOrNone(ByteReader in) {
        return in.readVarint() - 1;
    }

    static void writeFlag(boolean flag, ByteWriter out) {
        out.writeByte(flag ? 1 : 0);
    }

    static boolean readFlag(ByteReader in) {
        return in.readByte() != 0;
    }

    static void writeRefusal(Refusal refusal, ByteWriter out) {
        out.writeString(refusal.reason().name())
                .writeString(refusal.message())
                .writeVarint(refusal.retryAfterMillis())
                .writeString(refusal.detail());
    }

    static Refusal readRefusal(ByteReader in) {
        return new Refusal(Refusal.Reason.valueOf(in.readString()), in.readString(), in.readVarint(), in.readString());
    }

    /** Before refusals had a detail. */
    static Refusal readPlainRefusal(ByteReader in) {
        return new Refusal(Refusal.Reason.valueOf(in.readString()), in.readString(), in.readVarint());
    }

    <C> void writeSubmission(ObjectId id, Submission<C> s, ByteWriter out) {
        ByteWriter command = new ByteWriter();
        kinds.<C, Object, Object>codec(id.kind()).writeCommand(s.command(), command);
        out.writeString(s.client()).writeVarint(s.seq());
        writeOrNone(s.base(), out);
        out.writeString(s.user()).writeString(s.source()).writeLong(s.hash()).writeBytes(command.toBytes());
    }

    <C> Submission<C> readSubmission(ObjectId id, ByteReader in) {
        return new Submission<>(
                in.readString(),
                in.readVarint(),
                readOrNone(in),
                in.readString(),
                in.readString(),
                in.readLong(),
                readCommand(id, in.readBytes()));
    }

    private <C> C readCommand(ObjectId id, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        C command = kinds.<C, Object, Object>codec(id.kind()).readCommand(in);
        if (!in.atEnd()) {
            throw new CorruptBytesException("bytes behind the end of a command");
        }
        return command;
    }

    <E> void writeCommit(ObjectId id, Commit<E> commit, ByteWriter out) {
        Stored<E> stored = CommitCodec.seal(kinds.<Object, E, Object>codec(id.kind()), commit, 0);
        out.writeString(stored.type()).writeInt(commit.checksum()).writeBytes(stored.bytes());
    }

    <E> Commit<E> readCommit(ObjectId id, ByteReader in) {
        String type = in.readString();
        int checksum = in.readInt();
        return CommitCodec.open(kinds.<Object, E, Object>codec(id.kind()), type, in.readBytes())
                .commit()
                .withChecksum(checksum);
    }

    /** The deduplication table, which may be larger than all the rest, stays with the object. */
    <S> void writeState(ObjectId id, ObjectState<S> state, ByteWriter out) {
        KindCodec<Object, Object, S> codec = kinds.codec(id.kind());
        ObjectState<S> bare = new ObjectState<>(
                state.version(),
                state.value(),
                Clients.none(Clients.DEFAULT_LIMIT),
                state.timestamp(),
                state.checksum(),
                state.origin());
        out.writeString(codec.stateType()).writeBytes(SnapshotCodec.seal(codec, bare));
    }

    <S> ObjectState<S> readState(ObjectId id, ByteReader in) {
        KindCodec<Object, Object, S> codec = kinds.codec(id.kind());
        return SnapshotCodec.open(codec, Clients.DEFAULT_LIMIT, in.readString(), in.readBytes());
    }
}
