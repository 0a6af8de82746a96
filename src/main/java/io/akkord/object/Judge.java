package io.akkord.object;

import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an {@link Interceptor} for its entity, away from the entity's thread; there is always one answer, and in time. */
final class Judge<C, S> {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);
    private static final Refusal NO_ANSWER = new Refusal(
            Refusal.Reason.UNAVAILABLE,
            "What looks at submissions before they are committed does not answer; send the same again.",
            500);

    private static final long LOG_PAUSE = 10_000_000_000L;

    private final ActorContext<EntityMessage> context;
    private final ObjectId id;
    private final Interceptor<C, S> interceptor;
    private final Executor threads;
    private final Duration patience;
    private final AtomicLong logged = new AtomicLong(System.nanoTime() - LOG_PAUSE - 1);

    /** @param patience how long an answer is waited for */
    Judge(ActorContext<EntityMessage> context, ObjectId id, Interceptor<C, S> interceptor, Duration patience) {
        this.context = context;
        this.id = id;
        this.interceptor = interceptor;
        this.threads = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        this.patience = patience;
    }

    boolean needsCurrent(Submission<C> submission) {
        return interceptor.needsCurrent(submission);
    }

    /** {@link EntityInternal.Intercepted} with this ticket follows. */
    void ask(long ticket, Submission<C> submission, S confirmed, String trace) {
        CompletionStage<Interception<C>> answer = CompletableFuture.supplyAsync(
                        () -> interceptor.intercept(id, submission, confirmed), threads)
                .thenCompose(Function.identity())
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        context.pipeToSelf(
                answer,
                (interception, failure) -> new EntityInternal.Intercepted<>(
                        ticket, interception == null ? failed(failure, trace) : interception));
    }

    private Interception<C> failed(@Nullable Throwable failure, String trace) {
        long now = System.nanoTime();
        long earlier = logged.get();
        if (now - earlier > LOG_PAUSE && logged.compareAndSet(earlier, now)) {
            Trace.log(
                    trace,
                    () -> LOG.error(
                            "An interceptor did not answer for {}",
                            id.label(),
                            failure == null ? null : BareFault.of(failure)));
        }
        return new Interception.Refuse<>(NO_ANSWER);
    }
}
