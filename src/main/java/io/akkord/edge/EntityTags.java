package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags of a conditional request.
 *
 * @param any whether it was {@code *}
 * @param tags opaque parts of the tags, weak ones included
 * @param strong those of the strong ones
 */
record EntityTags(boolean any, List<String> tags, List<String> strong) {
    private static final Pattern TAG = Pattern.compile("\\G\\s*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(,|$)");

    EntityTags {
        tags = List.copyOf(tags);
        strong = List.copyOf(strong);
    }

    /** The tag of a version. */
    static HttpHeader header(String opaque) {
        return RawHeader.create("ETag", '"' + opaque + '"');
    }

    static HttpHeader header(long version) {
        return header(Long.toString(version));
    }

    /** @param value of {@code If-Match} or {@code If-None-Match} */
    static EntityTags of(String value) {
        if (value.trim().equals("*")) {
            return new EntityTags(true, List.of(), List.of());
        }
        List<String> tags = new ArrayList<>();
        List<String> strong = new ArrayList<>();
        Matcher matcher = TAG.matcher(value);
        int end = 0;
        while (end < value.length() && matcher.find()) {
            tags.add(matcher.group(2));
            if (matcher.group(1) == null) {
                strong.add(matcher.group(2));
            }
            end = matcher.end();
        }
        if (end < value.length() || tags.isEmpty()) {
            throw Problem.badMessage("An entity tag is a version in quotation marks.");
        }
        return new EntityTags(false, tags, strong);
    }

    /** Whether a cached copy with one of these tags is still good: weak comparison. */
    boolean matches(String opaque) {
        return any || tags.contains(opaque);
    }
}
