package io.akkord.edge;

import io.akkord.auth.Revocation;
import io.akkord.auth.Words;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.protocol.WireTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is to be revoked: one token by its {@code jti}, or a user. Every refusal is a {@link Problem}.
 *
 * @param until epoch milliseconds
 */
record RevocationBody(Revocation.Subject subject, String name, OptionalLong until) {
    /** The end of the year 9999, as far as times on the wire go. */
    private static final long LATEST = 253_402_300_799_999L;

    /** Of what a revocation is. */
    record Named(Revocation.Subject subject, String name) {}

    static RevocationBody read(byte[] utf8, int limit, long now) {
        JsonObject body = NamespaceBody.object(utf8, limit);
        Named named = named(text(body, "jti"), text(body, "user"));
        OptionalLong until = until(body.get("until"));
        if (until.isPresent() && (until.getAsLong() <= now || until.getAsLong() > LATEST)) {
            throw Problem.badMessage("until must be a time to come.");
        }
        return new RevocationBody(named.subject(), named.name(), until);
    }

    static Named named(Optional<String> jti, Optional<String> user) {
        if (jti.isPresent() == user.isPresent()) {
            throw Problem.badMessage("One of jti and user says what is revoked.");
        }
        boolean legal = jti.map(Words::isTokenId).orElse(true)
                && user.map(Words::isUser).orElse(true);
        if (!legal) {
            throw Problem.badMessage("jti and user are 1 to 256 characters, none of them control characters.");
        }
        return jti.map(id -> new Named(Revocation.Subject.JTI, id))
                .orElseGet(() -> new Named(Revocation.Subject.USER, user.orElseThrow()));
    }

    private static Optional<String> text(JsonObject body, String name) {
        JsonValue value = body.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.value());
        }
        throw Problem.badMessage(name + " must be a string.");
    }

    private static OptionalLong until(@Nullable JsonValue value) {
        if (value == null) {
            return OptionalLong.empty();
        }
        Optional<Long> time = value instanceof JsonString text
                ? WireTime.parse(text.value())
                : value instanceof JsonNumber number ? WholeNumber.of(number.text()) : Optional.empty();
        return OptionalLong.of(
                time.orElseThrow(() -> Problem.badMessage("until must be an RFC 3339 time or epoch milliseconds.")));
    }
}
