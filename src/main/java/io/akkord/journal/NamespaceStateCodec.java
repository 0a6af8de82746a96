package io.akkord.journal;

import io.akkord.json.JsonObject;
import io.akkord.namespace.Entry;
import io.akkord.namespace.Keys;
import io.akkord.namespace.Mfe;
import io.akkord.namespace.NamespaceState;
import io.akkord.namespace.Registry;
import java.util.List;

/**
 * States of namespaces as bytes. What can be counted is not stored.
 *
 * <pre>
 * namespace.state.1 = exists:1 byte | born at:varint | created at:varint | schema:varint | updates:varint | source:string
 *                   | keys:count (key:string | version:varint | due:varint | value, as {@link ValueCodec} has it)*
 *                   | mfes:count (id:string | version:varint | owner:string | mfe:json)*
 * </pre>
 */
final class NamespaceStateCodec {
    static final String STATE = "namespace.state.1";

    private NamespaceStateCodec() {}

    static void write(ValueCodec values, NamespaceState state, ByteWriter out) {
        out.writeByte(state.exists() ? 1 : 0)
                .writeVarint(state.bornAt())
                .writeVarint(state.createdAt())
                .writeVarint(state.schema())
                .writeVarint(state.updates())
                .writeString(state.source());
        out.writeVarint(state.keys().entries().size());
        state.keys().entries().entries().forEach((key, entry) -> {
            out.writeString(key).writeVarint(entry.version()).writeVarint(entry.due());
            values.write(key, entry.version(), new ValueCodec.Read(entry.value(), entry.storing(), List.of()), out);
        });
        out.writeVarint(state.mfes().entries().size());
        state.mfes().entries().entries().forEach((id, mfe) -> {
            out.writeString(id).writeVarint(mfe.version()).writeString(mfe.owner());
            StoredJson.write(mfe.value(), out);
        });
    }

    static NamespaceState read(ValueCodec values, String type, ByteReader in) {
        if (!type.equals(STATE)) {
            throw new CorruptBytesException("no state of a namespace: " + type);
        }
        boolean exists = in.readByte() != 0;
        long bornAt = in.readVarint();
        long createdAt = in.readVarint();
        int schema = in.readCount();
        long updates = in.readVarint();
        String source = in.readString();
        Keys keys = readKeys(values, in);
        Registry mfes = readMfes(in);
        return new NamespaceState(exists, keys, mfes, schema, updates, source, bornAt, createdAt);
    }

    private static Keys readKeys(ValueCodec values, ByteReader in) {
        int count = in.readCount();
        Keys keys = Keys.EMPTY;
        for (int i = 0; i < count; i++) {
            String key = in.readString();
            long version = in.readVarint();
            long due = in.readVarint();
            ValueCodec.Read read = values.read(key, version, in);
            keys = keys.with(key, new Entry(read.value(), version, due, read.storing()));
        }
        return keys;
    }

    private static Registry readMfes(ByteReader in) {
        int count = in.readCount();
        Registry mfes = Registry.EMPTY;
        for (int i = 0; i < count; i++) {
            String id = in.readString();
            long version = in.readVarint();
            String owner = in.readString();
            JsonObject value = StoredJson.readObject(in);
            mfes = mfes.with(id, new Mfe(value, owner, version));
        }
        return mfes;
    }
}
