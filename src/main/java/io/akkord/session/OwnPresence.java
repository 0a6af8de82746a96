package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.object.ObjectCommand;
import java.time.Duration;

/**
 * The presence a session sets in one object. However often the client sets it, the object hears of it once in a while at most, and
 * always of the last. What is kept here goes along wherever the session joins.
 */
final class OwnPresence {
    private static final byte[] NONE = {};

    private final SessionContext context;
    private final ObjectId id;
    private final long pause;
    private byte[] data = NONE;
    private long version = -1;
    private boolean untold;
    private boolean told;
    private long toldAt;

    OwnPresence(SessionContext context, ObjectId id) {
        this.context = context;
        this.id = id;
        this.pause = context.services().settings().presenceEvery().toNanos();
    }

    byte[] data() {
        return data;
    }

    /** The version its positions refer to; -1 for none. */
    long version() {
        return version;
    }

    /** What the client says; the object hears of it by {@link #tell} or by the next join. */
    void set(byte[] next, long nextVersion) {
        data = next;
        version = nextVersion;
        untold = true;
    }

    /** Tells the object of the latest, now or after the pause. */
    void tell(String attachment) {
        if (!untold) {
            return;
        }
        long left = told ? pause - (System.nanoTime() - toldAt) : 0;
        if (left > 0) {
            context.later(new SessionInternal.PresenceDue(id), Duration.ofNanos(left));
        } else {
            context.toObject(new ObjectCommand.Present(id, attachment, data, version));
            told();
        }
    }

    /** The object has been told of the latest. */
    void told() {
        if (untold) {
            untold = false;
            told = true;
            toldAt = System.nanoTime();
            context.notLater(new SessionInternal.PresenceDue(id));
        }
    }
}
