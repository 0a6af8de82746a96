package io.akkord.journal;

/** The storage cannot be used, or not in time; the message tells an operator why. */
public final class StorageException extends RuntimeException {
    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
