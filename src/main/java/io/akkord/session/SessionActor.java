package io.akkord.session;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.japi.function.Function;
import io.akkord.auth.Credential;
import io.akkord.auth.Principal;
import io.akkord.auth.TokenRefused;
import io.akkord.kind.ObjectId;
import io.akkord.object.Trace;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. Every message of the client is answered or refused once, in the order in which it came as far as it concerns
 * one object; nothing a client sends can stop its session other than by a close code of the protocol. What the session says within one
 * turn goes out as one frame. Whatever it says counts: while the client does not read, the next frame is not let in.
 */
final class SessionActor {
    private static final Logger LOG = LoggerFactory.getLogger(SessionActor.class);
    private static final int CLOSE_FAULT = 1011;
    private static final long RETRY_MILLIS = 5_000;

    /** Timers do not run for longer than some months, and the wall clock may be put right meanwhile. */
    private static final long MOST_STAY = 3_600_000;

    private static final long LEAST_STAY = 10;

    /** The messages of a frame from one on, which wait for what becomes of the HELLO before them. */
    private record Rest(SessionCommand.Frame frame, int from) {}

    private final SessionServices services;
    private final SocketOut socket;
    private final SessionContext context;
    private final Outbox out;
    private final InboundRate rate;
    private final Subscriptions subscriptions;
    private final Optional<Credential> first;

    private boolean greeted;
    private boolean admitting;
    private @Nullable Rest rest;
    private int badMessages;
    private boolean closing;
    private boolean gone;

    static Behavior<SessionCommand> create(
            SessionServices services, SocketOut socket, Optional<Credential> first, String address) {
        return Behaviors.setup(actor -> Behaviors.withTimers(
                timers -> new SessionActor(services, socket, first, address, actor, timers).behavior()));
    }

    private SessionActor(
            SessionServices services,
            SocketOut socket,
            Optional<Credential> first,
            String address,
            ActorContext<SessionCommand> actor,
            TimerScheduler<SessionCommand> timers) {
        this.services = services;
        this.socket = socket;
        this.first = first;
        this.out = new Outbox(
                socket,
                services.outflow(),
                services.settings().catchUpBytes(),
                services.settings().outboundHigh(),
                services.settings().outboundLow(),
                services.monitor());
        this.context = new SessionContext(
                services, actor, timers, "s" + UUID.randomUUID().toString().replace("-", ""), out);
        this.rate = new InboundRate(services.traffic(), services.limits(), address);
        this.subscriptions = new Subscriptions(context, rate);
        services.outflow().enter(actor.getSelf(), socket);
        context.later(new SessionInternal.HelloLate(), services.settings().helloWithin());
    }

    private Behavior<SessionCommand> behavior() {
        return Behaviors.receive(SessionCommand.class)
                .onMessage(SessionCommand.Frame.class, turn(this::onFrame))
                .onMessage(SessionCommand.BadFrame.class, turn(this::onBadFrame))
                .onMessage(SessionCommand.Drained.class, turn(drained -> onDrained()))
                .onMessage(SessionCommand.SocketGone.class, gone -> onSocketGone())
                .onMessage(SessionCommand.Restarting.class, turn(restarting -> onRestarting()))
                .onMessage(SessionInternal.SayGoodbye.class, this::onSayGoodbye)
                .onMessage(SessionInternal.Relayed.class, turn(this::onRelayed))
                .onMessage(SessionInternal.Decided.class, turn(this::onDecided))
                .onMessage(SessionInternal.PageRead.class, turn(m -> subscriptions.with(m.id(), s -> s.pageRead(m))))
                .onMessage(SessionInternal.Admitted.class, turn(this::onAdmitted))
                .onMessage(SessionInternal.StayCheck.class, turn(check -> onStayCheck()))
                .onMessage(SessionInternal.StayOver.class, turn(over -> onStayCheck()))
                .onMessage(SessionInternal.HelloLate.class, turn(late -> onHelloLate()))
                .onMessage(
                        SessionInternal.AttachDue.class, turn(m -> subscriptions.with(m.id(), Subscription::attachDue)))
                .onMessage(SessionInternal.AnswerLate.class, turn(this::onAnswerLate))
                .onMessage(SessionInternal.ReadDue.class, turn(m -> subscriptions.with(m.id(), Subscription::readDue)))
                .onMessage(
                        SessionInternal.PresenceStale.class,
                        turn(m -> subscriptions.with(m.id(), Subscription::presenceStale)))
                .onMessage(
                        SessionInternal.PresenceDue.class,
                        turn(m -> subscriptions.with(m.id(), Subscription::presenceDue)))
                .onMessage(SessionInternal.AnswerAllowed.class, turn(allowed -> onAnswerAllowed()))
                .onMessage(SessionInternal.AnswerCheck.class, turn(check -> onAnswerCheck()))
                .onMessage(SessionInternal.DeadlineDue.class, turn(due -> onDeadlineDue()))
                .onMessage(SessionInternal.SlowCheck.class, turn(check -> onSlowCheck()))
                .onMessage(SessionInternal.Stalled.class, turn(stalled -> giveUp()))
                .onMessage(SessionInternal.CloseLate.class, late -> Behaviors.stopped())
                .onSignal(PostStop.class, stopped -> onPostStop())
                .build();
    }

