package io.akkord.kind;

import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The deduplication table of an object: immutable, sharing structure between versions. Beyond {@code limit} clients the ones
 * silent for longest are forgotten, a hundredth at a time.
 *
 * @param entries by client id
 * @param limit how many clients are kept
 * @param forgot whether any client was ever forgotten, so that a missing entry does not mean a new client
 */
public record Clients(PMap<String, ClientEntry> entries, int limit, boolean forgot) {
    public static final int DEFAULT_LIMIT = 100_000;

    public static Clients none(int limit) {
        return new Clients(HashTreePMap.empty(), limit, false);
    }

    public static Clients of(Map<String, ClientEntry> entries, int limit, boolean forgot) {
        return new Clients(HashTreePMap.from(entries), limit, forgot);
    }

    /** The table without anybody in it, so that nobody who comes back counts as new. */
    public Clients forgotten() {
        return new Clients(HashTreePMap.empty(), limit, true);
    }

    public Optional<ClientEntry> get(String client) {
        return Optional.ofNullable(entries.get(client));
    }

    /** The table after a commit; commits of the server's own clients leave no entry. */
    public Clients after(Commit<?> commit) {
        if (Names.isServerClient(commit.client())) {
            return this;
        }
        var entry = new ClientEntry(commit.user(), commit.seq(), commit.version(), commit.timestamp(), commit.hash());
        PMap<String, ClientEntry> next = entries.plus(commit.client(), entry);
        return next.size() <= limit ? new Clients(next, limit, forgot) : forget(next);
    }

    private Clients forget(PMap<String, ClientEntry> full) {
        int excess = full.size() - limit + limit / 100;
        long[] versions =
                full.values().stream().mapToLong(ClientEntry::version).sorted().toArray();
        long oldestKept = versions[Math.min(excess, versions.length - 1)];
        PMap<String, ClientEntry> kept = full;
        for (Map.Entry<String, ClientEntry> e : full.entrySet()) {
            if (e.getValue().version() < oldestKept) {
                kept = kept.minus(e.getKey());
            }
        }
        return new Clients(kept, limit, true);
    }
}
