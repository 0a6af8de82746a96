// The drawer with the rooms of the server: filter, more pages, and a new room by name.

import { addressOf } from './address.js';
import { Unlisted, listRooms } from './directory.js';
import { faultInRoomName } from './names.js';
import { detailsOf } from './room-words.js';

const PAUSE = 200; // ms of rest before a new filter is asked for

/** Wires the drawer. `here` is the room of this page; `waiting(room)` says how many edits of it wait in this browser. */
export function roomsDrawer({ open, dialog, close, form, name, problem, filter, words, list, more }, here, waiting) {
  let asked = new AbortController();
  let next;
  let timer;

  async function load(cursor) {
    asked.abort();
    asked = new AbortController();
    more.disabled = true;
    if (!cursor) words.textContent = 'Looking …';
    try {
      const page = await listRooms({ prefix: filter.value.trim(), cursor, signal: asked.signal });
      const rows = page.items.map((room) => rowOf(room, here, waiting(room.id)));
      if (!cursor) list.replaceChildren();
      list.append(...rows);
      next = page.next;
      if (cursor) rows[0]?.querySelector('a').focus();
      words.textContent = found(list.children.length, filter.value.trim(), next !== undefined);
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (!cursor) {
        list.replaceChildren();
        next = undefined;
      }
      words.textContent = error instanceof Unlisted ? error.message : 'The rooms cannot be listed.';
    }
    more.disabled = false;
    more.hidden = next === undefined;
  }

  open.addEventListener('click', () => {
    dialog.showModal();
    load();
  });
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
  filter.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => load(), PAUSE);
  });
  filter.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || filter.value === '') return;
    event.preventDefault(); // the first Escape empties the filter, the next one closes the drawer
    filter.value = '';
    load();
  });
  more.addEventListener('click', () => load(next));
  name.addEventListener('input', () => say(''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    const fault = faultInRoomName(wanted);
    say(fault);
    if (fault) name.focus();
    else location.assign(addressOf(wanted));
  });

  function say(fault) {
    problem.textContent = fault;
    if (fault) name.setAttribute('aria-invalid', 'true');
    else name.removeAttribute('aria-invalid');
  }
}

function found(count, prefix, isMore) {
  const beginning = prefix ? ` that begin with “${prefix}”` : '';
  if (count === 0) return prefix ? `There are no rooms${beginning}.` : 'There are no rooms yet.';
  if (isMore) return `The first ${count} rooms${beginning}`;
  return `${count === 1 ? '1 room' : `${count} rooms`}${prefix && count === 1 ? beginning.replace('begin', 'begins') : beginning}`;
}

function rowOf(room, here, waiting) {
  const row = document.createElement('li');
  const link = document.createElement('a');
  link.href = addressOf(room.id);
  link.title = room.id;
  if (room.id === here) link.setAttribute('aria-current', 'page');
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = room.id;
  const details = document.createElement('span');
  details.className = 'hint';
  details.textContent = detailsOf(room, room.id === here, waiting);
  link.append(name, details);
  row.append(link);
  return row;
}
