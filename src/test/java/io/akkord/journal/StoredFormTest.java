package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.kind.ClientEntry;
import io.akkord.kind.Clients;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Attributes;
import io.akkord.ot.Document;
import io.akkord.ot.Embed;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stored form is a contract: what was ever written can be read, and what is written now is what was written then. */
class StoredFormTest {
    private static final RoomCodec CODEC = new RoomCodec();
    private static final Attributes BOLD = attributes("{\"bold\":true}");
    private static final Attributes LINK = attributes("{\"link\":\"https://example.org/ä\",\"color\":null}");
    private static final Embed IMAGE =
            new Embed("image", JsonText.parse("{\"src\":\"a.png\",\"w\":1.50}", JsonLimits.DEFAULT));
    private static final Operation RICH = Operation.builder()
            .retain(5)
            .insert("grüße 🎉", BOLD)
            .insert(IMAGE, Attributes.NONE)
            .retain(300, LINK)
            .delete(70_000)
            .build();
    private static final Document DOCUMENT = Document.of(Operation.builder()
            .insert("Title", BOLD)
            .insert("\nText 🎉\n")
            .insert(IMAGE, LINK)
            .build());

    private static final Json0Operation JSON0 = json0("[{'p':['n'],'na':-2.50},{'p':['l',300],'li':['grüße 🎉']},"
            + "{'p':['l',0],'ld':null},{'p':['l',1],'ld':1,'li':2},{'p':['l',2],'lm':70000},"
            + "{'p':['name'],'oi':true},{'p':['name'],'od':true},{'p':[],'od':{},'oi':[]},"
            + "{'p':['t',0],'t':'text0','o':[{'p':200,'i':'🎉'},{'p':0,'d':'x'}]}]");

    private static Json0Operation json0(String text) {
        return Json0Form.read(JsonText.parse(text.replace('\'', '"'), JsonLimits.DEFAULT));
    }

    private static Attributes attributes(String json) {
        return Attributes.of((JsonObject) JsonText.parse(json, JsonLimits.DEFAULT));
    }

    private record Written(String name, String type, Commit<RoomEvent> commit, int previous) {}

