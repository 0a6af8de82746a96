package io.akkord.object;

import io.akkord.kind.ObjectId;

/**
 * Hears what happens to the objects of a node. It is called in the middle of their work, from many threads: it returns at once, throws
 * nothing and keeps nothing of what it is told but numbers. What it hears of a group it hears once per group.
 */
public interface ObjectMonitor {
    /** Hears nothing. */
    ObjectMonitor NONE = new ObjectMonitor() {};

    /** For one object; asked once, when its entity starts. */
    default Watch watch(ObjectId id) {
        return Watch.NONE;
    }

    /**
     * One object, told of by its entity alone. Times are nanoseconds. It begins asleep; {@link #stopped} is the last that it hears.
     */
    interface Watch {
        Watch NONE = new Watch() {};

        /** A submission has come, perhaps one that came before. */
        default void submitted() {}

        /** Somebody wants the state: a read, or a session that joins. */
        default void read() {}

        /** The clock says that an alarm is due. */
        default void alarmed() {}

        /** A client's presence has changed. */
        default void presented() {}

        /** A client has sent something to the others. */
        default void announced() {}

        /** A turn begins, with so many requests that wait. */
        default void turn(int waiting) {}

        /** A group was written. */
        default void written(int commits, long nanos) {}

        /**
         * A group has left the output gate.
         *
         * @param sessions that are told of it
         * @param nanos since it was decided
         */
        default void released(int commits, int sessions, long nanos) {}

        /** So many submissions of a turn had been committed before. */
        default void duplicates(int submissions) {}

        /** A submission met what others had done; {@code how} names, out of a few, how its kind deals with that. */
        default void contested(String how) {}

        /** A commit wrote or removed this part of the object. */
        default void wrote(String key) {}

        /** The object's state was read from its journal. */
        default void recovered(long nanos) {}

        /** The state was let go. */
        default void slept() {}

        /** The outcome of a write is unknown, or the journal cannot be read: everything has to be asked for again. */
        default void fenced() {}

        /** The entity is gone. */
        default void stopped() {}
    }
}
