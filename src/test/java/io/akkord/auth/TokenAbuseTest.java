package io.akkord.auth;

import static io.akkord.auth.TokenMint.SECRET;
import static io.akkord.auth.TokenMint.base64;
import static io.akkord.auth.TokenMint.hmac;
import static io.akkord.auth.TokenMint.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that somebody made to get in: by their form, their header, their keys. */
class TokenAbuseTest {
    private static final byte[] KEY = SECRET.getBytes(StandardCharsets.UTF_8);
    private static final String HEADER = "{\"alg\":\"HS256\"}";
    private static final Map<String, Object> CLAIMS =
            Map.of("sub", "Ann", "exp", Doorkeeper.NOW / 1000 + 600, "akkord", Map.of("*", "admin"));
    private static final String GOOD = hmac(KEY, HEADER, json(CLAIMS));
    private static final KeyPair RSA = TokenMint.rsa(2048);
    private static final KeyPair OTHER_RSA = TokenMint.rsa(2048);
    private static final KeyPair EC = TokenMint.ec();

    private final Doorkeeper door = new Doorkeeper();

    private static Doorkeeper withSet(String set) {
        return new Doorkeeper(KeySource.of(KeyRing.ofSet(set.getBytes(StandardCharsets.UTF_8))));
    }

    private static Doorkeeper withKeys() {
        return withSet(TokenMint.set(TokenMint.jwk(RSA, "r", ""), TokenMint.jwk(EC, "e", "")));
    }

    @Test
    void aGoodTokenLetsIn() {
        Principal ann = door.admit(GOOD);
        assertThat(ann.user()).isEqualTo("Ann");
        assertThat(ann.tenant()).isEqualTo("-");
        assertThat(ann.isAdmin()).isTrue();
        assertThat(ann.expiresAt()).isEqualTo(Doorkeeper.NOW + 630_000);
        assertThat(withKeys().admit(TokenMint.rs256(RSA, "r", CLAIMS)).user()).isEqualTo("Ann");
        assertThat(withKeys().admit(TokenMint.rs256(RSA, "", CLAIMS)).user()).isEqualTo("Ann");
        assertThat(withKeys().admit(TokenMint.es256(EC, "e", CLAIMS)).user()).isEqualTo("Ann");
        assertThat(withKeys().admit(TokenMint.es256(EC, "", CLAIMS)).user()).isEqualTo("Ann");
    }

    @Test
    void noTokenIsNone() {
        assertThat(door.refusal(Optional.empty())).isEqualTo("A token is needed.");
        assertThat(door.refusal("")).isEqualTo("A token is needed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.c",
                "a.b.c.d",
                "null",
                "{}",
                "e30.e30.e30",
                "é.é.é",
                "\u0000.\u0000.\u0000",
                "W10.W10.AA",
                "bnVsbA.bnVsbA.AA",
                "IiI.IiI.AA",
                "Bearer x",
                "e30=.e30=.AA==",
                "ey J.e.f",
                "%%%.%%%.%%%",
                "💥"
            })
    void garbageIsRefused(String garbage) {
        assertThat(door.refusal(garbage)).isEqualTo("The token is malformed.");
    }

    @Test
    void theGoodTokenWithAnythingMoreOrLessIsRefused() {
        String[] parts = GOOD.split("\\.");
        for (String bad : List.of(
                GOOD + ".",
                "." + GOOD,
                GOOD + "." + parts[2],
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + ".",
                parts[0] + ".." + parts[2],
                "." + parts[1] + "." + parts[2],
                GOOD + "=",
                GOOD + " ",
                "\n" + GOOD,
                GOOD + "\n",
                GOOD + "\u0000",
                parts[0] + "=." + parts[1] + "." + parts[2],
                "{\"payload\":\"" + parts[1] + "\",\"signatures\":[{\"protected\":\"" + parts[0] + "\",\"signature\":\""
                        + parts[2] + "\"}]}",
                "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2]
                        + "\"}")) {
            door.refusal(bad);
        }
    }

