// Operational transform of text and rich text: Quill's Delta, lengths in UTF-16 code units.
//
//   operation  [{retain: 3}, {insert: "abc"}, {delete: 2}]          a document is an operation of inserts only
//                    3        what to add        2 units go          {insert: {…}} is an embed of length 1
//
// Canonical form: no empty component, equal neighbours merged, insert before delete, no trailing plain retain. Every operation
// returned here is canonical if those passed in are. Operations and their components are never changed, only shared.

import * as attributes from './attributes.js';

export const INSERT = 0;
export const RETAIN = 1;
export const DELETE = 2;

export const kindOf = (c) => (c.insert !== undefined ? INSERT : c.delete !== undefined ? DELETE : RETAIN);

/** Length of one component in code units; an embed has length 1. */
export function lengthOf(c) {
  if (c.insert !== undefined) return typeof c.insert === 'string' ? c.insert.length : 1;
  return c.delete !== undefined ? c.delete : c.retain;
}

const withAttributes = (c, map) => {
  if (map) c.attributes = map;
  return c;
};
const retain = (length, map) => withAttributes({ retain: length }, map);
const insert = (value, map) => withAttributes({ insert: value }, map);

/** Appends a component to `out`, keeping `out` canonical except for a trailing retain. */
export function push(out, c) {
  const kind = kindOf(c);
  if (!(lengthOf(c) > 0)) return;
  let at = out.length;
  let last = at > 0 ? out[at - 1] : undefined;
  if (kind === INSERT && last && last.delete !== undefined) {
    at -= 1; // inserting before or after a deletion at one place is the same edit: the insert stands first
    last = at > 0 ? out[at - 1] : undefined;
  }
  if (last && kindOf(last) === kind) {
    if (kind === DELETE) {
      out[at - 1] = { delete: last.delete + c.delete };
      return;
    }
    const joins = kind === RETAIN || (typeof c.insert === 'string' && typeof last.insert === 'string');
    if (joins && attributes.equal(c.attributes, last.attributes)) {
      out[at - 1] = kind === RETAIN
        ? retain(last.retain + c.retain, c.attributes)
        : insert(last.insert + c.insert, c.attributes);
      return;
    }
  }
  if (at === out.length) out.push(c);
  else out.splice(at, 0, c);
}

/** Drops a trailing plain retain. */
export function chop(out) {
  const last = out[out.length - 1];
  if (last && kindOf(last) === RETAIN && !last.attributes) out.pop();
  return out;
}

/** Walks an operation in pieces; behind its end stands one endless retain. */
export class Reader {
  constructor(op) {
    this.op = op;
    this.index = 0;
    this.offset = 0;
  }

  get more() {
    return this.index < this.op.length;
  }

  get kind() {
    return this.index < this.op.length ? kindOf(this.op[this.index]) : RETAIN;
  }

  get left() {
    return this.index < this.op.length ? lengthOf(this.op[this.index]) - this.offset : Infinity;
  }

  /** The next `length` units of the current component, or what is left of it. */
  take(length) {
    const c = this.op[this.index];
    if (!c) return { retain: length };
    const whole = lengthOf(c);
    const start = this.offset;
    const size = Math.min(length, whole - start);
    if (start + size === whole) {
      this.index += 1;
      this.offset = 0;
    } else {
      this.offset += size;
    }
    if (size === whole) return c;
    if (c.delete !== undefined) return { delete: size };
    if (c.insert === undefined) return retain(size, c.attributes);
    return insert(c.insert.slice(start, start + size), c.attributes);
  }
}

/** The canonical spelling of an operation. */
export function canonicalise(op) {
  const out = [];
  for (const c of op) {
    const map = attributes.normal(c.attributes);
    const kind = kindOf(c);
    push(out, kind === DELETE ? { delete: c.delete } : kind === INSERT ? insert(c.insert, map) : retain(c.retain, map));
  }
  return chop(out);
}

/** One operation that does what a and then b do. */
export function compose(a, b) {
  const x = new Reader(a);
  const y = new Reader(b);
  const out = [];
  while (x.more || y.more) {
    if (y.kind === INSERT) {
      push(out, y.take(y.left));
    } else if (x.kind === DELETE) {
      push(out, x.take(x.left));
    } else {
      const length = Math.min(x.left, y.left);
      const first = x.take(length);
      const second = y.take(length);
      const inserted = first.insert !== undefined;
      if (second.delete !== undefined) {
        if (!inserted) push(out, second);
      } else if (!second.attributes) {
        push(out, first);
      } else {
        const map = attributes.compose(first.attributes, second.attributes, !inserted);
        push(out, inserted ? insert(first.insert, map) : retain(length, map));
      }
    }
  }
  return chop(out);
}

