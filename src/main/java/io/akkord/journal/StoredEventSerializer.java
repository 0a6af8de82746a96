package io.akkord.journal;

import akka.serialization.SerializerWithStringManifest;

/** Writes stored events as they are. The identifier is in every row of the journal and never changes. */
public final class StoredEventSerializer extends SerializerWithStringManifest {
    public static final int IDENTIFIER = 1_601;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object event) {
        return ((StoredEvent) event).type();
    }

    @Override
    public byte[] toBinary(Object event) {
        return ((StoredEvent) event).bytes();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return new StoredEvent(manifest, bytes);
    }
}
