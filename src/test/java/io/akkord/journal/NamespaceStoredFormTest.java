package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.akkord.json.JsonObject;
import io.akkord.json.patch.ArrayShift;
import io.akkord.json.patch.JsonPointer;
import io.akkord.kind.Commit;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.namespace.Condition;
import io.akkord.namespace.Effect;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceLimits;
import io.akkord.namespace.NamespaceRules;
import io.akkord.namespace.NamespaceState;
import io.akkord.namespace.Play;
import io.akkord.namespace.RandomChanges;
import io.akkord.namespace.SchemaChain;
import io.akkord.namespace.Storing;
import io.akkord.namespace.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stored form of namespaces is a contract, and nothing is in it that is not to be stored, or not in the clear. */
class NamespaceStoredFormTest {
    private static final ObjectId ID = new ObjectId(NamespaceKind.NAME, "acme", "shop");

    /** Reverses what is to be sealed and puts its place in front: enough to tell whether it was sealed, and for where. */
    private static final class Mirror implements ValueCipher {
        @Override
        public byte[] seal(String tenant, String object, String key, long version, byte[] clear) {
            byte[] place = (tenant + ' ' + object + ' ' + key + ' ' + version + ' ').getBytes(StandardCharsets.UTF_8);
            byte[] sealed = Arrays.copyOf(place, place.length + clear.length);
            for (int i = 0; i < clear.length; i++) {
                sealed[place.length + i] = (byte) ~clear[clear.length - 1 - i];
            }
            return sealed;
        }

        @Override
        public byte[] open(String tenant, String object, String key, long version, byte[] sealed) {
            int place = seal(tenant, object, key, version, new byte[0]).length;
            byte[] clear = new byte[Math.max(0, sealed.length - place)];
            for (int i = 0; i < clear.length; i++) {
                clear[clear.length - 1 - i] = (byte) ~sealed[place + i];
            }
            if (!Arrays.equals(seal(tenant, object, key, version, clear), sealed)) {
                throw new UnreadableValueException(UnreadableValueException.Reason.NOT_AUTHENTIC, "It was moved.");
            }
            return clear;
        }
    }

    private static final NamespaceCodec CODEC = new NamespaceCodec(new Mirror()).of(ID);

    private static final List<ArrayShift> SHIFTS = List.of(
            new ArrayShift(JsonPointer.WHOLE, 3, true), new ArrayShift(JsonPointer.parse("/a~1b/0"), 300, false));

    private static final JsonObject MFE = (JsonObject) Play.json("{'id':'cart','framework':'react','version':'18.2'}");

    private static final List<Effect> EFFECTS = List.of(
            new Effect.Put("a", Play.json("{'n':1.50,'ü':[null,true]}"), Effect.NO_TTL, Storing.PLAIN, List.of()),
            new Effect.Put("b", Play.json("[1]"), Effect.KEEP_TTL, Storing.PLAIN, SHIFTS),
            new Effect.Put("cursor:1", Play.json("'hidden'"), 60, Storing.TRANSIENT, SHIFTS),
            new Effect.Removed("gone"),
            new Effect.Put("s:1", Play.json("'secret'"), 5, Storing.ENCRYPTED, SHIFTS),
            new Effect.Registered("cart", MFE, "tab-7Gq2xY"),
            new Effect.Unregistered("nav"));

    private record Written(String type, String name, NamespaceEvent event) {}

    private static Stream<Written> events() {
        return Stream.of(
                new Written("namespace.created.1", "namespace.created.1", new NamespaceEvent.Created(3, EFFECTS, true)),
                new Written(
                        "namespace.changed.1",
                        "namespace.changed.1",
                        new NamespaceEvent.Changed(List.of(Effect.Put.of("a", Play.json("1"))), false)),
                new Written(
                        "namespace.changed.1",
                        "namespace.changed.1-nothing",
                        new NamespaceEvent.Changed(List.of(), true)),
                new Written(
                        "namespace.migrated.1",
                        "namespace.migrated.1",
                        new NamespaceEvent.Migrated(300, List.of(new Effect.Removed("a")))),
                new Written("namespace.deleted.1", "namespace.deleted.1", new NamespaceEvent.Deleted()));
    }

    private static Commit<NamespaceEvent> commit(long version, NamespaceEvent event) {
        return new Commit<>(version, "tab", version, "ada", "cart", 1_767_225_600_000L + version, 5, 0, event);
    }

    /** As it comes back from where it was stored. */
    private static NamespaceEvent stored(NamespaceEvent event) {
        List<Effect> effects = event.effects().stream()
                .map(effect -> effect instanceof Effect.Put put && put.storing() == Storing.TRANSIENT
                        ? Effect.Put.lost(put.key(), put.ttl())
                        : effect)
                .toList();
        if (event instanceof NamespaceEvent.Created created) {
            return new NamespaceEvent.Created(created.schema(), effects, created.differs());
        }
        if (event instanceof NamespaceEvent.Changed changed) {
            return new NamespaceEvent.Changed(effects, changed.differs());
        }
        return event;
    }

