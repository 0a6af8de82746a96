package io.akkord.journal;

import io.akkord.kind.ClientEntry;
import io.akkord.kind.Clients;
import io.akkord.kind.ObjectState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form of a whole object, between nodes and within a {@link StateFrame} in the tables of snapshots and waypoints. The type name
 * of the kind's state stands beside it.
 *
 * <pre>
 * form:1 byte (1 plain, 2 deflated) | body
 * body = version:varint | timestamp:varint | checksum:4 | origin:string
 *      | forgot:1 byte | users:count string* | clients:count (client:string user:varint seq:varint behind:varint age:varint hash:8)*
 *      | state: the rest, as the kind's codec wrote it
 * </pre>
 *
 * Users are few and clients many, so a client's user is an index into the users. Its last version and timestamp are told as distances
 * from those of the state. Both are sorted: equal states have equal bytes.
 */
public final class SnapshotCodec {
    private static final int PLAIN = 1;
    private static final int DEFLATED = 2;
    private static final int LARGE = 512;

    private SnapshotCodec() {}

    public static <C, E, S> byte[] seal(KindCodec<C, E, S> codec, ObjectState<S> state) {
        ByteWriter body = new ByteWriter(1024);
        body.writeVarint(state.version())
                .writeVarint(state.timestamp())
                .writeInt(state.checksum())
                .writeString(state.origin());
        writeClients(state, body);
        codec.writeState(state.value(), body);
        byte[] raw = body.toBytes();
        ByteWriter out = new ByteWriter(raw.length + 1);
        if (raw.length < LARGE) {
            return out.writeByte(PLAIN).writeRaw(raw).toBytes();
        }
        out.writeByte(DEFLATED);
        Compression.deflate(raw, out);
        return out.toBytes();
    }

    /** @param clientLimit how many clients the state remembers from now on */
    public static <C, E, S> ObjectState<S> open(KindCodec<C, E, S> codec, int clientLimit, String type, byte[] bytes) {
        ByteReader in = body(new ByteReader(bytes));
        long version = in.readVarint();
        long timestamp = in.readVarint();
        int checksum = in.readInt();
        String origin = in.readString();
        Clients clients = readClients(in, version, timestamp, clientLimit);
        S value = codec.readState(type, in);
        if (!in.atEnd()) {
            throw new CorruptBytesException("bytes behind the end of a snapshot");
        }
        return new ObjectState<>(version, value, clients, timestamp, checksum, origin);
    }

    private static ByteReader body(ByteReader in) {
        int form = in.readByte();
        if (form == PLAIN) {
            return new ByteReader(in.readRest());
        }
        if (form == DEFLATED) {
            return new ByteReader(Compression.inflate(in));
        }
        throw new CorruptBytesException("a snapshot in an unknown form");
    }

    private static void writeClients(ObjectState<?> state, ByteWriter out) {
        Clients clients = state.clients();
        out.writeByte(clients.forgot() ? 1 : 0);
        Map<String, Integer> users = new LinkedHashMap<>();
        clients.entries().values().stream()
                .map(ClientEntry::user)
                .distinct()
                .sorted()
                .forEach(user -> users.put(user, users.size()));
        out.writeVarint(users.size());
        users.keySet().forEach(out::writeString);
        out.writeVarint(clients.entries().size());
        new TreeMap<>(clients.entries())
                .forEach((client, entry) -> out.writeString(client)
                        .writeVarint(users.getOrDefault(entry.user(), 0))
                        .writeVarint(entry.seq())
                        .writeVarint(state.version() - entry.version())
                        .writeVarint(state.timestamp() - entry.timestamp())
                        .writeLong(entry.hash()));
    }

    private static Clients readClients(ByteReader in, long version, long timestamp, int limit) {
        boolean forgot = in.readByte() != 0;
        int userCount = in.readCount();
        List<String> users = new ArrayList<>();
        for (int i = 0; i < userCount; i++) {
            users.add(in.readString());
        }
        int clientCount = in.readCount();
        Map<String, ClientEntry> entries = new HashMap<>();
        for (int i = 0; i < clientCount; i++) {
            String client = in.readString();
            int user = in.readCount();
            if (user >= users.size()) {
                throw new CorruptBytesException("a client of an unknown user");
            }
            long seq = in.readVarint();
            long last = version - in.readVarint();
            long at = timestamp - in.readVarint();
            entries.put(client, new ClientEntry(users.get(user), seq, last, at, in.readLong()));
        }
        return Clients.of(entries, limit, forgot);
    }
}