    private static Stream<Written> commits() {
        return Stream.of(
                new Written(
                        "room.created.1-text",
                        "room.created.1",
                        commit(1, new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "Hello"))),
                        0),
                new Written(
                        "room.created.1-rich-text",
                        "room.created.1",
                        commit(1, new RoomEvent.Created(RoomType.RICH_TEXT, DOCUMENT.toOperation())),
                        0),
                new Written(
                        "room.edited.1-keystroke",
                        "room.edited.1",
                        commit(4_711, new RoomEvent.Edited(Operation.insert(1_234, "x"))),
                        0x12345678),
                new Written("room.edited.1-rich", "room.edited.1", commit(2, new RoomEvent.Edited(RICH)), -1),
                new Written(
                        "room.edited.1-empty", "room.edited.1", commit(3, new RoomEvent.Edited(Operation.EMPTY)), 99),
                new Written(
                        "room.json.created.1",
                        "room.json.created.1",
                        commit(1, new RoomEvent.JsonCreated(json0("[{'p':[],'od':null,'oi':{'é':[1.50]}}]"))),
                        0),
                new Written("room.json.edited.1", "room.json.edited.1", commit(2, new RoomEvent.JsonEdited(JSON0)), -1),
                new Written(
                        "room.json.edited.1-empty",
                        "room.json.edited.1",
                        commit(3, new RoomEvent.JsonEdited(Json0Operation.EMPTY)),
                        99),
                new Written(
                        "room.deleted.1",
                        "room.deleted.1",
                        commit(1L << 40, new RoomEvent.Deleted(10_485_760)),
                        Integer.MIN_VALUE));
    }

    private static Commit<RoomEvent> commit(long version, RoomEvent event) {
        return new Commit<>(
                version,
                "tab-7Gq2xY",
                17,
                "ada@example.org",
                "cart",
                1_767_225_600_123L,
                0x8877665544332211L,
                0,
                event);
    }

    @TestFactory
    Stream<DynamicTest> commits_are_written_as_they_always_were_and_read_back() {
        return commits()
                .map(written -> DynamicTest.dynamicTest(written.name(), () -> {
                    Stored<RoomEvent> stored = CommitCodec.seal(CODEC, written.commit(), written.previous());
                    byte[] golden = Golden.bytes(written.name());

                    assertThat(Golden.hex(stored.bytes())).isEqualTo(Golden.hex(golden));
                    assertThat(stored.type()).isEqualTo(written.type());
                    Stored<RoomEvent> read = CommitCodec.open(CODEC, written.type(), golden);
                    assertThat(read.commit()).isEqualTo(stored.commit());
                    assertThat(read.commit().withChecksum(0)).isEqualTo(written.commit());
                    assertThat(CommitCodec.verify(written.previous(), written.type(), golden))
                            .isTrue();
                }));
    }

    private static Map<String, ObjectState<RoomState>> states() {
        Map<String, ClientEntry> clients = Map.of(
                "tab-7Gq2xY", new ClientEntry("ada@example.org", 17, 4_710, 1_767_225_600_120L, -1),
                "tab-aaaaaa", new ClientEntry("ada@example.org", 1, 3, 1_767_225_000_000L, 5),
                "phone", new ClientEntry("grace", 300, 4_711, 1_767_225_600_123L, 0x8877665544332211L));
        Map<String, ObjectState<RoomState>> states = new TreeMap<>();
        states.put("room.state.1-nothing", ObjectState.empty(RoomState.NOTHING, StoredRoom.CLIENTS, "origin"));
        states.put(
                "room.state.1-rich-text",
                new ObjectState<>(
                        4_711,
                        new RoomState.Text(true, DOCUMENT, 2, 1_767_225_000_000L),
                        Clients.of(clients, StoredRoom.CLIENTS, true),
                        1_767_225_600_123L,
                        0x12345678,
                        "AAECAwQFBgcICQoL"));
        states.put(
                "room.state.1-json",
                new ObjectState<>(
                        4_711,
                        new RoomState.Json(
                                JsonText.parse("{\"grüße\":[1.50,null,\"🎉\"],\"a\":{}}", JsonLimits.DEFAULT),
                                2,
                                1_767_225_000_000L),
                        Clients.of(clients, StoredRoom.CLIENTS, false),
                        1_767_225_600_123L,
                        0x12345678,
                        "AAECAwQFBgcICQoL"));
        return states;
    }

    @TestFactory
    Stream<DynamicTest> snapshots_are_written_as_they_always_were_and_read_back() {
        return states().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    byte[] golden = Golden.bytes(e.getKey());

                    assertThat(Golden.hex(StateFrame.seal(CODEC, e.getValue()))).isEqualTo(Golden.hex(golden));
                    assertThat(StateFrame.open(CODEC, StoredRoom.CLIENTS, "room.state.1", golden))
                            .isEqualTo(e.getValue());
                }));
    }

    @Test
    void what_is_left_of_a_purged_object_is_written_as_it_always_was_and_read_back() {
        ObjectState<RoomState> left = new ObjectState<>(
                4_712,
                new RoomState.Absent(4_712),
                Clients.none(StoredRoom.CLIENTS).forgotten(),
                1_767_225_600_123L,
                0x12345678,
                "AAECAwQFBgcICQoL");
        byte[] golden = Golden.bytes("object.purged.1");

        assertThat(Golden.hex(PurgeMark.seal(CODEC, left))).isEqualTo(Golden.hex(golden));
        PurgeMark mark = PurgeMark.open(ObjectId.of("rooms", "x"), 4_712, golden);
        assertThat(mark.timestamp()).isEqualTo(left.timestamp());
        assertThat(mark.state(CODEC, StoredRoom.CLIENTS)).isEqualTo(left);
        assertThat(PurgeMark.TYPE).isEqualTo("object.purged.1");
        for (int i = 0; i < golden.length; i++) {
            byte[] damaged = golden.clone();
            damaged[i] ^= 1;
            assertThatExceptionOfType(CorruptBytesException.class)
                    .isThrownBy(() -> PurgeMark.open(ObjectId.of("rooms", "x"), 4_712, damaged)
                            .state(CODEC, StoredRoom.CLIENTS));
        }
    }

    /** Deflate may find other bytes in another release of Java; what they stand for stays the same. */
    @Test
    void a_compressed_snapshot_of_old_is_read() {
        String text = "All work and no play makes Jack a dull boy. ".repeat(500);
        ObjectState<RoomState> expected = new ObjectState<>(
                1_000,
                new RoomState.Text(false, Document.ofText(text), 0, 1_767_225_000_000L),
                Clients.none(StoredRoom.CLIENTS),
                1_767_225_600_123L,
                7,
                "AAECAwQFBgcICQoL");
        byte[] golden = Golden.bytes("room.state.1-deflated");

        assertThat(StateFrame.open(CODEC, StoredRoom.CLIENTS, "room.state.1", golden))
                .isEqualTo(expected);
        byte[] now = StateFrame.seal(CODEC, expected);
        assertThat(Arrays.copyOfRange(now, 4, 7)).isEqualTo(Arrays.copyOfRange(golden, 4, 7));
        assertThat(now).hasSizeLessThan(text.length() / 10);
        assertThat(StateFrame.open(CODEC, StoredRoom.CLIENTS, "room.state.1", now))
                .isEqualTo(expected);
    }

    private static Map<String, RoomCommand> commands() {
        Map<String, RoomCommand> commands = new TreeMap<>();
        commands.put("command-room.edit", new RoomCommand.Edit(RoomType.RICH_TEXT, RICH));
        commands.put(
                "command-room.replace",
                new RoomCommand.Replace(Optional.of(RoomType.TEXT), Optional.of(Operation.insert(0, "new")), 12));
        commands.put(
                "command-room.replace-nothing",
                new RoomCommand.Replace(Optional.empty(), Optional.empty(), RoomCommand.Replace.ANY));
        commands.put(
                "command-room.replace-present",
                new RoomCommand.Replace(Optional.empty(), Optional.empty(), RoomCommand.Replace.PRESENT));
        commands.put("command-room.delete-present", new RoomCommand.Delete(RoomCommand.Replace.PRESENT));
        commands.put("command-room.edit-json", new RoomCommand.EditJson(RoomType.JSON, JSON0));
        commands.put(
                "command-room.replace-json",
                new RoomCommand.ReplaceJson(JsonText.parse("{\"a\":[1.50]}", JsonLimits.DEFAULT), 12));
        commands.put("command-room.malformed", new RoomCommand.Malformed("An insert is empty."));
        commands.put("command-room.delete", new RoomCommand.Delete(RoomCommand.Replace.ABSENT));
        return commands;
    }

    @TestFactory
    Stream<DynamicTest> commands_between_nodes_are_written_as_they_always_were_and_read_back() {
        return commands().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    byte[] golden = Golden.bytes(e.getKey());
                    ByteWriter out = new ByteWriter();
                    CODEC.writeCommand(e.getValue(), out);

                    assertThat(Golden.hex(out.toBytes())).isEqualTo(Golden.hex(golden));
                    ByteReader in = new ByteReader(golden);
                    assertThat(CODEC.readCommand(in)).isEqualTo(e.getValue());
                    assertThat(in.atEnd()).isTrue();
                }));
    }

    @Test
    void rows_name_the_type_and_hold_the_bytes_untouched() {
        StoredEventSerializer events = new StoredEventSerializer();
        StoredSnapshotSerializer snapshots = new StoredSnapshotSerializer();
        byte[] bytes = {1, 2, 3};

        assertThat(events.identifier()).isEqualTo(1601);
        assertThat(events.manifest(new StoredEvent("room.edited.1", bytes))).isEqualTo("room.edited.1");
        assertThat(events.toBinary(new StoredEvent("room.edited.1", bytes))).isSameAs(bytes);
        assertThat(events.fromBinary(bytes, "room.edited.1")).isEqualTo(new StoredEvent("room.edited.1", bytes));
        assertThat(snapshots.identifier()).isEqualTo(1602);
        assertThat(snapshots.manifest(StoredSnapshot.of("room.state.1", bytes))).isEqualTo("room.state.1");
        assertThat(snapshots.toBinary(StoredSnapshot.of("room.state.1", bytes))).isSameAs(bytes);
        assertThat(((StoredSnapshot) snapshots.fromBinary(bytes, "room.state.1")).type())
                .isEqualTo("room.state.1");
    }

    @Test
    void every_event_of_a_room_has_a_stable_name_and_a_golden_file() {
        assertThat(commits()
                        .map(Written::commit)
                        .map(c -> (Object) c.event().getClass())
                        .distinct())
                .containsExactlyInAnyOrder((Object[]) RoomEvent.class.getPermittedSubclasses());
        assertThat(commands().values().stream().map(c -> (Object) c.getClass()).distinct())
                .containsExactlyInAnyOrder((Object[]) RoomCommand.class.getPermittedSubclasses());
    }
}
