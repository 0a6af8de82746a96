package io.akkord.system.client;

import io.akkord.system.delta.Delta;
import io.akkord.system.delta.Ot;

/** An edit that is not acknowledged: transformed over everything that comes, while a resend repeats it as first sent. */
final class Pending {
    private Delta op;
    private int edits = 1;
    private Delta first = Delta.NOTHING;
    private long base;
    private long seq;

    Pending(Delta op) {
        this.op = op;
    }

    Delta op() {
        return op;
    }

    int edits() {
        return edits;
    }

    long seq() {
        return seq;
    }

    long base() {
        return base;
    }

    Delta first() {
        return first;
    }

    void add(Delta edit) {
        op = Ot.compose(op, edit);
        edits++;
    }

    /** Fixes the message that all resends repeat. */
    void number(long number, long version) {
        seq = number;
        base = version;
        first = op;
    }

    /** Moves this edit behind a commit and returns the commit as it acts after this edit. */
    Delta pass(Delta commit) {
        Delta mine = op;
        op = Ot.transform(commit, mine, true);
        return Ot.transform(mine, commit, false);
    }
}
