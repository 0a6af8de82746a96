package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.akkord.json.JsonArray;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.Clients;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Part;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.namespace.Effect;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceState;
import io.akkord.namespace.Play;
import io.akkord.namespace.RandomChanges;
import io.akkord.namespace.Storing;
import io.akkord.namespace.Strategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces in the words of the protocol. */
class NamespaceWireTest {
    private static final NamespaceWire WIRE = new NamespaceWire();
    private static final JsonObject MFE = (JsonObject) Play.json("{'id':'cart','version':'18'}");

    private static Draft<NamespaceCommand> read(String payload) throws IOException, WireRefusal {
        try (JsonParser parser = JsonText.factory(JsonLimits.DEFAULT).createParser(payload.replace('\'', '"'))) {
            parser.nextToken();
            return WIRE.readSubmission(parser, "");
        }
    }

    private static Commit<NamespaceEvent> commit(long version, NamespaceEvent event) {
        return new Commit<>(version, "tab-1", 3, "ada", "cart", 1_767_225_600_123L, 5, 0, event);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void aSubmissionIsRead() throws Exception {
        Draft<NamespaceCommand> draft = read(
                "{'x':{'changes':1},'source':'basket',"
                        + "'changes':[{'op':'set','key':'a','value':{'b':1.0},'ttl':60,'more':1},{'op':'restore','snapshot':{}}]}");

        assertThat(draft.source()).isEqualTo("basket");
        assertThat(((NamespaceCommand.Change) draft.command()).changes())
                .containsExactly(
                        new NamespaceChange.Set("a", Play.json("{'b':1.0}"), java.util.OptionalLong.of(60)),
                        new NamespaceChange.Restore(JsonObject.EMPTY, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'change':[]}", "{'changes':[],'source':1}", "{'changes':[],'source':['a']}"})
    void aPayloadWithoutWhatItNeedsIsABadMessage(String payload) {
        assertThatExceptionOfType(WireRefusal.class)
                .isThrownBy(() -> read(payload))
                .matches(refusal -> refusal.code() == ErrorCode.BAD_MESSAGE);
    }

    @Test
    void changesThatAreNoneAreRefusedByTheNamespace() throws Exception {
        assertThat(read("{'changes':{'op':'clear'}}").command())
                .isEqualTo(new NamespaceCommand.Malformed(Refusal.Reason.INVALID, "changes is a list."));
    }

    @Test
    void theTermsOfAMessageSayWhatToDoOnAConflict() throws Exception {
        NamespaceCommand read = read("{'changes':[]}").command();
        assertThat(strategy("STATE_PATCH", 4, "", read)).isEqualTo(Strategy.REPLACE);
        assertThat(strategy("STATE_PATCH", Submission.HEAD, "merge", read)).isEqualTo(Strategy.MERGE);
        assertThat(strategy("STATE_PATCH", 0, "reject", read)).isEqualTo(Strategy.REJECT);
        assertThat(strategy("CONFLICT_RESOLUTION", 4, "", read)).isEqualTo(Strategy.REJECT);
        assertThatExceptionOfType(WireRefusal.class)
                .isThrownBy(() -> strategy("STATE_PATCH", 4, "other", read))
                .matches(refusal -> refusal.code() == ErrorCode.BAD_MESSAGE);
        assertThatExceptionOfType(WireRefusal.class)
                .isThrownBy(() -> strategy("STATE_PATCH", Submission.HEAD, "reject", read));
        assertThat(WIRE.isSubmittedBy("STATE_PATCH")).isTrue();
        assertThat(WIRE.isSubmittedBy("CONFLICT_RESOLUTION")).isTrue();
        assertThat(WIRE.isSubmittedBy("OP")).isFalse();
        assertThat(WIRE.needsBase("STATE_PATCH")).isFalse();
    }

    private static Strategy strategy(String type, long base, String strategy, NamespaceCommand command)
            throws WireRefusal {
        return ((NamespaceCommand.Change) WIRE.under(new Terms(type, base, strategy), command)).strategy();
    }

    @Test
    void twoSpellingsOfOneSubmissionHaveOneContent() throws Exception {
        String content = text(WIRE.content(read("{'changes':[{'value':{'b': 1},'key':'\\u0061','op':'set'},"
                        + "{'op':'restore','mode':'replace','snapshot':{'x':[]}},"
                        + "{'op':'register','ephemeral':false,'mfe':{'id':'m'}},"
                        + "{'patch':[{'path':'/x','value':1,'op':'add'}],'key':'p','op':'patch'}]}")
                .command()));
        assertThat(content)
                .isEqualTo(("[{'op':'set','key':'a','value':{'b':1}},{'op':'restore','snapshot':{'x':[]}},"
                                + "{'op':'register','mfe':{'id':'m'}},"
                                + "{'op':'patch','key':'p','patch':[{'op':'add','path':'/x','value':1}]}]")
                        .replace('\'', '"'));
        assertThat(text(WIRE.content(read("{'changes':" + content + "}").command())))
                .isEqualTo(content);
    }

    @Test
    void randomSubmissionsAreReadAsTheyAreWritten() throws Exception {
        for (int seed = 0; seed < 2_000; seed++) {
            List<NamespaceChange> changes = new RandomChanges(new Random(seed)).changes(NamespaceState.NOTHING);
            byte[] content = WIRE.content(NamespaceCommand.Change.of(changes, Strategy.REPLACE));
            assertThat(ChangeForm.read(JsonText.parse(content, JsonLimits.DEFAULT), Strategy.REPLACE))
                    .as("seed %d", seed)
                    .isEqualTo(NamespaceCommand.Change.of(changes, Strategy.REPLACE));
        }
    }

    private static final NamespaceEvent EVENT = new NamespaceEvent.Changed(
            List.of(
                    new Effect.Put("a", Play.json("{'ü':1}"), 0, Storing.TRANSIENT, List.of()),
                    new Effect.Removed("b\""),
                    Effect.Put.lost("c", 0),
                    new Effect.Registered("cart", MFE, "tab-1"),
                    new Effect.Unregistered("nav")),
            true);

    @Test
    void aCommitSaysItsEffectsAndWhereTheyStand() {
        Encoded encoded = WIRE.writeCommit(commit(9, EVENT));

        assertThat(text(encoded.bytes()))
                .isEqualTo("{\"version\":9,\"changes\":[{\"key\":\"a\",\"value\":{\"ü\":1}},"
                        + "{\"key\":\"b\\\"\",\"deleted\":true},{\"key\":\"c\",\"transient\":true},"
                        + "{\"mfe\":\"cart\",\"value\":{\"id\":\"cart\",\"version\":\"18\","
                        + "\"registeredAt\":\"2026-01-01T00:00:00.123Z\"}},{\"mfe\":\"nav\",\"deleted\":true}],"
                        + "\"client\":\"tab-1\",\"seq\":3,\"user\":\"ada\",\"source\":\"cart\","
                        + "\"timestamp\":\"2026-01-01T00:00:00.123Z\"}");
        assertThat(encoded.differs()).isTrue();
        assertThat(encoded.parts()).extracting(Part::topic).containsExactly("a", "b\"", "c", "\u0000mfe", "\u0000mfe");
        assertThat(encoded.parts()).extracting(Part::isLost).containsExactly(false, false, true, false, false);
        assertThat(encoded.parts()).extracting(Part::deletes).containsExactly(false, true, false, false, true);
        assertThat(encoded.parts())
                .extracting(part -> part.deletes() || part.isLost()
                        ? ""
                        : new String(
                                encoded.bytes(),
                                part.valueFrom(),
                                part.to() - 1 - part.valueFrom(),
                                StandardCharsets.UTF_8))
                .containsExactly(
                        "{\"ü\":1}",
                        "",
                        "",
                        "{\"id\":\"cart\",\"version\":\"18\",\"registeredAt\":\"2026-01-01T00:00:00.123Z\"}",
                        "");
        assertThat(text(encoded.cut(Interest.in(Set.of("b\""), List.of()))))
                .startsWith("{\"version\":9,\"changes\":[{\"key\":\"b\\\"\",\"deleted\":true},{\"mfe\":\"cart\"")
                .contains("{\"mfe\":\"nav\",\"deleted\":true}],\"client\"");
        assertThat(text(encoded.changes())).startsWith("[{\"key\":\"a\"").endsWith("\"deleted\":true}]");
    }

    @Test
    void theCommitThatDeletesListsNothing() {
        Encoded encoded = WIRE.writeCommit(commit(9, new NamespaceEvent.Deleted()));
        assertThat(text(encoded.bytes())).startsWith("{\"version\":9,\"changes\":[],\"deleted\":true,\"client\"");
        assertThat(encoded.parts()).isEmpty();
    }

    @Test
    void aHistorySaysWhatWasThereBefore() {
        Play play = new Play();
        play.submit(
                "ann",
                Submission.HEAD,
                Play.changes(
                        "[{'op':'set','key':'a','value':[0]},{'op':'register','mfe':{'id':'nav'}}]", Strategy.REPLACE));

        Encoded encoded = WIRE.writeCommit(commit(2, EVENT), play.state());

        assertThat(text(encoded.bytes()))
                .contains(
                        "{\"key\":\"a\",\"previousValue\":[0],\"value\":{\"ü\":1}}",
                        "{\"key\":\"c\",\"transient\":true}",
                        "{\"mfe\":\"nav\",\"previousValue\":{\"id\":\"nav\",\"registeredAt\":"
                                + "\"2026-01-01T00:00:00.000Z\"},\"deleted\":true}");
        assertThat(encoded.parts().get(0).valueFrom()).isPositive();
    }

    private static ObjectState<NamespaceState> object(long version, NamespaceState state) {
        return new ObjectState<>(version, state, Clients.none(10), version == 0 ? 0 : 1_767_225_600_123L, 0, "origin");
    }

    private static JsonObject snapshot(long version, NamespaceState state, Interest interest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JsonText.factory(JsonLimits.DEFAULT).createGenerator(out)) {
            WIRE.writeSnapshot(object(version, state), "", interest, generator);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return (JsonObject) JsonText.parse(out.toByteArray(), JsonLimits.DEFAULT);
    }

    @Test
    void aSnapshotHoldsTheStoreTheRegistryAndWhatIsSaidOfTheWhole() {
        Play play = new Play();
        assertThat(snapshot(0, play.state(), Interest.ALL).toString())
                .isEqualTo("{\"store\":{},\"mfes\":{},\"meta\":{\"version\":0,\"lastUpdate\":null,\"updateCount\":0,"
                        + "\"source\":\"\",\"totalMFEs\":0,\"stateSize\":0}}");
        play.submit(
                "ann",
                Submission.HEAD,
                Play.changes(
                        "[{'op':'set','key':'cart:b','value':1},{'op':'set','key':'cart:a','value':2},"
                                + "{'op':'set','key':'x','value':3},{'op':'register','mfe':{'id':'m'}}]",
                        Strategy.REPLACE));

        assertThat(snapshot(1, play.state(), Interest.ALL).toString())
                .isEqualTo(("{'store':{'cart:a':2,'cart:b':1,'x':3},"
                                + "'mfes':{'m':{'id':'m','registeredAt':'2026-01-01T00:00:00.000Z'}},"
                                + "'meta':{'version':1,'lastUpdate':'2026-01-01T00:00:00.123Z','updateCount':4,"
                                + "'source':'cart','totalMFEs':1,'stateSize':"
                                + play.state().size() + "}}")
                        .replace('\'', '"'));
        assertThat(snapshot(1, play.state(), Interest.in(Set.of("x", "none"), List.of(KeyPattern.of("cart:*"))))
                        .get("store"))
                .isEqualTo(Play.json("{'cart:a':2,'cart:b':1,'x':3}"));
        assertThat(snapshot(1, play.state(), Interest.in(Set.of(), List.of(KeyPattern.of("*:b"))))
                        .get("store"))
                .isEqualTo(Play.json("{'cart:b':1}"));
        List<KeyPattern> several = List.of(KeyPattern.of("*:b"), KeyPattern.of("*x"), KeyPattern.of("cart:*a"));
        assertThat(snapshot(1, play.state(), Interest.in(Set.of(), several)).get("store"))
                .isEqualTo(Play.json("{'cart:a':2,'cart:b':1,'x':3}"));
        assertThat(snapshot(1, play.state(), Interest.in(Set.of(), List.of())).get("store"))
                .isEqualTo(JsonObject.EMPTY);
    }

    /** What somebody sees who takes a snapshot, and from then on only what commits are cut to. */
    @Test
    void whoFollowsAPartSeesTheSnapshotCutToItAtEveryVersion() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomChanges changes = new RandomChanges(random);
            Interest interest = random.nextInt(5) == 0
                    ? Interest.ALL
                    : Interest.in(
                            Set.of(changes.key(), "s:1x"),
                            List.of(KeyPattern.of(random.nextBoolean() ? "cart:*" : "*1")));
            Play play = new Play();
            Map<String, JsonValue> view = new TreeMap<>();
            for (int i = 0; i < 30; i++) {
                play.submit(
                        "ann",
                        Submission.HEAD,
                        NamespaceCommand.Change.of(changes.changes(play.state()), Strategy.REPLACE));
                if (play.version() > 0) {
                    long version = play.version();
                    follow(
                            view,
                            WIRE.writeCommit(play.commits().get((int) version - 1))
                                    .cut(interest));
                    assertThat(view)
                            .as("seed %d, version %d", seed, version)
                            .isEqualTo(((JsonObject) snapshot(version, play.state(), interest)
                                            .get("store"))
                                    .members());
                    if (random.nextInt(10) == 0) {
                        long back = random.nextInt((int) version);
                        view.clear();
                        view.putAll(((JsonObject) snapshot(back, play.state(back), interest)
                                        .get("store"))
                                .members());
                        for (long v = back; v < version; v++) {
                            follow(
                                    view,
                                    WIRE.writeCommit(play.commits().get((int) v))
                                            .cut(interest));
                        }
                    }
                }
            }
        }
    }

    private static void follow(Map<String, JsonValue> view, byte[] cut) {
        if (cut.length == 0) {
            return;
        }
        JsonObject commit = (JsonObject) JsonText.parse(cut, JsonLimits.DEFAULT);
        for (JsonValue item : ((JsonArray) commit.get("changes")).items()) {
            JsonObject effect = (JsonObject) item;
            if (effect.get("key") instanceof JsonString key) {
                if (effect.get("value") == null) {
                    view.remove(key.value());
                } else {
                    view.put(key.value(), effect.get("value"));
                }
            }
        }
    }
}
