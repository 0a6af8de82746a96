package io.akkord.object;

import akka.actor.typed.ActorRef;
import io.akkord.journal.Stored;
import io.akkord.kind.ClientEntry;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of an object: the requests taken from its queue, the group they make, and the answers that wait behind the output gate
 * until the group is durable.
 *
 * <p>A join is taken only while the group is empty, so that a session always joins at a confirmed version. A purge is the last thing
 * that is taken, and its deletion the only one in its group.
 */
final class Cut<C, E, S> {
    /** What a cut needs its entity for. */
    interface Host<C> {
        /** A relay that follows the object for the first time. */
        void welcome(ActorRef<RelayEvent> relay);

        /** A submission that needs the journal before it can be decided. */
        void bringForward(Candidate<C> candidate);

        /** Clients that were waited for too long. */
        Set<String> overdue();

        ObjectTracing tracing();

        /** Hears what comes of the turn. */
        ObjectMonitor.Watch watch();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Cut.class);

    private static final String READ = "read";
    private static final int MAX_LINES = 16;

    /** @param version that it made, or rests on */
    private record Answer(ObjectCommand request, String outcome, long version, Runnable send) {}

    private final ObjectId id;
    private final KindRuntime<C, E, S> runtime;
    private final Group<C, E, S> group;
    private final ObjectState<S> confirmed;
    private final Window<E, S> window;
    private final Audience audience;
    private final Host<C> host;
    private final List<Answer> answers = new ArrayList<>();
    private ObjectCommand.@Nullable Purge<C> purge;
    private boolean woken;
    private Set<String> missed = Set.of();
    private boolean isWritten;
    private int duplicates;

    Cut(
            ObjectId id,
            KindRuntime<C, E, S> runtime,
            ObjectState<S> confirmed,
            Window<E, S> window,
            Audience audience,
            Host<C> host,
            long now) {
        this.id = id;
        this.runtime = runtime;
        this.group = new Group<>(runtime, confirmed, window, now);
        this.confirmed = confirmed;
        this.window = window;
        this.audience = audience;
        this.host = host;
    }

    Group<C, E, S> group() {
        return group;
    }

    /** Whether an alarm was among the requests. */
    boolean woken() {
        return woken;
    }

    /** The clients whose absence was dealt with. */
    Set<String> missed() {
        return missed;
    }

    /** What is to be purged once the group, if there is one, is durable. */
    Optional<ObjectCommand.Purge<C>> purge() {
        return Optional.ofNullable(purge);
    }

    boolean isWritten() {
        return isWritten;
    }

    void written() {
        isWritten = true;
    }

    /**
     * Takes requests until the queue is empty, the group is full, a join or a purge has to wait for the group, or a purge was taken. One
     * that its kind fails over stays in the queue.
     */
    void take(RequestQueue<C> queue, int maxGroup, long maxBytes) {
        for (var next = queue.peek();
                next != null && purge == null && group.events().size() < maxGroup && group.bytes() < maxBytes;
                next = queue.peek()) {
            boolean needsConfirmed = next.request() instanceof ObjectCommand.Subscribe
                    || next.request() instanceof ObjectCommand.Purge<?>
                    || next.request() instanceof ObjectCommand.Wake;
            if (needsConfirmed && !group.isEmpty()) {
                return;
            }
            if (next.request() instanceof ObjectCommand.Wake) {
                wake(maxGroup, maxBytes);
            } else {
                handle(next);
            }
            queue.poll();
        }
    }

    @SuppressWarnings("unchecked")
    private void handle(RequestQueue.Waiting<C> waiting) {
        ObjectCommand request = waiting.request();
        if (request instanceof ObjectCommand.Submit<?> submit) {
            submit((ObjectCommand.Submit<C>) submit, waiting);
        } else if (request instanceof ObjectCommand.Read read) {
            ObjectState<S> state = group.head();
            answers.add(new Answer(
                    read, READ, state.version(), () -> read.replyTo().tell(new ReadAnswer.Current<>(id, state))));
        } else if (request instanceof ObjectCommand.Subscribe subscribe) {
            join(subscribe);
        } else if (request instanceof ObjectCommand.Unsubscribe leave) {
            audience.leave(leave.session(), leave.relay());
        } else if (request instanceof ObjectCommand.Purge<?> all) {
            purge((ObjectCommand.Purge<C>) all);
        }
    }

    /** Does what is due; a kind that fails over it is asked again at the next alarm, and everybody else goes on. */
    private void wake(int maxGroup, long maxBytes) {
        woken = true;
        missed = host.overdue();
        try {
            if (!missed.isEmpty()) {
                group.absent(missed);
            }
            boolean more = true;
            while (more && group.events().size() < maxGroup && group.bytes() < maxBytes) {
                more = group.alarm();
            }
        } catch (RuntimeException fault) {
            LOG.error("{} could not do what is due", id.label(), BareFault.of(fault));
        }
    }

