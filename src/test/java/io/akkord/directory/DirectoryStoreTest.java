package io.akkord.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.journal.Database;
import io.akkord.kind.ObjectId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
    @TempDir
    Path directory;

    private Database database;
    private DirectoryStore store;

    @BeforeEach
    void open() {
        database = Database.open(directory, 2);
        store = new DirectoryStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static DirectoryEntry entry(ObjectId id, long version, boolean deleted) {
        return new DirectoryEntry(id, "rich-text", version, 10 * version, 1_767_225_600_000L + version, deleted);
    }

    private void add(String... names) {
        for (String name : names) {
            await(store.upsert(entry(ObjectId.of("rooms", name), 1, false)));
        }
    }

    @Test
    void theServerItselfSeesTheObjectsOfAllTenants() {
        add("a", "b");
        await(store.upsert(entry(new ObjectId("rooms", "house", "a"), 1, false)));
        await(store.upsert(entry(new ObjectId("rooms", "garden", "gone"), 2, true)));
        await(store.upsert(entry(new ObjectId("namespaces", "house", "a"), 1, false)));
        await(store.upsert(entry(new ObjectId("roomsy", "house", "a"), 1, false)));
        List<String> seen = new ArrayList<>();
        String after = "";
        List<DirectoryEntry> page = await(store.next("rooms", after, 2));
        while (!page.isEmpty()) {
            page.forEach(entry -> seen.add(entry.id().persistenceId()));
            after = seen.get(seen.size() - 1);
            page = await(store.next("rooms", after, 2));
        }
        assertThat(seen).containsExactly("rooms|-|a", "rooms|-|b", "rooms|house|a");
        assertThat(list("", "", 10)).containsExactly("a", "b");
    }

    private List<String> list(String prefix, String cursor, int limit) {
        return await(store.list("rooms", ObjectId.NO_TENANT, prefix, cursor, limit)).stream()
                .map(e -> e.id().name())
                .toList();
    }

    @Test
    void an_entry_is_read_back_as_it_was_written() {
        DirectoryEntry entry = entry(ObjectId.of("rooms", "notes"), 7, false);
        assertThat(await(store.get(entry.id()))).isEmpty();
        await(store.upsert(entry));
        assertThat(await(store.get(entry.id()))).contains(entry);
    }

    @Test
    void those_that_hold_most_come_first_of_all_kinds_and_of_one_tenant() {
        await(store.upsert(entry(ObjectId.of("rooms", "small"), 1, false)));
        await(store.upsert(entry(ObjectId.of("rooms", "large"), 9, false)));
        await(store.upsert(entry(ObjectId.of("namespaces", "middle"), 5, false)));
        await(store.upsert(entry(ObjectId.of("rooms", "deleted"), 99, true)));
        await(store.upsert(entry(new ObjectId("rooms", "others", "theirs"), 50, false)));
        assertThat(await(store.largest(ObjectId.NO_TENANT, 2)))
                .extracting(found -> found.id().path())
                .containsExactly("rooms/large", "namespaces/middle");
        assertThat(await(store.largest("others", 9)))
                .extracting(found -> found.id().path())
                .containsExactly("rooms/theirs");
    }

    @Test
    void an_older_version_never_replaces_a_newer_one_in_whatever_order_they_come() {
        ObjectId id = ObjectId.of("rooms", "notes");
        List<DirectoryEntry> entries = new ArrayList<>();
        for (int version = 1; version <= 200; version++) {
            entries.add(entry(id, version, version % 7 == 0));
        }
        Collections.shuffle(entries, new Random(7));
        CompletableFuture.allOf(entries.stream()
                        .map(e -> store.upsert(e).toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(await(store.get(id))).isEqualTo(Optional.of(entry(id, 200, false)));
    }

    @Test
    void names_are_listed_in_the_order_of_their_characters() {
        add("b", "a", "B", "a.b", "a-b", "ab", "_x", "1");
        assertThat(list("", "", 100)).containsExactly("1", "B", "_x", "a", "a-b", "a.b", "ab", "b");
    }

    @Test
    void a_prefix_narrows_the_list_and_is_no_pattern() {
        add("team-a", "team-b", "team_c", "teal", "tea", "x");
        assertThat(list("team", "", 100)).containsExactly("team-a", "team-b", "team_c");
        assertThat(list("team_", "", 100)).containsExactly("team_c");
        assertThat(list("team-a", "", 100)).containsExactly("team-a");
        assertThat(list("%", "", 100)).isEmpty();
        assertThat(list("team", "a", 100)).containsExactly("team-a", "team-b", "team_c");
        assertThat(list("team", "team-a", 100)).containsExactly("team-b", "team_c");
        assertThat(list("team", "x", 100)).isEmpty();
    }

    @Test
    void pages_put_together_are_the_whole_list() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            names.add("room-" + i);
        }
        add(names.toArray(String[]::new));
        add("other");
        List<String> listed = new ArrayList<>();
        String cursor = "";
        for (List<String> page = list("room-", cursor, 10); !page.isEmpty(); page = list("room-", cursor, 10)) {
            listed.addAll(page);
            cursor = page.get(page.size() - 1);
        }
        Collections.sort(names);
        assertThat(listed).isEqualTo(names);
    }

    @Test
    void a_page_in_the_middle_of_a_large_directory_is_found_by_the_index() {
        String plan = await(database.read(connection -> {
            try (var explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + DirectoryStore.LIST)) {
                var rows = explain.executeQuery();
                return rows.next() ? rows.getString("detail") + (rows.next() ? " and more" : "") : "";
            }
        }));
        assertThat(plan)
                .isEqualTo("SEARCH directory USING INDEX directory_name"
                        + " (kind=? AND tenant=? AND deleted=? AND name>? AND name<?)");
    }

    @Test
    void deleted_objects_are_not_listed_but_known() {
        ObjectId id = ObjectId.of("rooms", "gone");
        add("gone", "here");
        await(store.upsert(entry(id, 2, true)));
        assertThat(list("", "", 10)).containsExactly("here");
        assertThat(await(store.get(id))).contains(entry(id, 2, true));
        await(store.upsert(entry(id, 3, false)));
        assertThat(list("", "", 10)).containsExactly("gone", "here");
    }

    @Test
    void kinds_and_tenants_are_lists_of_their_own() {
        add("a");
        await(store.upsert(entry(ObjectId.of("namespaces", "b"), 1, false)));
        await(store.upsert(entry(new ObjectId("rooms", "acme", "c"), 1, false)));
        assertThat(list("", "", 10)).containsExactly("a");
        assertThat(await(store.list("rooms", "acme", "", "", 10)))
                .extracting(e -> e.id().name())
                .containsExactly("c");
    }

    private void commits(String name, int from, int to, String type) {
        String sql = "INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,"
                + " adapter_manifest, event_payload, event_ser_id, event_ser_manifest) VALUES (?, ?, '', 0, '', ?, 1, ?)";
        await(database.write(connection -> {
            try (var insert = connection.prepareStatement(sql)) {
                for (int version = from; version <= to; version++) {
                    insert.setString(1, ObjectId.of("rooms", name).persistenceId());
                    insert.setInt(2, version);
                    insert.setBytes(3, new byte[2]);
                    insert.setString(4, type);
                    insert.executeUpdate();
                }
                return to;
            }
        }));
    }

    @Test
    void entries_that_lag_behind_the_journal_or_are_missing_are_found_page_by_page() {
        commits("behind", 1, 9, "some.event");
        commits("level", 1, 1, "some.event");
        commits("purged", 7, 7, "object.purged.1");
        commits("reborn", 7, 7, "object.purged.1");
        commits("reborn", 8, 9, "some.event");
        commits("unlisted", 1, 3, "some.event");
        add("behind", "level");
        for (int limit : new int[] {1, 2, 3, 5, 100}) {
            Map<String, Long> found = new TreeMap<>();
            DirectoryStore.Lag lag = await(store.lag("", limit));
            while (!lag.last().isEmpty()) {
                assertThat(lag.heads()).hasSizeLessThanOrEqualTo(limit);
                lag.heads().forEach((id, head) -> found.put(id.name(), head));
                lag = await(store.lag(lag.last(), limit));
            }
            assertThat(found).isEqualTo(Map.of("behind", 9L, "reborn", 9L, "unlisted", 3L));
        }
    }

    @Test
    void the_journal_is_searched_object_by_object_and_not_read() {
        List<String> plan = await(database.read(connection -> {
            try (var explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + DirectoryStore.HEADS)) {
                List<String> steps = new ArrayList<>();
                var rows = explain.executeQuery();
                while (rows.next()) {
                    steps.add(rows.getString("detail"));
                }
                return steps;
            }
        }));
        assertThat(plan)
                .anyMatch(step -> step.startsWith("SEARCH event_journal USING COVERING INDEX event_journal_version"))
                .noneMatch(step -> step.startsWith("SCAN event_journal") || step.startsWith("SCAN directory"));
    }
}
