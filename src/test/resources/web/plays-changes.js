// Plays of the editor: what CodeMirror does and what the room does are the same thing, whatever the characters.

import { undo } from '@codemirror/commands';
import { openEditor } from '/page/editor.js';
import { Seeded, someOperation, someText } from './random.js';
import { canonicalise } from '/client/ot.js';
import { Stage, commit, holds, same } from './stage.js';

async function edited(text) {
  const stage = new Stage();
  const room = await stage.client();
  const failures = [];
  const parent = document.body.appendChild(document.createElement('div'));
  const editor = openEditor({ parent, room, failed: (error) => failures.push(error.message) });
  stage.open();
  stage.receive(stage.joinedMessage({ version: 1, snapshot: { content: text ? [{ insert: text }] : [], text } }));
  editor.allowWriting(true);
  const agree = () => {
    same(editor.view.state.doc.toString(), room.text, 'the editor and the room');
    same(editor.view.state.doc.length, room.text.length, 'length');
  };
  agree();
  const done = () => {
    agree();
    same(failures, []);
    editor.view.destroy();
    parent.remove();
    room.close();
  };
  return { stage, room, view: editor.view, agree, done, failures };
}

const change = (view, from, to, insert) => view.dispatch({ changes: { from, to, insert }, userEvent: 'input' });

export const plays = {
  async 'carriage returns of others stay characters and move no position'() {
    const { stage, room, view, done } = await edited('a\r\nb\rc');
    same(view.state.doc.lines, 2);
    stage.receive(stage.op(commit(2, [{ retain: 6 }, { insert: '\r\n\r' }])));
    same(view.state.doc.length, 9);
    change(view, 9, 9, 'end');
    same(room.text, 'a\r\nb\rc\r\n\rend');
    done();
  },

  async 'pasted line ends become the one the editor uses'() {
    const { room, view, done } = await edited('');
    const data = new DataTransfer();
    data.setData('text/plain', 'one\r\ntwo\rthree\n');
    view.contentDOM.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    same(room.text, 'one\ntwo\nthree\n');
    done();
  },

  async 'an edit inside a surrogate pair becomes one of the whole character'() {
    const { stage, room, view, done } = await edited('a😀b');
    change(view, 2, 3, '\ude01'); // 😀 → 😁, as browsers report it: the first half stayed
    same(room.text, 'a😁b');
    const ops = stage.take().filter(({ type }) => type === 'OP').map(({ payload }) => payload.op);
    same(ops, [[{ retain: 1 }, { insert: '😁' }, { delete: 2 }]]);
    done();
  },

  async 'half a character and U+0000 are repaired before they are sent'() {
    const { room, view, done } = await edited('a😀b');
    change(view, 1, 2, '');
    same(room.text, 'a\ufffdb');
    change(view, 0, 0, 'x\0y\ud83d');
    same(room.text, 'xy\ufffda\ufffdb');
    done();
  },

  async 'an edit the server refuses disappears from the editor, and an edit the room refuses too'() {
    const { stage, room, view, agree, failures } = await edited('abc');
    change(view, 0, 0, 'X');
    stage.receive(stage.error('INVALID_OP', 1));
    same(view.state.doc.toString(), 'abc');
    stage.receive(stage.sync({ version: 1, access: 'read', snapshot: { content: [{ insert: 'abc' }], text: 'abc' } }));
    change(view, 0, 0, 'Y');
    await Promise.resolve();
    agree();
    same([room.text, failures.length], ['abc', 1]);
    room.close();
  },

  async 'undo takes back the own edit only'() {
    const { stage, view, room, done } = await edited('abc');
    change(view, 3, 3, 'mine');
    stage.receive(stage.ack(2, 1));
    stage.receive(stage.op(commit(3, [{ insert: 'theirs' }])));
    holds(undo(view), 'undone');
    same(room.text, 'theirsabc');
    done();
  },

  async 'others are drawn where they are, and gone when they leave'() {
    const { stage, view, done } = await edited('abc');
    const marks = () => [...view.dom.querySelectorAll('.peer-name')].map(({ textContent }) => textContent);
    const presence = (data) => stage.message('PRESENCE', { client: 'ann', user: 'ann', data }, { version: 1 });
    stage.receive(presence({ name: 'Ann <b>', selection: { anchor: 0, head: 2 } }));
    same([marks(), view.dom.querySelector('.peer-selection').textContent], [['Ann <b>'], 'ab']);
    stage.receive(stage.op(commit(2, [{ insert: 'xx' }])));
    same(view.dom.querySelector('.peer-selection').textContent, 'ab');
    stage.receive(presence(null));
    same(marks(), []);
    done();
  },

  async 'the editor and the room agree over random edits of both sides'() {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Seeded(seed);
      const { stage, room, view, agree, done } = await edited(someText(random, 20));
      let server = room.content;
      for (let step = 0; step < 25; step++) {
        if (random.chance(0.5)) {
          const from = random.below(view.state.doc.length + 1);
          const to = Math.min(view.state.doc.length, from + random.below(4));
          change(view, from, to, random.chance(0.7) ? someText(random, 3) : '');
        } else if (room.pending === 0) {
          stage.receive(stage.op(commit(room.version + 1, canonicalise(someOperation(random, server, false)))));
        }
        agree();
        for (const { type, meta } of stage.take()) if (type === 'OP') stage.receive(stage.ack(room.version + 1, meta.seq));
        server = room.content;
      }
      done();
    }
  },
};
