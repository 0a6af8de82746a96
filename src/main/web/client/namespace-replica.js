// A namespace as one client sees it. Pure: no socket, no clock. `store` is what the server has committed; what waits stands beside it.

import { equal } from './attributes.js';
import { effectsOf, matcher, mergePatch, touches } from './namespace-changes.js';

const RESOLUTION = 'CONFLICT_RESOLUTION';

/**
 * @typedef {object} Submission
 * @property {string} type of the message
 * @property {object[]} changes
 * @property {string} [strategy]
 * @property {string} [source]
 * @property {number} seen the version its author had before the eyes
 * @property {number} [base] what was sent as its base; a resend repeats it
 * @property {number} [seq]
 */
export class NamespaceReplica {
  /** Set once the server's state has been seen. */
  known = false;
  version = 0;
  origin = undefined;
  /** This client's last committed seq. */
  seq = 0;
  /** Values by key, as far as `patterns` say. */
  store = new Map();
  mfes = new Map();
  meta = {};
  /** What the store was cut to; undefined for everything. */
  patterns = undefined;
  /** @type {Submission | null} */
  inflight = null;
  /** @type {Submission[]} */
  queue = [];
  #covers = () => true;
  #floor = 0; // the least base the server takes: this client's own last commit
  #byOthers = new Map(); // key → version in which somebody else changed it last, of those seen

  constructor(client) {
    this.client = client;
  }

  get pending() {
    return this.queue.length + (this.inflight ? 1 : 0);
  }

  /** The changes the server has not acknowledged, in order. */
  get unacknowledged() {
    return [this.inflight, ...this.queue].filter(Boolean).flatMap(({ changes }) => changes);
  }

  /** Starts anew from a snapshot, cut to `patterns`. */
  reset({ store = {}, mfes = {}, meta = {} }, version, patterns) {
    const next = new Map(Object.entries(store));
    const guarded = this.inflight?.strategy === 'reject' ? this.inflight.changes : []; // with it came nobody else's change
    const mine = new Map(effectsOf(guarded).map(({ key, value }) => [key, value]));
    const covers = matcher(patterns);
    if (this.known && version >= this.version) {
      for (const key of new Set([...this.store.keys(), ...next.keys()])) {
        const inBoth = this.#covers(key) && covers(key);
        const own = mine.has(key) && equal(mine.get(key), next.get(key));
        if (inBoth && !own && !equal(this.store.get(key), next.get(key))) this.#byOthers.set(key, version);
      }
    }
    for (const { key } of this.unacknowledged) {
      if (key !== undefined && covers(key) && !this.#covers(key)) this.#byOthers.set(key, version); // nobody was looking
    }
    if (version < this.version) this.#byOthers.clear(); // another history
    this.store = next;
    this.mfes = new Map(Object.entries(mfes));
    this.meta = meta;
    this.version = version;
    this.patterns = patterns;
    this.#covers = covers;
    this.known = true;
  }

  /** Takes a commit of somebody, or of this client. Returns what it did here: effects with the values before. */
  commit({ version, changes, client, timestamp, source }, own) {
    const done = [];
    for (const effect of changes) {
      const map = effect.key === undefined ? this.mfes : this.store;
      const name = effect.key ?? effect.mfe;
      if (map === this.store && !own) this.#byOthers.set(name, version);
      if (map === this.store && !this.#covers(name)) continue;
      done.push(map.has(name) ? { ...effect, previousValue: map.get(name) } : effect);
      if (effect.deleted || effect.transient) map.delete(name);
      else map.set(name, effect.value);
    }
    if (client === this.client) this.#floor = Math.max(this.#floor, version);
    this.version = Math.max(this.version, version);
    this.meta = { ...this.meta, lastUpdate: timestamp, source };
    return done;
  }

  submit(submission) {
    this.queue.push(submission);
  }

  /** Whether a commit is what is in flight. Equal numbers are not enough: an earlier life may have used the seq. */
  isInflight({ client, seq, changes }) {
    return this.inflight !== null && client === this.client && seq === this.inflight.seq && changes.every((effect) => this.#explains(effect));
  }

  /** Whether what is in flight may have met a conflict about these keys. */
  mayConflict(conflicts) {
    return conflicts.every(({ key }) => this.inflight.changes.some((change) => touches(change, key)));
  }

  #explains({ key, value }) {
    const mine = this.inflight.changes.filter((change) => (key === undefined ? change.mfe !== undefined : touches(change, key)));
    const { op, value: set } = mine.at(-1) ?? {};
    if (op === 'set') return equal(value, set);
    return op === 'delete' ? value === undefined : op !== undefined;
  }

  /**
   * Moves the next submission in flight, if nothing is. Returns `{conflict}` instead where it must not overwrite what others did
   * meanwhile but can no longer be sent on the version its author had seen.
   */
  next() {
    if (this.inflight || this.queue.length === 0) return {};
    const submission = this.queue.shift();
    const base = Math.max(submission.seen, this.#floor);
    const conflicts = base > submission.seen ? this.#conflicts(submission) : [];
    if (conflicts.length > 0) return { conflict: { submission, conflicts, version: this.version } };
    this.inflight = { ...submission, base, seq: this.seq + 1 };
    return { sent: this.inflight };
  }

  /** What was in flight is committed as `version`. */
  acknowledge(version) {
    const done = this.inflight;
    this.seq = done.seq;
    this.#floor = Math.max(this.#floor, version);
    this.inflight = null;
    return done;
  }

  /** What was in flight is not going to be committed. */
  refuse() {
    const refused = this.inflight;
    this.inflight = null;
    return refused;
  }

  /** What was in flight has to be sent anew after `seq`, on the present version. */
  renumber(seq) {
    this.seq = seq;
    this.#floor = this.version;
    if (this.inflight) this.queue.unshift(this.refuse());
    for (const submission of this.queue) submission.seen = Math.min(submission.seen, this.version);
  }

  #conflicts({ type, strategy, changes, seen }) {
    const guarded = type === RESOLUTION || strategy === 'reject';
    const careful = guarded ? changes : strategy === 'merge' ? changes.filter(({ op }) => op === 'patch') : [];
    const found = [];
    for (const change of careful) {
      const unseen = change.key !== undefined && !this.#covers(change.key);
      if (unseen) found.push({ key: change.key, local: this.#local(change, change.key), remote: null, unseen });
    }
    for (const [key, version] of this.#byOthers) {
      if (!this.#covers(key)) continue;
      const touching = version > seen ? careful.filter((change) => touches(change, key)) : [];
      if (touching.length > 0) found.push({ key, local: this.#local(touching.at(-1), key), remote: this.store.get(key) ?? null });
    }
    return found;
  }

  // What a change would make of a key; null where that cannot be said here.
  #local({ op, value }, key) {
    if (op === 'set') return value;
    return op === 'merge' ? mergePatch(this.store.get(key), value) : null;
  }

  /** The effects of the submission in flight, where its ACK brings none. */
  get plainEffects() {
    return effectsOf(this.inflight.changes);
  }
}
