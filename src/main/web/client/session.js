// The conversation about one room on whatever socket there is: joining, catching up, submitting one edit at a time, and what to
// do with each refusal. Section 5 of the protocol, seen from the client.

import { Backoff } from './backoff.js';

const RETRY = new Set(['OVERLOADED', 'UNAVAILABLE', 'RATE_LIMITED']); // send the same again later
const RESYNC = new Set(['SEQ_REUSED', 'OUT_OF_ORDER', 'BAD_BASE']); // catch up, then submit under a new number
const TOO_LARGE = 1009;
const ENVELOPE = 1024; // bytes of a message around its operation
const ANSWER_TIMEOUT = 15000;

/**
 * @typedef {object} Host
 * @property {(type: string, payload: object, meta?: object) => void} tell sends a message about the room, if there is a socket
 * @property {(op: object[], event: object) => void} changed the content has changed by other than a local edit
 * @property {() => void} submitting a submission is about to leave, for the first time or again
 * @property {() => void} counted the number of pending edits may have changed
 * @property {(error: object) => void} failed something was refused; the room goes on
 * @property {(reason: string, error?: object) => void} stop the room cannot go on
 */
export class Session {
  #options;
  #replica;
  #presence;
  #timers;
  #host;
  #patience;
  #refusals = 0; // in a row that asked for a new number
  #syncing = false;
  #renumber = false; // what is in flight needs a new number once all commits are here
  #catchUp = null; // {head, seq} of a JOINED or SYNC whose commits up to head have not all arrived
  joined = false;
  type;
  access = undefined;
  limit = 2 ** 20;

  constructor(options, replica, presence, timers, host) {
    this.#options = options;
    this.#replica = replica;
    this.#presence = presence;
    this.#timers = timers;
    this.#host = host;
    this.#patience = new Backoff(options.backoff, options.random);
    this.type = options.draft?.type ?? options.type ?? 'text';
  }

  /** The JOIN message's payload: from the last version on, if there is one. */
  get joinPayload() {
    const { known, version, origin } = this.#replica;
    const { type } = this.#options;
    return { ...(known && { since: version, origin }), ...(type && { type }) };
  }

  /** Takes a message about the room. */
  receive({ type, payload = {}, meta = {} }) {
    if (type === 'JOINED') this.#synced(payload, true);
    else if (!this.joined) return; // left over from before a rejoin
    else if (type === 'SYNC') this.#synced(payload, false);
    else if (type === 'OP') this.#commits(payload.commits ?? []);
    else if (type === 'ACK') this.#acknowledged(meta);
    else if (type === 'PRESENCE') this.#presence.receive(payload, meta.version);
  }

