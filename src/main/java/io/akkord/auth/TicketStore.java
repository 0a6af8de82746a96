package io.akkord.auth;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps tickets for all nodes, for as long as they may be used. Stages fail where the storage does not do what it was asked. */
public interface TicketStore {
    /**
     * What is kept of a ticket; not the ticket itself.
     *
     * @param principal in the form in which it comes back
     * @param expires epoch milliseconds
     */
    record Kept(String hash, String tenant, String user, String principal, long expires) {}

    /** Keeps one, unless its user has {@code most} of them unused at {@code now} already. */
    CompletionStage<Boolean> put(Kept ticket, int most, long now);

    /** The principal of a ticket that has not expired at {@code now}; for one of those who ask, and empty for everybody else. */
    CompletionStage<Optional<String>> take(String hash, long now);

    /** Removes what has expired. */
    CompletionStage<?> tidy(long now);
}
