package io.akkord.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonObject;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What namespaces do by themselves: keys whose time has come, values that were not stored, newer schemas. */
class NamespaceTimeTest {
    private final Play play = new Play();

    private void commits(String changes) {
        assertThat(play.submit("ann", changes)).isEmpty();
    }

    private OptionalLong nextAlarm() {
        return play.kind().nextAlarm(play.state());
    }

    @Test
    void keysGoWhenTheirTimeHasComeAllThoseDueInOneCommit() {
        commits("[{'op':'set','key':'b','value':1,'ttl':10},{'op':'set','key':'a','value':1,'ttl':11},"
                + "{'op':'set','key':'c','value':1,'ttl':60},{'op':'set','key':'d','value':1}]");
        assertThat(nextAlarm()).hasValue(play.now() + 10_000);
        assertThat(play.kind().alarm(play.state(), play.now() + 9_999)).isEmpty();

        play.later(11);
        play.commit("_alarm", play.kind().alarm(play.state(), play.now()).orElseThrow());

        assertThat(play.last().effects()).containsExactly(new Effect.Removed("a"), new Effect.Removed("b"));
        assertThat(play.store()).isEqualTo("{c=1, d=1}");
        assertThat(nextAlarm()).hasValue(play.now() + 49_000);
    }

    @Test
    void aLaterSetWithoutTtlClearsItAndMergesAndPatchesKeepIt() {
        commits("[{'op':'set','key':'a','value':{},'ttl':10},{'op':'set','key':'b','value':1,'ttl':20}]");
        long due = play.now() + 10_000;
        play.later(5);
        commits("[{'op':'merge','key':'a','value':{'x':[]}}]");
        commits("[{'op':'patch','key':'a','patch':[{'op':'add','path':'/x/0','value':1}]}]");
        assertThat(play.state().keys().get("a").due()).isEqualTo(due);

        commits("[{'op':'set','key':'a','value':1}]");
        assertThat(play.state().keys().get("a").due()).isEqualTo(Entry.NEVER);
        assertThat(nextAlarm()).hasValue(due + 10_000);
        commits("[{'op':'set','key':'b','value':1,'ttl':1}]");
        assertThat(nextAlarm()).hasValue(play.now() + 1_000);
        commits("[{'op':'delete','key':'b'}]");
        assertThat(nextAlarm()).isEmpty();
        commits(
                "[{'op':'set','key':'b','value':1,'ttl':1},{'op':'delete','key':'b'},{'op':'merge','key':'b','value':{}}]");
        assertThat(nextAlarm()).isEmpty();
    }

    @Test
    void aGreatDealThatIsDueGoesAThousandAtATime() {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            sets.add("{'op':'set','key':'k" + i + "','value':1,'ttl':" + (1 + i % 7) + "}");
        }
        commits(sets.toString());
        play.later(10);
        List<Integer> sizes = new ArrayList<>();
        while (nextAlarm().isPresent()) {
            NamespaceEvent event = play.kind().alarm(play.state(), play.now()).orElseThrow();
            sizes.add(event.effects().size());
            play.commit("_alarm", event);
        }
        assertThat(sizes).containsExactly(1_000, 1_000, 500);
        assertThat(play.store()).isEqualTo("{}");
    }

    @Test
    void whatWasNotStoredIsDeletedAfterARecovery() {
        play.commit(
                "ann",
                new NamespaceEvent.Created(
                        1, List.of(Effect.Put.lost("cursor:a", 5), Effect.Put.of("kept", Play.json("1"))), false));
        assertThat(play.state().value("cursor:a")).isEmpty();
        assertThat(play.kind().holdsUnstored(play.state())).isFalse();

        play.commit("_server", play.kind().recovered(play.state()).orElseThrow());

        assertThat(play.last().effects()).containsExactly(new Effect.Removed("cursor:a"));
        assertThat(play.kind().recovered(play.state())).isEmpty();
        assertThat(nextAlarm()).isEmpty();
        assertThat(play.store()).isEqualTo("{kept=1}");
    }

    private static NamespaceRules schema(int version, SchemaChain chain) {
        return new NamespaceRules(List.of(), List.of(KeyPattern.of("s*")), version, chain, 0, NamespaceLimits.DEFAULT);
    }

    @Test
    void anOldStateIsMigratedInOneCommitAndANewOneStartsAtTheCurrentSchema() {
        SchemaChain chain = (from, store) -> {
            assertThat(from).isEqualTo(1);
            return ((JsonObject) Play.json("{'a':1,'s':'new'}")).with("t", Play.json("2"));
        };
        Play migrating = new Play(schema(3, chain));
        migrating.commit(
                "ann",
                new NamespaceEvent.Created(
                        1,
                        List.of(
                                Effect.Put.of("a", Play.json("1")),
                                Effect.Put.of("gone", Play.json("1")),
                                new Effect.Put("s", Play.json("'old'"), 60, Storing.PLAIN, List.of())),
                        false));
        assertThat(migrating.kind().opens(migrating.state())).isEmpty();

        migrating.commit(
                "_server", migrating.kind().recovered(migrating.state()).orElseThrow());

        assertThat(migrating.last())
                .isEqualTo(new NamespaceEvent.Migrated(
                        3,
                        List.of(
                                new Effect.Removed("gone"),
                                new Effect.Put("s", Play.json("'new'"), Effect.KEEP_TTL, Storing.ENCRYPTED, List.of()),
                                Effect.Put.of("t", Play.json("2")))));
        assertThat(migrating.store()).isEqualTo("{a=1, s=\"new\", t=2}");
        assertThat(migrating.state().keys().get("s").due()).isEqualTo(migrating.now() + 60_000);
        assertThat(migrating.state().schema()).isEqualTo(3);
        assertThat(migrating.kind().recovered(migrating.state())).isEmpty();

        Play fresh = new Play(schema(3, chain));
        assertThat(fresh.kind().recovered(fresh.state())).isEmpty();
        assertThat(fresh.submit("ann", "[]")).isEmpty();
        assertThat(fresh.state().schema()).isEqualTo(3);
    }

    @Test
    void aStateOfANewerSchemaIsNotOpened() {
        Play older = new Play(schema(2, SchemaChain.NONE));
        older.commit("ann", new NamespaceEvent.Created(3, List.of(), false));

        assertThat(older.kind().opens(older.state()))
                .contains(Refusal.of(
                        Refusal.Reason.UNAVAILABLE, "The namespace is stored in schema 3; this server knows 2."));
        assertThat(older.kind().recovered(older.state())).isEmpty();
    }
}
