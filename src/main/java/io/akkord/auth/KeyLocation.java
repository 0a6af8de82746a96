package io.akkord.auth;

import java.util.concurrent.CompletionStage;

/** Where a key set is kept. */
interface KeyLocation {
    /** The bytes of the key set as they are now; fails in time, with an exception whose message is half a sentence. */
    CompletionStage<byte[]> fetch();

    /** For people. */
    String name();
}
