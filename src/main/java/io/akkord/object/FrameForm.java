package io.akkord.object;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.kind.Encoded;
import io.akkord.kind.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Commits on their way to sessions.
 *
 * <pre>
 * frames       = count (head differs:flag bytes count part*)*
 * head         = version:varint client:string seq:varint timestamp:varint hash:8 deletes:flag
 * part         = topic:string from:varint to:varint valueFrom:orNone
 * plain-frames = count (head bytes)*
 * </pre>
 */
final class FrameForm {
    private FrameForm() {}

    static void writeAll(List<CommitFrame> frames, ByteWriter out) {
        out.writeVarint(frames.size());
        for (CommitFrame frame : frames) {
            out.writeVarint(frame.version())
                    .writeString(frame.client())
                    .writeVarint(frame.seq())
                    .writeVarint(frame.timestamp())
                    .writeLong(frame.hash());
            RemoteFields.writeFlag(frame.deletes(), out);
            writeEncoded(frame.encoded(), out);
        }
    }

    static List<CommitFrame> readAll(ByteReader in) {
        return readAll(in, FrameForm::readEncoded);
    }

    static List<CommitFrame> readAllPlain(ByteReader in) {
        return readAll(in, bytes -> Encoded.whole(bytes.readBytes()));
    }

    private static List<CommitFrame> readAll(ByteReader in, Function<ByteReader, Encoded> encoded) {
        List<CommitFrame> frames = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            frames.add(new CommitFrame(
                    in.readVarint(),
                    in.readString(),
                    in.readVarint(),
                    in.readVarint(),
                    in.readLong(),
                    RemoteFields.readFlag(in),
                    encoded.apply(in)));
        }
        return frames;
    }

    private static void writeEncoded(Encoded encoded, ByteWriter out) {
        RemoteFields.writeFlag(encoded.differs(), out);
        out.writeBytes(encoded.bytes()).writeVarint(encoded.parts().size());
        for (Part part : encoded.parts()) {
            out.writeString(part.topic()).writeVarint(part.from()).writeVarint(part.to());
            RemoteFields.writeOrNone(part.valueFrom(), out);
        }
    }

    private static Encoded readEncoded(ByteReader in) {
        boolean differs = RemoteFields.readFlag(in);
        byte[] bytes = in.readBytes();
        List<Part> parts = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            parts.add(new Part(in.readString(), in.readCount(), in.readCount(), (int) RemoteFields.readOrNone(in)));
        }
        return new Encoded(bytes, parts, differs);
    }
}