    @TestFactory
    Stream<DynamicTest> events_are_written_as_they_always_were_and_read_back() {
        return events().map(written -> DynamicTest.dynamicTest(written.name(), () -> {
            byte[] golden = Golden.bytes(written.name());
            ByteWriter out = new ByteWriter();
            CODEC.writeEvent(77, written.event(), out);

            assertThat(Golden.hex(out.toBytes())).isEqualTo(Golden.hex(golden));
            assertThat(CODEC.eventType(written.event())).isEqualTo(written.type());
            ByteReader in = new ByteReader(golden);
            assertThat(CODEC.readEvent(77, written.type(), in)).isEqualTo(stored(written.event()));
            assertThat(in.atEnd()).isTrue();
        }));
    }

    private static NamespaceState state(NamespaceEvent... events) {
        NamespaceKind kind = new NamespaceKind(id -> NamespaceRules.DEFAULT);
        NamespaceState state = kind.initial();
        for (int i = 0; i < events.length; i++) {
            state = kind.evolve(state, commit(i + 1, events[i]));
        }
        return state;
    }

    private static Map<String, NamespaceState> states() {
        Map<String, NamespaceState> states = new TreeMap<>();
        states.put("namespace.state.1-nothing", NamespaceState.NOTHING);
        states.put(
                "namespace.state.1-deleted",
                state(new NamespaceEvent.Changed(EFFECTS, true), new NamespaceEvent.Deleted()));
        states.put(
                "namespace.state.1",
                state(
                        new NamespaceEvent.Created(3, EFFECTS, true),
                        new NamespaceEvent.Changed(List.of(Effect.Put.of("z", Play.json("null"))), false)));
        return states;
    }

    private static NamespaceState lost(NamespaceState state) {
        NamespaceState lost = state;
        return lost.keys().get("cursor:1") == null
                ? state
                : state(
                        stored(new NamespaceEvent.Created(3, EFFECTS, true)),
                        new NamespaceEvent.Changed(List.of(Effect.Put.of("z", Play.json("null"))), false));
    }

    @TestFactory
    Stream<DynamicTest> states_are_written_as_they_always_were_and_read_back() {
        return states().entrySet().stream()
                .map(written -> DynamicTest.dynamicTest(written.getKey(), () -> {
                    byte[] golden = Golden.bytes(written.getKey());
                    ByteWriter out = new ByteWriter();
                    CODEC.writeState(written.getValue(), out);

                    assertThat(Golden.hex(out.toBytes())).isEqualTo(Golden.hex(golden));
                    ByteReader in = new ByteReader(golden);
                    assertThat(CODEC.readState("namespace.state.1", in)).isEqualTo(lost(written.getValue()));
                    assertThat(in.atEnd()).isTrue();
                }));
    }

    private static Map<String, NamespaceCommand> commands() {
        String all = "[{'op':'set','key':'a','value':1.0,'ttl':5},{'op':'delete','key':'b'},{'op':'clear'},"
                + "{'op':'merge','key':'c','value':{'x':null}},"
                + "{'op':'patch','key':'d','patch':[{'op':'move','from':'/a','path':'/b'}]},"
                + "{'op':'restore','snapshot':{'e':1}},{'op':'restore','snapshot':{},'mode':'merge'},"
                + "{'op':'register','mfe':{'id':'m'},'ephemeral':true},{'op':'unregister','mfe':'m'}]";
        NamespaceCommand.Change change = (NamespaceCommand.Change) Play.changes(all, Strategy.MERGE);
        Map<String, NamespaceCommand> commands = new TreeMap<>();
        commands.put("command-namespace.change", change);
        commands.put(
                "command-namespace.change-altered",
                NamespaceCommand.Change.of(List.of(), Strategy.REJECT).altered(List.of()));
        commands.put(
                "command-namespace.write",
                NamespaceCommand.Write.of(change.changes().subList(1, 2), Condition.onKey("b", Condition.FOUND)));
        commands.put("command-namespace.delete", new NamespaceCommand.Delete(Condition.PRESENT));
        commands.put(
                "command-namespace.malformed",
                new NamespaceCommand.Malformed(Refusal.Reason.INVALID, "changes is a list."));
        return commands;
    }

    @TestFactory
    Stream<DynamicTest> commands_travel() {
        return commands().entrySet().stream()
                .map(written -> DynamicTest.dynamicTest(written.getKey(), () -> {
                    byte[] golden = Golden.bytes(written.getKey());
                    ByteWriter out = new ByteWriter();
                    CODEC.remote().writeCommand(written.getValue(), out);

                    assertThat(Golden.hex(out.toBytes())).isEqualTo(Golden.hex(golden));
                    assertThat(CODEC.remote().readCommand(new ByteReader(golden)))
                            .isEqualTo(written.getValue());
                }));
    }

