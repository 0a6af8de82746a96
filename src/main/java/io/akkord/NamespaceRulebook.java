package io.akkord;

import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectId;
import io.akkord.migration.MigrationChain;
import io.akkord.namespace.NamespaceLimits;
import io.akkord.namespace.NamespaceRules;
import io.akkord.settings.NamespaceRule;
import io.akkord.settings.NamespaceSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is configured for each namespace, in the form that namespaces want; everything is found and checked once, at the start. */
final class NamespaceRulebook {
    private final NamespaceSettings settings;
    private final Map<NamespaceRule, NamespaceRules> rules;

    private NamespaceRulebook(NamespaceSettings settings, Map<NamespaceRule, NamespaceRules> rules) {
        this.settings = settings;
        this.rules = Map.copyOf(rules);
    }

    /** Throws IllegalArgumentException with a sentence for the operator. */
    static NamespaceRulebook of(NamespaceSettings settings) {
        List<NamespaceRule> all = new ArrayList<>(settings.rules());
        all.add(settings.others());
        Map<NamespaceRule, NamespaceRules> rules = new HashMap<>();
        all.forEach(rule -> rules.computeIfAbsent(rule, NamespaceRulebook::rules));
        return new NamespaceRulebook(settings, rules);
    }

    NamespaceRules of(ObjectId id) {
        return rules.getOrDefault(settings.rule(id.name()), NamespaceRules.DEFAULT);
    }

    private static NamespaceRules rules(NamespaceRule rule) {
        NamespaceLimits usual = NamespaceLimits.DEFAULT;
        return new NamespaceRules(
                rule.transientKeys().stream().map(KeyPattern::of).toList(),
                rule.encryptedKeys().stream().map(KeyPattern::of).toList(),
                rule.schemaVersion(),
                MigrationChain.of(rule.migrations())::migrate,
                rule.batch().toMillis(),
                new NamespaceLimits(rule.maxValue(), rule.maxKeys(), usual.size(), usual.mfes()));
    }
}
