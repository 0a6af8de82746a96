// CodeMirror's changes as operations and back. Both count UTF-16 code units, and the editor keeps every character but "\n" as it
// is (see editor.js), so positions are the same on both sides.

import { canonicalise, kindOf, lengthOf, DELETE, INSERT } from '../client/ot.js';
import { cleanText, splitsPair } from '../client/validate.js';

/** Whether `position` cuts a surrogate pair of a CodeMirror text in two. */
function cutsPair(doc, position) {
  const from = Math.max(0, position - 1);
  return splitsPair(doc.sliceString(from, Math.min(doc.length, position + 1)), position - from);
}

/** Changed ranges `{fromA, toA, fromB, toB}` in ascending order, widened where they would cut a surrogate pair. */
function ranges(changes, before) {
  const found = [];
  changes.iterChanges((fromA, toA, fromB, toB) => {
    const left = cutsPair(before, fromA) ? 1 : 0;
    const right = cutsPair(before, toA) ? 1 : 0;
    found.push({ fromA: fromA - left, toA: toA + right, fromB: fromB - left, toB: toB + right });
  });
  return found;
}

/** The operation that a ChangeSet is; `before` and `after` are the texts around it. */
export function operationOf(changes, before, after) {
  const op = [];
  let at = 0;
  for (const { fromA, toA, fromB, toB } of ranges(changes, before)) {
    op.push({ retain: fromA - at }, { insert: after.sliceString(fromB, toB, '\n') }, { delete: toA - fromA });
    at = toA;
  }
  return canonicalise(op);
}

/** What to change in `after` so that the server will take the edit: `[{from, to, insert}]`, empty for nearly every edit. */
export function repairs(changes, before, after) {
  const found = [];
  for (const { fromB, toB } of ranges(changes, before)) {
    const text = after.sliceString(fromB, toB, '\n');
    const clean = cleanText(text);
    if (clean !== text) found.push({ from: fromB, to: toB, insert: clean });
  }
  return found;
}

/** The CodeMirror changes that an operation is; each embed becomes one U+FFFC. */
export function changesOf(op) {
  const changes = [];
  let at = 0;
  for (const c of op) {
    const kind = kindOf(c);
    const length = lengthOf(c);
    if (kind === INSERT) {
      changes.push({ from: at, insert: typeof c.insert === 'string' ? c.insert : '\ufffc' });
      continue;
    }
    if (kind === DELETE) changes.push({ from: at, to: at + length });
    at += length;
  }
  return changes;
}
