package io.akkord.edge;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.json.JsonFault;
import io.akkord.kind.Refusal;
import io.akkord.protocol.ErrorCode;
import java.util.List;

/**
 * An error on its way out as RFC 9457 {@code application/problem+json}. Thrown inside the edge, without a stack: an answer to a
 * client, not a defect. Every 429 and 503 says when to come again.
 */
final class Problem extends RuntimeException {
    static final ContentType TYPE = MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8)
            .toContentType();

    private static final long RETRY_MILLIS = 1000;
    private static final long UNKNOWN = -1;

    private final ErrorCode code;
    private final int status;
    private final String detail;
    private final long retryAfterMillis;
    private final List<HttpHeader> headers;
    private final String conflicts;
    private final long version;

    /** @param conflicts JSON; empty for none */
    private Problem(
            ErrorCode code,
            int status,
            String detail,
            long retryAfterMillis,
            List<HttpHeader> headers,
            String conflicts,
            long version) {
        super(detail, null, false, false);
        this.code = code;
        this.status = status;
        this.detail = detail;
        this.retryAfterMillis = retryAfterMillis;
        this.headers = List.copyOf(headers);
        this.conflicts = conflicts;
        this.version = version;
    }

    /** @param detail a sentence for people; neither an exception's text nor an echo of the input */
    static Problem of(ErrorCode code, String detail) {
        return new Problem(code, code.status(), detail, 0, List.of(), "", UNKNOWN);
    }

    /** The same code under another of its statuses. */
    static Problem of(ErrorCode code, int status, String detail, HttpHeader... headers) {
        return new Problem(code, status, detail, 0, List.of(headers), "", UNKNOWN);
    }

    /** What may be asked for again after some time. */
    static Problem later(ErrorCode code, String detail, long retryAfterMillis) {
        return new Problem(code, code.status(), detail, retryAfterMillis, List.of(), "", UNKNOWN);
    }

    static Problem rateLimited(String detail, long retryAfterMillis) {
        return later(ErrorCode.RATE_LIMITED, detail, retryAfterMillis);
    }

    static Problem of(Refusal refusal) {
        return of(refusal, UNKNOWN);
    }

    /** @param version of the object, on which it refused; told with conflicts, for they are resolved on it */
    static Problem of(Refusal refusal, long version) {
        ErrorCode code = ErrorCode.of(refusal.reason());
        int status = refusal.reason() == Refusal.Reason.PRECONDITION ? 412 : code.status();
        String conflicts = refusal.reason() == Refusal.Reason.CONFLICT ? refusal.detail() : "";
        return new Problem(code, status, refusal.message(), refusal.retryAfterMillis(), List.of(), conflicts, version);
    }

    static Problem of(JsonFault fault) {
        ErrorCode code = switch (fault.reason()) {
            case TOO_LARGE, STRING_TOO_LONG -> ErrorCode.TOO_LARGE;
            case BAD_TEXT -> ErrorCode.INVALID_OP;
            default -> ErrorCode.BAD_MESSAGE;
        };
        return of(code, fault.reason().sentence());
    }

    /** The fault of a value, which may be valid JSON and yet go beyond the limits of values. */
    static Problem ofValue(JsonFault fault) {
        return fault.reason().isLimitOfValues()
                ? of(ErrorCode.INVALID_OP, fault.reason().sentence())
                : of(fault);
    }

    static Problem badMessage(String detail) {
        return of(ErrorCode.BAD_MESSAGE, detail);
    }

    ErrorCode code() {
        return code;
    }

    int status() {
        return status;
    }

    HttpResponse response() {
        StatusCode known = StatusCodes.lookup(status).orElse(StatusCodes.INTERNAL_SERVER_ERROR);
        long retry = retrySeconds();
        byte[] body = Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("type", "about:blank");
            out.writeStringField("title", known.reason());
            out.writeNumberField("status", status);
            out.writeStringField("detail", detail);
            out.writeStringField("code", code.name());
            if (retry > 0) {
                out.writeNumberField("retryAfter", retry);
            }
            if (!conflicts.isEmpty()) {
                out.writeFieldName("conflicts");
                out.writeRawValue(conflicts);
                if (version != UNKNOWN) {
                    out.writeNumberField("version", version);
                }
            }
            out.writeEndObject();
        });
        HttpResponse response = HttpResponse.create()
                .withStatus(known)
                .withEntity(HttpEntities.create(TYPE, body))
                .addHeaders(headers)
                .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"));
        return retry > 0 ? response.addHeader(RawHeader.create("Retry-After", Long.toString(retry))) : response;
    }

    private long retrySeconds() {
        boolean later = status == 503 || status == 429;
        long millis = retryAfterMillis == 0 && later ? RETRY_MILLIS : retryAfterMillis;
        return (millis + 999) / 1000;
    }
}
