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
import java.util.List;

/** The OpenAPI document, and whether an answer is one that it promises. */
final class HttpContract {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";

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
        JsonNode documented = document.path("paths")
                .path(path)
                .path(method.toLowerCase(java.util.Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.statusCode()));
        String what = method + " " + path + " answers " + answer.statusCode() + " " + answer.body();
        assertThat(documented.isMissingNode())
                .describedAs("%s, which is not documented", what)
                .isFalse();
        documented
                .path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(answer.headers().firstValue(name))
                        .describedAs("%s without %s", what, name)
                        .isPresent());
        if (documented.has("content")) {
            String type = answer.headers().firstValue("content-type").orElse("").split(";", -1)[0];
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

    /** Fails unless this is a problem, whatever the status. */
    void verifyProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .describedAs(answer.body())
                .hasValue(PROBLEM);
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
