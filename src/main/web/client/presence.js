// Who is here: what this client shows of itself, and where the others are, both moved along with every edit.

import { OwnPresence } from './own-presence.js';
import { Peers } from './peers.js';

const PAUSE = 60; // ms between a change of the own presence and its message; what changes meanwhile goes with it
const TIMER = 'presence';

export class Presence {
  #own = new OwnPresence();
  #peers = new Peers();
  #replica;
  #timers;
  #send;
  #changed;

  /**
   * @param {import('./replica.js').Replica} replica
   * @param {import('./timers.js').Timers} timers
   * @param {(payload: object, meta: object) => void} send sends a PRESENCE message; does nothing while not joined
   * @param {() => void} changed the list of others has changed
   */
  constructor(replica, timers, send, changed) {
    this.#replica = replica;
    this.#timers = timers;
    this.#send = send;
    this.#changed = changed;
  }

  /** The others, their positions as in the content of this moment. */
  get list() {
    const { version, unacknowledged, content } = this.#replica;
    return this.#peers.list(version, unacknowledged, content);
  }

  set(data) {
    this.#own.set(data);
    this.show();
  }

  /** Sends the own presence soon, or after `delay`. */
  show(delay = PAUSE) {
    if (this.#timers.has(TIMER)) return;
    this.#timers.after(TIMER, delay, () => {
      const { version, unacknowledged } = this.#replica;
      this.#send({ data: this.#own.outgoing(version, unacknowledged) }, { version });
    });
  }

  /** A new session knows who is there, and has to be told about this client. */
  joined(present) {
    this.replace(present ?? {});
    if (this.#own.isSet) this.show();
  }

  /** Everybody at once, as the server lists them: `{client: data}`. */
  replace(present) {
    this.#peers.clear();
    for (const client of Object.keys(present)) this.#take(client, undefined, present[client]);
    this.#changed();
  }

  /** A PRESENCE message. A newcomer was told the positions once sent, not where they are now: it is told again. */
  receive({ client, user, data }, version) {
    const outdated = this.#own.isSet && this.#own.version < this.#replica.version;
    if (outdated && !this.#peers.has(client)) this.show();
    this.#take(client, user, data, version);
    this.#changed();
  }

  #take(client, user, data, version) {
    if (client !== this.#replica.client) this.#peers.set(client, user, data, version, this.#replica.version);
  }

  /** A commit, as the server has it. */
  committed(version, client, op) {
    this.#peers.commit(version, client, op);
    const settled = client === this.#replica.client && this.#replica.pending === 0;
    if (settled && !this.#own.exact) this.show();
  }

  /** The document of the server was replaced; `op` is what became of it. */
  reset(version, op) {
    this.#peers.reset(version, op);
  }

  /** The local content has changed, by this client's own edit or by others. */
  moved(op, own) {
    this.#own.move(op, own);
  }

  clear() {
    this.#peers.clear();
    this.#changed();
  }
}
