package io.akkord.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secret that is put into everything a server is given, to be looked for in everything it tells those who must not know: log lines,
 * metrics, spans, errors. It is found as it is, in parts, and in the usual disguises.
 */
final class Canary {
    private static final int PART = 12;

    private final String secret;

    Canary() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        secret = "canary" + HexFormat.of().formatHex(random);
    }

    String secret() {
        return secret;
    }

    /** Fails where the secret is in a text; the text is not shown as a whole, for it may be long. */
    void absentFrom(String what, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        disguises().forEach((disguise, form) -> {
            int at = lower.indexOf(form.toLowerCase(Locale.ROOT));
            if (at >= 0) {
                String around = text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 200));
                assertThat(at)
                        .describedAs("the secret, " + disguise + ", is in " + what + ": …" + around + "…")
                        .isNegative();
            }
        });
    }

    private Map<String, String> disguises() {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String decimal = java.util.Arrays.toString(bytes);
        StringBuilder percent = new StringBuilder();
        for (byte b : bytes) {
            percent.append('%').append(HexFormat.of().toHexDigits(b));
        }
        Map<String, String> forms = new TreeMap<>();
        forms.put("in part", secret.substring(0, PART));
        forms.put("in its other part", secret.substring(secret.length() - PART));
        forms.put("as hex", HexFormat.of().formatHex(bytes, 0, PART));
        forms.put("as hex with blanks", HexFormat.ofDelimiter(" ").formatHex(bytes, 0, PART));
        forms.put("as numbers", decimal.substring(1, decimal.length() - 1).substring(0, PART * 3));
        forms.put("percent-encoded", percent.substring(0, PART * 3));
        // The three ways in which base64 may fall on it.
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            forms.put(
                    "as base64, " + shift,
                    Base64.getEncoder().encodeToString(shifted).substring(4, 4 + PART));
        }
        return forms;
    }
}
