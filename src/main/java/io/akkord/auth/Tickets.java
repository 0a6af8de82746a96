package io.akkord.auth;

import io.akkord.settings.TicketSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Tickets stand for a token once, within seconds, where a token must not or cannot stand: in an address. Whoever uses one is who it was
 * made for, until that token would have expired, and not if it was revoked meanwhile.
 */
public final class Tickets {
    private static final int BYTES = 32;
    private static final int CHARACTERS = 43;

    private final TicketStore store;
    private final TicketSettings settings;
    private final Admission admission;
    private final LongSupplier clock;
    private final SecureRandom random = new SecureRandom();

    /** @param clock epoch milliseconds */
    public Tickets(TicketStore store, TicketSettings settings, Admission admission, LongSupplier clock) {
        this.store = store;
        this.settings = settings;
        this.admission = admission;
        this.clock = clock;
    }

    /** @param within how long it may be used */
    public record Ticket(String text, Duration within) {}

    /** A ticket for somebody who was let in; empty where they have too many. */
    public CompletionStage<Optional<Ticket>> issue(Principal principal) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = clock.getAsLong();
        TicketStore.Kept kept = new TicketStore.Kept(
                VerifiedTokens.hash(text),
                principal.tenant(),
                principal.user(),
                PrincipalForm.write(principal),
                now + settings.within().toMillis());
        return store.put(kept, settings.perUser(), now)
                .thenApply(stored -> stored ? Optional.of(new Ticket(text, settings.within())) : Optional.empty());
    }

    /** Whom a ticket was made for; it is used up. Fails with {@link TokenRefused}, or otherwise where that cannot be found out now. */
    public CompletionStage<Principal> redeem(String ticket) {
        if (ticket.length() != CHARACTERS) {
            return CompletableFuture.failedFuture(refused());
        }
        return store.take(VerifiedTokens.hash(ticket), clock.getAsLong())
                .thenApply(found -> current(found.flatMap(PrincipalForm::read)));
    }

    private Principal current(Optional<Principal> principal) {
        if (principal.isEmpty()) {
            throw new CompletionException(refused());
        }
        admission.dismissal(principal.get()).ifPresent(sentence -> {
            throw new CompletionException(new TokenRefused(sentence));
        });
        return principal.get();
    }

    CompletionStage<?> tidy() {
        return store.tidy(clock.getAsLong());
    }

    private static TokenRefused refused() {
        return new TokenRefused("The ticket was used before, has expired, or never was one.");
    }
}
