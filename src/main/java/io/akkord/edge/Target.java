package io.akkord.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request target taken apart: decoded path segments and query parameters. A slash or dot that was percent-encoded stays inside its
 * segment, and no segment is dropped or collapsed, so that names can be checked as they were sent.
 *
 * @param segments of the path, at least one; a trailing slash makes the last one empty
 * @param query values of each parameter, in their order
 */
record Target(List<String> segments, Map<String, List<String>> query) {
    Target {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    /** @param raw as it stood in the request line: a path with query, or an absolute URI */
    static Target of(String raw) {
        String target = withoutOrigin(raw);
        int fragment = target.indexOf('#');
        if (fragment >= 0) {
            target = target.substring(0, fragment);
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        if (!path.startsWith("/")) {
            throw Problem.badMessage("The request target is not a path.");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(decoded(segment));
        }
        return new Target(segments, mark < 0 ? Map.of() : parameters(target.substring(mark + 1)));
    }

    /** The value of a parameter; one that is given twice means nothing. */
    Optional<String> parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.badMessage("The parameter " + name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    private static String withoutOrigin(String raw) {
        int scheme = raw.indexOf("://");
        if (raw.startsWith("/") || scheme < 0) {
            return raw;
        }
        int path = raw.indexOf('/', scheme + 3);
        return path < 0 ? "/" : raw.substring(path);
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(decoded(name.replace('+', ' ')), unused -> new ArrayList<>())
                        .add(decoded(value.replace('+', ' ')));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.put(raw[i]);
            } else if (i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
                bytes.put((byte) (hex(raw[i + 1]) << 4 | hex(raw[i + 2])));
                i += 2;
            } else {
                throw badEncoding();
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw badEncoding();
        }
    }

    private static int hex(byte digit) {
        return Character.digit((char) digit, 16);
    }

    private static Problem badEncoding() {
        return Problem.badMessage("The request target is not percent-encoded UTF-8.");
    }
}
