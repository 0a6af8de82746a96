package io.akkord.edge.socket;

import akka.NotUsed;
import akka.http.impl.engine.server.UpgradeToOtherProtocolResponseHeader;
import akka.http.javadsl.model.HttpHeader;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;

/**
 * The one place that touches an internal part of Akka HTTP: the marker header by which a 101 response hands the connection's bytes
 * to a flow. Akka HTTP uses it itself for WebSocket and HTTP/2; in the version this project is pinned to it is a public class of
 * the bytecode.
 */
final class SwitchToBytes {
    private SwitchToBytes() {}

    /** A header that is not rendered; the response must also carry {@code Connection: Upgrade}. */
    static HttpHeader header(Flow<ByteString, ByteString, NotUsed> connection) {
        @SuppressWarnings("unchecked")
        var flow = (akka.stream.scaladsl.Flow<ByteString, ByteString, Object>)
                (akka.stream.scaladsl.Flow<?, ?, ?>) connection.asScala();
        return new UpgradeToOtherProtocolResponseHeader(flow);
    }
}
