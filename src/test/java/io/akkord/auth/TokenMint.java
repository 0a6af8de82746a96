package io.akkord.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good and bad ones, with the means of the JDK alone. */
public final class TokenMint {
    public static final String SECRET = "a secret of more than thirty-two bytes";

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenMint() {}

    /** A good token for the secret. */
    public static String token(Map<String, ?> claims) {
        return hmac(SECRET.getBytes(StandardCharsets.UTF_8), "{\"alg\":\"HS256\"}", json(claims));
    }

    /** Claims of a user in a tenant who may do that for an hour; no tenant where it is empty. */
    public static Map<String, Object> claims(String user, String tenant, Map<String, String> grants) {
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> claims = new HashMap<>(Map.of("sub", user, "exp", now + 3600, "iat", now));
        claims.put("akkord", grants);
        if (!tenant.isEmpty()) {
            claims.put("tenant", tenant);
        }
        return claims;
    }

    /** The same with one claim more, or another. */
    public static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> more = new HashMap<>(claims);
        more.put(name, value);
        return more;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hmac(byte[] secret, String header, String payload) {
        return hmac("HmacSHA256", secret, header, payload.getBytes(StandardCharsets.UTF_8));
    }

    static String hmac(String algorithm, byte[] secret, String header, byte[] payload) {
        String signed = base64(header) + '.' + base64(payload);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return signed + '.' + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair rsa(int bits) {
        return pair("RSA", bits);
    }

    static KeyPair ec() {
        return pair("EC", 256);
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String signed(String algorithm, PrivateKey key, String header, String payload) {
        String signed = base64(header) + '.' + base64(payload);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String rs256(KeyPair keys, String kid, Map<String, ?> claims) {
        return signed("SHA256withRSA", keys.getPrivate(), header("RS256", kid), json(claims));
    }

    static String es256(KeyPair keys, String kid, Map<String, ?> claims) {
        return signed("SHA256withECDSAinP1363Format", keys.getPrivate(), header("ES256", kid), json(claims));
    }

    /** @param kid empty for none */
    static String header(String algorithm, String kid) {
        return kid.isEmpty() ? "{\"alg\":\"" + algorithm + "\"}" : json(Map.of("alg", algorithm, "kid", kid));
    }

    /** A key set. */
    static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    /** The public half of a pair as a JWK, with more members behind a comma. */
    static String jwk(KeyPair pair, String kid, String more) {
        String id = kid.isEmpty() ? "" : ",\"kid\":\"" + kid + "\"";
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return "{\"kty\":\"RSA\",\"n\":\"" + base64(unsigned(rsa.getModulus(), 0)) + "\",\"e\":\""
                    + base64(unsigned(rsa.getPublicExponent(), 0)) + "\"" + id + more + "}";
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + base64(unsigned(ec.getW().getAffineX(), 32)) + "\",\"y\":\""
                + base64(unsigned(ec.getW().getAffineY(), 32)) + "\"" + id + more + "}";
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] plain = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        if (plain.length >= length) {
            return plain;
        }
        byte[] padded = new byte[length];
        System.arraycopy(plain, 0, padded, length - plain.length, plain.length);
        return padded;
    }
}
