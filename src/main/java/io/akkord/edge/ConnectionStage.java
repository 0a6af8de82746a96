package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.net.InetAddress;

/** One HTTP connection, from when it is accepted: its requests in, the responses out, one after the other. See {@link ConnectionLogic}. */
final class ConnectionStage extends GraphStage<FlowShape<HttpRequest, HttpResponse>> {
    final Inlet<HttpRequest> in = Inlet.create("Connection.in");
    final Outlet<HttpResponse> out = Outlet.create("Connection.out");
    final Connections connections;
    final Reception reception;
    private final FlowShape<HttpRequest, HttpResponse> shape = FlowShape.of(in, out);

    final InetAddress peer;
    final long wait;

    /**
     * @param peer the other end
     * @param wait what {@link Connections#handshake} said
     */
    ConnectionStage(Connections connections, Reception reception, InetAddress peer, long wait) {
        this.wait = wait;
        this.connections = connections;
        this.reception = reception;
        this.peer = peer;
    }

    @Override
    public FlowShape<HttpRequest, HttpResponse> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new ConnectionLogic(this);
    }
}
