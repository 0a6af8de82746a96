package io.akkord.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.KeyPattern;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single changes come to. */
class NamespaceChangesTest {
    private final Play play = new Play();

    private void commits(String changes) {
        assertThat(play.submit("ann", changes)).isEmpty();
    }

    private Refusal refused(String changes) {
        long before = play.version();
        Optional<Refusal> refusal = play.submit("ann", changes);
        assertThat(refusal).isPresent();
        assertThat(play.version()).isEqualTo(before);
        return refusal.get();
    }

    @Test
    void setStoresAnyJson() {
        commits("[{'op':'set','key':'a','value':1.50},{'op':'set','key':'n','value':null},"
                + "{'op':'set','key':'__proto__','value':{'constructor':[true]}}]");

        assertThat(play.store()).isEqualTo("{__proto__={\"constructor\":[true]}, a=1.50, n=null}");
        assertThat(play.last())
                .isEqualTo(new NamespaceEvent.Created(
                        1,
                        List.of(
                                Effect.Put.of("__proto__", Play.json("{'constructor':[true]}")),
                                Effect.Put.of("a", Play.json("1.50")),
                                Effect.Put.of("n", Play.json("null"))),
                        false));
    }

    @Test
    void aSetToTheSameValueIsAChange() {
        commits("[{'op':'set','key':'a','value':1}]");
        commits("[{'op':'set','key':'a','value':1}]");

        assertThat(play.last())
                .isEqualTo(new NamespaceEvent.Changed(List.of(Effect.Put.of("a", Play.json("1"))), false));
        assertThat(play.state().keys().get("a").version()).isEqualTo(2);
    }

    @Test
    void deleteRemovesAndOfWhatIsNotThereHasNoEffect() {
        commits("[{'op':'set','key':'a','value':1},{'op':'set','key':'b','value':2}]");
        commits("[{'op':'delete','key':'a'},{'op':'delete','key':'c'}]");

        assertThat(play.store()).isEqualTo("{b=2}");
        assertThat(play.last()).isEqualTo(new NamespaceEvent.Changed(List.of(new Effect.Removed("a")), false));
    }

    @Test
    void nothingIsLegalToSubmitAndGetsAVersion() {
        commits("[]");

        assertThat(play.state().exists()).isTrue();
        assertThat(play.version()).isEqualTo(1);
    }

    @Test
    void clearRemovesAllKeysAndLeavesTheRegistry() {
        commits("[{'op':'set','key':'b','value':1},{'op':'set','key':'a','value':2},"
                + "{'op':'register','mfe':{'id':'cart'}}]");
        commits("[{'op':'clear'},{'op':'set','key':'c','value':3}]");

        assertThat(play.store()).isEqualTo("{c=3}");
        assertThat(play.state().mfes().get("cart")).isNotNull();
        assertThat(play.last())
                .isEqualTo(new NamespaceEvent.Changed(
                        List.of(new Effect.Removed("a"), new Effect.Removed("b"), Effect.Put.of("c", Play.json("3"))),
                        true));
    }

    @Test
    void severalChangesOfOneKeyAreOneEffect() {
        commits("[{'op':'set','key':'a','value':{'x':[1]}},{'op':'merge','key':'a','value':{'y':2}},"
                + "{'op':'patch','key':'a','patch':[{'op':'add','path':'/x/-','value':3}]},"
                + "{'op':'set','key':'b','value':1},{'op':'delete','key':'b'}]");

        assertThat(play.store()).isEqualTo("{a={\"x\":[1,3],\"y\":2}}");
        assertThat(play.last().effects()).hasSize(1);
    }

    @Test
    void mergeMakesAnObjectWhereThereIsNone() {
        commits("[{'op':'merge','key':'a','value':{'x':1,'y':null}}]");
        commits("[{'op':'merge','key':'a','value':{'x':null,'z':{'w':2}}}]");

        assertThat(play.store()).isEqualTo("{a={\"z\":{\"w\":2}}}");
        assertThat(play.last().differs()).isTrue();
    }

