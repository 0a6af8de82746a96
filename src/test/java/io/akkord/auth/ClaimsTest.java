package io.akkord.auth;

import static io.akkord.auth.TokenMint.SECRET;
import static io.akkord.auth.TokenMint.hmac;
import static io.akkord.auth.TokenMint.json;
import static io.akkord.auth.TokenMint.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What tokens whose signatures are good may say. */
class ClaimsTest {
    private static final long SECONDS = Doorkeeper.NOW / 1000;
    private static final Map<String, Object> CLAIMS = Map.of("sub", "Ann", "exp", SECONDS + 600);

    private final Doorkeeper door = new Doorkeeper();

    private static String token(Object claims) {
        return hmac(SECRET.getBytes(StandardCharsets.UTF_8), "{\"alg\":\"HS256\"}", json(claims));
    }

    private static String raw(String payload) {
        return hmac(SECRET.getBytes(StandardCharsets.UTF_8), "{\"alg\":\"HS256\"}", payload);
    }

    private void refuses(String name, Object value) {
        Map<String, Object> claims = new HashMap<>(CLAIMS);
        claims.put(name, value);
        door.refusal(token(claims));
    }

    @Test
    void everythingInATokenIsUnderstood() {
        Map<String, Object> claims = new HashMap<>(CLAIMS);
        claims.put("tenant", "house.1_A-b");
        claims.put("jti", "one");
        claims.put("iat", SECONDS - 5);
        claims.put("nbf", SECONDS - 5);
        claims.put("akkord", Map.of("rooms/team-*", "write", "namespaces/shop", "read"));
        claims.put("anything", List.of("else"));
        Principal ann = door.admit(token(claims));
        assertThat(ann.tenant()).isEqualTo("house.1_A-b");
        assertThat(ann.tokenId()).isEqualTo("one");
        assertThat(ann.issuedAt()).isEqualTo((SECONDS - 5) * 1000);
        assertThat(ann.level("rooms/team-1")).isEqualTo(Level.WRITE);
        assertThat(ann.level("namespaces/shop")).isEqualTo(Level.READ);
        assertThat(ann.level("rooms/x")).isEqualTo(Level.NONE);
        assertThat(ann.isAdmin()).isFalse();
    }

    @Test
    void aTokenWithoutGrantsGrantsNothing() {
        assertThat(door.admit(token(CLAIMS)).level("rooms/a")).isEqualTo(Level.NONE);
        assertThat(door.admit(token(with(CLAIMS, "akkord", Map.of()))).level("rooms/a"))
                .isEqualTo(Level.NONE);
    }

    @Test
    void aTokenIsGoodUpToItsEndAndTheLeeway() {
        String token = token(with(CLAIMS, "exp", SECONDS + 10));
        door.admit(token);
        door.clock.addAndGet(39_999);
        door.admit(token);
        door.clock.addAndGet(1);
        assertThat(door.refusal(token)).isEqualTo("The token has expired.");
        assertThat(new Doorkeeper("akkord.auth.leeway = 0 s").refusal(token(with(CLAIMS, "exp", SECONDS))))
                .isEqualTo("The token has expired.");
    }

    @Test
    void aTokenFromTheFutureIsRefused() {
        for (String claim : List.of("nbf", "iat")) {
            String token = token(with(CLAIMS, claim, SECONDS + 31));
            assertThat(door.refusal(token)).isEqualTo("The token is not valid yet.");
            door.admit(token(with(CLAIMS, claim, SECONDS + 30)));
            door.clock.addAndGet(1_000);
            door.admit(token);
            door.clock.addAndGet(-1_000);
        }
    }

    @Test
    void timesAreNumbers() {
        assertThat(door.refusal(token(Map.of("sub", "Ann")))).contains("when it expires");
        for (String claim : List.of("exp", "nbf", "iat")) {
            for (String time : List.of("\"9999999999\"", "null", "-1", "1e12", "true", "[1]", "{}", "1e999", "-0.5")) {
                String claims = claim.equals("exp") ? "" : "\"exp\":" + (SECONDS + 600) + ",";
                door.refusal(raw("{\"sub\":\"Ann\"," + claims + "\"" + claim + "\":" + time + "}"));
            }
        }
        assertThat(door.admit(raw("{\"sub\":\"Ann\",\"exp\":" + (SECONDS + 1) + ".25}"))
                        .expiresAt())
                .isEqualTo(Doorkeeper.NOW + 31_250);
        assertThat(door.admit(raw("{\"sub\":\"Ann\",\"exp\":1.9e9}")).expiresAt())
                .isEqualTo(1_900_000_030_000L);
    }

