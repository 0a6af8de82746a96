package io.akkord.object;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one message looks between nodes. Nodes of two releases talk to each other during an upgrade: a manifest never changes its
 * layout, a new layout gets a new manifest, and the old one stays readable.
 */
record RemoteForm<T>(
        String manifest, Class<? super T> type, BiConsumer<T, ByteWriter> writer, Function<ByteReader, T> reader) {
    /** A layout that is read and not written any more. */
    static <T> RemoteForm<T> old(String manifest, Class<? super T> type, Function<ByteReader, T> reader) {
        return new RemoteForm<>(
                manifest,
                type,
                (message, out) -> {
                    throw new UnsupportedOperationException(manifest + " is not written any more");
                },
                reader);
    }

    @SuppressWarnings("unchecked")
    byte[] write(Object message) {
        ByteWriter out = new ByteWriter(128);
        writer.accept((T) message, out);
        return out.toBytes();
    }

    T read(ByteReader in) {
        return reader.apply(in);
    }
}
