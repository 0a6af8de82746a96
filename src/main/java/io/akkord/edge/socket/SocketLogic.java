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
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/**
 * Runs one socket.
 *
 * <p>Inward: one message at a time goes to the session, the next after its ack, and the network is read only when all it sent has
 * been dealt with; so a client that is faster than its session is slowed down by TCP. What is not a text message within the
 * limits never reaches the session as one.
 *
 * <p>Outward: the session's queue in order. A close the session asks for goes out after what was queued before it, one because of
 * a violation at once; either way the connection ends with the peer's answer, or after a few seconds without it.
 *
 * <p>The session always learns that the socket is gone, exactly once, also when it came up later than that.
 */
final class SocketLogic extends TimerGraphStageLogic implements InHandler, OutHandler {
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

    private static final int SILENT_INTERVALS = 3;
    private static final byte[] NO_BODY = new byte[0];

    /** After a violation nothing more can be read, so the peer's answer would not be seen. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final SocketStage stage;
    private final SocketLimits limits;
    private final FrameReader reader;
    private final Outbox outbox;
    private final SessionLink link = new SessionLink();
    private final Runnable cutNow;

    private @Nullable ActorRef<SessionCommand> session;
    private @Nullable ActorRef<Done> acks;

    /** A message is with the session and not yet acked. */
    private boolean messageOut;
    /** What comes in is still frames. */
    private boolean readable = true;
    /** The input was refused, and the session is to close the socket with this. */
    private @Nullable CloseStatus refused;

    private int binaries;
    private boolean messageTimer;
    private boolean heard;
    private int silent;

    private byte @Nullable [] pong;
    private boolean pingDue;
    private @Nullable CloseStatus closeNow;
    private boolean closeTimer;
    private boolean closeSent;
    private boolean peerClosed;

    SocketLogic(SocketStage stage) {
        super(stage.shape());
        this.stage = stage;
        this.limits = stage.limits;
        this.reader = new FrameReader(limits.message(), limits.fragments());
        AsyncCallback<Done> wake = createAsyncCallback(done -> onWake());
        this.outbox = new Outbox(() -> wake.invoke(Done.getInstance()), limits.outboundHigh(), limits.outboundLow());
        AsyncCallback<Done> cut = createAsyncCallback(done -> failStage(new Cut()));
        this.cutNow = () -> cut.invoke(Done.getInstance());
        setHandlers(stage.in, stage.out, this);
    }

