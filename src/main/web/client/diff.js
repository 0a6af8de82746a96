// The difference of two documents as one operation: lines first, then words inside changed lines (Myers, "An O(ND) difference
// algorithm", 1986). Boundaries never fall inside a surrogate pair.

import * as attributes from './attributes.js';
import { INSERT, RETAIN, Reader, chop, kindOf, lengthOf, push, textOf } from './ot.js';
import { splitsPair } from './validate.js';

const MAX_EDITS = 1000; // beyond this many differences a stretch is replaced as a whole
const EMBED = '\0'; // documents hold no U+0000, so an embed cannot be taken for a character

const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const wordsOf = (text) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

/**
 * Myers' greedy search from `from` to `to`, both lists of tokens. Returns the edits in order, each `[kind, token]` with kind
 * `keep`, `drop` or `add`, or null when there are too many of them.
 */
function align(from, to) {
  const limit = Math.min(MAX_EDITS, from.length + to.length);
  const reach = new Int32Array(2 * limit + 3); // furthest x on diagonal k, at [k + limit + 1]
  const mid = limit + 1;
  const trail = [];
  for (let edits = 0; edits <= limit; edits++) {
    trail.push(reach.slice(mid - edits - 1, mid + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[mid + k - 1] < reach[mid + k + 1]);
      let x = down ? reach[mid + k + 1] : reach[mid + k - 1] + 1;
      while (x < from.length && x - k < to.length && from[x] === to[x - k]) x++;
      reach[mid + k] = x;
      if (x >= from.length && x - k >= to.length) return walkBack(from, to, trail);
    }
  }
  return null;
}

function walkBack(from, to, trail) {
  const steps = [];
  let x = from.length;
  let y = to.length;
  for (let edits = trail.length - 1; edits > 0; edits--) {
    const at = (k) => trail[edits][k + edits + 1];
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const startX = down ? at(k + 1) : at(k - 1);
    const startY = startX - (down ? k + 1 : k - 1);
    for (; x > startX && y > startY; x--, y--) steps.push(['keep', from[x - 1]]);
    if (down) steps.push(['add', to[startY]]);
    else steps.push(['drop', from[startX]]);
    x = startX;
    y = startY;
  }
  for (; x > 0; x--) steps.push(['keep', from[x - 1]]);
  return steps.reverse();
}

/** Appends the difference of two strings; `finer` lists the tokenisers still to try, coarsest first. */
function diffText(out, from, to, finer) {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  if (splitsPair(from, start) || splitsPair(to, start)) start--;
  let end = 0;
  const most = Math.min(from.length, to.length) - start;
  while (end < most && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  if (splitsPair(from, from.length - end) || splitsPair(to, to.length - end)) end--;
  push(out, { retain: start });
  diffMiddle(out, from.slice(start, from.length - end), to.slice(start, to.length - end), finer);
  push(out, { retain: end });
}

function diffMiddle(out, from, to, finer) {
  const steps = from && to && finer.length > 0 ? align(finer[0](from), finer[0](to)) : null;
  if (!steps) {
    push(out, { insert: to });
    push(out, { delete: from.length });
    return;
  }
  let dropped = '';
  let added = '';
  const flush = () => {
    if (dropped || added) diffText(out, dropped, added, finer.slice(1));
    dropped = '';
    added = '';
  };
  for (const [kind, token] of steps) {
    if (kind === 'drop') dropped += token;
    else if (kind === 'add') added += token;
    else {
      flush();
      push(out, { retain: token.length });
    }
  }
  flush();
}

/** The operation that turns document `from` into document `to`. */
export function diff(from, to) {
  const rough = [];
  diffText(rough, textOf(from, EMBED), textOf(to, EMBED), [linesOf, wordsOf]);
  const x = new Reader(from);
  const y = new Reader(to);
  const out = [];
  const copy = (length) => {
    for (let left = length; left > 0; ) {
      const piece = y.take(left);
      left -= lengthOf(piece);
      push(out, piece);
    }
  };
  const drop = (length) => {
    push(out, { delete: length });
    for (let left = length; left > 0; ) left -= lengthOf(x.take(left));
  };
  const keep = (length) => {
    for (let left = length; left > 0; ) {
      const size = Math.min(left, x.left, y.left);
      const old = x.take(size);
      const now = y.take(size);
      left -= size;
      if (typeof old.insert === 'string' || attributes.equal(old.insert, now.insert)) {
        const map = attributes.diff(old.attributes, now.attributes);
        push(out, map ? { retain: size, attributes: map } : { retain: size });
      } else {
        push(out, now);
        push(out, { delete: size });
      }
    }
  };
  for (const c of rough) {
    const kind = kindOf(c);
    if (kind === INSERT) copy(lengthOf(c));
    else if (kind === RETAIN) keep(lengthOf(c));
    else drop(lengthOf(c));
  }
  return chop(out);
}
