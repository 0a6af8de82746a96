package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.settings.HeaderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every response says to browsers about what not to do with it. Pages bring their own content policy. */
final class SecurityHeaders {
    private static final String POLICY = "Content-Security-Policy";
    private static final String NO_SNIFF = "X-Content-Type-Options";

    /** For what is no page: if a browser is brought to show it, it does nothing. */
    private static final HttpHeader INERT = RawHeader.create(POLICY, "default-src 'none'; frame-ancestors 'none'");

    private static final HttpHeader AS_DECLARED = RawHeader.create(NO_SNIFF, "nosniff");

    /** What is said even where nothing of the request is known. */
    static final List<HttpHeader> LEAST = List.of(INERT, AS_DECLARED);

    private final List<HttpHeader> always;
    private final Optional<HttpHeader> strictTransport;

    SecurityHeaders(HeaderSettings settings) {
        List<HttpHeader> fields = new ArrayList<>();
        add(fields, "Referrer-Policy", settings.referrerPolicy());
        add(fields, "Permissions-Policy", settings.permissionsPolicy());
        add(fields, "Cross-Origin-Resource-Policy", settings.resourcePolicy());
        add(fields, "Cross-Origin-Opener-Policy", settings.openerPolicy());
        this.always = List.copyOf(fields);
        long seconds = settings.strictTransport().toSeconds();
        this.strictTransport = seconds <= 0
                ? Optional.empty()
                : Optional.of(RawHeader.create("Strict-Transport-Security", "max-age=" + seconds));
    }

    private static void add(List<HttpHeader> fields, String name, String value) {
        if (!value.isBlank()) {
            fields.add(RawHeader.create(name, value));
        }
    }

    /** The fields that this response lacks. */
    void add(HttpResponse response, boolean secure, List<HttpHeader> fields) {
        fields.addAll(always);
        if (response.getHeader(POLICY).isEmpty()) {
            fields.add(INERT);
        }
        if (response.getHeader(NO_SNIFF).isEmpty()) {
            fields.add(AS_DECLARED);
        }
        if (secure) {
            strictTransport.ifPresent(fields::add);
        }
    }
}
