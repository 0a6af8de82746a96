package io.akkord.protocol;

import io.akkord.kind.Interest;
import io.akkord.kind.ObjectId;
import java.util.Optional;
import java.util.OptionalLong;

/** What a client can say, read and found well-formed; or, as {@link Refused}, what is wrong with what it said. */
public sealed interface Inbound {
    /** The value of {@link Join#since} and {@link Sync#since} where the client has no version. */
    long NOTHING = -1;

    /** The value of version fields that were not given. */
    long NO_VERSION = -1;

    /** Something about one object. */
    sealed interface AboutObject extends Inbound {
        ObjectId id();

        /** The submission's number, where it is one. */
        default OptionalLong submission() {
            return OptionalLong.empty();
        }

        /** About how many bytes it holds as long as it waits. */
        default int bytes() {
            return 0;
        }
    }

    /** The first message; later again with a fresh token. */
    record Hello(Optional<String> client, Optional<String> token) implements Inbound {}

    /**
     * @param since the last version the client has; {@link #NOTHING} for none
     * @param origin the history that version belongs to; empty for not said
     * @param snapshot whether a snapshot is wanted although {@code since} is given
     * @param requestedType what the client says the object is; empty for not said
     * @param type what the object becomes if it does not exist
     * @param presence UTF-8 JSON; empty for none
     * @param presenceVersion the version its positions refer to
     * @param interest what the client wants to hear of
     * @param entityEvents whether it also wants to be told of entities
     */
    record Join(
            ObjectId id,
            long since,
            String origin,
            boolean snapshot,
            String requestedType,
            String type,
            byte[] presence,
            long presenceVersion,
            Interest interest,
            boolean entityEvents)
            implements AboutObject {
        private static final int BYTES_OF_A_NAME = 100;

        @Override
        public int bytes() {
            return presence.length
                    + BYTES_OF_A_NAME
                            * (interest.keys().size() + interest.patterns().size());
        }
    }

    /**
     * An {@code OP}, {@code STATE_PATCH} or {@code CONFLICT_RESOLUTION}.
     *
     * @param base the version the client had seen; {@link #NO_VERSION} for whatever is current
     * @param seq the client's counter
     * @param source free name of the part that submits; empty for none
     * @param hash {@link ContentHash} of the submission
     * @param bytes of its content
     * @param command of the object's kind
     */
    record Submit<C>(ObjectId id, long base, long seq, String source, long hash, int bytes, C command)
            implements AboutObject {
        @Override
        public OptionalLong submission() {
            return OptionalLong.of(seq);
        }
    }

    /** {@code SYNC_REQUEST}. */
    record Sync(ObjectId id, long since, boolean snapshot) implements AboutObject {}

    /**
     * @param data UTF-8 JSON; empty when the presence ends
     * @param version the version its positions refer to
     */
    record Presence(ObjectId id, byte[] data, long version) implements AboutObject {
        @Override
        public int bytes() {
            return data.length;
        }
    }

    record Broadcast(ObjectId id, byte[] data) implements AboutObject {
        @Override
        public int bytes() {
            return data.length;
        }
    }

    record Leave(ObjectId id) implements AboutObject {}

    /** The payload as it was spelled; empty for none. */
    record Ping(byte[] payload) implements Inbound {}

    /** A message, or a whole frame, that is refused; to be answered with one error. */
    record Refused(Optional<ObjectId> id, OptionalLong seq, ErrorCode code, String sentence) implements Inbound {}
}
