package io.akkord.system.check;

import io.akkord.system.client.Logbook;
import io.akkord.system.delta.Change;
import io.akkord.system.server.HttpApi;
import io.akkord.system.server.StoredCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nobody was ever shown a commit, a snapshot or a read that the journal does not have. */
public final class SeenImpliesStored implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        for (Logbook book : evidence.books()) {
            for (Logbook.Seen seen : book.seen()) {
                require(
                        seen.version() >= 1
                                && seen.version() <= evidence.journal().size(),
                        evidence,
                        "%s saw %s, the journal ends at %s",
                        book.client(),
                        seen,
                        evidence.journal().size());
                StoredCommit stored = evidence.journal().get((int) seen.version() - 1);
                require(
                        stored.client().equals(seen.client())
                                && stored.seq() == seen.seq()
                                && stored.op().equals(seen.op()),
                        evidence,
                        "%s saw %s, stored is %s",
                        book.client(),
                        seen,
                        stored);
            }
        }
        checkReads(evidence);
    }

    private void checkReads(Evidence evidence) {
        List<Logbook.Shown> shown = new ArrayList<>();
        evidence.books().forEach(book -> shown.addAll(book.shown()));
        for (HttpApi.View read : evidence.reads()) {
            shown.add(new Logbook.Shown(read.version(), read.content()));
        }
        Map<Long, Change> states =
                evidence.replay(shown.stream().map(Logbook.Shown::version).toList());
        for (Logbook.Shown snapshot : shown) {
            require(
                    states.containsKey(snapshot.version()),
                    evidence,
                    "version %s was shown, the journal ends at %s",
                    snapshot.version(),
                    evidence.journal().size());
            require(
                    states.get(snapshot.version()).equals(snapshot.content()),
                    evidence,
                    "at version %s was shown\n%s\nand stored is\n%s",
                    snapshot.version(),
                    snapshot.content(),
                    states.get(snapshot.version()));
        }
    }
}
