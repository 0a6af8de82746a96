package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.Json;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.Store;
import io.akkord.system.server.HttpApi;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The routes of one namespace. */
public final class NamespaceApi {
    private final HttpApi http;
    private final String path;

    public NamespaceApi(HttpApi http, String namespace) {
        this.http = http;
        this.path = "/v1/namespaces/" + namespace;
    }

    public HttpResponse<String> send(String method, String below, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return http.send(method, path + below, body, all.toArray(String[]::new));
    }

    /** A submission without a client; its answer, whatever it is. */
    public HttpResponse<String> change(String changes) throws IOException {
        return send("POST", "/changes", "{\"changes\":" + changes + "}");
    }

    /** @param condition {@code If-Match} or {@code If-None-Match} and what goes with it */
    public HttpResponse<String> put(String key, String value, String... condition) throws IOException {
        return send("PUT", "/keys/" + encoded(key), value, condition);
    }

    /** The version that last changed a key; 0 where it is not there. */
    public long version(String key) throws IOException {
        HttpResponse<String> answer = http.get(path + "/keys/" + encoded(key));
        if (answer.statusCode() == 404) {
            return 0;
        }
        require(answer);
        return Long.parseLong(answer.headers().firstValue("ETag").orElseThrow().replace("\"", ""));
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Empty where nothing was ever committed. */
    public Optional<NamespaceLog.View> view() throws IOException {
        return view("");
    }

    public Optional<NamespaceLog.View> viewAt(long version) throws IOException {
        return view("?version=" + version);
    }

    private Optional<NamespaceLog.View> view(String query) throws IOException {
        HttpResponse<String> answer = http.get(path + query);
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        require(answer);
        JsonNode read = Json.read(answer.body());
        return Optional.of(
                new NamespaceLog.View(read.path("meta").path("version").asLong(), Store.of(read)));
    }

    /** All commits, by pages of the history route. */
    public List<NamespaceCommit> history() throws IOException {
        List<NamespaceCommit> commits = new ArrayList<>();
        while (true) {
            HttpResponse<String> answer = http.get(path + "/history?limit=1000&from=" + (commits.size() + 1));
            if (answer.statusCode() == 404 && commits.isEmpty()) {
                return commits;
            }
            require(answer);
            JsonNode page = Json.read(answer.body()).path("commits");
            if (page.isEmpty()) {
                return commits;
            }
            page.forEach(commit -> commits.add(NamespaceCommit.of(commit)));
        }
    }

    private static void require(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException(answer.uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
    }
}
