package io.akkord.edge.socket;

import akka.actor.typed.ActorRef;
import io.akkord.protocol.ErrorCode;
import io.akkord.session.SessionCommand;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a socket: one message at a time goes to the session, the next when it has dealt with that; meanwhile one more is
 * read and waits. What is not a text message within the limits never reaches the session as one.
 */
final class Incoming {
    /** What the rest of the socket does about what came in. */
    interface Socket {
        void onPing(byte[] body);

        /** The peer has closed; this is the answer. */
        void onPeerClose(CloseStatus answer);

        /** The connection cannot go on. */
        void onViolation(CloseStatus status);

        /** The session was told to close the socket with this status; what comes meanwhile is skipped. */
        void onRefused(CloseStatus status);
    }

    private final SocketLimits limits;
    private final Socket socket;
    private final Turnstile turnstile;
    private final FrameDecoder frames;
    private final Supplier<LargeMessage> places;

    private @Nullable ActorRef<SessionCommand> session;

    /** A message that waits until the session has dealt with the one before. */
    private byte @Nullable [] next;

    /** Place of the message that is being read, or waits; where it is a large one. */
    private @Nullable LargeMessage large;

    /** Place of the message that the session has. */
    private @Nullable LargeMessage handed;

    /** Nothing is read until there is a place. */
    private boolean waiting;

    private boolean readable = true;

    /** Messages are skipped, for the socket is about to close. */
    private boolean closing;

    private int binaries;

    /** @param places for large messages: makes one */
    Incoming(SocketLimits limits, Turnstile turnstile, Supplier<LargeMessage> places, Socket socket) {
        this.places = places;
        this.limits = limits;
        this.turnstile = turnstile;
        this.socket = socket;
        this.frames = new FrameDecoder(limits.message(), limits.fragments());
    }

    void sessionOpened(ActorRef<SessionCommand> opened) {
        session = opened;
    }

    void sessionEnded() {
        session = null;
    }

    /** From now on messages are skipped and only control frames matter. */
    void skipMessages() {
        closing = true;
        next = null;
        frames.skipMessages();
        leave(large);
        large = null;
        waiting = false;
    }

    /** The socket is gone. */
    void end() {
        leave(large);
        leave(handed);
    }

    private static void leave(@Nullable LargeMessage place) {
        if (place != null) {
            place.leave();
        }
    }

    /** Whether what comes in is still frames. */
    boolean isReadable() {
        return readable;
    }

    /** Whether a message has begun and not ended, and it is for the client to go on with it. */
    boolean isInsideMessage() {
        return readable && !closing && !waiting && frames.isInsideMessage();
    }

    /** Takes over the next bytes; only after {@link #read} has asked for them. */
    void feed(byte[] bytes) {
        if (readable) {
            frames.feed(bytes);
        }
    }

    /** Deals with what there is; whether more is wanted from the network. */
    boolean read() {
        while (readable && (session != null || closing)) {
            if (next != null && !pass()) {
                return false;
            }
            switch (frames.next()) {
                case MORE -> {
                    return true;
                }
                case LARGE -> {
                    if (!makeRoom()) {
                        return false;
                    }
                }
                case TEXT -> onText(frames.payload());
                case BINARY -> onBinary();
                case PING -> socket.onPing(frames.payload());
                case PONG -> {}
                case CLOSE -> onClose(CloseStatus.answering(frames.payload()));
                case TOO_LARGE -> tooLarge("A message may have at most " + limits.message() + " bytes.");
                case TOO_MANY_FRAGMENTS -> tooLarge("A message may have at most " + limits.fragments() + " fragments.");
                case VIOLATION -> {
                    readable = false;
                    socket.onViolation(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "not a legal frame"));
                }
            }
        }
        return !readable;
    }

    private boolean makeRoom() {
        LargeMessage place = large == null ? places.get() : large;
        large = place;
        waiting = !place.enter();
        if (!waiting) {
            frames.allowLarge();
        }
        return !waiting;
    }

    private void onText(byte[] text) {
        if (session == null || closing) {
            return;
        }
        if (Utf8.isWellFormed(text, 0, text.length)) {
            next = text;
        } else {
            socket.onViolation(new CloseStatus(CloseStatus.NOT_UTF8, "text is not UTF-8"));
        }
    }

    /** Whether the message that waited has gone to the session; if not, the socket is woken when it can. */
    private boolean pass() {
        while (!turnstile.take()) {
            if (turnstile.await()) {
                return false;
            }
        }
        LargeMessage place = large;
        if (session != null && next != null) {
            session.tell(new SessionCommand.Frame(next, place == null ? () -> {} : place::leave, turnstile::free));
            handed = place;
        } else {
            leave(place);
        }
        large = null;
        next = null;
        return true;
    }

    private void onBinary() {
        if (session == null || closing) {
            return;
        }
        session.tell(new SessionCommand.BadFrame(ErrorCode.BAD_MESSAGE, "Messages are text frames, not binary ones."));
        binaries++;
        if (binaries >= limits.badMessages()) {
            // The session closes after so many; what comes until then would only fill its mailbox.
            socket.onRefused(new CloseStatus(ErrorCode.BAD_MESSAGE.close(), "too many bad messages"));
        }
    }

    private void onClose(CloseStatus answer) {
        readable = false;
        socket.onPeerClose(answer);
    }

    private void tooLarge(String sentence) {
        refuse(ErrorCode.TOO_LARGE, sentence, "message too large");
    }

    /** The message under way takes too long. Nothing is wrong with it, so the close invites to send it again. */
    void tooSlow() {
        long seconds = Math.max(1, limits.messageWithin().toSeconds());
        refuse(ErrorCode.UNAVAILABLE, "A message must be complete within " + seconds + " s.", "try again");
    }

    /** The message under way is not taken; the session says so and closes. */
    private void refuse(ErrorCode code, String sentence, String reason) {
        if (session != null && !closing) {
            session.tell(new SessionCommand.BadFrame(code, sentence));
        }
        socket.onRefused(new CloseStatus(code.close(), reason));
    }
}
