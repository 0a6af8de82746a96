package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every route with every bad input that can be put into it: a problem with the documented code, and nothing of the inside. */
class EveryRouteTest {
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH");
    private static final Set<String> NUMBERS = Set.of("version", "from", "to", "limit", "ttl");
    private static final List<String> NO_NUMBERS =
            List.of("", "x", "-1", "1.5", "1e3", "%2B1", "0x10", "99999999999999999999", "%D9%A3", "1%00");
    private static final List<String> NO_NAMES = List.of(
            "",
            ".a",
            "..",
            "%2e%2e",
            "a%2Fb",
            "a%5Cb",
            "a%00",
            "a%0Ab",
            "a+b",
            "%C3%A4",
            "%FF",
            "a%zz",
            "a%",
            "n".repeat(129));
    private static final List<String> NO_PLACES = List.of(
            "",
            ".",
            "..",
            "%2e%2E",
            "a%00",
            "a%0Ab",
            "a%7Fb",
            "a%C2%85b",
            "%FF",
            "%ED%A0%80",
            "a%zz",
            "a%",
            "n".repeat(257));
    private static final List<String> NO_OBJECTS = List.of("[]", "null", "\"text\"", "17", "");
    private static final List<String> NO_JSON =
            List.of("{", "{}{}", "{\"a\":1,\"a\":2}", "{'a':1}", "{\"a\":NaN}", "\uFEFF{}", "nul\u0000");
    private static final String TOO_DEEP = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
    private static final List<String> NO_TAGS = List.of("1", "\"1", "1\"", "\"1\" \"2\"", ",", "W/1");

    /** One request. {@code more} is header lines. */
    private record Bad(Route route, String method, String target, String more, byte[] body, int status, String code) {
        String name() {
            String heads = more.replace("\r\n", " ");
            return method + " " + shortened(target) + " " + shortened(heads) + " " + shortened(text()) + " → " + status;
        }

        private String text() {
            return new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
        }

        private static String shortened(String text) {
            return text.length() > 60 ? text.substring(0, 57) + "..." : text;
        }
    }

