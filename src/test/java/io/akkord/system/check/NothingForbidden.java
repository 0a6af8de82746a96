package io.akkord.system.check;

import io.akkord.system.client.Logbook;

/** No client was sent anything the protocol forbids or refused what it had the right to. */
public final class NothingForbidden implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        for (Logbook book : evidence.books()) {
            require(
                    book.violations().isEmpty(),
                    evidence,
                    "%s",
                    String.join(
                            "\n",
                            book.violations()
                                    .subList(0, Math.min(5, book.violations().size()))));
        }
    }
}
