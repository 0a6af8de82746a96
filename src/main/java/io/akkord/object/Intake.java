package io.akkord.object;

import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final Judge<C, S> judge;
    private final Foresight<C, E, S> foresight;
    private final RequestQueue<C> queue;
    private final Memory<E, S> memory;
    private final Map<Long, Entrant<C>> entries = new LinkedHashMap<>();
    private ObjectCommand.@Nullable Wake wake;
    private boolean deciding;
    private long last;

    Intake(Judge<C, S> judge, Foresight<C, E, S> foresight, RequestQueue<C> queue, Memory<E, S> memory) {
        this.judge = judge;
        this.foresight = foresight;
        this.queue = queue;
        this.memory = memory;
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
        Entrant<C> entry = new Entrant<>(request);
        entry.settled = !looked;
        entry.current = looked && judge.needsCurrent(entry.submission());
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

    private Optional<Entrant<C>> first() {
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
            Entrant<C> entry = new Entrant<>(leave);
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

    private void ask(long ticket, Entrant<C> entry, S confirmed) {
        if (!entry.asked && !entry.settled) {
            entry.asked = true;
            judge.ask(ticket, entry.judgedSubmission(), confirmed, entry.came.trace());
        }
    }

    /** It is the turn of one that is judged on what is confirmed. */
    @SuppressWarnings("unchecked")
    private void bringForward(long ticket, Entrant<C> entry) {
        if (entry.came instanceof ObjectCommand.Submit<?> submit
                && submit.submission().base() != Submission.HEAD
                && submit.submission().base() != memory.version()) {
            foreseen(ticket, entry, foresight.of((ObjectCommand.Submit<C>) submit));
        } else {
            ask(ticket, entry, memory.state().value());
        }
    }

    private void foreseen(long ticket, Entrant<C> entry, Foresight.View<C> view) {
        entry.read = null;
        if (view instanceof Foresight.View.Stands<C> stands) {
            entry.judged = stands.as();
            entry.asked = false;
            ask(ticket, entry, memory.state().value());
        } else if (view instanceof Foresight.View.Known<C> known) {
            entry.settle(known.as());
        } else if (view instanceof Foresight.View.Refused<C> refused) {
            entry.settle(new RequestQueue.Waiting<>(
                    entry.came, refused.as(), null, refused.as().refused()));
        } else {
            entry.read = ((Foresight.View.Reads<C>) view).candidate();
            entry.asked = true;
        }
    }

    /** The journal was read for a submission; false where it is none that is being judged. */
    boolean broughtForward(Candidate<C> candidate, OldBase.Result<C> result) {
        Optional<Map.Entry<Long, Entrant<C>>> found =
                entries.entrySet().stream().findFirst().filter(first -> first.getValue().read == candidate);
        found.ifPresent(first -> {
            queue.withdraw(candidate);
            foreseen(first.getKey(), first.getValue(), foresight.after(candidate, result));
        });
        return found.isPresent();
    }

    /** An answer has come; those whose turn it is go on to the queue. Whether anybody did. */
    @SuppressWarnings("unchecked")
    boolean settled(long ticket, Interception<?> interception) {
        Entrant<C> entry = entries.get(ticket);
        if (entry == null || entry.settled) {
            return false;
        }
        Candidate<C> judged = entry.judged;
        if (interception instanceof Interception.Refuse<?> refuse) {
            Refusal refusal = refuse.refusal();
            entry.settle(new RequestQueue.Waiting<>(
                    entry.came, judged == null ? null : judged.refused(refusal), null, refusal));
            return goOn();
        }
        ObjectCommand goes = entry.with(((Interception.Pass<?>) interception).command());
        if (!entry.current && judge.needsCurrent(Entrant.submission(goes))) {
            // It has become one whose turn to be judged comes later.
            entry.current = true;
            entry.asked = false;
            return false;
        }
        entry.settle(
                judged == null
                        ? new RequestQueue.Waiting<>(goes, null, null, null)
                        : foresight.passed(judged, (ObjectCommand.Submit<C>) goes));
        return goOn();
    }

    /** All that went on is decided and confirmed, and the object is awake. Whether anybody goes on now. */
    boolean decided() {
        deciding = false;
        ObjectCommand.Wake alarm = wake;
        if (alarm != null) {
            wake = null;
            queue.enter(alarm, new RequestQueue.Waiting<>(alarm, null, null, null));
            return true;
        }
        boolean any = goOn();
        if (!any && waitsForDecisions()) {
            var first = entries.entrySet().iterator().next();
            bringForward(first.getKey(), first.getValue());
            any = goOn();
        }
        return any;
    }

    private boolean goOn() {
        boolean any = false;
        for (Optional<Entrant<C>> next = next(); next.isPresent(); next = next()) {
            deciding = next.get().current && next.get().goes.refused() == null;
            pass(next.get());
            any = true;
        }
        return any;
    }

    /** Takes the first out if it is its turn. */
    private Optional<Entrant<C>> next() {
        Optional<Entrant<C>> next = deciding ? Optional.empty() : first().filter(e -> e.settled);
        if (next.isPresent()) {
            entries.values().remove(next.get());
        }
        return next;
    }

    private void pass(Entrant<C> entry) {
        Refusal refusal = entry.goes.refused();
        if (refusal != null && entry.came instanceof ObjectCommand.Purge<?>) {
            queue.expectNoMore(entry.came);
            Replies.refuse(entry.came, refusal);
        } else {
            queue.enter(entry.came, entry.goes);
        }
    }

    /** Whoever waits here is told so; what is still answered about them does not matter. */
    void refuseAll(Refusal refusal) {
        entries.values().forEach(entry -> {
            Candidate<C> read = entry.read;
            if (read != null) {
                queue.withdraw(read);
            }
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