/**
 * b rewritten so that it applies after the concurrent a. With priority a came first: at one place a's text stands before b's,
 * and a's attribute wins.
 */
export function transform(a, b, priority) {
  const x = new Reader(a);
  const y = new Reader(b);
  const out = [];
  while (x.more || y.more) {
    if (x.kind === INSERT && (priority || y.kind !== INSERT)) {
      push(out, { retain: lengthOf(x.take(x.left)) });
    } else if (y.kind === INSERT) {
      push(out, y.take(y.left));
    } else {
      const length = Math.min(x.left, y.left);
      const first = x.take(length);
      const second = y.take(length);
      if (first.delete !== undefined) continue;
      if (second.delete !== undefined) push(out, second);
      else push(out, retain(length, attributes.transform(first.attributes, second.attributes, priority)));
    }
  }
  return chop(out);
}

/** The operation that takes back `op`, which was applied to `document`. */
export function invert(op, document) {
  const base = new Reader(document);
  const out = [];
  for (const c of op) {
    const kind = kindOf(c);
    if (kind === INSERT) {
      push(out, { delete: lengthOf(c) });
      continue;
    }
    for (let left = lengthOf(c); left > 0; ) {
      if (!base.more) throw new RangeError('operation reaches past the end of the document');
      const piece = base.take(left);
      const length = lengthOf(piece);
      left -= length;
      if (kind === DELETE) push(out, piece);
      else push(out, retain(length, c.attributes && attributes.invert(c.attributes, piece.attributes)));
    }
  }
  return chop(out);
}

/** Where a position of the old document stands in the new one; with priority it stays in front of text inserted at it. */
export function transformPosition(op, position, priority) {
  let index = position;
  let offset = 0;
  for (const c of op) {
    if (offset > index) break;
    const length = lengthOf(c);
    const kind = kindOf(c);
    if (kind === DELETE) {
      index -= Math.min(length, index - offset);
      continue;
    }
    if (kind === INSERT && (offset < index || !priority)) index += length;
    offset += length;
  }
  return index;
}

/** Where a position of the new document stood in the old one; inside inserted text: where that text was inserted. */
export function positionBefore(op, position) {
  let before = 0;
  let after = 0;
  for (const c of op) {
    const length = lengthOf(c);
    const kind = kindOf(c);
    if (kind === DELETE) {
      before += length;
      continue;
    }
    if (position < after + length || (kind === INSERT && position === after)) {
      return kind === INSERT ? before : before + position - after;
    }
    after += length;
    if (kind === RETAIN) before += length;
  }
  return before + Math.max(0, position - after);
}

/** The document after `op`. Throws a RangeError where it reaches past the end. */
export function apply(document, op) {
  const base = new Reader(document);
  const out = [];
  for (const c of op) {
    const kind = kindOf(c);
    if (kind === INSERT) {
      push(out, c);
      continue;
    }
    for (let left = lengthOf(c); left > 0; ) {
      if (!base.more) throw new RangeError('operation reaches past the end of the document');
      const piece = base.take(left);
      left -= lengthOf(piece);
      if (kind === DELETE) continue;
      if (c.attributes) push(out, insert(piece.insert, attributes.compose(piece.attributes, c.attributes, false)));
      else push(out, piece);
    }
  }
  while (base.more) push(out, base.take(base.left));
  return out;
}

/** A plain text after a plain-text operation. Throws a RangeError where it reaches past the end. */
export function applyToText(text, op) {
  let out = '';
  let at = 0;
  for (const c of op) {
    const kind = kindOf(c);
    if (kind === INSERT) {
      out += c.insert;
      continue;
    }
    const end = at + lengthOf(c);
    if (end > text.length) throw new RangeError('operation reaches past the end of the document');
    if (kind === RETAIN) out += text.slice(at, end);
    at = end;
  }
  return out + text.slice(at);
}

/** The text of a document; every embed becomes one `embed` character, so that positions agree. */
export function textOf(document, embed = '\ufffc') {
  let text = '';
  for (const c of document) text += typeof c.insert === 'string' ? c.insert : embed;
  return text;
}

/** Length of a document, or of an operation's components all together. */
export const totalLength = (op) => op.reduce((sum, c) => sum + lengthOf(c), 0);
