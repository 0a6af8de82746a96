// What every object of the server has in common for its client: a connection that is kept up, the state it is in, and how much waits
// to be acknowledged. What is said about the object is up to its session.

import { Connection } from './connection.js';
import { Emitter } from './emitter.js';
import { Timers } from './timers.js';

export const defaults = () => ({
  WebSocket: globalThis.WebSocket,
  network: globalThis,
  random: Math.random,
  heartbeat: { interval: 15000, timeout: 10000 },
});

/**
 * @typedef {object} Conversation
 * @property {boolean} joined
 * @property {number} limit bytes of a message
 * @property {number} pending how many edits are not acknowledged
 * @property {() => object} joinPayload what a JOIN that leaves now says
 * @property {(message: object) => void} receive takes a message about the object
 * @property {(error: object, seq?: number) => void} refused takes an ERROR
 * @property {(code?: number) => void} dropped the socket is gone, closed with `code`
 * @property {() => void} stopped nothing more happens until the next connect()
 */
export class Link {
  #object;
  #noun;
  #options;
  #events = new Emitter();
  #session = null;
  #connection = null;
  #state = 'closed';
  #waiting = []; // resolvers of settled()

  /** @param {string} object its name, such as `rooms/notes`; `noun` is what it is called in messages. */
  constructor(object, noun, options) {
    this.#object = object;
    this.#noun = noun;
    this.#options = options;
    this.timers = new Timers(options.timers);
  }

  get state() {
    return this.#state;
  }

  /** @param {Conversation} session what this link is for */
  carry(session) {
    this.#session = session;
  }

  on(name, listener) {
    return this.#events.on(name, listener);
  }

  emit(name, event) {
    this.#events.emit(name, event);
  }

  connect() {
    if (this.#connection) {
      this.#connection.hurry();
      return;
    }
    this.#connection = new Connection(this.#options, this.timers, {
      greeting: () => [{ type: 'JOIN', object: this.#object, payload: this.#session.joinPayload() }],
      receive: (message) => this.#receive(message),
      moved: (state, retryIn) => this.#move(state, retryIn === undefined ? {} : { retryIn }),
      dropped: (code) => this.#session.dropped(code),
      refused: (error) => this.stop(error.code, error),
    });
    this.#connection.start();
  }

  /** Sends a message about the object; false where there is no open socket. */
  tell(type, payload, meta) {
    return this.#connection?.send({ type, object: this.#object, payload, ...(meta && { meta }) }) ?? false;
  }

  /** Throws where nothing can be submitted. */
  demandWritable(access) {
    if (this.#state === 'closed') throw new Error(`the ${this.#noun} is closed`);
    if (access === 'read') throw new Error(`the ${this.#noun} is read-only`);
  }

  /** The number of pending edits may have changed. */
  counted() {
    const count = this.#session.pending;
    this.emit('pending', { count });
    if (count === 0) for (const resolve of this.#waiting.splice(0)) resolve(true);
  }

  settled() {
    if (this.#session.pending === 0) return Promise.resolve(true);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  refreshToken(token) {
    return this.#connection?.refresh(token) ?? false;
  }

  close() {
    if (this.#session.joined) this.tell('LEAVE', {});
    this.stop('closed');
  }

  stop(reason, error) {
    this.#connection?.stop();
    this.#connection = null;
    this.#session.dropped();
    this.timers.clearAll();
    this.#session.stopped();
    this.#move('closed', { reason });
    if (error) this.emit('error', { ...error, fatal: true });
    for (const resolve of this.#waiting.splice(0)) resolve(false);
  }

  #receive(message) {
    const { type, object, payload = {}, meta = {} } = message;
    if (type === 'WELCOME') {
      this.#session.limit = payload.limits?.message ?? this.#session.limit;
    } else if (type === 'ERROR') {
      if (object === undefined || object === this.#object) this.#session.refused(payload, meta.seq);
    } else if (object === this.#object) {
      if (type === 'LEFT') this.#left(payload.reason);
      else if (type === 'BROADCAST') this.emit('broadcast', payload);
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
    const forbidden = { code: 'FORBIDDEN', message: `access to the ${this.#noun} was taken away` };
    this.stop(reason, reason === 'forbidden' ? forbidden : undefined);
  }

  #move(state, more = {}) {
    if (state === this.#state) return;
    this.#state = state;
    this.emit('state', { state, ...more });
  }
}
