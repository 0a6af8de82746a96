package io.akkord.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digest of a submission as first sent: the first 64 bits of SHA-256 over its content in one canonical spelling, its base and its
 * strategy. Two spellings of the same JSON digest equally. It is stored with commits, so it never changes.
 *
 * <pre>
 *   base, 8 bytes big-endian | length of the strategy, 4 bytes | strategy, UTF-8 | source, if any | content
 *   source = complement of its length, 4 bytes | source, UTF-8
 * </pre>
 *
 * Content is JSON or a sentence, so it never begins as a source does, with a byte that UTF-8 does not have.
 */
public final class ContentHash {
    private ContentHash() {}

    /**
     * @param content what {@link KindWire#content} says of the command
     * @param base the version the submission was made on
     * @param strategy what to do on a conflict; empty for none
     */
    public static long of(byte[] content, long base, String strategy) {
        return of(content, base, strategy, "");
    }

    /** The same with the name of the part that submits; empty for none. */
    public static long of(byte[] content, long base, String strategy, String source) {
        byte[] named = strategy.getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(12 + named.length)
                .putLong(base)
                .putInt(named.length)
                .put(named)
                .flip());
        if (!source.isEmpty()) {
            byte[] from = source.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4 + from.length)
                    .putInt(~from.length)
                    .put(from)
                    .flip());
        }
        return ByteBuffer.wrap(digest.digest(content)).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
