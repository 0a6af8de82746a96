package io.akkord;

import io.akkord.directory.DirectoryEntry;
import io.akkord.directory.DirectoryStore;
import io.akkord.journal.CorruptBytesException;
import io.akkord.journal.ReplayCheck;
import io.akkord.object.KindRuntime;
import io.akkord.settings.HealthSettings;
import io.akkord.telemetry.HealthCheck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what is stored can be believed: replays a few objects, the next ones each time so that all have their turn, one after the
 * other, of all tenants, and ends early rather than late. Which object it was that did not match is said in the log only.
 */
final class ConsistencyHealth implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConsistencyHealth.class);

    /** What was replayed so far. */
    private record Tally(int objects, long commits, int broken) {
        Tally plus(long more) {
            return new Tally(objects + 1, commits + more, broken);
        }

        Tally plusBroken() {
            return new Tally(objects + 1, commits, broken + 1);
        }
    }

    private final DirectoryStore directory;
    private final ReplayCheck replay;
    private final List<KindRuntime<?, ?, ?>> kinds;
    private final HealthSettings settings;

    /** By kind, the persistence id of the last that was replayed. */
    private final Map<String, String> seen = new ConcurrentHashMap<>();

    ConsistencyHealth(
            DirectoryStore directory, ReplayCheck replay, List<KindRuntime<?, ?, ?>> kinds, HealthSettings settings) {
        this.directory = directory;
        this.replay = replay;
        this.kinds = List.copyOf(kinds);
        this.settings = settings;
    }

    @Override
    public String name() {
        return "consistency";
    }

    @Override
    public CompletionStage<Finding> look() {
        long end = System.nanoTime() + settings.within().toNanos() / 2;
        CompletionStage<Tally> tally = CompletableFuture.completedFuture(new Tally(0, 0, 0));
        for (KindRuntime<?, ?, ?> kind : kinds) {
            tally = tally.thenCompose(
                    soFar -> sample(kind.kind().name()).thenCompose(entries -> replay(kind, entries, soFar, end)));
        }
        return tally.thenApply(ConsistencyHealth::finding);
    }

    /** The entries behind those of the look before, and from the beginning again behind the last. */
    private CompletionStage<List<DirectoryEntry>> sample(String kind) {
        String after = seen.getOrDefault(kind, "");
        return directory
                .next(kind, after, settings.sample())
                .thenCompose(found -> found.isEmpty() && !after.isEmpty()
                        ? directory.next(kind, "", settings.sample())
                        : CompletableFuture.completedFuture(found))
                .thenApply(found -> {
                    boolean more = found.size() == settings.sample();
                    seen.put(kind, more ? found.get(found.size() - 1).id().persistenceId() : "");
                    return found;
                });
    }

    private CompletionStage<Tally> replay(
            KindRuntime<?, ?, ?> kind, List<DirectoryEntry> entries, Tally tally, long end) {
        if (entries.isEmpty() || System.nanoTime() > end) {
            return CompletableFuture.completedFuture(tally);
        }
        DirectoryEntry entry = entries.get(0);
        return replay(kind, entry)
                .thenApply(tally::plus)
                .exceptionally(failure -> broken(tally, entry, failure))
                .thenCompose(more -> replay(kind, entries.subList(1, entries.size()), more, end));
    }

    private <C, E, S> CompletionStage<Long> replay(KindRuntime<C, E, S> kind, DirectoryEntry entry) {
        return replay.replay(kind.kind(), kind.codec(), entry.id(), entry.version(), settings.replay());
    }

    private static Tally broken(Tally tally, DirectoryEntry entry, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CorruptBytesException) {
            LOG.error("What is stored of {} contradicts itself", entry.id().label(), cause);
            return tally.plusBroken();
        }
        throw new CompletionException(cause);
    }

    private static Finding finding(Tally tally) {
        if (tally.broken > 0) {
            return new Finding(
                    false,
                    tally.broken + " of " + tally.objects
                            + " replayed objects contradict what is stored of them; the log says which.");
        }
        return new Finding(
                true, tally.commits + " commits of " + tally.objects + " objects were replayed and are as stored.");
    }
}
