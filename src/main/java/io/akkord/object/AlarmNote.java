package io.akkord.object;

import akka.Done;
import io.akkord.kind.ObjectId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
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
    /** Rows up to here are being removed; one that is needed must stand behind. */
    private long forgotten;

    AlarmNote(ObjectId id, ObjectServices services) {
        this.id = id;
        this.services = services;
    }

    /** The row to write before a commit after which {@code due} is the next alarm; empty where a row for it stands already. */
    Optional<CompletionStage<Done>> needed(OptionalLong due) {
        long row = due.isPresent() ? Math.max(due.getAsLong(), forgotten + 1) : NONE;
        if (row >= noted) {
            return Optional.empty();
        }
        noted = row;
        return Optional.of(services.tables().alarm(id, noted));
    }

    /** Nothing is known of the last row: the next commit writes it again. */
    void failed() {
        noted = NONE;
    }

    /** After a wake-up with nothing left that is due: a row for the next alarm stands before the earlier ones go. */
    void settle(OptionalLong due) {
        noted = due.orElse(NONE);
        forgotten = Math.min(services.clock().getAsLong(), noted - 1);
        long upTo = forgotten;
        CompletionStage<Done> standing = due.isPresent()
                ? services.tables().alarm(id, noted)
                : CompletableFuture.completedFuture(Done.getInstance());
        standing.thenAccept(done -> services.tables().forgetAlarm(id, upTo));
    }
}
