package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.typesafe.config.ConfigFactory;
import io.akkord.journal.CorruptBytesException;
import io.akkord.kind.ClientEntry;
import io.akkord.kind.Clients;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Part;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.tally.TallyKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nodes of different releases understand each other: every message has bytes that never change. */
class RemoteSerializerTest {
    private static final ObjectId ID = ObjectId.of(TallyKind.NAME, "golden");
    private static final Refusal REFUSAL = new Refusal(Refusal.Reason.CONFLICT, "Not so.", 500, "[{\"key\":\"é\"}]");
    private static final Refusal PLAIN = new Refusal(Refusal.Reason.CONFLICT, "Not so.", 500);

    private static final CommitFrame FRAME =
            new CommitFrame(41, "cursor-1", 3, 1_700_000_000_000L, 77, false, Encoded.whole(utf8("{}")));
    private static final CommitFrame LAST =
            new CommitFrame(42, "_alarm", 42, 1_700_000_000_001L, 0, true, Encoded.whole(utf8("{}")));

    private static ActorTestKit kit;
    private static SerializerWithStringManifest serializer;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(
                "golden", ConfigFactory.parseResources("akkord-akka.conf").withFallback(ConfigFactory.load()));
        RemoteKinds.get(kit.system()).know(List.of(Runtime.TALLIES));
        serializer = new RemoteSerializer((akka.actor.ExtendedActorSystem) Adapter.toClassic(kit.system()));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static <T> ActorRef<T> elsewhere(String name) {
        return ActorRefResolver.get(kit.system()).resolveActorRef("akka://akkord@10.0.0.7:25520/user/" + name + "#17");
    }

