package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single keys and MFEs, and lists of them. */
class NamespaceKeyRoutesTest {
    private static final HttpContract CONTRACT = new HttpContract();
    private static final String NS = "/v1/namespaces/shop";
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
            String method, String collection, String name, String type, String body, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!type.isEmpty()) {
            all.add("Content-Type");
            all.add(type);
        }
        HttpResponse<String> answer =
                edge.send(method, NS + "/" + collection + "/" + name, body, all.toArray(String[]::new));
        CONTRACT.verify(
                method,
                "/v1/namespaces/{id}/" + collection + (collection.equals("keys") ? "/{key}" : "/{mfe}"),
                answer);
        return answer;
    }

    private static HttpResponse<String> put(String key, String value, String... headers) throws Exception {
        return send("PUT", "keys", key, "application/json", value, headers);
    }

    private static HttpResponse<String> patch(String key, String type, String patch, String... headers)
            throws Exception {
        return send("PATCH", "keys", key, type, patch, headers);
    }

    private static HttpResponse<String> get(String key, String... headers) throws Exception {
        return send("GET", "keys", key, "", "", headers);
    }

    private static HttpResponse<String> delete(String key, String... headers) throws Exception {
        return send("DELETE", "keys", key, "", "", headers);
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("etag").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return HttpContract.JSON.readTree(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception");
    }

    @Test
    void a_key_is_written_read_and_deleted() throws Exception {
        assertProblem(get("first"), 404, "NOT_FOUND");
        HttpResponse<String> created = put("first", "{\"a\":[1,2.0]}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("location")).hasValue(NS + "/keys/first");
        assertThat(json(created).get("key").asText()).isEqualTo("first");
        HttpResponse<String> read = get("first");
        assertThat(read.body()).isEqualTo("{\"a\":[1,2.0]}");
        assertThat(tag(read)).isEqualTo(tag(created));
        put("second", "1");
        assertThat(tag(get("first"))).isEqualTo(tag(created));
        assertThat(get("first", "If-None-Match", tag(created)).statusCode()).isEqualTo(304);
        HttpResponse<String> replaced = put("first", "null");
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(get("first", "If-None-Match", tag(created)).body()).isEqualTo("null");
        assertThat(delete("first").statusCode()).isEqualTo(200);
        assertProblem(get("first"), 404, "NOT_FOUND");
        assertProblem(delete("first"), 404, "NOT_FOUND");
        assertProblem(get("first", "If-None-Match", "*"), 404, "NOT_FOUND");
        assertThat(put("first", "false").statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b/c",
                "user/7",
                "mfe:cart:items",
                "...",
                "a..",
                "..a",
                " ",
                "a b",
                "+",
                "%",
                "%2F",
                "a?b",
                "a#b",
                "a&b=c",
                "\\",
                "\"",
                "*",
                "ä",
                "日本",
                "\uD83D\uDE00",
                "__proto__",
                "constructor",
                ";",
                "~0",
                "{id}",
                "null"
            })
    void keys_of_all_kinds_stand_encoded_in_paths(String key) throws Exception {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> created = put(encoded, "\"of " + key.length() + "\"");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).get("key").asText()).isEqualTo(key);
        String location = created.headers().firstValue("location").orElseThrow();
        assertThat(edge.get(location).body()).isEqualTo("\"of " + key.length() + "\"");
        JsonNode page = json(edge.get(NS + "/keys?limit=1&prefix=" + encoded));
        assertThat(page.at("/items/0/key").asText()).isEqualTo(key);
        assertThat(delete(encoded).statusCode()).isEqualTo(200);
    }

    @Test
    void compare_and_set_and_delete() throws Exception {
        assertProblem(put("cas", "1", "If-Match", "*"), 412, "CONFLICT");
        assertProblem(put("cas", "1", "If-Match", "\"1\""), 412, "CONFLICT");
        String first = tag(put("cas", "1", "If-None-Match", "*"));
        assertProblem(put("cas", "2", "If-None-Match", "*"), 412, "CONFLICT");
        put("elsewhere", "1");
        HttpResponse<String> second = put("cas", "2", "If-Match", first);
        assertThat(second.statusCode()).isEqualTo(200);
        assertProblem(put("cas", "3", "If-Match", first), 412, "CONFLICT");
        assertProblem(patch("cas", NamespaceBody.MERGE_PATCH, "3", "If-Match", first), 412, "CONFLICT");
        assertProblem(delete("cas", "If-Match", first), 412, "CONFLICT");
        assertProblem(delete("cas", "If-None-Match", "*"), 412, "CONFLICT");
        assertProblem(put("cas", "3", "If-Match", "W/" + tag(second)), 412, "CONFLICT");
        assertThat(get("cas").body()).isEqualTo("2");
        assertThat(put("cas", "3", "If-Match", first + ", " + tag(second)).statusCode())
                .isEqualTo(200);
        assertThat(delete("cas", "If-Match", "*").statusCode()).isEqualTo(200);
        assertProblem(delete("cas", "If-Match", "*"), 412, "CONFLICT");
        assertProblem(delete("cas", "If-None-Match", "*"), 404, "NOT_FOUND");
        String again = tag(put("cas", "1", "If-None-Match", "*"));
        assertThat(again).isNotEqualTo(first);
    }

    @Test
    void patches_of_both_kinds() throws Exception {
        assertProblem(patch("p", NamespaceBody.JSON_PATCH, "[]"), 404, "NOT_FOUND");
        assertThat(patch("p", NamespaceBody.MERGE_PATCH, "{\"a\":{\"b\":null,\"c\":1}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(get("p").body()).isEqualTo("{\"a\":{\"c\":1}}");
        assertThat(patch("p", NamespaceBody.MERGE_PATCH, "{\"a\":{\"c\":null},\"l\":[1,2]}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> patched = patch(
                "p",
                NamespaceBody.JSON_PATCH,
                "[{\"op\":\"test\",\"path\":\"/l/0\",\"value\":1},{\"op\":\"move\",\"from\":\"/l/0\",\"path\":\"/l/1\"},"
                        + "{\"op\":\"add\",\"path\":\"/__proto__\",\"value\":{}}]",
                "If-Match",
                tag(get("p")));
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(get("p").body()).isEqualTo("{\"a\":{},\"l\":[2,1],\"__proto__\":{}}");
        String tag = tag(get("p"));
        for (String bad : List.of(
                "[{\"op\":\"test\",\"path\":\"/l/0\",\"value\":1}]",
                "[{\"op\":\"remove\",\"path\":\"/none\"}]",
                "[{\"op\":\"add\",\"path\":\"l\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/l/~2\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/l/01\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/l/9\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/l/0\"}]",
                "[{\"op\":\"copy\",\"from\":7,\"path\":\"/l/0\"}]",
                "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/b\"}]",
                "[{\"op\":\"remove\",\"path\":\"\"}]",
                "{\"op\":\"remove\",\"path\":\"/a\"}",
                "[[]]",
                "17")) {
            assertProblem(patch("p", NamespaceBody.JSON_PATCH, bad), 422, "INVALID_OP");
        }
        assertThat(tag(get("p"))).isEqualTo(tag);
        HttpResponse<String> refused = patch("p", "application/json", "{}");
        assertProblem(refused, 415, "UNSUPPORTED");
        assertThat(refused.headers().firstValue("accept-patch"))
                .hasValue(NamespaceBody.MERGE_PATCH + ", " + NamespaceBody.JSON_PATCH);
    }

    @Test
    void a_key_may_have_an_end() throws Exception {
        assertThat(edge.json("PUT", NS + "/keys/brief?ttl=60", "1").statusCode())
                .isEqualTo(201);
        assertProblem(edge.json("PUT", NS + "/keys/brief?ttl=1000000001", "1"), 422, "INVALID_OP");
        assertProblem(edge.get(NS + "/keys/brief?ttl=60"), 400, "UNSUPPORTED");
    }

    @Test
    void a_value_has_a_limit() throws Exception {
        int limit = 64 * 1024;
        String largest = "\"" + "x".repeat(limit - 2) + "\"";
        assertThat(put("limit", largest).statusCode()).isEqualTo(201);
        assertProblem(put("limit", largest + " "), 413, "TOO_LARGE");
        assertThat(get("limit").body()).isEqualTo(largest);
        assertThat(put("nested", "[".repeat(64) + "]".repeat(64)).statusCode()).isEqualTo(201);
        assertProblem(put("nested", "[".repeat(65) + "]".repeat(65)), 422, "INVALID_OP");
        assertProblem(put("nested", ""), 400, "BAD_MESSAGE");
        assertProblem(put("nested", "1 2"), 400, "BAD_MESSAGE");
        assertProblem(put("nested", "\"\\udc00\""), 422, "INVALID_OP");
    }

    @Test
    void pages_put_together_are_every_key_of_the_prefix_once_and_sorted() throws Exception {
        TreeSet<String> expected = new TreeSet<>();
        StringBuilder store = new StringBuilder("{\"zz\":0,\"list\":0,\"list;\":0");
        for (int i = 0; i < 230; i++) {
            expected.add("list:" + i);
            store.append(",\"list:").append(i).append("\":").append(i);
        }
        expected.add("list:\uD83D\uDE00");
        expected.add("list:\uFFFD");
        store.append(",\"list:\uD83D\uDE00\":1,\"list:\uFFFD\":2}");
        edge.json("PUT", "/v1/namespaces/paged", store.toString());
        for (int limit : new int[] {1, 7, 100, 232, 1000}) {
            List<String> listed = new ArrayList<>();
            String cursor = "";
            do {
                HttpResponse<String> answer = edge.get("/v1/namespaces/paged/keys?prefix=list:&limit=" + limit
                        + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                CONTRACT.verify("GET", "/v1/namespaces/{id}/keys", answer);
                JsonNode page = json(answer);
                assertThat(page.get("items").size()).isBetween(1, limit);
                page.get("items").forEach(item -> {
                    listed.add(item.get("key").asText());
                    assertThat(item.get("version").asLong()).isEqualTo(1);
                });
                cursor = page.path("next").asText("");
            } while (!cursor.isEmpty());
            assertThat(listed).containsExactlyElementsOf(expected);
        }
        assertThat(json(edge.get("/v1/namespaces/paged/keys")).get("items")).hasSize(100);
        HttpResponse<String> none = edge.get("/v1/namespaces/paged/keys?prefix=none");
        assertThat(none.body()).isEqualTo("{\"items\":[]}");
        assertThat(tag(none)).isEqualTo("\"1\"");
        assertThat(edge.get("/v1/namespaces/paged/keys", "If-None-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(304);
        for (String query : List.of("cursor=", "cursor=list", "cursor=%25", "cursor=AAA", "prefix=%ff", "limit=0")) {
            assertProblem(edge.get("/v1/namespaces/paged/keys?" + query), 400, "BAD_MESSAGE");
        }
        assertProblem(edge.get("/v1/namespaces/never/keys"), 404, "NOT_FOUND");
    }

    @Test
    void a_page_of_large_values_ends_early_and_says_where_to_go_on() throws Exception {
        for (int i = 0; i < 100; i++) {
            edge.json("PUT", "/v1/namespaces/heavy/keys/k" + (100 + i), "\"" + "y".repeat(60_000) + "\"");
        }
        List<String> keys = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = json(edge.get("/v1/namespaces/heavy/keys" + (cursor.isEmpty() ? "" : "?cursor=" + cursor)));
            page.get("items").forEach(item -> keys.add(item.get("key").asText()));
            cursor = page.path("next").asText("");
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isGreaterThan(1);
        assertThat(keys).hasSize(100).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void mfes_come_and_go() throws Exception {
        assertThat(edge.json("PUT", NS + "/keys/nav:open", "true").statusCode()).isEqualTo(201);
        HttpResponse<String> created = send(
                "PUT",
                "mfes",
                "nav",
                "application/json",
                "{\"framework\":\"vue\",\"version\":\"3\",\"metadata\":{\"a\":1},\"registeredAt\":\"forged\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("location")).hasValue(NS + "/mfes/nav");
        HttpResponse<String> read = send("GET", "mfes", "nav", "", "");
        assertThat(tag(read)).isEqualTo(tag(created));
        JsonNode mfe = json(read);
        assertThat(mfe.get("id").asText()).isEqualTo("nav");
        assertThat(mfe.get("framework").asText()).isEqualTo("vue");
        assertThat(mfe.get("registeredAt").asText()).startsWith("20").endsWith("Z");
        assertThat(send("GET", "mfes", "nav", "", "", "If-None-Match", tag(read))
                        .statusCode())
                .isEqualTo(304);
        assertProblem(send("PUT", "mfes", "nav", "application/json", "{}", "If-None-Match", "*"), 412, "CONFLICT");
        assertThat(send("PUT", "mfes", "nav", "application/json", "{\"id\":\"nav\"}", "If-Match", tag(read))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(send("PUT", "mfes", "nav", "application/json", "{\"id\":\"other\"}"), 400, "BAD_MESSAGE");
        assertProblem(send("PUT", "mfes", "nav", "application/json", "{\"ephemeral\":true}"), 400, "BAD_MESSAGE");
        assertProblem(send("PUT", "mfes", "nav", "application/json", "{\"framework\":7}"), 422, "INVALID_OP");
        send("PUT", "mfes", "a%2Fb", "application/json", "{}");
        HttpResponse<String> list = edge.get(NS + "/mfes");
        CONTRACT.verify("GET", "/v1/namespaces/{id}/mfes", list);
        assertThat(json(list).get("items").findValuesAsText("id")).containsExactly("a/b", "nav");
        assertThat(edge.get(NS + "/mfes", "If-None-Match", tag(list)).statusCode())
                .isEqualTo(304);
        assertThat(json(edge.get(NS)).at("/meta/totalMFEs").asInt()).isEqualTo(2);
        assertThat(send("DELETE", "mfes", "nav", "", "").statusCode()).isEqualTo(200);
        assertProblem(get("nav:open"), 404, "NOT_FOUND");
        assertProblem(send("GET", "mfes", "nav", "", ""), 404, "NOT_FOUND");
        assertProblem(send("DELETE", "mfes", "nav", "", ""), 404, "NOT_FOUND");
        assertProblem(send("GET", "mfes", "n".repeat(129), "", ""), 400, "BAD_MESSAGE");
        assertProblem(edge.get("/v1/namespaces/never/mfes"), 404, "NOT_FOUND");
    }
}
