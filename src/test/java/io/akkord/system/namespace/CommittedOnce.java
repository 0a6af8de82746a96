package io.akkord.system.namespace;

import io.akkord.system.check.Checker;
import io.akkord.system.client.NamespaceLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was acknowledged is in the history, there and once; what was refused is nowhere. */
public final class CommittedOnce implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        Map<String, Long> acknowledged = new HashMap<>();
        Set<String> clients = new HashSet<>();
        for (NamespaceLog log : evidence.logs()) {
            clients.add(log.client());
            for (NamespaceLog.Ack ack : log.acks()) {
                acknowledged.put(log.client() + " " + ack.changes().seq(), ack.version());
            }
        }
        Map<String, Long> stored = new HashMap<>();
        for (NamespaceCommit commit : evidence.history()) {
            if (clients.contains(commit.client())) {
                String submission = commit.client() + " " + commit.seq();
                Long before = stored.put(submission, commit.version());
                require(before == null, evidence, "%s is version %s and %s", submission, before, commit.version());
                require(
                        acknowledged.containsKey(submission),
                        evidence,
                        "%s is version %s and was never acknowledged",
                        submission,
                        commit.version());
            }
        }
        acknowledged.forEach((submission, version) -> require(
                version.equals(stored.get(submission)),
                evidence,
                "%s was acknowledged as version %s, stored it is %s",
                submission,
                version,
                stored.get(submission)));
    }
}
