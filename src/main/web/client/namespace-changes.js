// Changes of a namespace, as they are submitted, and effects, as the server tells them. Keys only ever stand in Maps and in strings,
// so that one named `__proto__` is a key like any other.

const MAX_KEY = 256;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const UNPAIRED = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const KEYED = new Set(['set', 'delete', 'merge', 'patch']);
const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a text can be a key. */
export const isKey = (text) =>
  typeof text === 'string' && text !== '' && text.length <= MAX_KEY && !CONTROL.test(text) && !UNPAIRED.test(text);

/** What is malformed in a list of changes, as a sentence; null if nothing. */
export function malformedChanges(changes) {
  if (!Array.isArray(changes) || changes.length === 0) return 'a submission is a list of changes';
  for (const change of changes) {
    if (!isMap(change)) return 'a change is not an object';
    const { op, key, value, patch, ttl, mfe } = change;
    if (KEYED.has(op) && !isKey(key)) return 'a key has 1 to 256 characters, no control characters';
    if ((op === 'set' || op === 'merge') && value === undefined) return `a ${op} needs a value`;
    if (op === 'patch' && !Array.isArray(patch)) return 'a patch is a list';
    if (ttl !== undefined && !(op === 'set' && Number.isInteger(ttl) && ttl > 0)) return 'a ttl is a whole number of seconds';
    if (op === 'register' && typeof mfe?.id !== 'string') return 'an MFE has an id';
    if (op === 'unregister' && typeof mfe !== 'string') return 'an MFE is unregistered by its id';
    if (op === 'restore' && !isMap(change.snapshot)) return 'a snapshot is an object';
    if (!KEYED.has(op) && !['clear', 'restore', 'register', 'unregister'].includes(op)) return `an unknown change: ${op}`;
  }
  return null;
}

/** Whether a change may touch this key. */
export function touches({ op, key, mfe, snapshot, mode }, other) {
  if (KEYED.has(op)) return key === other;
  if (op === 'clear') return true;
  if (op === 'restore') return mode !== 'merge' || Object.hasOwn(snapshot, other);
  return op === 'unregister' && other.startsWith(`${mfe}:`);
}

/** The effects of changes that say all about theirs: an ACK leaves those out. One per key, the last one counts. */
export function effectsOf(changes) {
  const effects = new Map();
  for (const { op, key, value } of changes) {
    if (op === 'set') effects.set(key, { key, value });
    else if (op === 'delete') effects.set(key, { key, deleted: true });
  }
  return [...effects.values()];
}

/** JSON Merge Patch, RFC 7396. Nothing given is changed. */
export function mergePatch(target, patch) {
  if (!isMap(patch)) return patch;
  const merged = new Map(isMap(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** A test of keys by patterns, in which `*` stands for any run of characters; no patterns, every key. */
export function matcher(patterns) {
  if (!patterns) return () => true;
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const tests = patterns.map((pattern) => new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`, 's'));
  return (key) => tests.some((test) => test.test(key));
}
