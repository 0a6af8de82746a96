package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.room.RoomCommand;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomRoutesTest {
    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static HttpResponse<String> put(String room, String body, String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return edge.send("PUT", "/v1/rooms/" + room, body, all);
    }

    private static HttpResponse<String> op(String room, String body) throws Exception {
        return edge.json("POST", "/v1/rooms/" + room + "/ops", body);
    }

    private static String text(String room) throws Exception {
        return edge.get("/v1/rooms/" + room, "Accept", "text/plain").body();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"status\":" + status, "\"code\":\"" + code + "\"", "\"detail\":\"");
    }

    @Test
    void a_put_creates_a_room_and_a_get_reads_it() throws Exception {
        HttpResponse<String> put = put("first", "{\"content\":\"hello\"}");
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(put.headers().firstValue("etag")).hasValue("\"1\"");
        assertThat(put.headers().firstValue("location")).hasValue("/v1/rooms/first");
        assertThat(put.body())
                .isEqualTo("{\"id\":\"first\",\"type\":\"text\",\"version\":1,"
                        + "\"timestamp\":\"2023-11-14T22:13:20.000Z\"}");

        HttpResponse<String> get = edge.get("/v1/rooms/first");
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.headers().firstValue("etag")).hasValue("\"1\"");
        assertThat(get.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(get.body())
                .isEqualTo("{\"id\":\"first\",\"type\":\"text\",\"version\":1,\"content\":[{\"insert\":\"hello\"}],"
                        + "\"createdAt\":\"2023-11-14T22:13:20.000Z\",\"updatedAt\":\"2023-11-14T22:13:20.000Z\"}");
    }

    @Test
    void a_put_without_a_body_creates_an_empty_text() throws Exception {
        assertThat(edge.send("PUT", "/v1/rooms/empty", "").statusCode()).isEqualTo(201);
        assertThat(text("empty")).isEmpty();
    }

    @Test
    void a_put_on_a_room_replaces_its_content_and_names_its_type() throws Exception {
        String rich = "{\"type\":\"rich-text\",\"content\":[{\"insert\":\"a\",\"attributes\":{\"bold\":true}}]}";
        assertThat(put("rich", rich).statusCode()).isEqualTo(201);
        HttpResponse<String> again = put("rich", "{\"content\":[{\"insert\":\"b\"}]}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"type\":\"rich-text\"", "\"version\":2");
        assertThat(text("rich")).isEqualTo("b");
        assertProblem(put("rich", "{\"type\":\"text\"}"), 409, "CONFLICT");
    }

    @Test
    void preconditions_are_kept() throws Exception {
        assertThat(put("cond", "{\"content\":\"1\"}", "If-None-Match", "*").statusCode())
                .isEqualTo(201);
        assertProblem(put("cond", "{\"content\":\"x\"}", "If-None-Match", "*"), 412, "CONFLICT");
        assertProblem(put("cond", "{\"content\":\"x\"}", "If-Match", "\"7\""), 412, "CONFLICT");
        assertProblem(put("cond", "{\"content\":\"x\"}", "If-Match", "\"0\""), 412, "CONFLICT");
        assertProblem(put("cond", "{\"content\":\"x\"}", "If-Match", "\"01\""), 412, "CONFLICT");
        assertProblem(put("cond", "{\"content\":\"x\"}", "If-Match", "W/\"1\""), 412, "CONFLICT");
        assertProblem(put("absent", "{\"content\":\"x\"}", "If-Match", "*"), 412, "CONFLICT");
        assertProblem(put("cond", "{\"content\":\"x\"}", "If-Match", "1"), 400, "BAD_MESSAGE");
        assertProblem(put("cond", "{\"content\":\"x\"}", "If-None-Match", "\"1\""), 400, "UNSUPPORTED");
        assertThat(put("cond", "{\"content\":\"2\"}", "If-Match", "\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(put("cond", "{\"content\":\"3\"}", "If-Match", "\"9\", \"2\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(put("cond", "{\"content\":\"4\"}", "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(text("cond")).isEqualTo("4");
    }

    @Test
    void whether_a_room_exists_is_decided_when_the_request_is_committed() throws Exception {
        put("vanishing", "{\"content\":\"1\"}");
        edge.objects.beforeNextSubmission(() -> delete("vanishing"));
        assertProblem(put("vanishing", "{\"content\":\"2\"}", "If-Match", "*"), 412, "CONFLICT");
        assertThat(edge.get("/v1/rooms/vanishing").statusCode()).isEqualTo(404);
        assertProblem(edge.send("DELETE", "/v1/rooms/vanishing", "", "If-Match", "*"), 412, "CONFLICT");
    }

    private static void delete(String room) {
        edge.objects.submit(
                ObjectId.of("rooms", room),
                new Submission<>(
                        Names.HTTP_CLIENT,
                        Submission.UNNUMBERED,
                        Submission.HEAD,
                        "anonymous",
                        "",
                        0,
                        new RoomCommand.Delete(RoomCommand.Replace.ANY)),
                "");
    }

    @Test
    void a_string_is_content_for_text_and_strips_no_formatting() throws Exception {
        String rich = "{\"type\":\"rich-text\",\"content\":[{\"insert\":\"a\",\"attributes\":{\"bold\":true}}]}";
        put("formatted", rich);
        assertProblem(put("formatted", "{\"content\":\"a\"}"), 409, "CONFLICT");
        assertThat(edge.get("/v1/rooms/formatted").body()).contains("\"version\":1", "\"bold\":true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]                                            | 400 | BAD_MESSAGE",
                "{\"content\":\"a\"                            | 400 | BAD_MESSAGE",
                "{\"content\":\"a\"} x                         | 400 | BAD_MESSAGE",
                "{\"content\":\"a\",\"content\":\"b\"}         | 400 | BAD_MESSAGE",
                "{\"type\":\"spreadsheet\"}                    | 400 | BAD_MESSAGE",
                "{\"type\":7}                                  | 400 | BAD_MESSAGE",
                "{\"type\":\"rich-text\",\"content\":\"a\"}    | 400 | BAD_MESSAGE",
                "{\"content\":7}                               | 422 | INVALID_OP",
                "{\"content\":null}                            | 422 | INVALID_OP",
                "{\"content\":[{\"delete\":1}]}                | 422 | INVALID_OP",
                "{\"content\":\"\\ud800\"}                     | 422 | INVALID_OP",
                "{\"content\":\"\\u0000\"}                     | 422 | INVALID_OP",
                "{\"type\":\"text\",\"content\":[{\"insert\":\"a\",\"attributes\":{\"b\":true}}]} | 422 | INVALID_OP",
            })
    void bad_bodies_are_refused_and_change_nothing(String body, int status, String code) throws Exception {
        assertProblem(put("refused", body), status, code);
        assertThat(edge.get("/v1/rooms/refused").statusCode()).isEqualTo(404);
    }

    @Test
    void deep_and_endless_json_is_refused() throws Exception {
        assertProblem(put("deep", "{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}"), 400, "BAD_MESSAGE");
        assertProblem(put("deep", "{\"x\":" + "9".repeat(5000) + "}"), 400, "BAD_MESSAGE");
        assertProblem(put("deep", "[".repeat(200_000)), 400, "BAD_MESSAGE");
    }

    @Test
    void content_beyond_the_document_is_too_large() throws Exception {
        assertProblem(put("long", "{\"content\":\"" + "x".repeat(1001) + "\"}"), 413, "TOO_LARGE");
        assertThat(put("long", "{\"content\":\"" + "x".repeat(1000) + "\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void content_beyond_the_document_does_not_reach_the_room() throws Exception {
        try (EdgeFixture small = new EdgeFixture("akkord.limits.document = 100")) {
            String list =
                    "{\"content\":[{\"insert\":\"" + "x".repeat(60) + "\"},{\"insert\":\"" + "y".repeat(41) + "\"}]}";
            assertProblem(small.json("PUT", "/v1/rooms/a", list), 413, "TOO_LARGE");
            String string = "{\"content\":\"" + "x".repeat(101) + "\"}";
            assertProblem(small.json("PUT", "/v1/rooms/a", string), 413, "TOO_LARGE");
            assertThat(small.json("PUT", "/v1/rooms/a", string.replace("xx\"", "x\""))
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void bodies_beyond_their_limit_are_too_large() throws Exception {
        String large = "{\"content\":\"" + "x".repeat(300 * 1024) + "\"}";
        assertProblem(put("large", large), 413, "TOO_LARGE");
        String op = "{\"version\":0,\"op\":[{\"insert\":\"" + "x".repeat(64 * 1024) + "\"}]}";
        assertProblem(op("large", op), 413, "TOO_LARGE");
        assertThat(edge.get("/v1/rooms/large").statusCode()).isEqualTo(404);
    }

    @Test
    void only_json_is_taken() throws Exception {
        assertProblem(edge.send("PUT", "/v1/rooms/media", "{}", "Content-Type", "text/plain"), 415, "UNSUPPORTED");
        assertProblem(edge.send("PUT", "/v1/rooms/media", "{}"), 415, "UNSUPPORTED");
        assertProblem(
                edge.send(
                        "PUT", "/v1/rooms/media", "{}", "Content-Type", "application/json", "Content-Encoding", "gzip"),
                415,
                "UNSUPPORTED");
        assertThat(edge.send("PUT", "/v1/rooms/media", "{}", "Content-Type", "application/json; charset=utf-8")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_get_answers_in_the_form_that_is_wanted() throws Exception {
        put("forms", "{\"content\":\"plain\"}");
        HttpResponse<String> text = edge.get("/v1/rooms/forms", "Accept", "text/plain");
        assertThat(text.headers().firstValue("content-type")).hasValue("text/plain; charset=UTF-8");
        assertThat(text.headers().firstValue("vary")).hasValue("Accept");
        assertThat(text.body()).isEqualTo("plain");
        assertThat(edge.get("/v1/rooms/forms", "Accept", "text/*, application/json;q=0.5")
                        .body())
                .isEqualTo("plain");
        assertThat(edge.get("/v1/rooms/forms", "Accept", "text/html, */*;q=0.1").body())
                .startsWith("{");
        assertProblem(edge.get("/v1/rooms/forms", "Accept", "image/png"), 406, "UNSUPPORTED");
        assertProblem(
                edge.get("/v1/rooms/forms", "Accept", "application/json;q=0, text/plain;q=0"), 406, "UNSUPPORTED");
    }

    @Test
    void a_get_with_the_known_version_is_not_repeated() throws Exception {
        put("cached", "{\"content\":\"a\"}");
        HttpResponse<String> known = edge.get("/v1/rooms/cached", "If-None-Match", "\"1\"");
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.headers().firstValue("etag")).hasValue("\"1\"");
        assertThat(edge.get("/v1/rooms/cached", "If-None-Match", "W/\"4\", \"1\"")
                        .statusCode())
                .isEqualTo(304);
        assertThat(edge.get("/v1/rooms/cached", "If-None-Match", "*").statusCode())
                .isEqualTo(304);
        assertThat(edge.get("/v1/rooms/cached", "If-None-Match", "\"2\"").statusCode())
                .isEqualTo(200);
        assertProblem(edge.get("/v1/rooms/cached", "If-None-Match", "\"1"), 400, "BAD_MESSAGE");
    }

    @Test
    void a_head_has_the_headers_of_a_get_and_no_body() throws Exception {
        put("head", "{\"content\":\"a\"}");
        HttpResponse<String> head = edge.send("HEAD", "/v1/rooms/head", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("etag")).hasValue("\"1\"");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void what_was_never_committed_or_was_deleted_is_not_found() throws Exception {
        assertProblem(edge.get("/v1/rooms/nothing"), 404, "NOT_FOUND");
        assertProblem(edge.send("DELETE", "/v1/rooms/nothing", ""), 404, "NOT_FOUND");
        put("gone", "{\"content\":\"a\"}");
        assertProblem(edge.send("DELETE", "/v1/rooms/gone", "", "If-Match", "\"4\""), 412, "CONFLICT");
        HttpResponse<String> deleted = edge.send("DELETE", "/v1/rooms/gone", "", "If-Match", "\"1\"");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).isEqualTo("{\"version\":2,\"timestamp\":\"2023-11-14T22:13:20.001Z\"}");
        assertProblem(edge.get("/v1/rooms/gone"), 404, "NOT_FOUND");
        assertThat(put("gone", "{\"content\":\"b\"}").body()).contains("\"version\":3");
    }

    @Test
    void an_operation_is_canonicalised_and_transformed_over_what_was_missed() throws Exception {
        put("ops", "{\"content\":\"abc\"}");
        HttpResponse<String> first = op(
                "ops", "{\"version\":1,\"op\":[{\"retain\":1},{\"delete\":1},{\"insert\":\"X\"},{\"insert\":\"Y\"}]}");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{\"version\":2,\"timestamp\":\"2023-11-14T22:13:20.001Z\"}");
        assertThat(text("ops")).isEqualTo("aXYc");
        op("ops", "{\"version\":1,\"op\":{\"type\":\"insert\",\"position\":3,\"content\":\"!\"}}");
        assertThat(text("ops")).isEqualTo("aXYc!");
    }

    @Test
    void an_operation_on_nothing_creates_the_room() throws Exception {
        assertThat(op("born", "{\"version\":0,\"op\":[{\"insert\":\"hi\"}]}").body())
                .contains("\"version\":1");
        assertThat(text("born")).isEqualTo("hi");
    }

    @Test
    void client_and_seq_make_an_operation_count_once() throws Exception {
        String op = "{\"version\":0,\"client\":\"svc\",\"seq\":1,\"op\":[{\"insert\":\"a\"}]}";
        assertThat(op("once", op).body()).doesNotContain("duplicate");
        HttpResponse<String> again = op("once", op);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"version\":1", "\"duplicate\":true");
        assertThat(op("once", "{\"op\":[{\"insert\":\"a\"}], \"seq\":1, \"client\":\"svc\", \"version\":0}")
                        .body())
                .contains("\"duplicate\":true");
        assertThat(text("once")).isEqualTo("a");
        assertProblem(op("once", op.replace("\"a\"", "\"b\"")), 409, "SEQ_REUSED");
        assertProblem(op("once", op.replace("\"seq\":1", "\"seq\":3")), 409, "OUT_OF_ORDER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"version\":1}                                                   | 400 | BAD_MESSAGE",
                "{\"op\":[]}                                                       | 400 | BAD_MESSAGE",
                "{\"version\":-1,\"op\":[]}                                        | 400 | BAD_MESSAGE",
                "{\"version\":1.5,\"op\":[]}                                       | 400 | BAD_MESSAGE",
                "{\"version\":\"1\",\"op\":[]}                                     | 400 | BAD_MESSAGE",
                "{\"version\":99999999999999999999,\"op\":[]}                      | 400 | BAD_MESSAGE",
                "{\"version\":1,\"op\":[],\"client\":\"a\"}                        | 400 | BAD_MESSAGE",
                "{\"version\":1,\"op\":[],\"seq\":1}                               | 400 | BAD_MESSAGE",
                "{\"version\":1,\"op\":[],\"seq\":0,\"client\":\"a\"}              | 400 | BAD_MESSAGE",
                "{\"version\":1,\"op\":[],\"seq\":1,\"client\":\"_http\"}          | 400 | BAD_MESSAGE",
                "{\"version\":1,\"op\":[],\"seq\":1,\"client\":\"a b\"}            | 400 | BAD_MESSAGE",
                "{\"version\":1,\"op\":[{\"insert\":\"\\udc00\"}]}                 | 422 | INVALID_OP",
                "{\"version\":1,\"op\":[{\"retain\":0}]}                           | 422 | INVALID_OP",
                "{\"version\":1,\"op\":[{\"delete\":99}]}                          | 422 | INVALID_OP",
                "{\"version\":9,\"op\":[]}                                         | 409 | BAD_BASE",
            })
    void bad_operations_are_refused(String body, int status, String code) throws Exception {
        put("badops", "{\"content\":\"abc\"}", "If-None-Match", "*");
        assertProblem(op("badops", body), status, code);
        assertThat(edge.get("/v1/rooms/badops").headers().firstValue("etag")).hasValue("\"1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden",
                "%2e%2e",
                "%2E",
                "..",
                "a%2Fb",
                "a%5Cb",
                "a%00b",
                "a%0d%0ab",
                "a%20b",
                "a+b",
                "%C3%A4",
                "%ED%A0%80",
                "a%",
                "a%2",
                "a%zz",
                "~root",
                ""
            })
    void names_that_are_none_are_refused(String name) throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send("GET /v1/rooms/" + name + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            RawSocket.Answer answer = socket.answer();
            assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(400);
            assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"BAD_MESSAGE\"");
        }
    }

    @Test
    void a_name_may_have_128_characters() throws Exception {
        assertThat(put("n".repeat(128), "{}").statusCode()).isEqualTo(201);
        assertProblem(put("n".repeat(129), "{}"), 400, "BAD_MESSAGE");
    }

    @Test
    void parameters_that_would_change_the_meaning_are_not_passed_over() throws Exception {
        put("params", "{\"content\":\"a\"}");
        assertProblem(edge.get("/v1/rooms/params?from=1"), 400, "UNSUPPORTED");
        assertProblem(edge.get("/v1/rooms/params?purge=true"), 400, "UNSUPPORTED");
        for (String neither : new String[] {"", "yes", "TRUE", "1"}) {
            assertProblem(edge.send("DELETE", "/v1/rooms/params?purge=" + neither, ""), 400, "BAD_MESSAGE");
        }
        assertThat(edge.get("/v1/rooms/params").statusCode()).isEqualTo(200);
        assertThat(edge.get("/v1/rooms/params?other=1").statusCode()).isEqualTo(200);
    }

    @Test
    void refusals_say_when_to_come_again_and_faults_say_nothing_of_the_inside() throws Exception {
        try (EdgeFixture broken = new EdgeFixture()) {
            broken.objects.refuse(new Refusal(Refusal.Reason.OVERLOADED, "The queue is full.", 1500));
            HttpResponse<String> full = broken.get("/v1/rooms/any");
            assertProblem(full, 503, "OVERLOADED");
            assertThat(full.headers().firstValue("retry-after")).hasValue("2");
            assertThat(full.body()).contains("\"retryAfter\":2");
            broken.objects.refuse(Refusal.of(Refusal.Reason.UNAVAILABLE, "No answer."));
            HttpResponse<String> put = broken.json("PUT", "/v1/rooms/any", "{}");
            assertProblem(put, 503, "UNAVAILABLE");
            assertThat(put.headers().firstValue("retry-after")).hasValue("1");
            broken.objects.recover();
            broken.objects.fail();
            for (HttpResponse<String> fault : java.util.List.of(
                    broken.get("/v1/rooms/any"),
                    broken.json("PUT", "/v1/rooms/any", "{}"),
                    broken.get("/v1/rooms/any/history"))) {
                assertProblem(fault, 500, "UNAVAILABLE");
                assertThat(fault.body()).doesNotContain("secret", "Exception");
            }
        }
    }
}
