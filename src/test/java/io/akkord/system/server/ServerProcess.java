package io.akkord.system.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar in a process of its own, on a data directory and a port that outlive it, so that it can die and come back. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final List<String> options = new ArrayList<>();
    private final List<Path> classesInFront = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Process process;
    private int starts;

    /** @param folder holds the data and what the process prints */
    public ServerProcess(Path folder) {
        this.folder = folder;
        this.port = freePort();
        options.add("-Xmx512m");
    }

    public static Path jar() {
        return Path.of(System.getProperty("akkord.jar", "target/akkord.jar")).toAbsolutePath();
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JVM option; later ones win. */
    public ServerProcess option(String option) {
        options.add(option);
        return this;
    }

    public ServerProcess env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Classes that take the place of the jar's own. */
    public ServerProcess classesInFront(Path classes) {
        classesInFront.add(classes);
        return this;
    }

    public ServerProcess start() {
        launch();
        awaitReady();
        return this;
    }

    /** Starts without waiting until it is ready. */
    public void launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        if (classesInFront.isEmpty()) {
            command.addAll(List.of("-jar", jar().toString()));
        } else {
            List<String> path = new ArrayList<>();
            classesInFront.forEach(p -> path.add(p.toString()));
            path.add(jar().toString());
            command.addAll(List.of("-cp", String.join(java.io.File.pathSeparator, path), "io.akkord.Main"));
        }
        launch(command, folder);
    }

    /** Starts a command of the caller's in a directory, with this server's environment. */
    public void launch(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("AKKORD_HTTP_PORT", "" + port);
        builder.environment().put("AKKORD_DATA_DIR", dataDirectory().toString());
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        starts++;
    }

    public void awaitReady() {
        try {
            await().atMost(READY_WITHIN).pollInterval(Duration.ofMillis(25)).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the server ended while starting:\n" + output());
                }
                return http().isReady();
            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("the server is not ready:\n" + output(), e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(60));
    }

    /** SIGTERM; returns the time it took to exit. */
    public Duration terminate(Duration atMost) {
        long from = System.nanoTime();
        process.destroy();
        awaitExit(atMost);
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private void awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the server did not end within " + atMost + ":\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public int starts() {
        return starts;
    }

    public int port() {
        return port;
    }

    public HttpApi http() {
        return new HttpApi(port);
    }

    public Path dataDirectory() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    /** What it printed, of a long text the end. */
    public String output() {
        try {
            String all = Files.readString(log());
            return all.substring(Math.max(0, all.length() - 20_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it printed, since the first start. */
    public String printed() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory of the process in MiB, as the kernel counts it. */
    public long residentMib() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", "" + pid(), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
            throw new AssertionError("the kernel tells no memory of process " + pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
    }
}
