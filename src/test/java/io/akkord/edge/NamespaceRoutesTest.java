package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole namespaces and submissions to them. */
class NamespaceRoutesTest {
    private static final HttpContract CONTRACT = new HttpContract();
    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static HttpResponse<String> send(
            String method, String name, String more, String type, String body, String... headers) throws Exception {
        String[] all = new String[headers.length + (type.isEmpty() ? 0 : 2)];
        System.arraycopy(headers, 0, all, 0, headers.length);
        if (!type.isEmpty()) {
            all[headers.length] = "Content-Type";
            all[headers.length + 1] = type;
        }
        HttpResponse<String> answer = edge.send(method, "/v1/namespaces/" + name + more, body, all);
        String path = "/v1/namespaces/{id}" + more.replaceFirst("\\?.*", "");
        CONTRACT.verify(method, path, answer);
        return answer;
    }

    private static HttpResponse<String> put(String name, String body, String... headers) throws Exception {
        return send("PUT", name, "", "application/json", body, headers);
    }

    private static HttpResponse<String> patch(String name, String body, String... headers) throws Exception {
        return send("PATCH", name, "", NamespaceBody.MERGE_PATCH, body, headers);
    }

    private static HttpResponse<String> submit(String name, String body) throws Exception {
        return send("POST", name, "/changes", "application/json", body);
    }

    private static HttpResponse<String> get(String name, String... headers) throws Exception {
        return send("GET", name, "", "", "", headers);
    }