    private static byte[] utf8(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    private static final Submission<TallyKind.Command> ADD =
            new Submission<>("cursor-1", 300, Submission.HEAD, "ann", "cart", -2, new TallyKind.Command.Add(7, 2));
    private static final Submission<TallyKind.Command> RING =
            new Submission<>("_http", 0, 12, "", "", 5, new TallyKind.Command.RingAt(1_700_000_000_000L));
    private static final Submission<TallyKind.Command> DELETION = new Submission<>(
            "_http", Submission.UNNUMBERED, Submission.HEAD, "ann", "", 0, new TallyKind.Command.Add(-7, 0));

    /** By the name of the golden file. */
    private static Map<String, Object> samples() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("submit.2", new ObjectCommand.Submit<>(ID, ADD, "s-1", "s-1", elsewhere("session")));
        samples.put(
                "submit.2-alone",
                new ObjectCommand.Submit<>(ID, RING, "", Trace.of("é", "00-01-02-01"), elsewhere("request")));
        Join fresh = new Join("s-1", "cursor-1", "ann", Join.NOTHING, "", false, new byte[0], -1);
        Join back = new Join("s-2", "cursor-1", "bé", 41, "origin", true, utf8("{\"at\":3}"), 41);
        samples.put("subscribe", new ObjectCommand.Subscribe(ID, fresh, elsewhere("relay")));
        samples.put("subscribe-again", new ObjectCommand.Subscribe(ID, back, elsewhere("relay")));
        samples.put("unsubscribe", new ObjectCommand.Unsubscribe(ID, "s-1", elsewhere("relay")));
        samples.put("read", new ObjectCommand.Read(ID, elsewhere("request")));
        samples.put("present", new ObjectCommand.Present(ID, "s-1", utf8("{\"at\":3}"), 41));
        samples.put("announce", new ObjectCommand.Announce(ID, "s-1", utf8("[1]")));
        samples.put("purge.2", new ObjectCommand.Purge<>(ID, DELETION, "req-7", elsewhere("request")));
        samples.put("wake", new ObjectCommand.Wake(ID));
        samples.put("stop", new EntityInternal.Stop());
        samples.put("hosted", new RelayEvent.Hosted(ID, elsewhere("entity")));
        ObjectState<TallyKind.Tally> state = new ObjectState<>(
                42,
                new TallyKind.Tally(-5, 9, 1),
                Clients.none(Clients.DEFAULT_LIMIT),
                1_700_000_000_000L,
                -77,
                "origin");
        Map<String, byte[]> presence = new LinkedHashMap<>(Map.of("other", utf8("{\"at\":1}")));
        List<Commit<TallyKind.Event>> commits = List.of(
                new Commit<>(41, "cursor-1", 3, "ann", "cart", 10, -2, 99, new TallyKind.Event.Added(7, 0)),
                new Commit<>(42, "_alarm", 42, "", "", 11, 0, -77, new TallyKind.Event.Rang(9)));
        samples.put("joined", new RelayEvent.Joined<>(ID, "s-1", state, 3, presence, Optional.of(commits), false));
        samples.put("joined-reset", new RelayEvent.Joined<>(ID, "s-1", state, 0, Map.of(), Optional.empty(), true));
        samples.put("join-refused.2", new RelayEvent.JoinRefused(ID, "s-1", REFUSAL));
        Encoded parts = new Encoded(
                utf8("{\"changes\":[{\"key\":\"é\",\"value\":1},{\"key\":\"b\",\"deleted\":true}]}"),
                List.of(new Part("é", 12, 34, 32), new Part("b", 35, 61, -1)),
                true);
        CommitFrame cut = new CommitFrame(43, "cursor-1", 4, 1_700_000_000_002L, -1, false, parts);
        samples.put("committed.2", new RelayEvent.Committed(ID, new CommitGroup(ID, List.of(FRAME, LAST, cut))));
        samples.put("selected", new RelayEvent.Selected(ID, 40, 45, List.of(cut)));
        samples.put("selected-nothing", new RelayEvent.Selected(ID, 45, 1_045, List.of()));
        samples.put("presence", new RelayEvent.PresenceChanged(ID, "s-1", "cursor-1", "ann", new byte[0], -1));
        samples.put("announced", new RelayEvent.Announced(ID, "s-1", "cursor-1", "ann", utf8("[1]")));
        samples.put("superseded", new RelayEvent.Superseded(ID, "s-1"));
        samples.put("lost", new RelayEvent.Lost(ID));
        samples.put("done", new Outcome.Committed(ID, 3, 41, 1_700_000_000_000L, true, false));
        samples.put("refused.2", new Outcome.Refused(ID, 3, REFUSAL, 41));
        samples.put("current", new ReadAnswer.Current<>(ID, state));
        samples.put("failed.2", new ReadAnswer.Failed(ID, REFUSAL));
        return samples;
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = RemoteSerializerTest.class.getResourceAsStream("/golden/object/" + name + ".hex")) {
            return in == null
                    ? "no golden file " + name + ".hex"
                    : new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }

