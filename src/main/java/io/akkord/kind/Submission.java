package io.akkord.kind;

/**
 * What somebody asks an object to do, once.
 *
 * @param client who submits, stable across reconnects
 * @param seq the client's counter, from 1; {@link #UNNUMBERED} for writes that are not deduplicated
 * @param base the version the submitter had seen; {@link #HEAD} to act on whatever is current
 * @param user the authenticated user behind the client
 * @param source free name of the part of a page that submits; empty for none
 * @param hash digest of the message as first sent, to tell a resend from a reused seq
 * @param command what to do, of the object's kind
 */
public record Submission<C>(String client, long seq, long base, String user, String source, long hash, C command) {
    public static final long UNNUMBERED = 0;
    public static final long HEAD = -1;

    public <D> Submission<D> with(D other) {
        return new Submission<>(client, seq, base, user, source, hash, other);
    }
}
