// How to go on after a refusal, a loss or silence, whatever the object is: ask the same again later, catch up first, join anew, or
// give up. Section 5 of the protocol, seen from the client.

import { Backoff } from './backoff.js';

const RETRY = new Set(['OVERLOADED', 'UNAVAILABLE', 'RATE_LIMITED']); // send the same again later
const RESYNC = new Set(['SEQ_REUSED', 'OUT_OF_ORDER', 'BAD_BASE']); // catch up, then submit under a new number
const ANSWER_TIMEOUT = 15000;

/**
 * @typedef {object} Asker
 * @property {boolean} joined whether the object is joined on this socket
 * @property {{seq: number} | null} inflight the submission that is not acknowledged
 * @property {number} version the last version applied
 * @property {() => object} joinPayload what a JOIN that leaves now says
 * @property {(type: string, payload: object, meta?: object) => void} tell sends a message about the object, if there is a socket
 * @property {() => void} send sends what is in flight, unchanged
 * @property {() => void} dropped nothing is joined any more
 * @property {(error: object) => void} lose what is in flight was refused for good
 * @property {(delay: number) => void} calm something that was not a question was too much: not before `delay` ms again
 * @property {(error: object) => void} failed something was refused; the object goes on
 * @property {(reason: string, error?: object) => void} stop the object cannot go on
 */
export class Asking {
  #options;
  #timers;
  #asker;
  #patience;
  #refusals = 0; // in a row that asked for a new number
  #syncing = false;
  #renumber = false;

  constructor(options, timers, asker) {
    this.#options = options;
    this.#timers = timers;
    this.#asker = asker;
    this.#patience = new Backoff(options.backoff, options.random);
  }

  /** Whether a SYNC is awaited. */
  get syncing() {
    return this.#syncing;
  }

  /** Whether what is in flight needs a new number once all commits are here. */
  get renumbers() {
    return this.#renumber;
  }

  /** JOINED or SYNC is here. */
  answered() {
    this.#timers.clear('join', 'sync');
    this.#syncing = false;
  }

  /** The socket is gone. */
  dropped() {
    this.#syncing = false;
    this.#timers.clear('ack', 'resend', 'join', 'sync');
  }

  /** What was in flight has left; silence sends it again. */
  sent() {
    this.#timers.clear('ack', 'resend');
    this.#timers.after('ack', 2 * ANSWER_TIMEOUT, () => this.#asker.send());
  }

  /** What was in flight is decided; `committed`: it is in the history. */
  decided(committed) {
    this.#timers.clear('ack', 'resend');
    if (committed) this.#patience.reset();
    this.#refusals = 0;
    this.#renumber = false;
  }

  /** What was in flight has got its new number. */
  renumbered() {
    this.#renumber = false;
  }

  /** Takes an ERROR; `seq` where it is about a submission. */
  refused(error, seq) {
    const { code, retryAfter = 0.5 } = error;
    const delay = retryAfter * 1000 * (1 + this.#options.random() / 4);
    const { joined, inflight } = this.#asker;
    if (seq !== undefined) {
      if (inflight?.seq !== seq) return; // decided meanwhile
      this.#timers.clear('ack');
      if (RETRY.has(code)) this.#timers.after('resend', delay, () => this.#asker.joined && this.#asker.send()); // JOINED does it too
      else if (RESYNC.has(code)) this.#resync();
      else if (code === 'NOT_JOINED') this.rejoin();
      else this.#asker.lose(error);
    } else if (RETRY.has(code)) {
      if (!joined) this.#timers.after('join', delay, () => this.rejoin());
      else if (this.#syncing) this.#syncIn(delay);
      else this.#asker.calm(delay);
    } else if (code === 'NOT_JOINED') {
      if (joined) this.rejoin();
    } else if (!joined) {
      this.#asker.stop(code, error);
    } else {
      this.#asker.failed(error);
    }
  }

  /** Asks for what is missing, once. */
  sync(snapshot = false) {
    if (this.#syncing) return;
    this.#asker.tell('SYNC_REQUEST', { since: this.#asker.version, ...(snapshot && { snapshot }) });
    this.#syncIn(ANSWER_TIMEOUT);
  }

  /** Joins anew on the same socket, and again where no answer comes. */
  rejoin() {
    this.#asker.dropped();
    this.#asker.tell('JOIN', this.#asker.joinPayload());
    this.#timers.after('join', ANSWER_TIMEOUT, () => this.rejoin());
  }

  #syncIn(delay) {
    this.#syncing = true;
    this.#timers.after('sync', delay, () => {
      this.#syncing = false;
      this.sync();
    });
  }

  // The first time at once; a server that goes on refusing is asked less and less often.
  #resync() {
    this.#renumber = true;
    this.#refusals += 1;
    if (this.#refusals > 1) this.#syncIn(this.#patience.next());
    else this.sync();
  }
}
