package io.akkord.system.check;

import io.akkord.system.server.StoredCommit;

/** A commit's timestamp is never before that of the commit it follows. */
public final class TimeRunsForward implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        long last = 0;
        for (StoredCommit commit : evidence.journal()) {
            require(commit.timestamp() >= last, evidence, "version %s is before its predecessor", commit.version());
            last = commit.timestamp();
        }
    }
}