    private static String store(String name) throws Exception {
        return json(get(name)).get("store").toString();
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return HttpContract.JSON.readTree(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception");
    }

    private static void assertTag(HttpResponse<String> response, long version) {
        assertThat(response.headers().firstValue("etag")).hasValue("\"" + version + "\"");
    }

    @Test
    void a_snapshot_creates_a_namespace_and_reads_back() throws Exception {
        HttpResponse<String> created = put("fresh", "{\"b\":[1,2.50],\"a\":{\"x\":null}}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("location")).hasValue("/v1/namespaces/fresh");
        assertTag(created, 1);
        HttpResponse<String> read = get("fresh");
        assertTag(read, 1);
        JsonNode snapshot = json(read);
        assertThat(read.body()).startsWith("{\"store\":{\"a\":{\"x\":null},\"b\":[1,2.50]},\"mfes\":{},\"meta\":{");
        assertThat(snapshot.at("/meta/version").asLong()).isEqualTo(1);
        assertThat(snapshot.at("/meta/updateCount").asLong()).isEqualTo(2);
        assertThat(snapshot.at("/meta/totalMFEs").asLong()).isZero();
        assertThat(get("fresh", "If-None-Match", "\"1\"").statusCode()).isEqualTo(304);
        assertThat(get("fresh", "If-None-Match", "W/\"7\", \"1\"").body()).isEmpty();
        assertThat(get("fresh", "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
        assertTag(edge.send("HEAD", "/v1/namespaces/fresh", ""), 1);
    }

    @Test
    void a_snapshot_replaces_or_is_merged_in_and_what_stays_keeps_its_version() throws Exception {
        put("modes", "{\"a\":1,\"b\":2}");
        assertThat(send("PUT", "modes", "?mode=merge", "application/json", "{\"b\":3,\"c\":4}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(store("modes")).isEqualTo("{\"a\":1,\"b\":3,\"c\":4}");
        assertThat(send("PUT", "modes", "?mode=replace", "application/json", "{\"b\":3,\"d\":5}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(store("modes")).isEqualTo("{\"b\":3,\"d\":5}");
        assertThat(edge.get("/v1/namespaces/modes/keys/b").headers().firstValue("etag"))
                .hasValue("\"2\"");
        put("modes", "{}");
        assertThat(store("modes")).isEqualTo("{}");
        assertProblem(send("PUT", "modes", "?mode=other", "application/json", "{}"), 400, "BAD_MESSAGE");
        assertProblem(send("PUT", "modes", "?mode=", "application/json", "{}"), 400, "BAD_MESSAGE");
    }

    @Test
    void a_merge_patch_changes_many_keys_at_once() throws Exception {
        assertThat(patch("batch", "{\"a\":{\"x\":1,\"y\":{\"z\":2}},\"b\":1,\"gone\":null}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(store("batch")).isEqualTo("{\"a\":{\"x\":1,\"y\":{\"z\":2}},\"b\":1}");
        HttpResponse<String> patched = patch("batch", "{\"a\":{\"y\":{\"z\":null},\"w\":3},\"b\":null,\"c\":[null]}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertTag(patched, 2);
        assertThat(store("batch")).isEqualTo("{\"a\":{\"x\":1,\"y\":{},\"w\":3},\"c\":[null]}");
        HttpResponse<String> refused = send("PATCH", "batch", "", "application/json", "{}");
        assertProblem(refused, 415, "UNSUPPORTED");
        assertThat(refused.headers().firstValue("accept-patch")).hasValue(NamespaceBody.MERGE_PATCH);
        assertThat(send("PATCH", "batch", "", "application/merge-patch+json; charset=utf-8", "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void conditions_on_the_namespace_are_kept() throws Exception {
        assertProblem(put("guarded", "{}", "If-Match", "*"), 412, "CONFLICT");
        assertProblem(patch("guarded", "{}", "If-Match", "\"1\""), 412, "CONFLICT");
        assertThat(put("guarded", "{}", "If-None-Match", "*").statusCode()).isEqualTo(201);
        assertProblem(put("guarded", "{}", "If-None-Match", "*"), 412, "CONFLICT");
        assertThat(patch("guarded", "{\"a\":1}", "If-Match", "\"1\"").statusCode())
                .isEqualTo(200);
        assertProblem(patch("guarded", "{\"a\":2}", "If-Match", "\"1\""), 412, "CONFLICT");
        assertThat(put("guarded", "{\"a\":3}", "If-Match", "\"9\", \"2\"").statusCode())
                .isEqualTo(200);
        assertProblem(put("guarded", "{\"a\":3}", "If-Match", "\"9\", \"2\""), 412, "CONFLICT");
        assertProblem(put("guarded", "{\"a\":3}", "If-Match", "\"x\""), 412, "CONFLICT");
        assertThat(store("guarded")).isEqualTo("{\"a\":3}");
        assertProblem(send("DELETE", "guarded", "", "", "", "If-Match", "\"2\""), 412, "CONFLICT");
        assertTag(send("DELETE", "guarded", "", "", "", "If-Match", "\"3\""), 4);
        assertProblem(get("guarded"), 404, "NOT_FOUND");
        assertProblem(send("DELETE", "guarded", "", "", ""), 404, "NOT_FOUND");
        HttpResponse<String> again = put("guarded", "{\"b\":1}");
        assertThat(again.statusCode()).isEqualTo(201);
        assertTag(again, 5);
        assertThat(store("guarded")).isEqualTo("{\"b\":1}");
    }

    @Test
    void a_submission_with_client_and_seq_is_committed_once() throws Exception {
        String body = "{\"changes\":[{\"op\":\"set\",\"key\":\"n\",\"value\":1}],\"version\":0,\"client\":\"cart\","
                + "\"seq\":1,\"source\":\"checkout\"}";
        HttpResponse<String> first = submit("once", body);
        assertTag(first, 1);
        assertThat(json(first).has("duplicate")).isFalse();
        HttpResponse<String> again = submit("once", body);
        assertTag(again, 1);
        assertThat(json(again).get("duplicate").asBoolean()).isTrue();
        assertThat(json(again).get("timestamp")).isEqualTo(json(first).get("timestamp"));
        for (String other : new String[] {
            body.replace("\"value\":1", "\"value\":2"),
            body.replace("checkout", "elsewhere"),
            body.replace("\"version\":0,", ""),
            body.replace("\"seq\":1", "\"seq\":1,\"strategy\":\"merge\"")
        }) {
            assertProblem(submit("once", other), 409, "SEQ_REUSED");
        }
        assertProblem(submit("once", body.replace("\"seq\":1", "\"seq\":3")), 409, "OUT_OF_ORDER");
        assertProblem(
                submit("once", body.replace("\"seq\":1", "\"seq\":2").replace("\"version\":0", "\"version\":9")),
                409,
                "BAD_BASE");
        assertThat(json(get("once")).at("/meta/source").asText()).isEqualTo("checkout");
        assertThat(json(get("once")).at("/meta/version").asLong()).isEqualTo(1);
        assertThat(submit("once", "{\"changes\":[{\"op\":\"clear\"}],\"source\":null}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(get("once")).at("/meta/source").asText()).isEmpty();
    }

    @Test
    void all_changes_are_understood_and_a_list_is_all_or_nothing() throws Exception {
        submit("lists", """
                {"changes":[
                  {"op":"set","key":"a","value":{"list":[1,2]},"ttl":60},
                  {"op":"merge","key":"a","value":{"more":true}},
                  {"op":"patch","key":"a","patch":[{"op":"add","path":"/list/1","value":9}]},
                  {"op":"restore","snapshot":{"r":1,"s":2},"mode":"merge"},
                  {"op":"register","mfe":{"id":"nav","framework":"vue"}},
                  {"op":"set","key":"nav:open","value":true},
                  {"op":"delete","key":"s"},
                  {"op":"delete","key":"never"}]}
                """);
        assertThat(store("lists")).isEqualTo("{\"a\":{\"list\":[1,9,2],\"more\":true},\"nav:open\":true,\"r\":1}");
        assertProblem(
                submit(
                        "lists",
                        "{\"changes\":[{\"op\":\"clear\"},{\"op\":\"patch\",\"key\":\"q\",\"patch\":"
                                + "[{\"op\":\"test\",\"path\":\"\",\"value\":1}]}]}"),
                422,
                "INVALID_OP");
        assertThat(json(get("lists")).at("/meta/version").asLong()).isEqualTo(1);
        submit("lists", "{\"changes\":[{\"op\":\"unregister\",\"mfe\":\"nav\"}]}");
        assertThat(store("lists")).isEqualTo("{\"a\":{\"list\":[1,9,2],\"more\":true},\"r\":1}");
    }

    @Test
    void what_others_changed_is_a_conflict_where_it_is_asked_for() throws Exception {
        put("shared", "{\"user/7\":{\"name\":\"Ann\"},\"list\":[1]}");
        String mine = "{\"changes\":[{\"op\":\"set\",\"key\":\"user/7\",\"value\":{\"name\":\"Bob\"}}],\"version\":1,"
                + "\"strategy\":\"STRATEGY\"}";
        submit("shared", mine.replace("STRATEGY", "replace").replace("Bob", "Cyd"));
        HttpResponse<String> refused = submit("shared", mine.replace("STRATEGY", "reject"));
        assertProblem(refused, 409, "CONFLICT");
        JsonNode conflicts = json(refused).get("conflicts");
        assertThat(conflicts.toString())
                .isEqualTo("[{\"key\":\"user/7\",\"local\":{\"name\":\"Bob\"},\"remote\":{\"name\":\"Cyd\"},"
                        + "\"entityType\":\"user\",\"id\":\"7\"}]");
        assertThat(json(refused).get("version").asLong()).isEqualTo(2);
        assertThat(store("shared")).contains("Cyd");
        assertThat(submit("shared", mine.replace("STRATEGY", "merge")).statusCode())
                .isEqualTo(200);
        String shift = "{\"changes\":[{\"op\":\"patch\",\"key\":\"list\",\"patch\":[{\"op\":\"PATCH\"}]}],"
                + "\"version\":1,\"strategy\":\"merge\"}";
        submit("shared", shift.replace("PATCH\"", "add\",\"path\":\"/0\",\"value\":0"));
        submit("shared", shift.replace("PATCH\"", "replace\",\"path\":\"/0\",\"value\":\"one\""));
        assertThat(store("shared")).contains("\"list\":[0,\"one\"]", "Bob");
        HttpResponse<String> gone = submit("shared", shift.replace("PATCH\"", "test\",\"path\":\"/0\",\"value\":5"));
        assertProblem(gone, 409, "CONFLICT");
        assertThat(json(gone).at("/conflicts/0/local").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                              | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"version\":-1}                                 | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"version\":1.0}                                | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"version\":\"1\"}                              | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"version\":99999999999999999999}               | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"client\":\"a\"}                               | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"seq\":1}                                      | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"client\":\"_http\",\"seq\":1}                 | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"client\":\"a b\",\"seq\":1}                   | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"client\":\"a\",\"seq\":0}                     | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"client\":7,\"seq\":1}                         | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"strategy\":\"best\"}                          | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"strategy\":7}                                 | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"strategy\":\"reject\"}                        | 400 | BAD_MESSAGE",
                "{\"changes\":[],\"source\":7}                                   | 400 | BAD_MESSAGE",
                "{\"changes\":{}}                                                | 422 | INVALID_OP",
                "{\"changes\":null}                                              | 422 | INVALID_OP",
                "{\"changes\":[null]}                                            | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"sett\",\"key\":\"a\",\"value\":1}]}     | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"set\",\"key\":\"a\"}]}                  | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"set\",\"key\":\"\",\"value\":1}]}       | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"set\",\"key\":\"a\\tb\",\"value\":1}]}  | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"set\",\"key\":1,\"value\":1}]}          | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"set\",\"key\":\"a\",\"value\":1,\"ttl\":0}]} | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"set\",\"key\":\"a\",\"value\":1,\"ttl\":0.5}]} | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"patch\",\"key\":\"a\",\"patch\":{}}]}   | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"patch\",\"key\":\"a\",\"patch\":[{\"op\":\"add\",\"path\":\"x\",\"value\":1}]}]} | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"restore\",\"snapshot\":[]}]}            | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"restore\",\"snapshot\":{\"\":1}}]}      | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"register\",\"mfe\":{}}]}                | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"register\",\"mfe\":{\"id\":\"a\"},\"ephemeral\":true}]} | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"unregister\",\"mfe\":\"\"}]}            | 422 | INVALID_OP",
                "{\"changes\":[{\"op\":\"set\",\"key\":\"a\",\"value\":\"\\ud800\"}]} | 422 | INVALID_OP",
            })
    void a_bad_submission_is_refused_and_changes_nothing(String body, int status, String code) throws Exception {
        assertProblem(submit("untouched", body.trim()), status, code);
        assertProblem(get("untouched"), 404, "NOT_FOUND");
    }

    @Test
    void a_source_has_a_limit_and_a_submission_takes_no_condition() throws Exception {
        String body = "{\"changes\":[],\"source\":\"" + "s".repeat(257) + "\"}";
        assertProblem(submit("untouched", body), 400, "BAD_MESSAGE");
        assertProblem(
                send("POST", "untouched", "/changes", "application/json", "{\"changes\":[]}", "If-Match", "\"1\""),
                400,
                "UNSUPPORTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\\u0000", "a\\nb", "a\\u007f", "a\\u0085b"})
    void keys_with_control_characters_are_refused_wherever_they_stand(String key) throws Exception {
        assertProblem(put("untouched", "{\"" + key + "\":1}"), 422, "INVALID_OP");
        assertProblem(patch("untouched", "{\"" + key + "\":null}"), 422, "INVALID_OP");
        assertProblem(get("untouched"), 404, "NOT_FOUND");
    }

    @Test
    void a_key_over_its_length_and_a_value_over_its_size_are_refused() throws Exception {
        assertThat(put("sized", "{\"" + "k".repeat(256) + "\":1}").statusCode()).isEqualTo(201);
        assertProblem(put("untouched", "{\"" + "k".repeat(257) + "\":1}"), 422, "INVALID_OP");
        assertProblem(put("untouched", "{\"a\":\"" + "x".repeat(70_000) + "\"}"), 413, "TOO_LARGE");
        assertThat(put("deep", "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}")
                        .statusCode())
                .isEqualTo(201);
        assertProblem(put("untouched", "{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}"), 422, "INVALID_OP");
    }

    @Test
    void values_beyond_the_limits_of_depth_names_and_digits_are_refused_in_every_body() throws Exception {
        for (String value : List.of(
                "[".repeat(100) + "]".repeat(100),
                "{\"" + "n".repeat(2_000) + "\":1}",
                "1".repeat(101),
                "0." + "5".repeat(500))) {
            String set = "{\"changes\":[{\"op\":\"set\",\"key\":\"a\",\"value\":" + value + "}]}";
            assertProblem(put("untouched", "{\"a\":" + value + "}"), 422, "INVALID_OP");
            assertProblem(patch("untouched", "{\"a\":" + value + "}"), 422, "INVALID_OP");
            assertProblem(submit("untouched", set), 422, "INVALID_OP");
        }
        assertProblem(patch("untouched", "{\"a\":" + "[".repeat(100) + "}"), 422, "INVALID_OP");
        assertProblem(patch("untouched", "{\"a\":[}"), 400, "BAD_MESSAGE");
        assertProblem(get("untouched"), 404, "NOT_FOUND");
    }

    @Test
    void names_that_mean_something_to_browsers_are_names_like_any_other() throws Exception {
        String store = "{\"__proto__\":{\"polluted\":1},\"constructor\":{\"prototype\":2},\"toString\":3}";
        put("names", store);
        assertThat(store("names")).isEqualTo(store);
        patch("names", "{\"__proto__\":{\"more\":true},\"toString\":null}");
        assertThat(store("names"))
                .isEqualTo("{\"__proto__\":{\"polluted\":1,\"more\":true},\"constructor\":{\"prototype\":2}}");
        assertThat(edge.get("/v1/namespaces/names/keys/__proto__").body()).isEqualTo("{\"polluted\":1,\"more\":true}");
        assertThat(edge.get("/v1/namespaces/names/keys/valueOf").statusCode()).isEqualTo(404);
    }

    @Test
    void only_json_is_offered() throws Exception {
        put("offered", "{}");
        assertProblem(get("offered", "Accept", "text/plain"), 406, "UNSUPPORTED");
        assertThat(get("offered", "Accept", "text/html, application/*;q=0.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_large_namespace_comes_in_pieces_and_whole() throws Exception {
        StringBuilder store = new StringBuilder("{");
        for (int i = 1000; i < 4000; i++) {
            store.append(i > 1000 ? "," : "").append("\"key-").append(i).append("\":\"");
            store.append("x".repeat(50)).append('"');
        }
        put("large", store.append('}').toString());
        HttpResponse<String> read = get("large");
        assertThat(read.headers().firstValue("content-length")).isEmpty();
        assertThat(json(read).get("store").toString()).isEqualTo(store.toString());
        assertThat(json(read).at("/meta/updateCount").asLong()).isEqualTo(3000);
        assertThat(edge.send("HEAD", "/v1/namespaces/large", "").statusCode()).isEqualTo(200);
    }

    @Test
    void the_history_tells_what_was_there_before() throws Exception {
        put("told", "{\"a\":1,\"b\":2}");
        patch("told", "{\"a\":3,\"b\":null,\"c\":{\"d\":1}}");
        edge.json("PUT", "/v1/namespaces/told/mfes/nav", "{\"framework\":\"vue\"}");
        send("DELETE", "told", "", "", "");
        put("told", "{\"a\":9}");
        JsonNode commits = json(send("GET", "told", "/history", "", "")).get("commits");
        assertThat(commits).hasSize(5);
        assertThat(commits.at("/0/changes").toString())
                .isEqualTo("[{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":2}]");
        assertThat(HttpContract.JSON.readTree("{\"key\":\"a\",\"previousValue\":1,\"value\":3}"))
                .isEqualTo(commits.at("/1/changes/0"));
        assertThat(HttpContract.JSON.readTree("{\"key\":\"b\",\"previousValue\":2,\"deleted\":true}"))
                .isEqualTo(commits.at("/1/changes/1"));
        assertThat(commits.at("/1/changes/2").has("previousValue")).isFalse();
        assertThat(commits.at("/2/changes/0/mfe").asText()).isEqualTo("nav");
        assertThat(commits.at("/3/deleted").asBoolean()).isTrue();
        assertThat(commits.at("/4/changes").toString()).isEqualTo("[{\"key\":\"a\",\"value\":9}]");
        for (int from = 1; from <= 5; from++) {
            assertThat(json(send("GET", "told", "/history?limit=1&from=" + from, "", ""))
                            .at("/commits/0"))
                    .isEqualTo(commits.get(from - 1));
        }
        String lines = edge.get("/v1/namespaces/told/history", "Accept", "application/x-ndjson")
                .body();
        String[] line = lines.split("\n", -1);
        for (int i = 0; i < 5; i++) {
            assertThat(HttpContract.JSON.readTree(line[i])).isEqualTo(commits.get(i));
        }
        assertThat(json(send("GET", "told", "/history?from=6", "", "")).get("commits"))
                .isEmpty();
        assertProblem(send("GET", "never", "/history", "", ""), 404, "NOT_FOUND");
    }

    @Test
    void the_past_reads_as_it_was() throws Exception {
        put("past", "{\"a\":1}");
        patch("past", "{\"a\":2}");
        HttpResponse<String> first = send("GET", "past", "?version=1", "", "");
        assertTag(first, 1);
        assertThat(json(first).get("store").toString()).isEqualTo("{\"a\":1}");
        assertThat(json(first).at("/meta/version").asLong()).isEqualTo(1);
        assertProblem(send("GET", "past", "?version=3", "", ""), 404, "NOT_FOUND");
        assertProblem(send("GET", "past", "?version=1&at=1", "", ""), 400, "BAD_MESSAGE");
    }
}
