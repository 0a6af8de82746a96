package io.akkord.edge.socket;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import io.akkord.protocol.ErrorCode;
import io.akkord.session.SessionCommand;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/**
 * Runs one socket.
 *
 * <p>Inward the network is read only when all it sent has been dealt with, so that a client faster than its session is slowed down
 * by TCP. Outward the session's queue goes out in order. A close the session asks for goes out after what was queued before it,
 * one because of a violation at once; either way the connection ends with the peer's answer, or after a few seconds without it.
 *
 * <p>The session always learns that the socket is gone, exactly once, also when it came up later than that.
 */
final class SocketLogic extends TimerGraphStageLogic implements InHandler, OutHandler, Incoming.Socket {
    private enum Timer {
        OPEN,
        MESSAGE,
        ALIVE,
        CLOSE
    }

    /** Ends a connection without a word; carries nothing worth logging. */
    private static final class Cut extends Exception {
        Cut() {
            super("connection cut off", null, false, false);
        }
    }

    /** After a violation nothing more can be read, so the peer's answer would not be seen. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final CloseStatus UNAVAILABLE = new CloseStatus(ErrorCode.UNAVAILABLE.close(), "try again");

    private final SocketStage stage;
    private final SocketLimits limits;
    private final SendQueue queue;
    private final ControlFrames control = new ControlFrames();
    private final Liveness liveness = new Liveness();
    private final SessionLink link = new SessionLink();
    private final Runnable cut;

    private @Nullable Incoming started;
    private @Nullable ActorRef<SessionCommand> session;
    private boolean messageTimer;

    /** What the session is expected to close the socket with. */
    private @Nullable CloseStatus refused;

    private boolean closing;
    private boolean peerClosed;

    SocketLogic(SocketStage stage) {
        super(stage.shape());
        this.stage = stage;
        this.limits = stage.limits;
        AsyncCallback<Done> wake = createAsyncCallback(done -> onWake());
        this.queue = new SendQueue(() -> wake.invoke(Done.getInstance()), limits.outboundHigh(), limits.outboundLow());
        AsyncCallback<Done> cutOff = createAsyncCallback(done -> failStage(new Cut()));
        this.cut = () -> cutOff.invoke(Done.getInstance());
        setHandlers(stage.in, stage.out, this);
    }

    @Override
    public void preStart() {
        stage.stay.begin();
        stage.open.opened(cut);
        AsyncCallback<Done> free = createAsyncCallback(done -> read());
        Runnable wake = () -> free.invoke(Done.getInstance());
        started = new Incoming(
                limits, new Turnstile(wake), () -> new LargeMessage(stage.large, stage.address, wake), this);
        scheduleOnce(Timer.OPEN, limits.openWithin());
        scheduleWithFixedDelay(Timer.ALIVE, limits.keepAlive(), limits.keepAlive());
        AsyncCallback<ActorRef<SessionCommand>> opened = createAsyncCallback(this::onOpened);
        AsyncCallback<Done> failed = createAsyncCallback(done -> closeAtOnce(UNAVAILABLE));
        stage.sessions.open(queue, stage.credential, stage.address).whenComplete((ref, failure) -> {
            if (failure != null) {
                failed.invoke(Done.getInstance());
            } else if (link.opened(ref)) {
                opened.invoke(ref);
            }
        });
    }

    @Override
    public void postStop() {
        link.gone();
        incoming().end();
        queue.abandon();
        stage.open.closed(cut);
        stage.stay.end();
    }

    private Incoming incoming() {
        return Objects.requireNonNull(started);
    }

    private void onOpened(ActorRef<SessionCommand> ref) {
        cancelTimer(Timer.OPEN);
        session = ref;
        getStageActor(this::onMessage).watch(Adapter.toClassic(ref));
        incoming().sessionOpened(ref);
        read();
    }

    /** The end of the session. */
    private BoxedUnit onMessage(Tuple2<akka.actor.ActorRef, Object> message) {
        if (message._2() instanceof akka.actor.Terminated) {
            session = null;
            incoming().sessionEnded();
            if (!closing) {
                closeAtOnce(UNAVAILABLE);
            }
        }
        return BoxedUnit.UNIT;
    }

