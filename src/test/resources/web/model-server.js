// The server's side of section 5 of the protocol for one room, in memory and small: what the random plays run against.

import { apply, compose, textOf, transform } from '/client/ot.js';
import { faultIn } from '/client/validate.js';

export class ModelServer {
  document = [];
  commits = []; // commits[i] is version i + 1
  origin = 'first';
  #clients = new Map(); // client → {seq, version, content}
  #sessions = new Set();
  /** Asked before each submission: an error code to refuse it with, or nothing. */
  trouble = () => undefined;
  /** How many commits one JOINED or SYNC carries. */
  cut = Infinity;
  /** How many of the last commits are kept for those who return. */
  keep = Infinity;

  get version() {
    return this.commits.length;
  }

  get text() {
    return textOf(this.document);
  }

  /** A new session; `send` takes each message for the client. */
  open(send) {
    const session = { send, client: null, object: null, sent: 0 };
    this.#sessions.add(session);
    return session;
  }

  close(session) {
    this.#sessions.delete(session);
    if (session.object) this.#others(session, this.#presence(session, null));
  }

  receive(session, frame) {
    const parsed = JSON.parse(frame);
    for (const message of Array.isArray(parsed) ? parsed : [parsed]) this.#message(session, message);
  }

  /** A commit by somebody else, on the present document. */
  commit(op, client = '_http') {
    const seq = this.version + 1;
    this.#store({ client, seq, op });
  }

  #message(session, { type, object, payload, meta }) {
    const answer = (kind, body, head) => session.send({ type: kind, object, payload: body, meta: head });
    if (type === 'HELLO') {
      session.client = payload.client;
      session.send({ type: 'WELCOME', payload: { client: payload.client, session: 's', protocol: 1, limits: { message: 2 ** 20 } } });
    } else if (type === 'PING') {
      session.send({ type: 'PONG', payload });
    } else if (type === 'JOIN') {
      for (const other of [...this.#sessions]) {
        if (other !== session && other.client === session.client && other.object) {
          other.object = null;
          other.send({ type: 'LEFT', object, payload: { reason: 'superseded' } });
        }
      }
      session.object = object;
      this.#catchUp(session, 'JOINED', payload);
    } else if (!session.object) {
      answer('ERROR', { code: 'NOT_JOINED', message: 'join first' }, meta && { seq: meta.seq });
    } else if (type === 'SYNC_REQUEST') {
      this.#catchUp(session, 'SYNC', payload);
    } else if (type === 'PRESENCE') {
      session.presence = payload.data;
      this.#others(session, this.#presence(session, payload.data, meta?.version));
    } else if (type === 'OP') {
      this.#submission(session, payload.op, meta, answer);
    }
  }

  #submission(session, op, { version: base, seq }, answer) {
    const code = this.#refusal(session, op, base, seq);
    if (code) {
      answer('ERROR', { code, message: code, retryAfter: 0.1 }, { seq });
      return;
    }
    const known = this.#clients.get(session.client);
    if (known && seq <= known.seq) {
      answer('ACK', { duplicate: true }, { version: known.version, seq });
      return;
    }
    let moved = op;
    for (const commit of this.commits.slice(base)) moved = transform(commit.op, moved, true);
    this.#clients.set(session.client, { seq, version: this.version + 1, content: JSON.stringify([op, base]) });
    this.#store({ client: session.client, seq, op: moved }, session);
  }

  #refusal(session, op, base, seq) {
    const known = this.#clients.get(session.client) ?? { seq: 0, version: 0 };
    const trouble = this.trouble(session);
    if (trouble) return trouble;
    if (seq === known.seq) return known.content === JSON.stringify([op, base]) ? undefined : 'SEQ_REUSED';
    if (seq < known.seq) return 'SEQ_REUSED';
    if (seq !== known.seq + 1) return 'OUT_OF_ORDER';
    if (base > this.version || base < known.version || base < this.version - this.keep) return 'BAD_BASE';
    return faultIn(op, this.#documentAt(base)) ? 'INVALID_OP' : undefined;
  }

  #documentAt(version) {
    return this.commits.slice(0, version).reduce((document, { op }) => apply(document, op), []);
  }

  #store({ client, seq, op }, author) {
    const version = this.version + 1;
    const commit = { version, op, client, seq, user: client, timestamp: '2026-01-01T00:00:00Z' };
    this.commits.push(commit);
    this.document = apply(this.document, op);
    for (const session of this.#sessions) {
      if (!session.object) continue;
      for (const next of this.commits.slice(session.sent)) {
        const own = session === author && next === commit;
        session.send(own
          ? { type: 'ACK', object: session.object, payload: {}, meta: { version, seq } }
          : { type: 'OP', object: session.object, payload: { commits: [next] }, meta: { version: next.version } });
      }
      session.sent = version;
    }
  }

  #catchUp(session, type, { since, origin, snapshot }) {
    const foreign = origin !== undefined && origin !== this.origin;
    const reset = since !== undefined && (foreign || since > this.version || since < this.version - this.keep);
    const whole = since === undefined || reset || snapshot === true;
    const from = whole ? this.version : since;
    const commits = this.commits.slice(from, from + this.cut);
    const version = Math.max(from + commits.length, type === 'SYNC' ? session.sent : 0);
    const rest = this.commits.slice(from, version);
    session.send({
      type,
      object: session.object,
      payload: {
        kind: 'room', type: 'text', access: 'admin', origin: this.origin, version, head: this.version,
        ...(whole ? { snapshot: { content: this.document, text: this.text } } : { commits: rest }),
        ...(reset && { reset: true }),
        seq: this.#clients.get(session.client)?.seq ?? 0,
        ...(type === 'JOINED' && { presence: this.#present(session) }),
      },
    });
    session.sent = version;
    for (const commit of this.commits.slice(version)) {
      session.send({ type: 'OP', object: session.object, payload: { commits: [commit] }, meta: { version: commit.version } });
    }
    session.sent = this.version;
  }

  #present(session) {
    const others = [...this.#sessions].filter((s) => s !== session && s.object && s.presence);
    return Object.fromEntries(others.map((s) => [s.client, s.presence]));
  }

  #presence(session, data, version) {
    const meta = version === undefined ? undefined : { version };
    return { type: 'PRESENCE', object: session.object, payload: { client: session.client, user: session.client, data }, meta };
  }

  #others(session, message) {
    for (const other of this.#sessions) if (other !== session && other.object) other.send(message);
  }
}

/** What `ops` together do; for plays that look at a stretch of commits as one. */
export const together = (ops) => ops.reduce(compose, []);
