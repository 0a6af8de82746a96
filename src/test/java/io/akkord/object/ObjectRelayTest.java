package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.akkord.kind.Clients;
import io.akkord.kind.Encoded;
import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a relay tells what; the object is played by the test. */
class ObjectRelayTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ObjectId ID = ObjectId.of("boards", "relayed");
    private static final PartFollowers.Pace NEVER = new PartFollowers.Pace(Long.MAX_VALUE / 2, Duration.ofDays(1));

    private final TestProbe<ObjectCommand> objects = KIT.createTestProbe();
    private ActorRef<ObjectRelay.Message> relay;
    private ActorRef<RelayEvent> ear;

    @BeforeEach
    void start() {
        start(NEVER);
    }

    private void start(PartFollowers.Pace pace) {
        relay = KIT.spawn(ObjectRelay.create(ID, objects.ref()::tell, pace));
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static Interest keys(String... keys) {
        return Interest.in(Set.of(keys), List.of());
    }

    private static Interest like(String... patterns) {
        return Interest.in(Set.of(), Arrays.stream(patterns).map(KeyPattern::of).toList());
    }

    private void attach(String name, Interest interest, TestProbe<RelayEvent> session) {
        Join join = new Join(name + ".1", name, "ann", Join.NOTHING, "", false, new byte[0], -1);
        relay.tell(new ObjectRelay.Attach(join, interest, session.ref()));
        ear = objects.expectMessageClass(ObjectCommand.Subscribe.class).relay();
    }

    private TestProbe<RelayEvent> join(String name, Interest interest, long version) {
        TestProbe<RelayEvent> session = KIT.createTestProbe();
        attach(name, interest, session);
        joined(name, version);
        session.expectMessageClass(RelayEvent.Joined.class);
        return session;
    }

    private void joined(String name, long version) {
        ObjectState<String> state = new ObjectState<>(version, "", Clients.none(1), 0, 0, "o");
        ear.tell(new RelayEvent.Joined<>(ID, name + ".1", state, 0, Map.of(), Optional.empty(), false));
    }

    private static CommitFrame frame(long version, String client, String... topics) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < topics.length; i++) {
            parts.add(new Part(topics[i], 2 * i, 2 * i + 1, -1));
        }
        byte[] bytes = "x,".repeat(topics.length + 1).getBytes(StandardCharsets.UTF_8);
        return new CommitFrame(version, client, version, 0, 0, false, new Encoded(bytes, parts, false));
    }

    private void commit(CommitFrame... frames) {
        ear.tell(new RelayEvent.Committed(ID, new CommitGroup(ID, List.of(frames))));
    }

    private static RelayEvent.Selected selected(TestProbe<RelayEvent> session) {
        return session.expectMessageClass(RelayEvent.Selected.class);
    }

    private static List<Long> versions(RelayEvent.Selected selected) {
        return selected.commits().stream().map(CommitFrame::version).toList();
    }

    /** Something that everybody is told, and so behind all that they were told before. */
    private void everybodyHears(List<TestProbe<RelayEvent>> sessions) {
        ear.tell(new RelayEvent.Announced(ID, "somebody", "c", "u", new byte[0]));
        sessions.forEach(session -> session.expectMessageClass(RelayEvent.Announced.class));
    }

    @Test
    void aChangeReachesExactlyThoseOfManyWhoAskedForIt() {
        List<TestProbe<RelayEvent>> sessions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sessions.add(join("c" + i, keys("key:" + i), 0));
        }
        commit(frame(1, "author", "key:7"), frame(2, "author", "key:9", "key:7"), frame(3, "author", "other"));
        assertThat(selected(sessions.get(7)))
                .matches(told -> told.after() == 0 && told.version() == 3)
                .satisfies(told -> assertThat(versions(told)).containsExactly(1L, 2L));
        assertThat(versions(selected(sessions.get(9)))).containsExactly(2L);
        everybodyHears(sessions);
    }

    @Test
    void whatIsNoKeyReachesEverybody() {
        List<TestProbe<RelayEvent>> sessions = List.of(join("a", keys("a"), 0), join("b", like("b*"), 0));
        commit(frame(1, "author", "a"), frame(2, "author", "\u0000mfe"));
        assertThat(versions(selected(sessions.get(0)))).containsExactly(1L, 2L);
        assertThat(versions(selected(sessions.get(1)))).containsExactly(2L);
        everybodyHears(sessions);
    }

    @Test
    void whoFollowsEverythingGetsTheGroupItselfAndWhoFollowsAPartWhatConcernsIt() {
        TestProbe<RelayEvent> whole = join("whole", Interest.ALL, 4);
        TestProbe<RelayEvent> part = join("part", like("a:*", "*:z"), 4);
        commit(frame(5, "author", "a:z", "a:y"), frame(6, "author", "b"));
        commit(frame(7, "author", "c:z"));
        assertThat(whole.expectMessageClass(RelayEvent.Committed.class).group().last())
                .isEqualTo(6);
        assertThat(whole.expectMessageClass(RelayEvent.Committed.class).group().last())
                .isEqualTo(7);
        RelayEvent.Selected first = selected(part);
        assertThat(versions(first)).containsExactly(5L);
        assertThat(first.after()).isEqualTo(4);
        assertThat(first.version()).isEqualTo(6);
        RelayEvent.Selected second = selected(part);
        assertThat(versions(second)).containsExactly(7L);
        assertThat(second.after()).isEqualTo(6);
        everybodyHears(List.of(whole, part));
    }

    @Test
    void anAuthorHearsOfItsCommitsAndEverybodyOfADeletion() {
        TestProbe<RelayEvent> ann = join("ann", keys("a"), 0);
        TestProbe<RelayEvent> bob = join("bob", keys("b"), 0);
        commit(frame(1, "ann", "c"));
        assertThat(versions(selected(ann))).containsExactly(1L);
        commit(new CommitFrame(2, "eve", 1, 0, 0, true, Encoded.whole(new byte[0])));
        assertThat(selected(ann)).matches(told -> told.after() == 1 && told.version() == 2);
        assertThat(selected(bob)).matches(told -> told.after() == 0 && told.version() == 2);
    }

    @Test
    void nobodyIsToldAnythingBeforeJoinedOrAfterItHasLeft() {
        TestProbe<RelayEvent> early = KIT.createTestProbe();
        attach("early", keys("a"), early);
        TestProbe<RelayEvent> left = join("left", keys("a"), 0);
        TestProbe<RelayEvent> superseded = join("superseded", keys("a"), 0);
        relay.tell(new ObjectRelay.Detach("left.1"));
        objects.expectMessageClass(ObjectCommand.Unsubscribe.class);
        ear.tell(new RelayEvent.Superseded(ID, "superseded.1"));
        superseded.expectMessageClass(RelayEvent.Superseded.class);
        commit(frame(1, "author", "a"));
        joined("early", 1);
        early.expectMessageClass(RelayEvent.Joined.class);
        commit(frame(2, "author", "a"));
        assertThat(selected(early)).matches(told -> told.after() == 1);
        left.expectNoMessage(Duration.ofMillis(50));
        superseded.expectNoMessage(Duration.ofMillis(1));
    }

    @Test
    void whoJoinsAgainUnderTheSameNameIsToldFromThereOn() {
        TestProbe<RelayEvent> session = join("c", keys("a"), 0);
        commit(frame(1, "author", "b"), frame(2, "author", "b"));
        attach("c", keys("a"), session);
        joined("c", 2);
        session.expectMessageClass(RelayEvent.Joined.class);
        commit(frame(3, "author", "a"));
        assertThat(selected(session)).matches(told -> told.after() == 2 && told.version() == 3);
    }

    @Test
    void aMissingVersionIsSeenByTheRelayForThoseWhoCannotSeeIt() {
        TestProbe<RelayEvent> whole = join("whole", Interest.ALL, 0);
        TestProbe<RelayEvent> part = join("part", keys("a"), 0);
        commit(frame(1, "author", "b"));
        commit(frame(3, "author", "b"));
        part.expectMessageClass(RelayEvent.Lost.class);
        whole.expectMessageClass(RelayEvent.Committed.class);
        whole.expectMessageClass(RelayEvent.Committed.class);
        commit(frame(4, "author", "a"));
        whole.expectMessageClass(RelayEvent.Committed.class);
        part.expectNoMessage(Duration.ofMillis(50));
        joined("part", 4);
        part.expectMessageClass(RelayEvent.Joined.class);
        commit(frame(5, "author", "a"));
        assertThat(selected(part).after()).isEqualTo(4);
    }

    @Test
    void theStreamEndsForAllWhenTheObjectIsLost() {
        TestProbe<RelayEvent> whole = join("whole", Interest.ALL, 0);
        TestProbe<RelayEvent> part = join("part", keys("a"), 0);
        ear.tell(new RelayEvent.Lost(ID));
        whole.expectMessageClass(RelayEvent.Lost.class);
        part.expectMessageClass(RelayEvent.Lost.class);
        commit(frame(1, "author", "a"));
        joined("part", 1);
        part.expectMessageClass(RelayEvent.Joined.class);
    }

    @Test
    void whoWasToldNothingForManyVersionsIsToldHowFarTheObjectHasCome() {
        start(new PartFollowers.Pace(3, Duration.ZERO));
        TestProbe<RelayEvent> quiet = join("quiet", keys("a"), 0);
        TestProbe<RelayEvent> busy = join("busy", keys("b"), 0);
        commit(frame(1, "author", "b"), frame(2, "author", "b"));
        assertThat(selected(busy).version()).isEqualTo(2);
        commit(frame(3, "author", "c"), frame(4, "author", "c"));
        assertThat(selected(quiet))
                .matches(told -> told.after() == 0 && told.version() == 4)
                .matches(told -> told.commits().isEmpty());
        everybodyHears(List.of(quiet, busy));
        commit(frame(5, "author", "a"));
        assertThat(selected(quiet)).matches(told -> told.after() == 4 && told.version() == 5);
        assertThat(selected(busy))
                .matches(told -> told.after() == 2 && told.commits().isEmpty());
    }

    @Test
    void andThatAlsoWhenNothingHappensAnyMore() {
        start(new PartFollowers.Pace(2, Duration.ofMillis(100)));
        TestProbe<RelayEvent> quiet = join("quiet", keys("a"), 0);
        commit(frame(1, "author", "b"), frame(2, "author", "b"));
        RelayEvent.Selected told = quiet.expectMessageClass(RelayEvent.Selected.class, Duration.ofSeconds(30));
        assertThat(told.version()).isEqualTo(2);
    }

    @Test
    void manyVersionsWithinAShortTimeAreNotTold() {
        start(new PartFollowers.Pace(2, Duration.ofDays(1)));
        TestProbe<RelayEvent> quiet = join("quiet", keys("a"), 0);
        commit(frame(1, "author", "b"), frame(2, "author", "b"), frame(3, "author", "b"));
        everybodyHears(List.of(quiet));
    }
}
