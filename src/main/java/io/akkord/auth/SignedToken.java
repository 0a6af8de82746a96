package io.akkord.auth;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart, not yet believed: the compact form of RFC 7515. Of its header only the names of algorithm and key are looked at;
 * one that asks for more to be looked at is refused.
 *
 * @param signed what the signature is over
 */
record SignedToken(String algorithm, Optional<String> keyId, byte[] signed, Base64URL signature, String payload) {
    private static final int PARTS = 3;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_KEY_ID = 256;

    /** What would have us take keys, or another reading of the token, from the token itself. */
    private static final Set<String> REFUSED =
            Set.of("crit", "b64", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "zip", "enc", "cty", "p2c", "epk");

    private static final List<String> TYPES = List.of("jwt", "at+jwt", "application/at+jwt", "application/jwt");

    /** @param most characters that a token may have */
    static SignedToken read(String token, int most) throws TokenRefused {
        if (token.length() > most) {
            throw new TokenRefused("The token is too long.");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (!token.chars().allMatch(SignedToken::isLegal)
                || token.chars().filter(c -> c == '.').count() != PARTS - 1
                || first == 0
                || second == first + 1
                || second == token.length() - 1) {
            throw malformed();
        }
        Map<String, Object> header = object(text(token.substring(0, first)));
        if (header.keySet().stream().anyMatch(REFUSED::contains)) {
            throw new TokenRefused("The header of the token asks for what is not supported.");
        }
        boolean typed = header.containsKey("typ");
        if (typed && !(header.get("typ") instanceof String type && TYPES.contains(type.toLowerCase(Locale.ROOT)))) {
            throw new TokenRefused("The token is not of the type JWT.");
        }
        return new SignedToken(
                string(header.get("alg")),
                header.containsKey("kid") ? Optional.of(string(header.get("kid"))) : Optional.empty(),
                token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                new Base64URL(token.substring(second + 1)),
                text(token.substring(first + 1, second)));
    }

    /** What the payload says; to be asked once the signature is known to be good. */
    Map<String, Object> claims() throws TokenRefused {
        return object(payload);
    }

    static TokenRefused malformed() {
        return new TokenRefused("The token is malformed.");
    }

    private static boolean isLegal(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    private static String string(@Nullable Object value) throws TokenRefused {
        if (value instanceof String text && !text.isEmpty() && text.length() <= MAX_KEY_ID) {
            return text;
        }
        throw malformed();
    }

    private static String text(String encoded) throws TokenRefused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw malformed();
        }
    }

    private static Map<String, Object> object(String json) throws TokenRefused {
        if (depth(json) > MAX_DEPTH) {
            throw new TokenRefused("The token is nested too deeply.");
        }
        try {
            // The library takes the word null for an object that is none.
            return Optional.ofNullable(JSONObjectUtils.parse(json)).orElseThrow(SignedToken::malformed);
        } catch (ParseException | RuntimeException malformed) {
            throw malformed();
        }
    }

    /** How deeply brackets outside of strings are nested; what is no JSON may have any depth. */
    private static int depth(String json) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }
}
