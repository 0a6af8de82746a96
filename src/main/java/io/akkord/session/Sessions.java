package io.akkord.session;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** All sessions of this node. */
public interface Sessions {
    /**
     * Opens a session for a new connection; it lives until {@link SessionCommand.SocketGone}.
     *
     * @param token bearer token that came with the handshake
     * @param address under which what the client sends is counted
     */
    CompletionStage<ActorRef<SessionCommand>> open(SocketOut out, Optional<String> token, String address);

    /** Tells all sessions that the server stops; completes when each has said GOODBYE. */
    CompletionStage<akka.Done> goodbye();
}
