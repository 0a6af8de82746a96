package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Operation;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real editing costs in storage: one commit per transaction of a trace, by one client with an id of ten characters. */
class TraceSizeTest {
    private static final RoomCodec CODEC = new RoomCodec();
    private static final int GROUP = 100;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"sveltecomponent", "automerge-paper"})
    void a_commit_of_real_editing_takes_well_under_a_hundred_bytes(String trace) {
        Replayed replayed = replay(trace, commit -> {});

        System.out.printf(
                "%s: %d commits, %.1f payload bytes per commit (median %d), snapshot at the end %d bytes for %d units%n",
                trace,
                replayed.sizes.size(),
                replayed.sizes.stream().mapToInt(Integer::intValue).average().orElseThrow(),
                replayed.sizes.stream()
                        .sorted()
                        .skip(replayed.sizes.size() / 2)
                        .findFirst()
                        .orElseThrow(),
                SnapshotCodec.seal(CODEC, replayed.state).length,
                replayed.state.value().text().length());
        assertThat(replayed.state.value().text()).isEqualTo(replayed.endContent);
        assertThat(replayed.sizes.stream()
                        .sorted()
                        .skip(replayed.sizes.size() / 2)
                        .findFirst()
                        .orElseThrow())
                .isLessThan(60);
        assertThat(replayed.sizes.stream().mapToInt(Integer::intValue).average().orElseThrow())
                .isLessThan(100);
    }

    @Test
    void a_commit_of_real_editing_takes_few_bytes_of_the_file() throws IOException {
        int commits = 0;
        try (Storage storage = Storage.open(directory)) {
            var room = storage.room(ObjectId.of("rooms", "sveltecomponent"));
            List<Stored<RoomEvent>> all = new ArrayList<>();
            replay("sveltecomponent", all::add);
            for (int from = 0; from < all.size(); from += GROUP) {
                storage.store(room, all.subList(from, Math.min(all.size(), from + GROUP)));
            }
            commits = all.size();
        }
        long bytes = Files.size(directory.resolve(Database.FILE));
        System.out.printf("sveltecomponent: %.1f bytes of the file per commit%n", (double) bytes / commits);
        assertThat(bytes / commits).isLessThan(300);
    }

    private record Replayed(ObjectState<RoomState> state, List<Integer> sizes, String endContent) {}

    private interface CommitSink {
        void commit(Stored<RoomEvent> commit);
    }

    private static Replayed replay(String name, CommitSink sink) {
        JsonNode trace = read(name);
        Random random = new Random(1);
        ObjectState<RoomState> state = ObjectState.empty(RoomState.NOTHING, 1_000, "origin");
        List<Integer> sizes = new ArrayList<>();
        long timestamp = 1_767_225_600_000L;
        for (JsonNode transaction : trace.get("txns")) {
            Operation operation = Operation.EMPTY;
            for (JsonNode patch : transaction) {
                operation = operation.compose(Operation.builder()
                        .retain(patch.get(0).asInt())
                        .insert(patch.get(2).asText())
                        .delete(patch.get(1).asInt())
                        .build());
            }
            RoomEvent event = state.version() == 0
                    ? new RoomEvent.Created(RoomType.TEXT, operation)
                    : new RoomEvent.Edited(operation);
            long version = state.version() + 1;
            timestamp += random.nextInt(400);
            Commit<RoomEvent> commit = new Commit<>(
                    version, "tab-7Gq2xY", version, "anonymous", "", timestamp, random.nextLong(), 0, event);
            Stored<RoomEvent> stored = CommitCodec.seal(CODEC, commit, state.checksum());
            sizes.add(stored.bytes().length);
            state = state.after(StoredRoom.KIND, stored.commit());
            sink.commit(stored);
        }
        return new Replayed(state, sizes, trace.get("endContent").asText());
    }

    private static JsonNode read(String name) {
        try (InputStream in = TraceSizeTest.class.getResourceAsStream("/traces/" + name + ".json.gz");
                GZIPInputStream json = new GZIPInputStream(in)) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
