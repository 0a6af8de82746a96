// What happens in a namespace, in words for the person in front of the page.

import { agoOf } from './room-words.js';
import { nameOf } from './names.js';

const number = new Intl.NumberFormat('en');
const STEPS = [['MB', 1e6], ['kB', 1e3]];
const ORIGINS = new Map([
  ['_http', 'a service, over HTTP'],
  ['_alarm', 'the server, when its time had come'],
  ['_server', 'the server'],
]);

const LOST = {
  TOO_LARGE: 'The server did not accept your change: the value, or the whole namespace with it, would be too large.',
  INVALID_OP: 'The server did not accept your change:',
  FORBIDDEN: 'You may read this namespace but not change it. Your change was not accepted.',
  UNAUTHORIZED: 'Your sign-in has expired. Your change was not accepted.',
  CONFLICT: 'The server did not accept your change:',
  RATE_LIMITED: 'You are faster than the server allows. Wait a little.',
};

/** How much text a size in characters is. */
export function sizeOf(size) {
  const [unit, step] = STEPS.find(([, least]) => size >= least) ?? ['', 1];
  if (unit === '') return size === 1 ? '1 byte' : `${number.format(size)} bytes`;
  return `${number.format(Math.round((10 * size) / step) / 10)} ${unit}`;
}

/** One line about a namespace of the directory; `here`: it is the one on this page. */
export function detailsOf({ version, size, updatedAt }, here, now) {
  const changes = Number.isInteger(version) ? (version === 1 ? '1 change' : `${number.format(version)} changes`) : '';
  const large = Number.isInteger(size) ? (size === 0 ? 'empty' : sizeOf(size)) : '';
  return [here ? 'open now' : '', large, changes, agoOf(updatedAt, now)].filter(Boolean).join(' · ');
}

/** Who made a commit: the user where there is one, else the name made up for the client. `me` is this page's client. */
export function whoOf({ client, user }, me) {
  if (client === me) return 'You';
  if (ORIGINS.has(client)) return ORIGINS.get(client);
  return user && user !== 'anonymous' && user !== client ? user : nameOf(client);
}

/** How many keys there are, and which. */
export function describeKeys(count, patterns) {
  const many = count === 1 ? '1 key' : `${number.format(count)} keys`;
  if (!patterns) return count === 0 ? 'There are no keys yet.' : many;
  const filter = `“${patterns.join('”, “')}”`;
  return count === 0 ? `No key matches ${filter}.` : `${many} ${count === 1 ? 'matches' : 'match'} ${filter}`;
}

/** The patterns that a filter means: what stands in it is how keys begin, unless it has a `*`. */
export function patternsOf(filter) {
  const typed = filter.trim();
  if (typed === '') return undefined;
  return [typed.includes('*') ? typed : `${typed}*`];
}

/** What was refused. */
export function refusal({ code, message }) {
  if (!Object.hasOwn(LOST, code)) return `The server refused something: ${message || code}`;
  return LOST[code].endsWith(':') ? `${LOST[code]} ${message || code}` : LOST[code];
}

/** Where a change is from, if its author said so. */
export const sourceOf = ({ source }) => (source ? `from ${source}` : '');
