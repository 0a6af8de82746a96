package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.protocol.ErrorCode;
import io.akkord.telemetry.LogLevels;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much this node logs, and the way to change it while it runs. */
final class LoggerRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LoggerRoutes.class);
    private static final String LOGGERS = "/v1/admin/loggers";
    private static final int MAX_BODY = 1024;

    private final LogLevels levels;
    private final Bodies bodies;

    LoggerRoutes(LogLevels levels, Bodies bodies) {
        this.levels = levels;
        this.bodies = bodies;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", LOGGERS, Needs.OPERATOR, this::list),
                Route.of("PUT", LOGGERS + "/{name}", Needs.OPERATOR, this::set));
    }

    private CompletionStage<HttpResponse> list(Request request) {
        return CompletableFuture.completedFuture(Momentary.answer(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("items");
            for (LogLevels.Entry entry : levels.all()) {
                write(entry, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    private CompletionStage<HttpResponse> set(Request request) {
        String name = request.captured("name");
        return bodies.json(request, MAX_BODY)
                .thenApply(bytes -> level(NamespaceBody.object(bytes, MAX_BODY)))
                .thenApply(level -> changed(name, level));
    }

    private static Optional<LogLevels.Level> level(JsonObject body) {
        JsonValue level = body.get("level");
        if (body.size() != 1 || level == null) {
            throw malformed();
        }
        if (level instanceof JsonNull) {
            return Optional.empty();
        }
        String wanted = level instanceof JsonString text ? text.value() : "";
        return Optional.of(Arrays.stream(LogLevels.Level.values())
                .filter(known -> known.name().equals(wanted))
                .findFirst()
                .orElseThrow(LoggerRoutes::malformed));
    }

    private static Problem malformed() {
        return Problem.badMessage(
                "The body is {\"level\": \u2026} with TRACE, DEBUG, INFO, WARN, ERROR, OFF, or null for that of the logger above.");
    }

    private HttpResponse changed(String name, Optional<LogLevels.Level> level) {
        switch (levels.set(name, level)) {
            case UNKNOWN -> throw Problem.of(ErrorCode.NOT_FOUND, "There is no such logger.");
            case REFUSED ->
                throw Problem.of(
                        ErrorCode.INVALID_OP,
                        "Only loggers below io.akkord go below INFO, since others would log what they are given; and ROOT has a level.");
            case DONE ->
                LOG.info(
                        "The level of the logger {} is now {}",
                        name,
                        level.map(Enum::name).orElse("inherited"));
        }
        LogLevels.Entry entry =
                levels.find(name).orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "There is no such logger."));
        return Momentary.answer(out -> write(entry, out));
    }

    private static void write(LogLevels.Entry entry, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", entry.name());
        if (entry.level().isPresent()) {
            out.writeStringField("level", entry.level().get().name());
        }
        out.writeStringField("effective", entry.effective().name());
        out.writeEndObject();
    }
}