  /** Submits what waits, if it may. */
  flush() {
    if (!this.joined || this.#syncing || this.#catchUp || this.access === 'read') return;
    if (this.#replica.next(this.limit - ENVELOPE)) this.#send();
  }

  /** The socket is gone, closed with `code`: everything not acknowledged is open again. */
  dropped(code) {
    this.joined = this.#syncing = false;
    this.#catchUp = null;
    this.#timers.clear('ack', 'resend', 'join', 'sync', 'presence');
    if (code === TOO_LARGE && this.#replica.inflight) {
      const op = this.#giveUp('refused');
      this.#host.failed({ code: 'TOO_LARGE', message: 'the edit is too large for the server', op });
      this.#host.counted();
    }
  }

  /** Takes an ERROR; `seq` where it is about a submission. */
  refused(error, seq) {
    const { code, retryAfter = 0.5 } = error;
    const delay = retryAfter * 1000 * (1 + this.#options.random() / 4);
    if (seq !== undefined) {
      if (this.#replica.inflight?.seq !== seq) return; // decided meanwhile
      this.#timers.clear('ack');
      if (RETRY.has(code)) this.#timers.after('resend', delay, () => this.#send());
      else if (RESYNC.has(code)) this.#resync();
      else if (code === 'NOT_JOINED') this.#rejoin();
      else this.#lose(error);
    } else if (RETRY.has(code)) {
      if (!this.joined) this.#timers.after('join', delay, () => this.#rejoin());
      else if (this.#syncing) this.#syncIn(delay);
      else this.#presence.show(delay);
    } else if (code === 'NOT_JOINED') {
      if (this.joined) this.#rejoin();
    } else if (!this.joined) {
      this.#host.stop(code, error);
    } else {
      this.#host.failed(error);
    }
  }

  // JOINED and SYNC: a snapshot, or the commits up to `version`; those up to `head` follow as OP.
  #synced({ type, access, origin, version, head = version, snapshot, commits = [], seq = 0, presence }, joined) {
    if (type && type !== 'text' && type !== 'rich-text') {
      this.#host.stop('UNSUPPORTED', { code: 'UNSUPPORTED', message: `a room of type ${type}` });
      return;
    }
    this.type = type ?? this.type;
    this.access = access ?? this.access;
    this.#replica.origin = origin ?? this.#replica.origin;
    this.#timers.clear('join', 'sync');
    this.#syncing = false;
    this.#catchUp = { head, seq };
    this.joined = true;
    const sent = this.#replica.inflight;
    if (snapshot) this.#replaced(snapshot, version, seq);
    this.#commits(commits);
    const open = sent !== null && sent === this.#replica.inflight && sent.seq > seq;
    if (joined && open && !this.#renumber) this.#send();
    if (joined) this.#presence.joined(presence);
    else if (presence) this.#presence.replace(presence);
    this.#settle();
    this.#host.counted();
  }

  #replaced({ content, text }, version, seq) {
    const document = Array.isArray(content) ? content : text ? [{ insert: text }] : [];
    const { change, theirs } = this.#replica.reset(document, version, seq);
    this.#timers.clear('ack', 'resend');
    this.#presence.reset(version, theirs);
    this.#host.changed(change, { cause: 'snapshot', version });
  }

  #commits(commits) {
    for (const commit of commits) {
      const { version, client, user, op } = commit;
      if (version <= this.#replica.version) continue;
      if (version > this.#replica.version + 1) return this.#sync();
      if (this.#replica.isInflight(commit)) {
        this.#confirm(version);
        continue;
      }
      const change = this.#take(version, op);
      if (!change) return;
      this.#presence.committed(version, client, op);
      this.#host.changed(change, { cause: 'remote', version, client, user });
      this.#settle();
    }
    this.#host.counted();
  }

  // A commit that does not fit means that the two sides hold different documents: the server's is right.
  #take(version, op) {
    try {
      return this.#replica.commit(version, op);
    } catch {
      this.#sync(true);
      return null;
    }
  }

  #acknowledged({ version, seq }) {
    if (this.#replica.inflight?.seq !== seq) return; // known already, from the commits
    if (version > this.#replica.version + 1) return this.#sync();
    if (version > this.#replica.version) {
      this.#confirm(version);
    } else {
      // Delivered before in a spelling that was not recognised: take the second copy back and look at the whole.
      this.#giveUp('snapshot');
      this.#replica.seq = seq;
      this.#sync(true);
    }
    this.#host.counted();
  }

  #confirm(version) {
    const { op } = this.#replica.acknowledge(version);
    this.#timers.clear('ack', 'resend');
    this.#patience.reset();
    this.#refusals = 0;
    this.#renumber = false;
    this.#presence.committed(version, this.#replica.client, op);
    this.#settle();
    this.flush();
  }

  // Once everything promised is here: a submission whose number is taken by then gets a new one.
  #settle() {
    if (!this.#catchUp || this.#replica.version < this.#catchUp.head) return;
    const { seq } = this.#catchUp;
    this.#catchUp = null;
    const sent = this.#replica.inflight;
    if (!sent) {
      this.#replica.seq = Math.max(this.#replica.seq, seq);
    } else if (this.#renumber || sent.seq <= seq) {
      this.#replica.renumber(seq);
      this.#send();
    }
    this.#renumber = false;
    this.flush();
  }

  // A resend repeats the first form on its first base: the server transforms it as it would have then.
  #send() {
    this.#timers.clear('ack', 'resend');
    if (!this.#replica.inflight) return;
    const { first, base, seq } = this.#replica.inflight;
    this.#host.submitting();
    this.#host.tell('OP', { op: first }, { version: base, seq });
    this.#timers.after('ack', 2 * ANSWER_TIMEOUT, () => this.#send());
  }

  #sync(snapshot = false) {
    if (this.#syncing) return;
    this.#host.tell('SYNC_REQUEST', { since: this.#replica.version, ...(snapshot && { snapshot }) });
    this.#syncIn(ANSWER_TIMEOUT);
  }

  #syncIn(delay) {
    this.#syncing = true;
    this.#timers.after('sync', delay, () => {
      this.#syncing = false;
      this.#sync();
    });
  }

  // The first time at once; a server that goes on refusing is asked less and less often.
  #resync() {
    this.#renumber = true;
    this.#refusals += 1;
    if (this.#refusals > 1) this.#syncIn(this.#patience.next());
    else this.#sync();
  }

  #rejoin() {
    this.dropped();
    this.#host.tell('JOIN', this.joinPayload);
    this.#timers.after('join', ANSWER_TIMEOUT, () => this.#rejoin());
  }

  #lose(error) {
    const op = this.#giveUp('refused');
    this.#host.failed({ ...error, op });
    this.#sync(true);
    this.#host.counted();
  }

  #giveUp(cause) {
    const { refused, change } = this.#replica.refuse();
    this.#timers.clear('ack', 'resend');
    this.#refusals = 0;
    this.#renumber = false;
    this.#host.changed(change, { cause, version: this.#replica.version });
    return refused.op;
  }
}
