package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The OpenAPI document, and whether an answer is one that it promises. */
final class HttpContract {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";

    private record Seen(int status, Map<String, String> headers, String body) {
        static Seen of(HttpResponse<String> answer) {
            Map<String, String> headers = new HashMap<>();
            answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            return new Seen(answer.statusCode(), headers, answer.body());
        }

        static Seen of(RawSocket.Answer answer) {
            return new Seen(answer.status(), answer.headers(), answer.body());
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    private final JsonNode document = resource("web/openapi.json");
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static JsonNode resource(String name) {
        try (InputStream in = HttpContract.class.getClassLoader().getResourceAsStream(name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** Fails unless the operation documents such an answer: status, headers, form and, of an error, its code. */
    void verify(String method, String path, HttpResponse<String> answer) {
        verify(method, path, Seen.of(answer));
    }

    /** The same for an answer over a raw socket. */
    void verify(String method, String path, RawSocket.Answer answer) {
        verify(method, path, Seen.of(answer));
    }

    private void verify(String method, String path, Seen answer) {
        JsonNode documented = document.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.status()));
        if (documented.has("$ref")) {
            documented = document.at(documented.get("$ref").asText().substring(1));
        }
        String what = method + " " + path + " answers " + answer.status() + " " + answer.body();
        assertThat(documented.isMissingNode())
                .describedAs("%s, which is not documented", what)
                .isFalse();
        documented
                .path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(answer.header(name))
                        .describedAs("%s without %s", what, name)
                        .isPresent());
        if (documented.has("content")) {
            String type = answer.header("content-type").orElse("").split(";", -1)[0];
            JsonNode content = documented.get("content").path(type);
            assertThat(content.isMissingNode())
                    .describedAs("%s as %s", what, type)
                    .isFalse();
            if (type.endsWith("json")) {
                assertThat(errors(content.get("schema"), answer.body()))
                        .describedAs(what)
                        .isEmpty();
            }
        } else {
            assertThat(answer.body()).describedAs(what).isEmpty();
        }
    }

    /** Fails unless this is a problem, documented or not. */
    void verifyProblem(RawSocket.Answer answer, int status, String code) {
        verifyProblem(Seen.of(answer), status, code);
    }

    private void verifyProblem(Seen answer, int status, String code) {
        assertThat(answer.status()).describedAs(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).describedAs(answer.body()).hasValue(PROBLEM);
        assertThat(errors(document.at("/components/schemas/Problem"), answer.body()))
                .describedAs(answer.body())
                .isEmpty();
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception", "java.", "akka");
    }

    /** What is wrong with a JSON value, or text, under a schema of the document. */
    List<String> errors(JsonNode schema, String json) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        List<String> errors = new ArrayList<>();
        try {
            schemas.getSchema(whole).validate(JSON.readTree(json)).forEach(error -> errors.add(error.toString()));
        } catch (IOException malformed) {
            errors.add("This is not JSON.");
        }
        return errors;
    }
}
