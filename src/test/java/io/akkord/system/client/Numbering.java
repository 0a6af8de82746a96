package io.akkord.system.client;

/**
 * A client's counter in one room. What the server tells of it at JOINED or SYNC counts only when all commits up to the head of that
 * moment have been read: one of them may be the submission in flight.
 */
final class Numbering {
    private static final long NOTHING = -1;

    private final boolean sharedId;
    private long seq;
    private long head = NOTHING;
    private long committed;
    private boolean resyncing;

    /** @param sharedId whether others count under the same client id */
    Numbering(boolean sharedId) {
        this.sharedId = sharedId;
    }

    /** The number for the next submission. */
    long take() {
        return ++seq;
    }

    void startAt(long last) {
        seq = last;
    }

    /** The server's last number of this client, told when the object stood at {@code version}. */
    void told(long last, long version) {
        committed = last;
        head = version;
    }

    /** A number was refused; the submission in flight gets another once a SYNC has told which. */
    void resync() {
        resyncing = true;
    }

    boolean isResyncing() {
        return resyncing;
    }

    /** Nothing told is still to be acted on. */
    boolean isClear() {
        return head == NOTHING;
    }

    void disconnected() {
        head = NOTHING;
        resyncing = false;
    }

    /** Acts on what was told, if it is time to; true if the submission in flight is to be sent again, perhaps under another number. */
    boolean settle(Copy copy, Logbook logbook) {
        if (head == NOTHING || copy.version() < head) {
            return false;
        }
        head = NOTHING;
        Pending mine = copy.inflight();
        if (!sharedId && committed < (mine == null ? seq : mine.seq() - 1)) {
            logbook.violation("the server knows seq " + committed + ", this client " + seq);
        }
        if (mine == null) {
            seq = Math.max(seq, committed);
        } else if (committed >= mine.seq() || resyncing) {
            seq = committed + 1;
            mine.number(seq, copy.version());
            logbook.sent(seq, mine.base(), mine.first());
        }
        resyncing = false;
        return mine != null;
    }
}
