package io.akkord.kind;

/**
 * Everything an object is at one version: the state of its kind and what exactly-once needs. Immutable, so that the runtime
 * shares it with readers and throws away what was never stored.
 *
 * @param version the last commit; 0 for none
 * @param value the state of the kind
 * @param clients the deduplication table
 * @param timestamp of the last commit, epoch milliseconds; 0 for none
 * @param checksum running digest of all commits
 * @param origin names the history this numbering belongs to
 */
public record ObjectState<S>(long version, S value, Clients clients, long timestamp, int checksum, String origin) {
    public static <S> ObjectState<S> empty(S initial, int clientLimit, String origin) {
        return new ObjectState<>(0, initial, Clients.none(clientLimit), 0, 0, origin);
    }

    /**
     * What a purge leaves of the state of a deleted object: its numbering, as the beginning of another history, and nothing of those who
     * made the one before.
     *
     * @param next the origin of that other history
     */
    public ObjectState<S> purged(String next) {
        return new ObjectState<>(version, value, clients.forgotten(), timestamp, checksum, next);
    }

    /** The state after {@code commit}, which must be the next version. */
    public <E> ObjectState<S> after(ObjectKind<?, E, S> kind, Commit<E> commit) {
        if (commit.version() != version + 1) {
            throw new IllegalStateException("commit " + commit.version() + " does not follow " + version);
        }
        return new ObjectState<>(
                commit.version(),
                kind.evolve(value, commit),
                clients.after(commit),
                commit.timestamp(),
                commit.checksum(),
                origin);
    }
}
