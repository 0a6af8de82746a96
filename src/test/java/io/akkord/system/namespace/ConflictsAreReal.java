package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.check.Checker;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.Store;
import java.util.List;

/** Whoever was told of a conflict had one: others had changed the key since, and its value was the one that was told. */
public final class ConflictsAreReal implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        List<Store> states = evidence.replay();
        for (NamespaceLog log : evidence.logs()) {
            for (NamespaceLog.Conflict conflict : log.conflicts()) {
                require(!conflict.conflicts().isEmpty(), evidence, "a conflict of nothing: %s", conflict);
                require(
                        conflict.version() < states.size(),
                        evidence,
                        "a conflict of version %s, the history ends at %s",
                        conflict.version(),
                        evidence.history().size());
                for (JsonNode one : conflict.conflicts()) {
                    check(evidence, log.client(), conflict, one, states.get((int) conflict.version()));
                }
            }
        }
    }

    private void check(
            NamespaceEvidence evidence, String client, NamespaceLog.Conflict conflict, JsonNode one, Store state) {
        String key = one.path("key").asText();
        boolean changed = evidence.history().subList((int) conflict.changes().base(), (int) conflict.version()).stream()
                .anyMatch(commit -> !commit.client().equals(client) && commit.changes(key));
        require(
                changed,
                evidence,
                "nobody changed %s from %s to %s, yet %s was told of %s",
                key,
                conflict.changes().base(),
                conflict.version(),
                client,
                one);
        JsonNode remote = one.path("remote");
        JsonNode value = state.keys().get(key);
        require(
                value == null ? remote.isMissingNode() || remote.isNull() : remote.equals(value),
                evidence,
                "at %s the value of %s was %s, yet %s was told of %s",
                conflict.version(),
                key,
                value,
                client,
                one);
    }
}
