package io.akkord.edge.socket;

import akka.actor.typed.ActorRef;
import io.akkord.session.SessionCommand;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a session is told exactly once that its socket is gone, whether the socket ends after the session came up or
 * before.
 */
final class SessionLink {
    private final AtomicReference<@Nullable ActorRef<SessionCommand>> session = new AtomicReference<>();
    private volatile boolean ended;

    /** The session has come up; false if the socket did not wait for it. */
    boolean opened(ActorRef<SessionCommand> ref) {
        session.set(ref);
        if (ended) {
            tell();
            return false;
        }
        return true;
    }

    void gone() {
        ended = true;
        tell();
    }

    private void tell() {
        ActorRef<SessionCommand> ref = session.getAndSet(null);
        if (ref != null) {
            ref.tell(new SessionCommand.SocketGone());
        }
    }
}
