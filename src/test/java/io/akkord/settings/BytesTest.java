package io.akkord.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A size that is too large is told the operator in one sentence. */
class BytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "akkord.auth.max-token",
                "akkord.auth.jwks.max-size",
                "akkord.limits.message",
                "akkord.limits.value",
                "akkord.limits.presence",
                "akkord.limits.broadcast",
                "akkord.session.catch-up-bytes"
            })
    void aSizeBeyondAnArrayIsRefused(String setting) {
        var config = ConfigFactory.parseString(setting + " = 5 GiB")
                .withFallback(ConfigFactory.load())
                .resolve();
        assertThatThrownBy(() -> Settings.of(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(setting + " is a size of less than 2 GiB.");
    }
}