    private void submit(ObjectCommand.Submit<C> submit, RequestQueue.Waiting<C> waiting) {
        Submission<C> s = submit.submission();
        if (!submit.session().isEmpty() && audience.superseded(s.client(), submit.session())) {
            Replies.refuse(
                    submit, Refusal.of(Refusal.Reason.SUPERSEDED, "A later session of this client has taken over."));
            return;
        }
        Verdict verdict = verdict(submit, waiting);
        if (verdict instanceof Verdict.Accepted a) {
            answers.add(new Answer(submit, "committed", a.version(), () -> {
                if (submit.session().isEmpty()) {
                    submit.replyTo()
                            .tell(new Outcome.Committed(id, s.seq(), a.version(), a.timestamp(), false, a.created()));
                }
            }));
        } else if (verdict instanceof Verdict.Duplicate d) {
            duplicates++;
            Outcome outcome = new Outcome.Committed(id, s.seq(), d.version(), d.timestamp(), true, false);
            answers.add(new Answer(
                    submit, "a duplicate", d.version(), () -> submit.replyTo().tell(outcome)));
        } else if (verdict instanceof Verdict.Refused r) {
            Outcome outcome =
                    new Outcome.Refused(id, s.seq(), r.refusal(), group.head().version());
            answers.add(new Answer(
                    submit,
                    r.refusal().reason().name(),
                    group.head().version(),
                    () -> submit.replyTo().tell(outcome)));
        }
    }

    private Verdict verdict(ObjectCommand.Submit<C> submit, RequestQueue.Waiting<C> waiting) {
        Candidate<C> candidate = waiting.candidate();
        if (candidate == null) {
            candidate = Candidate.of(submit, waiting.refused());
        } else {
            if (waiting.result() instanceof OldBase.Result.Found<C> found) {
                return found.user().equals(submit.submission().user())
                        ? Group.resent(submit.submission(), found.version(), found.timestamp(), found.hash())
                        : Verdict.refuse(Refusal.Reason.FORBIDDEN, "This client id belongs to another user here.");
            }
            if (waiting.result() instanceof OldBase.Result.Refused<C> refused) {
                return refused(candidate, refused.refusal());
            }
            if (waiting.result() instanceof OldBase.Result.Forward<C> forward) {
                candidate = candidate.forward(forward.command(), forward.at());
            }
        }
        Verdict verdict = admit(candidate);
        if (verdict instanceof Verdict.NeedsJournal) {
            host.bringForward(candidate);
        }
        return verdict;
    }

    /** A misfit found in the journal counts only where the checks that come before it pass. */
    private Verdict refused(Candidate<C> candidate, Refusal refusal) {
        Verdict verdict = new Verdict.Refused(refusal);
        if (refusal.reason() == Refusal.Reason.UNAVAILABLE) {
            return verdict;
        }
        return group.check(candidate.forward(candidate.command(), confirmed.version()))
                .orElse(verdict);
    }

    /** A command its kind fails over is refused like any other bad input: the object and everybody else go on. */
    private Verdict admit(Candidate<C> candidate) {
        Submission<C> s = candidate.submission();
        boolean unused =
                candidate.numbered() && group.head().clients().get(s.client()).isEmpty();
        if (unused && !audience.userOf(s.client()).map(s.user()::equals).orElse(true)) {
            return Verdict.refuse(Refusal.Reason.FORBIDDEN, "This client id belongs to another user here.");
        }
        try {
            return group.admit(candidate);
        } catch (RuntimeException fault) {
            Trace.log(
                    candidate.submit().trace(),
                    () -> LOG.error("{} could not decide a submission", id.label(), BareFault.of(fault)));
            return new Verdict.Refused(Replies.UNFIT);
        }
    }

    /** Deletes the object if it is there; when it is not there any more, what is left of it may go. */
    private void purge(ObjectCommand.Purge<C> request) {
        Candidate<C> deletion = Candidate.of(
                new ObjectCommand.Submit<>(id, request.deletion(), "", request.trace(), request.replyTo()), null);
        Verdict verdict = admit(deletion);
        if (verdict instanceof Verdict.Refused r
                && (r.refusal().reason() != Refusal.Reason.NOT_FOUND || confirmed.version() == 0)) {
            refuse(request, r.refusal());
        } else if (runtime.kind().exists(group.head().value())) {
            Refusal refusal = Refusal.of(Refusal.Reason.INVALID, "Only what is deleted can be purged.");
            refuse(request, refusal);
        } else {
            purge = request;
            answers.add(new Answer(request, "deleted", group.head().version(), () -> {}));
        }
    }

