// The server's side of section 5 of the protocol for one namespace, in memory and small: sets and deletions, cut to patterns.

import { effectsOf, matcher } from '/client/namespace-changes.js';

export class ModelNamespace {
  store = new Map();
  commits = []; // commits[i] is version i + 1
  origin = 'first';
  #clients = new Map(); // client → {seq, version, content}
  #sessions = new Set();
  /** Asked before each submission: an error code to refuse it with, or nothing. */
  trouble = () => undefined;
  /** How many versions one JOINED or SYNC reaches. */
  cut = Infinity;
  /** How many of the last commits are kept for those who return. */
  keep = Infinity;

  get version() {
    return this.commits.length;
  }

  open(send) {
    const session = { send, client: null, object: null, sent: 0, covers: () => true };
    this.#sessions.add(session);
    return session;
  }

  close(session) {
    this.#sessions.delete(session);
  }

  receive(session, frame) {
    const parsed = JSON.parse(frame);
    for (const message of Array.isArray(parsed) ? parsed : [parsed]) this.#message(session, message);
  }

  #message(session, { type, object, payload, meta }) {
    const answer = (kind, body, head) => session.send({ type: kind, object, payload: body, meta: head });
    if (type === 'HELLO') {
      session.client = payload.client;
      session.send({ type: 'WELCOME', payload: { client: payload.client, session: 's', protocol: 1, limits: { message: 2 ** 20 } } });
    } else if (type === 'PING') {
      session.send({ type: 'PONG', payload });
    } else if (type === 'JOIN') {
      session.object = object;
      session.covers = matcher(payload.patterns);
      this.#catchUp(session, 'JOINED', payload);
    } else if (type === 'SYNC_REQUEST') {
      this.#catchUp(session, 'SYNC', payload);
    } else if (type === 'STATE_PATCH' || type === 'CONFLICT_RESOLUTION') {
      this.#submission(session, type, payload.changes, meta, answer);
    }
  }

  #submission(session, type, changes, { version: base, seq, strategy }, answer) {
    const content = JSON.stringify([changes, base, strategy, type]);
    const known = this.#clients.get(session.client) ?? { seq: 0, version: 0 };
    const code = this.#refusal(session, known, content, base, seq);
    if (code) {
      answer('ERROR', { code, message: code, retryAfter: 0.1 }, { seq });
      return;
    }
    if (seq === known.seq) {
      answer('ACK', { duplicate: true }, { version: known.version, seq });
      return;
    }
    const keys = new Set(changes.map(({ key }) => key));
    const later = this.commits.slice(base).filter(({ client }) => client !== session.client);
    const touched = new Set(later.flatMap((commit) => commit.changes.map(({ key }) => key)).filter((key) => keys.has(key)));
    if ((strategy === 'reject' || type === 'CONFLICT_RESOLUTION') && touched.size > 0) {
      const local = new Map(effectsOf(changes).map(({ key, value }) => [key, value ?? null]));
      const conflicts = [...touched].map((key) => ({ key, local: local.get(key), remote: this.store.get(key) ?? null }));
      answer('CONFLICT_DETECTED', { conflicts }, { version: this.version, seq });
      return;
    }
    this.#clients.set(session.client, { seq, version: this.version + 1, content });
    this.#store({ client: session.client, seq, changes: effectsOf(changes) }, session);
  }

  #refusal(session, known, content, base, seq) {
    const trouble = this.trouble(session);
    if (trouble) return trouble;
    if (seq === known.seq) return known.content === content ? undefined : 'SEQ_REUSED';
    if (seq < known.seq) return 'SEQ_REUSED';
    if (seq !== known.seq + 1) return 'OUT_OF_ORDER';
    return base > this.version || base < known.version || base < this.version - this.keep ? 'BAD_BASE' : undefined;
  }

  #store({ client, seq, changes }, author) {
    const version = this.version + 1;
    this.commits.push({ version, changes, client, seq, user: client, source: '', timestamp: '2026-01-01T00:00:00Z' });
    for (const { key, value, deleted } of changes) {
      if (deleted) this.store.delete(key);
      else this.store.set(key, value);
    }
    for (const session of this.#sessions) if (session.object) this.#deliver(session, session === author ? seq : undefined);
  }

  /** What a session lacks; nothing where nothing of its part has changed. `own` is the seq of the last commit, if it is its own. */
  #deliver(session, own) {
    const { object, sent } = session;
    const commits = this.#cut(session, this.commits.slice(sent, own === undefined ? undefined : -1));
    const reached = own === undefined ? this.version : this.version - 1;
    if (commits.length > 0) session.send({ type: 'STATE_PATCH', object, payload: { commits }, meta: { after: sent, version: reached } });
    if (own !== undefined) session.send({ type: 'ACK', object, payload: {}, meta: { version: this.version, seq: own } });
    if (commits.length > 0 || own !== undefined) session.sent = this.version;
  }

  #cut({ covers }, commits) {
    const parts = commits.map((commit) => ({ ...commit, changes: commit.changes.filter(({ key }) => covers(key)) }));
    return parts.filter(({ changes }) => changes.length > 0);
  }

  #catchUp(session, type, { since, origin, snapshot }) {
    const foreign = origin !== undefined && origin !== this.origin;
    const reset = since !== undefined && (foreign || since > this.version || since < this.version - this.keep);
    const whole = since === undefined || reset || snapshot === true;
    const from = whole ? this.version : since;
    const version = Math.max(Math.min(from + this.cut, this.version), type === 'SYNC' ? session.sent : 0);
    const store = Object.fromEntries([...this.store].filter(([key]) => session.covers(key)));
    session.send({
      type,
      object: session.object,
      payload: {
        kind: 'namespace', type: '', access: 'admin', origin: this.origin, version, head: this.version,
        ...(whole ? { snapshot: { store, mfes: {}, meta: {} } } : { commits: this.#cut(session, this.commits.slice(from, version)) }),
        ...(reset && { reset: true }),
        seq: this.#clients.get(session.client)?.seq ?? 0,
      },
    });
    session.sent = version;
    if (version < this.version) {
      const commits = this.#cut(session, this.commits.slice(version));
      session.send({ type: 'STATE_PATCH', object: session.object, payload: { commits }, meta: { after: version, version: this.version } });
      session.sent = this.version;
    }
  }
}
