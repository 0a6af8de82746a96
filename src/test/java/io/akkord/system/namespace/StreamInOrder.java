package io.akkord.system.namespace;

import io.akkord.system.check.Checker;
import io.akkord.system.client.NamespaceLog;

/** No client was sent what the protocol forbids: a gap, a repeat, a key it did not ask for, a refusal without a reason. */
public final class StreamInOrder implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        for (NamespaceLog log : evidence.logs()) {
            var violations = log.violations();
            require(
                    violations.isEmpty(),
                    evidence,
                    "%s",
                    String.join("\n", violations.subList(0, Math.min(5, violations.size()))));
        }
    }
}
