package io.akkord.edge;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.auth.Credential;
import io.akkord.auth.Tickets;
import io.akkord.edge.socket.SocketEndpoint;
import io.akkord.edge.socket.Stay;
import io.akkord.protocol.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** The WebSocket handshake: who may open a socket, and with which token. */
final class SocketRoutes {
    static final String SUBPROTOCOL = "akkord.v1";

    private static final String BEARER_SUBPROTOCOL = "bearer.";

    private final SocketEndpoint sockets;
    private final Tickets tickets;
    private final BooleanSupplier stopping;

    SocketRoutes(SocketEndpoint sockets, Tickets tickets, BooleanSupplier stopping) {
        this.sockets = sockets;
        this.tickets = tickets;
        this.stopping = stopping;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/v1/ws", Needs.NOTHING, this::open).taking("ticket"));
    }

    private CompletionStage<HttpResponse> open(Request request) {
        Optional<String> ticket = request.target().parameter("ticket");
        if (request.http().getAttribute(AttributeKeys.webSocketUpgrade).isEmpty()) {
            throw Problem.of(
                    ErrorCode.UNSUPPORTED,
                    400,
                    "This address takes WebSocket handshakes only.",
                    RawHeader.create("Upgrade", "websocket"),
                    RawHeader.create("Sec-WebSocket-Version", "13"));
        }
        List<String> offered = request.header("sec-websocket-protocol").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::trim)
                .toList();
        if (!offered.contains(SUBPROTOCOL)) {
            throw Problem.of(ErrorCode.UNSUPPORTED, "The subprotocol " + SUBPROTOCOL + " is required.");
        }
        if (stopping.getAsBoolean()) {
            throw Problem.of(ErrorCode.UNAVAILABLE, "The server is about to stop.");
        }
        Stay stay = Arrival.of(request.http()).place().and(request.throttle().socket(request));
        return ticket.map(this::redeemed)
                .orElseGet(() -> CompletableFuture.completedFuture(token(request, offered)))
                .thenApply(credential -> sockets.accept(
                        request.http(),
                        SUBPROTOCOL,
                        credential,
                        request.caller().key(),
                        stay));
    }

    private CompletionStage<Optional<Credential>> redeemed(String ticket) {
        return tickets.redeem(ticket).handle((principal, refused) -> {
            if (principal == null) {
                throw Bearer.refused(refused);
            }
            return Optional.of(new Credential.Known(principal));
        });
    }

    private static Optional<Credential> token(Request request, List<String> offered) {
        return Bearer.of(request)
                .or(() -> offered.stream()
                        .filter(protocol -> protocol.startsWith(BEARER_SUBPROTOCOL))
                        .map(protocol -> protocol.substring(BEARER_SUBPROTOCOL.length()))
                        .findFirst())
                .map(Credential.Token::new);
    }
}
