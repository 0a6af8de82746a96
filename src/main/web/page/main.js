// The page: one room, named in the URL, in an editor, and around it who is here, which rooms there are, and how things stand.

import { DraftKeeper } from '../client/draft-keeper.js';
import { Drafts } from '../client/drafts.js';
import { claimIdentity } from '../client/identity.js';
import { RoomClient } from '../client/room.js';
import { roomOfPage, socketUrl, tokenOfPage } from './address.js';
import { ConnectionLine } from './connection-line.js';
import { showCursor } from './cursors.js';
import { drawer, drawerOf } from './drawer.js';
import { openEditor } from './editor.js';
import { remember, remembered } from './memory.js';
import { nameOf } from './names.js';
import { Notices } from './notices.js';
import { showPeople } from './people.js';
import { DRAFT_UNREADABLE, NOT_KEPT, RICH, closedBecause, refusal, textIn } from './problems.js';
import { detailsOf } from './room-words.js';
import { copy, shareButton } from './share.js';
import { keepShell } from './shell.js';
import { themeButton } from './theme.js';

const NAME = 'akkord.name';
const element = (id) => document.getElementById(id);
const drafts = new Drafts();
const notices = new Notices(element('notices'));

/** The room with what an earlier page of this client left unsaved. */
function roomClient(room, client) {
  const options = { url: socketUrl(), room, client, type: null, token: tokenOfPage };
  try {
    return new RoomClient({ ...options, draft: drafts.load(room, client) });
  } catch {
    notices.show('draft', { tone: 'warn', words: DRAFT_UNREADABLE });
    return new RoomClient(options);
  }
}

function showLost(error) {
  const text = textIn(error.op);
  const actions = text ? [{ label: 'Copy the lost text', run: () => copy(text) }] : [];
  notices.show('lost', { tone: 'bad', words: refusal(error), actions });
}

function showClosed(room, reason) {
  const { words, retry, reload, raw } = closedBecause(reason, 'room');
  const again = { label: retry, run: () => (reload ? location.reload() : room.connect()) };
  const rescue = { label: 'Copy the text', run: () => copy(room.text) };
  notices.show('closed', {
    tone: 'bad',
    words,
    stays: true,
    actions: [...(room.text ? [rescue] : []), ...(retry ? [again] : [])],
    link: raw && { label: 'See it as JSON', href: `/v1/rooms/${room.room}` },
  });
}

/** Shows who is here, and this user to the others. */
function people(room, editor) {
  const field = element('name');
  const own = nameOf(room.client);
  field.value = remembered(NAME) ?? '';
  field.placeholder = own;
  const parts = { button: element('open-people'), pile: element('pile'), label: element('how-many'), list: element('people') };
  const me = () => ({ client: room.client, data: { name: field.value.trim() || own } });
  const find = (client) => {
    element('people-panel').hidePopover();
    showCursor(editor.view, client);
  };
  const show = () => showPeople(parts, me(), room.peers, find);
  const tell = () => room.setPresence({ ...me().data, selection: editor.selection });
  field.addEventListener('input', () => {
    remember(NAME, field.value.trim());
    tell();
    show();
  });
  field.addEventListener('keydown', ({ key }) => key === 'Enter' && element('people-panel').hidePopover());
  editor.onMove(tell);
  room.on('presence', show);
  room.on('state', ({ state }) => state === 'online' && tell());
  show();
}

function watch(room, editor, keeper) {
  const line = new ConnectionLine(room, {
    status: element('status'), words: element('words'), countdown: element('countdown'), retry: element('retry'),
    pending: element('pending'), announcement: element('announcement'), text: editor.view.contentDOM,
  });
  const settle = () => editor.allowWriting(room.known && room.state !== 'closed' && room.access !== 'read');
  settle();
  room.on('state', ({ state, reason }) => {
    document.body.dataset.state = state;
    settle();
    if (state === 'closed') showClosed(room, reason);
    else notices.clear('closed');
    if (state === 'online' && room.type === 'rich-text') notices.show('rich', { tone: 'info', words: RICH });
  });
  room.on('error', (error) => error.fatal || showLost(error));
  keeper?.on('failing', ({ fails }) => {
    if (fails) notices.show('keeping', { tone: 'warn', words: NOT_KEPT, stays: true });
    else notices.clear('keeping');
  });
  addEventListener('beforeunload', (event) => {
    keeper?.save();
    if (room.pending > 0 && !keeper?.kept) event.preventDefault();
  });
  shareButton(element('share'), element('share-label'), notices, 'room', (sentence) => line.announce(sentence));
}

async function open() {
  themeButton(element('theme'));
  const name = roomOfPage();
  element('room').textContent = name;
  element('room').title = name;
  document.title = `${name} · Akkord`;

  const heirs = drafts.list().filter(({ room }) => room === name).map(({ client }) => client);
  const { client, guarded } = await claimIdentity({ heirs });
  const room = roomClient(name, client);
  const keeper = guarded ? new DraftKeeper(room, drafts) : undefined;
  const editor = openEditor({ parent: element('editor'), room, failed: showLost });
  people(room, editor);
  watch(room, editor, keeper);
  drawer(drawerOf(element), {
    kind: 'rooms', noun: 'room', detailsOf: (item, here) => detailsOf(item, here, waitingIn(item.id)), leadsTo: 'namespaces',
  }, name);
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault(); // the fragment may hold a token
    editor.view.focus();
  });

  room.connect();
  if (matchMedia('(pointer: fine)').matches) editor.view.focus();
  globalThis.akkord = { room, view: editor.view }; // for the console
  await keepShell('/');
}

/** How many edits of a room wait in this browser. */
function waitingIn(room) {
  const found = drafts.list().filter((draft) => draft.room === room);
  return found.reduce((sum, { client }) => sum + (Number(drafts.load(room, client)?.edits) || 0), 0);
}

open();
