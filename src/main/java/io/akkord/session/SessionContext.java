package io.akkord.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.object.BareFault;
import io.akkord.object.CommitFrame;
import io.akkord.object.CommitGroup;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.object.Relays;
import io.akkord.object.Trace;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Outbound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the subscriptions of one session share: its ways in and out, its timers, whom it acts for. Used within the session's turn. */
final class SessionContext {
    private static final Logger LOG = LoggerFactory.getLogger(SessionContext.class);
    private static final Duration ANSWER_CHECK = Duration.ofMillis(100);
    private static final int PAGE_COMMITS = 10_000;
    private static final long RETRY_MILLIS = 1_000;

    private final SessionServices services;
    private final ActorContext<SessionCommand> actor;
    private final TimerScheduler<SessionCommand> timers;
    private final ActorRef<RelayEvent> stream;
    private final ActorRef<Outcome> outcomes;
    private final String session;
    private final Outbox out;
    private final InboundGate gate;
    private final SlowReader slow;
    private final LargeAnswer large;
    private String client = "";
    private Principal principal = Principal.ANYBODY;
    private long attachments;
    private long reads;
    private boolean watching;
    private SessionMonitor.KindWatch carried = SessionMonitor.KindWatch.NONE;
    private long confirmed = CommitGroup.UNKNOWN;

    SessionContext(
            SessionServices services,
            ActorContext<SessionCommand> actor,
            TimerScheduler<SessionCommand> timers,
            String session,
            Outbox out) {
        this.services = services;
        this.actor = actor;
        this.timers = timers;
        this.session = session;
        this.out = out;
        this.gate = new InboundGate(
                services.settings().maxPending(), services.settings().maxPendingBytes());
        this.slow = new SlowReader(out, gate, timers, services.settings().slowAfter());
        this.large = new LargeAnswer(out);
        this.stream = actor.messageAdapter(RelayEvent.class, SessionInternal.Relayed::new);
        this.outcomes = actor.messageAdapter(Outcome.class, SessionInternal.Decided::new);
    }

    void greeted(String client, Principal principal) {
        this.client = client;
        this.principal = principal;
    }

    SessionServices services() {
        return services;
    }

    Outbox out() {
        return out;
    }

    InboundGate gate() {
        return gate;
    }

    SlowReader slow() {
        return slow;
    }

    String session() {
        return session;
    }

    String client() {
        return client;
    }

    Principal principal() {
        return principal;
    }

    /** What the client may do with the object now. */
    Level level(ObjectId id) {
        return principal.level(id.path());
    }

    ActorRef<RelayEvent> stream() {
        return stream;
    }

    ActorRef<Outcome> outcomes() {
        return outcomes;
    }

    /** A session id for one attachment to one object, so that what an earlier one was sent is told apart. */
    String nextAttachment() {
        return session + '.' + ++attachments;
    }

    void toObject(ObjectCommand command) {
        services.objects().tell(command);
    }

    void toRelays(Relays.Command command) {
        services.relays().tell(command);
    }

    /** Reads commits of the past; the answer is a {@link SessionInternal.PageRead} with the number returned. */
    <C, E, S> long read(SessionKind<C, E, S> kind, ObjectId id, long from, long to) {
        long read = ++reads;
        actor.pipeToSelf(
                services.history()
                        .commits(
                                kind.runtime().codec(),
                                id,
                                from,
                                to,
                                PAGE_COMMITS,
                                services.settings().catchUpBytes())
                        .thenApply(commits -> commits.stream().map(kind::frame).toList()),
                (frames, failure) -> page(id, read, frames, failure));
        return read;
    }

    private SessionCommand page(ObjectId id, long read, List<CommitFrame> frames, @Nullable Throwable failure) {
        if (failure != null) {
            Trace.log(session, () -> LOG.warn("Commits of {} cannot be read", id.label(), BareFault.of(failure)));
            return new SessionInternal.PageRead(id, read, Optional.empty());
        }
        return new SessionInternal.PageRead(id, read, Optional.of(frames));
    }

