// The conformance vectors, fetched as lines of JSON from `conformance/delta/`.

import * as ot from '/client/ot.js';
import { equal } from '/client/attributes.js';
import { faultIn } from '/client/validate.js';

async function lines(name) {
  const response = await fetch(`/conformance/delta/${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.text()).trim().split('\n').map((line) => JSON.parse(line));
}

const results = ({ doc, a, b, c, positions }) => ({
  apply_a: ot.apply(doc, a),
  apply_b: ot.apply(doc, b),
  compose_a_c: ot.compose(a, c),
  b_over_a_pri: ot.transform(a, b, true),
  b_over_a: ot.transform(a, b, false),
  a_over_b_pri: ot.transform(b, a, true),
  a_over_b: ot.transform(b, a, false),
  invert_a: ot.invert(a, doc),
  pos_a_pri: positions.map((p) => ot.transformPosition(a, p, true)),
  pos_a: positions.map((p) => ot.transformPosition(a, p, false)),
  length_a: ot.totalLength(a),
  change_length_a: ot.totalLength(ot.apply(doc, a)) - ot.totalLength(doc),
  converged: ot.apply(ot.apply(doc, a), ot.transform(a, b, true)),
});

/** Runs one profile; returns `{compared, failures}`. */
export async function profile(name) {
  const cases = await lines(`${name}.cases.jsonl`);
  const expected = await lines(`${name}.expected.jsonl`);
  const failures = [];
  let compared = 0;
  cases.forEach((example, i) => {
    if (example.id !== expected[i].id || !example.canonical) failures.push(`${name} line ${i + 1} is not what it should be`);
    for (const [what, result] of Object.entries(results(example))) {
      compared += 1;
      const actual = JSON.parse(JSON.stringify(result));
      if (!equal(actual, expected[i][what])) failures.push(`${example.id} ${what}: ${JSON.stringify(actual)}`);
    }
  });
  return { compared, failures };
}

/** Runs the operations that must be refused; returns `{compared, failures}`. */
export async function refusals() {
  const cases = await lines('invalid-ops.jsonl');
  const failures = cases.filter(({ op, doc }) => faultIn(op, doc) === null).map(({ id, why }) => `${id} accepted: ${why}`);
  return { compared: cases.length, failures };
}
