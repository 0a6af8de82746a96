package io.akkord.auth;

import io.akkord.settings.AuthSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Which tokens and users are let in no more. What is revoked here holds here when the stage is complete; what other nodes have revoked,
 * from the next {@link #look} on. Thread-safe.
 */
public final class Revocations {
    private final RevocationStore store;
    private final int perTenant;
    private final boolean limited;
    private final long leeway;
    private final long lifetime;
    private final LongSupplier clock;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    private volatile Map<Revocation.Key, Revocation> standing = Map.of();
    private long changes;

    /** @param clock epoch milliseconds */
    public Revocations(RevocationStore store, AuthSettings settings, LongSupplier clock) {
        this.store = store;
        this.perTenant = settings.revocations().perTenant();
        this.leeway = settings.leeway().toMillis();
        this.lifetime = settings.maxLifetime().toMillis() + 2 * leeway;
        this.clock = clock;
        this.limited = !settings.maxLifetime().isZero();
    }

    /** Tells of every time from which on more may be revoked than before; on any thread, and briefly. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** A clock that runs ahead by the leeway dates a token of before the revocation that much after it. */
    boolean covers(Principal principal) {
        Map<Revocation.Key, Revocation> now = standing;
        if (now.isEmpty()) {
            return false;
        }
        Revocation user = now.get(new Revocation.Key(principal.tenant(), Revocation.Subject.USER, principal.user()));
        return (user != null && stands(user) && principal.issuedAt() <= user.at() + leeway)
                || coversToken(now, principal);
    }

    private boolean coversToken(Map<Revocation.Key, Revocation> now, Principal principal) {
        if (principal.tokenId().isEmpty()) {
            return false;
        }
        Revocation token = now.get(new Revocation.Key(principal.tenant(), Revocation.Subject.JTI, principal.tokenId()));
        return token != null && stands(token);
    }

    private boolean stands(Revocation revocation) {
        return clock.getAsLong() < revocation.until();
    }

    /**
     * Revokes from now on; empty where the tenant has as many as it may.
     *
     * @param until epoch milliseconds; empty for as long as there may be such tokens
     */
    public CompletionStage<Optional<Revocation>> revoke(
            String tenant, Revocation.Subject subject, String name, OptionalLong until) {
        long now = clock.getAsLong();
        long otherwise = limited ? now + lifetime : Principal.NEVER;
        Revocation revocation = new Revocation(tenant, subject, name, now, until.orElse(otherwise));
        boolean known = standing.containsKey(revocation.key());
        if (!known && of(tenant).size() >= perTenant) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return store.put(revocation).thenApply(done -> {
            change(all -> {
                all.merge(revocation.key(), revocation, Revocations::later);
                return all;
            });
            watchers.forEach(Runnable::run);
            return Optional.of(standing.getOrDefault(revocation.key(), revocation));
        });
    }

    private static Revocation later(Revocation a, Revocation b) {
        return new Revocation(
                a.tenant(), a.subject(), a.name(), Math.max(a.at(), b.at()), Math.max(a.until(), b.until()));
    }

    /** Lets in again; whether there was something to take back. */
    public CompletionStage<Boolean> takeBack(String tenant, Revocation.Subject subject, String name) {
        return store.remove(tenant, subject, name).thenApply(there -> {
            change(all -> {
                all.remove(new Revocation.Key(tenant, subject, name));
                return all;
            });
            return there;
        });
    }

    /** Those of a tenant that stand now, by what they revoke and by name. */
    public List<Revocation> of(String tenant) {
        List<Revocation> own = new ArrayList<>();
        for (Revocation revocation : standing.values()) {
            if (revocation.tenant().equals(tenant) && stands(revocation)) {
                own.add(revocation);
            }
        }
        own.sort(Comparator.comparing(Revocation::subject).thenComparing(Revocation::name));
        return own;
    }

    /** Finds out what was revoked anywhere. What happens here meanwhile counts more than what was read. */
    CompletionStage<Void> look() {
        long before = changes();
        return store.all(clock.getAsLong()).thenAccept(found -> {
            boolean more;
            synchronized (this) {
                if (changes != before) {
                    return;
                }
                Map<Revocation.Key, Revocation> all = new HashMap<>();
                found.forEach(one -> all.put(one.key(), one));
                more = found.stream().anyMatch(one -> !one.equals(standing.get(one.key())));
                standing = Map.copyOf(all);
            }
            if (more) {
                watchers.forEach(Runnable::run);
            }
        });
    }

    private synchronized long changes() {
        return changes;
    }

    private synchronized void change(UnaryOperator<Map<Revocation.Key, Revocation>> how) {
        changes++;
        standing = Map.copyOf(how.apply(new HashMap<>(standing)));
    }
}
