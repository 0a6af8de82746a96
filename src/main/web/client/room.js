// A room of the server as one live document. Everything the network does in between is hidden here: edits are applied at once,
// submitted one at a time, sent again unchanged until they are acknowledged, and merged with everybody else's.
// See room.d.ts for the shapes.

import { draftOf, restore } from './draft.js';
import { Link, defaults } from './link.js';
import { canonicalise, textOf } from './ot.js';
import { Presence } from './presence.js';
import { Replica } from './replica.js';
import { Session } from './session.js';
import { malformedIn, misfitIn } from './validate.js';

export class InvalidOperation extends Error {
  code = 'INVALID_OP';
}

export class RoomClient {
  #options;
  #link;
  #replica;
  #presence;
  #session;

  constructor(options) {
    this.#options = { type: 'text', ...defaults(), ...options };
    const link = (this.#link = new Link(`rooms/${options.room}`, 'room', this.#options));
    this.#replica = new Replica(options.client);
    if (options.draft) restore(this.#replica, options.draft);
    const show = (payload, meta) => this.#session.joined && link.tell('PRESENCE', payload, meta);
    const shown = () => link.emit('presence', { peers: this.peers });
    this.#presence = new Presence(this.#replica, link.timers, show, shown);
    this.#session = new Session(this.#options, this.#replica, this.#presence, link.timers, {
      tell: (type, payload, meta) => link.tell(type, payload, meta),
      changed: (op, event) => this.#changed(op, event),
      counted: () => link.counted(),
      submitting: () => link.emit('submission', {}),
      failed: (error) => link.emit('error', { ...error, fatal: false }),
      stop: (reason, error) => link.stop(reason, error),
    });
    link.carry(this.#session);
  }

  get state() { return this.#link.state; }
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
    return this.#link.on(name, listener);
  }

  connect() {
    this.#link.connect();
  }

  submit(operation) {
    this.#link.demandWritable(this.access);
    const malformed = malformedIn(operation, this.type);
    if (malformed) throw new InvalidOperation(malformed);
    const op = canonicalise(operation);
    const misfit = misfitIn(op, this.content);
    if (misfit) throw new InvalidOperation(misfit);
    if (op.length === 0) return;
    this.#replica.edit(op);
    this.#presence.moved(op, true);
    this.#session.flush();
    this.#link.counted();
  }

  settled() {
    return this.#link.settled();
  }

  setPresence(data) {
    this.#presence.set(data);
  }

  broadcast(data) {
    return this.#session.joined && this.#link.tell('BROADCAST', { data });
  }

  refreshToken(token) {
    return this.#link.refreshToken(token);
  }

  close() {
    this.#link.close();
  }

  #changed(op, event) {
    this.#presence.moved(op, false);
    this.#link.emit('change', { op, ...event });
  }
}