    /** What goes out at the end of this turn holds a group, confirmed as {@link CommitGroup#confirmed} says. */
    void carries(SessionMonitor.KindWatch watch, long confirmedAt) {
        carried = watch;
        confirmed = confirmedAt;
    }

    /** All that was said in this turn has gone to the socket. */
    void flushed() {
        if (confirmed != CommitGroup.UNKNOWN) {
            carried.delivered(System.nanoTime() - confirmed);
            confirmed = CommitGroup.UNKNOWN;
        }
    }

    /** Whether an answer of about so many bytes may go out now; if not, all that wait are asked again when it may. */
    boolean mayAnswer(long bytes) {
        if (bytes <= LargeAnswer.LARGE) {
            return true;
        }
        if (large.isStanding()) {
            return false;
        }
        String group = principal.tenant().equals(ObjectId.NO_TENANT) ? principal.user() : principal.tenant() + ':';
        boolean anybody = principal.equals(Principal.ANYBODY);
        boolean may = services.largeAnswers().enter(actor.getSelf(), anybody ? "" : group);
        if (may) {
            watchLargeAnswers();
        }
        return may;
    }

    /** Sees to it that the session makes room for others when its large answers have gone out. */
    void watchLargeAnswers() {
        SessionCommand check = new SessionInternal.AnswerCheck();
        if (!timers.isTimerActive(check)) {
            large.begin(System.nanoTime());
            timers.startTimerWithFixedDelay(check, check, ANSWER_CHECK);
        }
    }

    /** Whether the session may send again what it held back because its answers did not move. */
    boolean checkLargeAnswers() {
        LargeAnswer.Look look = large.look(System.nanoTime());
        if (look == LargeAnswer.Look.STANDS) {
            services.largeAnswers().leave(actor.getSelf());
        } else if (look != LargeAnswer.Look.MOVES) {
            leaveLargeAnswers();
        }
        return look == LargeAnswer.Look.DONE_LATE;
    }

    void leaveLargeAnswers() {
        timers.cancel(new SessionInternal.AnswerCheck());
        services.largeAnswers().leave(actor.getSelf());
    }

    void leaveOutflow() {
        services.outflow().leave(actor.getSelf());
    }

    /** Hands the session what a stage comes to, as a message. */
    <T> void await(CompletionStage<T> stage, BiFunction<@Nullable T, @Nullable Throwable, SessionCommand> message) {
        actor.pipeToSelf(stage, message::apply);
    }

    /** Sends the session a message later; the same message again takes the place of the first. */
    void later(SessionCommand message, Duration delay) {
        timers.startSingleTimer(message, message, delay);
    }

    void notLater(SessionCommand message) {
        timers.cancel(message);
    }

    /** Grows with the number of failures from about 100 ms to about 5 s, and is never the same for all sessions. */
    Duration jitter(int failures) {
        long most = Math.min(5_000, 250L << Math.min(failures, 5));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 10, most));
    }

    /** Sees to it that {@link SessionInternal.DeadlineDue} comes now and then while a submission is undecided. */
    void watchDeadlines(boolean whether) {
        if (whether != watching) {
            watching = whether;
            SessionCommand due = new SessionInternal.DeadlineDue();
            if (whether) {
                long every = Math.max(10, services.settings().submitTimeout().toMillis() / 8);
                timers.startTimerWithFixedDelay(due, due, Duration.ofMillis(every));
            } else {
                timers.cancel(due);
            }
        }
    }

    void error(ObjectId id, ErrorCode code, String sentence, long retryAfterMillis, OptionalLong seq) {
        boolean again = code == ErrorCode.UNAVAILABLE || code == ErrorCode.OVERLOADED;
        long retryAfter = again && retryAfterMillis == 0 ? RETRY_MILLIS : retryAfterMillis;
        out.say(new Outbound.Error(id.path(), code, sentence, retryAfter, seq));
    }

    void error(ObjectId id, Refusal refusal, OptionalLong seq) {
        error(id, ErrorCode.of(refusal.reason()), refusal.message(), refusal.retryAfterMillis(), seq);
    }

    void error(ObjectId id, ErrorCode code, String sentence) {
        error(id, code, sentence, 0, OptionalLong.empty());
    }
}
