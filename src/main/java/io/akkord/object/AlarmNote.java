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
 *
 * <p>While the object waits for clients a row stands for that too, so that it wakes after a crash and finds them gone. It is due one
 * grace time after it was written and then renewed, whoever is there.
 */
final class AlarmNote {
    private static final long NONE = Long.MAX_VALUE;

    private final ObjectId id;
    private final ObjectServices services;
    private long noted = NONE;
    /** Rows up to here are being removed; one that is needed must stand behind. */
    private long forgotten;

    private OptionalLong ownAsleep = OptionalLong.empty();
    private boolean awaitsAsleep;

    AlarmNote(ObjectId id, ObjectServices services) {
        this.id = id;
        this.services = services;
    }

    private OptionalLong next(OptionalLong own, boolean awaits) {
        if (!awaits) {
            return own;
        }
        long renewal =
                services.clock().getAsLong() + services.object().absenceGrace().toMillis();
        return OptionalLong.of(own.isPresent() ? Math.min(own.getAsLong(), renewal) : renewal);
    }

    /**
     * The row to write before a commit; empty where a row for it stands already.
     *
     * @param own when the object wants its next alarm after the commit
     * @param awaits whether it waits for clients then
     */
    Optional<CompletionStage<Done>> needed(OptionalLong own, boolean awaits) {
        OptionalLong due = next(own, awaits);
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
    void settle(OptionalLong own, boolean awaits) {
        OptionalLong due = next(own, awaits);
        noted = due.orElse(NONE);
        forgotten = Math.min(services.clock().getAsLong(), noted - 1);
        long upTo = forgotten;
        CompletionStage<Done> standing = due.isPresent()
                ? services.tables().alarm(id, noted)
                : CompletableFuture.completedFuture(Done.getInstance());
        standing.thenAccept(done -> services.tables().forgetAlarm(id, upTo));
    }

    /** The object goes to sleep in front of its sessions. */
    void sleeps(OptionalLong own, boolean awaits) {
        ownAsleep = own;
        awaitsAsleep = awaits;
    }

    /** What woke an object asleep is settled without its state, unless an alarm of its own is due: false then. */
    boolean settleAsleep() {
        if (ownAsleep.isPresent() && ownAsleep.getAsLong() <= services.clock().getAsLong()) {
            return false;
        }
        settle(ownAsleep, awaitsAsleep);
        return true;
    }
}
