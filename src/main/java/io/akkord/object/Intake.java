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
 * <p>One that {@link Interceptor#needsCurrent} is asked about when all before it are decided and confirmed, and what comes after it goes
 * on when it is decided and confirmed itself: it is judged on the state it is decided on.
 *
 * <p>A join waits here only behind submissions of its own client, so that what it is told of them is final; reads never do, and alarms
 * only for one that was judged and is not decided yet.
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
        private boolean current;
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
    private ObjectCommand.@Nullable Wake wake;
    private boolean deciding;
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
        return entries.isEmpty() && wake == null;
    }

    /** Whether somebody waits here until all is decided that has gone on. */
    boolean waitsForDecisions() {
        return deciding
                ? !isEmpty()
                : first().filter(e -> e.current && !e.asked).isPresent();
    }

    /** Takes a request, or passes it on to the queue; false when that is full. */
    boolean offer(ObjectCommand request) {
        if (request instanceof ObjectCommand.Wake alarm && isJudging()) {
            return wake != null || hold(alarm);
        }
        boolean looked = request instanceof ObjectCommand.Submit<?> || request instanceof ObjectCommand.Purge<?>;
        if (!looked && !behindItsOwn(request)) {
            return queue.offer(request);
        }
        if (!queue.reserve(request)) {
            return false;
        }
        Entry entry = new Entry(request);
        entry.settled = !looked;
        entry.current = looked && needsCurrent(request);
        entries.put(++last, entry);
        if (!entry.current) {
            memory.known().ifPresent(state -> ask(last, entry, state.value()));
        }
        return true;
    }

    /** The state must not change: the first is being judged on it, or was and is not decided. */
    private boolean isJudging() {
        return deciding || first().filter(e -> e.current && e.asked).isPresent();
    }

    private boolean hold(ObjectCommand.Wake alarm) {
        boolean room = queue.reserve(alarm);
        wake = room ? alarm : null;
        return room;
    }

    @SuppressWarnings("unchecked")
    private boolean needsCurrent(ObjectCommand request) {
        return interceptor.needsCurrent((Submission<C>) submission(request));
    }

    private Optional<Entry> first() {
        return entries.values().stream().findFirst();
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
                .ifPresent(state -> entries.forEach((ticket, entry) -> {
                    if (!entry.current) {
                        ask(ticket, entry, state.value());
                    }
                }));
    }

    @SuppressWarnings("unchecked")
    private void ask(long ticket, Entry entry, S confirmed) {
        if (entry.asked || entry.settled) {
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
                        ticket, interception == null ? failed(entry.came, failure) : interception));
    }

    private static Submission<?> submission(ObjectCommand request) {
        return request instanceof ObjectCommand.Submit<?> submit
                ? submit.submission()
                : ((ObjectCommand.Purge<?>) request).deletion();
    }

    private Interception<C> failed(ObjectCommand request, @Nullable Throwable failure) {
        long now = System.nanoTime();
        long earlier = logged.get();
        if (now - earlier > LOG_PAUSE && logged.compareAndSet(earlier, now)) {
            Trace.log(
                    request.trace(),
                    () -> LOG.error(
                            "An interceptor did not answer for {}",
                            id.path(),
                            failure == null ? null : BareFault.of(failure)));
        }
        return new Interception.Refuse<>(NO_ANSWER);
    }

    /** An answer has come; those whose turn it is go on to the queue. Whether anybody did. */
    boolean settled(long ticket, Interception<?> interception) {
        Entry entry = entries.get(ticket);
        if (entry == null || entry.settled) {
            return false;
        }
        if (interception instanceof Interception.Pass<?> pass) {
            entry.goes = with(entry.came, pass.command());
            if (!entry.current && needsCurrent(entry.goes)) {
                // It has become one whose turn to be judged comes later.
                entry.goes = entry.came;
                entry.current = true;
                entry.asked = false;
                return false;
            }
        } else {
            entry.refusal = ((Interception.Refuse<?>) interception).refusal();
        }
        entry.settled = true;
        return goOn();
    }

    /** All that went on is decided and confirmed, and the object is awake. Whether anybody goes on now. */
    boolean decided() {
        deciding = false;
        ObjectCommand.Wake alarm = wake;
        if (alarm != null) {
            wake = null;
            queue.enter(alarm, alarm, null);
            return true;
        }
        boolean any = goOn();
        if (!any && waitsForDecisions()) {
            var first = entries.entrySet().iterator().next();
            ask(first.getKey(), first.getValue(), memory.state().value());
        }
        return any;
    }

    private boolean goOn() {
        boolean any = false;
        for (Optional<Entry> next = next(); next.isPresent(); next = next()) {
            deciding = next.get().current && next.get().refusal == null;
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
                            submit.id(),
                            submit.submission().with((C) command),
                            submit.session(),
                            submit.trace(),
                            submit.replyTo());
        }
        ObjectCommand.Purge<C> purge = (ObjectCommand.Purge<C>) request;
        return new ObjectCommand.Purge<>(
                purge.id(), purge.deletion().with((C) command), purge.trace(), purge.replyTo());
    }

    /** Takes the first out if it is its turn. */
    private Optional<Entry> next() {
        Optional<Entry> next = deciding ? Optional.empty() : first().filter(e -> e.settled);
        if (next.isPresent()) {
            entries.values().remove(next.get());
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
        if (wake != null) {
            queue.expectNoMore(wake);
            wake = null;
        }
    }
}
