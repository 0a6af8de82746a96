package io.akkord.journal;

/** Stored or received bytes that are not what their type name says. A fault, never a client's error. */
public final class CorruptBytesException extends RuntimeException {
    public CorruptBytesException(String message) {
        super(message);
    }
}