    @Test
    void between_nodes_everything_is_in_the_clear_and_for_no_namespace_in_particular() {
        NamespaceEvent event = new NamespaceEvent.Created(3, EFFECTS, true);
        ByteWriter out = new ByteWriter();
        CODEC.remote().writeEvent(77, event, out);
        NamespaceCodec other = new NamespaceCodec(ValueCipher.NONE).remote();
        assertThat(other.readEvent(1, "namespace.created.1", new ByteReader(out.toBytes())))
                .isEqualTo(event);

        ByteWriter state = new ByteWriter();
        CODEC.remote().writeState(state(event), state);
        assertThat(other.readState("namespace.state.1", new ByteReader(state.toBytes())))
                .isEqualTo(state(event));
    }

    @Test
    void what_is_not_to_be_stored_and_what_is_sealed_does_not_stand_in_the_bytes() {
        NamespaceEvent event = new NamespaceEvent.Created(3, EFFECTS, true);
        ByteWriter out = new ByteWriter();
        CODEC.writeEvent(77, event, out);
        CODEC.writeState(state(event), out);
        assertThat(new String(out.toBytes(), StandardCharsets.ISO_8859_1))
                .contains("react", "acme namespaces/shop s:1 77 ", "acme namespaces/shop s:1 1 ")
                .doesNotContain("hidden")
                .doesNotContain("secret");
    }

    @Test
    void a_sealed_value_opens_in_its_place_only() {
        NamespaceEvent event = new NamespaceEvent.Changed(
                List.of(new Effect.Put("s", Play.json("1"), 0, Storing.ENCRYPTED, List.of())), false);
        ByteWriter out = new ByteWriter();
        CODEC.writeEvent(7, event, out);
        assertThat(CODEC.readEvent(7, "namespace.changed.1", new ByteReader(out.toBytes())))
                .isEqualTo(event);
        assertThatExceptionOfType(UnreadableValueException.class)
                .isThrownBy(() -> CODEC.readEvent(8, "namespace.changed.1", new ByteReader(out.toBytes())));
        assertThatExceptionOfType(UnreadableValueException.class)
                .isThrownBy(() -> CODEC.of(ObjectId.of(NamespaceKind.NAME, "shop"))
                        .readEvent(7, "namespace.changed.1", new ByteReader(out.toBytes())));
    }

    @Test
    void states_that_came_about_at_random_are_the_same_from_events_and_from_snapshots() {
        NamespaceRules rules = new NamespaceRules(
                List.of(KeyPattern.of("cursor:*")),
                List.of(KeyPattern.of("s:*")),
                1,
                SchemaChain.NONE,
                0,
                NamespaceLimits.DEFAULT);
        for (int seed = 0; seed < 200; seed++) {
            RandomChanges changes = new RandomChanges(new Random(seed));
            Play play = new Play(rules);
            ObjectState<NamespaceState> replayed = ObjectState.empty(NamespaceState.NOTHING, 10, "origin");
            for (int i = 0; i < 20; i++) {
                play.submit(
                        "ann",
                        Submission.HEAD,
                        NamespaceCommand.Change.of(changes.changes(play.state()), Strategy.REPLACE));
            }
            for (Commit<NamespaceEvent> commit : play.commits()) {
                Stored<NamespaceEvent> sealed = CommitCodec.seal(CODEC, commit, replayed.checksum());
                Commit<NamespaceEvent> read = CommitCodec.open(CODEC, commit.version(), sealed.type(), sealed.bytes());
                replayed = replayed.after(play.kind(), read);
            }
            ObjectState<NamespaceState> live = new ObjectState<>(
                    play.version(),
                    play.state(),
                    replayed.clients(),
                    replayed.timestamp(),
                    replayed.checksum(),
                    "origin");
            byte[] bytes = SnapshotCodec.seal(CODEC, live);
            ObjectState<NamespaceState> opened = SnapshotCodec.open(CODEC, 10, CODEC.stateType(), bytes);

            assertThat(opened).as("seed %d", seed).isEqualTo(replayed);
            assertThat(SnapshotCodec.seal(CODEC, opened)).as("seed %d", seed).isEqualTo(bytes);
            byte[] remote = SnapshotCodec.seal(CODEC.remote(), live);
            assertThat(SnapshotCodec.open(CODEC.remote(), 10, CODEC.stateType(), remote))
                    .as("seed %d", seed)
                    .isEqualTo(live);
        }
    }

    @Test
    void damaged_bytes_are_found_to_be_corrupt_and_nothing_else() {
        ByteWriter out = new ByteWriter();
        CODEC.remote().writeEvent(1, new NamespaceEvent.Created(3, EFFECTS, true), out);
        CODEC.remote().writeState(state(new NamespaceEvent.Created(3, EFFECTS, true)), out);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = out.toBytes();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            try {
                ByteReader in = new ByteReader(cut);
                CODEC.remote().readEvent(1, "namespace.created.1", in);
                CODEC.remote().readState("namespace.state.1", in);
            } catch (CorruptBytesException | UnreadableValueException expected) {
                assertThat(expected).hasMessageMatching("[A-Za-z -:.]+");
            }
        }
    }
}
