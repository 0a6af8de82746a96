package io.akkord.auth;

import io.akkord.settings.AuthSettings;
import io.akkord.settings.HmacSettings;
import io.akkord.settings.JwksSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that decides who comes in, on one node: who a token stands for, tickets in its place, and what was revoked. Keeps itself
 * up to date on a thread of its own until it is closed.
 */
public final class Access implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    /** How often a key set in a file is looked at. */
    private static final Duration FILE_EVERY = Duration.ofSeconds(5);

    private static final long LOAD_SECONDS = 20;

    private final Admission admission;
    private final Tickets tickets;
    private final Revocations revocations;
    private final ScheduledExecutorService timer;

    private Access(Admission admission, Tickets tickets, Revocations revocations, ScheduledExecutorService timer) {
        this.admission = admission;
        this.tickets = tickets;
        this.revocations = revocations;
        this.timer = timer;
    }

    /**
     * Reads the keys and what was revoked; throws IllegalArgumentException with a sentence for the operator where there are no keys.
     *
     * @param clock epoch milliseconds
     */
    public static Access open(AuthSettings settings, TicketStore tickets, RevocationStore store, LongSupplier clock) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "akkord-access");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Revocations revocations = new Revocations(store, settings, clock);
            revocations
                    .look()
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(LOAD_SECONDS, TimeUnit.SECONDS)
                    .join();
            Admission admission = settings.mode() == AuthSettings.Mode.NONE
                    ? Admission.OPEN
                    : new TokenAdmission(settings, keys(settings, timer), revocations, clock);
            Tickets own = new Tickets(tickets, settings.tickets(), admission, clock);
            every(timer, settings.revocations().every(), "what was revoked elsewhere", revocations::look);
            every(timer, settings.revocations().every(), "tickets that have expired", own::tidy);
            return new Access(admission, own, revocations, timer);
        } catch (CompletionException e) {
            timer.shutdownNow();
            throw new IllegalStateException("What was revoked cannot be read.", e);
        } catch (RuntimeException e) {
            timer.shutdownNow();
            throw e;
        }
    }

    private static KeySource keys(AuthSettings settings, ScheduledExecutorService timer) {
        if (settings.hs256().isGiven()) {
            return KeySource.of(KeyRing.ofSecret(secret(settings.hs256())));
        }
        JwksSettings jwks = settings.jwks();
        if (settings.audience().isEmpty()) {
            LOG.warn("Tokens for any audience are taken; set akkord.auth.audience (AKKORD_AUTH_AUDIENCE) if the keys"
                    + " sign tokens for others too");
        }
        KeyLocation location = jwks.file().isPresent()
                ? new KeyFile(jwks.file().get(), jwks.maxSize())
                : new KeyAddress(jwks.url().orElseThrow(), jwks.maxSize(), jwks.within());
        FetchedKeys keys = FetchedKeys.of(location, jwks, System::nanoTime);
        boolean often = jwks.file().isPresent() && jwks.refresh().compareTo(FILE_EVERY) > 0;
        every(timer, often ? FILE_EVERY : jwks.refresh(), "the keys of tokens", keys::fetch);
        return keys;
    }

    private static byte[] secret(HmacSettings settings) {
        if (settings.secret().isPresent()) {
            return settings.secret().get().getBytes(StandardCharsets.UTF_8);
        }
        Path file = settings.file().orElseThrow();
        try {
            return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + file + " with the secret for tokens cannot be read.", e);
        }
    }

    private static void every(
            ScheduledExecutorService timer, Duration pause, String what, Supplier<CompletionStage<?>> task) {
        AtomicBoolean busy = new AtomicBoolean();
        Runnable guarded = () -> {
            // What takes longer than the pause, on a disk that hangs, is not asked for again meanwhile.
            if (busy.compareAndSet(false, true)) {
                begun(task).whenComplete((done, failure) -> {
                    busy.set(false);
                    if (failure != null) {
                        LOG.warn("Access: {} could not be seen to: {}", what, failure.toString());
                    }
                });
            }
        };
        timer.scheduleWithFixedDelay(guarded, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static CompletionStage<?> begun(Supplier<CompletionStage<?>> task) {
        try {
            return task.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    public Admission admission() {
        return admission;
    }

    public Tickets tickets() {
        return tickets;
    }

    public Revocations revocations() {
        return revocations;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
