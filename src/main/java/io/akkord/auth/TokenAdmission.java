package io.akkord.auth;

import io.akkord.settings.AuthSettings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in whoever shows a signed token that holds now and was not revoked. What a token says is not looked at before its signature. */
final class TokenAdmission implements Admission {
    private static final Logger LOG = LoggerFactory.getLogger(TokenAdmission.class);

    private final AuthSettings settings;
    private final KeySource keys;
    private final Revocations revocations;
    private final LongSupplier clock;
    private final VerifiedTokens verified;

    /** @param clock epoch milliseconds */
    TokenAdmission(AuthSettings settings, KeySource keys, Revocations revocations, LongSupplier clock) {
        this.settings = settings;
        this.keys = keys;
        this.revocations = revocations;
        this.clock = clock;
        this.verified = new VerifiedTokens(settings.cache());
    }

    @Override
    public CompletionStage<Principal> admit(Optional<String> token) {
        try {
            if (token.isEmpty() || token.get().isEmpty()) {
                throw new TokenRefused("A token is needed.");
            }
            String text = token.get();
            if (text.length() > settings.maxToken()) {
                throw new TokenRefused("The token is too long.");
            }
            String hash = VerifiedTokens.hash(text);
            KeyRing now = keys.now();
            Optional<Principal> known = verified.get(hash, now);
            if (known.isPresent()) {
                return CompletableFuture.completedFuture(current(known.get()));
            }
            SignedToken signed = SignedToken.read(text, settings.maxToken());
            if (signed.keyId().isEmpty() || !now.named(signed).isEmpty()) {
                return CompletableFuture.completedFuture(verify(signed, hash, now));
            }
            return keys.newer().thenApply(newer -> {
                try {
                    return verify(signed, hash, newer);
                } catch (TokenRefused refused) {
                    throw new CompletionException(refused);
                }
            });
        } catch (TokenRefused refused) {
            return CompletableFuture.failedFuture(refused);
        } catch (RuntimeException defect) {
            LOG.error("A token could not be looked at: {}", defect.getClass().getName());
            return CompletableFuture.failedFuture(SignedToken.malformed());
        }
    }

    private Principal verify(SignedToken signed, String hash, KeyRing ring) throws TokenRefused {
        boolean named = false;
        for (TokenKey key : ring.named(signed)) {
            named = true;
            if (key.algorithm().getName().equals(signed.algorithm()) && key.verifies(signed)) {
                Principal principal = Claims.principal(signed.claims(), settings, clock.getAsLong());
                verified.put(hash, principal, ring);
                return current(principal);
            }
        }
        throw new TokenRefused(
                named
                        ? "The signature of the token is not good."
                        : "The token is signed with a key that is not known.");
    }

    private Principal current(Principal principal) throws TokenRefused {
        Optional<String> dismissal = dismissal(principal);
        if (dismissal.isPresent()) {
            throw new TokenRefused(dismissal.get());
        }
        return principal;
    }

    @Override
    public Optional<String> dismissal(Principal principal) {
        // Every token expires: who does not was let in by a ticket while there was no authentication.
        if (principal.expiresAt() == Principal.NEVER || clock.getAsLong() >= principal.expiresAt()) {
            return Optional.of(Claims.expired().sentence());
        }
        return revocations.covers(principal) ? Optional.of("The token was revoked.") : Optional.empty();
    }
}
