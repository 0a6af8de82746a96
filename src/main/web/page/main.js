// The page: one room, named in the URL, in an editor.

import { claimIdentity } from '../client/identity.js';
import { RoomClient } from '../client/room.js';
import { openEditor } from './editor.js';
import { freshRoomName, hueOf, isRoomName, nameOf } from './names.js';
import { showPeople } from './people.js';
import { describe, describePending } from './status.js';

const NAME = 'akkord.name';
const element = (id) => document.getElementById(id);

/** The room of this page's URL; where it names none, a fresh one is written into it. */
function roomOfPage() {
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
const tokenOfPage = () => new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;

function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // the name lasts as long as the page then
  }
}

function socketUrl() {
  const url = new URL('/v1/ws', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}

async function open() {
  const name = roomOfPage();
  element('room').textContent = name;
  document.title = `${name} · Akkord`;

  const { client } = await claimIdentity();
  const room = new RoomClient({ url: socketUrl(), room: name, client, token: tokenOfPage });
  const editor = openEditor({
    parent: element('editor'),
    room,
    failed: (error) => tell(`An edit was not accepted: ${error.message}`),
  });

  let reason;
  let problem = '';
  const show = () => {
    const facts = { state: room.state, reason, access: room.access, known: room.known, count: room.pending };
    const { tone, words, retry } = describe(facts);
    element('status').dataset.tone = tone;
    const sentence = problem ? `${words} ${problem}` : words;
    if (element('words').textContent !== sentence) element('words').textContent = sentence;
    element('retry').hidden = !retry;
    element('retry').textContent = retry ?? '';
    element('pending').textContent = describePending(facts);
  };
  function tell(sentence) {
    problem = sentence;
    show();
    setTimeout(() => {
      problem = '';
      show();
    }, 8000);
  }

  const myName = element('name');
  myName.value = remembered(NAME) ?? nameOf(client);
  myName.placeholder = nameOf(client);
  element('my-dot').style.setProperty('--hue', hueOf(client));
  const showMe = () => room.setPresence({ name: myName.value.trim() || nameOf(client), selection: editor.selection });
  myName.addEventListener('input', () => {
    remember(NAME, myName.value.trim());
    showMe();
  });
  editor.onMove(showMe);

  room.on('state', (event) => {
    reason = event.reason;
    if (event.state === 'online' && room.version >= 0) showMe();
    editor.allowWriting(room.known && event.state !== 'closed' && room.access !== 'read');
    show();
  });
  room.on('pending', show);
  room.on('presence', ({ peers }) => showPeople(element('people'), peers));
  room.on('error', ({ message, fatal }) => {
    if (!fatal) tell(`An edit was not accepted: ${message}`);
  });

  element('retry').addEventListener('click', () => room.connect());
  element('share').addEventListener('click', async ({ currentTarget: button }) => {
    const url = new URL(location.href);
    url.hash = '';
    try {
      await navigator.clipboard.writeText(url.href);
      button.textContent = 'Copied';
    } catch {
      prompt('The link to this room:', url.href);
    }
    setTimeout(() => (button.textContent = 'Copy link'), 2000);
  });
  addEventListener('beforeunload', (event) => {
    if (room.pending > 0) event.preventDefault();
  });

  room.connect();
  editor.view.focus();
  globalThis.akkord = { room, view: editor.view }; // for the console
}

open();
