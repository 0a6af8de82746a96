package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.akkord.settings.Allowance;
import io.akkord.settings.Settings;
import io.akkord.settings.TrafficSettings;
import java.io.File;
import org.junit.jupiter.api.Test;

/** What conf/edge.conf sets is what the server reads, and what nobody sets is as it is said in the README. */
class ExampleEdgeTest {
    private static Settings settings(String text) {
        return Settings.of(ConfigFactory.parseString(text).withFallback(ConfigFactory.load()));
    }

    @Test
    void theExampleIsRead() {
        Settings example =
                Settings.of(ConfigFactory.parseFile(new File("conf/edge.conf")).withFallback(ConfigFactory.load()));
        assertThat(example.http().tls().isOn()).isTrue();
        assertThat(example.http().proxies().trusted()).hasSize(2);
        assertThat(example.http().connections().most()).isEqualTo(20_000);
        TrafficSettings traffic = example.limits().traffic();
        assertThat(traffic.perUser().connections()).isEqualTo(20);
        assertThat(traffic.perUser().requestsPerSecond()).isEqualTo(100);
        assertThat(traffic.perAddress().handshakesPerSecond()).isEqualTo(200);
    }

    @Test
    void limitsAreOffWhereNobodyIsKnownAndOnWhereUsersAre() {
        assertThat(settings("").limits().traffic().perUser()).isEqualTo(Allowance.UNLIMITED);
        assertThat(settings("akkord.limits.enforce = on").limits().traffic().perUser())
                .isNotEqualTo(Allowance.UNLIMITED);
        assertThat(settings("akkord.auth { mode = jwt, hs256.secret = \"0123456789abcdef0123456789abcdef\" }")
                        .limits()
                        .traffic()
                        .perObject())
                .isNotEqualTo(Allowance.UNLIMITED);
    }

    @Test
    void severalProxiesMayStandInOneVariable() {
        assertThat(settings("akkord.http.trusted-proxies = [\"10.0.0.1, ::1\"]")
                        .http()
                        .proxies()
                        .trusted())
                .containsExactly("10.0.0.1", "::1");
    }
}
