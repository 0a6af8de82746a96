package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.check.Checker;
import io.akkord.system.client.Changes;
import io.akkord.system.client.NamespaceLog;
import java.util.HashSet;
import java.util.Set;

/** Between what a client had seen and its commit under {@code reject}, nobody else changed a key of it. */
public final class RejectNeverOverwrites implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        for (NamespaceLog log : evidence.logs()) {
            for (NamespaceLog.Ack ack : log.acks()) {
                if (ack.changes().rejects()
                        && ack.version() <= evidence.history().size()) {
                    check(evidence, log.client(), ack);
                }
            }
        }
    }

    private void check(NamespaceEvidence evidence, String client, NamespaceLog.Ack ack) {
        Set<String> keys = keys(ack.changes());
        NamespaceCommit own = evidence.history().get((int) ack.version() - 1);
        own.changes().forEach(change -> keys.add(change.path("key").asText()));
        for (long at = ack.changes().base() + 1; at < ack.version(); at++) {
            NamespaceCommit between = evidence.history().get((int) at - 1);
            for (String key : keys) {
                require(
                        between.client().equals(client) || !between.changes(key),
                        evidence,
                        "%s had seen %s and overwrote at %s what %s did to %s at %s",
                        client,
                        ack.changes().base(),
                        ack.version(),
                        between.client(),
                        key,
                        at);
            }
        }
    }

    private static Set<String> keys(Changes changes) {
        Set<String> keys = new HashSet<>();
        for (JsonNode change : changes.list()) {
            if (change.has("key")) {
                keys.add(change.path("key").asText());
            }
        }
        return keys;
    }
}
