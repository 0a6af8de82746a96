// What this client shows of itself. Its positions move with every edit, so that it can be sent again at any time.

import { positionBefore, transformPosition } from './ot.js';

export class OwnPresence {
  #data = null;
  /** Whether the positions last sent were exact, not cut back to text the server knows. */
  exact = true;

  get isSet() {
    return this.#data !== null;
  }

  set(data) {
    this.#data = data ?? null;
  }

  /** Moves the positions over a change of the content; text typed by this client itself pushes its cursor on. */
  move(op, own) {
    const selection = this.#data?.selection;
    if (!selection) return;
    const place = (position) => transformPosition(op, position, !own);
    this.#data = { ...this.#data, selection: { anchor: place(selection.anchor), head: place(selection.head) } };
  }

  /** The data to send: positions as in the server's document, before the `unacknowledged` operations. */
  outgoing(unacknowledged) {
    const selection = this.#data?.selection;
    if (!selection) return this.#data;
    this.exact = unacknowledged.length === 0;
    const place = (position) => unacknowledged.reduceRight((p, op) => positionBefore(op, p), position);
    return { ...this.#data, selection: { anchor: place(selection.anchor), head: place(selection.head) } };
  }
}
