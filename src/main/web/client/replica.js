// The document as one client sees it. Pure: no socket, no clock.
//
//   confirmed ──inflight──▶ · ──buffer──▶ content
//   (the server's document     (sent, not      (made meanwhile,
//    at `version`)              acknowledged)   one composed operation)
//
// confirmed, inflight and buffer composed always give content. A remote commit is transformed over inflight and buffer, and
// they over it, one commit at a time.

import { equal } from './attributes.js';
import { diff } from './diff.js';
import { apply, compose, invert, transform } from './ot.js';
import { split } from './split.js';

export class Replica {
  /** Set once the server's document has been seen. */
  known = false;
  version = 0;
  origin = undefined;
  /** This client's last committed seq. */
  seq = 0;
  confirmed = [];
  content = [];
  /** `{seq, base, first, op, edits}`: `first` on `base` is what was sent, `op` the same edit on `confirmed`. */
  inflight = null;
  /** `{op, edits}` on top of inflight. */
  buffer = null;

  constructor(client) {
    this.client = client;
  }

  /** How many local edits the server has not acknowledged. */
  get pending() {
    return (this.inflight?.edits ?? 0) + (this.buffer?.edits ?? 0);
  }

  /** The unacknowledged edits as operations, from `confirmed` on. */
  get unacknowledged() {
    return [this.inflight, this.buffer].filter(Boolean).map((part) => part.op);
  }

  /** Takes a local edit of `content`. */
  edit(op) {
    this.content = apply(this.content, op);
    const made = this.buffer ? compose(this.buffer.op, op) : op;
    this.buffer = made.length > 0 ? { op: made, edits: (this.buffer?.edits ?? 0) + 1 } : null;
  }

  /** Moves the buffer in flight, cut to `limit` bytes; null if something is in flight already or nothing waits. */
  next(limit) {
    if (this.inflight || !this.buffer) return null;
    const { op, edits } = this.buffer;
    const [head, tail] = split(op, limit);
    this.buffer = tail && { op: tail, edits };
    this.inflight = { seq: this.seq + 1, base: this.version, first: head, op: head, edits: tail ? 0 : edits };
    return this.inflight;
  }

  /** The same edit as a new submission after `seq`: on the current version, in its current form. */
  renumber(seq) {
    this.seq = seq;
    this.inflight = { ...this.inflight, seq: seq + 1, base: this.version, first: this.inflight.op };
  }

  /** Whether this commit is the submission in flight. Equal numbers are not enough: an earlier life may have used the seq. */
  isInflight(commit) {
    const sent = this.inflight;
    return sent !== null && commit.client === this.client && commit.seq === sent.seq && equal(commit.op, sent.op);
  }

  /** The submission in flight became `version`. Returns it. */
  acknowledge(version) {
    const done = this.inflight;
    this.confirmed = apply(this.confirmed, done.op);
    this.inflight = null;
    this.seq = done.seq;
    this.version = version;
    return done;
  }

  /** Takes the next version, made elsewhere. Returns what it does to `content`. */
  commit(version, committed) {
    const confirmed = apply(this.confirmed, committed);
    let op = committed;
    for (const part of [this.inflight, this.buffer]) {
      if (!part) continue;
      const mine = part.op;
      part.op = transform(op, mine, true);
      op = transform(mine, op, false);
    }
    if (this.buffer?.op.length === 0) this.buffer = null; // others did the same: nothing is left to say
    this.content = apply(this.content, op);
    this.confirmed = confirmed;
    this.version = version;
    return op;
  }

  /** Gives up the submission in flight. Returns `{refused, change}`: the lost edit, and what its loss does to `content`. */
  refuse() {
    const refused = this.inflight;
    let change = invert(refused.op, this.confirmed);
    this.inflight = null;
    if (this.buffer) {
      const mine = this.buffer.op;
      const rest = transform(change, mine, true);
      this.buffer = rest.length > 0 ? { op: rest, edits: this.buffer.edits } : null;
      change = transform(mine, change, false);
    }
    this.content = apply(this.content, change);
    return { refused, change };
  }

  /**
   * Starts anew from a snapshot and merges the edits that are not in it three-way: what both sides did to the last acknowledged
   * text. Returns `{change, theirs}`: what happens to `content`, and what became of the acknowledged text.
   */
  reset(snapshot, version, seq) {
    const contained = this.inflight !== null && this.inflight.seq <= seq;
    const done = contained ? this.inflight.op : [];
    const waiting = [contained ? null : this.inflight, this.buffer].filter(Boolean);
    const edits = waiting.reduce((sum, part) => sum + part.edits, 0);
    const mine = waiting.reduce((op, part) => compose(op, part.op), []);
    const theirs = diff(apply(this.confirmed, done), snapshot);
    const change = transform(mine, theirs, false);
    const rest = transform(theirs, mine, true);
    this.confirmed = snapshot;
    this.content = apply(snapshot, rest);
    this.inflight = null;
    this.buffer = rest.length > 0 ? { op: rest, edits } : null;
    this.version = version;
    this.seq = seq;
    this.known = true;
    return { change, theirs: compose(done, theirs) };
  }
}
