// The keys of a namespace as a tree: cut behind each ':' and '/', so that `cart:items/1` stands in `cart:`, and there in `items/`.
// Pure; a group is known by the beginning that its keys share.

const FEW = 60; // keys that are all shown at first

/** The parts of a key. */
export const partsOf = (key) => key.match(/[^:/]*[:/]|[^:/]+$/g) ?? [];

class Group {
  groups = new Map();
  leaves = [];
  count = 0;
}

/** Groups that hold nothing but one other are one row with it. */
function straight(name, group) {
  let [path, inner] = [name, group];
  while (inner.leaves.length === 0 && inner.groups.size === 1) {
    const [[part, only]] = inner.groups;
    path += part;
    inner = only;
  }
  return [path, inner];
}

export class KeyTree {
  #keys = new Set();
  #root = new Group();
  #opened = new Map(); // beginning → whether somebody opened or closed it
  #stale = false;

  /** Starts anew with these keys; what was opened stays so. */
  reset(keys) {
    this.#keys = new Set(keys);
    this.#stale = true;
  }

  add(key) {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#stale = true;
  }

  remove(key) {
    if (this.#keys.delete(key)) this.#stale = true;
  }

  get size() {
    return this.#keys.size;
  }

  isOpen(path) {
    return this.#opened.get(path) ?? this.#keys.size <= FEW;
  }

  toggle(path, open = !this.isOpen(path)) {
    this.#opened.set(path, open);
  }

  /** Opens whatever a key stands in. */
  reveal(key) {
    let path = '';
    for (const part of partsOf(key).slice(0, -1)) {
      path += part;
      this.toggle(path, true);
    }
  }

  /** What is to be seen, from top to bottom: `{path, name, level, position, of, group, open, count}`; a leaf's path is its key. */
  rows() {
    if (this.#stale) this.#build();
    const rows = [];
    const visit = (group, path, level) => {
      const of = group.groups.size + group.leaves.length;
      let position = 0;
      for (const [part, next] of group.groups) {
        const [name, inner] = straight(part, next);
        const open = this.isOpen(path + name);
        rows.push({ path: path + name, name, level, position: ++position, of, group: true, open, count: inner.count });
        if (open) visit(inner, path + name, level + 1);
      }
      for (const name of group.leaves) rows.push({ path: path + name, name, level, position: ++position, of, group: false });
    };
    visit(this.#root, '', 1);
    return rows;
  }

  #build() {
    this.#stale = false;
    this.#root = new Group();
    for (const key of [...this.#keys].sort()) {
      let group = this.#root;
      const parts = partsOf(key);
      const last = parts.pop();
      for (const part of parts) {
        group.count += 1;
        if (!group.groups.has(part)) group.groups.set(part, new Group());
        group = group.groups.get(part);
      }
      group.count += 1;
      group.leaves.push(last);
    }
  }
}
