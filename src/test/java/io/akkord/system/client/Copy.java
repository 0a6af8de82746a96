package io.akkord.system.client;

import io.akkord.system.delta.Delta;
import io.akkord.system.delta.Doc;
import io.akkord.system.delta.Ot;

/**
 * A document as one client has it: what the server confirmed, the submission under way, the edits composed behind it, and all of
 * them together, which is what the user sees.
 */
final class Copy {
    private final String type;
    private Doc confirmed;
    private Doc local;
    private Pending inflight;
    private Pending buffer;
    private long version;

    Copy(String type, Delta content, long version) {
        this.type = type;
        this.confirmed = Doc.of(type, content);
        this.local = confirmed.copy();
        this.version = version;
    }

    long version() {
        return version;
    }

    Doc local() {
        return local;
    }

    Pending inflight() {
        return inflight;
    }

    boolean isSettled() {
        return inflight == null && buffer == null;
    }

    long pendingSubmissions() {
        return (inflight == null ? 0 : 1) + (buffer == null ? 0 : 1);
    }

    int bufferedEdits() {
        return buffer == null ? 0 : buffer.edits();
    }

    void edit(Delta op) {
        local.apply(op);
        if (buffer == null) {
            buffer = new Pending(op);
        } else {
            buffer.add(op);
        }
    }

    /** Puts what is buffered in flight under the next number; false where there is nothing or something is in flight. */
    boolean launch(Numbering numbering) {
        if (inflight != null || buffer == null) {
            return false;
        }
        inflight = buffer;
        buffer = null;
        inflight.number(numbering.take(), version);
        return true;
    }

    /** Somebody else's commit of the next version. */
    void commit(long next, Delta op) {
        confirmed.apply(op);
        Delta shown = inflight == null ? op : inflight.pass(op);
        shown = buffer == null ? shown : buffer.pass(shown);
        local.apply(shown);
        version = next;
    }

    /** The submission in flight is the commit of {@code next}. */
    Pending acknowledge(long next) {
        Pending done = inflight;
        confirmed.apply(done.op());
        inflight = null;
        version = next;
        return done;
    }

    /** The copy that goes on from another history: three-way merge of what is pending, which is to be submitted anew. */
    Copy rebased(Delta content, long at) {
        Delta pending = inflight == null ? Delta.NOTHING : inflight.op();
        pending = buffer == null ? pending : Ot.compose(pending, buffer.op());
        Delta theirs = Ot.difference(confirmed.text(), content.text());
        Copy next = new Copy(type, content, at);
        Delta merged = Ot.transform(theirs, pending, true);
        if (!merged.isEmpty()) {
            next.edit(merged);
        }
        return next;
    }
}
