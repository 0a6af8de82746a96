package io.akkord.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tokens whose signatures were found good, by their hashes: those used last, as long as the keys stay the same. Thread-safe. */
final class VerifiedTokens {
    private record Verified(Principal principal, KeyRing by) {}

    private final Map<String, Verified> byHash;

    VerifiedTokens(int most) {
        this.byHash = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
                return size() > most;
            }
        };
    }

    /** Whom a token stood for when it was verified by these keys. */
    Optional<Principal> get(String hash, KeyRing keys) {
        synchronized (byHash) {
            Verified verified = byHash.get(hash);
            if (verified != null && verified.by() != keys) {
                byHash.remove(hash);
                return Optional.empty();
            }
            return Optional.ofNullable(verified).map(Verified::principal);
        }
    }

    void put(String hash, Principal principal, KeyRing keys) {
        synchronized (byHash) {
            byHash.put(hash, new Verified(principal, keys));
        }
    }

    /** SHA-256 in base64. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
