package io.akkord.edge.socket;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import io.akkord.auth.Credential;
import io.akkord.limit.Places;
import io.akkord.session.Sessions;
import java.util.Optional;

/** One WebSocket connection after its handshake: the client's bytes in, the server's bytes out. See {@link SocketLogic}. */
final class SocketStage extends GraphStage<FlowShape<ByteString, ByteString>> {
    final Inlet<ByteString> in = Inlet.create("Socket.in");
    final Outlet<ByteString> out = Outlet.create("Socket.out");
    final Sessions sessions;
    final Optional<Credential> credential;
    final String address;
    final Stay stay;
    final SocketLimits limits;
    final OpenSockets open;
    final Places<LargeMessage> large;
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);

    SocketStage(
            Sessions sessions,
            Optional<Credential> credential,
            String address,
            Stay stay,
            SocketLimits limits,
            OpenSockets open,
            Places<LargeMessage> large) {
        this.large = large;
        this.sessions = sessions;
        this.credential = credential;
        this.address = address;
        this.stay = stay;
        this.limits = limits;
        this.open = open;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new SocketLogic(this);
    }
}