    @Test
    void aPatchThatDoesNotApplyIsRefusedWithAllElseOfItsSubmission() {
        commits("[{'op':'set','key':'a','value':[1]}]");

        Refusal refusal = refused("[{'op':'set','key':'b','value':1},"
                + "{'op':'patch','key':'a','patch':[{'op':'test','path':'/0','value':2}]}]");

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.INVALID);
        assertThat(refused("[{'op':'patch','key':'none','patch':[]}]").reason()).isEqualTo(Refusal.Reason.INVALID);
        assertThat(play.store()).isEqualTo("{a=[1]}");
    }

    @Test
    void restoreCommitsTheDifferenceToTheHead() {
        commits("[{'op':'set','key':'a','value':1},{'op':'set','key':'b','value':2},{'op':'set','key':'c','value':3}]");

        commits("[{'op':'restore','snapshot':{'a':1.0,'b':5,'d':4}}]");

        assertThat(play.store()).isEqualTo("{a=1, b=5, d=4}");
        assertThat(play.last())
                .isEqualTo(new NamespaceEvent.Changed(
                        List.of(
                                Effect.Put.of("b", Play.json("5")),
                                new Effect.Removed("c"),
                                Effect.Put.of("d", Play.json("4"))),
                        true));
        commits("[{'op':'restore','snapshot':{'b':6},'mode':'merge'}]");
        assertThat(play.store()).isEqualTo("{a=1, b=6, d=4}");
    }

    @Test
    void theRegistryAddsWhenAndUnregisteringTakesTheKeysOfTheMfe() {
        commits("[{'op':'register','mfe':{'id':'cart','framework':'react','version':'18','registeredAt':'never'}},"
                + "{'op':'set','key':'cart:items','value':[]},{'op':'set','key':'cart','value':1},"
                + "{'op':'set','key':'cart2:x','value':1}]");

        assertThat(play.state().mfes().get("cart").value())
                .isEqualTo(Play.json("{'id':'cart','framework':'react','version':'18',"
                        + "'registeredAt':'2026-01-01T00:00:00.000Z'}"));

        commits("[{'op':'set','key':'cart:late','value':1},{'op':'unregister','mfe':'cart'}]");

        assertThat(play.store()).isEqualTo("{cart=1, cart2:x=1}");
        assertThat(play.last())
                .isEqualTo(new NamespaceEvent.Changed(
                        List.of(new Effect.Removed("cart:items"), new Effect.Unregistered("cart")), true));
        assertThat(play.state().mfes().entries().size()).isZero();
    }

    @Test
    void anEphemeralMfeGoesWithItsClient() {
        assertThat(play.submit(
                        "ann",
                        "[{'op':'register','mfe':{'id':'a'},'ephemeral':true},"
                                + "{'op':'set','key':'a:x','value':1},{'op':'register','mfe':{'id':'stays'}}]"))
                .isEmpty();
        assertThat(play.submit("bob", "[{'op':'register','mfe':{'id':'b'},'ephemeral':true}]"))
                .isEmpty();
        assertThat(play.kind().awaited(play.state())).containsExactlyInAnyOrder("ann", "bob");
        assertThat(play.kind().absent(play.state(), java.util.Set.of("carl"))).isEmpty();

        play.commit(
                "_server",
                play.kind()
                        .absent(play.state(), java.util.Set.of("ann", "carl"))
                        .orElseThrow());

        assertThat(play.store()).isEqualTo("{}");
        assertThat(play.state().mfes().entries().entries().keySet()).containsExactly("b", "stays");
        assertThat(play.kind().awaited(play.state())).containsExactly("bob");
        assertThat(play.submit("_http", "[{'op':'register','mfe':{'id':'a'},'ephemeral':true}]"))
                .get()
                .extracting(Refusal::reason)
                .isEqualTo(Refusal.Reason.INVALID);
    }

    @Test
    void whatIsSaidOfTheWholeGoesAlong() {
        commits("[{'op':'set','key':'abc','value':'xyz'},{'op':'register','mfe':{'id':'m'}}]");

        assertThat(play.state().updates()).isEqualTo(2);
        assertThat(play.state().source()).isEqualTo("cart");
        assertThat(play.state().keys().size()).isEqualTo(3 + 4 + 5);

        commits("[{'op':'clear'},{'op':'unregister','mfe':'m'}]");

        assertThat(play.state().size()).isZero();
        assertThat(play.state().updates()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{}]",
                "[{'op':'rename','key':'a'}]",
                "[{'op':'set','key':'a'}]",
                "[{'op':'set','value':1}]",
                "[{'op':'set','key':1,'value':1}]",
                "[{'op':'set','key':'','value':1}]",
                "[{'op':'set','key':'a\\u0001','value':1}]",
                "[{'op':'set','key':'a\\u0085','value':1}]",
                "[{'op':'delete','key':'\\n'}]",
                "[{'op':'set','key':'a','value':1,'ttl':0}]",
                "[{'op':'set','key':'a','value':1,'ttl':-1}]",
                "[{'op':'set','key':'a','value':1,'ttl':1.5}]",
                "[{'op':'set','key':'a','value':1,'ttl':'1'}]",
                "[{'op':'set','key':'a','value':1,'ttl':1e300}]",
                "[{'op':'merge','key':'a'}]",
                "[{'op':'patch','key':'a'}]",
                "[{'op':'patch','key':'a','patch':{}}]",
                "[{'op':'patch','key':'a','patch':[{'op':'add','path':'x','value':1}]}]",
                "[{'op':'restore'}]",
                "[{'op':'restore','snapshot':[]}]",
                "[{'op':'restore','snapshot':{'':1}}]",
                "[{'op':'restore','snapshot':{},'mode':'other'}]",
                "[{'op':'register'}]",
                "[{'op':'register','mfe':{}}]",
                "[{'op':'register','mfe':{'id':''}}]",
                "[{'op':'register','mfe':{'id':'a','version':1}}]",
                "[{'op':'register','mfe':{'id':'a'},'ephemeral':1}]",
                "[{'op':'unregister','mfe':{'id':'a'}}]"
            })
    void nonsenseIsRefusedWithASentence(String changes) {
        Refusal refusal = refused(changes);
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.INVALID);
        assertThat(refusal.message()).endsWith(".");
        assertThat(play.submit("ann", 0, Play.changes(changes, Strategy.REJECT)))
                .isPresent();
    }

    /** Were every change to walk through all keys, this would take minutes. */
    @Test
    void manyChangesOfTheWholeStoreTakeOneWalkThroughIt() {
        StringBuilder keys = new StringBuilder("{'m:0':0");
        for (int i = 1; i < 50_000; i++) {
            keys.append(",'m:").append(i).append("':0");
        }
        commits("[{'op':'restore','snapshot':" + keys + "}}]");

        String round = "{'op':'restore','snapshot':{'m:7':0,'new':1}},{'op':'unregister','mfe':'m'},"
                + "{'op':'set','key':'m:8','value':2},{'op':'clear'}";
        commits("[" + (round + ",").repeat(2_499) + round + "]");

        assertThat(play.store()).isEqualTo("{}");
        assertThat(play.last().effects()).hasSize(50_000).allMatch(Effect.Removed.class::isInstance);
    }

    @Test
    void whatARestoreLeavesAloneIsNoEffectOfIt() {
        commits("[{'op':'set','key':'a','value':1},{'op':'set','key':'b','value':2},{'op':'set','key':'c','value':3}]");
        commits("[{'op':'restore','snapshot':{'a':1,'b':2}},{'op':'restore','snapshot':{'a':1,'d':4}}]");

        assertThat(play.store()).isEqualTo("{a=1, d=4}");
        assertThat(play.last().effects())
                .containsExactly(new Effect.Removed("b"), new Effect.Removed("c"), Effect.Put.of("d", Play.json("4")));

        commits("[{'op':'unregister','mfe':'x'},{'op':'set','key':'x:1','value':1},{'op':'set','key':'x','value':1},"
                + "{'op':'unregister','mfe':'x'},{'op':'clear'},{'op':'set','key':'a','value':1}]");

        assertThat(play.last().effects()).containsExactly(Effect.Put.of("a", Play.json("1")), new Effect.Removed("d"));
    }

    @Test
    void aSubmissionHasAtMostTenThousandChanges() {
        String set = "{'op':'set','key':'a','value':1}";
        commits("[" + (set + ",").repeat(9_999) + set + "]");
        assertThat(refused("[" + (set + ",").repeat(10_000) + set + "]").reason())
                .isEqualTo(Refusal.Reason.TOO_LARGE);
    }

    @Test
    void keysHaveTwoHundredAndFiftySixCharacters() {
        commits("[{'op':'set','key':'" + "é".repeat(256) + "','value':1}]");
        assertThat(refused("[{'op':'set','key':'" + "é".repeat(257) + "','value':1}]")
                        .reason())
                .isEqualTo(Refusal.Reason.INVALID);
    }

    @Test
    void limitsRefuseWhatGrowsPastThem() {
        Play small = new Play(
                new NamespaceRules(List.of(), List.of(), 1, SchemaChain.NONE, 0, new NamespaceLimits(10, 2, 40, 1)));
        assertThat(small.submit("ann", "[{'op':'set','key':'a','value':'12345678'},{'op':'set','key':'b','value':1}]"))
                .isEmpty();

        for (String tooMuch : List.of(
                "[{'op':'set','key':'a','value':'123456789'}]",
                "[{'op':'set','key':'c','value':1}]",
                "[{'op':'delete','key':'b'},{'op':'set','key':'c','value':1},{'op':'set','key':'d','value':1}]",
                "[{'op':'merge','key':'b','value':{'abc':12345}}]",
                "[{'op':'set','key':'b','value':'12345678'},{'op':'delete','key':'a'}," + "{'op':'set','key':'"
                        + "k".repeat(30) + "','value':1}]",
                "[{'op':'register','mfe':{'id':'a'}},{'op':'register','mfe':{'id':'b'}}]",
                "[{'op':'register','mfe':{'id':'abcdefghijkl'}}]")) {
            assertThat(small.submit("ann", tooMuch))
                    .as(tooMuch)
                    .get()
                    .extracting(Refusal::reason)
                    .isEqualTo(Refusal.Reason.TOO_LARGE);
        }
        assertThat(small.submit("ann", "[{'op':'delete','key':'b'},{'op':'set','key':'c','value':1}]"))
                .isEmpty();
    }

    @Test
    void keysAreStoredAsTheirPatternSays() {
        Play ruled = new Play(new NamespaceRules(
                List.of(KeyPattern.of("cursor:*")),
                List.of(KeyPattern.of("*:secret"), KeyPattern.of("cursor:x")),
                1,
                SchemaChain.NONE,
                250,
                NamespaceLimits.DEFAULT));
        assertThat(ruled.submit(
                        "ann",
                        "[{'op':'set','key':'cursor:x','value':1},{'op':'set','key':'a:secret','value':2},"
                                + "{'op':'set','key':'plain','value':3}]"))
                .isEmpty();

        assertThat(ruled.last().effects())
                .extracting(effect -> ((Effect.Put) effect).storing())
                .containsExactly(Storing.ENCRYPTED, Storing.TRANSIENT, Storing.PLAIN);
        assertThat(ruled.kind().holdsUnstored(ruled.state())).isTrue();
        assertThat(ruled.kind().batchMillis()).isEqualTo(250);
        assertThat(ruled.submit("ann", "[{'op':'delete','key':'cursor:x'}]")).isEmpty();
        assertThat(ruled.kind().holdsUnstored(ruled.state())).isFalse();
    }

    @Test
    void aNamespaceIsDeletedAndCreatedAgain() {
        commits("[{'op':'set','key':'a','value':1,'ttl':5},{'op':'register','mfe':{'id':'m'}}]");
        assertThat(play.submit("ann", Submission.HEAD, new NamespaceCommand.Delete(Condition.ANY)))
                .isEmpty();

        assertThat(play.state()).isEqualTo(NamespaceState.nothingSince(2));
        assertThat(play.kind().deletes(play.last())).isTrue();
        assertThat(play.kind().nextAlarm(play.state())).isEmpty();
        assertThat(play.submit("bob", 1, Strategy.REPLACE, "[{'op':'set','key':'b','value':1}]"))
                .get()
                .extracting(Refusal::reason)
                .isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(play.submit("ann", Submission.HEAD, new NamespaceCommand.Delete(Condition.ANY)))
                .get()
                .extracting(Refusal::reason)
                .isEqualTo(Refusal.Reason.NOT_FOUND);

        commits("[{'op':'set','key':'b','value':1}]");

        assertThat(play.store()).isEqualTo("{b=1}");
        assertThat(play.kind().continuousSince(play.state())).isEqualTo(2);
        assertThat(play.last()).isInstanceOf(NamespaceEvent.Created.class);
    }
}
