// The conversation about one room on whatever socket there is: joining, catching up, and submitting one edit at a time. Section 5 of
// the protocol, seen from the client.

import { Asking } from './asking.js';

const TOO_LARGE = 1009;
const ENVELOPE = 1024; // bytes of a message around its operation

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
  #asking;
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
    const session = this;
    this.#asking = new Asking(options, timers, {
      get joined() { return session.joined; },
      get inflight() { return replica.inflight; },
      get version() { return replica.version; },
      tell: host.tell,
      failed: host.failed,
      stop: host.stop,
      joinPayload: () => this.joinPayload(),
      send: () => this.#send(),
      lose: (error) => this.#lose(error),
      calm: (delay) => presence.show(delay),
      dropped: () => this.dropped(),
    });
    this.type = options.draft?.type ?? options.type ?? 'text';
  }

  /** The JOIN message's payload: from the last version on, if there is one. */
  joinPayload() {
    const { known, version, origin } = this.#replica;
    const { type } = this.#options;
    return { ...(known && { since: version, origin }), ...(type && { type }) };
  }

  get pending() {
    return this.#replica.pending;
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
    if (!this.joined || this.#asking.syncing || this.#catchUp || this.access === 'read') return;
    if (this.#replica.next(this.limit - ENVELOPE)) this.#send();
  }

  /** The socket is gone, closed with `code`: everything not acknowledged is open again. */
  dropped(code) {
    this.joined = false;
    this.#catchUp = null;
    this.#asking.dropped();
    this.#timers.clear('presence');
    if (code === TOO_LARGE && this.#replica.inflight) {
      const op = this.#giveUp('refused');
      this.#host.failed({ code: 'TOO_LARGE', message: 'the edit is too large for the server', op });
      this.#host.counted();
    }
  }

  /** Nobody is here any more, for all that is known. */
  stopped() {
    this.#presence.clear();
  }

  /** Takes an ERROR; `seq` where it is about a submission. */
  refused(error, seq) {
    this.#asking.refused(error, seq);
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
    this.#asking.answered();
    this.#catchUp = { head, seq };
    this.joined = true;
    const sent = this.#replica.inflight;
    if (snapshot) this.#replaced(snapshot, version, seq);
    this.#commits(commits);
    const open = sent !== null && sent === this.#replica.inflight && sent.seq > seq;
    if (joined && open && !this.#asking.renumbers) this.#send();
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
      if (version > this.#replica.version + 1) return this.#asking.sync();
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
      this.#asking.sync(true);
      return null;
    }
  }

  #acknowledged({ version, seq }) {
    if (this.#replica.inflight?.seq !== seq) return; // known already, from the commits
    if (version > this.#replica.version + 1) return this.#asking.sync();
    if (version > this.#replica.version) {
      this.#confirm(version);
    } else {
      // Delivered before in a spelling that was not recognised: take the second copy back and look at the whole.
      this.#giveUp('snapshot');
      this.#replica.seq = seq;
      this.#asking.sync(true);
    }
    this.#host.counted();
  }

  #confirm(version) {
    const { op } = this.#replica.acknowledge(version);
    this.#asking.decided(true);
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
    } else if (this.#asking.renumbers || sent.seq <= seq) {
      this.#replica.renumber(seq);
      this.#send();
    }
    this.#asking.renumbered();
    this.flush();
  }

  // A resend repeats the first form on its first base: the server transforms it as it would have then.
  #send() {
    if (!this.#replica.inflight) return;
    const { first, base, seq } = this.#replica.inflight;
    this.#host.submitting();
    this.#host.tell('OP', { op: first }, { version: base, seq });
    this.#asking.sent();
  }

  #lose(error) {
    const op = this.#giveUp('refused');
    this.#host.failed({ ...error, op });
    this.#asking.sync(true);
    this.#host.counted();
  }

  #giveUp(cause) {
    const { refused, change } = this.#replica.refuse();
    this.#asking.decided(false);
    this.#host.changed(change, { cause, version: this.#replica.version });
    return refused.op;
  }
}