    /** One turn: what is said in it goes out at its end. After the close nothing is done any more. */
    private <M> Function<M, Behavior<SessionCommand>> turn(Consumer<M> handler) {
        return message -> {
            if (!closing) {
                handler.accept(message);
                context.slow().watch();
                out.flush();
                context.flushed();
                context.gate().open();
            }
            return Behaviors.same();
        };
    }

    private void onRelayed(SessionInternal.Relayed relayed) {
        subscriptions.with(relayed.event().id(), subscription -> subscription.relayed(relayed.event()));
    }

    private void onDecided(SessionInternal.Decided decided) {
        subscriptions.with(decided.outcome().id(), subscription -> subscription.decided(decided.outcome()));
    }

    private void onAnswerLate(SessionInternal.AnswerLate late) {
        subscriptions.with(late.id(), subscription -> subscription.answerLate(late.attachment()));
    }

    // From the edge.

    private void onFrame(SessionCommand.Frame frame) {
        context.gate().processed(frame.dealtWith());
        rate.frame(frame.utf8().length);
        receiveFrom(frame, 0);
    }

    /** Goes through the messages of a frame from one on, up to a HELLO that has to wait for its answer. */
    private void receiveFrom(SessionCommand.Frame frame, int first) {
        String tenant = context.principal().tenant();
        List<Inbound> messages = read(frame, tenant);
        for (int i = first; i < messages.size() && !closing; i++) {
            receive(messages.get(i));
            if (admitting) {
                rest = new Rest(frame, i + 1);
                context.gate().pause(true);
                return;
            }
            if (!tenant.equals(context.principal().tenant())) {
                // The HELLO of this frame was admitted to another space: that is where the objects behind it are.
                tenant = context.principal().tenant();
                messages = read(frame, tenant);
            }
        }
        frame.read().run();
    }

    private List<Inbound> read(SessionCommand.Frame frame, String tenant) {
        return services.reader().read(frame.utf8(), tenant, subscriptions::joinedType);
    }

    private void receive(Inbound message) {
        long wait = rate.message();
        if (wait > 0) {
            out.say(new Outbound.Error(
                    objectOf(message), ErrorCode.RATE_LIMITED, "Too many messages.", wait, seqOf(message)));
            if (rate.ignored(wait)) {
                close(ErrorCode.RATE_LIMITED.close(), "rate limit ignored");
            }
        } else if (message instanceof Inbound.Refused refused) {
            refuse(refused);
        } else if (message instanceof Inbound.Hello hello) {
            hello(hello);
        } else if (!greeted) {
            bad("The first message is HELLO.");
        } else if (message instanceof Inbound.Ping ping) {
            ping(ping);
        } else if (message instanceof Inbound.AboutObject about) {
            subscriptions.handle(about);
        }
    }

    /** The payload comes back from a client that does not have to read it: not where there is no room for it. */
    private void ping(Inbound.Ping ping) {
        if (ping.payload().length > Outflow.SMALL && services.outflow().isFull()) {
            String sentence = "The server has too much to send at the moment.";
            out.say(new Outbound.Error("", ErrorCode.OVERLOADED, sentence, RETRY_MILLIS, OptionalLong.empty()));
        } else {
            out.say(new Outbound.Pong(ping.payload()));
        }
    }

