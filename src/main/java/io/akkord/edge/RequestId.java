package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What a request is called in log lines and in its answer: its {@code X-Request-Id}, else the trace id of its {@code traceparent}, else a
 * random name. What is not well-formed is passed over, so that nothing from outside gets into a line unseen.
 */
final class RequestId {
    static final String HEADER = "X-Request-Id";

    private static final String TRACEPARENT = "traceparent";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private RequestId() {}

    static String of(HttpRequest http) {
        return http.getHeader(HEADER)
                .map(HttpHeader::value)
                .filter(value -> ID.matcher(value).matches())
                .or(() -> traceparent(http).map(parent -> parent.substring(3, 35)))
                .orElseGet(RequestId::made);
    }

    /** The client's span, if it names one as W3C Trace Context has it. */
    static Optional<String> traceparent(HttpRequest http) {
        return http.getHeader(TRACEPARENT)
                .map(HttpHeader::value)
                .filter(value -> PARENT.matcher(value).matches());
    }

    /** Nobody has to find it hard to guess. */
    static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }

    static HttpHeader header(String id) {
        return RawHeader.create(HEADER, id);
    }
}
