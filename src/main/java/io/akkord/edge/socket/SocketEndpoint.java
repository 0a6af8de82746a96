package io.akkord.edge.socket;

import akka.Done;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Flow;
import io.akkord.auth.Credential;
import io.akkord.limit.Places;
import io.akkord.session.Sessions;
import io.akkord.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Turns requests into sockets and knows all that are open. */
public final class SocketEndpoint {
    /** RFC 6455, section 1.3. */
    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Of the heap, for large messages that have not been gone through. */
    private static final int SHARE_OF_HEAP = 16;

    private static final int LEAST_LARGE = 4;
    private static final int MOST_LARGE = 256;

    private final Sessions sessions;
    private final SocketLimits limits;
    private final OpenSockets open = new OpenSockets();
    private final Places<LargeMessage> large;

    public SocketEndpoint(Sessions sessions, Settings settings) {
        this.sessions = sessions;
        this.limits = SocketLimits.of(settings);
        long room = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / limits.message();
        this.large = LargeMessage.places((int) Math.max(LEAST_LARGE, Math.min(MOST_LARGE, room)));
    }

    /**
     * The 101 response to a handshake that Akka HTTP has found complete; the session opens when the connection has switched.
     *
     * @param subprotocol the one chosen among those offered
     * @param credential of the handshake
     * @param address under which what the client sends is counted
     * @param stay what the socket takes up as long as it is open
     */
    public HttpResponse accept(
            HttpRequest handshake, String subprotocol, Optional<Credential> credential, String address, Stay stay) {
        String key =
                handshake.getHeader("Sec-WebSocket-Key").orElseThrow().value().trim();
        return HttpResponse.create()
                .withStatus(StatusCodes.SWITCHING_PROTOCOLS)
                .addHeader(RawHeader.create("Upgrade", "websocket"))
                .addHeader(Connection.create("upgrade"))
                .addHeader(RawHeader.create("Sec-WebSocket-Accept", acceptOf(key)))
                .addHeader(RawHeader.create("Sec-WebSocket-Protocol", subprotocol))
                .addHeader(SwitchToBytes.header(
                        Flow.fromGraph(new SocketStage(sessions, credential, address, stay, limits, open, large))));
    }

    /** Sockets open now. */
    public int count() {
        return open.count();
    }

    /** Completes when no socket is left; to be asked once no more are accepted. */
    public CompletionStage<Done> whenEmpty() {
        return open.whenEmpty();
    }

    /** Cuts off every socket that is still open. */
    public void cutAll() {
        open.cutAll();
    }

    private static String acceptOf(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
