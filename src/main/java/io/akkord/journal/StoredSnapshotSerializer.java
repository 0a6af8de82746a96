package io.akkord.journal;

import akka.serialization.SerializerWithStringManifest;

/** Writes stored snapshots as they are. The identifier is in every row of the snapshot table and never changes. */
public final class StoredSnapshotSerializer extends SerializerWithStringManifest {
    public static final int IDENTIFIER = 1_602;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object snapshot) {
        return ((StoredSnapshot) snapshot).type();
    }

    @Override
    public byte[] toBinary(Object snapshot) {
        return ((StoredSnapshot) snapshot).bytes();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return StoredSnapshot.of(manifest, bytes);
    }
}
