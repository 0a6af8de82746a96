// The conversation about one namespace on whatever socket there is: joining a part of it, catching up, and submitting one list of
// changes at a time. Section 5 of the protocol, seen from the client.

import { Asking } from './asking.js';

const TOO_LARGE = 1009;
const encoder = new TextEncoder();
const tooLarge = { code: 'TOO_LARGE', message: 'the changes are too large for the server' };

/**
 * @typedef {object} Host
 * @property {(type: string, payload: object, meta?: object) => void} tell sends a message about the namespace
 * @property {(event: object) => void} changed the store has changed
 * @property {(conflict: object) => void} conflicted a submission was not committed because others changed the same
 * @property {() => void} counted the number of pending submissions may have changed
 * @property {(error: object) => void} failed something was refused; the namespace goes on
 * @property {(reason: string, error?: object) => void} stop the namespace cannot go on
 */
export class NamespaceSession {
  #replica;
  #host;
  #asking;
  #catchUp = null; // {head, seq} of a JOINED or SYNC whose commits up to head have not all arrived
  #wanted; // patterns to be followed
  #asked; // those of the last JOIN
  joined = false;
  access = undefined;
  limit = 2 ** 20;

  constructor(options, replica, timers, host) {
    this.#replica = replica;
    this.#host = host;
    this.#wanted = options.patterns;
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
      calm: () => {},
      dropped: () => this.dropped(),
    });
  }

  get pending() {
    return this.#replica.pending;
  }

  /** The patterns that are followed, or will be with the next answer. */
  get patterns() {
    return this.#wanted;
  }

  /** What a JOIN that leaves now says: from the last version on, if that was of the same part. */
  joinPayload() {
    const { known, version, origin, patterns } = this.#replica;
    this.#asked = this.#wanted;
    return {
      ...(known && patterns === this.#asked && { since: version, origin }),
      ...(this.#asked && { patterns: this.#asked }),
    };
  }

  /** Follows another part. While a JOIN is awaited that comes first. */
  follow(patterns) {
    this.#wanted = patterns;
    if (this.joined) this.#asking.rejoin();
  }

  /** Takes a message about the namespace. */
  receive({ type, payload = {}, meta = {} }) {
    if (type === 'JOINED') this.#synced(payload, true);
    else if (!this.joined) return; // left over from before a rejoin
    else if (type === 'SYNC') this.#synced(payload, false);
    else if (type === 'STATE_PATCH') this.#patched(payload.commits ?? [], meta);
    else if (type === 'ACK') this.#acknowledged(payload, meta);
    else if (type === 'CONFLICT_DETECTED') this.#conflicted(payload.conflicts ?? [], meta);
  }

  /** Takes an ERROR; `seq` where it is about a submission. */
  refused(error, seq) {
    this.#asking.refused(error, seq);
  }

  /** The socket is gone, closed with `code`: everything not acknowledged is open again. */
  dropped(code) {
    this.joined = false;
    this.#catchUp = null;
    this.#asking.dropped();
    if (code === TOO_LARGE && this.#replica.inflight) this.#lose(tooLarge);
  }

  stopped() {}

  /** Submits what waits, if it may. */
  flush() {
    while (this.joined && !this.#asking.syncing && !this.#catchUp && this.access !== 'read') {
      const { conflict, sent } = this.#replica.next();
      if (conflict) {
        this.#host.conflicted(conflict);
      } else if (sent && encoder.encode(JSON.stringify(this.#message(sent))).length > this.limit) {
        this.#host.failed({ ...tooLarge, changes: this.#replica.refuse().changes });
      } else {
        if (sent) this.#send();
        return;
      }
      this.#host.counted();
    }
  }

  // JOINED and SYNC: a snapshot, or the commits up to `version`; those up to `head` follow as STATE_PATCH.
  #synced({ kind, access, origin, version, head = version, snapshot, commits = [], seq = 0 }, joined) {
    if (kind && kind !== 'namespace') {
      this.#host.stop('UNSUPPORTED', { code: 'UNSUPPORTED', message: `a ${kind}` });
      return;
    }
    this.access = access ?? this.access;
    this.#replica.origin = origin ?? this.#replica.origin;
    this.#asking.answered();
    this.joined = true;
    if (joined && this.#asked !== this.#wanted) {
      this.#asking.rejoin();
      return;
    }
    this.#catchUp = { head, seq };
    if (snapshot) {
      this.#replica.reset(snapshot, version, this.#asked);
      this.#host.changed({ cause: 'snapshot', version });
    }
    this.#commits(commits);
    this.#replica.version = Math.max(this.#replica.version, version);
    if (joined && this.#replica.inflight && !this.#asking.renumbers) this.#send();
    this.#settle();
    this.#host.counted();
  }

  #patched(commits, { after, version }) {
    if (after > this.#replica.version) return this.#asking.sync();
    this.#commits(commits);
    this.#replica.version = Math.max(this.#replica.version, version);
    this.#settle();
    this.#host.counted();
  }

  #commits(commits) {
    for (const commit of commits) {
      if (commit.version <= this.#replica.version) continue;
      const own = this.#replica.isInflight(commit);
      if (own) this.#confirm(commit.version);
      this.#take(commit, own || commit.client === this.#replica.client);
    }
  }

  #take(commit, own) {
    const changes = this.#replica.commit(commit, own);
    this.#host.changed({ ...commit, cause: own ? 'own' : 'remote', changes });
  }

  #acknowledged({ duplicate, changes }, { version, seq, timestamp }) {
    const { inflight, client, patterns } = this.#replica;
    if (inflight?.seq !== seq) return; // known already, from the commits
    const gap = version > this.#replica.version + (duplicate ? 0 : 1);
    if (gap && !patterns) return this.#asking.sync();
    const fresh = !duplicate && version > this.#replica.version;
    const effects = changes ?? this.#replica.plainEffects;
    this.#confirm(version);
    if (fresh) this.#take({ version, client, seq, timestamp, source: inflight.source ?? '', changes: effects }, true);
    this.#settle();
    this.#host.counted();
  }

  #conflicted(conflicts, { version, seq }) {
    if (this.#replica.inflight?.seq !== seq || !this.#replica.mayConflict(conflicts)) return; // of one before that was sent twice
    this.#asking.decided(false);
    this.#host.conflicted({ submission: this.#replica.refuse(), conflicts, version });
    this.flush();
    this.#host.counted();
  }

  #confirm(version) {
    this.#replica.acknowledge(version);
    this.#asking.decided(true);
  }

  #lose(error) {
    const { changes } = this.#replica.refuse();
    this.#asking.decided(false);
    this.#host.failed({ ...error, changes });
    this.flush();
    this.#host.counted();
  }

  // Once everything promised is here, what waits may go on.
  #settle() {
    if (this.#catchUp && this.#replica.version < this.#catchUp.head) return;
    if (this.#catchUp) {
      const { seq } = this.#catchUp;
      this.#catchUp = null;
      if (this.#asking.renumbers) this.#replica.renumber(seq);
      else if (!this.#replica.inflight) this.#replica.seq = seq;
      this.#asking.renumbered();
    }
    this.flush();
  }

  #message({ type, changes, strategy, source, base, seq }) {
    return [
      type,
      { changes, ...(source && { source }) },
      { version: base, seq, ...(strategy && type === 'STATE_PATCH' && { strategy }) },
    ];
  }

  // A resend repeats everything as it was: the server recognises it.
  #send() {
    if (!this.#replica.inflight) return;
    this.#host.tell(...this.#message(this.#replica.inflight));
    this.#asking.sent();
  }
}
