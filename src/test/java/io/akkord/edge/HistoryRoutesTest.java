package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryRoutesTest {
    private static final int COMMITS = 1200;
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws Exception {
        edge = new EdgeFixture();
        edge.json("PUT", "/v1/rooms/long", "{}");
        for (int version = 1; version < COMMITS; version++) {
            edge.json("POST", "/v1/rooms/long/ops", "{\"version\":" + version + ",\"op\":[]}");
        }
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String versions(String body) {
        return Pattern.compile("\"version\":(\\d+)")
                .matcher(body)
                .results()
                .map(found -> found.group(1))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?from=3&to=5               | 3 4 5",
                "?from=0&to=2               | 1 2",
                "?to=1                      | 1",
                "?from=1199                 | 1199 1200",
                "?from=1199&to=5000         | 1199 1200",
                "?from=5&to=4               | ''",
                "?from=1201                 | ''",
                "?from=9223372036854775807  | ''",
            })
    void both_ends_are_included(String query, String expected) throws Exception {
        HttpResponse<String> page = edge.get("/v1/rooms/long/history" + query);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(versions(page.body())).isEqualTo(expected);
        assertThat(page.body()).startsWith("{\"commits\":[").endsWith("]}");
    }

    @Test
    void a_cut_page_says_where_to_go_on() throws Exception {
        HttpResponse<String> first = edge.get("/v1/rooms/long/history");
        assertThat(versions(first.body())).startsWith("1 2 ").endsWith(" 99 100");
        assertThat(first.body()).endsWith("],\"next\":101}");
        assertThat(edge.get("/v1/rooms/long/history?from=2&limit=3").body()).endsWith("],\"next\":5}");
        assertThat(edge.get("/v1/rooms/long/history?from=2&to=4&limit=3").body())
                .endsWith("]}");
        assertThat(edge.get("/v1/rooms/long/history?limit=100000").body()).endsWith("],\"next\":1001}");
    }

    @Test
    void all_commits_stream_as_lines() throws Exception {
        HttpResponse<String> all = edge.get("/v1/rooms/long/history", "Accept", "application/x-ndjson");
        assertThat(all.headers().firstValue("content-type").orElse("")).startsWith("application/x-ndjson");
        assertThat(all.body().lines()).hasSize(COMMITS).allMatch(line -> line.startsWith("{\"version\":"));
        assertThat(versions(edge.get("/v1/rooms/long/history?from=7&limit=2", "Accept", "application/x-ndjson")
                        .body()))
                .isEqualTo("7 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void a_history_that_has_not_grown_is_not_repeated(String form) throws Exception {
        String room = "/v1/rooms/kept." + form.substring(form.indexOf('/') + 1);
        edge.json("PUT", room, "{}");
        edge.json("POST", room + "/ops", "{\"version\":1,\"op\":[]}");
        HttpResponse<String> first = edge.get(room + "/history?to=1", "Accept", form);
        assertThat(first.headers().firstValue("etag")).hasValue("\"2\"");
        assertThat(first.headers().firstValue("vary")).hasValue("Accept");
        HttpResponse<String> again = edge.get(room + "/history?to=1", "Accept", form, "If-None-Match", "\"2\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("etag")).hasValue("\"2\"");
        assertThat(again.headers().firstValue("vary")).hasValue("Accept");
        assertThat(edge.get(room + "/history", "If-None-Match", "\"1\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?from=-1", "?from=x", "?to=1.5", "?to=", "?limit=0", "?limit=99999999999999999999"})
    void bad_bounds_are_refused(String query) throws Exception {
        HttpResponse<String> refused = edge.get("/v1/rooms/long/history" + query);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("BAD_MESSAGE");
    }

    @Test
    void nothing_unconfirmed_is_read() throws Exception {
        edge.json("PUT", "/v1/rooms/open", "{}");
        edge.objects.writeUnconfirmed("open");
        assertThat(edge.get("/v1/rooms/open/history").body())
                .contains("\"version\":1")
                .doesNotContain("ghost");
    }

    @Test
    void a_deleted_room_keeps_its_history_and_one_that_never_was_has_none() throws Exception {
        edge.json("PUT", "/v1/rooms/deleted", "{}");
        edge.send("DELETE", "/v1/rooms/deleted", "");
        assertThat(versions(edge.get("/v1/rooms/deleted/history").body())).isEqualTo("1 2");
        assertThat(edge.get("/v1/rooms/never/history").statusCode()).isEqualTo(404);
        assertThat(edge.get("/v1/rooms/long/history", "Accept", "text/plain").statusCode())
                .isEqualTo(406);
    }
}
