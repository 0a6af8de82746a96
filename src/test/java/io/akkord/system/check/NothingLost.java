package io.akkord.system.check;

import io.akkord.system.client.Logbook;
import io.akkord.system.server.StoredCommit;

/** What was acknowledged is in the journal: at that version, under that client and seq, and as the client's own transform has it. */
public final class NothingLost implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        for (Logbook book : evidence.books()) {
            for (Logbook.Ack ack : book.acks()) {
                if (ack.version() == Logbook.SOMEWHERE) {
                    require(
                            evidence.journal().stream()
                                    .anyMatch(c -> c.client().equals(book.client()) && c.seq() == ack.seq()),
                            evidence,
                            "seq %s of %s was told to be committed and is nowhere",
                            ack.seq(),
                            book.client());
                } else {
                    require(book, ack, evidence);
                }
            }
        }
    }

    private void require(Logbook book, Logbook.Ack ack, Evidence evidence) {
        require(
                ack.version() <= evidence.journal().size(),
                evidence,
                "%s of %s was acknowledged, the journal ends at %s",
                ack,
                book.client(),
                evidence.journal().size());
        StoredCommit stored = evidence.journal().get((int) ack.version() - 1);
        require(
                stored.client().equals(book.client()) && stored.seq() == ack.seq(),
                evidence,
                "%s of %s was acknowledged, stored there is %s",
                ack,
                book.client(),
                stored);
        require(
                ack.op() == null || ack.op().equals(stored.op()),
                evidence,
                "%s of %s is stored as another operation: %s",
                ack,
                book.client(),
                stored);
    }
}
