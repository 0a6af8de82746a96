package io.akkord.bench.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What the tool asks of namespaces over HTTP. A failed future holds a {@link ServerUnfit} or an {@link java.io.IOException}. */
public final class NamespaceRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final ServerAddress server;

    NamespaceRequests(HttpClient http, ServerAddress server) {
        this.http = http;
        this.server = server;
    }

    public CompletableFuture<NamespaceView> read(String namespace) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.namespace(namespace))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .GET();
        if (!server.token().isEmpty()) {
            request.header("Authorization", "Bearer " + server.token());
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(answer -> {
            if (answer.statusCode() == 404) {
                return NamespaceView.NOTHING;
            }
            if (answer.statusCode() != 200) {
                throw new ServerUnfit(
                        "reading the namespace " + namespace + " was answered with " + answer.statusCode());
            }
            return NamespaceReader.view(answer.body());
        });
    }
}
