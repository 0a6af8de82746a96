package io.akkord.object;

import akka.Done;
import io.akkord.kind.ObjectId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * An object's row in the alarm table. It is written before the commit that needs it, so that no alarm is lost; one that is no longer
 * needed is harmless and goes when it wakes the object.
 */
final class AlarmNote {
    private static final long NONE = Long.MAX_VALUE;

    private final ObjectId id;
    private final ObjectServices services;
    private long noted = NONE;

    AlarmNote(ObjectId id, ObjectServices services) {
        this.id = id;
        this.services = services;
    }

    /** The row to write before a commit after which {@code due} is the next alarm; empty where a row for it stands already. */
    Optional<CompletionStage<Done>> needed(OptionalLong due) {
        if (due.isEmpty() || due.getAsLong() >= noted) {
            return Optional.empty();
        }
        noted = due.getAsLong();
        return Optional.of(services.tables().alarm(id, noted));
    }

    void failed() {
        noted = NONE;
    }

    /** After a wake-up with nothing left that is due: the row moves to the next alarm, or goes. */
    void settle(OptionalLong due) {
        if (due.isPresent()) {
            noted = due.getAsLong();
            services.tables().alarm(id, noted);
        } else {
            noted = NONE;
            services.tables().forgetAlarm(id, services.clock().getAsLong());
        }
    }
}
