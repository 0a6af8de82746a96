package io.akkord.edge;

import akka.http.javadsl.model.AttributeKey;
import akka.http.javadsl.model.HttpRequest;
import io.akkord.edge.socket.Stay;
import java.net.InetAddress;

/**
 * The connection on which a request arrived; goes along with it.
 *
 * @param peer the other end, a client or a proxy
 * @param place what the connection takes up
 */
record Arrival(InetAddress peer, Stay place) {
    private static final AttributeKey<Arrival> KEY = AttributeKey.create("akkord-arrival", Arrival.class);

    /** Of requests that came on no connection, as in tests. */
    private static final Arrival NOWHERE = new Arrival(InetAddress.getLoopbackAddress(), Stay.FREE);

    HttpRequest with(HttpRequest http) {
        return http.addAttribute(KEY, this);
    }

    static Arrival of(HttpRequest http) {
        return http.getAttribute(KEY).orElse(NOWHERE);
    }
}
