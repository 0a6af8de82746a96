package io.akkord.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Serves the files of the browser side on a loopback port, as the server does (`/` from `web/`, `/lib/` from the CodeMirror
 * jars), and besides them the conformance vectors, unzipped, and the scripts of the tests under `/test/`.
 */
final class WebFiles implements AutoCloseable {
    private static final Map<String, String> PREFIXES =
            Map.of("lib/", "META-INF/resources/_static/", "conformance/", "conformance/", "test/", "web/");
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;

    WebFiles() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", WebFiles::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            byte[] content = read(path.isEmpty() ? "index.html" : path);
            exchange.getResponseHeaders().set("Content-Type", type(path) + "; charset=utf-8");
            exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : content.length);
            if (content != null) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    private static String type(String path) {
        String ending = path.isEmpty() ? "html" : path.substring(path.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(ending, "text/plain");
    }

    private static byte[] read(String path) throws IOException {
        for (String prefix : List.copyOf(PREFIXES.keySet())) {
            if (path.startsWith(prefix)) {
                return resource(PREFIXES.get(prefix) + path.substring(prefix.length()));
            }
        }
        return resource("web/" + path);
    }

    private static byte[] resource(String name) throws IOException {
        ClassLoader loader = WebFiles.class.getClassLoader();
        try (InputStream plain = loader.getResourceAsStream(name);
                InputStream zipped = plain == null ? loader.getResourceAsStream(name + ".gz") : null) {
            if (plain != null) {
                return plain.readAllBytes();
            }
            return zipped == null ? null : new GZIPInputStream(zipped).readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
