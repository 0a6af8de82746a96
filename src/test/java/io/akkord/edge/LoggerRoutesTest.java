package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggerRoutesTest {
    private static final String PATH = "/v1/admin/loggers";

    private final HttpContract contract = new HttpContract();
    private EdgeFixture edge;

    @BeforeEach
    void start() {
        edge = new EdgeFixture();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private JsonNode set(String name, String body, int status) throws Exception {
        HttpResponse<String> answer = edge.json("PUT", PATH + "/" + name, body);
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
        contract.verify("PUT", PATH + "/{name}", answer);
        return HttpContract.JSON.readTree(answer.body());
    }

    private JsonNode listed(String name) throws Exception {
        HttpResponse<String> answer = edge.get(PATH);
        contract.verify("GET", PATH, answer);
        for (JsonNode item : HttpContract.JSON.readTree(answer.body()).get("items")) {
            if (item.get("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no logger " + name + " in " + answer.body());
    }

    @Test
    void aLevelIsSetSeenAndTakenBack() throws Exception {
        assertThat(listed("io.akkord").has("level")).isFalse();
        assertThat(set("io.akkord", "{\"level\":\"DEBUG\"}", 200)
                        .get("effective")
                        .asText())
                .isEqualTo("DEBUG");
        assertThat(listed("io.akkord").get("level").asText()).isEqualTo("DEBUG");
        assertThat(set("io.akkord", "{\"level\":null}", 200).get("effective").asText())
                .isEqualTo("INFO");
        assertThat(listed("io.akkord").has("level")).isFalse();
    }

    @Test
    void whatIsNoLoggerIsNotMade() throws Exception {
        assertThat(set("no.such", "{\"level\":\"DEBUG\"}", 404).get("code").asText())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void librariesDoNotTellAllTheyAreGiven() throws Exception {
        assertThat(set("library", "{\"level\":\"TRACE\"}", 422).get("code").asText())
                .isEqualTo("INVALID_OP");
        assertThat(listed("library").get("level").asText()).isEqualTo("WARN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"level\":\"debug\"}",
                "{\"level\":\"ALL\"}",
                "{\"level\":1}",
                "{\"level\":[\"DEBUG\"]}",
                "{\"level\":\"DEBUG\",\"more\":1}"
            })
    void aBodyThatNamesNoLevelIsRefused(String body) throws Exception {
        assertThat(set("io.akkord", body, 400).get("code").asText()).isEqualTo("BAD_MESSAGE");
    }
}
