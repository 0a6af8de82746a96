package io.akkord;

import io.akkord.auth.Revocation;
import io.akkord.auth.RevocationStore;
import io.akkord.journal.Database;
import io.akkord.journal.RevocationTable;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The table of revocations, as access uses it. */
final class StoredRevocations implements RevocationStore {
    private final RevocationTable table;

    StoredRevocations(Database database) {
        this.table = new RevocationTable(database);
    }

    @Override
    public CompletionStage<?> put(Revocation one) {
        return table.upsert(
                new RevocationTable.Row(one.tenant(), one.subject().label(), one.name(), one.at(), one.until()));
    }

    @Override
    public CompletionStage<Boolean> remove(String tenant, Revocation.Subject subject, String name) {
        return table.remove(tenant, subject.label(), name);
    }

    @Override
    public CompletionStage<List<Revocation>> all(long now) {
        return table.all(now)
                .thenApply(rows -> rows.stream()
                        .map(row -> new Revocation(
                                row.tenant(), Revocation.Subject.of(row.subject()), row.name(), row.at(), row.until()))
                        .toList());
    }
}
