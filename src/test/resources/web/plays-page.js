// Plays of the page's parts: what they say, and when a flag shows.

import { EditorView } from '@codemirror/view';
import { detailsOf } from '/page/room-words.js';
import { cursors, flagShown, peersMoved, showCursor } from '/page/cursors.js';
import { faultInName, freshRoomName, isRoomName, nameOf, shownName } from '/page/names.js';
import { closedBecause, refusal, textIn } from '/page/problems.js';
import { announcementOf, describe, describePending, describeWait } from '/page/status.js';
import { holds, same } from './stage.js';

const peer = (client, anchor, head = anchor) => ({ client, data: { name: client, selection: { anchor, head } } });
const view = (doc) => new EditorView({ doc, extensions: [cursors], parent: document.body });
const place = (editor, client) => {
  const { anchor, head, moves } = editor.state.field(cursors).places.get(client);
  return [anchor, head, moves];
};

export const plays = {
  async 'a flag shows for moves of its own cursor, not when text before it pushes it along'() {
    const editor = view('hello world');
    editor.dispatch({ effects: peersMoved.of([peer('ann', 6, 11)]) });
    same(place(editor, 'ann'), [6, 11, 1]);
    editor.dispatch({ changes: { from: 0, insert: '>> ' } });
    same(place(editor, 'ann'), [9, 14, 1], 'a local edit');
    editor.dispatch({ changes: { from: 0, to: 3 }, effects: peersMoved.of([peer('ann', 6, 11)]) });
    same(place(editor, 'ann'), [6, 11, 1], 'a remote edit, with the new places');
    editor.dispatch({ effects: peersMoved.of([peer('ann', 2)]) });
    same(place(editor, 'ann'), [2, 2, 2]);
    const caret = editor.dom.querySelector('.peer-caret');
    editor.dispatch({ effects: peersMoved.of([peer('ann', 2), peer('bob', 7)]) });
    holds(caret.isConnected, 'the flag of somebody who has not moved is not drawn anew');
    showCursor(editor, 'bob');
    same(place(editor, 'bob'), [7, 7, 2]);
    editor.dispatch({ effects: [peersMoved.of([]), flagShown.of('ann')] });
    same(editor.dom.querySelectorAll('.peer-caret, .peer-selection').length, 0);
    editor.destroy();
  },

  async 'a cursor past the end, or of a text that is gone, stays in the text'() {
    const editor = view('abc');
    editor.dispatch({ effects: peersMoved.of([peer('ann', 80, 90)]) });
    same(place(editor, 'ann').slice(0, 2), [3, 3]);
    editor.dispatch({ changes: { from: 0, to: 3 } });
    same(place(editor, 'ann').slice(0, 2), [0, 0]);
    editor.destroy();
  },

  async 'what is wrong with the name of a room is said in words'() {
    same(['notes', '_x', '-', 'a.b', 'x'.repeat(128), '__proto__', 'constructor'].map((name) => faultInName(name, 'room')), Array(7).fill(''));
    same(faultInName('', 'room'), 'Give the room a name.');
    holds(faultInName('x'.repeat(129), 'room').includes('129'), 'too long');
    holds(faultInName('.x', 'room').includes('dot'), 'a dot');
    holds(faultInName('a b', 'room').startsWith('A space'), 'a space');
    holds(faultInName('a/b', 'room').startsWith('“/”'), 'a slash');
    holds(faultInName('a😀', 'room').startsWith('“😀”'), 'a whole character');
    holds(isRoomName(freshRoomName()), 'a fresh name');
  },

  async 'a name that is no name is replaced by the made-up one'() {
    for (const name of [undefined, 7, '', '  ', { toString: 1 }]) same(shownName({ client: 'ann', data: { name } }), nameOf('ann'));
    same(shownName({ client: 'ann', data: { name: ` ${'x'.repeat(50)}` } }).length, 40);
  },

  async 'a room is described in one line'() {
    const now = Date.parse('2026-11-21T12:00:00Z');
    const line = (room, here, waiting) => detailsOf(room, here, waiting, now);
    same(line({ type: 'text', size: 1, updatedAt: '2026-11-21T11:59:30Z' }), '1 letter · just now');
    same(line({ type: 'rich-text', size: 12345, updatedAt: '2026-11-21T09:00:00Z' }), 'formatted text · 12,345 letters · 3 hours ago');
    same(line({ type: 'json', size: 7, updatedAt: '2026-11-20T10:00:00Z' }), 'JSON document · yesterday');
    same(line({ type: 'text', size: 0 }, true, 2), 'open now · 2 edits waiting here · empty');
    same(line({ type: '__proto__', size: '7', updatedAt: 'never' }), '');
  },

  async 'the state is said in words'() {
    const online = { state: 'online', access: 'write', known: true, count: 0 };
    const offline = { ...online, state: 'offline', count: 3 };
    same(describe(online).words, 'Live');
    same(describe({ ...online, access: 'read' }).words, 'Live, read-only');
    same(describe({ ...online, state: 'connecting' }), { tone: 'busy', words: 'Connecting…' });
    same(describe({ ...online, state: 'connecting', again: true }).retry, 'Reconnect now', 'the button does not flicker');
    same([describe(offline).retry, describePending(offline)], ['Reconnect now', '3 edits waiting']);
    same(describePending({ ...online, count: 1 }), 'Saving 1 edit…');
    same(describePending({ ...online, count: 2, slow: true }), 'Still saving 2 edits…');
    same([describePending(online), describePending({ ...online, known: false })], ['All edits saved', '']);
    same([describeWait(7), describeWait(0)], ['Next attempt in 7 s', '']);
    same(announcementOf(offline), 'Offline. You can go on writing. 3 edits waiting.');
    same(announcementOf(online), 'Live. All edits saved.');
    same(announcementOf({ ...offline, state: 'connecting' }), '');
  },

  async 'what is unknown has words too, and names of objects are no codes'() {
    for (const code of ['NEW_CODE', '__proto__', 'constructor', undefined]) {
      same(closedBecause(code), closedBecause('closed'));
      same(refusal({ code, message: 'because' }), 'The server refused something: because');
    }
    same(textIn([{ retain: 2 }, { insert: 'a' }, { insert: { image: 1 } }, { delete: 1 }, { insert: 'b' }]), 'ab');
    same(textIn(undefined), '');
  },
};
