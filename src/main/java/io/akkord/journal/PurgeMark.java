package io.akkord.journal;

import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The one row that is left of a purged object: where its numbering goes on, and under which origin. It takes the place of the commit
 * that deleted the object, and is the first row of what comes after; every row of that version or an earlier one belongs to what was
 * purged.
 *
 * <pre>
 * object.purged.1 = timestamp:varint | type of the state:string | state: the rest, as {@link StateFrame} sealed it
 * </pre>
 *
 * The timestamp is that of the deletion, told apart so that a time can be looked up without knowing the kind. The mark stands in the
 * journal and not among the snapshots, where a damaged one is passed over: the numbering would silently begin again. The checksum of
 * the commit after it follows that of its state.
 *
 * @param version the last version before the purge
 * @param timestamp of the deletion, epoch milliseconds
 * @param stateType type name of the kind's state
 * @param frame what {@link StateFrame} wrote
 */
public record PurgeMark(ObjectId id, long version, long timestamp, String stateType, byte[] frame) {
    static final String TYPE = "object.purged.1";

    private static final String FIRST = "SELECT sequence_number, event_ser_manifest, event_payload FROM event_journal"
            + " WHERE persistence_id = ? ORDER BY sequence_number LIMIT 1";

    /** The row's payload. */
    static <C, E, S> byte[] seal(KindCodec<C, E, S> codec, ObjectState<S> left) {
        return new ByteWriter(256)
                .writeVarint(left.timestamp())
                .writeString(codec.stateType())
                .writeRaw(StateFrame.seal(codec, left))
                .toBytes();
    }

    static PurgeMark open(ObjectId id, long version, byte[] payload) {
        ByteReader in = new ByteReader(payload);
        return new PurgeMark(id, version, in.readVarint(), in.readString(), in.readRest());
    }

    /** The object's mark, if it was ever purged; a damaged one fails with {@link CorruptBytesException}, sooner or later. */
    static Optional<PurgeMark> find(Connection connection, ObjectId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIRST)) {
            select.setString(1, id.persistenceId());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getString(2).equals(TYPE)
                        ? Optional.of(open(id, row.getLong(1), row.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    /** Whether what would be stored of the object at {@code version} was purged: a row for it comes too late. */
    public static boolean covers(Connection connection, ObjectId id, long version) throws SQLException {
        return find(connection, id).filter(mark -> version <= mark.version()).isPresent();
    }

    /** The state that is left. Throws {@link CorruptBytesException} where it is not the one that was stored. */
    <C, E, S> ObjectState<S> state(KindCodec<C, E, S> codec, int clientLimit) {
        ObjectState<S> state = StateFrame.open(codec, clientLimit, stateType, frame);
        if (state.version() != version || state.timestamp() != timestamp) {
            throw damaged();
        }
        return state;
    }

    /** The state as the snapshot plug-in hands it out. Throws {@link CorruptBytesException} where it is damaged. */
    StoredSnapshot snapshot() {
        if (!StateFrame.isIntact(version, stateType, frame)) {
            throw damaged();
        }
        return StoredSnapshot.of(stateType, frame);
    }

    private CorruptBytesException damaged() {
        return new CorruptBytesException("what is left of " + id.persistenceId() + " since it was purged is damaged");
    }
}
