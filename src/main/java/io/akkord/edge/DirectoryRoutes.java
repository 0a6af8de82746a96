package io.akkord.edge;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.directory.Directory;
import io.akkord.directory.DirectoryEntry;
import io.akkord.kind.Names;
import io.akkord.protocol.WireTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Which objects of a kind exist that the caller may read, in pages. A page is what the directory says at its moment: objects that are created or deleted
 * while somebody leafs through may be missed or still be listed, all others are listed once.
 */
final class DirectoryRoutes {
    private static final long DEFAULT_LIMIT = 100;
    private static final long MOST = 1000;

    private final VisibleObjects objects;
    private final String kind;
    private final Duration within;

    /** @param within time for one look-up */
    DirectoryRoutes(Directory directory, String kind, Duration within) {
        this.objects = new VisibleObjects(directory, kind, within);
        this.kind = kind;
        this.within = within;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/v1/" + kind, Needs.KNOWN, this::list).taking("prefix", "cursor", "limit"));
    }

    private CompletionStage<HttpResponse> list(Request request) {
        String prefix = request.target().parameter("prefix").orElse("");
        String after =
                request.target().parameter("cursor").map(DirectoryRoutes::name).orElse("");
        int limit = (int) Math.min(MOST, request.number("limit", 1, DEFAULT_LIMIT));
        return Deadline.of(
                        objects.list(request.principal(), prefix, after, limit + 1),
                        within,
                        "The directory cannot be read now.")
                .thenApply(found -> Momentary.answer().withEntity(page(found, limit)));
    }

    private static String name(String cursor) {
        return PageCursor.name(cursor, Names::isObjectName);
    }

    /** @param found one more than the page has, where there is one */
    private static HttpEntity.Strict page(List<DirectoryEntry> found, int limit) {
        List<DirectoryEntry> items = found.size() > limit ? found.subList(0, limit) : found;
        return Json.entity(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("items");
            for (DirectoryEntry item : items) {
                write(out, item);
            }
            out.writeEndArray();
            if (found.size() > limit) {
                out.writeStringField(
                        "next", PageCursor.after(items.get(limit - 1).id().name()));
            }
            out.writeEndObject();
        });
    }

    private static void write(JsonGenerator out, DirectoryEntry item) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", item.id().name());
        out.writeStringField("kind", item.id().kind());
        out.writeStringField("type", item.type());
        out.writeNumberField("version", item.version());
        out.writeNumberField("size", item.size());
        out.writeStringField("updatedAt", WireTime.format(item.updatedAt()));
        out.writeEndObject();
    }
}
