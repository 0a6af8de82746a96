package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.FrameReader;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import io.akkord.protocol.RoomWire;
import io.akkord.room.RoomType;
import io.akkord.scores.ScoreWire;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract for machines is well-formed and says neither more nor less than the server does. */
class ContractTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final JsonNode OPENAPI = HttpContract.resource("web/openapi.json");
    private static final JsonNode ASYNCAPI = HttpContract.resource("web/asyncapi.json");

    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static Schema official(SpecificationVersion version, String file) {
        return SchemaRegistry.withDefaultDialect(version).getSchema(HttpContract.resource("schemas/" + file));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Stream<JsonNode> all(JsonNode node) {
        return Stream.concat(
                Stream.of(node), StreamSupport.stream(node.spliterator(), false).flatMap(ContractTest::all));
    }

    @Test
    void the_http_contract_is_openapi() {
        assertThat(official(SpecificationVersion.DRAFT_2020_12, "openapi-3.1.json")
                        .validate(OPENAPI))
                .isEmpty();
        assertThat(OPENAPI.get("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void the_socket_contract_is_asyncapi() {
        assertThat(official(SpecificationVersion.DRAFT_7, "asyncapi-3.0.json").validate(ASYNCAPI))
                .isEmpty();
        assertThat(ASYNCAPI.get("asyncapi").asText()).isEqualTo("3.0.0");
    }

    @Test
    void the_validators_do_refuse() {
        var broken = OPENAPI.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) broken.at("/paths/~1v1~1rooms/get")).put("responses", 3);
        assertThat(official(SpecificationVersion.DRAFT_2020_12, "openapi-3.1.json")
                        .validate(broken))
                .isNotEmpty();
        var wrong = ASYNCAPI.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) wrong.at("/operations/join")).put("action", "shout");
        assertThat(official(SpecificationVersion.DRAFT_7, "asyncapi-3.0.json").validate(wrong))
                .isNotEmpty();
    }

    @Test
    void schemas_are_schemas() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        all(OPENAPI)
                .filter(node -> node.has("schema"))
                .forEach(node -> assertThat(meta.validate(node.get("schema"))).isEmpty());
        for (JsonNode document : List.of(OPENAPI, ASYNCAPI)) {
            document.at("/components/schemas")
                    .forEach(schema -> assertThat(meta.validate(schema)).isEmpty());
        }
        ASYNCAPI.at("/components/messages")
                .forEach(message ->
                        assertThat(meta.validate(message.get("payload"))).isEmpty());
    }

    @Test
    void references_lead_somewhere_and_everything_is_referred_to() {
        for (JsonNode document : List.of(OPENAPI, ASYNCAPI)) {
            Set<String> referred = all(document)
                    .filter(node -> node.has("$ref"))
                    .map(node -> node.get("$ref").asText())
                    .collect(Collectors.toSet());
            for (String reference : referred) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .describedAs(reference)
                        .isFalse();
            }
            for (String part : List.of("schemas", "messages", "responses")) {
                for (String name : names(document.path("components").path(part))) {
                    assertThat(referred).contains("#/components/" + part + "/" + name);
                }
            }
        }
    }

    /** Method and path to the names of query parameters. */
    private static Map<String, Set<String>> documented() {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (String path : names(OPENAPI.get("paths"))) {
            JsonNode item = OPENAPI.get("paths").get(path);
            for (String method : names(item)) {
                if (METHODS.contains(method)) {
                    Set<String> parameters = new TreeSet<>();
                    item.get(method).path("parameters").forEach(parameter -> {
                        if (parameter.get("in").asText().equals("query")) {
                            parameters.add(parameter.get("name").asText());
                        }
                    });
                    documented.put(method.toUpperCase(Locale.ROOT) + " " + path, parameters);
                }
            }
        }
        return documented;
    }

    @Test
    void routes_and_their_parameters_are_those_of_the_document() {
        Map<String, Set<String>> served = new TreeMap<>();
        edge.server
                .routes()
                .forEach(route -> served.put(route.method() + " " + route.path(), new TreeSet<>(route.parameters())));
        assertThat(documented()).isEqualTo(served);
    }

    @Test
    void path_parameters_are_declared() {
        for (String path : names(OPENAPI.get("paths"))) {
            List<String> declared =
                    OPENAPI.get("paths").get(path).path("parameters").findValuesAsText("name");
            List<String> named = Pattern.compile("\\{(\\w+)}")
                    .matcher(path)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(declared).describedAs(path).isEqualTo(named);
        }
        List<String> ids = OPENAPI.findValuesAsText("operationId");
        assertThat(ids).doesNotHaveDuplicates().hasSize(documented().size());
    }

    @Test
    void both_documents_know_every_error_code_and_no_other() {
        List<String> codes = Arrays.stream(ErrorCode.values()).map(Enum::name).toList();
        for (JsonNode document : List.of(OPENAPI, ASYNCAPI)) {
            assertThat(document.at("/components/schemas/ErrorCode/enum"))
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(codes);
        }
        Set<String> used = new TreeSet<>();
        all(OPENAPI)
                .filter(node -> node.has("code"))
                .forEach(node -> node.get("code").path("enum").forEach(code -> used.add(code.asText())));
        assertThat(codes).containsAll(used);
    }

    @Test
    void room_types_are_those_of_rooms() {
        List<String> labels =
                Arrays.stream(RoomType.values()).map(RoomType::label).toList();
        for (JsonNode document : List.of(OPENAPI, ASYNCAPI)) {
            assertThat(document.at("/components/schemas/RoomType/enum"))
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(labels);
        }
    }

    private static Set<String> wireTypes(Class<?> sealed) {
        Set<String> types = new TreeSet<>();
        for (Class<?> type : sealed.getPermittedSubclasses()) {
            if (type.isSealed()) {
                types.addAll(wireTypes(type));
            } else {
                types.addAll(
                        switch (type.getName().substring(type.getName().lastIndexOf('.') + 1)) {
                            case "Inbound$Submit" -> List.of("OP", "STATE_PATCH", "CONFLICT_RESOLUTION");
                            case "Inbound$Sync" -> List.of("SYNC_REQUEST");
                            case "Inbound$Refused" -> List.<String>of();
                            case "Outbound$Entered" -> List.of("JOINED", "SYNC");
                            case "Outbound$Commits" -> List.of("OP");
                            default ->
                                List.of(type.getSimpleName()
                                        .replaceAll("(?<=.)([A-Z])", "_$1")
                                        .toUpperCase(Locale.ROOT));
                        });
            }
        }
        return types;
    }

    private static Set<String> documented(String action) {
        Set<String> types = new TreeSet<>();
        ASYNCAPI.get("operations").forEach(operation -> {
            if (operation.get("action").asText().equals(action)) {
                operation.get("messages").forEach(message -> types.add(type(message)));
            }
            if (action.equals("send")) {
                operation.path("reply").path("messages").forEach(message -> types.add(type(message)));
            }
        });
        return types;
    }

    /** The wire type of a message that is referred to by way of its channel. */
    private static String type(JsonNode reference) {
        String inChannel = reference.get("$ref").asText().substring(1);
        String message = ASYNCAPI.at(inChannel).get("$ref").asText().substring(1);
        return ASYNCAPI.at(message + "/payload/properties/type/const").asText();
    }

    @Test
    void messages_are_those_of_the_document() {
        assertThat(documented("receive")).isEqualTo(wireTypes(Inbound.class));
        assertThat(documented("send")).isEqualTo(wireTypes(Outbound.class));
        assertThat(names(ASYNCAPI.at("/channels/socket/messages")))
                .containsExactlyInAnyOrderElementsOf(names(ASYNCAPI.at("/components/messages")));
        assertThat(ASYNCAPI.at("/channels/socket/address").asText()).isEqualTo("/v1/ws");
    }

    @Test
    void examples_of_messages_are_such_messages() {
        FrameReader reader = new FrameReader(List.of(new RoomWire(), new ScoreWire("namespaces")), 1 << 20);
        int examples = 0;
        for (JsonNode message : ASYNCAPI.at("/components/messages")) {
            for (JsonNode example : message.path("examples")) {
                assertThat(SocketContract.errors(message.get("payload"), example.get("payload")))
                        .isEmpty();
                List<Inbound> read = reader.read(
                        example.get("payload").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        ObjectId.NO_TENANT,
                        joined -> Optional.of("text"));
                assertThat(read).hasSize(1).noneMatch(Inbound.Refused.class::isInstance);
                examples++;
            }
        }
        assertThat(examples).isEqualTo(wireTypes(Inbound.class).size());
    }

    @Test
    void examples_of_bodies_are_accepted() throws Exception {
        HttpContract contract = new HttpContract();
        int examples = 0;
        for (String operation : documented().keySet().stream()
                .sorted(Comparator.comparing(ContractTest::turn))
                .toList()) {
            String method = operation.substring(0, operation.indexOf(' '));
            String path = operation.substring(operation.indexOf(' ') + 1);
            JsonNode content = OPENAPI.get("paths")
                    .get(path)
                    .get(method.toLowerCase(Locale.ROOT))
                    .at("/requestBody/content");
            for (String type : names(content)) {
                JsonNode body = content.get(type);
                String example = body.get("example").toString();
                assertThat(contract.errors(body.get("schema"), example)).isEmpty();
                HttpResponse<String> answer =
                        edge.send(method, path.replaceAll("\\{\\w+}", "example"), example, "Content-Type", type);
                contract.verify(method, path, answer);
                assertThat(answer.statusCode()).describedAs(answer.body()).isLessThan(300);
                examples++;
            }
        }
        assertThat(examples).isEqualTo(11);
    }

    /** What is changed is there before. */
    private static int turn(String operation) {
        return operation.startsWith("PUT") ? 0 : 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/asyncapi.json"})
    void the_documents_are_served(String path) throws Exception {
        HttpResponse<String> served = edge.get(path);
        assertThat(HttpContract.JSON.readTree(served.body())).isEqualTo(path.startsWith("/o") ? OPENAPI : ASYNCAPI);
        assertThat(served.headers().firstValue("content-type")).hasValue("application/json");
        String tag = served.headers().firstValue("etag").orElseThrow();
        assertThat(edge.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(edge.send("POST", path, "").statusCode()).isEqualTo(405);
    }
}
