package io.akkord.system.client;

import java.util.Set;

/** What the protocol wants a client to do about an error. */
enum Refusals {
    /** Send the same message again, later. */
    RETRY,
    /** Ask where the object stands and submit anew. */
    RESYNC,
    /** Nothing; it should not have happened to an honest client. */
    NONE;

    private static final Set<String> LATER = Set.of("OVERLOADED", "UNAVAILABLE", "RATE_LIMITED");
    private static final Set<String> ELSEWHERE = Set.of("SEQ_REUSED", "OUT_OF_ORDER", "BAD_BASE");

    static Refusals of(String code) {
        return LATER.contains(code) ? RETRY : ELSEWHERE.contains(code) ? RESYNC : NONE;
    }
}
