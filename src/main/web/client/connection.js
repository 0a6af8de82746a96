// One socket to the server that comes back by itself: handshake, heartbeat, reconnecting. Knows nothing about rooms.

import { Backoff } from './backoff.js';

export const PROTOCOL = 'akkord.v1';

const OPEN = 1;
const FINAL_CLOSES = new Map([[4400, 'BAD_MESSAGE'], [4401, 'UNAUTHORIZED'], [4403, 'FORBIDDEN']]);
const RESTARTED = 1012;

/**
 * @typedef {object} Owner
 * @property {() => object[]} greeting messages sent in one frame with HELLO
 * @property {(message: object) => void} receive every message but PONG
 * @property {(state: 'connecting' | 'offline', retryIn?: number) => void} moved offline: the next attempt comes in so many ms
 * @property {(code: number) => void} dropped the socket is gone; an attempt to reconnect follows
 * @property {(error: {code: string, message: string}) => void} refused the server does not want this client; no attempt follows
 */
export class Connection {
  #options;
  #owner;
  #timers;
  #backoff;
  #socket = null;
  #attempt = 0; // outdates what an earlier attempt still does
  #wake = null;
  #retryAfter = 0;
  #lastError = null;
  #heard = true;

  constructor(options, timers, owner) {
    this.#options = options;
    this.#timers = timers;
    this.#owner = owner;
    this.#backoff = new Backoff(options.backoff, options.random);
  }

  /** Starts connecting, and keeps at it until stop(). */
  start() {
    this.#listenToNetwork();
    this.#open();
  }

  /** Does not wait any longer for the next attempt. */
  hurry() {
    if (this.#timers.has('retry')) this.#open();
  }

  /** Ends for good: no socket, no timer, no listener is left. */
  stop(code = 1000) {
    this.#attempt += 1;
    this.#timers.clear('open', 'retry', 'silence', 'pong');
    this.#wake?.();
    this.#wake = null;
    this.#letGo(code);
  }

  /** Drops the socket, as if the network had. */
  drop() {
    if (!this.#socket) return;
    this.#letGo(4000);
    this.#down(1006);
  }

  /** The handshake is complete: the next loss starts with the shortest delay again. */
  settled() {
    this.#backoff.reset();
    this.#timers.clear('open');
  }

  /** Sends messages in one frame; false where there is no open socket. */
  send(...messages) {
    if (this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(messages.length === 1 ? messages[0] : messages));
    return true;
  }

  /** Shows the server a fresh token, before the old one expires. */
  refresh(token) {
    return this.send({ type: 'HELLO', payload: { client: this.#options.client, protocol: 1, token } });
  }

  async #open() {
    const attempt = ++this.#attempt;
    this.#timers.clear('retry');
    this.#owner.moved('connecting');
    let token;
    let socket;
    try {
      token = typeof this.#options.token === 'function' ? await this.#options.token() : this.#options.token;
      if (attempt !== this.#attempt) return;
      socket = new this.#options.WebSocket(this.#options.url, [PROTOCOL]);
    } catch {
      if (attempt === this.#attempt) this.#down(1006);
      return;
    }
    this.#socket = socket;
    this.#lastError = null;
    this.#retryAfter = 0;
    this.#timers.after('open', this.#options.heartbeat.timeout * 2, () => this.drop());
    const mine = (handle) => (event) => {
      if (this.#socket === socket) handle(event);
    };
    socket.onopen = mine(() => this.#greet(token));
    socket.onmessage = mine(({ data }) => this.#hear(data));
    socket.onclose = mine(({ code, reason }) => {
      this.#socket = null;
      this.#down(code, reason);
    });
  }

  #greet(token) {
    const { client } = this.#options;
    const hello = { type: 'HELLO', payload: token ? { client, protocol: 1, token } : { client, protocol: 1 } };
    this.send(hello, ...this.#owner.greeting());
    this.#listen();
  }

  #hear(data) {
    this.#heard = true;
    let messages;
    try {
      const parsed = JSON.parse(data);
      messages = Array.isArray(parsed) ? parsed : [parsed];
    } catch {
      this.drop(); // not our protocol: what was missed comes again after the reconnect
      return;
    }
    const socket = this.#socket;
    for (const message of messages) {
      if (this.#socket !== socket) return;
      if (message.type === 'PONG') continue;
      if (message.type === 'GOODBYE') this.#retryAfter = (message.payload?.retryAfter ?? 0) * 1000;
      if (message.type === 'ERROR' && !message.object) this.#lastError = message.payload;
      this.#owner.receive(message);
    }
  }

  // Silence for an interval → PING; still silence after the timeout → the connection is dead, whatever the socket says.
  #listen() {
    const { interval, timeout } = this.#options.heartbeat;
    this.#heard = false;
    this.#timers.clear('pong');
    this.#timers.after('silence', interval, () => {
      if (this.#heard) return this.#listen();
      this.send({ type: 'PING', payload: {} });
      this.#timers.after('pong', timeout, () => (this.#heard ? this.#listen() : this.drop()));
    });
  }

  #down(code, reason) {
    this.#timers.clear('open', 'silence', 'pong');
    if (FINAL_CLOSES.has(code)) {
      this.#attempt += 1;
      const error = this.#lastError ?? { code: FINAL_CLOSES.get(code), message: reason || `closed with ${code}` };
      this.#owner.refused(error);
      return;
    }
    const delay = code === RESTARTED ? Math.max(this.#backoff.soon(), this.#retryAfter) : this.#backoff.next(this.#retryAfter);
    this.#timers.after('retry', delay, () => this.#open());
    this.#owner.moved('offline', delay);
    this.#owner.dropped(code);
  }

  #letGo(code) {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    try {
      socket.close(code);
    } catch {
      // a socket that cannot be closed any more is closed
    }
  }

  #listenToNetwork() {
    const network = this.#options.network;
    if (!network?.addEventListener || this.#wake) return;
    const online = () => this.hurry();
    const offline = () => this.drop();
    network.addEventListener('online', online);
    network.addEventListener('offline', offline);
    this.#wake = () => {
      network.removeEventListener('online', online);
      network.removeEventListener('offline', offline);
    };
  }
}
