package io.akkord.migration;

/** A stored namespace cannot be brought to the schema that is configured. The message names the step, never a value. */
public final class MigrationFailedException extends RuntimeException {
    public MigrationFailedException(String message) {
        super(message);
    }

    public MigrationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
