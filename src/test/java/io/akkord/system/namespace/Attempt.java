package io.akkord.system.namespace;

/**
 * One attempt to put a value over the version of a key that its writer had read.
 *
 * @param expected that version; 0 where the key was not there
 * @param value of which there is no other
 * @param began in nanoseconds
 * @param ended when the answer was there
 * @param status of the answer; {@link #UNKNOWN} where the connection broke
 * @param version it became, where it is known
 */
public record Attempt(String key, long expected, String value, long began, long ended, int status, long version) {
    public static final int UNKNOWN = 0;

    public boolean isDone() {
        return status == 200 || status == 201 || status == 204;
    }
}
