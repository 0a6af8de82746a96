package io.akkord.edge;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.protocol.ErrorCode;
import io.akkord.settings.HeaderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The built-in pages, the contract for machines, the browser client and the libraries they import, out of the class path and kept in memory. Only files with a
 * known extension exist; a path is looked up only if each of its segments is a plain file name, so none can lead elsewhere.
 */
final class StaticPages {
    private static final String PAGES = "web/";
    /** What stands for an address that is no file. */
    private static final Map<List<String>, String> INDEXES =
            Map.of(List.of(""), PAGES + "index.html", List.of("api"), PAGES + "page/api.html");

    /** Where the libraries of a first segment stand; they carry their version in their path. */
    private static final Map<String, String> LIBRARIES =
            Map.of("lib", "META-INF/resources/_static/", "webjars", "META-INF/resources/webjars/");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@_-][A-Za-z0-9@._+-]{0,127}");
    private static final int MOST_SEGMENTS = 16;
    private static final Map<String, ContentType> TYPES = Map.ofEntries(
            Map.entry("html", ContentTypes.TEXT_HTML_UTF8),
            Map.entry("js", text("text/javascript")),
            Map.entry("mjs", text("text/javascript")),
            Map.entry("css", text("text/css")),
            Map.entry("ts", ContentTypes.TEXT_PLAIN_UTF8),
            Map.entry("txt", ContentTypes.TEXT_PLAIN_UTF8),
            Map.entry("md", ContentTypes.TEXT_PLAIN_UTF8),
            Map.entry("json", ContentTypes.APPLICATION_JSON),
            Map.entry("map", ContentTypes.APPLICATION_JSON),
            Map.entry("svg", ContentTypes.parse("image/svg+xml")),
            Map.entry("png", ContentTypes.parse("image/png")),
            Map.entry("ico", ContentTypes.parse("image/x-icon")),
            Map.entry("woff2", ContentTypes.parse("font/woff2")));

    /** A file as it is served. */
    private record Page(ContentType type, byte[] bytes, String tag, boolean immutable) {}

    private final ClassLoader loader;
    private final Map<String, Page> loaded = new ConcurrentHashMap<>();
    private final String policy;

    StaticPages(ClassLoader loader, HeaderSettings headers) {
        this.loader = loader;
        this.policy = ContentPolicy.of(
                load(List.of(""))
                        .map(page -> new String(page.bytes, StandardCharsets.UTF_8))
                        .orElse(""),
                headers);
    }

    boolean has(List<String> segments) {
        return load(segments).isPresent();
    }

    CompletionStage<HttpResponse> answer(Request request) {
        Page page = load(request.target().segments())
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address."));
        HttpResponse response = HttpResponse.create()
                .addHeader(EntityTags.header(page.tag))
                .addHeader(RawHeader.create(
                        "Cache-Control", page.immutable ? "public, max-age=31536000, immutable" : "no-cache"))
                .addHeader(RawHeader.create("Content-Security-Policy", policy));
        boolean known = request.header("if-none-match")
                .map(EntityTags::of)
                .map(tags -> tags.matches(page.tag))
                .orElse(false);
        return CompletableFuture.completedFuture(
                known
                        ? response.withStatus(StatusCodes.NOT_MODIFIED)
                        : response.withEntity(HttpEntities.create(page.type, page.bytes)));
    }

    private Optional<Page> load(List<String> segments) {
        Optional<String> resource = resource(segments);
        if (resource.isEmpty()) {
            return Optional.empty();
        }
        Page known = loaded.get(resource.get());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Page> page = read(resource.get());
        page.ifPresent(found -> loaded.put(resource.get(), found));
        return page;
    }

    /** Where on the class path a path would stand. */
    private static Optional<String> resource(List<String> segments) {
        if (INDEXES.containsKey(segments)) {
            return Optional.of(INDEXES.get(segments));
        }
        boolean plain = segments.size() <= MOST_SEGMENTS
                && segments.stream().allMatch(segment -> NAME.matcher(segment).matches());
        if (!plain || !TYPES.containsKey(extension(segments.get(segments.size() - 1)))) {
            return Optional.empty();
        }
        String library = LIBRARIES.get(segments.get(0));
        return Optional.of(
                library == null
                        ? PAGES + String.join("/", segments)
                        : library + String.join("/", segments.subList(1, segments.size())));
    }

    private Optional<Page> read(String resource) {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            ContentType type = TYPES.getOrDefault(extension(resource), ContentTypes.APPLICATION_OCTET_STREAM);
            boolean immutable = !resource.startsWith(PAGES);
            return Optional.of(new Page(type, bytes, ContentPolicy.digest(bytes).substring(0, 22), immutable));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static ContentType text(String mediaType) {
        return ContentTypes.parse(mediaType + "; charset=UTF-8");
    }
}
