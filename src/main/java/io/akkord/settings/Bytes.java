package io.akkord.settings;

import com.typesafe.config.Config;

/** Sizes that fit into one array. */
final class Bytes {
    private Bytes() {}

    /**
     * The size at {@code path}, refused with a sentence where it is too large.
     *
     * @param setting full name of the setting, for people
     */
    static int of(Config c, String path, String setting) {
        long bytes = c.getBytes(path);
        AuthSettings.require(bytes >= 0 && bytes <= Integer.MAX_VALUE, setting + " is a size of less than 2 GiB.");
        return (int) bytes;
    }
}
