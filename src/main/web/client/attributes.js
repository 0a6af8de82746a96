// Attribute maps of rich text. A map is never changed once built; maps built here have no prototype, so that a name such as
// `__proto__` is an attribute like any other. `undefined` stands for "no attributes" everywhere.

const owns = Object.hasOwn;
const keysOf = (map) => (map ? Object.keys(map) : []);
const orNone = (map) => (Object.keys(map).length > 0 ? map : undefined);

/** Deep equality of two JSON values; the order of names does not matter. */
export function equal(a, b) {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => owns(b, name) && equal(a[name], b[name]));
}

/** `undefined` for a map without names: an empty map and a missing one mean the same. */
export const normal = (map) => (map && Object.keys(map).length > 0 ? map : undefined);

/** First a, then b. On a retain `null` is kept (it removes the attribute later); on an insert it is dropped. */
export function compose(a, b, keepNull) {
  if (!a && (!b || keepNull)) return normal(b);
  if (!b) return normal(a);
  const out = Object.create(null);
  for (const name of keysOf(b)) if (keepNull || b[name] !== null) out[name] = b[name];
  for (const name of keysOf(a)) if (!owns(b, name)) out[name] = a[name];
  return orNone(out);
}

/** b as it applies after a; with priority a's value wins where both set one. */
export function transform(a, b, priority) {
  if (!a || !b || !priority) return normal(b);
  const out = Object.create(null);
  for (const name of keysOf(b)) if (!owns(a, name)) out[name] = b[name];
  return orNone(out);
}

/** What takes back `attributes` on a text that had `base`. */
export function invert(attributes, base) {
  const out = Object.create(null);
  for (const name of keysOf(attributes)) {
    if (base && owns(base, name)) {
      if (base[name] !== attributes[name]) out[name] = base[name];
    } else if (attributes[name] !== undefined) {
      out[name] = null;
    }
  }
  return orNone(out);
}

/** What turns `from` into `to`. */
export function diff(from, to) {
  const out = Object.create(null);
  for (const name of keysOf(from)) if (!to || !owns(to, name)) out[name] = null;
  for (const name of keysOf(to)) if (!from || !owns(from, name) || !equal(from[name], to[name])) out[name] = to[name];
  return orNone(out);
}
