package io.akkord.journal;

import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@link History} on the read pool. Reading commits and states fails with {@link CorruptBytesException} where commits in front of one
 * that is there are missing, and {@link #stateAt} also where the running checksum breaks; both with {@link VersionNotFoundException}
 * for what was purged, and {@link #stateAt} for any version that is not in the journal.
 */
public final class JournalHistory implements History {
    private static final int PAGE_COUNT = 500;
    private static final long PAGE_BYTES = 1024 * 1024;

    private final Database database;
    private final int clientLimit;

    /** @param clientLimit how many clients a state from the past remembers */
    public JournalHistory(Database database, int clientLimit) {
        this.database = database;
        this.clientLimit = clientLimit;
    }

    @Override
    public <C, E, S> CompletionStage<List<Commit<E>>> commits(
            KindCodec<C, E, S> codec, ObjectId id, long from, long to, int maxCount, long maxBytes) {
        StoredPast.Page page = new StoredPast.Page(from, to, Math.max(1, maxCount), Math.max(1, maxBytes));
        KindCodec<C, E, S> own = codec.of(id);
        return database.read(connection -> StoredPast.commits(connection, own, id, page).stream()
                .map(Stored::commit)
                .toList());
    }

    @Override
    public <C, E, S> CompletionStage<ObjectState<S>> stateAt(
            ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long version) {
        if (version < 0) {
            return CompletableFuture.failedFuture(new VersionNotFoundException(id, version));
        }
        Replay<C, E, S> replay = new Replay<>(kind.of(id), codec.of(id), id, version);
        return database.read(connection -> StoredPast.nearest(connection, replay.codec, id, version, clientLimit))
                .thenCompose(nearest -> forward(replay, start(replay.kind, nearest)));
    }

    @Override
    public CompletionStage<Long> keptFrom(ObjectId id) {
        return database.read(connection -> {
            Optional<PurgeMark> mark = PurgeMark.find(connection, id);
            return mark.isPresent() ? mark.get().version() + 1 : Math.max(1, CommitTimes.first(connection, id));
        });
    }

    /** Fails with {@link VersionNotFoundException} where commits that far back are no longer kept. */
    @Override
    public CompletionStage<Long> versionAt(ObjectId id, long head, long time) {
        return database.read(connection -> CommitTimes.versionAt(connection, id, head, time)
                .orElseThrow(() -> new VersionNotFoundException(id, 0)));
    }

    private <C, E, S> ObjectState<S> start(ObjectKind<C, E, S> kind, Optional<ObjectState<S>> nearest) {
        return nearest.orElseGet(() -> ObjectState.empty(
                kind.initial(), clientLimit, database.installation().origin()));
    }

    private <C, E, S> CompletionStage<ObjectState<S>> forward(Replay<C, E, S> replay, ObjectState<S> state) {
        if (state.version() == replay.version) {
            return CompletableFuture.completedFuture(state);
        }
        StoredPast.Page page = new StoredPast.Page(state.version() + 1, replay.version, PAGE_COUNT, PAGE_BYTES);
        return database.read(connection ->
                        replay.after(state, StoredPast.commits(connection, replay.codec, replay.id, page)))
                .thenCompose(next -> forward(replay, next));
    }

    private record Replay<C, E, S>(ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long version) {
        ObjectState<S> after(ObjectState<S> before, List<Stored<E>> page) {
            if (page.isEmpty()) {
                throw new VersionNotFoundException(id, version);
            }
            ObjectState<S> state = before;
            for (Stored<E> stored : page) {
                if (stored.commit().version() != state.version() + 1) {
                    throw new VersionNotFoundException(id, version);
                }
                CommitCodec.requireNext(id.persistenceId(), state.checksum(), stored);
                state = state.after(kind, stored.commit());
            }
            return state;
        }
    }
}
