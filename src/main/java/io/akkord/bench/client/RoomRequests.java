package io.akkord.bench.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What the tool asks over HTTP. A failed future holds a {@link ServerUnfit} or the client's {@link java.io.IOException}. */
public final class RoomRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final ServerAddress server;

    public RoomRequests(HttpClient http, ServerAddress server) {
        this.http = http;
        this.server = server;
    }

    /** Creates a room of type {@code text}; one that exists stays as it is. */
    public CompletableFuture<Void> create(String room, String content) {
        HttpRequest put = request(room)
                .header("Content-Type", "application/json")
                .header("If-None-Match", "*")
                .PUT(BodyPublishers.ofString(ClientMessages.room(content)))
                .build();
        return http.sendAsync(put, BodyHandlers.ofString()).thenAccept(answer -> {
            if (answer.statusCode() != 201 && answer.statusCode() != 412) {
                throw unfit("creating", room, answer);
            }
        });
    }

    public CompletableFuture<RoomView> read(String room) {
        HttpRequest get =
                request(room).header("Accept", "application/json").GET().build();
        return http.sendAsync(get, BodyHandlers.ofString()).thenApply(answer -> {
            if (answer.statusCode() == 404) {
                return RoomView.NOTHING;
            }
            if (answer.statusCode() != 200) {
                throw unfit("reading", room, answer);
            }
            return MessageReader.room(answer.body());
        });
    }

    private HttpRequest.Builder request(String room) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.room(room)).timeout(PATIENCE);
        return server.token().isEmpty() ? request : request.header("Authorization", "Bearer " + server.token());
    }

    private static ServerUnfit unfit(String doing, String room, HttpResponse<String> answer) {
        String body = answer.body().strip();
        return new ServerUnfit(doing + " the room " + room + " was answered with " + answer.statusCode()
                + (body.isEmpty() ? "" : ": " + body.substring(0, Math.min(300, body.length()))));
    }
}
