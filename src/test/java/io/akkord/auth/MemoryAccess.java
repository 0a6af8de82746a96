package io.akkord.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is kept of tickets and revocations, in memory; several nodes may share one. */
public final class MemoryAccess implements TicketStore, RevocationStore {
    private final Map<String, Kept> tickets = new HashMap<>();
    private final Map<Revocation.Key, Revocation> revocations = new HashMap<>();
    private boolean failing;

    /** From now on nothing is done any more. */
    public synchronized void fail() {
        failing = true;
    }

    /** The tickets kept now. */
    synchronized List<Kept> tickets() {
        return List.copyOf(tickets.values());
    }

    private <T> CompletionStage<T> done(T value) {
        return failing
                ? CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"))
                : CompletableFuture.completedFuture(value);
    }

    @Override
    public synchronized CompletionStage<Boolean> put(Kept ticket, int most, long now) {
        long same = tickets.values().stream()
                .filter(kept -> kept.user().equals(ticket.user())
                        && kept.tenant().equals(ticket.tenant())
                        && kept.expires() > now)
                .count();
        if (same < most && !failing) {
            tickets.put(ticket.hash(), ticket);
        }
        return done(same < most);
    }

    @Override
    public synchronized CompletionStage<Optional<String>> take(String hash, long now) {
        Kept kept = failing ? null : tickets.remove(hash);
        return done(Optional.ofNullable(kept).filter(one -> one.expires() > now).map(Kept::principal));
    }

    @Override
    public synchronized CompletionStage<?> tidy(long now) {
        return done(tickets.values().removeIf(kept -> kept.expires() <= now));
    }

    @Override
    public synchronized CompletionStage<?> put(Revocation revocation) {
        if (!failing) {
            revocations.put(revocation.key(), revocation);
        }
        return done(true);
    }

    @Override
    public synchronized CompletionStage<Boolean> remove(String tenant, Revocation.Subject subject, String name) {
        return done(revocations.remove(new Revocation.Key(tenant, subject, name)) != null);
    }

    @Override
    public synchronized CompletionStage<List<Revocation>> all(long now) {
        revocations.values().removeIf(one -> one.until() <= now);
        return done(new ArrayList<>(revocations.values()));
    }
}
