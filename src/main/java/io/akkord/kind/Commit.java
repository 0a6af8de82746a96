package io.akkord.kind;

/**
 * One durable change of an object; version and sequence number in the journal are the same number.
 *
 * @param version 1 for the first commit of an object, then without gaps
 * @param client who submitted it
 * @param seq the client's counter; for clients of the server itself the version
 * @param user the authenticated user behind the client
 * @param source free name of the submitting part; empty for none
 * @param timestamp epoch milliseconds, never before that of the commit it follows; for display only
 * @param hash digest of the submission as first sent
 * @param checksum running digest over this and all earlier commits of the object
 * @param event what changed, of the object's kind
 */
public record Commit<E>(
        long version,
        String client,
        long seq,
        String user,
        String source,
        long timestamp,
        long hash,
        int checksum,
        E event) {
    public Commit<E> withChecksum(int sum) {
        return new Commit<>(version, client, seq, user, source, timestamp, hash, sum, event);
    }
}