    private static final HttpContract CONTRACT = new HttpContract();
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws Exception {
        edge = new EdgeFixture();
        edge.json("PUT", "/v1/rooms/here", "{\"content\":\"abc\"}");
        edge.json("PUT", "/v1/namespaces/here", "{\"key\":1}");
        edge.json("PUT", "/v1/namespaces/here/mfes/mfe", "{}");
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private final List<Bad> table = new ArrayList<>();

    private void add(Route route, String target, String more, String body, int status, String code) {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        table.add(new Bad(route, route.method(), target, more, bytes, status, code));
    }

    private static String at(Route route) {
        return route.path()
                .replace("{id}", "here")
                .replace("{key}", "key")
                .replace("{mfe}", "mfe")
                .replace("{name}", "ROOT");
    }

    private static JsonNode documented(Route route) {
        return CONTRACT.document()
                .path("paths")
                .path(route.path())
                .path(route.method().toLowerCase(Locale.ROOT));
    }

    @TestFactory
    Stream<DynamicTest> a_bad_request_gets_the_documented_problem() {
        Set<String> vocabulary = edge.server.routes().stream()
                .flatMap(route -> route.parameters().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (Route route : edge.server.routes()) {
            methods(route);
            targets(route, vocabulary);
            headers(route);
            if (documented(route).has("requestBody")) {
                bodies(route);
            }
        }
        return table.stream().map(bad -> DynamicTest.dynamicTest(bad.name(), () -> verify(bad)));
    }

    private void methods(Route route) {
        Set<String> taken = edge.server.routes().stream()
                .filter(other -> other.path().equals(route.path()))
                .map(Route::method)
                .collect(Collectors.toSet());
        METHODS.stream()
                .filter(method -> !taken.contains(method))
                .forEach(method -> table.add(new Bad(route, method, at(route), "", new byte[0], 405, "UNSUPPORTED")));
    }

    private void targets(Route route, Set<String> vocabulary) {
        if (route.path().contains("{id}")) {
            NO_NAMES.forEach(name -> add(
                    route, at(route).replaceFirst("/here", "/" + name), json(route), body(route), 400, "BAD_MESSAGE"));
        }
        if (isOfPlace(route)) {
            String parent = at(route).substring(0, at(route).lastIndexOf('/') + 1);
            NO_PLACES.forEach(name -> add(route, parent + name, json(route), body(route), 400, "BAD_MESSAGE"));
        }
        for (String query : List.of("?%zz=1", "?a=%", "?a=%FF", "?%C3=1")) {
            add(route, at(route) + query, "", "", 400, "BAD_MESSAGE");
        }
        for (String name : vocabulary) {
            if (!route.parameters().contains(name)) {
                add(route, at(route) + "?" + name + "=1", "", "", 400, "UNSUPPORTED");
                continue;
            }
            add(route, at(route) + "?" + name + "=1&" + name + "=1", "", "", 400, "BAD_MESSAGE");
            if (NUMBERS.contains(name)) {
                NO_NUMBERS.forEach(
                        value -> add(route, at(route) + "?" + name + "=" + value, "", "", 400, "BAD_MESSAGE"));
            }
        }
        if (route.parameters().contains("limit")) {
            add(route, at(route) + "?limit=0", "", "", 400, "BAD_MESSAGE");
        }
    }

    private void headers(Route route) {
        if (at(route).startsWith("/v1/")) {
            add(route, at(route), "Origin: https://evil.example\r\n", "", 403, "FORBIDDEN");
        }
        if (documented(route).path("responses").has("406")) {
            add(route, at(route), "Accept: image/png\r\n", "", 406, "UNSUPPORTED");
        }
        if (documented(route).path("responses").has("304")) {
            NO_TAGS.forEach(tag -> add(route, at(route), "If-None-Match: " + tag + "\r\n", "", 400, "BAD_MESSAGE"));
        }
        if (documented(route).path("responses").has("412")) {
            NO_TAGS.forEach(tag ->
                    add(route, at(route), json(route) + "If-Match: " + tag + "\r\n", body(route), 400, "BAD_MESSAGE"));
            add(route, at(route), json(route) + "If-None-Match: \"1\"\r\n", body(route), 400, "UNSUPPORTED");
            add(route, at(route), json(route) + "If-Match: *\r\nIf-None-Match: *\r\n", body(route), 400, "UNSUPPORTED");
            add(route, at(route), json(route) + "If-Match: \"99\"\r\n", body(route), 412, "CONFLICT");
            add(route, at(route), json(route) + "If-Match: W/\"1\"\r\n", body(route), 412, "CONFLICT");
            add(route, at(route), json(route) + "If-None-Match: *\r\n", body(route), 412, "CONFLICT");
        }
    }

    private void bodies(Route route) {
        NO_JSON.forEach(body -> add(route, at(route), json(route), body, 400, "BAD_MESSAGE"));
        // Where a body is a value, as in namespaces, it is too deep; in those of rooms it is a field that nobody knows.
        boolean isValue = !route.path().startsWith("/v1/rooms/");
        add(route, at(route), json(route), TOO_DEEP, isValue ? 422 : 400, isValue ? "INVALID_OP" : "BAD_MESSAGE");
        if (!route.path().endsWith("{key}")
                && documented(route).at("/requestBody/required").asBoolean()) {
            NO_OBJECTS.forEach(body -> add(route, at(route), json(route), body, 400, "BAD_MESSAGE"));
        }
        table.add(new Bad(
                route,
                route.method(),
                at(route),
                json(route),
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                400,
                "BAD_MESSAGE"));
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx", "text/json")) {
            add(route, at(route), "Content-Type: " + type + "\r\n", "{}", 415, "UNSUPPORTED");
        }
        add(route, at(route), json(route) + "Content-Encoding: gzip\r\n", "{}", 415, "UNSUPPORTED");
        add(route, at(route), json(route), "{\"a\":\"" + "x".repeat(300_000) + "\"}", 413, "TOO_LARGE");
    }

    private static boolean isOfPlace(Route route) {
        return route.path().endsWith("{key}") || route.path().endsWith("{mfe}");
    }

    /** The header that goes with a body as the route wants it; nothing where it wants none. */
    private static String json(Route route) {
        JsonNode content = documented(route).at("/requestBody/content");
        return content.isEmpty() ? "" : "Content-Type: " + content.fieldNames().next() + "\r\n";
    }

    private static String body(Route route) {
        return json(route).isEmpty() ? "" : "{}";
    }

    private static void verify(Bad bad) throws Exception {
        String head = bad.method + " " + bad.target + " HTTP/1.1\r\nHost: localhost\r\n" + bad.more + "Content-Length: "
                + bad.body.length + "\r\n\r\n";
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send(akka.util.ByteString.fromString(head)
                    .concat(akka.util.ByteString.fromArray(bad.body))
                    .toArrayUnsafe());
            RawSocket.Answer answer = socket.answer();
            CONTRACT.verifyProblem(answer, bad.status, bad.code);
            if (bad.status == 405) {
                assertThat(answer.headers().get("allow")).contains("OPTIONS").doesNotContain(bad.method);
            } else {
                CONTRACT.verify(bad.route.method(), bad.route.path(), answer);
            }
        }
    }
}
