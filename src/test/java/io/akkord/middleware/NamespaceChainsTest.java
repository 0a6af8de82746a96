package io.akkord.middleware;

import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.akkord.kind.Refusal;
import io.akkord.settings.NamespaceSettings;
import io.akkord.settings.Settings;
import io.akkord.spi.Change;
import io.akkord.spi.MemoryView;
import io.akkord.spi.Proposal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The chain that is configured for a namespace, its links found by name or by class. */
class NamespaceChainsTest {
    private final Proposal proposal = MemoryView.of("{}").proposal(Change.Set.of("k", value("1")));

    private static NamespaceSettings settings(String rules) {
        return Settings.of(ConfigFactory.parseString("akkord.namespaces.rules = [" + rules + "]")
                        .withFallback(ConfigFactory.load()))
                .namespaces();
    }

    private Ruling judged(String rules, String namespace) throws Exception {
        try (NamespaceChains chains = NamespaceChains.of(settings(rules))) {
            return chains.of(namespace)
                    .orElseThrow()
                    .judge(proposal)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_link_is_found_as_a_service_by_its_name_and_told_its_options() throws Exception {
        assertThat(judged("{ namespaces = \"shop-*\", middleware = [test-stamp] }", "shop-1"))
                .isInstanceOfSatisfying(
                        Ruling.Passed.class,
                        passed -> assertThat(passed.changes()).hasToString("[set k, set stamp]"));
        assertThat(judged("{ namespaces = \"*\", middleware = [{ use = test-stamp, options { key = who } }] }", "any"))
                .isInstanceOfSatisfying(
                        Ruling.Passed.class,
                        passed -> assertThat(passed.changes()).hasToString("[set k, set who]"));
    }

    @Test
    void a_link_is_found_by_its_class() throws Exception {
        assertThat(judged(
                        "{ namespaces = \"*\", middleware = [change-log, \"io.akkord.middleware.TestLinks$Closed\"] }",
                        "any"))
                .isEqualTo(new Ruling.Refused(Refusal.of(Refusal.Reason.FORBIDDEN, "Closed today.")));
    }

    @Test
    void namespaces_without_links_have_no_chain() {
        try (NamespaceChains chains = NamespaceChains.of(
                settings("{ namespaces = open }, { namespaces = \"*\", middleware = [test-stamp] }"))) {
            assertThat(chains.of("open")).isEmpty();
            assertThat(chains.of("other")).isPresent();
        }
        try (NamespaceChains chains = NamespaceChains.of(settings(""))) {
            assertThat(chains.isEmpty()).isTrue();
        }
    }

    @Test
    void the_change_log_shows_keys_as_the_rule_wants_and_no_values() throws Exception {
        try (LogLines log = new LogLines(ChangeLog.class)) {
            judged("{ namespaces = \"*\", middleware = [change-log], redacted = [\"k*\"] }", "any");
            assertThat(log.lines()).containsExactly("namespaces/shop by ann: set k* (1 characters)");
        }
    }

    private static void refused(String middleware, String... because) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NamespaceChains.of(settings("{ namespaces = \"*\", middleware = [" + middleware + "] }")))
                .satisfies(e -> assertThat(e.getMessage()).contains(because));
    }

    @Test
    void what_cannot_be_found_or_made_is_a_sentence() {
        refused("no-such-link", "no Middleware no-such-link");
        refused("\"java.lang.String\"", "java.lang.String is no io.akkord.spi.Middleware");
        refused("\"io.akkord.middleware.TestLinks$Private\"", "no public constructor");
        refused("{ use = change-log, options { level = DEBUG } }", "change-log", "no options");
        refused("{ use = limits }", "limits needs max-keys");
        refused("{ use = limits, options { max-keys = 0 } }", "max-keys");
        refused("{ use = limits, options { max-kies = 1 } }", "no option max-kies");
        refused("{ use = json-schema }", "needs a list schemas");
    }
}
