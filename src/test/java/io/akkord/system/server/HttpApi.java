package io.akkord.system.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.Json;
import io.akkord.system.delta.Change;
import io.akkord.system.delta.Delta;
import io.akkord.system.json.JsonEdit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP routes the tests use. */
public final class HttpApi {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /** A room as a read shows it. */
    public record View(long version, String type, Change content) {}

    private final int port;

    public HttpApi(int port) {
        this.port = port;
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    public boolean isReady() {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException down) {
            return false;
        }
    }

    public HttpResponse<String> put(String room, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return send("PUT", "/v1/rooms/" + room, body, all.toArray(String[]::new));
    }

    /** Empty where nothing was ever committed; a room that cannot be read is an {@link IOException}. */
    public Optional<View> view(String room) throws IOException {
        HttpResponse<String> answer = get("/v1/rooms/" + room, "Accept", "application/json");
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IOException("GET of " + room + " answers " + answer.statusCode() + ": " + answer.body());
        }
        JsonNode read = Json.read(answer.body());
        String type = read.path("type").asText();
        return Optional.of(new View(read.path("version").asLong(), type, content(type, read.path("content"))));
    }

    private static Change content(String type, JsonNode content) {
        if (type.equals("json")) {
            return new JsonEdit(content);
        }
        return content.isTextual() ? Delta.edit(0, 0, content.asText()) : Delta.parse(content);
    }

    public String text(String room) throws IOException {
        HttpResponse<String> answer = get("/v1/rooms/" + room, "Accept", "text/plain");
        if (answer.statusCode() != 200) {
            throw new IOException("GET of " + room + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    /** All commits of a room by pages of the history route. */
    public List<StoredCommit> history(String room) throws IOException {
        boolean json = view(room).filter(view -> view.type().equals("json")).isPresent();
        List<StoredCommit> commits = new ArrayList<>();
        while (true) {
            HttpResponse<String> answer = get("/v1/rooms/" + room + "/history?limit=1000&from=" + (commits.size() + 1));
            if (answer.statusCode() != 200) {
                throw new IOException("history of " + room + " answers " + answer.statusCode() + answer.body());
            }
            JsonNode page = Json.read(answer.body()).path("commits");
            if (page.isEmpty()) {
                return commits;
            }
            for (JsonNode commit : page) {
                commits.add(new StoredCommit(
                        commit.path("version").asLong(),
                        commit.path("client").asText(),
                        commit.path("seq").asLong(),
                        java.time.Instant.parse(commit.path("timestamp").asText())
                                .toEpochMilli(),
                        json ? new JsonEdit(commit.path("op")) : Delta.parse(commit.path("op"))));
            }
        }
    }
}
