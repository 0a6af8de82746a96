// The laws of operational transform on random cases. `check` returns the smallest failing case it met, or null.

import * as ot from '/client/ot.js';
import { equal } from '/client/attributes.js';
import { diff } from '/client/diff.js';
import { faultIn } from '/client/validate.js';
import { split } from '/client/split.js';
import { Seeded, someDocument, someOperation } from './random.js';

const fits = (op, document) => faultIn(op, document) === null;

const laws = {
  'results are canonical and fit': ({ doc, a, b, c, afterA, afterB }) =>
    fits(ot.transform(a, b, true), afterA) && fits(ot.transform(b, a, false), afterB) &&
    fits(ot.compose(a, c), doc) && fits(ot.invert(a, doc), afterA),
  'both orders give one document': ({ a, b, afterA, afterB }) =>
    equal(ot.apply(afterA, ot.transform(a, b, true)), ot.apply(afterB, ot.transform(b, a, false))),
  'composing is doing both': ({ doc, a, c, afterA }) => equal(ot.apply(doc, ot.compose(a, c)), ot.apply(afterA, c)),
  'composing is associative': ({ a, c, d }) => equal(ot.compose(ot.compose(a, c), d), ot.compose(a, ot.compose(c, d))),
  'an inverse takes back': ({ doc, a, afterA }) => equal(ot.apply(afterA, ot.invert(a, doc)), doc),
  'transforming over nothing changes nothing': ({ a }) =>
    equal(ot.transform([], a, true), a) && equal(ot.compose([], a), a) && equal(ot.compose(a, []), a),
  'text agrees with documents': ({ doc, a, afterA, rich }) =>
    rich || ot.applyToText(ot.textOf(doc), a) === ot.textOf(afterA),
  'positions stay within, in order, and come back': ({ doc, a, afterA }) => {
    const length = ot.totalLength(doc);
    const after = ot.totalLength(afterA);
    for (let p = 0, last = 0; p <= length; p++) {
      const moved = ot.transformPosition(a, p, true);
      if (moved < last || moved > after || ot.transformPosition(a, p, false) < moved) return false;
      last = moved;
    }
    for (let p = 0, last = 0; p <= after; p++) {
      const before = ot.positionBefore(a, p);
      if (before < last || before > length) return false;
      last = before;
    }
    return true;
  },
  'a difference leads from one to the other': ({ doc, afterA }) => {
    const op = diff(doc, afterA);
    return fits(op, doc) && equal(ot.apply(doc, op), afterA);
  },
  'parts of an operation do what it does': ({ doc, a, afterA, limit }) => {
    let document = doc;
    for (let rest = a; rest; ) {
      const [head, tail] = split(rest, limit);
      if (!fits(head, document) || (tail && head.length === 0)) return false;
      document = ot.apply(document, head);
      rest = tail;
    }
    return equal(document, afterA);
  },
};

function someCase(seed) {
  const random = new Seeded(seed);
  const rich = random.chance(0.5);
  const doc = ot.canonicalise(someDocument(random, rich));
  const some = (document) => ot.canonicalise(someOperation(random, document, rich));
  const a = some(doc);
  const b = some(doc);
  const afterA = ot.apply(doc, a);
  const c = some(afterA);
  const d = some(ot.apply(afterA, c));
  return { seed, rich, doc, a, b, c, d, afterA, afterB: ot.apply(doc, b), limit: 60 + random.below(100) };
}

/** Runs `count` cases from `seed` on; the failing case with the shortest JSON, or null. */
export function check(seed, count) {
  let worst = null;
  for (let i = 0; i < count; i++) {
    const example = someCase(seed + i);
    for (const [law, holds] of Object.entries(laws)) {
      let broken;
      try {
        broken = holds(example) ? null : 'broken';
      } catch (error) {
        broken = String(error);
      }
      if (!broken) continue;
      const report = JSON.stringify({ law, broken, ...example });
      if (worst === null || report.length < worst.length) worst = report;
    }
  }
  return worst;
}
