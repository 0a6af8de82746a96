package io.akkord.object;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.kind.ObjectId;
import java.util.List;

/**
 * Answers on their way to whoever asked from another node.
 *
 * <pre>
 * done      = id seq:varint version:varint timestamp:varint duplicate:flag created:flag
 * refused.2 = id seq:varint refusal version:orNone
 * current   = id state
 * failed.2  = id refusal
 * refused, failed = the same, without a version, with a refusal that has no detail; read only
 * </pre>
 */
final class AnswerForms {
    private final RemoteFields fields;

    AnswerForms(RemoteFields fields) {
        this.fields = fields;
    }

    List<RemoteForm<?>> all() {
        return List.of(
                new RemoteForm<>("done", Outcome.Committed.class, AnswerForms::writeDone, AnswerForms::readDone),
                new RemoteForm<>(
                        "refused.2", Outcome.Refused.class, AnswerForms::writeRefused, AnswerForms::readRefused),
                RemoteForm.old("refused", Outcome.Refused.class, AnswerForms::readPlainRefused),
                new RemoteForm<>("current", ReadAnswer.Current.class, this::writeCurrent, this::readCurrent),
                new RemoteForm<>(
                        "failed.2", ReadAnswer.Failed.class, AnswerForms::writeFailed, AnswerForms::readFailed),
                RemoteForm.old("failed", ReadAnswer.Failed.class, AnswerForms::readPlainFailed));
    }

    private static void writeDone(Outcome.Committed done, ByteWriter out) {
        RemoteFields.writeId(done.id(), out);
        out.writeVarint(done.seq()).writeVarint(done.version()).writeVarint(done.timestamp());
        RemoteFields.writeFlag(done.duplicate(), out);
        RemoteFields.writeFlag(done.created(), out);
    }

    private static Outcome.Committed readDone(ByteReader in) {
        return new Outcome.Committed(
                RemoteFields.readId(in),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                RemoteFields.readFlag(in),
                RemoteFields.readFlag(in));
    }

    private static void writeRefused(Outcome.Refused refused, ByteWriter out) {
        RemoteFields.writeId(refused.id(), out);
        out.writeVarint(refused.seq());
        RemoteFields.writeRefusal(refused.refusal(), out);
        RemoteFields.writeOrNone(refused.version(), out);
    }

    private static Outcome.Refused readRefused(ByteReader in) {
        return new Outcome.Refused(
                RemoteFields.readId(in), in.readVarint(), RemoteFields.readRefusal(in), RemoteFields.readOrNone(in));
    }

    private static Outcome.Refused readPlainRefused(ByteReader in) {
        return new Outcome.Refused(RemoteFields.readId(in), in.readVarint(), RemoteFields.readPlainRefusal(in));
    }

    private void writeCurrent(ReadAnswer.Current<Object> current, ByteWriter out) {
        RemoteFields.writeId(current.id(), out);
        fields.writeState(current.id(), current.state(), out);
    }

    private ReadAnswer.Current<Object> readCurrent(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        return new ReadAnswer.Current<>(id, fields.readState(id, in));
    }

    private static void writeFailed(ReadAnswer.Failed failed, ByteWriter out) {
        RemoteFields.writeId(failed.id(), out);
        RemoteFields.writeRefusal(failed.refusal(), out);
    }

    private static ReadAnswer.Failed readFailed(ByteReader in) {
        return new ReadAnswer.Failed(RemoteFields.readId(in), RemoteFields.readRefusal(in));
    }

    private static ReadAnswer.Failed readPlainFailed(ByteReader in) {
        return new ReadAnswer.Failed(RemoteFields.readId(in), RemoteFields.readPlainRefusal(in));
    }
}
