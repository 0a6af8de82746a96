package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.check.Checker;
import io.akkord.system.client.Store;
import java.util.List;
import java.util.Map;

/** Versions are 1, 2, 3 …, time runs forward, and each change stands beside the value that was there before the commit. */
public final class HistoryAddsUp implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        List<Store> states = evidence.replay();
        long version = 0;
        long time = 0;
        for (NamespaceCommit commit : evidence.history()) {
            Store before = states.get((int) version);
            version++;
            require(commit.version() == version, evidence, "version %s where %s is due", commit.version(), version);
            require(commit.timestamp() >= time, evidence, "version %s is before its predecessor", version);
            time = commit.timestamp();
            String last = "";
            for (JsonNode change : commit.changes()) {
                boolean mfe = change.has("mfe");
                String name = change.path(mfe ? "mfe" : "key").asText();
                Map<String, JsonNode> values = mfe ? before.mfes() : before.keys();
                JsonNode previous = change.has("previousValue") ? change.get("previousValue") : null;
                require(
                        previous == null ? values.get(name) == null : previous.equals(values.get(name)),
                        evidence,
                        "version %s: before %s there was %s",
                        version,
                        change,
                        values.get(name));
                String order = (mfe ? "2" : "1") + name;
                require(order.compareTo(last) > 0, evidence, "version %s is not in key order: %s", version, commit);
                last = order;
            }
        }
    }
}
