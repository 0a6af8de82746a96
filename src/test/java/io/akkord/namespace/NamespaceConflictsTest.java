package io.akkord.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonArray;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to submissions whose keys others changed after their base. */
class NamespaceConflictsTest {
    private final Play play = new Play();

    @BeforeEach
    void prepare() {
        commits("[{'op':'set','key':'list','value':[1,2,3]},{'op':'set','key':'item/7','value':{'n':1}},"
                + "{'op':'set','key':'other','value':0}]");
    }

    private void commits(String changes) {
        assertThat(play.submit("bob", changes)).isEmpty();
    }

    private void commits(long base, Strategy strategy, String changes) {
        assertThat(play.submit("ann", base, strategy, changes)).isEmpty();
    }

    private void conflicts(long base, Strategy strategy, String changes, String conflicts) {
        long before = play.version();
        Refusal refusal = play.submit("ann", base, strategy, changes).orElseThrow();
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CONFLICT);
        assertThat(Play.json(refusal.detail())).isEqualTo(Play.json(conflicts));
        assertThat(play.version()).isEqualTo(before);
    }

    @Test
    void withReplaceTheLaterCommitWins() {
        commits("[{'op':'set','key':'item/7','value':{'n':2}}]");
        commits(1, Strategy.REPLACE, "[{'op':'set','key':'item/7','value':{'n':3}}]");
        assertThat(play.state().value("item/7")).contains(Play.json("{'n':3}"));
    }

    @Test
    void withRejectNothingIsOverwritten() {
        commits("[{'op':'set','key':'item/7','value':{'n':2}},{'op':'delete','key':'list'}]");
        conflicts(
                1,
                Strategy.REJECT,
                "[{'op':'merge','key':'item/7','value':{'m':1}},{'op':'delete','key':'list'},{'op':'set','key':'new','value':1}]",
                "[{'key':'item/7','local':{'n':2,'m':1},'remote':{'n':2},'entityType':'item','id':'7'},"
                        + "{'key':'list','local':null,'remote':null}]");
    }

    @Test
    void writersOfDifferentKeysNeverConflict() {
        commits("[{'op':'set','key':'other','value':1}]");
        commits(1, Strategy.REJECT, "[{'op':'set','key':'list','value':[]},{'op':'set','key':'new','value':1}]");
        assertThat(play.store()).isEqualTo("{item/7={\"n\":1}, list=[], new=1, other=1}");
    }

    @Test
    void aKeyThatWasDeletedMeanwhileConflictsTooAndOneCreated() {
        commits("[{'op':'delete','key':'other'},{'op':'set','key':'new','value':true}]");
        conflicts(
                1,
                Strategy.REJECT,
                "[{'op':'set','key':'other','value':1},{'op':'set','key':'new','value':false}]",
                "[{'key':'new','local':false,'remote':true},{'key':'other','local':1,'remote':null}]");
    }

    @Test
    void whatChangesAllKeysConflictsOverThoseItWouldChange() {
        commits(
                "[{'op':'set','key':'other','value':1},{'op':'set','key':'new','value':2},{'op':'delete','key':'list'}]");
        conflicts(
                1,
                Strategy.REJECT,
                "[{'op':'clear'}]",
                "[{'key':'new','local':null,'remote':2},{'key':'other','local':null,'remote':1}]");
        conflicts(
                1,
                Strategy.REJECT,
                "[{'op':'restore','snapshot':{'other':1,'item/7':2}}]",
                "[{'key':'new','local':null,'remote':2}]");
        conflicts(
                1,
                Strategy.REJECT,
                "[{'op':'restore','snapshot':{'other':0,'list':1},'mode':'merge'}]",
                "[{'key':'list','local':1,'remote':null},{'key':'other','local':0,'remote':1}]");
        commits(1, Strategy.REJECT, "[{'op':'restore','snapshot':{'other':1,'item/7':3},'mode':'merge'}]");
    }

    @Test
    void unregisteringConflictsOverTheKeysOfTheMfe() {
        commits("[{'op':'set','key':'cart:a','value':1},{'op':'set','key':'carts','value':1}]");
        conflicts(
                1, Strategy.REJECT, "[{'op':'unregister','mfe':'cart'}]", "[{'key':'cart:a','local':null,'remote':1}]");
        commits(2, Strategy.REJECT, "[{'op':'unregister','mfe':'cart'}]");
    }

    @Test
    void withMergeIndicesAreShiftedOverWhatOthersPutInAndTookOut() {
        commits("[{'op':'patch','key':'list','patch':[{'op':'add','path':'/0','value':0}]}]");
        commits("[{'op':'patch','key':'list','patch':[{'op':'remove','path':'/1'}]}]");

        commits(
                1,
                Strategy.MERGE,
                "[{'op':'patch','key':'list','patch':[{'op':'replace','path':'/2','value':33}]},"
                        + "{'op':'merge','key':'item/7','value':{'m':1}}]");

        assertThat(play.store()).isEqualTo("{item/7={\"n\":1,\"m\":1}, list=[0,2,33], other=0}");
    }

    @Test
    void withMergeIndicesAreNotShiftedOverWhatOthersDidToAValueThatWasReplaced() {
        String patch = "[{'op':'patch','key':'list','patch':[{'op':'add','path':'/0','value':0}]}]";
        commits(patch);
        commits("[{'op':'set','key':'list','value':[5,6,7]}]");

        commits(1, Strategy.MERGE, "[{'op':'patch','key':'list','patch':[{'op':'replace','path':'/2','value':9}]}]");
        assertThat(play.state().value("list")).contains(Play.json("[5,6,9]"));

        commits("[{'op':'delete','key':'list'}]");
        commits("[{'op':'restore','snapshot':{'list':[1,2,3]},'mode':'merge'}]");
        commits(patch);
        commits(1, Strategy.MERGE, "[{'op':'patch','key':'list','patch':[{'op':'replace','path':'/2','value':9}]}]");
        assertThat(play.state().value("list"))
                .as("only over what was done to the new value")
                .contains(Play.json("[0,1,2,9]"));
    }

    @Test
    void manyConflictsAreToldInOneGo() {
        StringBuilder changes = new StringBuilder("[{'op':'set','key':'k0','value':0}");
        for (int i = 1; i < 10_000; i++) {
            changes.append(",{'op':'set','key':'k")
                    .append(i)
                    .append("','value':")
                    .append(i)
                    .append('}');
        }
        changes.append(']');
        commits(changes.toString());

        Refusal refusal =
                play.submit("ann", 1, Strategy.REJECT, changes.toString()).orElseThrow();

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CONFLICT);
        assertThat(((JsonArray) Play.json(refusal.detail())).size()).isEqualTo(10_000);
    }

    @Test
    void severalPatchesOfOneKeyAreRebasedAsOne() {
        commits("[{'op':'patch','key':'list','patch':[{'op':'add','path':'/0','value':0}]}]");

        commits(
                1,
                Strategy.MERGE,
                "[{'op':'patch','key':'list','patch':[{'op':'remove','path':'/1'}]},"
                        + "{'op':'patch','key':'list','patch':[{'op':'add','path':'/1','value':9}]}]");

        assertThat(play.state().value("list")).contains(Play.json("[0,1,9,3]"));
    }

    @Test
    void aPatchOfItsOwnValueIsNotShifted() {
        commits("[{'op':'patch','key':'list','patch':[{'op':'add','path':'/0','value':0}]}]");

        commits(
                1,
                Strategy.MERGE,
                "[{'op':'set','key':'list','value':[7]},"
                        + "{'op':'patch','key':'list','patch':[{'op':'remove','path':'/0'}]}]");

        assertThat(play.state().value("list")).contains(Play.json("[]"));
    }

    @Test
    void withMergeAPatchStandsAloneWithThePointersItIsAppliedWith() {
        Play play = new Play();
        play.submit("bob", "[{'op':'set','key':'l','value':[1,2,3]}]");
        play.submit("bob", "[{'op':'patch','key':'l','patch':[{'op':'remove','path':'/0'}]}]");
        NamespaceCommand command = Play.changes(
                "[{'op':'patch','key':'l','patch':[{'op':'replace','path':'/2','value':4},{'op':'add','path':'/1','value':5}]},"
                        + "{'op':'patch','key':'l','patch':[{'op':'remove','path':'/3'}]},{'op':'set','key':'x','value':1}]",
                Strategy.MERGE);
        NamespaceCommand rebased = ((Rebase.Done<NamespaceCommand>)
                        play.kind().rebase(command, play.commits().get(1)))
                .command();
        Rebase<NamespaceCommand> alone =
                play.kind().alone(play.state(), new Submission<>("ann", 1, 1, "anna", "", 0, rebased));
        assertThat(alone)
                .isEqualTo(new Rebase.Done<>(Play.changes(
                        "[{'op':'patch','key':'l','patch':[{'op':'replace','path':'/1','value':4},{'op':'add','path':'/0','value':5}]},"
                                + "{'op':'patch','key':'l','patch':[{'op':'remove','path':'/2'}]},{'op':'set','key':'x','value':1}]",
                        Strategy.MERGE)));
    }

    @Test
    void withMergeWhatDoesNotApplyAnyMoreConflicts() {
        commits(
                "[{'op':'patch','key':'list','patch':[{'op':'remove','path':'/1'}]},{'op':'set','key':'item/7','value':2}]");

        conflicts(
                1,
                Strategy.MERGE,
                "[{'op':'patch','key':'list','patch':[{'op':'replace','path':'/1','value':9}]},"
                        + "{'op':'patch','key':'item/7','patch':[{'op':'test','path':'/n','value':1}]},"
                        + "{'op':'set','key':'other','value':9}]",
                "[{'key':'item/7','local':null,'remote':2,'entityType':'item','id':'7'},"
                        + "{'key':'list','local':null,'remote':[1,3]}]");
        assertThat(play.submit(
                        "ann",
                        1,
                        Strategy.MERGE,
                        "[{'op':'patch','key':'other','patch':[{'op':'remove','path':'/a'}]}]"))
                .as("nobody changed it meanwhile")
                .get()
                .extracting(Refusal::reason)
                .isEqualTo(Refusal.Reason.INVALID);
    }

    @Test
    void aResolutionIsRefusedAgainWhereOthersWentOn() {
        commits("[{'op':'set','key':'other','value':1}]");
        conflicts(
                1, Strategy.REJECT, "[{'op':'set','key':'other','value':2}]", "[{'key':'other','local':2,'remote':1}]");
        commits("[{'op':'set','key':'other','value':3}]");
        conflicts(
                2, Strategy.REJECT, "[{'op':'set','key':'other','value':2}]", "[{'key':'other','local':2,'remote':3}]");
        commits(3, Strategy.REJECT, "[{'op':'set','key':'other','value':2}]");
    }

    @Test
    void withoutABaseThereIsNoConflictAndRejectIsRefused() {
        commits("[{'op':'patch','key':'list','patch':[{'op':'add','path':'/0','value':0}]}]");
        commits(Submission.HEAD, Strategy.MERGE, "[{'op':'patch','key':'list','patch':[{'op':'remove','path':'/0'}]}]");
        assertThat(play.state().value("list")).contains(Play.json("[1,2,3]"));
        assertThat(play.submit("ann", Submission.HEAD, Strategy.REJECT, "[]"))
                .get()
                .extracting(Refusal::reason)
                .isEqualTo(Refusal.Reason.INVALID);
    }

    @Test
    void aPatchThatMissedMoreThanCanBeFollowedConflicts() {
        StringBuilder patch = new StringBuilder("[{'op':'patch','key':'list','patch':[");
        for (int i = 0; i < 1_000; i++) {
            patch.append(i == 0 ? "" : ",").append("{'op':'add','path':'/0','value':0}");
        }
        for (int i = 0; i < 11; i++) {
            commits(patch + "]}]");
        }
        Refusal refusal = play.submit(
                        "ann", 1, Strategy.MERGE, "[{'op':'patch','key':'list','patch':[{'op':'remove','path':'/0'}]}]")
                .orElseThrow();
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CONFLICT);
    }

    @Test
    void writesHoldTheirCondition() {
        commits("[{'op':'set','key':'other','value':1}]");
        writes("[{'op':'set','key':'other','value':2}]", Condition.onKey("other", 1), Refusal.Reason.PRECONDITION);
        writes("[{'op':'set','key':'other','value':2}]", Condition.onKey("other", 0), Refusal.Reason.PRECONDITION);
        writes("[{'op':'set','key':'none','value':2}]", Condition.onKey("none", 2), Refusal.Reason.PRECONDITION);
        writes(
                "[{'op':'set','key':'none','value':2}]",
                Condition.onKey("none", Condition.PRESENT),
                Refusal.Reason.PRECONDITION);
        writes("[{'op':'delete','key':'none'}]", Condition.onKey("none", Condition.FOUND), Refusal.Reason.NOT_FOUND);
        writes("[{'op':'clear'}]", Condition.onNamespace(1), Refusal.Reason.PRECONDITION);
        writes("[{'op':'clear'}]", Condition.onNamespace(Condition.ABSENT), Refusal.Reason.PRECONDITION);
        writes("[{'op':'unregister','mfe':'m'}]", Condition.onMfe("m", Condition.FOUND), Refusal.Reason.NOT_FOUND);
        assertThat(play.submit("ann", Submission.HEAD, new NamespaceCommand.Delete(1)))
                .get()
                .extracting(Refusal::reason)
                .isEqualTo(Refusal.Reason.PRECONDITION);

        writes("[{'op':'set','key':'other','value':2}]", Condition.onKey("other", 2));
        writes("[{'op':'set','key':'new','value':2}]", Condition.onKey("new", Condition.ABSENT));
        writes("[{'op':'set','key':'new','value':2}]", Condition.onKey("new", Condition.PRESENT));
        writes("[{'op':'register','mfe':{'id':'m'}}]", Condition.onMfe("m", Condition.ABSENT));
        writes("[{'op':'unregister','mfe':'m'}]", Condition.onMfe("m", 6));
        writes("[{'op':'restore','snapshot':{}}]", Condition.onNamespace(7));
        assertThat(play.store()).isEqualTo("{}");
        assertThat(play.submit("ann", Submission.HEAD, new NamespaceCommand.Delete(8)))
                .isEmpty();
    }

    private void writes(String changes, Condition condition) {
        assertThat(play.submit("_http", Submission.HEAD, write(changes, condition)))
                .isEmpty();
    }

    private void writes(String changes, Condition condition, Refusal.Reason reason) {
        assertThat(play.submit("_http", Submission.HEAD, write(changes, condition)))
                .get()
                .extracting(Refusal::reason)
                .isEqualTo(reason);
    }

    private static NamespaceCommand write(String changes, Condition condition) {
        NamespaceCommand.Change change = (NamespaceCommand.Change) Play.changes(changes, Strategy.REPLACE);
        return NamespaceCommand.Write.of(change.changes(), condition);
    }
}
