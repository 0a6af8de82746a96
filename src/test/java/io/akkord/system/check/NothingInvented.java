package io.akkord.system.check;

import io.akkord.system.client.Logbook;
import io.akkord.system.server.StoredCommit;
import java.util.HashSet;
import java.util.Set;

/** What the journal has of a client of the run, that client sent. */
public final class NothingInvented implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        Set<String> clients = new HashSet<>();
        Set<String> sent = new HashSet<>();
        for (Logbook book : evidence.books()) {
            clients.add(book.client());
            book.sent().forEach(s -> sent.add(book.client() + " " + s.seq()));
        }
        for (StoredCommit commit : evidence.journal()) {
            require(
                    !clients.contains(commit.client()) || sent.contains(commit.client() + " " + commit.seq()),
                    evidence,
                    "nobody sent %s",
                    commit);
        }
    }
}
