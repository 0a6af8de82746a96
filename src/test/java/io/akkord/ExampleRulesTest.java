package io.akkord;

import static io.akkord.spi.MemoryView.object;
import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.akkord.middleware.NamespaceChains;
import io.akkord.middleware.Ruling;
import io.akkord.migration.MigrationChain;
import io.akkord.settings.NamespaceRule;
import io.akkord.settings.NamespaceSettings;
import io.akkord.settings.Settings;
import io.akkord.spi.Change;
import io.akkord.spi.MemoryView;
import java.io.File;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The example in conf is one that works. */
class ExampleRulesTest {
    private final NamespaceSettings settings = Settings.of(
                    ConfigFactory.parseFile(new File("conf/namespaces.conf")).withFallback(ConfigFactory.load()))
            .namespaces();

    @Test
    void its_chain_takes_a_cart_and_refuses_what_is_none() throws Exception {
        try (NamespaceChains chains = NamespaceChains.of(settings)) {
            assertThat(judged(chains, "{\"items\":[{\"product\":\"tea\",\"quantity\":2}]}"))
                    .isInstanceOf(Ruling.Passed.class);
            assertThat(judged(chains, "{\"items\":[{\"product\":\"tea\",\"quantity\":0}]}"))
                    .isInstanceOfSatisfying(
                            Ruling.Refused.class,
                            refused -> assertThat(refused.refusal().message()).contains("cart:1", "quantity/minimum"));
        }
    }

    private static Ruling judged(NamespaceChains chains, String cart) throws Exception {
        return chains.of("shop-berlin")
                .orElseThrow()
                .judge(MemoryView.of("{}").proposal(Change.Set.of("cart:1", value(cart))))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void its_migration_leads_to_its_schema() {
        NamespaceRule rule = settings.rule("shop-berlin");
        MigrationChain chain = MigrationChain.of(rule.migrations());
        assertThat(chain.version()).isEqualTo(rule.schemaVersion());
        assertThat(chain.migrate(1, object("{\"colour\":\"blue\"}")))
                .isEqualTo(object("{\"theme\":\"blue\",\"units\":\"metric\"}"));
        assertThat(settings.encrypts()).isTrue();
    }
}
