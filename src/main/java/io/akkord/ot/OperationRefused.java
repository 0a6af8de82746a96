package io.akkord.ot;

/** Thrown for input that is no valid operation. An answer to a client, not a defect: fixed message, no stack trace. */
public final class OperationRefused extends RuntimeException {
    private final OperationFault fault;

    public OperationRefused(OperationFault fault) {
        super(fault.reason(), null, false, false);
        this.fault = fault;
    }

    public OperationFault fault() {
        return fault;
    }
}
