// A stage for plays: fake sockets and a clock that only moves when told.

import { RoomClient } from '/client/room.js';
import { equal } from '/client/attributes.js';

export class Clock {
  now = 0;
  #due = new Map();
  #last = 0;

  get timers() {
    return {
      set: (run, delay) => {
        const handle = ++this.#last;
        this.#due.set(handle, { run, at: this.now + delay, handle });
        return handle;
      },
      clear: (handle) => this.#due.delete(handle),
    };
  }

  /** How many timers are running. */
  get running() {
    return this.#due.size;
  }

  /** Lets time pass; timers run in the order they are due. */
  async pass(time) {
    const end = this.now + time;
    for (;;) {
      await rest();
      const next = [...this.#due.values()].filter((t) => t.at <= end).sort((a, b) => a.at - b.at || a.handle - b.handle)[0];
      if (!next) break;
      this.#due.delete(next.handle);
      this.now = next.at;
      next.run();
    }
    this.now = end;
    await rest();
  }
}

/** A storage as browsers have it, which can be full and counts its writes. */
export class Memory {
  full = false;
  writes = 0;
  constructor(entries = []) {
    this.entries = new Map(entries);
  }
  get length() {
    return this.entries.size;
  }
  /** The value of its one entry. */
  get only() {
    return [...this.entries.values()][0];
  }
  key(index) {
    return [...this.entries.keys()][index] ?? null;
  }
  getItem(name) {
    return this.entries.get(name) ?? null;
  }
  setItem(name, value) {
    if (this.full) throw new Error('the quota is exceeded');
    this.writes += 1;
    this.entries.set(name, value);
  }
  removeItem(name) {
    this.entries.delete(name);
  }
}

/** Lets everything already promised happen. */
export const rest = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

export class Stage {
  clock = new Clock();
  sockets = [];
  network = new EventTarget();
  events = [];

  constructor() {
    const stage = this;
    this.WebSocket = class {
      readyState = 0;
      frames = [];
      constructor(url, protocols) {
        Object.assign(this, { url, protocols });
        stage.sockets.push(this);
      }
      send(frame) {
        if (this.readyState !== 1) throw new Error('sent on a socket that is not open');
        this.frames.push(frame);
      }
      close(code) {
        this.readyState = 3;
        this.closedWith = code;
      }
    };
  }

  /** A client of the room `play`, connecting. */
  async client(options = {}) {
    const room = (this.room = new RoomClient({
      url: 'ws://stage/v1/ws', room: 'play', client: 'me', WebSocket: this.WebSocket, timers: this.clock.timers,
      network: this.network, random: () => 0.5, ...options,
    }));
    this.edited = '';
    room.on('change', (event) => this.events.push(['change', event]));
    for (const name of ['state', 'error', 'presence', 'broadcast']) room.on(name, (event) => this.events.push([name, event]));
    room.connect();
    await rest();
    return room;
  }

  /** A client that has joined a room with this text. */
  async joined(text = '', payload = {}, options = {}) {
    const room = await this.client(options);
    this.open();
    this.receive(this.joinedMessage({ version: 1, snapshot: { content: text ? [{ insert: text }] : [], text }, ...payload }));
    this.take();
    return room;
  }

  get socket() {
    return this.sockets.at(-1);
  }

  open() {
    this.socket.readyState = 1;
    this.socket.onopen?.({});
  }

  drop(code = 1006) {
    const socket = this.socket;
    socket.readyState = 3;
    socket.onclose?.({ code, reason: '' });
  }

  receive(...messages) {
    this.socket.onmessage?.({ data: JSON.stringify(messages.length === 1 ? messages[0] : messages) });
  }

  /** The messages sent on the present socket since the last take. */
  take() {
    return this.socket.frames.splice(0).flatMap((frame) => JSON.parse(frame));
  }

  /** Drops the socket, waits, and opens the next one. Returns the JOIN that was sent. */
  async reconnect(code) {
    this.drop(code);
    await this.clock.pass(30000);
    this.open();
    return this.take().find(({ type }) => type === 'JOIN');
  }

  joinedMessage(payload) {
    return this.message('JOINED', { kind: 'room', type: 'text', access: 'admin', origin: 'o', head: payload.version, seq: 0, ...payload });
  }

  sync(payload) {
    return this.message('SYNC', { kind: 'room', type: 'text', access: 'admin', origin: 'o', head: payload.version, seq: 0, ...payload });
  }

  ack(version, seq, payload = {}) {
    return this.message('ACK', payload, { version, seq });
  }

  op(...commits) {
    return this.message('OP', { commits }, { version: commits.at(-1).version });
  }

  error(code, seq, more = {}) {
    return this.message('ERROR', { code, message: code, ...more }, seq === undefined ? {} : { seq });
  }

  message(type, payload, meta) {
    return { type, object: 'rooms/play', payload, meta };
  }
}

export const commit = (version, op, client = 'other', seq = version) => ({ version, op, client, seq, user: client });

export function same(actual, expected, what = 'values') {
  const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  if (!equal(plain(actual), plain(expected))) {
    throw new Error(`${what}: expected ${JSON.stringify(expected)} but was ${JSON.stringify(actual)}`);
  }
}

export function holds(condition, what) {
  if (!condition) throw new Error(`does not hold: ${what}`);
}
