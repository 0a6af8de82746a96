// Cuts an operation that is larger than one message may be into two that do the same one after the other.

import { DELETE, INSERT, RETAIN, canonicalise, kindOf, lengthOf } from './ot.js';
import { splitsPair } from './validate.js';

const encoder = new TextEncoder();
const bytes = (value) => encoder.encode(JSON.stringify(value)).length;
const bytesOfText = (c) => (typeof c.insert === 'string' ? bytes(c.insert) - 2 : 0);

/**
 * `[head, tail]` with compose(head, tail) equal to `op` and head at most `limit` bytes on the wire; tail is null where op fits.
 * One embed or one component's attributes are never cut, whatever their size.
 */
export function split(op, limit) {
  if (bytes(op) <= limit) return [op, null];
  const head = [];
  let size = 2;
  let produced = 0; // length of the document part that head has written
  for (let i = 0; i < op.length; i++) {
    const c = op[i];
    const cost = bytes(c) + 1;
    if (size + cost <= limit) {
      head.push(c);
      size += cost;
      if (kindOf(c) !== DELETE) produced += lengthOf(c);
      continue;
    }
    let rest = op.slice(i);
    const room = Math.floor((limit - size - (cost - bytesOfText(c))) / 6); // six bytes a unit is the worst JSON can do
    if (kindOf(c) === INSERT && typeof c.insert === 'string' && room > 1) {
      const cut = splitsPair(c.insert, room) ? room - 1 : room;
      head.push({ ...c, insert: c.insert.slice(0, cut) });
      produced += cut;
      rest = [{ ...c, insert: c.insert.slice(cut) }, ...op.slice(i + 1)];
    } else if (head.every((done) => kindOf(done) === RETAIN && !done.attributes)) {
      head.push(c);
      if (kindOf(c) !== DELETE) produced += lengthOf(c);
      rest = op.slice(i + 1);
    }
    const tail = canonicalise(produced > 0 ? [{ retain: produced }, ...rest] : rest);
    return [canonicalise(head), tail.length > 0 ? tail : null];
  }
  return [op, null];
}
