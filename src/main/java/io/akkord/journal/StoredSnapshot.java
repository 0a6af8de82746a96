package io.akkord.journal;

import io.akkord.kind.ObjectState;
import java.util.function.Supplier;

/** A snapshot as the snapshot plug-in sees it. Its bytes are made when they are asked for, away from the object's thread. */
public final class StoredSnapshot {
    private final String type;
    private final Supplier<byte[]> bytes;

    private StoredSnapshot(String type, Supplier<byte[]> bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    public static StoredSnapshot of(String type, byte[] bytes) {
        return new StoredSnapshot(type, () -> bytes);
    }

    public static <C, E, S> StoredSnapshot of(KindCodec<C, E, S> codec, ObjectState<S> state) {
        return new StoredSnapshot(codec.stateType(), () -> StateFrame.seal(codec, state));
    }

    /** Stable type name, stored as the serializer's manifest. */
    public String type() {
        return type;
    }

    /** What {@link StateFrame} writes. */
    public byte[] bytes() {
        return bytes.get();
    }
}
