package io.akkord.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** Takes spans by OTLP over HTTP, as collectors do, and reads of them what tests ask for. */
public final class OtlpReceiver implements AutoCloseable {
    /**
     * @param parent empty for none
     * @param attributes as text
     * @param links ids of spans
     */
    public record Told(
            String name,
            String trace,
            String span,
            String parent,
            Map<String, String> attributes,
            List<String> links) {}

    private final HttpServer server;
    private final List<Told> spans = new CopyOnWriteArrayList<>();
    private final List<String> raw = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    public List<Told> spans() {
        return List.copyOf(spans);
    }

    /** All that came, byte by byte, as ISO 8859-1. */
    public String everything() {
        return String.join("\n", raw);
    }

    public int requests() {
        return requests.get();
    }

    private void receive(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        raw.add(new String(body, StandardCharsets.ISO_8859_1));
        for (UnknownFieldSet resource : all(UnknownFieldSet.parseFrom(body), 1)) {
            for (UnknownFieldSet scope : all(resource, 2)) {
                for (UnknownFieldSet span : all(scope, 2)) {
                    spans.add(told(span));
                }
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Told told(UnknownFieldSet span) {
        Map<String, String> attributes = new TreeMap<>();
        for (UnknownFieldSet attribute : all(span, 9)) {
            attributes.put(text(attribute, 1), value(all(attribute, 2).get(0)));
        }
        List<String> links = all(span, 13).stream().map(link -> hex(link, 2)).toList();
        return new Told(text(span, 5), hex(span, 1), hex(span, 2), hex(span, 4), attributes, links);
    }

    private static String value(UnknownFieldSet value) {
        return value.hasField(1) ? text(value, 1) : "" + value.getField(3).getVarintList();
    }

    private static List<UnknownFieldSet> all(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().stream()
                .map(OtlpReceiver::parsed)
                .toList();
    }

    private static UnknownFieldSet parsed(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteString bytes(UnknownFieldSet of, int field) {
        List<ByteString> all = of.getField(field).getLengthDelimitedList();
        return all.isEmpty() ? ByteString.EMPTY : all.get(0);
    }

    private static String text(UnknownFieldSet of, int field) {
        return bytes(of, field).toStringUtf8();
    }

    private static String hex(UnknownFieldSet of, int field) {
        return HexFormat.of().formatHex(bytes(of, field).toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
