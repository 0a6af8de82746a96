package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What holds for the namespaces whose name fits a pattern. In patterns {@code *} stands for any run of characters.
 *
 * @param namespaces the pattern
 * @param transientKeys patterns of keys whose values are never stored; before {@code encryptedKeys}
 * @param encryptedKeys patterns of keys whose values are stored encrypted only
 * @param redactedKeys patterns of keys of which log lines do not show what {@code *} stands for
 * @param batch how long a journal write collects submissions; zero to write at once
 * @param schemaVersion the schema these namespaces have
 * @param migrations from version 1 to that one: files, or {@code class:} and a name
 * @param middleware what submissions pass before they are committed, in order
 * @param maxKeys keys of one namespace
 * @param maxValue bytes of one value
 */
public record NamespaceRule(
        String namespaces,
        List<String> transientKeys,
        List<String> encryptedKeys,
        List<String> redactedKeys,
        Duration batch,
        int schemaVersion,
        List<String> migrations,
        List<LinkSettings> middleware,
        int maxKeys,
        int maxValue) {
    /** Longest time a journal write may collect submissions. */
    public static final Duration MAX_BATCH = Duration.ofSeconds(1);

    private static final String PATTERN = "namespaces";
    private static final String ALL = "*";

    public NamespaceRule {
        transientKeys = List.copyOf(transientKeys);
        encryptedKeys = List.copyOf(encryptedKeys);
        redactedKeys = List.copyOf(redactedKeys);
        migrations = List.copyOf(migrations);
        middleware = List.copyOf(middleware);
        String rule = "akkord.namespaces, the rule for " + namespaces + ": ";
        require(!namespaces.isEmpty(), rule + "namespaces is a pattern of names, such as shop-*.");
        for (List<String> patterns : List.of(transientKeys, encryptedKeys, redactedKeys)) {
            require(patterns.stream().noneMatch(String::isEmpty), rule + "a pattern of keys is empty.");
        }
        require(
                !batch.isNegative() && batch.compareTo(MAX_BATCH) <= 0,
                rule + "batch is a time of up to " + MAX_BATCH.toMillis() + " ms.");
        require(schemaVersion >= 1, rule + "schema-version counts from 1.");
        require(
                migrations.size() == schemaVersion - 1,
                rule + "schema-version " + schemaVersion + " needs " + (schemaVersion - 1)
                        + " migrations, one from each version to the next; there are " + migrations.size() + ".");
        require(maxKeys >= 1, rule + "max-keys is at least 1.");
        require(maxValue >= 1, rule + "max-value is at least 1 B.");
    }

    static NamespaceRule of(Config rule, Config defaults) {
        if (!rule.hasPath(PATTERN)) {
            throw new IllegalArgumentException(
                    "akkord.namespaces, a rule without namespaces: each needs a pattern of names, such as shop-*.");
        }
        String namespaces = rule.getString(PATTERN);
        requireKnown(rule, defaults, namespaces);
        return of(namespaces, rule.withFallback(defaults));
    }

    static NamespaceRule others(Config defaults) {
        return of(ALL, defaults);
    }

    private static NamespaceRule of(String namespaces, Config c) {
        return new NamespaceRule(
                namespaces,
                c.getStringList("transient"),
                c.getStringList("encrypted"),
                c.getStringList("redacted"),
                batch(namespaces, c),
                c.getInt("schema-version"),
                c.getStringList("migrations"),
                c.getList("middleware").stream().map(LinkSettings::of).toList(),
                c.getInt("max-keys"),
                Bytes.of(c, "max-value", "akkord.namespaces, the rule for " + namespaces + ": max-value"));
    }

    private static Duration batch(String namespaces, Config c) {
        Duration batch = c.getDuration("batch");
        return switch (c.getString("write")) {
            case "immediate" -> Duration.ZERO;
            case "batched" -> {
                require(
                        batch.compareTo(Duration.ofMillis(1)) >= 0,
                        "akkord.namespaces, the rule for " + namespaces + ": batch is at least 1 ms.");
                yield batch;
            }
            default ->
                throw new IllegalArgumentException(
                        "akkord.namespaces, the rule for " + namespaces + ": write is immediate or batched.");
        };
    }

    /** A setting that was misspelt would otherwise be passed over, and something not encrypted that should be. */
    private static void requireKnown(Config rule, Config defaults, String namespaces) {
        Set<String> known = defaults.root().keySet();
        for (String name : rule.root().keySet()) {
            require(
                    name.equals(PATTERN) || known.contains(name),
                    "akkord.namespaces, the rule for " + namespaces + ": there is no setting " + name + ".");
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
