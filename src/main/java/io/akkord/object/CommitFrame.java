package io.akkord.object;

import io.akkord.kind.Encoded;

/**
 * One commit on its way to sessions: encoded once for all of them.
 *
 * @param version of the commit
 * @param client who submitted it
 * @param seq under which
 * @param timestamp epoch milliseconds
 * @param hash digest of the submission as first sent
 * @param deletes whether the object is deleted by it
 * @param encoded the commit as the kind's commit encoder wrote it
 */
public record CommitFrame(
        long version, String client, long seq, long timestamp, long hash, boolean deletes, Encoded encoded) {
    /** The whole commit. */
    public byte[] bytes() {
        return encoded.bytes();
    }
}