    @Test
    void everyChangedCharacterBreaksIt() {
        // The last character of a part may hold bits that mean nothing.
        for (int i = 0; i < GOOD.length() - 1; i++) {
            char other = GOOD.charAt(i) == 'A' ? 'B' : 'A';
            boolean last = GOOD.charAt(i + 1) == '.';
            if (GOOD.charAt(i) != '.' && !last) {
                door.refusal(GOOD.substring(0, i) + other + GOOD.substring(i + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none", "None", "NONE", "nOnE", "", "HS384", "HS512", "hs256", "RS256", "ES256", "PS256", "EdDSA", "dir"
            })
    void anotherAlgorithmIsRefusedWhateverTheSignatureIs(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";
        door.refusal(hmac(KEY, header, json(CLAIMS)));
        door.refusal(base64(header) + "." + base64(json(CLAIMS)) + ".");
        door.refusal(base64(header) + "." + base64(json(CLAIMS)) + ".AA");
        door.refusal(hmac("HmacSHA512", KEY, header, json(CLAIMS).getBytes(StandardCharsets.UTF_8)));
        for (String kid : List.of("", "r", "e")) {
            withKeys()
                    .refusal(hmac(KEY, TokenMint.header(algorithm.isEmpty() ? "none" : algorithm, kid), json(CLAIMS)));
        }
    }

    @Test
    void aPublicKeyIsNoSecret() {
        byte[] der = RSA.getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        String jwk = TokenMint.jwk(RSA, "r", "");
        for (byte[] secret : List.of(
                der,
                pem.getBytes(StandardCharsets.UTF_8),
                pem.strip().getBytes(StandardCharsets.UTF_8),
                jwk.getBytes(StandardCharsets.UTF_8),
                TokenMint.set(jwk).getBytes(StandardCharsets.UTF_8),
                ((java.security.interfaces.RSAPublicKey) RSA.getPublic())
                        .getModulus()
                        .toByteArray())) {
            for (String kid : List.of("r", "e", "")) {
                for (String algorithm : List.of("HS256", "RS256", "ES256")) {
                    withKeys().refusal(hmac(secret, TokenMint.header(algorithm, kid), json(CLAIMS)));
                }
            }
        }
    }

    @Test
    void aKeyOfAnotherKindOrOfSomebodyElseIsRefused() {
        Doorkeeper keys = withKeys();
        keys.refusal(TokenMint.rs256(OTHER_RSA, "r", CLAIMS));
        keys.refusal(TokenMint.rs256(OTHER_RSA, "", CLAIMS));
        keys.refusal(TokenMint.rs256(RSA, "e", CLAIMS));
        keys.refusal(TokenMint.es256(EC, "r", CLAIMS));
        keys.refusal(TokenMint.signed("SHA512withRSA", RSA.getPrivate(), TokenMint.header("RS512", "r"), json(CLAIMS)));
        keys.refusal(TokenMint.signed("SHA512withRSA", RSA.getPrivate(), TokenMint.header("RS256", "r"), json(CLAIMS)));
        // The form of ASN.1 is not that of tokens.
        keys.refusal(
                TokenMint.signed("SHA256withECDSA", EC.getPrivate(), TokenMint.header("ES256", "e"), json(CLAIMS)));
        // A signature of zeros, which some JDKs took for any message.
        keys.refusal(base64(TokenMint.header("ES256", "e")) + "." + base64(json(CLAIMS)) + "." + base64(new byte[64]));
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThat(withKeys().refusal(TokenMint.rs256(RSA, "x", CLAIMS)))
                .isEqualTo("The token is signed with a key that is not known.");
        for (String kid : List.of("../../etc/passwd", "r' OR 1=1", "r\u0000", "R", " r")) {
            withKeys().refusal(TokenMint.rs256(RSA, kid, CLAIMS));
        }
    }

    @Test
    void aSetsOwnWordOnItsKeysIsKept() {
        for (String not : List.of(
                ",\"use\":\"enc\"",
                ",\"alg\":\"RS512\"",
                ",\"alg\":\"PS256\"",
                ",\"alg\":\"HS256\"",
                ",\"key_ops\":[\"sign\"]",
                ",\"key_ops\":[\"encrypt\"]")) {
            Doorkeeper keys = withSet(TokenMint.set(TokenMint.jwk(RSA, "r", not), TokenMint.jwk(EC, "e", "")));
            keys.refusal(TokenMint.rs256(RSA, "r", CLAIMS));
            keys.refusal(TokenMint.rs256(RSA, "", CLAIMS));
        }
        for (String yes : List.of(",\"use\":\"sig\"", ",\"alg\":\"RS256\"", ",\"key_ops\":[\"verify\"]", ",\"x\":{}")) {
            withSet(TokenMint.set(TokenMint.jwk(RSA, "r", yes))).admit(TokenMint.rs256(RSA, "r", CLAIMS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"b64\":true",
                "\"b64\":false",
                "\"jku\":\"https://evil.example/keys\"",
                "\"x5u\":\"https://evil.example/cert\"",
                "\"x5c\":[\"AA\"]",
                "\"x5t\":\"AA\"",
                "\"zip\":\"DEF\"",
                "\"enc\":\"A128GCM\"",
                "\"cty\":\"JWT\"",
                "\"jwk\":{}",
                "\"jwk\":null",
                "\"jku\":null",
                "\"typ\":\"JWE\"",
                "\"typ\":null",
                "\"typ\":3",
                "\"kid\":null",
                "\"kid\":3",
                "\"kid\":\"\"",
                "\"kid\":[\"r\"]",
                "\"kid\":{}"
            })
    void aHeaderThatAsksForMoreIsRefused(String more) {
        door.refusal(hmac(KEY, "{\"alg\":\"HS256\"," + more + "}", json(CLAIMS)));
        withKeys()
                .refusal(TokenMint.signed(
                        "SHA256withRSA", RSA.getPrivate(), "{\"alg\":\"RS256\"," + more + "}", json(CLAIMS)));
    }

    @Test
    void aKeyInTheHeaderIsNotUsed() {
        String header = "{\"alg\":\"RS256\",\"jwk\":" + TokenMint.jwk(OTHER_RSA, "r", "") + "}";
        withKeys().refusal(TokenMint.signed("SHA256withRSA", OTHER_RSA.getPrivate(), header, json(CLAIMS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"alg\":null}",
                "{\"alg\":1}",
                "{\"alg\":[\"HS256\"]}",
                "{\"alg\":{\"alg\":\"HS256\"}}",
                "[]",
                "null",
                "",
                "{\"alg\":\"HS256\"",
                "{\"alg\":\"HS256\"}}",
                "{\"alg\":\"HS256\"}{}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"alg\":\"none\"}"
            })
    void aHeaderThatIsNoneIsRefused(String header) {
        door.refusal(hmac(KEY, header, json(CLAIMS)));
    }

    @Test
    void theIdOfAKeyMeansNothingToTheOneSecret() {
        door.admit(hmac(KEY, "{\"alg\":\"HS256\",\"kid\":\"any\",\"typ\":\"JWT\"}", json(CLAIMS)));
        door.admit(hmac(KEY, "{\"typ\":\"at+jwt\",\"alg\":\"HS256\"}", json(CLAIMS)));
    }

    @Test
    void hugeAndDeepTokensAreRefusedBeforeTheyAreRead() {
        assertThat(door.refusal("a".repeat(8193))).isEqualTo("The token is too long.");
        assertThat(door.refusal("a".repeat(10_000_000))).isEqualTo("The token is too long.");
        assertThat(door.refusal(hmac(KEY, HEADER, json(TokenMint.with(CLAIMS, "more", "x".repeat(9_000))))))
                .isEqualTo("The token is too long.");
        for (String deep : List.of(
                "[".repeat(2500) + "]".repeat(2500), "[".repeat(5000), "{\"a\":".repeat(900) + "1" + "}".repeat(900))) {
            assertThat(door.refusal(hmac(KEY, HEADER, "{\"sub\":\"Ann\",\"more\":" + deep + "}")))
                    .isEqualTo("The token is nested too deeply.");
            assertThat(door.refusal(hmac(KEY, "{\"alg\":\"HS256\",\"more\":" + deep.substring(0, 400) + "}", "{}")))
                    .isEqualTo("The token is nested too deeply.");
        }
        door.admit(hmac(KEY, HEADER, json(TokenMint.with(CLAIMS, "more", List.of(List.of(Map.of("a", List.of(1))))))));
        door.admit(hmac(KEY, HEADER, json(TokenMint.with(CLAIMS, "more", "[[[[[[[[[[[[{{{{{{\\\"[["))));
    }

    @Test
    void aPayloadThatIsNoObjectInUtf8IsRefused() {
        for (String payload : List.of(
                "",
                "null",
                "[]",
                "\"text\"",
                "1",
                "{",
                "{\"sub\":\"Ann\"",
                "{}{}",
                "{\"sub\":\"Ann\",\"sub\":\"Bob\"}",
                "{sub:1}")) {
            door.refusal(hmac(KEY, HEADER, payload));
        }
        door.refusal(hmac("HmacSHA256", KEY, HEADER, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
    }

    @Test
    void whatATokenSaysIsNotLookedAtBeforeItsSignature() {
        byte[] wrong = "another secret of thirty-two bytes or more".getBytes(StandardCharsets.UTF_8);
        for (String payload : List.of("{}", "[", json(Map.of("exp", 1)), json(CLAIMS))) {
            assertThat(door.refusal(hmac(wrong, HEADER, payload))).isEqualTo("The signature of the token is not good.");
        }
    }
}
