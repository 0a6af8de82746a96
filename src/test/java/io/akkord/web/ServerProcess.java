package io.akkord.web;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The server as a process of its own, as people start it, on a free port and with a data folder that outlives restarts. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = freePort();
    private final Path data;
    private final Path log;
    private Process process;

    ServerProcess(Path data, Path log) {
        this.data = data;
        this.log = log;
        process = start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Asks the server to stop, and waits until it has. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Starts the server, which was stopped, again. */
    void resume() {
        process = start();
    }

    /** Asks the server to stop, waits until it has, and starts it again. */
    void restart() {
        stop();
        resume();
    }

    /** Kills the server as with {@code kill -9} and starts it again. */
    void crash() {
        process.destroyForcibly();
        awaitEnd();
        resume();
    }

    /** The text of a room over HTTP. */
    String text(String room) {
        HttpResponse<String> response = get("/v1/rooms/" + room, "text/plain");
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "GET of room " + room + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The server does not stop, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start() {
        String jar = System.getProperty("akkord.jar");
        if (jar == null || !Files.exists(Path.of(jar))) {
            throw new IllegalStateException(
                    "No server to test: run `mvn verify`, which builds it first (akkord.jar=" + jar + ")");
        }
        String java = ProcessHandle.current().info().command().orElse("java");
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx512m", "-jar", jar);
        builder.environment().put("AKKORD_HTTP_PORT", Integer.toString(port));
        builder.environment().put("AKKORD_HTTP_HOST", "127.0.0.1");
        builder.environment().put("AKKORD_DATA_DIR", data.toString());
        File output = log.toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        Process started;
        try {
            Files.createDirectories(log.getParent());
            started = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            await("the server to be ready, see " + log).atMost(START).until(() -> ready(started));
        } catch (RuntimeException e) {
            started.destroyForcibly();
            throw e;
        }
        return started;
    }

    private boolean ready(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("The server has exited with " + started.exitValue() + ", see " + log);
        }
        try {
            return get("/health/ready", "*/*").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path, String accept) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(path)))
                .header("Accept", accept)
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
