package io.akkord.system.check;

import io.akkord.system.client.Logbook;
import io.akkord.system.server.StoredCommit;

/** Versions are 1, 2, 3 … in the journal, and every session was shown each in order, none twice and none left out. */
public final class NoGap implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        long expected = 1;
        for (StoredCommit commit : evidence.journal()) {
            require(commit.version() == expected, evidence, "version %s where %s is due", commit.version(), expected);
            expected++;
        }
        for (Logbook book : evidence.books()) {
            for (String violation : book.violations()) {
                require(!violation.contains("gap: ") && !violation.contains("repeat: "), evidence, "%s", violation);
            }
        }
    }
}
