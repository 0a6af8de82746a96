package io.akkord.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.Optional;

/**
 * A key and the one algorithm it is used with, whatever a token says.
 *
 * @param id by which tokens name it, if it has one
 */
record TokenKey(Optional<String> id, JWSAlgorithm algorithm, JWSVerifier verifier) {
    boolean verifies(SignedToken token) {
        try {
            return verifier.verify(new JWSHeader(algorithm), token.signed(), token.signature());
        } catch (JOSEException | RuntimeException no) {
            return false;
        }
    }
}
