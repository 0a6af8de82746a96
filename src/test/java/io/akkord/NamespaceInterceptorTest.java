package io.akkord;

import static io.akkord.spi.MemoryView.object;
import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.akkord.json.patch.JsonPatch;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.middleware.NamespaceChains;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceRules;
import io.akkord.namespace.NamespaceState;
import io.akkord.namespace.Strategy;
import io.akkord.object.Interception;
import io.akkord.object.Interceptor;
import io.akkord.settings.NamespaceSettings;
import io.akkord.settings.Settings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Configuration reaches namespaces: what they keep and how, and what passes before they decide. */
class NamespaceInterceptorTest {
    private static final ObjectId SHOP = ObjectId.of(NamespaceKind.NAME, "shop");

    private static NamespaceSettings settings(String rules) {
        return Settings.of(ConfigFactory.parseString("akkord.namespaces.rules = [" + rules + "]")
                        .withFallback(ConfigFactory.load()))
                .namespaces();
    }

    private static Submission<NamespaceCommand> submission(NamespaceCommand command) {
        return new Submission<>("ann", 1, Submission.HEAD, "anna", "cart", 0, command);
    }

    private static NamespaceCommand change(NamespaceChange... changes) {
        return NamespaceCommand.Change.of(List.of(changes), Strategy.REPLACE);
    }

    private static NamespaceState holding(String key, String json) {
        NamespaceKind kind = new NamespaceKind(id -> NamespaceRules.DEFAULT).of(SHOP);
        Decision<NamespaceEvent> decision =
                kind.decide(kind.initial(), 0, submission(change(NamespaceChange.Set.of(key, value(json)))));
        NamespaceEvent event = ((Decision.Accepted<NamespaceEvent>) decision).event();
        return kind.evolve(kind.initial(), new Commit<>(1, "ann", 1, "anna", "", 0, 0, 0, event));
    }

    private static Interception<NamespaceCommand> intercepted(String rule, NamespaceCommand command) throws Exception {
        try (NamespaceChains chains = NamespaceChains.of(settings(rule))) {
            return new NamespaceInterceptor(chains)
                    .of(SHOP)
                    .intercept(SHOP, submission(command), holding("there", "1"))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_link_changes_what_a_namespace_decides_on() throws Exception {
        assertThat(intercepted(
                        "{ namespaces = shop, middleware = [test-stamp] }",
                        change(NamespaceChange.Set.of("a", value("1")))))
                .isEqualTo(new Interception.Pass<>(((NamespaceCommand.Change) change())
                        .altered(List.of(
                                NamespaceChange.Set.of("a", value("1")),
                                NamespaceChange.Set.of("stamp", value("\"anna\""))))));
    }

    @Test
    void every_kind_of_change_passes_as_it_came() throws Exception {
        NamespaceCommand all = change(
                NamespaceChange.Set.of("a", value("1")),
                new NamespaceChange.Delete("b"),
                new NamespaceChange.Clear(),
                new NamespaceChange.Merge("c", value("{}")),
                new NamespaceChange.Patch("d", new JsonPatch(List.of())),
                new NamespaceChange.Restore(object("{\"e\":1}"), true),
                new NamespaceChange.Register(object("{\"id\":\"f\"}"), true),
                new NamespaceChange.Unregister("g"));
        assertThat(intercepted("{ namespaces = shop, middleware = [change-log] }", all))
                .isEqualTo(new Interception.Pass<>(all));
        assertThat(intercepted(
                        "{ namespaces = shop, middleware = [test-stamp, \"io.akkord.middleware.TestLinks$Drop\"] }",
                        all))
                .isEqualTo(new Interception.Pass<>(
                        ((NamespaceCommand.Change) all).altered(((NamespaceCommand.Change) all).changes())));
    }

    @Test
    void a_link_sees_what_is_there() throws Exception {
        String full =
                "{ namespaces = shop, middleware = [{ use = limits, options { keys = \"th*\", max-keys = 1 } }] }";
        assertThat(intercepted(full, change(NamespaceChange.Set.of("that", value("1")))))
                .isEqualTo(new Interception.Refuse<>(
                        Refusal.of(Refusal.Reason.TOO_LARGE, "There would be more than 1 keys like th*.")));
        assertThat(intercepted(full, change(NamespaceChange.Set.of("there", value("2")))))
                .isInstanceOf(Interception.Pass.class);
    }

    @Test
    void namespaces_without_a_chain_are_not_intercepted() {
        try (NamespaceChains chains =
                NamespaceChains.of(settings("{ namespaces = other, middleware = [change-log] }"))) {
            assertThat(new NamespaceInterceptor(chains).of(SHOP)).isSameAs(Interceptor.none());
        }
    }

    @Test
    void a_namespace_has_the_rules_of_its_pattern() {
        NamespaceRules rules = NamespaceRulebook.of(
                        settings(
                                "{ namespaces = \"sh*\", transient = [\"s:*\"], encrypted = [\"e:*\"], write = batched, batch = 5 ms,"
                                        + " schema-version = 2, migrations = [\"conf/migrations/shop-1-2.json\"], max-keys = 7 }"))
                .of(SHOP);
        assertThat(rules.transientKeys()).containsExactly(KeyPattern.of("s:*"));
        assertThat(rules.encryptedKeys()).containsExactly(KeyPattern.of("e:*"));
        assertThat(rules.batchMillis()).isEqualTo(5);
        assertThat(rules.limits().keys()).isEqualTo(7);
        assertThat(rules.schema()).isEqualTo(2);
        assertThat(rules.migrations().migrate(1, object("{}"))).isEqualTo(object("{\"units\":\"metric\"}"));
        assertThat(NamespaceRulebook.of(settings("")).of(SHOP).schema()).isEqualTo(1);
    }
}
