// What the address of this page says, and the addresses of others.

import { freshRoomName, isRoomName } from './names.js';

/** The room of this page's URL; where it names none, a fresh one is written into it. */
export function roomOfPage() {
  const url = new URL(location.href);
  const asked = (url.searchParams.get('room') ?? '').trim();
  const usable = asked.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, '').slice(0, 128);
  const room = isRoomName(usable) ? usable : freshRoomName();
  if (room !== url.searchParams.get('room')) {
    url.searchParams.set('room', room);
    history.replaceState(null, '', url);
  }
  return room;
}

/** A token handed over in the fragment (`#token=…`), which browsers do not send to servers. */
export const tokenOfPage = () => new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;

/** The page of another room, for the same user. */
export function addressOf(room) {
  const url = new URL(location.href);
  url.search = '';
  url.searchParams.set('room', room);
  if (tokenOfPage() === undefined) url.hash = '';
  return url.href;
}

/** The link to this room that others may have: without this user's token. */
export function linkToShare() {
  const url = new URL(location.href);
  url.hash = '';
  return url.href;
}

export function socketUrl() {
  const url = new URL('/v1/ws', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}
