package io.akkord.settings;

import com.typesafe.config.Config;
import io.akkord.kind.KeyPattern;
import java.util.List;

/**
 * All of {@code akkord.namespaces}.
 *
 * @param keyset where the keys come from that encrypt values
 * @param rules in order; of those whose pattern fits a namespace the first applies, alone
 * @param others what applies to a namespace that no rule fits
 */
public record NamespaceSettings(KeysetSettings keyset, List<NamespaceRule> rules, NamespaceRule others) {
    public NamespaceSettings {
        rules = List.copyOf(rules);
    }

    /** What holds for the namespace of that name. */
    public NamespaceRule rule(String name) {
        return rules.stream()
                .filter(rule -> KeyPattern.of(rule.namespaces()).matches(name))
                .findFirst()
                .orElse(others);
    }

    /** Whether any value is to be stored encrypted. */
    public boolean encrypts() {
        return !others.encryptedKeys().isEmpty()
                || rules.stream().anyMatch(rule -> !rule.encryptedKeys().isEmpty());
    }

    static NamespaceSettings of(Config c) {
        Config defaults = c.getConfig("defaults");
        return new NamespaceSettings(
                KeysetSettings.of(c),
                c.getConfigList("rules").stream()
                        .map(rule -> NamespaceRule.of(rule, defaults))
                        .toList(),
                NamespaceRule.others(defaults));
    }
}
