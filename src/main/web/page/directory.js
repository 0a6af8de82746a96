// The rooms of the server, page by page.

import { tokenOfPage } from './address.js';

const PAGE = 50;

/** The directory cannot be read; `message` says why, in words. */
export class Unlisted extends Error {}

const REASONS = new Map([
  [401, 'You need to sign in to see the rooms of this server.'],
  [403, 'You may not see the list of rooms.'],
  [404, 'This server does not list its rooms.'],
  [405, 'This server does not list its rooms.'],
  [429, 'You are asking too often. Wait a little.'],
]);

/**
 * One page of the rooms whose names begin with `prefix`: `{items: [{id, type, size, updatedAt}], next}`; `next` is the cursor of
 * the page after it, undefined at the end. Rejects with Unlisted, or with an AbortError where `signal` says so.
 */
export async function listRooms({ prefix = '', cursor, signal }) {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (prefix) query.set('prefix', prefix);
  if (cursor) query.set('cursor', cursor);
  const token = tokenOfPage();
  const headers = { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  let answer;
  try {
    answer = await fetch(`/v1/rooms?${query}`, { headers, signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Unlisted('The server cannot be reached, so its rooms cannot be listed.');
  }
  if (!answer.ok) throw new Unlisted(REASONS.get(answer.status) ?? 'The server cannot list its rooms at the moment.');
  const { items, next } = await answer.json().catch(() => ({}));
  if (!Array.isArray(items)) throw new Unlisted('The server answers with something that is no list of rooms.');
  const rooms = items.filter(({ id }) => typeof id === 'string');
  return { items: rooms, next: typeof next === 'string' && next !== '' ? next : undefined };
}