    private void refuse(Inbound.Refused refused) {
        String object = objectOf(refused);
        boolean isOfTheFrame = refused.id().isEmpty() && refused.code() == ErrorCode.TOO_LARGE;
        boolean ends = isOfTheFrame || refused.code() == ErrorCode.UNSUPPORTED;
        if (!greeted && !ends) {
            bad(refused.code() == ErrorCode.BAD_MESSAGE ? refused.sentence() : "The first message is HELLO.");
        } else if (refused.code() == ErrorCode.BAD_MESSAGE) {
            bad(object, refused.sentence(), refused.seq());
        } else {
            out.say(new Outbound.Error(object, refused.code(), refused.sentence(), 0, refused.seq()));
            if (ends) {
                close(refused.code().close(), refused.sentence());
            }
        }
    }

    private void bad(String sentence) {
        bad("", sentence, OptionalLong.empty());
    }

    private void bad(String object, String sentence, OptionalLong seq) {
        out.say(new Outbound.Error(object, ErrorCode.BAD_MESSAGE, sentence, 0, seq));
        if (++badMessages >= services.settings().badMessages()) {
            close(ErrorCode.BAD_MESSAGE.close(), "too many bad messages");
        }
    }

    private void onBadFrame(SessionCommand.BadFrame frame) {
        if (frame.code() == ErrorCode.BAD_MESSAGE) {
            bad(frame.sentence());
        } else {
            out.say(new Outbound.Error("", frame.code(), frame.sentence(), 0, OptionalLong.empty()));
            close(frame.code().close(), frame.sentence());
        }
    }

    private void hello(Inbound.Hello hello) {
        if (greeted && hello.token().isEmpty()) {
            bad("HELLO comes once, and again only with a fresh token.");
        } else if (greeted && !hello.client().orElse(context.client()).equals(context.client())) {
            bad("A session keeps its client.");
        } else {
            admit(hello);
        }
    }

    private void admit(Inbound.Hello hello) {
        CompletableFuture<SessionInternal.Admitted> answer = principalOf(hello)
                .handle((principal, refused) -> new SessionInternal.Admitted(hello, principal, refused))
                .toCompletableFuture();
        if (answer.isDone()) {
            admitted(answer.join());
        } else {
            admitting = true;
            context.await(answer, (admitted, failure) -> Objects.requireNonNull(admitted));
        }
    }

    /** The token of the message comes before what came with the handshake. */
    private CompletionStage<Principal> principalOf(Inbound.Hello hello) {
        if (hello.token().isEmpty() && first.isPresent() && first.get() instanceof Credential.Known known) {
            return CompletableFuture.completedFuture(known.principal());
        }
        Optional<String> shown = first.flatMap(credential ->
                credential instanceof Credential.Token token ? Optional.of(token.text()) : Optional.empty());
        return services.admission().admit(hello.token().or(() -> shown));
    }

    private void onAdmitted(SessionInternal.Admitted answer) {
        admitting = false;
        context.gate().pause(false);
        admitted(answer);
        Rest after = Objects.requireNonNull(rest);
        rest = null;
        receiveFrom(after.frame(), after.from());
    }

    private void admitted(SessionInternal.Admitted answer) {
        Principal principal = answer.principal();
        if (principal == null) {
            dismiss(TokenRefused.sentence(answer.refused()));
        } else if (services.admission().dismissal(principal).isPresent()) {
            dismiss(services.admission().dismissal(principal).orElse(""));
        } else if (greeted && !principal.isSameUser(context.principal())) {
            bad("A session keeps its user.");
            // What came meanwhile of the user that stays was left to the answer.
            onStayCheck();
        } else if (!rate.greet(principal.tenant(), principal.user())) {
            String sentence = "This user has too many connections.";
            out.say(new Outbound.Error("", ErrorCode.RATE_LIMITED, sentence, RETRY_MILLIS, OptionalLong.empty()));
            close(ErrorCode.RATE_LIMITED.close(), sentence);
        } else {
            welcome(answer.hello(), principal);
        }
    }

