// Edits that outlive the page: what the server has not acknowledged is kept in the browser's storage, per room and client id, and
// given back to the next page that holds that id. See drafts.d.ts.

const MOST_CHARACTERS = 2 * 2 ** 20; // of one draft; browsers keep about five million of all together

export class Drafts {
  #storage;
  #prefix;
  #most;

  constructor({ storage, key = 'akkord.draft', most = MOST_CHARACTERS } = {}) {
    this.#storage = storage;
    this.#prefix = `${key}:`;
    this.#most = most;
  }

  load(room, client) {
    try {
      return JSON.parse(this.#where.getItem(this.#name(room, client)));
    } catch {
      return null;
    }
  }

  save(room, client, draft) {
    const text = JSON.stringify(draft);
    try {
      if (text.length > this.#most) throw new RangeError('too large to be kept');
      this.#where.setItem(this.#name(room, client), text);
      return true;
    } catch {
      this.remove(room, client); // an older one would say again what has been said
      return false;
    }
  }

  remove(room, client) {
    try {
      this.#where.removeItem(this.#name(room, client));
    } catch {
      // a storage that does not open holds nothing
    }
  }

  list() {
    const found = [];
    for (const name of this.#names()) {
      const [room, client] = name.slice(this.#prefix.length).split(':');
      if (room && client) found.push({ room, client });
    }
    return found;
  }

  #names() {
    try {
      const storage = this.#where;
      const all = Array.from({ length: storage.length }, (_, i) => storage.key(i));
      return all.filter((name) => name?.startsWith(this.#prefix)).sort();
    } catch {
      return [];
    }
  }

  // Reading the property may throw already, where a browser forbids storage.
  get #where() {
    return this.#storage ?? globalThis.localStorage;
  }

  #name(room, client) {
    return `${this.#prefix}${room}:${client}`;
  }
}
