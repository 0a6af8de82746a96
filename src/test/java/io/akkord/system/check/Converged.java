package io.akkord.system.check;

import io.akkord.system.delta.Change;

/** All clients, the server's own read and an independent replay of the journal are one document. */
public final class Converged implements Checker<Evidence> {
    @Override
    public void check(Evidence evidence) {
        Change replayed = evidence.replay();
        if (evidence.server() != null) {
            require(
                    evidence.server().version() == evidence.journal().size(),
                    evidence,
                    "the server is at %s, the journal at %s",
                    evidence.server().version(),
                    evidence.journal().size());
            require(
                    evidence.server().content().equals(replayed),
                    evidence,
                    "the server has\n%s\nand the journal\n%s",
                    evidence.server().content(),
                    replayed);
        }
        evidence.finals()
                .forEach((client, content) -> require(
                        content.equals(replayed),
                        evidence,
                        "%s has\n%s\nand the journal\n%s",
                        client,
                        content,
                        replayed));
    }
}
