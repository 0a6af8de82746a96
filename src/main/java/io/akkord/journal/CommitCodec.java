package io.akkord.journal;

import io.akkord.kind.Commit;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The stored form of a commit. The row beside it holds the object, the version and the type name of the event:
 *
 * <pre>
 * form:1 byte | checksum:4 | version:varint | seq:varint | timestamp:varint | hash:8
 *             | client:string | user:string | source:string | event: the rest, as the kind's codec wrote it
 * </pre>
 *
 * The checksum is CRC-32C over the checksum of the commit before (0 for the first), the type name and everything after the checksum,
 * so that it stands for the whole history up to here: a lost, changed or exchanged commit breaks all that follow.
 */
public final class CommitCodec {
    private static final int FORM = 1;
    private static final int CHECKSUM_AT = 1;
    private static final int BODY_AT = 5;

    private CommitCodec() {}

    /**
     * The commit with its checksum, and its stored form.
     *
     * @param previousChecksum of the commit before; 0 for the first
     */
    public static <C, E, S> Stored<E> seal(KindCodec<C, E, S> codec, Commit<E> commit, int previousChecksum) {
        ByteWriter out = new ByteWriter(96);
        out.writeByte(FORM).writeInt(0);
        out.writeVarint(commit.version())
                .writeVarint(commit.seq())
                .writeVarint(commit.timestamp())
                .writeLong(commit.hash())
                .writeString(commit.client())
                .writeString(commit.user())
                .writeString(commit.source());
        codec.writeEvent(commit.version(), commit.event(), out);
        byte[] bytes = out.toBytes();
        String type = codec.eventType(commit.event());
        int checksum = checksum(previousChecksum, type, bytes);
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[CHECKSUM_AT + i] = (byte) (checksum >>> (8 * i));
        }
        return new Stored<>(commit.withChecksum(checksum), type, bytes);
    }

    /** Reads a stored commit; its checksum is taken as it stands, see {@link #verify}. */
    public static <C, E, S> Stored<E> open(KindCodec<C, E, S> codec, String type, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.readByte() != FORM) {
            throw new CorruptBytesException("a commit in an unknown form");
        }
        int checksum = in.readInt();
        long version = in.readVarint();
        long seq = in.readVarint();
        long timestamp = in.readVarint();
        long hash = in.readLong();
        String client = in.readString();
        String user = in.readString();
        String source = in.readString();
        E event = codec.readEvent(version, type, in);
        if (!in.atEnd()) {
            throw new CorruptBytesException("bytes behind the end of a commit");
        }
        return new Stored<>(
                new Commit<>(version, client, seq, user, source, timestamp, hash, checksum, event), type, bytes);
    }

    /** When the stored commit was made, in epoch milliseconds; what it changed is not looked at. */
    static long timestamp(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.readByte() != FORM) {
            throw new CorruptBytesException("a commit in an unknown form");
        }
        in.readInt();
        in.readVarint();
        in.readVarint();
        return in.readVarint();
    }

    /** Reads the stored commit of the row of {@code version}; bytes of another version are corrupt. */
    public static <C, E, S> Commit<E> open(KindCodec<C, E, S> codec, long version, String type, byte[] bytes) {
        Commit<E> commit = open(codec, type, bytes).commit();
        if (commit.version() != version) {
            throw new CorruptBytesException("commit " + commit.version() + " stored as version " + version);
        }
        return commit;
    }

    /** Whether {@code bytes} are what was sealed behind a commit with {@code previousChecksum}. */
    public static boolean verify(int previousChecksum, String type, byte[] bytes) {
        if (bytes.length < BODY_AT) {
            return false;
        }
        ByteReader in = new ByteReader(bytes);
        return in.readByte() == FORM && in.readInt() == checksum(previousChecksum, type, bytes);
    }

    /** Throws {@link CorruptBytesException} unless {@code next} is what was sealed behind a commit with {@code previousChecksum}. */
    public static void requireNext(String persistenceId, int previousChecksum, Stored<?> next) {
        if (!verify(previousChecksum, next.type(), next.bytes())) {
            throw new CorruptBytesException(
                    "the checksum of commit " + next.commit().version() + " of " + persistenceId + " does not match");
        }
    }

    private static int checksum(int previous, String type, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(new ByteWriter().writeInt(previous).toBytes());
        crc.update(type.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
        return (int) crc.getValue();
    }
}
