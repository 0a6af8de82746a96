package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.check.Checker;
import io.akkord.system.client.Changes;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each acknowledged submission did to the store before it what the protocol says its changes do, wholly. */
public final class DoneAsAsked implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        List<Store> states = evidence.replay();
        Map<Long, Changes> asked = new HashMap<>();
        evidence.logs().forEach(log -> log.acks().forEach(ack -> asked.put(ack.version(), ack.changes())));
        for (NamespaceLog log : evidence.logs()) {
            for (NamespaceLog.Ack ack : log.acks()) {
                if (ack.version() < states.size()) {
                    check(evidence, states, asked, ack);
                }
            }
        }
    }

    private void check(NamespaceEvidence evidence, List<Store> states, Map<Long, Changes> asked, NamespaceLog.Ack ack) {
        Store before = states.get((int) ack.version() - 1);
        Store after = states.get((int) ack.version());
        Store expected = before.copy();
        for (JsonNode change : ack.changes().list()) {
            if (!change.path("op").asText().equals("patch")) {
                Meaning.apply(change, expected);
            } else {
                checkPatch(evidence, states, asked, ack, change, expected, after);
            }
        }
        require(
                after.keys().equals(expected.keys())
                        && after.mfes().keySet().equals(expected.mfes().keySet()),
                evidence,
                "%s made of\n%s\nat %s\n%s",
                ack.changes(),
                before,
                ack.version(),
                after);
    }

    /** Appends and members are done on what is there; an index means the item that stood there when it was sent. */
    private void checkPatch(
            NamespaceEvidence evidence,
            List<Store> states,
            Map<Long, Changes> asked,
            NamespaceLog.Ack ack,
            JsonNode change,
            Store expected,
            Store after) {
        String key = change.path("key").asText();
        long base = ack.changes().base();
        PatchOfItems patch = PatchOfItems.of(change.path("patch").get(0));
        JsonNode now = after.keys().get(key);
        boolean moved = ack.changes().strategy().equals("merge") && base != Changes.NONE;
        boolean rebuilt = moved
                && evidence.history().subList((int) base, (int) ack.version() - 1).stream()
                        .filter(commit -> commit.changes(key))
                        .anyMatch(commit -> !asked.containsKey(commit.version())
                                || !asked.get(commit.version()).patches());
        JsonNode seen =
                moved ? states.get((int) base).keys().get(key) : expected.keys().get(key);
        require(
                now != null
                        && patch.isDone(rebuilt ? null : seen, expected.keys().get(key), now),
                evidence,
                "%s at %s made of %s, which its client had seen as %s, %s",
                ack.changes(),
                ack.version(),
                expected.keys().get(key),
                seen,
                now);
        expected.keys().put(key, now);
    }
}
