package io.akkord.json.json0;

/** Thrown for input that is no valid operation. An answer to a client, not a defect: fixed message, no stack trace. */
public final class Json0Refused extends RuntimeException {
    private final Json0Fault fault;

    public Json0Refused(Json0Fault fault) {
        super(fault.reason(), null, false, false);
        this.fault = fault;
    }

    public Json0Fault fault() {
        return fault;
    }
}
