// What this client shows of itself. Its positions move with every edit, so that it can be sent again at any time.

import { moveSelection, selectionBefore, selectionOf } from './selection.js';

export class OwnPresence {
  #data = null;
  /** Whether the positions last sent were exact, not cut back to text the server knows. */
  exact = true;
  /** The version the positions last sent refer to. */
  version = 0;

  get isSet() {
    return this.#data !== null;
  }

  set(data) {
    this.#data = data ?? null;
  }

  /** Moves the positions over a change of the content; text typed by this client itself pushes its cursor on. */
  move(op, own) {
    const selection = selectionOf(this.#data);
    if (selection) this.#data = { ...this.#data, selection: moveSelection(selection, op, own) };
  }

  /** The data to send: positions as in the server's document at `version`, before the `unacknowledged` operations. */
  outgoing(version, unacknowledged) {
    this.version = version;
    const selection = selectionOf(this.#data);
    if (!selection) return this.#data;
    this.exact = unacknowledged.length === 0;
    return { ...this.#data, selection: unacknowledged.reduceRight(selectionBefore, selection) };
  }
}
