// What the address of this page says, and the addresses of others.

import { freshRoomName, isRoomName } from './names.js';

/** Where the objects of each kind are shown, and how an address names one. */
const PAGES = { rooms: { path: '/', parameter: 'room' }, namespaces: { path: '/namespace.html', parameter: 'ns' } };

/** The room of this page's URL; where it names none, a fresh one is written into it. */
export function roomOfPage() {
  const named = nameOfPage('rooms') || freshRoomName();
  write('rooms', named);
  return named;
}

/** The namespace of this page's URL; '' where it names none. */
export function namespaceOfPage() {
  const named = nameOfPage('namespaces');
  if (named) write('namespaces', named);
  return named;
}

function nameOfPage(kind) {
  const asked = (new URL(location.href).searchParams.get(PAGES[kind].parameter) ?? '').trim();
  const usable = asked.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, '').slice(0, 128);
  return isRoomName(usable) ? usable : '';
}

function write(kind, name) {
  const url = new URL(location.href);
  const { parameter } = PAGES[kind];
  if (name === url.searchParams.get(parameter)) return;
  url.searchParams.set(parameter, name);
  history.replaceState(null, '', url);
}

/** A token handed over in the fragment (`#token=…`), which browsers do not send to servers. */
export const tokenOfPage = () => new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;

/** The page of another object, or of none, for the same user. */
export function addressOf(kind, name) {
  const { path, parameter } = PAGES[kind];
  const url = new URL(path, location.href);
  if (name !== undefined) url.searchParams.set(parameter, name);
  if (tokenOfPage() !== undefined) url.hash = location.hash;
  return url.href;
}

/** The link to this page that others may have: without this user's token. */
export function linkToShare() {
  const url = new URL(location.href);
  url.hash = '';
  return url.href;
}

export function socketUrl() {
  const url = new URL('/v1/ws', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
