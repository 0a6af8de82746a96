// What the server has, page by page, and what it remembers.

import { tokenOfPage } from './address.js';

const PAGE = 50;

/** The server did not tell; `message` says why, in words. */
export class Unlisted extends Error {}

const reasonsFor = (kind) => new Map([
  [401, `You need to sign in to see the ${kind} of this server.`],
  [403, `You may not see the list of ${kind}.`],
  [404, `This server does not list its ${kind}.`],
  [405, `This server does not list its ${kind}.`],
  [429, 'You are asking too often. Wait a little.'],
]);

/** Asks the server as this user. */
export function ask(path, signal) {
  const token = tokenOfPage();
  return fetch(path, { headers: { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, signal });
}

/**
 * One page of the objects of a kind (`rooms`, `namespaces`) whose names begin with `prefix`: `{items: [{id, type, size, updatedAt}],
 * next}`; `next` is the cursor of the page after it, undefined at the end. Rejects with Unlisted, or with an AbortError where
 * `signal` says so.
 */
export async function list(kind, { prefix = '', cursor, signal }) {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (prefix) query.set('prefix', prefix);
  if (cursor) query.set('cursor', cursor);
  let answer;
  try {
    answer = await ask(`/v1/${kind}?${query}`, signal);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Unlisted(`The server cannot be reached, so its ${kind} cannot be listed.`);
  }
  if (!answer.ok) throw new Unlisted(reasonsFor(kind).get(answer.status) ?? `The server cannot list its ${kind} at the moment.`);
  const { items, next } = await answer.json().catch(() => ({}));
  if (!Array.isArray(items)) throw new Unlisted(`The server answers with something that is no list of ${kind}.`);
  const found = items.filter(({ id }) => typeof id === 'string');
  return { items: found, next: typeof next === 'string' && next !== '' ? next : undefined };
}
