package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import io.akkord.kind.ObjectId;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What administrators and Prometheus are told, in the form that the contract promises. */
class InsightRoutesTest {
    private static final List<String> PATHS = List.of("/metrics", "/v1/admin/hot-keys", "/v1/admin/report");

    private static EdgeFixture edge;
    private final HttpContract contract = new HttpContract();

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
        ObjectId shop = ObjectId.of("namespaces", "shop");
        edge.insight.objects().watch(shop).released(3, 0, 1_000);
        edge.insight.objects().watch(shop).wrote("cart:items");
        edge.insight.objects().watch(shop).written(1, 2_000_000_000L);
        ObjectId theirs = new ObjectId("namespaces", "others", "theirs");
        edge.insight.objects().watch(theirs).released(300, 0, 1_000);
        edge.insight.objects().watch(theirs).wrote("secret");
        edge.insight.objects().watch(theirs).written(1, 3_000_000_000L);
        edge.insight.requests().keyRead(theirs, "secret");
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void answers_are_as_documented_and_never_kept() throws Exception {
        for (String path : PATHS) {
            HttpResponse<String> answer = edge.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
            contract.verify("GET", path, answer);
        }
    }

    @Test
    void examples_are_such_answers() {
        int examples = 0;
        for (String path : PATHS.subList(1, PATHS.size())) {
            JsonNode content =
                    contract.document().path("paths").path(path).at("/get/responses/200/content/application~1json");
            assertThat(contract.errors(
                            content.get("schema"), content.get("example").toString()))
                    .isEmpty();
            examples++;
        }
        assertThat(examples).isEqualTo(2);
    }

    @Test
    void nobody_is_shown_what_is_another_tenants() throws Exception {
        JsonNode hot = LiveServer.json(edge.get("/v1/admin/hot-keys"));
        assertThat(hot.get("objects")).hasSize(1);
        assertThat(hot.at("/objects/0/object").asText()).isEqualTo("namespaces/shop");
        assertThat(hot.at("/keys/0/key").asText()).isEqualTo("cart:items");
        JsonNode report = LiveServer.json(edge.get("/v1/admin/report"));
        assertThat(report.get("slow"))
                .extracting(slow -> slow.get("millis").asLong())
                .contains(2_000L)
                .doesNotContain(3_000L);
        for (String path : PATHS) {
            assertThat(edge.get(path).body()).doesNotContain("others", "theirs", "secret");
        }
    }

    @Test
    void a_directory_that_cannot_be_read_is_said_to_be_unavailable() throws Exception {
        edge.objects.fail();
        try {
            HttpResponse<String> answer = edge.get("/v1/admin/report");
            assertThat(answer.statusCode()).isEqualTo(503);
            contract.verify("GET", "/v1/admin/report", answer);
            assertThat(edge.get("/metrics").statusCode()).isEqualTo(200);
        } finally {
            edge.objects.recover();
        }
    }

    @Test
    void metrics_are_text_and_nothing_else() throws Exception {
        assertThat(edge.get("/metrics", "Accept", "application/json").statusCode())
                .isEqualTo(406);
        assertThat(edge.get("/metrics", "Accept", "*/*")
                        .headers()
                        .firstValue("content-type")
                        .orElseThrow())
                .startsWith("text/plain");
        assertThat(edge.send("POST", "/metrics", "").statusCode()).isEqualTo(405);
    }
}
