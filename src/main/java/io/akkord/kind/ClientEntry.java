package io.akkord.kind;

/**
 * What an object remembers of a client's last commit, to answer a resend.
 *
 * @param user whom the client id belongs to
 * @param seq the client's highest committed seq
 * @param version the version it got
 * @param timestamp of that commit, epoch milliseconds
 * @param hash digest of the submission
 */
public record ClientEntry(String user, long seq, long version, long timestamp, long hash) {}
