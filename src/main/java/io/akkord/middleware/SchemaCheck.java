package io.akkord.middleware;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.KeyPattern;
import io.akkord.spi.Middleware;
import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * {@code json-schema}: what a submission would leave under a key must fit the schemas whose pattern fits the key.
 *
 * <pre>
 *   { schemas = [{ keys = "cart:*", file = "conf/schemas/cart.json" }], formats = false }
 * </pre>
 *
 * Schemas are of draft 2020-12 and are read once; {@code $ref} leads within the file, nothing is ever fetched. {@code formats} says whether
 * {@code format} is checked, which that draft leaves open. A refusal names the key and the place in the schema, never the value.
 */
public final class SchemaCheck implements Middleware {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private record Rule(KeyPattern keys, Schema schema) {}

    private final List<Rule> rules;

    public SchemaCheck() {
        this(List.of());
    }

    private SchemaCheck(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public String name() {
        return "json-schema";
    }

    @Override
    public Middleware configured(JsonObject json) {
        Options options = new Options(name(), json, Set.of("schemas", "formats"));
        SchemaRegistry registry = registry(options.truth("formats"));
        return new SchemaCheck(options.list("schemas", Set.of("keys", "file")).stream()
                .map(entry -> new Rule(KeyPattern.of(entry.needed("keys")), schema(registry, entry)))
                .toList());
    }

    private static SchemaRegistry registry(boolean formats) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(formats)
                .failFast(true)
                .preloadSchema(true)
                .build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    private static Schema schema(SchemaRegistry registry, Options entry) {
        String file = entry.needed("file");
        JsonNode node = read(file, entry);
        List<Error> wrong = registry.getSchema(SchemaLocation.of(DIALECT)).validate(node);
        if (!wrong.isEmpty()) {
            throw entry.wrong("has in " + file + " no schema of draft 2020-12: see "
                    + wrong.get(0).getInstanceLocation());
        }
        try {
            Schema schema = registry.getSchema(node);
            schema.initializeValidators();
            return schema;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The middleware json-schema cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode read(String file, Options entry) {
        try {
            JsonValue schema = JsonText.parse(Files.readAllBytes(Path.of(file)), JsonLimits.DEFAULT);
            return JsonNodes.of(schema).orElseThrow(() -> entry.wrong("finds a number beyond all measure in " + file));
        } catch (IOException e) {
            throw new IllegalArgumentException("The middleware json-schema cannot read the file " + file + ".", e);
        } catch (JsonFault fault) {
            throw new IllegalArgumentException(
                    "The middleware json-schema cannot read " + file + ": " + fault.getMessage(), fault);
        }
    }

    @Override
    public CompletionStage<Verdict> judge(Proposal proposal) {
        for (Map.Entry<String, Optional<JsonValue>> effect : proposal.effects().entrySet()) {
            Optional<String> misfit = effect.getValue().flatMap(value -> misfit(effect.getKey(), value));
            if (misfit.isPresent()) {
                return Verdict.refuse(Verdict.Reason.INVALID_OP, misfit.get());
            }
        }
        return Verdict.pass();
    }

    private Optional<String> misfit(String key, JsonValue value) {
        List<Rule> fitting =
                rules.stream().filter(rule -> rule.keys().matches(key)).toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonNode> node = JsonNodes.of(value);
        if (node.isEmpty()) {
            return Optional.of("The value of " + key + " holds a number too long to check.");
        }
        return fitting.stream()
                .flatMap(rule -> rule.schema().validate(node.get()).stream().limit(1))
                .findFirst()
                .map(error -> "The value of " + key + " does not fit its schema at "
                        + error.getSchemaLocation().getFragment() + ".");
    }
}
