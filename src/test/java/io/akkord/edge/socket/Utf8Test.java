package io.akkord.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    /** The JDK's decoder in its strict mode is the authority. */
    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    @Test
    void it_agrees_with_the_jdk_on_all_short_sequences() {
        int[] interesting = {
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
            0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xFF
        };
        for (int a : interesting) {
            for (int b : interesting) {
                for (int c : interesting) {
                    for (int d : interesting) {
                        byte[] bytes = {(byte) a, (byte) b, (byte) c, (byte) d};
                        assertThat(Utf8.isWellFormed(bytes, 0, 4))
                                .describedAs("%02x %02x %02x %02x", a, b, c, d)
                                .isEqualTo(decodes(bytes));
                    }
                }
            }
        }
    }

    @Test
    void it_agrees_with_the_jdk_on_random_damage_in_long_text() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = "plain text, äöü, 漢字 and 😀😀 more of it to fill some words of eight bytes"
                    .getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            assertThat(Utf8.isWellFormed(bytes, 0, bytes.length))
                    .describedAs("seed %d", seed)
                    .isEqualTo(decodes(bytes));
        }
    }
}
