package io.akkord.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.RandomOperations;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.ot.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms of JSON, as decisions. */
class JsonRoomTest {
    private static final RoomKind KIND = new RoomKind(60);

    private static JsonValue json(String text) {
        return JsonText.parse(text.replace('\'', '"'), JsonLimits.DEFAULT);
    }

    private static Json0Operation op(String text) {
        return Json0Form.read(json(text));
    }

    private static RoomCommand edit(String op) {
        return new RoomCommand.EditJson(RoomType.JSON, op(op));
    }

    private static RoomState room(String document) {
        return new RoomState.Json(json(document), 0, 1);
    }

    private static Commit<RoomEvent> commit(long version, RoomEvent event) {
        return new Commit<>(version, "ann", version, "u", "", 1_000 + version, 0, 0, event);
    }

    private static Decision<RoomEvent> decide(RoomState state, RoomCommand command) {
        return KIND.decide(state, 7, new Submission<>("ann", 1, 7, "u", "", 0, command));
    }

    private static RoomEvent accepted(RoomState state, RoomCommand command) {
        Decision<RoomEvent> decision = decide(state, command);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted<RoomEvent>) decision).event();
    }

    private static JsonValue after(RoomState state, RoomEvent event) {
        return ((RoomState.Json) KIND.evolve(state, commit(8, event))).document();
    }

    private static Refusal.Reason refused(RoomState state, RoomCommand command) {
        Decision<RoomEvent> decision = decide(state, command);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<RoomEvent>) decision).refusal().reason();
    }

    @Test
    void aRoomBeginsAsNullAndItsFirstCommitFixesTheType() {
        RoomCommand first = edit("[{'p':[],'od':null,'oi':{'a':1}}]");
        assertThat(KIND.check(RoomState.NOTHING, first)).isEmpty();
        RoomEvent event = accepted(RoomState.NOTHING, first);
        assertThat(event).isInstanceOf(RoomEvent.JsonCreated.class);
        RoomState room = KIND.evolve(RoomState.NOTHING, commit(1, event));
        assertThat(KIND.type(room)).isEqualTo("json");
        assertThat(room).isEqualTo(new RoomState.Json(json("{'a':1}"), 0, 1_001));
        assertThat(accepted(room, edit("[{'p':['a'],'na':1}]"))).isInstanceOf(RoomEvent.JsonEdited.class);
    }

    @Test
    void theEmptyOperationIsOneOfEveryType() {
        RoomCommand nothing = new RoomCommand.Edit(RoomType.JSON, Operation.EMPTY);
        assertThat(KIND.check(RoomState.NOTHING, nothing)).isEmpty();
        assertThat(accepted(RoomState.NOTHING, nothing)).isEqualTo(new RoomEvent.JsonCreated(Json0Operation.EMPTY));
        RoomCommand joinedAsText = new RoomCommand.Edit(RoomType.TEXT, Operation.EMPTY);
        RoomEvent later = new RoomEvent.JsonEdited(op("[{'p':['a'],'na':1}]"));
        assertThat(KIND.rebase(joinedAsText, commit(2, later))).isEqualTo(new Rebase.Done<>(joinedAsText));
        assertThat(accepted(room("{'a':1}"), joinedAsText)).isEqualTo(new RoomEvent.JsonEdited(Json0Operation.EMPTY));
    }

    @Test
    void anOperationOfTheOtherFormIsRefusedWhereverItMeetsTheRoom() {
        RoomCommand delta = new RoomCommand.Edit(RoomType.TEXT, Operation.insert(0, "x"));
        RoomCommand json0 = edit("[{'p':[],'od':null,'oi':1}]");
        RoomState text = KIND.evolve(
                RoomState.NOTHING, commit(1, new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "ab"))));
        assertThat(KIND.check(room("null"), delta)).isPresent();
        assertThat(KIND.check(text, json0)).isPresent();
        assertThat(refused(room("null"), delta)).isEqualTo(Refusal.Reason.INVALID);
        assertThat(refused(text, json0)).isEqualTo(Refusal.Reason.INVALID);
        assertThat(refused(RoomState.NOTHING, new RoomCommand.EditJson(RoomType.TEXT, op("[]"))))
                .isEqualTo(Refusal.Reason.INVALID);
        assertThat(refused(RoomState.NOTHING, new RoomCommand.Edit(RoomType.JSON, Operation.insert(0, "x"))))
                .isEqualTo(Refusal.Reason.INVALID);
        assertThat(KIND.rebase(delta, commit(1, new RoomEvent.JsonCreated(op("[]")))))
                .isInstanceOf(Rebase.Refused.class);
        assertThat(KIND.rebase(json0, commit(1, new RoomEvent.Created(RoomType.TEXT, Operation.EMPTY))))
                .isInstanceOf(Rebase.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'p':['a'],'od':2,'oi':3}]",
                "[{'p':['a'],'oi':3}]",
                "[{'p':['b',1],'ld':'x'}]",
                "[{'p':['b',2],'li':'x'}]",
                "[{'p':['c'],'na':1}]",
                "[{'p':['b',0],'na':1}]",
                "[{'p':['t'],'t':'text0','o':[{'p':4,'i':'x'}]}]",
                "[{'p':['t'],'t':'text0','o':[{'p':0,'d':'b'}]}]",
                "[{'p':[],'od':{}}]",
                "[{'p':['b',0],'lm':1}]"
            })
    void whatDoesNotFitTheBaseIsRefused(String op) {
        RoomState room = room("{'a':1,'b':['y'],'t':'abc'}");
        assertThat(KIND.check(room, edit(op)))
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.INVALID));
        assertThat(refused(room, edit(op))).isEqualTo(Refusal.Reason.INVALID);
    }

    @Test
    void ofTwoValuesForOnePlaceTheLaterCommitStays() {
        RoomState base = room("{'a':1}");
        RoomEvent first = accepted(base, edit("[{'p':['a'],'od':1,'oi':2}]"));
        RoomCommand mine = edit("[{'p':['a'],'od':1,'oi':3}]");
        assertThat(KIND.check(base, mine)).isEmpty();
        Rebase<RoomCommand> rebased = KIND.rebase(mine, commit(8, first));
        RoomState head = KIND.evolve(base, commit(8, first));
        RoomEvent second = accepted(head, ((Rebase.Done<RoomCommand>) rebased).command());
        assertThat(second).isEqualTo(new RoomEvent.JsonEdited(op("[{'p':['a'],'od':2,'oi':3}]")));
        assertThat(after(head, second)).isEqualTo(json("{'a':3}"));
    }

    @Test
    void whatIsTransformedToNothingIsCommittedAsNothing() {
        RoomState base = room("{'a':['x']}");
        RoomEvent first = accepted(base, edit("[{'p':['a'],'od':['x']}]"));
        RoomCommand rebased =
                ((Rebase.Done<RoomCommand>) KIND.rebase(edit("[{'p':['a',0],'ld':'x'}]"), commit(8, first))).command();
        assertThat(accepted(KIND.evolve(base, commit(8, first)), rebased))
                .isEqualTo(new RoomEvent.JsonEdited(Json0Operation.EMPTY));
    }

    @Test
    void numbersAreAddedAsDoubles() {
        RoomState base = room("{'a':0.1}");
        assertThat(after(base, accepted(base, edit("[{'p':['a'],'na':0.2}]"))).toString())
                .isEqualTo("{\"a\":0.30000000000000004}");
    }

    @Test
    void aDocumentHasALimitAndMayAlwaysShrink() {
        RoomCommand grow = edit("[{'p':['a'],'oi':'" + "x".repeat(60) + "'}]");
        assertThat(refused(room("{}"), grow)).isEqualTo(Refusal.Reason.TOO_LARGE);
        RoomState tooLarge = room("{'a':'" + "x".repeat(70) + "','b':'y'}");
        assertThat(accepted(tooLarge, edit("[{'p':['b'],'od':'y'}]"))).isNotNull();
        assertThat(refused(RoomState.NOTHING, new RoomCommand.ReplaceJson(json("'" + "x".repeat(60) + "'"), -1)))
                .isEqualTo(Refusal.Reason.TOO_LARGE);
        assertThat(KIND.size(room("{'a':1}"))).isEqualTo(json("{'a':1}").weight());
    }

    @Test
    void aReplacementCommitsTheDifference() {
        RoomState base = room("{'a':1,'b':['x','y']}");
        RoomEvent event = accepted(base, new RoomCommand.ReplaceJson(json("{'a':1,'b':['x','z','y']}"), 7));
        assertThat(event).isEqualTo(new RoomEvent.JsonEdited(op("[{'p':['b',1],'li':'z'}]")));
        RoomCommand pending = ((Rebase.Done<RoomCommand>)
                        KIND.rebase(edit("[{'p':['b',1],'ld':'y','li':'Y'}]"), commit(8, event)))
                .command();
        RoomState head = KIND.evolve(base, commit(8, event));
        assertThat(after(head, accepted(head, pending))).isEqualTo(json("{'a':1,'b':['x','z','Y']}"));
    }

    @Test
    void aReplacementKeepsToTheTypeAndTheExpectedVersion() {
        RoomState room = room("1");
        RoomState text =
                KIND.evolve(RoomState.NOTHING, commit(1, new RoomEvent.Created(RoomType.TEXT, Operation.EMPTY)));
        assertThat(refused(room, new RoomCommand.ReplaceJson(json("2"), 6))).isEqualTo(Refusal.Reason.PRECONDITION);
        assertThat(refused(text, new RoomCommand.ReplaceJson(json("2"), -1))).isEqualTo(Refusal.Reason.CONFLICT);
        assertThat(refused(room, new RoomCommand.Replace(Optional.of(RoomType.TEXT), Optional.empty(), -1)))
                .isEqualTo(Refusal.Reason.CONFLICT);
        assertThat(refused(room, new RoomCommand.Replace(Optional.empty(), Optional.of(Operation.insert(0, "x")), -1)))
                .isEqualTo(Refusal.Reason.INVALID);
        assertThat(accepted(room, new RoomCommand.Replace(Optional.empty(), Optional.empty(), -1)))
                .isEqualTo(new RoomEvent.JsonEdited(Json0Operation.EMPTY));
        assertThat(accepted(
                        RoomState.NOTHING, new RoomCommand.Replace(Optional.of(RoomType.JSON), Optional.empty(), 0)))
                .isEqualTo(new RoomEvent.JsonCreated(Json0Operation.EMPTY));
    }

    @Test
    void aDeletedRoomMayComeBackAsAnotherType() {
        RoomEvent deleted = accepted(room("{'a':1}"), new RoomCommand.Delete(-1));
        assertThat(deleted).isEqualTo(new RoomEvent.Deleted(0));
        RoomState gone = KIND.evolve(room("{'a':1}"), commit(8, deleted));
        assertThat(gone).isEqualTo(new RoomState.Absent(8));
        assertThat(accepted(gone, new RoomCommand.Edit(RoomType.TEXT, Operation.insert(0, "x"))))
                .isInstanceOf(RoomEvent.Created.class);
        assertThat(KIND.rebase(edit("[]"), commit(8, deleted)))
                .isInstanceOfSatisfying(
                        Rebase.Refused.class,
                        no -> assertThat(no.refusal().reason()).isEqualTo(Refusal.Reason.BAD_BASE));
    }

    @Test
    void anEventWeighsWhatItHolds() {
        String large = "'" + "x".repeat(100_000) + "'";
        assertThat(KIND.weight(new RoomEvent.JsonEdited(op("[{'p':['a'],'oi':" + large + "}]"))))
                .isBetween(100_000, 1_000_000);
        assertThat(KIND.weight(new RoomEvent.JsonCreated(op("[{'p':[],'od':null,'oi':[" + large + "]}]"))))
                .isGreaterThan(100_000);
        assertThat(KIND.weight(new RoomEvent.JsonEdited(op("[{'p':['a'],'na':1}]"))))
                .isLessThan(500);
        assertThat(KIND.commandWeight(new RoomCommand.ReplaceJson(json(large), -1)))
                .isGreaterThan(100_000);
        assertThat(KIND.commandWeight(edit("[{'p':['a'],'t':'text0','o':[{'p':0,'i':" + large + "}]}]")))
                .isGreaterThan(100_000);
    }

    /** What was valid at the base is committed at the head, whatever came between. */
    @Test
    void whatWasRebasedOverMissedCommitsFits() {
        RoomKind kind = new RoomKind(1_000_000);
        int committed = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            RandomOperations random = new RandomOperations(new Random(seed));
            RoomState base = new RoomState.Json(random.document(), 0, 1);
            RoomCommand mine =
                    new RoomCommand.EditJson(RoomType.JSON, random.operation(((RoomState.Json) base).document(), 4));
            assertThat(kind.check(base, mine)).isEmpty();
            RoomState head = base;
            List<RoomEvent> missed = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RoomEvent event = new RoomEvent.JsonEdited(random.operation(((RoomState.Json) head).document(), 3));
                missed.add(event);
                head = kind.evolve(head, commit(8, event));
            }
            Rebase<RoomCommand> rebased = new Rebase.Done<>(mine);
            for (RoomEvent event : missed) {
                if (rebased instanceof Rebase.Done<RoomCommand> done) {
                    rebased = kind.rebase(done.command(), commit(8, event));
                }
            }
            if (rebased instanceof Rebase.Done<RoomCommand> done
                    && kind.decide(head, 12, new Submission<>("ann", 1, 8, "u", "", 0, done.command()))
                            instanceof Decision.Accepted<RoomEvent> accepted) {
                kind.evolve(head, commit(13, accepted.event()));
                committed++;
            }
        }
        assertThat(committed).isEqualTo(2_000);
    }
}
