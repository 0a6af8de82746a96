package io.akkord.system.namespace;

import io.akkord.system.check.Checker;
import io.akkord.system.client.NamespaceLog;

/** Every submission got an answer. */
public final class NothingPending implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        for (NamespaceLog log : evidence.logs()) {
            require(log.pending() == 0, evidence, "%s waits for %s answers", log.client(), log.pending());
        }
    }
}
