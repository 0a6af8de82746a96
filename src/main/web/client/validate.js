// What the server refuses as INVALID_OP, found before it is sent.

import { canonicalise, lengthOf, textOf } from './ot.js';
import { equal, normal } from './attributes.js';

const MAX_LENGTH = 2 ** 31 - 1;
const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/** Whether a boundary at `index` would cut a surrogate pair of `text` in two. */
export const splitsPair = (text, index) =>
  index > 0 && index < text.length && isHigh(text.charCodeAt(index - 1)) && isLow(text.charCodeAt(index));

const UNPAIRED = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Text as the server takes it: without U+0000, unpaired surrogates replaced by U+FFFD. */
export const cleanText = (text) =>
  text.replaceAll('\0', '').replace(new RegExp(UNPAIRED, 'g'), '\ufffd');

function faultOf(c, type) {
  if (!isMap(c)) return 'a component is not an object';
  const actions = ['insert', 'retain', 'delete'].filter((name) => Object.hasOwn(c, name));
  if (actions.length !== 1) return 'a component needs exactly one of insert, retain and delete';
  if (Object.keys(c).some((name) => name !== actions[0] && name !== 'attributes')) return 'an unknown field';
  if (Object.hasOwn(c, 'attributes')) {
    if (type === 'text') return 'attributes in a text room';
    if (!isMap(c.attributes) || actions[0] === 'delete') return 'malformed attributes';
    if (Object.hasOwn(c.attributes, '__proto__')) return 'an attribute named __proto__';
  }
  if (actions[0] !== 'insert') {
    const length = c[actions[0]];
    return Number.isInteger(length) && length > 0 && length <= MAX_LENGTH ? null : 'a length is not a positive whole number';
  }
  if (typeof c.insert === 'string') {
    if (c.insert === '') return 'an empty insert';
    return UNPAIRED.test(c.insert) || c.insert.includes('\0') ? 'an unpaired surrogate or U+0000' : null;
  }
  if (!isMap(c.insert) || Object.keys(c.insert).length !== 1) return 'an embed needs exactly one type';
  return type === 'text' ? 'an embed in a text room' : null;
}

/** What is malformed in an operation, whatever the document; null if nothing. `type` is `text` or `rich-text`. */
export function malformedIn(op, type = 'rich-text') {
  if (!Array.isArray(op)) return 'an operation is a list of components';
  for (const c of op) {
    const fault = faultOf(c, type);
    if (fault) return fault;
  }
  return null;
}

/** Why a well-formed operation does not fit `document`; null if it does. */
export function misfitIn(op, document) {
  const text = textOf(document);
  let at = 0;
  for (const c of op) {
    if (splitsPair(text, at)) return 'a boundary inside a surrogate pair';
    if (c.insert === undefined) at += lengthOf(c);
    if (at > text.length) return 'past the end of the document';
  }
  return splitsPair(text, at) ? 'a boundary inside a surrogate pair' : null;
}

/** Whether a well-formed operation is spelt canonically. */
export function isCanonical(op) {
  const same = canonicalise(op);
  const spelt = (c, i) => equal(c, op[i]) && (c.attributes === undefined || normal(c.attributes) !== undefined);
  return same.length === op.length && same.every(spelt);
}

/** Why the server would refuse `op` on `document`, as a sentence; null if it would not. */
export function faultIn(op, document, type = 'rich-text') {
  return malformedIn(op, type) ?? (isCanonical(op) ? misfitIn(op, document) : 'not in canonical form');
}
