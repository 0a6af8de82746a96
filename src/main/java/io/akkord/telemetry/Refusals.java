package io.akkord.telemetry;

import io.akkord.protocol.ErrorCode;
import java.util.concurrent.atomic.LongAdder;

/** Errors that left the server on one way, by code. */
final class Refusals {
    private final LongAdder[] byCode = new LongAdder[ErrorCode.values().length];

    Refusals(Metrics metrics, String transport) {
        for (ErrorCode code : ErrorCode.values()) {
            byCode[code.ordinal()] = metrics.counter(
                    "akkord.refusals", "Errors that clients were told.", "transport", transport, "code", code.name());
        }
    }

    void count(ErrorCode code) {
        byCode[code.ordinal()].increment();
    }
}
