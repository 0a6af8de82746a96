package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The AsyncAPI document, and whether a message is one that it promises. */
final class SocketContract {
    private static final JsonNode DOCUMENT = HttpContract.resource("web/asyncapi.json");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    /** Types of the server's messages that were verified. */
    final Set<String> verified = new TreeSet<>();

    static List<String> errors(JsonNode schema, JsonNode message) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        return SCHEMAS.getSchema(whole).validate(message).stream()
                .map(Object::toString)
                .toList();
    }

    /** Fails unless the server may send such a message. */
    void verify(JsonNode message) {
        String type = message.get("type").asText();
        verified.add(type);
        for (JsonNode operation : DOCUMENT.get("operations")) {
            boolean sends = operation.get("action").asText().equals("send");
            for (JsonNode reference :
                    sends ? operation.get("messages") : operation.path("reply").path("messages")) {
                JsonNode named = DOCUMENT.at(reference.get("$ref").asText().substring(1));
                JsonNode payload = DOCUMENT.at(named.get("$ref").asText().substring(1) + "/payload");
                if (payload.at("/properties/type/const").asText().equals(type)) {
                    assertThat(errors(payload, message))
                            .describedAs(message.toString())
                            .isEmpty();
                    return;
                }
            }
        }
        throw new AssertionError("no documented message of the server: " + message);
    }
}
