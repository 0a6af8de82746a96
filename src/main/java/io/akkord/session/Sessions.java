package io.akkord.session;

import akka.actor.typed.ActorRef;
import io.akkord.auth.Credential;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** All sessions of this node. */
public interface Sessions {
    /**
     * Opens a session for a new connection; it lives until {@link SessionCommand.SocketGone}.
     *
     * @param credential what came with the handshake
     * @param address under which what the client sends is counted
     */
    CompletionStage<ActorRef<SessionCommand>> open(SocketOut out, Optional<Credential> credential, String address);

    /** Has all sessions look whether they may stay: something was revoked. */
    void recheck();

    /** Tells all sessions that the server stops; completes when each has said GOODBYE. */
    CompletionStage<akka.Done> goodbye();
}
