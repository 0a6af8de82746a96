package io.akkord.json.patch;

/** Thrown for input that is no patch or does not apply. An answer to a client, not a defect: fixed message, no stack trace. */
public final class PatchRefused extends RuntimeException {
    private final PatchFault fault;

    public PatchRefused(PatchFault fault) {
        super(fault.reason(), null, false, false);
        this.fault = fault;
    }

    public PatchFault fault() {
        return fault;
    }
}
