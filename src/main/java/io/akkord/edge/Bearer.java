package io.akkord.edge;

import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.auth.TokenRefused;
import io.akkord.protocol.ErrorCode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token of a request, as RFC 6750 has it in {@code Authorization}. */
final class Bearer {
    private static final String SCHEME = "bearer ";

    private Bearer() {}

    static Optional<String> of(Request request) {
        Optional<String> header = request.header("authorization");
        if (header.isEmpty() || !header.get().toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return header.map(value -> value.substring(SCHEME.length()).trim());
    }

    /** What a stage of an admission failed with. */
    static Problem refused(@Nullable Throwable failure) {
        return TokenRefused.is(failure)
                ? unauthorized(TokenRefused.sentence(failure))
                : Problem.of(ErrorCode.UNAVAILABLE, TokenRefused.sentence(failure));
    }

    static Problem unauthorized(String sentence) {
        return Problem.of(
                ErrorCode.UNAUTHORIZED,
                ErrorCode.UNAUTHORIZED.status(),
                sentence,
                RawHeader.create("WWW-Authenticate", "Bearer realm=\"akkord\""));
    }
}
