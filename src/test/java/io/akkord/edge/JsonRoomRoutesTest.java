package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms of JSON over HTTP, over a whole server. */
class JsonRoomRoutesTest {
    private static final int DOCUMENT = 2_000;

    @TempDir
    static Path folder;

    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = new LiveServer(
                folder,
                "akkord.storage { snapshot-every = 10, waypoint-every = 7 }",
                "akkord.limits.document = " + DOCUMENT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> put(String room, String body, String... headers) {
        return server.send("PUT", "/v1/rooms/" + room, body.replace('\'', '"'), headers);
    }

    private static HttpResponse<String> op(String room, long version, String op, String more) {
        String body = "{'version':" + version + ",'op':" + op + more + "}";
        return server.send("POST", "/v1/rooms/" + room + "/ops", body.replace('\'', '"'));
    }

    private static JsonNode read(String room) {
        return LiveServer.json(server.get("/v1/rooms/" + room));
    }

    private static String content(String room) {
        return read(room).get("content").toString().replace('"', '\'');
    }

    private static void assertDone(HttpResponse<String> response, int status, long version) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("etag")).hasValue("\"" + version + "\"");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception");
    }

    @Test
    void a_document_is_put_read_changed_and_deleted() {
        assertDone(put("first", "{'content':{'a':[1.50,null],'é':'😀'},'type':'json'}"), 201, 1);
        HttpResponse<String> read = server.get("/v1/rooms/first");
        assertDone(read, 200, 1);
        assertThat(read.body())
                .startsWith("{\"id\":\"first\",\"type\":\"json\",\"version\":1,"
                        + "\"content\":{\"a\":[1.50,null],\"é\":\"😀\"},\"createdAt\":\"");
        assertThat(server.get("/v1/rooms/first", "If-None-Match", "\"1\"").statusCode())
                .isEqualTo(304);
        assertDone(op("first", 1, "[{'p':['a',0],'na':0.25}]", ""), 200, 2);
        assertThat(content("first")).isEqualTo("{'a':[1.75,null],'é':'😀'}");
        assertDone(server.send("DELETE", "/v1/rooms/first", ""), 200, 3);
        assertProblem(server.get("/v1/rooms/first"), 404, "NOT_FOUND");
        assertDone(put("first", "{'content':'now a text'}"), 201, 4);
    }

    @Test
    void an_empty_room_holds_null() {
        assertDone(put("empty", "{'type':'json'}"), 201, 1);
        assertThat(content("empty")).isEqualTo("null");
        assertDone(op("empty", 1, "[{'p':[],'od':null,'oi':{}}]", ""), 200, 2);
        assertThat(content("empty")).isEqualTo("{}");
        assertDone(put("empty", ""), 200, 3);
        assertThat(content("empty")).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "-1.5e3", "'text'", "[]", "[{'insert':'a'}]", "{'a':{'b':[]}}"})
    void a_document_is_any_json_and_its_type_may_stand_anywhere(String document) {
        String room = "any-" + Integer.toHexString(document.hashCode());
        assertDone(put(room, "{'type':'json','content':" + document + "}"), 201, 1);
        assertThat(content(room)).isEqualTo(document.equals("-1.5e3") ? "-1500.0" : document);
        assertDone(put(room, "{'x':1, 'content' : " + document + " , 'type':'json'}"), 200, 2);
        assertThat(server.get("/v1/rooms/" + room).body()).contains("\"content\":" + document.replace('\'', '"') + ",");
    }

    @Test
    void without_a_type_the_content_means_what_the_room_is() {
        put("told", "{'type':'json','content':[]}");
        assertDone(put("told", "{'content':[{'insert':'a'}]}"), 200, 2);
        assertThat(content("told")).isEqualTo("[{'insert':'a'}]");
        assertDone(put("told", "{'content':{'b':1}}"), 200, 3);
        assertThat(content("told")).isEqualTo("{'b':1}");
        assertDone(put("told", "{'content':'a string'}"), 200, 4);
        assertThat(content("told")).isEqualTo("'a string'");
        assertProblem(put("told", "{'type':'text','content':[{'insert':'a'}]}"), 409, "CONFLICT");
        assertProblem(put("untold", "{'content':{'b':1}}"), 422, "INVALID_OP");
        assertDone(put("told-text", "{'content':[{'insert':'a'}]}"), 201, 1);
        assertProblem(put("told-text", "{'type':'json','content':1}"), 409, "CONFLICT");
        assertDone(put("told-string", "{'content':'a string'}"), 201, 1);
        assertThat(read("told-string").get("type").asText()).isEqualTo("text");
        put("told-rich", "{'type':'rich-text','content':[{'insert':'a'}]}");
        assertProblem(put("told-rich", "{'content':'a string'}"), 409, "CONFLICT");
    }

    @Test
    void a_put_commits_the_difference() {
        put("diff", "{'type':'json','content':{'list':[1,2,3],'text':'hello'}}");
        put("diff", "{'type':'json','content':{'list':[1,2,9,3],'text':'hello you'}}");
        assertDone(
                op("diff", 1, "[{'p':['list',2],'ld':3,'li':4},{'p':['text'],'t':'text0','o':[{'p':0,'i':'> '}]}]", ""),
                200,
                3);
        assertThat(content("diff")).isEqualTo("{'list':[1,2,9,4],'text':'> hello you'}");
        assertProblem(put("diff", "{'type':'json','content':1}", "If-Match", "\"2\""), 412, "CONFLICT");
        assertProblem(put("diff", "{'type':'json','content':1}", "If-None-Match", "*"), 412, "CONFLICT");
    }

    @Test
    void a_first_operation_says_the_type_or_is_one() {
        assertDone(op("born", 0, "[{'p':[],'od':null,'oi':[]}]", ""), 200, 1);
        assertThat(read("born").get("type").asText()).isEqualTo("json");
        assertProblem(op("unborn", 0, "[{'p':[],'od':null,'oi':[]}]", ",'type':'text'"), 422, "INVALID_OP");
        assertProblem(op("unborn", 0, "[{'insert':'a'}]", ",'type':'json'"), 422, "INVALID_OP");
        assertDone(op("unborn", 0, "[]", ",'type':'json'"), 200, 1);
        assertThat(content("unborn")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "bad-json|[{'p':['a'],'od':2,'oi':3}]",
                "bad-json|[{'p':['x','y'],'oi':3}]",
                "bad-json|[{'p':['s'],'si':'x'}]",
                "bad-json|[{'p':['a'],'na':'x'}]",
                "bad-json|[{'p':['a'],'oi':'\\u0000'}]",
                "bad-json|[{'insert':'x'}]",
                "bad-json|{'type':'insert','position':0,'content':'x'}",
                "bad-text|[{'p':[],'oi':1}]",
                "bad-text|[{'p':[0],'t':'text0','o':[]}]"
            })
    void an_operation_that_does_not_fit_is_refused(String room, String op) {
        put("bad-json", "{'type':'json','content':{'a':1,'s':''}}", "If-None-Match", "*");
        put("bad-text", "{'content':'text'}", "If-None-Match", "*");
        assertProblem(op(room, 1, op, ""), 422, "INVALID_OP");
        assertThat(read(room).get("version").asLong()).isEqualTo(1);
    }

    @Test
    void seq_and_base_are_checked_before_the_form() {
        put("order", "{'type':'json','content':{}}");
        assertProblem(op("order", 9, "[{'insert':'x'}]", ""), 409, "BAD_BASE");
        assertProblem(op("order", 1, "[{'insert':'x'}]", ",'client':'c','seq':2"), 409, "OUT_OF_ORDER");
        String first = "[{'p':['a'],'oi':[1.0]}]";
        assertDone(op("order", 1, first, ",'client':'c','seq':1"), 200, 2);
        HttpResponse<String> again = op("order", 1, "[{'oi':[1.0], 'p':['a']}]", ",'client':'c','seq':1,'type':'json'");
        assertThat(again.body()).contains("\"duplicate\":true");
        assertProblem(op("order", 1, "[{'insert':'x'}]", ",'client':'c','seq':1"), 409, "SEQ_REUSED");
    }

    @Test
    void a_document_has_no_bare_text() {
        put("bare", "{'type':'json','content':'text'}");
        assertProblem(server.get("/v1/rooms/bare", "Accept", "text/plain"), 406, "UNSUPPORTED");
        assertThat(server.get("/v1/rooms/bare", "Accept", "text/plain, application/json;q=0.1")
                        .headers()
                        .firstValue("content-type"))
                .hasValue("application/json");
    }

    @Test
    void a_document_nests_so_deep_and_no_deeper() {
        assertDone(put("deep", "{'type':'json','content':" + "[".repeat(64) + "]".repeat(64) + "}"), 201, 1);
        String deeper = "[".repeat(65) + "]".repeat(65);
        assertProblem(put("deep", "{'type':'json','content':" + deeper + "}"), 422, "INVALID_OP");
        assertProblem(put("deep", "{'type':'json','content':{'" + "n".repeat(257) + "':1}}"), 422, "INVALID_OP");
        assertProblem(
                op("deep", 1, "[{'p':[0,0,0],'li':" + "[".repeat(62) + "]".repeat(62) + "}]", ""), 422, "INVALID_OP");
        assertThat(read("deep").get("version").asLong()).isEqualTo(1);
    }

    @Test
    void an_operation_holds_values_as_deep_as_a_document_and_is_refused_beyond_the_limits() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        assertDone(op("values", 0, "[{'p':[],'od':null,'oi':" + deepest + "}]", ""), 200, 1);
        for (String value : List.of(
                "[" + deepest + "]",
                "{'" + "n".repeat(257) + "':1}",
                "{'" + "n".repeat(2_000) + "':1}",
                "1".repeat(101))) {
            String op = "[{'p':[],'od':" + deepest + ",'oi':" + value + "}]";
            assertProblem(op("values", 1, op, ""), 422, "INVALID_OP");
        }
        assertProblem(op("values", 1, "[{'p':[],'od':}]", ""), 400, "BAD_MESSAGE");
        assertThat(read("values").get("version").asLong()).isEqualTo(1);
    }

    @Test
    void a_document_is_measured_without_its_spaces_and_escapes() {
        String spelled = "[" + " ".repeat(DOCUMENT) + "'" + "\\u0041".repeat(DOCUMENT / 2) + "']";
        assertDone(put("measured", "{'type':'json','content':" + spelled + "}"), 201, 1);
        assertThat(content("measured")).isEqualTo("['" + "A".repeat(DOCUMENT / 2) + "']");
        String many = "[" + "1,".repeat(DOCUMENT) + "1]";
        assertProblem(put("measured", "{'type':'json','content':" + many + "}"), 413, "TOO_LARGE");
        assertProblem(put("measured", "{'type':'json','content':'" + "x".repeat(DOCUMENT) + "'}"), 413, "TOO_LARGE");
        assertProblem(op("measured", 1, "[{'p':[0],'li':'" + "x".repeat(DOCUMENT / 2) + "'}]", ""), 413, "TOO_LARGE");
        assertThat(read("measured").get("version").asLong()).isEqualTo(1);
    }

    @Test
    void the_past_the_history_and_the_directory_know_json() {
        assertDone(put("past", "{'type':'json','content':{'n':0}}"), 201, 1);
        for (int version = 1; version < 30; version++) {
            assertDone(op("past", version, "[{'p':['n'],'na':1}]", ""), 200, version + 1);
        }
        for (int version = 1; version <= 30; version++) {
            JsonNode then = LiveServer.json(server.get("/v1/rooms/past?version=" + version));
            assertThat(then.get("content").toString()).isEqualTo("{\"n\":" + (version - 1) + "}");
            assertThat(then.get("type").asText()).isEqualTo("json");
        }
        String lines = server.get("/v1/rooms/past/history?from=1&to=2", "Accept", "application/x-ndjson")
                .body();
        assertThat(lines.lines().map(line -> line.replaceAll(",\"client\".*", "")))
                .containsExactly(
                        "{\"version\":1,\"op\":[{\"p\":[],\"od\":null,\"oi\":{\"n\":0}}]",
                        "{\"version\":2,\"op\":[{\"p\":[\"n\"],\"na\":1}]");
        server.send("DELETE", "/v1/rooms/past", "");
        assertThat(server.get("/v1/rooms/past/history?from=31").body())
                .contains("{\"version\":31,\"op\":[],\"deleted\":true,");
        assertDone(put("past", "{'type':'json','content':[12345]}"), 201, 32);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode listed =
                    LiveServer.json(server.get("/v1/rooms?prefix=past")).at("/items/0");
            assertThat(listed.path("version").asLong()).isEqualTo(32);
            assertThat(listed.path("type").asText()).isEqualTo("json");
            assertThat(listed.path("size").asLong()).isBetween(5L, 10L);
        });
    }
}