    private void onWake() {
        if (queue.closing() != null) {
            startClosing(limits.closeWithin());
        }
        write();
    }

    @Override
    public void onTimer(Object timer) {
        switch ((Timer) timer) {
            case OPEN -> closeAtOnce(UNAVAILABLE);
            case MESSAGE -> incoming().tooSlow();
            case ALIVE -> checkAlive();
            case CLOSE -> endClosing();
        }
    }

    private void checkAlive() {
        switch (liveness.check(hasBeenPulled(stage.in) && isAvailable(stage.out))) {
            case FINE -> {}
            case PING -> {
                control.ping();
                write();
            }
            case GONE -> failStage(new Cut());
        }
    }

    // Inward.

    @Override
    public void onPush() {
        liveness.heard();
        incoming().feed(grab(stage.in).toArrayUnsafe());
        read();
    }

    @Override
    public void onUpstreamFinish() {
        completeStage();
    }

    @Override
    public void onUpstreamFailure(Throwable failure) {
        completeStage();
    }

    private void read() {
        boolean more = incoming().read();
        watchMessage(incoming().isInsideMessage());
        if (more && !isClosed(stage.in) && !hasBeenPulled(stage.in)) {
            pull(stage.in);
        }
    }

    /** The clock runs from the piece of a message that was not its last one until the message is complete. */
    private void watchMessage(boolean inside) {
        if (inside && !messageTimer) {
            scheduleOnce(Timer.MESSAGE, limits.messageWithin());
        } else if (!inside && messageTimer) {
            cancelTimer(Timer.MESSAGE);
        }
        messageTimer = inside;
    }

    @Override
    public void onPing(byte[] body) {
        control.pong(body);
        write();
    }

    @Override
    public void onPeerClose(CloseStatus answer) {
        peerClosed = true;
        if (control.closeTaken()) {
            completeStage();
        } else {
            closeAtOnce(answer);
        }
    }

    @Override
    public void onViolation(CloseStatus status) {
        closeAtOnce(status);
    }

    @Override
    public void onRefused(CloseStatus status) {
        refused = status;
        startClosing(limits.closeWithin());
    }

    // Outward.

    @Override
    public void onPull() {
        write();
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
        completeStage();
    }

    private void write() {
        while (isAvailable(stage.out) && !control.closeTaken()) {
            ByteString next = queue.isInsideFrame() ? queue.take() : control.take();
            if (next.isEmpty()) {
                next = queue.take();
            }
            CloseStatus asked = queue.closing();
            if (next.isEmpty() && asked != null) {
                control.close(asked);
                next = control.take();
            }
            if (next.nonEmpty()) {
                push(stage.out, next);
                tellDrained();
            } else if (queue.sleep()) {
                return;
            }
        }
        if (control.closeTaken() && peerClosed) {
            completeStage();
        }
    }

    private void tellDrained() {
        if (session != null && queue.hasDrained()) {
            session.tell(new SessionCommand.Drained());
        }
    }

    // Closing.

    /** From here on nothing reaches the session any more, and the connection ends within the time given. */
    private void startClosing(Duration within) {
        if (!closing) {
            closing = true;
            cancelTimer(Timer.OPEN);
            scheduleOnce(Timer.CLOSE, within);
            incoming().skipMessages();
            read();
        }
    }

    /** Closes without regard to what is queued. */
    private void closeAtOnce(CloseStatus status) {
        if (control.hasClose()) {
            return;
        }
        if (queue.isInsideFrame()) {
            failStage(new Cut());
            return;
        }
        control.close(status);
        queue.abandon();
        startClosing(incoming().isReadable() ? limits.closeWithin() : LINGER);
        write();
    }

    private void endClosing() {
        if (control.closeTaken()) {
            completeStage();
        } else if (refused != null && !control.hasClose() && queue.closing() == null) {
            closing = false;
            closeAtOnce(refused);
        } else {
            failStage(new Cut());
        }
    }
}
