package io.akkord;

import io.akkord.auth.TicketStore;
import io.akkord.journal.Database;
import io.akkord.journal.TicketTable;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The table of tickets, as access uses it. */
final class StoredTickets implements TicketStore {
    private final TicketTable table;

    StoredTickets(Database database) {
        this.table = new TicketTable(database);
    }

    @Override
    public CompletionStage<Boolean> put(Kept ticket, int most, long now) {
        return table.insert(
                ticket.hash(), ticket.tenant(), ticket.user(), ticket.principal(), ticket.expires(), most, now);
    }

    @Override
    public CompletionStage<Optional<String>> take(String hash, long now) {
        return table.take(hash, now);
    }

    @Override
    public CompletionStage<?> tidy(long now) {
        return table.tidy(now);
    }
}
