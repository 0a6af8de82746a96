package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.protocol.WireRefusal;
import java.util.Optional;

/** Whom a session acts for and what they may do. Asked on every message, so that what it answers may change with time. */
public interface Access {
    /** What somebody may do with an object; each level holds those before it. */
    enum Level {
        NONE("none"),
        READ("read"),
        WRITE("write"),
        ADMIN("admin");

        private final String label;

        Level(String label) {
            this.label = label;
        }

        /** The word for it in {@code JOINED.access}. */
        public String label() {
            return label;
        }

        public boolean covers(Level needed) {
            return compareTo(needed) >= 0;
        }
    }

    /** Decides whom a token stands for. */
    @FunctionalInterface
    interface Admission {
        /** Everybody is an administrator, whatever they show. */
        Admission OPEN = token -> ANYBODY;

        Access admit(Optional<String> token) throws WireRefusal;
    }

    /** Where there is no authentication. */
    Access ANYBODY = new Access() {
        @Override
        public String user() {
            return "anonymous";
        }

        @Override
        public String tenant() {
            return ObjectId.NO_TENANT;
        }

        @Override
        public Level level(ObjectId id) {
            return Level.ADMIN;
        }
    };

    String user();

    /** The space all objects of the user are in. */
    String tenant();

    Level level(ObjectId id);
}
