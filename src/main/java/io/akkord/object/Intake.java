package io.akkord.object;

import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where submissions wait for their kind's {@link Interceptor} before they join an object's queue, in the order in which they came. All
 * that are here are asked about at once; each goes on when it is settled and all before it have gone.
 *
 * <p>A join waits here only behind submissions of its own client, so that what it is told of them is final; reads and alarms never do.
 */
final class Intake<C, E, S> {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Refusal NO_ANSWER = new Refusal(
            Refusal.Reason.UNAVAILABLE,
            "What looks at submissions before they are committed does not answer; send the same again.",
            500);

    private static final long LOG_PAUSE = 10_000_000_000L;

    private static final class Entry {
        private final ObjectCommand came;
        private ObjectCommand goes;
        private boolean asked;
        private boolean settled;
        private @Nullable Refusal refusal;

        Entry(ObjectCommand request) {
            came = request;
            goes = request;
        }
    }

    private final ActorContext<EntityMessage> context;
    private final ObjectId id;
    private final Interceptor<C, S> interceptor;
    private final RequestQueue<C> queue;
    private final Memory<E, S> memory;
    private final Executor threads;
    private final Duration patience;
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final AtomicLong logged = new AtomicLong(System.nanoTime() - LOG_PAUSE - 1);
    private long last;

    /** @param patience how long a submission is waited for */
    Intake(
            ActorContext<EntityMessage> context,
            ObjectId id,
            Interceptor<C, S> interceptor,
            RequestQueue<C> queue,
            Memory<E, S> memory,
            Duration patience) {
        this.context = context;
        this.id = id;
        this.interceptor = interceptor;
        this.queue = queue;
        this.memory = memory;
        this.threads = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
        this.patience = patience;
    }

    /** Nobody waits here. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes a request, or passes it on to the queue; false when that is full. */
    boolean offer(ObjectCommand request) {
        boolean looked = request instanceof ObjectCommand.Submit<?> || request instanceof ObjectCommand.Purge<?>;
        if (!looked && !behindItsOwn(request)) {
            return queue.offer(request);
        }
        if (!queue.reserve(request)) {
            return false;
        }
        Entry entry = new Entry(request);
        entry.settled = !looked;
        entries.put(++last, entry);
        memory.known().ifPresent(state -> ask(last, entry, state.value()));
        return true;
    }

    private boolean behindItsOwn(ObjectCommand request) {
        return request instanceof ObjectCommand.Subscribe subscribe
                && entries.values().stream()
                        .anyMatch(e -> e.came instanceof ObjectCommand.Submit<?> submit
                                && submit.submission()
                                        .client()
                                        .equals(subscribe.join().client()));
    }

    /** A session that leaves while its join still waits here leaves after it; false where no join of it does. */
    boolean follow(ObjectCommand.Unsubscribe leave) {
        boolean waits = entries.values().stream()
                .anyMatch(e -> e.came instanceof ObjectCommand.Subscribe subscribe
                        && subscribe.join().session().equals(leave.session()));
        if (waits) {
            queue.expect(leave);
            Entry entry = new Entry(leave);
            entry.settled = true;
            entries.put(++last, entry);
        }
        return waits;
    }

    /** The object is awake: those who came before can be asked about. */
    void awake() {
        memory.known()
                .ifPresent(state -> Map.copyOf(entries).keySet().stream()
                        .sorted()
                        .forEach(ticket -> ask(ticket, entries.get(ticket), state.value())));
    }

    @SuppressWarnings("unchecked")
    private void ask(long ticket, @Nullable Entry entry, S confirmed) {
        if (entry == null || entry.asked || entry.settled) {
            return;
        }
        entry.asked = true;
        Submission<C> submission = (Submission<C>) submission(entry.came);
        CompletionStage<Interception<C>> answer = CompletableFuture.supplyAsync(
                        () -> interceptor.intercept(id, submission, confirmed), threads)
                .thenCompose(Function.identity())
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        context.pipeToSelf(
                answer,
                (interception, failure) -> new EntityInternal.Intercepted<>(
                        ticket, interception == null ? failed(failure) : interception));
    }

    private static Submission<?> submission(ObjectCommand request) {
        return request instanceof ObjectCommand.Submit<?> submit
                ? submit.submission()
                : ((ObjectCommand.Purge<?>) request).deletion();
    }

    private Interception<C> failed(@Nullable Throwable failure) {
        long now = System.nanoTime();
        long earlier = logged.get();
        if (now - earlier > LOG_PAUSE && logged.compareAndSet(earlier, now)) {
            LOG.error("An interceptor did not answer for {}", id.path(), failure);
        }
        return new Interception.Refuse<>(NO_ANSWER);
    }

    /** An answer has come; those whose turn it is go on to the queue. Whether anybody did. */
    boolean settled(long ticket, Interception<?> interception) {
        Entry entry = entries.get(ticket);
        if (entry == null || entry.settled) {
            return false;
        }
        entry.settled = true;
        if (interception instanceof Interception.Pass<?> pass) {
            entry.goes = with(entry.came, pass.command());
        } else {
            entry.refusal = ((Interception.Refuse<?>) interception).refusal();
        }
        boolean any = false;
        for (Optional<Entry> next = next(); next.isPresent(); next = next()) {
            pass(next.get());
            any = true;
        }
        return any;
    }

    @SuppressWarnings("unchecked")
    private ObjectCommand with(ObjectCommand request, Object command) {
        if (request instanceof ObjectCommand.Submit<?> submit) {
            return submit.submission().command() == command
                    ? submit
                    : new ObjectCommand.Submit<>(
                            submit.id(), submit.submission().with((C) command), submit.session(), submit.replyTo());
        }
        ObjectCommand.Purge<C> purge = (ObjectCommand.Purge<C>) request;
        return new ObjectCommand.Purge<>(purge.id(), purge.deletion().with((C) command), purge.replyTo());
    }

    /** Takes the first out if it is settled. */
    private Optional<Entry> next() {
        var first = entries.entrySet().iterator();
        Optional<Entry> next =
                first.hasNext() ? Optional.of(first.next().getValue()).filter(e -> e.settled) : Optional.empty();
        if (next.isPresent()) {
            first.remove();
        }
        return next;
    }

    private void pass(Entry entry) {
        if (entry.refusal != null && entry.came instanceof ObjectCommand.Purge<?>) {
            queue.expectNoMore(entry.came);
            Replies.refuse(entry.came, entry.refusal);
        } else {
            queue.enter(entry.came, entry.goes, entry.refusal);
        }
    }

    /** Whoever waits here is told so; what is still answered about them does not matter. */
    void refuseAll(Refusal refusal) {
        entries.values().forEach(entry -> {
            queue.expectNoMore(entry.came);
            Replies.refuse(entry.came, refusal);
        });
        entries.clear();
    }
}
