// Where the others are. Positions are kept in the server's document and moved along with every commit; for the caller they are
// moved over the edits that only this client has.

import { equal } from './attributes.js';
import { textOf, transformPosition } from './ot.js';

const REMEMBERED = 256; // commits kept to bring late positions up to date

const isPosition = (value) => Number.isInteger(value) && value >= 0;
const selectionOf = (data) =>
  isPosition(data?.selection?.anchor) && isPosition(data?.selection?.head) ? data.selection : null;

export class Peers {
  #present = new Map(); // client → {user, data, selection, version}
  #recent = []; // {version, client, op}

  /** Takes a client's presence, null when it is gone. `version` is what its positions refer to. */
  set(client, user, data, version, current) {
    if (data === null || data === undefined) {
      this.#present.delete(client);
      return;
    }
    const selection = selectionOf(data);
    const entry = { user, data, selection: selection && { ...selection }, version: version ?? current };
    this.#present.set(client, entry);
    for (const commit of this.#recent) this.#move(client, entry, commit);
  }

  /** Forgets everybody, as after a reconnect. */
  clear() {
    this.#present.clear();
  }

  /** Moves everybody over a commit. Text typed at its author's own cursor pushes that cursor, and no other, to the right. */
  commit(version, client, op) {
    const commit = { version, client, op };
    this.#recent.push(commit);
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
    for (const [id, entry] of this.#present) this.#move(id, entry, commit);
  }

  /** Moves everybody over a change that has no place in the order of versions, to `version`. */
  reset(version, op) {
    this.#recent = [];
    for (const entry of this.#present.values()) {
      move(entry, op, true);
      entry.version = version;
    }
  }

  #move(id, entry, { version, client, op }) {
    if (version !== entry.version + 1) return;
    move(entry, op, id !== client);
    entry.version = version;
  }

  /**
   * Everybody at `version`, moved over `local` (operations from there on), within `content`:
   * `[{client, user, data}]` in the order of their ids. Positions that refer to a version not yet seen wait for it.
   */
  list(version, local, content) {
    const length = textOf(content).length;
    return [...this.#present]
      .map(([client, { user, data, selection, version: at }]) => {
        if (!selection) return { client, user, data };
        if (at > version) return { client, user, data: { ...data, selection: null } };
        const place = (position) =>
          Math.min(length, local.reduce((p, op) => transformPosition(op, p, true), position));
        return { client, user, data: { ...data, selection: { anchor: place(selection.anchor), head: place(selection.head) } } };
      })
      .sort((a, b) => (a.client < b.client ? -1 : a.client > b.client ? 1 : 0));
  }
}

function move(entry, op, priority) {
  const { selection } = entry;
  if (!selection || equal(op, [])) return;
  selection.anchor = transformPosition(op, selection.anchor, priority);
  selection.head = transformPosition(op, selection.head, priority);
}
