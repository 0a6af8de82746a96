package io.akkord.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys that tokens may be signed with at one moment. Two rings are the same only if they are one. */
final class KeyRing {
    static final KeyRing EMPTY = new KeyRing(List.of());

    private static final int LEAST_SECRET = 32;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_KEYS = 100;
    private static final int MOST_TRIES = 8;

    private final List<TokenKey> keys;

    private KeyRing(List<TokenKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A secret that signs by HS256; throws IllegalArgumentException with a sentence. */
    static KeyRing ofSecret(byte[] secret) {
        if (secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException("The secret for tokens (AKKORD_AUTH_HS256_SECRET) must have at least "
                    + LEAST_SECRET + " bytes; openssl rand -base64 48 makes one.");
        }
        try {
            return new KeyRing(List.of(new TokenKey(Optional.empty(), JWSAlgorithm.HS256, new MACVerifier(secret))));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The secret for tokens cannot be used.", e);
        }
    }

    /**
     * The keys of a JSON Web Key Set that sign by RS256 (from 2,048 bits on) or ES256; others are passed over. Throws
     * IllegalArgumentException, with half a sentence, for what is no such set or has none of them.
     */
    static KeyRing ofSet(byte[] json) {
        List<JWK> set;
        try {
            set = JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys();
        } catch (ParseException | RuntimeException malformed) {
            throw new IllegalArgumentException("is not a JSON Web Key Set");
        }
        if (set.size() > MOST_KEYS) {
            throw new IllegalArgumentException("has more than " + MOST_KEYS + " keys");
        }
        List<TokenKey> keys = new ArrayList<>();
        for (JWK key : set) {
            usable(key).ifPresent(keys::add);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("has no key for RS256 (2048 bits or more) or ES256");
        }
        return new KeyRing(keys);
    }

    private static Optional<TokenKey> usable(JWK key) {
        boolean signs = (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
        try {
            if (signs && key instanceof RSAKey rsa && isFor(key, JWSAlgorithm.RS256) && rsa.size() >= LEAST_RSA_BITS) {
                return Optional.of(keyOf(key, JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey())));
            }
            if (signs
                    && key instanceof ECKey ec
                    && isFor(key, JWSAlgorithm.ES256)
                    && ec.getCurve().equals(Curve.P_256)) {
                return Optional.of(keyOf(key, JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey())));
            }
        } catch (JOSEException | RuntimeException unusable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isFor(JWK key, JWSAlgorithm algorithm) {
        return key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    }

    private static TokenKey keyOf(JWK key, JWSAlgorithm algorithm, com.nimbusds.jose.JWSVerifier verifier) {
        return new TokenKey(Optional.ofNullable(key.getKeyID()), algorithm, verifier);
    }

    /**
     * The keys that a token may be signed with: those of the id that it names, or a few where it names none. Empty where it names one
     * that is not here, so that later keys may know it.
     */
    List<TokenKey> named(SignedToken token) {
        boolean single = keys.size() == 1 && keys.get(0).id().isEmpty();
        if (single || token.keyId().isEmpty()) {
            return keys.stream()
                    .filter(key -> single || key.algorithm().getName().equals(token.algorithm()))
                    .limit(MOST_TRIES)
                    .toList();
        }
        return keys.stream()
                .filter(key -> key.id().equals(token.keyId()))
                .limit(MOST_TRIES)
                .toList();
    }

    int size() {
        return keys.size();
    }
}
