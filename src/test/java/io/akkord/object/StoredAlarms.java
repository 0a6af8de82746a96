package io.akkord.object;

import akka.Done;
import io.akkord.journal.AlarmTable;
import io.akkord.journal.Database;
import io.akkord.journal.KindCodec;
import io.akkord.journal.Purge;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The real alarm table and real purges, which a test may break or hold back; no directory and no waypoints. */
final class StoredAlarms implements ObjectTables {
    final AtomicInteger looks = new AtomicInteger();
    final AtomicInteger written = new AtomicInteger();
    volatile boolean broken;
    volatile boolean hanging;
    private final AlarmTable alarms;
    private final Database database;
    /** What becomes of the next purges: before their transaction, within it, and of its answer. */
    volatile CompletableFuture<Done> purgeMay = CompletableFuture.completedFuture(Done.getInstance());

    volatile boolean purgeBreaks;
    volatile boolean purgeAnswerIsLost;

    StoredAlarms(Database database) {
        this.alarms = new AlarmTable(database);
        this.database = database;
    }

    @Override
    public CompletionStage<Done> list(
            ObjectId id, String type, long version, long size, long updatedAt, boolean deleted) {
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    @Override
    public CompletionStage<Done> alarm(ObjectId id, long due) {
        written.incrementAndGet();
        if (hanging) {
            return new CompletableFuture<>();
        }
        return broken
                ? CompletableFuture.failedFuture(new IllegalStateException("no row can be written"))
                : alarms.upsert(id, due);
    }

    @Override
    public CompletionStage<Done> forgetAlarm(ObjectId id, long due) {
        return alarms.remove(id, due);
    }

    @Override
    public CompletionStage<List<AlarmTable.Alarm>> dueAlarms(long now, int limit) {
        looks.incrementAndGet();
        return alarms.due(now, limit);
    }

    CompletionStage<List<ObjectId>> rows(long now, int limit) {
        return alarms.due(now, limit)
                .thenApply(due -> due.stream().map(AlarmTable.Alarm::id).toList());
    }

    @Override
    public <C, E, S> CompletionStage<Done> purge(ObjectId id, KindCodec<C, E, S> codec, ObjectState<S> left) {
        return purgeMay.thenCompose(may -> database.write(connection -> {
                    Purge.run(connection, codec, id, left);
                    if (purgeBreaks) {
                        throw new IllegalStateException("the transaction is given up");
                    }
                    return Done.getInstance();
                }))
                .thenApply(done -> {
                    if (purgeAnswerIsLost) {
                        throw new IllegalStateException("the answer of the disk is lost");
                    }
                    return done;
                });
    }

    @Override
    public <C, E, S> void waypoint(ObjectId id, KindCodec<C, E, S> codec, ObjectState<S> state) {}
}
