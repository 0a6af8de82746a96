package io.akkord.bench.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The threads and the HTTP client that all participants of a run share; as many threads as the machine has cores. */
public final class Network implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final ServerAddress server;
    private final ScheduledExecutorService pool;
    private final HttpClient http;

    public Network(ServerAddress server) {
        this.server = server;
        this.pool = Executors.newScheduledThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), task -> {
                    Thread thread = new Thread(task, "bench");
                    thread.setDaemon(true);
                    return thread;
                });
        this.http = HttpClient.newBuilder()
                .executor(pool)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build();
    }

    public ScheduledExecutorService pool() {
        return pool;
    }

    public RoomRequests requests() {
        return new RoomRequests(http, server);
    }

    public Participant participant(String room, String client, Watcher watcher) {
        return new Participant(room, client, server, http, pool, watcher);
    }

    public NamespaceRequests namespaces() {
        return new NamespaceRequests(http, server);
    }

    public NamespaceClient client(String namespace, String client, Following following, Watcher watcher) {
        return new NamespaceClient(namespace, client, following, server, http, pool, watcher);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