    @TestFactory
    List<DynamicTest> everyMessageHasTheBytesOfItsGoldenFileInBothDirections() {
        List<DynamicTest> tests = new ArrayList<>();
        samples()
                .forEach((name, message) -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    String bytes = HexFormat.of().formatHex(serializer.toBinary(message));
                    assertThat(serializer.manifest(message) + "=" + bytes)
                            .isEqualTo(serializer.manifest(message) + "=" + golden(name));
                    assertThat(name).startsWith(serializer.manifest(message));
                    Object read =
                            serializer.fromBinary(HexFormat.of().parseHex(golden(name)), serializer.manifest(message));
                    assertThat(read)
                            .usingRecursiveComparison()
                            .withEqualsForType((a, b) -> a.path().equals(b.path()), ActorRef.class)
                            .ignoringFields("group.shared")
                            .isEqualTo(message);
                })));
        return tests;
    }

    @Test
    void whatANodeOfAnEarlierReleaseSaysIsUnderstood() throws IOException {
        Map<String, Object> earlier = Map.of(
                "submit", new ObjectCommand.Submit<>(ID, ADD, "s-1", elsewhere("session")),
                "submit-alone", new ObjectCommand.Submit<>(ID, RING, "", elsewhere("request")),
                "purge", new ObjectCommand.Purge<>(ID, DELETION, elsewhere("request")),
                "join-refused", new RelayEvent.JoinRefused(ID, "s-1", PLAIN),
                "committed", new RelayEvent.Committed(ID, new CommitGroup(ID, List.of(FRAME, LAST))),
                "refused", new Outcome.Refused(ID, 3, PLAIN),
                "failed", new ReadAnswer.Failed(ID, PLAIN));
        for (Map.Entry<String, Object> old : earlier.entrySet()) {
            byte[] bytes = HexFormat.of().parseHex(golden(old.getKey()));
            assertThat(serializer.fromBinary(bytes, old.getKey().replaceFirst("-alone$", "")))
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> a.path().equals(b.path()), ActorRef.class)
                    .ignoringFields("group.shared")
                    .isEqualTo(old.getValue());
        }
    }

    @Test
    void noMessageOfTheProtocolsIsForgotten() {
        List<Class<?>> remote = new ArrayList<>(List.of(EntityInternal.Stop.class));
        for (Class<?> protocol : List.of(ObjectCommand.class, RelayEvent.class, Outcome.class, ReadAnswer.class)) {
            remote.addAll(Arrays.asList(protocol.getPermittedSubclasses()));
        }
        assertThat(samples().values().stream().map(Object::getClass)).containsAll(remote);
    }

    @Test
    void whatStaysInsideAnEntityIsMarkedAndWhatLeavesItIsNot() {
        List<Class<?>> inside = new ArrayList<>(Arrays.asList(EntityInternal.class.getPermittedSubclasses()));
        inside.remove(EntityInternal.Stop.class);
        assertThat(inside).isNotEmpty().allMatch(akka.actor.NoSerializationVerificationNeeded.class::isAssignableFrom);
        assertThat(samples().values()).noneMatch(akka.actor.NoSerializationVerificationNeeded.class::isInstance);
    }

    @Test
    void akkaFindsTheSerializerForEveryMessage() {
        Serialization serialization = SerializationExtension.get(kit.system());
        assertThat(samples().values())
                .allSatisfy(message ->
                        assertThat(serialization.findSerializerFor(message)).isInstanceOf(RemoteSerializer.class));
    }

    @Test
    void aStateCrossesNodesWithoutTheDeduplicationTable() throws NotSerializableException {
        Clients clients = Clients.of(Map.of("c", new ClientEntry("ann", 1, 1, 1, 1)), 10, true);
        var state = new ObjectState<>(1, new TallyKind.Tally(1, 0, 0), clients, 1, 1, "origin");
        Object read = serializer.fromBinary(serializer.toBinary(new ReadAnswer.Current<>(ID, state)), "current");
        assertThat(((ReadAnswer.Current<?>) read).state().clients().entries()).isEmpty();
        assertThat(((ReadAnswer.Current<?>) read).state().value()).isEqualTo(state.value());
    }

    @Test
    void strangersAreRefusedByName() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "nonsense"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> serializer.manifest("a string")).hasMessageContaining("java.lang.String");
        byte[] wake = serializer.toBinary(new ObjectCommand.Wake(ID));
        assertThatThrownBy(() -> serializer.fromBinary(Arrays.copyOf(wake, wake.length + 1), "wake"))
                .isInstanceOf(CorruptBytesException.class);
        assertThatThrownBy(() -> serializer.fromBinary(Arrays.copyOf(wake, wake.length - 1), "wake"))
                .isInstanceOf(CorruptBytesException.class);
        ObjectId unknown = ObjectId.of("gadgets", "x");
        Submission<String> submission = new Submission<>("c", 1, 0, "ann", "", 1, "spin");
        assertThatThrownBy(() ->
                        serializer.toBinary(new ObjectCommand.Submit<>(unknown, submission, "", elsewhere("request"))))
                .hasMessageContaining("gadgets");
    }
}
