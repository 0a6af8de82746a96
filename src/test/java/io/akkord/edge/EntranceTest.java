package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.akkord.auth.Admission;
import io.akkord.auth.Grants;
import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.auth.TokenRefused;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who may ask what over HTTP. Tokens are spelled {@code tenant/pattern=level}. */
class EntranceTest {
    private static final Admission SPELLED = token -> {
        if (token.isEmpty() || !token.get().contains("=")) {
            return CompletableFuture.failedFuture(new TokenRefused("A token is needed."));
        }
        String tenant = token.get().substring(0, token.get().indexOf('/'));
        String pattern = token.get().substring(tenant.length() + 1, token.get().indexOf('='));
        Level level = Level.valueOf(token.get().substring(token.get().indexOf('=') + 1));
        // On another thread, as where keys have to be fetched.
        return CompletableFuture.supplyAsync(
                () -> new Principal("Ann", tenant, new Grants(Map.of(pattern, level)), "", 0, Principal.NEVER));
    };

    private static final EdgeFixture EDGE = new EdgeFixture("", objects -> objects, SPELLED);

    @AfterAll
    static void stop() {
        EDGE.close();
    }

    private static int status(String token, String method, String path, String body) throws Exception {
        return send(token, method, path, body).statusCode();
    }

    private static HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return EDGE.send(method, path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    private static final String TEXT = "{\"content\":\"a\"}";

    @Test
    void withoutATokenNothingIsToldButHealthAndPages() throws Exception {
        HttpResponse<String> answer = EDGE.get("/v1/rooms/any");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"UNAUTHORIZED\"");
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"akkord\"");
        assertThat(EDGE.json("PUT", "/v1/rooms/any", TEXT).statusCode()).isEqualTo(401);
        assertThat(EDGE.get("/v1/rooms").statusCode()).isEqualTo(401);
        assertThat(EDGE.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(EDGE.get("/").statusCode()).isEqualTo(200);
        assertThat(status("nonsense", "GET", "/v1/rooms/any", "")).isEqualTo(401);
    }

    @Test
    void eachLevelHoldsThoseBefore() throws Exception {
        String room = "/v1/rooms/levels";
        assertThat(status("-/rooms/levels=READ", "PUT", room, TEXT)).isEqualTo(403);
        assertThat(status("-/rooms/levels=WRITE", "PUT", room, TEXT)).isEqualTo(201);
        assertThat(status("-/rooms/levels=READ", "GET", room, "")).isEqualTo(200);
        assertThat(status("-/rooms/levels=WRITE", "GET", room, "")).isEqualTo(200);
        assertThat(status("-/rooms/other=ADMIN", "GET", room, "")).isEqualTo(403);
        assertThat(status("-/rooms/levels=WRITE", "DELETE", room + "?purge=true", ""))
                .isEqualTo(403);
        assertThat(status("-/rooms/levels=ADMIN", "DELETE", room + "?purge=true", ""))
                .isEqualTo(200);
    }

    @Test
    void whatMayNotBeReadLooksTheSameWhetherItExistsOrNot() throws Exception {
        send("-/*=ADMIN", "PUT", "/v1/rooms/hidden", TEXT);
        HttpResponse<String> there = send("-/rooms/mine=ADMIN", "GET", "/v1/rooms/hidden", "");
        HttpResponse<String> absent = send("-/rooms/mine=ADMIN", "GET", "/v1/rooms/nothing", "");
        assertThat(there.statusCode()).isEqualTo(403);
        assertThat(there.body()).isEqualTo(absent.body());
    }

    @Test
    void tenantsAreSpacesOfTheirOwn() throws Exception {
        assertThat(status("red/*=ADMIN", "PUT", "/v1/rooms/same", "{\"content\":\"red\"}"))
                .isEqualTo(201);
        assertThat(status("blue/*=ADMIN", "GET", "/v1/rooms/same", "")).isEqualTo(404);
        assertThat(status("blue/*=ADMIN", "PUT", "/v1/rooms/same", "{\"content\":\"blue\"}"))
                .isEqualTo(201);
        assertThat(send("red/*=ADMIN", "GET", "/v1/rooms/same", "").body()).contains("\"red\"");
        assertThat(list("red/*=ADMIN", "")).containsExactly("same");
        assertThat(list("green/*=ADMIN", "")).isEmpty();
    }

    @Test
    void theDirectoryShowsWhatMayBeRead() throws Exception {
        for (String name : List.of("team-1", "team-2", "team-3", "tea", "zoo")) {
            send("list/*=ADMIN", "PUT", "/v1/rooms/" + name, TEXT);
        }
        assertThat(list("list/rooms/team-*=READ", "")).containsExactly("team-1", "team-2", "team-3");
        assertThat(list("list/rooms/team-*=READ", "&limit=2")).containsExactly("team-1", "team-2", "team-3");
        assertThat(list("list/rooms/team-*=READ", "&prefix=te")).containsExactly("team-1", "team-2", "team-3");
        assertThat(list("list/rooms/team-*=READ", "&prefix=team-2")).containsExactly("team-2");
        assertThat(list("list/rooms/team-*=READ", "&prefix=zoo")).isEmpty();
        assertThat(list("list/*o=READ", "")).containsExactly("zoo");
        assertThat(list("list/*=NONE", "")).isEmpty();
    }

    /** All pages. */
    private static List<String> list(String token, String query) throws Exception {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = new ObjectMapper()
                    .readTree(send(token, "GET", "/v1/rooms?" + query + cursor, "")
                            .body());
            StreamSupport.stream(page.get("items").spliterator(), false)
                    .forEach(item -> names.add(item.get("id").asText()));
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        return names;
    }

    @Test
    void refusedRequestsWithABodyLeaveTheConnectionInOrder() throws Exception {
        String body = "{\"content\":\"" + "x".repeat(900) + "\"}";
        for (int i = 0; i < 20; i++) {
            assertThat(status("-/rooms/other=ADMIN", "PUT", "/v1/rooms/big", body))
                    .isEqualTo(403);
            assertThat(status("-/rooms/big=WRITE", "PUT", "/v1/rooms/big", body))
                    .isIn(200, 201);
        }
    }

    @Test
    void metricsAreForTheOperatorUnlessTheyAreOpen() throws Exception {
        assertThat(EDGE.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(status("red/*=ADMIN", "GET", "/metrics", "")).isEqualTo(403);
        assertThat(status("-/rooms/*=ADMIN", "GET", "/metrics", "")).isEqualTo(403);
        assertThat(status("-/*=ADMIN", "GET", "/metrics", "")).isEqualTo(200);
        try (EdgeFixture open = new EdgeFixture("akkord.metrics.open = true", objects -> objects, SPELLED)) {
            assertThat(open.get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void administratorsOfATenantAreToldOfItOnly() throws Exception {
        for (String path : List.of("/v1/admin/hot-keys", "/v1/admin/report")) {
            assertThat(EDGE.get(path).statusCode()).isEqualTo(401);
            assertThat(status("red/rooms/*=ADMIN", "GET", path, "")).isEqualTo(403);
            assertThat(status("red/*=ADMIN", "GET", path, "")).isEqualTo(200);
        }
        assertThat(status("red/*=ADMIN", "GET", "/v1/admin/loggers", "")).isEqualTo(403);
        assertThat(status("-/*=ADMIN", "GET", "/v1/admin/loggers", "")).isEqualTo(200);
    }
}
