package io.akkord.canary;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private final Canary canary = new Canary();

    @Test
    void aSecretIsFoundInEveryDisguise() {
        byte[] bytes = canary.secret().getBytes(StandardCharsets.UTF_8);
        byte[] amid = ("{\"k\":\"" + canary.secret() + "\"}").getBytes(StandardCharsets.UTF_8);
        List<String> texts = List.of(
                canary.secret(),
                canary.secret().toUpperCase(Locale.ROOT),
                canary.secret().substring(0, 20),
                canary.secret().substring(10),
                HexFormat.of().formatHex(bytes),
                Arrays.toString(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(amid));
        for (String text : texts) {
            assertThatThrownBy(() -> canary.absentFrom("a text", "before " + text + " after"))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void whatDoesNotHoldItPasses() {
        assertThatCode(() -> canary.absentFrom("a text", "a canary is a bird " + new Canary().secret()))
                .doesNotThrowAnyException();
    }
}