    private void refuse(ObjectCommand request, Refusal refusal) {
        answers.add(new Answer(
                request, refusal.reason().name(), group.head().version(), () -> Replies.refuse(request, refusal)));
    }

    private void join(ObjectCommand.Subscribe subscribe) {
        Join join = subscribe.join();
        Optional<ClientEntry> known = confirmed.clients().get(join.client());
        Optional<String> owner = known.isPresent() ? Optional.of(known.get().user()) : audience.userOf(join.client());
        if (owner.isPresent() && !owner.get().equals(join.user())) {
            Replies.refuse(
                    subscribe, Refusal.of(Refusal.Reason.FORBIDDEN, "This client id belongs to another user here."));
            return;
        }
        if (audience.add(join, subscribe.relay())) {
            host.welcome(subscribe.relay());
        }
        long version = confirmed.version();
        boolean resumes = join.since() != Join.NOTHING;
        boolean reset = resumes
                && (join.since() > version
                        || join.since() < runtime.kind().continuousSince(confirmed.value())
                        || !(join.origin().isEmpty() || join.origin().equals(confirmed.origin())));
        boolean inMemory = resumes && !reset && !join.snapshot() && join.since() >= window.start();
        Optional<List<Commit<E>>> commits = inMemory ? Optional.of(window.after(join.since())) : Optional.empty();
        subscribe
                .relay()
                .tell(new RelayEvent.Joined<>(
                        id,
                        join.session(),
                        confirmed,
                        known.map(ClientEntry::seq).orElse(0L),
                        audience.presenceFor(join.client()),
                        commits,
                        reset));
    }

    /** The group, if there is one, is durable: everybody hears of it, then the answers that rest on it go out. */
    void release() {
        if (!group.isEmpty()) {
            if (!audience.isEmpty()) {
                host.tracing().fansOut(group.events().size());
            }
            List<CommitFrame> frames = new ArrayList<>(group.events().size());
            Consumer<String> wrote = host.watch()::wrote;
            for (int i = 0; i < group.events().size(); i++) {
                Stored<E> stored = group.events().get(i);
                Commit<E> c = stored.commit();
                runtime.kind().parts(c.event(), wrote);
                window.add(c, group.state(i), runtime.kind().weight(c.event()));
                if (!audience.isEmpty()) {
                    frames.add(new CommitFrame(
                            c.version(),
                            c.client(),
                            c.seq(),
                            c.timestamp(),
                            c.hash(),
                            runtime.kind().deletes(c.event()),
                            runtime.encoder().encode(c)));
                }
            }
            if (!audience.isEmpty()) {
                audience.tellAll(new RelayEvent.Committed(id, new CommitGroup(id, frames, System.nanoTime())));
                host.tracing().fannedOut(audience.relays().size());
            }
        }
        answers.forEach(this::answer);
        if (duplicates > 0) {
            host.watch().duplicates(duplicates);
        }
        group.contested().forEach(host.watch()::contested);
    }

    private void answer(Answer answer) {
        answer.send().run();
        String trace = answer.request().trace();
        if (Trace.isFollowed(trace)) {
            host.tracing().decided(trace, answer.outcome(), answer.version());
        }
        if (LOG.isDebugEnabled() && !answer.outcome().equals(READ)) {
            Trace.log(
                    trace,
                    () -> LOG.debug(
                            "{}: a submission is {}, version {}", id.label(), answer.outcome(), answer.version()));
        }
    }

    /** The first trace among the requests. */
    String trace() {
        for (Answer answer : answers) {
            if (!answer.request().trace().isEmpty()) {
                return answer.request().trace();
            }
        }
        return Trace.NONE;
    }

    /** Those among the traces of the requests that somebody follows. */
    List<String> followed() {
        List<String> followed = List.of();
        for (Answer answer : answers) {
            if (Trace.isFollowed(answer.request().trace())) {
                followed = followed.isEmpty() ? new ArrayList<>() : followed;
                followed.add(answer.request().trace());
            }
        }
        return followed;
    }

    /** Nothing of this turn may rest on what was decided: everybody who waits may ask again. */
    void fail() {
        answers.stream()
                .filter(answer -> !answer.outcome().equals(READ))
                .limit(MAX_LINES)
                .forEach(answer -> Trace.log(
                        answer.request().trace(),
                        () -> LOG.warn("{}: what became of a submission is not known", id.label())));
        answers.forEach(answer -> Replies.refuse(answer.request(), Refusal.Reason.UNAVAILABLE));
    }
}
