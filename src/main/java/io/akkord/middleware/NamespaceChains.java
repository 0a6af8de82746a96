package io.akkord.middleware;

import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.kind.KeyPattern;
import io.akkord.settings.LinkSettings;
import io.akkord.settings.NamespaceRule;
import io.akkord.settings.NamespaceSettings;
import io.akkord.spi.Middleware;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chain of each rule, built once at the start; every mistake in the configuration of one is found then. */
public final class NamespaceChains implements AutoCloseable {
    private final NamespaceSettings settings;
    private final Map<NamespaceRule, MiddlewareChain> chains;

    private NamespaceChains(NamespaceSettings settings, Map<NamespaceRule, MiddlewareChain> chains) {
        this.settings = settings;
        this.chains = chains;
    }

    /** @throws IllegalArgumentException with a sentence for the operator */
    public static NamespaceChains of(NamespaceSettings settings) {
        List<NamespaceRule> rules = new ArrayList<>(settings.rules());
        rules.add(settings.others());
        Map<NamespaceRule, MiddlewareChain> chains = new HashMap<>();
        for (NamespaceRule rule : rules) {
            if (!rule.middleware().isEmpty() && !chains.containsKey(rule)) {
                chains.put(rule, chain(rule));
            }
        }
        return new NamespaceChains(settings, Map.copyOf(chains));
    }

    /** The chain for a namespace; none where nothing is configured for it. */
    public Optional<MiddlewareChain> of(String namespace) {
        return chains.isEmpty() ? Optional.empty() : Optional.ofNullable(chains.get(settings.rule(namespace)));
    }

    /** Whether there is any chain at all. */
    public boolean isEmpty() {
        return chains.isEmpty();
    }

    private static MiddlewareChain chain(NamespaceRule rule) {
        Redactor redactor =
                new Redactor(rule.redactedKeys().stream().map(KeyPattern::of).toList());
        List<Link> links =
                rule.middleware().stream().map(link -> link(link, redactor)).toList();
        return new MiddlewareChain(rule.namespaces(), links, redactor);
    }

    private static Link link(LinkSettings link, Redactor redactor) {
        Middleware configured = Discovery.middleware(link.use()).configured(options(link));
        return new Link(
                link.use(), configured instanceof ChangeLog log ? log.with(redactor) : configured, link.within());
    }

    private static JsonObject options(LinkSettings link) {
        try {
            if (JsonText.parse(link.options(), JsonLimits.DEFAULT) instanceof JsonObject options) {
                return options;
            }
        } catch (JsonFault fault) {
            throw new IllegalArgumentException(
                    "The options of the middleware " + link.use() + ": " + fault.getMessage(), fault);
        }
        throw new IllegalArgumentException("The options of the middleware " + link.use() + " are no object.");
    }

    @Override
    public void close() {
        chains.values().forEach(MiddlewareChain::close);
    }
}