    @Override
    public void preStart() {
        stage.open.opened(cutNow);
        acks = Adapter.toTyped(getStageActor(this::onMessage).ref());
        scheduleOnce(Timer.OPEN, limits.openWithin());
        scheduleWithFixedDelay(Timer.ALIVE, limits.keepAlive(), limits.keepAlive());
        AsyncCallback<ActorRef<SessionCommand>> opened = createAsyncCallback(this::onOpened);
        AsyncCallback<Done> failed = createAsyncCallback(done -> fail(unavailable()));
        stage.sessions.open(outbox, stage.token).whenComplete((ref, failure) -> {
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
        outbox.abandon();
        stage.open.closed(cutNow);
    }

    private void onOpened(ActorRef<SessionCommand> ref) {
        cancelTimer(Timer.OPEN);
        session = ref;
        stageActor().watch(Adapter.toClassic(ref));
        read();
    }

    /** Acks of the session, and its end. */
    private BoxedUnit onMessage(Tuple2<akka.actor.ActorRef, Object> message) {
        if (message._2() instanceof akka.actor.Terminated) {
            session = null;
            if (!isClosing()) {
                fail(unavailable());
            }
        } else {
            messageOut = false;
            read();
        }
        return BoxedUnit.UNIT;
    }

    private void onWake() {
        if (outbox.closing() != null) {
            startClosing(limits.closeWithin());
        }
        write();
    }

    @Override
    public void onTimer(Object timer) {
        switch ((Timer) timer) {
            case OPEN -> fail(unavailable());
            case MESSAGE ->
                refuse("A message must be complete within "
                        + limits.messageWithin().toMillis() + " ms.");
            case ALIVE -> checkAlive();
            case CLOSE -> endClosing();
        }
    }

    // Inward.

    @Override
    public void onPush() {
        heard = true;
        ByteString bytes = grab(stage.in);
        if (readable) {
            reader.feed(bytes.toArrayUnsafe());
        }
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
        while (readable && !messageOut && (session != null || isClosing())) {
            switch (reader.next()) {
                case MORE -> {
                    watchMessage();
                    pullMore();
                    return;
                }
                case TEXT -> onText(reader.payload());
                case BINARY -> onBinary();
                case PING -> onPing(reader.payload());
                case PONG -> {}
                case CLOSE -> onPeerClose(CloseStatus.answering(reader.payload()));
                case TOO_LARGE -> refuse("A message may have at most " + limits.message() + " bytes.");
                case TOO_MANY_FRAGMENTS -> refuse("A message may have at most " + limits.fragments() + " fragments.");
                case VIOLATION -> onViolation();
            }
        }
        if (!readable) {
            pullMore();
        }
    }

    private void pullMore() {
        if (!isClosed(stage.in) && !hasBeenPulled(stage.in)) {
            pull(stage.in);
        }
    }

    private void onText(byte[] text) {
        endMessageTimer();
        if (session == null || acks == null || isClosing()) {
            return;
        }
        if (!Utf8.isWellFormed(text, 0, text.length)) {
            fail(new CloseStatus(CloseStatus.NOT_UTF8, "text is not UTF-8"));
            return;
        }
        messageOut = true;
        session.tell(new SessionCommand.Frame(text, acks));
    }

    private void onBinary() {
        endMessageTimer();
        if (session == null || isClosing()) {
            return;
        }
        session.tell(new SessionCommand.BadFrame(ErrorCode.BAD_MESSAGE, "Messages are text frames, not binary ones."));
        binaries++;
        if (binaries >= limits.badMessages()) {
            // The session closes after so many; what comes until then would only fill its mailbox.
            endReading(new CloseStatus(ErrorCode.BAD_MESSAGE.close(), "too many bad messages"));
        }
    }

    private void onPing(byte[] body) {
        // Only the last of several pings is answered, so that a flood of them fills nothing.
        pong = body;
        write();
    }

    private void onPeerClose(CloseStatus answer) {
        peerClosed = true;
        readable = false;
        if (closeSent) {
            completeStage();
        } else {
            fail(answer);
        }
    }

    private void onViolation() {
        readable = false;
        fail(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "not a legal frame"));
    }

    /** The message under way cannot be taken; the session says so and closes. */
    private void refuse(String sentence) {
        endMessageTimer();
        if (session != null && !isClosing()) {
            session.tell(new SessionCommand.BadFrame(ErrorCode.TOO_LARGE, sentence));
        }
        endReading(new CloseStatus(ErrorCode.TOO_LARGE.close(), "message too large"));
    }

    private void endReading(CloseStatus status) {
        refused = status;
        startClosing(limits.closeWithin());
    }

    private void watchMessage() {
        if (!messageTimer && reader.isInside() && !isClosing()) {
            messageTimer = true;
            scheduleOnce(Timer.MESSAGE, limits.messageWithin());
        }
    }

    private void endMessageTimer() {
        if (messageTimer) {
            messageTimer = false;
            cancelTimer(Timer.MESSAGE);
        }
    }

    private void checkAlive() {
        boolean waiting = hasBeenPulled(stage.in) && isAvailable(stage.out);
        if (heard || !waiting) {
            heard = false;
            silent = 0;
        } else if (++silent >= SILENT_INTERVALS) {
            failStage(new Cut());
        }
        if (silent > 0) {
            pingDue = true;
            write();
        }
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
        while (isAvailable(stage.out) && !closeSent) {
            ByteString next = control();
            if (next.isEmpty()) {
                next = outbox.take();
            }
            if (next.isEmpty() && outbox.closing() != null) {
                closeNow = outbox.closing();
                next = control();
            }
            if (next.nonEmpty()) {
                push(stage.out, next);
                if (session != null && outbox.hasDrained()) {
                    session.tell(new SessionCommand.Drained());
                }
            } else if (outbox.sleep()) {
                return;
            }
        }
        if (closeSent && peerClosed) {
            completeStage();
        }
    }

    /** Close, pong or ping, whichever is due and may be sent now; else nothing. */
    private ByteString control() {
        if (outbox.isInsideFrame()) {
            return ByteString.emptyByteString();
        }
        if (closeNow != null) {
            closeSent = true;
            return FrameWriter.control(Opcode.CLOSE, closeNow.body());
        }
        if (pong != null) {
            byte[] body = pong;
            pong = null;
            return FrameWriter.control(Opcode.PONG, body);
        }
        if (pingDue) {
            pingDue = false;
            return FrameWriter.control(Opcode.PING, NO_BODY);
        }
        return ByteString.emptyByteString();
    }

    // Closing.

    private boolean isClosing() {
        return closeTimer;
    }

    /** From here on nothing reaches the session any more, and the connection ends within the time given. */
    private void startClosing(Duration within) {
        if (!closeTimer) {
            closeTimer = true;
            endMessageTimer();
            cancelTimer(Timer.OPEN);
            scheduleOnce(Timer.CLOSE, within);
            reader.skipMessages();
            messageOut = false;
            read();
        }
    }

    /** Closes without regard to what is queued. */
    private void fail(CloseStatus status) {
        if (closeNow != null) {
            return;
        }
        if (outbox.isInsideFrame()) {
            failStage(new Cut());
            return;
        }
        closeNow = status;
        outbox.abandon();
        startClosing(readable ? limits.closeWithin() : LINGER);
        write();
    }

    private void endClosing() {
        if (closeSent) {
            completeStage();
        } else if (refused != null && closeNow == null && outbox.closing() == null) {
            closeTimer = false;
            fail(refused);
        } else {
            failStage(new Cut());
        }
    }

    private static CloseStatus unavailable() {
        return new CloseStatus(ErrorCode.UNAVAILABLE.close(), "try again");
    }
}
