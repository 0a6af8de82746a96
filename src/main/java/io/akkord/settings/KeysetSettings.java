package io.akkord.settings;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Optional;

/**
 * @param file a file with a key set
 * @param encoded or the same in base64, from the environment
 */
public record KeysetSettings(Optional<Path> file, Optional<String> encoded) {
    public KeysetSettings {
        if (file.isPresent() && encoded.isPresent()) {
            throw new IllegalArgumentException(
                    "The key set is given twice: by akkord.namespaces.keyset-file (AKKORD_KEYSET_FILE) and by"
                            + " akkord.namespaces.keyset (AKKORD_KEYSET). Give one of them.");
        }
    }

    public static final KeysetSettings NONE = new KeysetSettings(Optional.empty(), Optional.empty());

    static KeysetSettings of(Config c) {
        return new KeysetSettings(text(c, "keyset-file").map(Path::of), text(c, "keyset"));
    }

    private static Optional<String> text(Config c, String path) {
        return Optional.of(c.getString(path).trim()).filter(s -> !s.isEmpty());
    }

    /** Where from, without the keys. */
    @Override
    public String toString() {
        return file.map(f -> "key set of " + f).orElse(encoded.isPresent() ? "key set of AKKORD_KEYSET" : "no key set");
    }
}
