// JSON values for people: written short, written out, and what is wrong with one that was typed.

const SHORT = 120;
const DEEPEST = 64;

/** One line of a value, at most `most` characters of it. */
export function shortOf(value, most = SHORT) {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  if (text.length <= most) return text;
  return `${[...text.slice(0, most)].slice(0, -1).join('')}…`;
}

/** A value written out. */
export const prettyOf = (value) => (value === undefined ? '' : JSON.stringify(value, null, 2));

/** What a value is, in a word: for marking and for telling apart a text "1" from a number 1. */
export function kindOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function depthOf(value, most) {
  if (typeof value !== 'object' || value === null) return 0;
  if (most === 0) return 1;
  let depth = 0;
  for (const inner of Object.values(value)) depth = Math.max(depth, depthOf(inner, most - 1));
  return depth + 1;
}

function hasInfinite(value) {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInfinite);
}

/** Reads what was typed: `{value}`, or `{fault}` with what is wrong with it, in words. */
export function readJson(text) {
  const typed = text.trim();
  if (typed === '') return { fault: 'Write a value: a number, true, false, null, a "text" in quotes, a [list] or an {"object": …}.' };
  let value;
  try {
    value = JSON.parse(typed);
  } catch (error) {
    return { fault: faultOf(typed, error, text) };
  }
  if (depthOf(value, DEEPEST) > DEEPEST) return { fault: `Lists and objects stand at most ${DEEPEST} deep in each other.` };
  if (hasInfinite(value)) return { fault: 'A number in it is larger than numbers can be here.' };
  return { value };
}

function faultOf(typed, { message }, text) {
  if (/^[\p{L}_][\p{L}\p{N}_ .,!?-]*$/u.test(typed)) return `A text stands in double quotes: ${JSON.stringify(typed)}`;
  if (typed.startsWith("'")) return 'Texts stand in double quotes, not in single ones.';
  const where = placeOf(text, message);
  if (/[,]\s*[}\]]/.test(typed)) return `This is not JSON${where}: there may be a comma too many before a closing bracket.`;
  const [, name] = /[{,]\s*([A-Za-z_$][\w$]*)\s*:/.exec(typed) ?? [];
  if (name !== undefined) return `This is not JSON${where}: names stand in double quotes, as in {"${name}": …}.`;
  if (/unexpected end|end of (json|data)|unterminated/i.test(message)) return 'Something is missing at the end: a bracket or a quote is not closed.';
  return `This is not JSON${where}.`;
}

function placeOf(text, message) {
  const [, found] = /at position (\d+)/.exec(message) ?? [];
  if (found === undefined) return '';
  const position = Number(found) + text.length - text.trimStart().length;
  const before = text.slice(0, position).split('\n');
  return before.length === 1 && !text.trim().includes('\n')
    ? ` at character ${position + 1}`
    : ` in line ${before.length}, at character ${before.at(-1).length + 1}`;
}

/** What is wrong with a key, in words; '' if nothing is. */
export function faultInKey(key) {
  if (key === '') return 'Give the key a name.';
  if (key.length > 256) return `A key has at most 256 characters; this one has ${key.length}.`;
  if (/[\u0000-\u001f\u007f-\u009f]/.test(key)) return 'A key holds no line breaks, tabs or other control characters.';
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(key) ? 'A character of the key is broken.' : '';
}

/** Reads a time to live, in seconds: `{ttl}`, undefined where none is given, or `{fault}`. */
export function readTtl(text) {
  const typed = text.trim();
  if (typed === '') return {};
  const ttl = Number(typed);
  return /^\d+$/.test(typed) && ttl >= 1 && ttl <= 1e9 ? { ttl } : { fault: 'A time is a whole number of seconds, from 1 to 1,000,000,000.' };
}
