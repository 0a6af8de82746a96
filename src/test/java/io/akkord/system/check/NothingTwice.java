package io.akkord.system.check;

import io.akkord.system.server.StoredCommit;
import java.util.HashMap;
import java.util.Map;

/** A submission, named by client and seq, is in the journal once; the server's own commits are not submissions. */
public final class NothingTwice implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        Map<String, Long> versions = new HashMap<>();
        for (StoredCommit commit : evidence.journal()) {
            if (!commit.client().startsWith("_")) {
                Long before = versions.put(commit.client() + " " + commit.seq(), commit.version());
                require(
                        before == null,
                        evidence,
                        "seq %s of %s is version %s and again %s",
                        commit.seq(),
                        commit.client(),
                        before,
                        commit.version());
            }
        }
    }
}