    @Test
    void issuerAndAudienceAreThoseAskedFor() {
        Doorkeeper strict = new Doorkeeper("akkord.auth { issuer = \"https://id.example\", audience = akkord }");
        Map<String, Object> good = with(with(CLAIMS, "iss", "https://id.example"), "aud", "akkord");
        strict.admit(token(good));
        strict.admit(token(with(good, "aud", List.of("other", "akkord"))));
        List<Object> issuers = new ArrayList<>(
                List.of("https://id.example/", "HTTPS://id.example", "", 3, List.of("https://id.example")));
        issuers.add(null);
        for (Object issuer : issuers) {
            assertThat(strict.refusal(token(with(good, "iss", issuer)))).contains("issuer");
        }
        List<Object> audiences = new ArrayList<>(List.of(
                "other",
                "Akkord",
                "",
                3,
                List.of(),
                List.of("other"),
                List.of(List.of("akkord")),
                Map.of("akkord", 1),
                Collections.nCopies(33, "akkord")));
        audiences.add(null);
        for (Object audience : audiences) {
            assertThat(strict.refusal(token(with(good, "aud", audience)))).contains("audience");
        }
        strict.refusal(token(CLAIMS));
        strict.refusal(token(with(CLAIMS, "aud", "akkord")));
        strict.refusal(token(with(CLAIMS, "iss", "https://id.example")));
    }

    @Test
    void aUserHasAName() {
        assertThat(door.refusal(token(Map.of("exp", SECONDS + 600)))).contains("sub");
        for (Object sub : List.of(
                "", "a\nb", "a\u0000", "\u007f", "\u0085", "\u2028", "x".repeat(257), 3, List.of("Ann"), true)) {
            refuses("sub", sub);
        }
        refuses("sub", null);
        door.refusal(raw("{\"sub\":\"\\ud800\",\"exp\":" + (SECONDS + 600) + "}"));
        for (String sub :
                List.of("ann@example.org", "Ännchen von Tharau", "auth0|123", "😀", "x".repeat(256), "*", "_http")) {
            assertThat(door.admit(token(with(CLAIMS, "sub", sub))).user()).isEqualTo(sub);
        }
    }

    @Test
    void aTenantIsPartOfStoredNames() {
        for (Object tenant : List.of(
                "", "-", ".a", "a|b", "a/b", "a b", "ä", "a\u0000", "*", "x".repeat(129), 3, List.of("a"), Map.of())) {
            refuses("tenant", tenant);
        }
        refuses("tenant", null);
        for (String tenant : List.of("--", "_", "a.b", "x".repeat(128))) {
            assertThat(door.admit(token(with(CLAIMS, "tenant", tenant))).tenant())
                    .isEqualTo(tenant);
        }
    }

    @Test
    void aTokenIdCanBeRevoked() {
        for (Object jti : List.of("", "a\nb", "x".repeat(257), 3, List.of("a"))) {
            refuses("jti", jti);
        }
        refuses("jti", null);
    }

    @Test
    void grantsAreUnderstoodWhollyOrRefused() {
        for (Object akkord : List.of(
                "admin",
                List.of("*"),
                3,
                true,
                Map.of("*", "none"),
                Map.of("*", "ADMIN"),
                Map.of("*", "owner"),
                Map.of("*", ""),
                Map.of("*", 3),
                Map.of("*", List.of("read")),
                Map.of("*", Map.of("level", "read")),
                Map.of("rooms/a", "read", "*", "root"),
                Map.of("", "read"),
                Map.of("a\nb", "read"),
                Map.of("x".repeat(257), "read"),
                Map.of("*********", "read"),
                IntStream.range(0, 101).boxed().collect(Collectors.toMap(i -> "rooms/" + i, i -> "read")))) {
            refuses("akkord", akkord);
        }
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("*", null);
        refuses("akkord", nothing);
        Map<String, String> many =
                IntStream.range(0, 100).boxed().collect(Collectors.toMap(i -> "rooms/" + i + "*", i -> "read"));
        assertThat(door.admit(token(with(CLAIMS, "akkord", many))).level("rooms/99"))
                .isEqualTo(Level.READ);
    }

    @Test
    void tokensThatAreGoodForTooLongAreRefusedWhereThatIsSet() {
        Doorkeeper strict = new Doorkeeper("akkord.auth.max-lifetime = 1 hour");
        strict.admit(token(with(with(CLAIMS, "iat", SECONDS), "exp", SECONDS + 3600)));
        strict.refusal(token(with(with(CLAIMS, "iat", SECONDS), "exp", SECONDS + 3601)));
        strict.refusal(token(CLAIMS));
    }

    @Test
    void whatWasVerifiedOnceIsRefusedLikeAnythingElse() {
        String token = token(with(with(CLAIMS, "jti", "one"), "iat", SECONDS));
        for (int i = 0; i < 3; i++) {
            door.admit(token);
        }
        door.revocations.revoke("-", Revocation.Subject.JTI, "one", java.util.OptionalLong.empty());
        assertThat(door.refusal(token)).isEqualTo("The token was revoked.");
        door.revocations.takeBack("-", Revocation.Subject.JTI, "one");
        door.admit(token);
        door.clock.addAndGet(630_000);
        assertThat(door.refusal(token)).isEqualTo("The token has expired.");
    }

    @Test
    void withoutACacheTokensAreVerifiedEachTime() {
        Doorkeeper plain = new Doorkeeper("akkord.auth.cache = 0");
        for (int i = 0; i < 3; i++) {
            plain.admit(token(CLAIMS));
        }
    }
}
