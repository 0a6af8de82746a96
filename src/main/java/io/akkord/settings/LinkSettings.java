package io.akkord.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Set;

/**
 * One link of a middleware chain.
 *
 * @param use its name, or the name of its class
 * @param within how long it may take for a submission
 * @param options what it is told, as a JSON object
 */
public record LinkSettings(String use, Duration within, String options) {
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration MAX_WITHIN = Duration.ofSeconds(15);
    private static final Set<String> KNOWN = Set.of("use", "within", "options");

    public LinkSettings {
        require(!use.isEmpty(), "akkord.namespaces: a middleware is a name or { use = name, … }.");
        require(
                within.compareTo(Duration.ofMillis(1)) >= 0 && within.compareTo(MAX_WITHIN) <= 0,
                "akkord.namespaces, the middleware " + use + ": within is a time from 1 ms to " + MAX_WITHIN.toSeconds()
                        + " s.");
    }

    static LinkSettings of(ConfigValue entry) {
        if (entry.valueType() == ConfigValueType.STRING) {
            return new LinkSettings((String) entry.unwrapped(), WITHIN, "{}");
        }
        require(
                entry.valueType() == ConfigValueType.OBJECT,
                "akkord.namespaces: a middleware is a name or { use = name, … }.");
        Config c = ((ConfigObject) entry).toConfig();
        String use = c.hasPath("use") ? c.getString("use") : "";
        for (String name : c.root().keySet()) {
            require(
                    KNOWN.contains(name),
                    "akkord.namespaces, the middleware " + use + ": there is no setting " + name
                            + "; what it is told stands in options.");
        }
        return new LinkSettings(
                use,
                c.hasPath("within") ? c.getDuration("within") : WITHIN,
                c.hasPath("options") ? c.getObject("options").render(ConfigRenderOptions.concise()) : "{}");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
