package io.akkord.system.check;

import io.akkord.system.client.Logbook;

/** Every submission ended: nothing is still waiting for an acknowledgement. */
public final class Answered implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        for (Logbook book : evidence.books()) {
            require(
                    book.pending() == 0,
                    evidence,
                    "%s still waits for an answer, its last acknowledgement is %s",
                    book.client(),
                    book.acks().isEmpty() ? "none" : book.acks().get(book.acks().size() - 1));
        }
    }
}
