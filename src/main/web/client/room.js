// A room of the server as one live document. Everything the network does in between is hidden here: edits are applied at once,
// submitted one at a time, sent again unchanged until they are acknowledged, and merged with everybody else's.
// See room.d.ts for the shapes.

import { Connection } from './connection.js';
import { draftOf, restore } from './draft.js';
import { Emitter } from './emitter.js';
import { canonicalise, textOf } from './ot.js';
import { Presence } from './presence.js';
import { Replica } from './replica.js';
import { Session } from './session.js';
import { Timers } from './timers.js';
import { malformedIn, misfitIn } from './validate.js';

export class InvalidOperation extends Error {
  code = 'INVALID_OP';
}

const defaults = () => ({
  type: 'text',
  WebSocket: globalThis.WebSocket,
  network: globalThis,
  random: Math.random,
  heartbeat: { interval: 15000, timeout: 10000 },
});

export class RoomClient {
  #options;
  #object;
  #events = new Emitter();
  #timers;
  #replica;
  #presence;
  #session;
  #connection = null;
  #state = 'closed';
  #waiting = []; // resolvers of settled()

  constructor(options) {
    this.#options = { ...defaults(), ...options };
    this.#object = `rooms/${options.room}`;
    this.#timers = new Timers(options.timers);
    this.#replica = new Replica(options.client);
    if (options.draft) restore(this.#replica, options.draft);
    const show = (payload, meta) => this.#session.joined && this.#tell('PRESENCE', payload, meta);
    const shown = () => this.#events.emit('presence', { peers: this.peers });
    this.#presence = new Presence(this.#replica, this.#timers, show, shown);
    this.#session = new Session(this.#options, this.#replica, this.#presence, this.#timers, {
      tell: (type, payload, meta) => this.#tell(type, payload, meta),
      changed: (op, event) => this.#changed(op, event),
      counted: () => this.#counted(),
      submitting: () => this.#events.emit('submission', {}),
      failed: (error) => this.#events.emit('error', { ...error, fatal: false }),
      stop: (reason, error) => this.#stop(reason, error),
    });
  }

  get state() { return this.#state; }
  get room() { return this.#options.room; }
  get client() { return this.#options.client; }
  get type() { return this.#session.type; }
  get access() { return this.#session.access; }
  get version() { return this.#replica.version; }
  get known() { return this.#replica.known; }
  get content() { return this.#replica.content; }
  get text() { return textOf(this.#replica.content); }
  get pending() { return this.#replica.pending; }
  get peers() { return this.#presence.list; }
  get draft() { return draftOf(this.#replica, this.type); }

  on(name, listener) {
    return this.#events.on(name, listener);
  }

  connect() {
    if (this.#connection) {
      this.#connection.hurry();
      return;
    }
    this.#connection = new Connection(this.#options, this.#timers, {
      greeting: () => [{ type: 'JOIN', object: this.#object, payload: this.#session.joinPayload }],
      receive: (message) => this.#receive(message),
      moved: (state, retryIn) => this.#move(state, retryIn === undefined ? {} : { retryIn }),
      dropped: (code) => this.#session.dropped(code),
      refused: (error) => this.#stop(error.code, error),
    });
    this.#connection.start();
  }

  submit(operation) {
    if (this.#state === 'closed') throw new Error('the room is closed');
    if (this.access === 'read') throw new Error('the room is read-only');
    const malformed = malformedIn(operation, this.type);
    if (malformed) throw new InvalidOperation(malformed);
    const op = canonicalise(operation);
    const misfit = misfitIn(op, this.content);
    if (misfit) throw new InvalidOperation(misfit);
    if (op.length === 0) return;
    this.#replica.edit(op);
    this.#presence.moved(op, true);
    this.#session.flush();
    this.#counted();
  }

  settled() {
    if (this.pending === 0) return Promise.resolve(true);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  setPresence(data) {
    this.#presence.set(data);
  }

  broadcast(data) {
    return this.#session.joined && this.#tell('BROADCAST', { data });
  }

  refreshToken(token) {
    return this.#connection?.refresh(token) ?? false;
  }

  close() {
    if (this.#session.joined) this.#tell('LEAVE', {});
    this.#stop('closed');
  }

  #tell(type, payload, meta) {
    return this.#connection?.send({ type, object: this.#object, payload, ...(meta && { meta }) }) ?? false;
  }

  #receive(message) {
    const { type, object, payload = {}, meta = {} } = message;
    if (type === 'WELCOME') {
      this.#session.limit = payload.limits?.message ?? this.#session.limit;
    } else if (type === 'ERROR') {
      if (object === undefined || object === this.#object) this.#session.refused(payload, meta.seq);
    } else if (object === this.#object) {
      if (type === 'LEFT') this.#left(payload.reason);
      else if (type === 'BROADCAST') this.#events.emit('broadcast', payload);
      else this.#session.receive(message);
      if (type === 'JOINED' && this.#session.joined) this.#joined();
    }
  }

  #joined() {
    this.#connection.settled();
    this.#move('online');
  }

  #left(reason) {
    if (!reason) return;
    const forbidden = { code: 'FORBIDDEN', message: 'access to the room was taken away' };
    this.#stop(reason, reason === 'forbidden' ? forbidden : undefined);
  }

  #changed(op, event) {
    this.#presence.moved(op, false);
    this.#events.emit('change', { op, ...event });
  }

  #counted() {
    this.#events.emit('pending', { count: this.pending });
    if (this.pending === 0) for (const resolve of this.#waiting.splice(0)) resolve(true);
  }

  #move(state, more = {}) {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.emit('state', { state, ...more });
  }

  #stop(reason, error) {
    this.#connection?.stop();
    this.#connection = null;
    this.#session.dropped();
    this.#timers.clearAll();
    this.#presence.clear();
    this.#move('closed', { reason });
    if (error) this.#events.emit('error', { ...error, fatal: true });
    for (const resolve of this.#waiting.splice(0)) resolve(false);
  }
}
