/** Seeded numbers (mulberry32): the same seed gives the same play everywhere. */
export class Seeded {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number in [0, n). */
  below(n) {
    return Math.floor(this.next() * n);
  }

  of(list) {
    return list[this.below(list.length)];
  }

  chance(probability) {
    return this.next() < probability;
  }
}

const CHARACTERS = ['a', 'b', 'c', ' ', '\n', '\r', '\t', 'é', '文', 'א', '😀', '👍🏽', '\u200d', '𠀀'];
const ATTRIBUTES = [{ bold: true }, { bold: null }, { color: 'red' }, { color: 'blue', bold: true }, { meta: { k: [1, null] } }];

export const someText = (random, most) =>
  Array.from({ length: 1 + random.below(most) }, () => random.of(CHARACTERS)).join('');

/** The positions of a document at which it may be cut. */
const cuts = (document) => {
  const at = [0];
  let offset = 0;
  for (const { insert } of document) {
    for (const character of typeof insert === 'string' ? insert : ' ') at.push((offset += character.length));
  }
  return at;
};

const someInsert = (random, rich) => {
  const value = rich && random.chance(0.2) ? { image: random.below(3) } : someText(random, 4);
  const attributes = rich && random.chance(0.4) ? random.of(ATTRIBUTES.filter(({ bold }) => bold !== null)) : undefined;
  return attributes ? { insert: value, attributes } : { insert: value };
};

/** A random change of `document`, in any spelling the caller has to canonicalise. */
export function someOperation(random, document, rich) {
  const places = cuts(document);
  const op = [];
  let index = 0;
  for (let steps = random.below(5); steps > 0; steps--) {
    const to = index + random.below(Math.min(6, places.length - index));
    const length = places[to] - places[index];
    if (length > 0) {
      const kind = random.below(3);
      if (kind === 0) op.push({ delete: length });
      else if (kind === 1 && rich) op.push({ retain: length, attributes: random.of(ATTRIBUTES) });
      else op.push({ retain: length });
      index = to;
    }
    if (random.chance(0.6)) op.push(someInsert(random, rich));
  }
  return op;
}

export const someDocument = (random, rich) => Array.from({ length: random.below(5) }, () => someInsert(random, rich));
