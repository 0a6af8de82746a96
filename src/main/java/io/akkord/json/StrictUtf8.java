package io.akkord.json;

/**
 * Well-formed UTF-8 as in table 3-7 of the Unicode standard: no overlong form, no surrogate, nothing above U+10FFFF. jackson-core
 * alone lets some of these pass.
 */
final class StrictUtf8 {
    private StrictUtf8() {}

    static boolean accepts(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            int lead = bytes[i];
            if (lead >= 0) {
                i++;
                continue;
            }
            lead &= 0xFF;
            int following = following(lead);
            if (following == 0 || end - i <= following || !second(lead, bytes[i + 1])) {
                return false;
            }
            for (int k = 2; k <= following; k++) {
                if ((bytes[i + k] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += following + 1;
        }
        return true;
    }

    /** How many bytes follow that lead byte; 0 if it is none. */
    private static int following(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    }

    private static boolean second(int lead, byte second) {
        int value = second & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return value >= lowest && value <= highest;
    }
}