    private void welcome(Inbound.Hello hello, Principal principal) {
        String client = greeted
                ? context.client()
                : hello.client()
                        .orElseGet(() -> "c" + UUID.randomUUID().toString().replace("-", ""));
        context.greeted(client, principal);
        context.notLater(new SessionInternal.HelloLate());
        greeted = true;
        debug("The session is greeted");
        out.say(new Outbound.Welcome(client, context.session(), services.told()));
        subscriptions.endForbidden();
        watchStay(principal);
    }

    /** Sees to it that the session ends with the right to be here. */
    private void watchStay(Principal principal) {
        SessionCommand over = new SessionInternal.StayOver();
        if (principal.expiresAt() == Principal.NEVER) {
            context.notLater(over);
        } else {
            long left = principal.expiresAt() - System.currentTimeMillis();
            context.later(over, Duration.ofMillis(Math.max(LEAST_STAY, Math.min(left, MOST_STAY))));
        }
    }

    /** While a fresh token is being looked at, that decides. */
    private void onStayCheck() {
        if (greeted && !admitting && !closing) {
            Principal principal = context.principal();
            services.admission().dismissal(principal).ifPresentOrElse(this::dismiss, () -> watchStay(principal));
        }
    }

    private void dismiss(String sentence) {
        out.say(new Outbound.Error("", ErrorCode.UNAUTHORIZED, sentence, 0, OptionalLong.empty()));
        close(ErrorCode.UNAUTHORIZED.close(), sentence);
    }

    private void onDrained() {
        if (context.slow().drained()) {
            subscriptions.each(Subscription::drained);
        }
    }

    private void onRestarting() {
        out.say(new Outbound.Goodbye("restart", ThreadLocalRandom.current().nextLong(100, 1_000)));
        close(ErrorCode.CLOSE_RESTART, "restart");
    }

    private Behavior<SessionCommand> onSayGoodbye(SessionInternal.SayGoodbye goodbye) {
        if (!closing) {
            onRestarting();
        }
        goodbye.said().run();
        return Behaviors.same();
    }

    private Behavior<SessionCommand> onSocketGone() {
        gone = true;
        return Behaviors.stopped();
    }

    // Timers.

    private void onHelloLate() {
        if (!greeted) {
            close(ErrorCode.CLOSE_NO_HELLO, "no HELLO in time");
        }
    }

    private void onAnswerAllowed() {
        context.watchLargeAnswers();
        subscriptions.each(Subscription::answerNow);
    }

    private void onAnswerCheck() {
        if (context.checkLargeAnswers()) {
            subscriptions.each(Subscription::answerNow);
        }
    }

    private void onDeadlineDue() {
        context.watchDeadlines(subscriptions.expire(System.nanoTime()));
    }

    private void onSlowCheck() {
        if (context.slow().hasDrained()) {
            onDrained();
        } else if (context.slow().isHopeless()) {
            giveUp();
        }
    }

    private void giveUp() {
        out.say(new Outbound.Error(
                "", ErrorCode.OVERLOADED, "The client does not read what it is sent.", 1_000, OptionalLong.empty()));
        services.monitor().slowReaderClosed();
        close(ErrorCode.OVERLOADED.close(), "slow reader");
    }

    // The end.

    private void close(int code, String reason) {
        if (!closing) {
            closing = true;
            debug("The session is closed with " + code);
            subscriptions.close();
            context.leaveLargeAnswers();
            out.close(code, reason);
            context.later(new SessionInternal.CloseLate(), services.settings().helloWithin());
        }
    }

    private Behavior<SessionCommand> onPostStop() {
        subscriptions.close();
        rate.end();
        context.leaveOutflow();
        context.leaveLargeAnswers();
        if (!gone && !closing) {
            socket.close(CLOSE_FAULT, "fault");
        }
        return Behaviors.same();
    }

    private void debug(String line) {
        if (LOG.isDebugEnabled()) {
            Trace.log(context.session(), () -> LOG.debug(line));
        }
    }

    private static String objectOf(Inbound message) {
        if (message instanceof Inbound.AboutObject about) {
            return about.id().path();
        }
        return message instanceof Inbound.Refused refused
                ? refused.id().map(ObjectId::path).orElse("")
                : "";
    }

    private static OptionalLong seqOf(Inbound message) {
        if (message instanceof Inbound.AboutObject about) {
            return about.submission();
        }
        return message instanceof Inbound.Refused refused ? refused.seq() : OptionalLong.empty();
    }
}
