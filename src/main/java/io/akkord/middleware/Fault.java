package io.akkord.middleware;

import io.akkord.kind.Refusal;

/** How a link fails instead of answering. */
enum Fault {
    FAILED("failed"),
    LATE("did not answer in time"),
    SILENT("gave no answer"),
    TWICE("answered twice");

    private static final long RETRY_AFTER_MILLIS = 1_000;

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    /** Not the submitter's fault: the same message may go through later. */
    Refusal refusal(String link) {
        return new Refusal(
                Refusal.Reason.UNAVAILABLE,
                "The middleware " + link + " " + what + "; nothing was committed.",
                RETRY_AFTER_MILLIS);
    }
}
