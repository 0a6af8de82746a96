// Where the others are. Positions are kept in the server's document and moved along with every commit; for the caller they are
// moved over the edits that only this client has.

import { totalLength } from './ot.js';
import { moveSelection, selectionOf } from './selection.js';

const REMEMBERED = 256; // commits kept to bring late positions up to date

export class Peers {
  #present = new Map(); // client → {user, data, selection, version}
  #recent = []; // {version, client, op}

  /** Takes a client's presence, null when it is gone. `version` is what its positions refer to. */
  set(client, user, data, version, current) {
    if (data === null || data === undefined) {
      this.#present.delete(client);
      return;
    }
    const entry = { user, data, selection: selectionOf(data), version: version ?? current };
    this.#present.set(client, entry);
    for (const commit of this.#recent) this.#move(client, entry, commit);
    entry.version = Math.max(entry.version, current); // older than what is remembered: as good as can be said
  }

  has(client) {
    return this.#present.has(client);
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
      move(entry, op, false);
      entry.version = version;
    }
  }

  #move(id, entry, { version, client, op }) {
    if (version !== entry.version + 1) return;
    move(entry, op, id === client);
    entry.version = version;
  }

  /**
   * Everybody at `version`, moved over `local` (operations from there on), within `content`:
   * `[{client, user, data}]` in the order of their ids. A selection that is none (`data` is what others sent) is null. Positions that refer to a version not yet seen wait for it.
   */
  list(version, local, content) {
    const length = totalLength(content);
    const shown = ({ data, selection, version: at }) => {
      if (!selection) return data?.selection ? { ...data, selection: null } : data;
      if (at > version) return { ...data, selection: null };
      const { anchor, head } = local.reduce((place, op) => moveSelection(place, op, false), selection);
      return { ...data, selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) } };
    };
    return [...this.#present]
      .map(([client, peer]) => ({ client, user: peer.user, data: shown(peer) }))
      .sort((a, b) => (a.client < b.client ? -1 : a.client > b.client ? 1 : 0));
  }
}

function move(entry, op, own) {
  if (entry.selection) entry.selection = moveSelection(entry.selection, op, own);
}
