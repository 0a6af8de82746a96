package io.akkord.edge;

import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.directory.Directory;
import io.akkord.directory.DirectoryEntry;
import io.akkord.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The part of the directory that somebody may read, in its order. Looks only where the patterns of their grants can fit, and goes on
 * until it has what was asked for: a page that ended at a hidden name would tell it.
 */
final class VisibleObjects {
    private static final int LOOK = 1000;

    /** For one page; who may read little of much looks through no more than that. */
    private static final int MOST_LOOKS = 100;

    private final Directory directory;
    private final String kind;
    private final Duration within;

    /** @param within time after which nobody waits for a page any more */
    VisibleObjects(Directory directory, String kind, Duration within) {
        this.within = within;
        this.directory = directory;
        this.kind = kind;
    }

    /** As {@link Directory#list}. */
    CompletionStage<List<DirectoryEntry>> list(Principal principal, String prefix, String after, int limit) {
        if (principal.grants().everywhere().covers(Level.READ)) {
            return directory.list(kind, principal.tenant(), prefix, after, limit);
        }
        return new Search(principal, ranges(principal, prefix), limit).from(0, after);
    }

    /** What the names begin with that may be readable, none of them the beginning of another. */
    private List<String> ranges(Principal principal, String prefix) {
        List<String> ranges = new ArrayList<>();
        for (String granted : principal.grants().prefixes(kind + "/", Level.READ)) {
            String range = granted.startsWith(prefix) ? granted : prefix;
            boolean covered = !ranges.isEmpty() && range.startsWith(ranges.get(ranges.size() - 1));
            if (range.startsWith(granted) && !covered) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private final class Search {
        private final Principal principal;
        private final List<String> ranges;
        private final int limit;
        private final List<DirectoryEntry> found = new ArrayList<>();
        private final long end = System.nanoTime() + within.toNanos();
        private int looks;

        private Search(Principal principal, List<String> ranges, int limit) {
            this.principal = principal;
            this.ranges = ranges;
            this.limit = limit;
        }

        private CompletionStage<List<DirectoryEntry>> from(int range, String after) {
            if (range == ranges.size() || found.size() == limit) {
                return CompletableFuture.completedFuture(found);
            }
            if (++looks > MOST_LOOKS || System.nanoTime() - end > 0) {
                return CompletableFuture.failedFuture(
                        Problem.of(ErrorCode.UNAVAILABLE, "There is too much to look through for these grants."));
            }
            return directory
                    .list(kind, principal.tenant(), ranges.get(range), after, LOOK)
                    .thenCompose(entries -> {
                        for (DirectoryEntry entry : entries) {
                            if (found.size() < limit && mayRead(entry)) {
                                found.add(entry);
                            }
                        }
                        return entries.size() < LOOK
                                ? from(range + 1, after)
                                : from(range, entries.get(LOOK - 1).id().name());
                    });
        }

        private boolean mayRead(DirectoryEntry entry) {
            return principal.level(entry.id().path()).covers(Level.READ);
        }
    }
}
