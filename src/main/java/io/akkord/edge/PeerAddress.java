package io.akkord.edge;

import akka.http.impl.engine.server.HttpAttributes;
import akka.stream.Attributes;
import java.net.InetAddress;

/**
 * Takes the other end's address from where Akka HTTP has it for a connection that has sent nothing yet: an attribute of the stream,
 * internal in name, but a public class of the bytecode in the version this project is pinned to. It is there because the server is set
 * up with {@code remote-address-attribute}.
 */
final class PeerAddress {
    private PeerAddress() {}

    /** The loopback address where there is none. */
    static InetAddress of(Attributes attributes) {
        return attributes
                .getAttribute(HttpAttributes.RemoteAddress.class)
                .map(known -> known.address().getAddress())
                .orElseGet(InetAddress::getLoopbackAddress);
    }
}
