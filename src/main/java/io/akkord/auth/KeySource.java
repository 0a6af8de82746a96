package io.akkord.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the keys of tokens come from. */
interface KeySource {
    /** The keys known now; the same ring as long as they are the same keys. */
    KeyRing now();

    /** The keys after a look for new ones, or those known now where it is too early for another look. Never fails. */
    CompletionStage<KeyRing> newer();

    /** Keys that never change. */
    static KeySource of(KeyRing keys) {
        return new KeySource() {
            @Override
            public KeyRing now() {
                return keys;
            }

            @Override
            public CompletionStage<KeyRing> newer() {
                return CompletableFuture.completedFuture(keys);
            }
        };
    }
}
