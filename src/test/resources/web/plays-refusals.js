// Plays of refusals, resets and limits.

import { Stage, commit, holds, rest, same } from './stage.js';

const insert = (at, text) => (at > 0 ? [{ retain: at }, { insert: text }] : [{ insert: text }]);
const remove = (at, length) => (at > 0 ? [{ retain: at }, { delete: length }] : [{ delete: length }]);
const ops = (messages) => messages.filter(({ type }) => type === 'OP');
const only = (messages, type) => {
  const found = messages.filter((message) => message.type === type);
  same(found.length, 1, `number of ${type} in ${JSON.stringify(messages)}`);
  return found[0];
};
const types = (messages) => messages.map(({ type }) => type);

export const plays = {
  async 'a number refused by the server is replaced after catching up'() {
    for (const code of ['SEQ_REUSED', 'OUT_OF_ORDER', 'BAD_BASE']) {
      const stage = new Stage();
      const room = await stage.joined('abc');
      room.submit(insert(3, 'X'));
      room.submit(insert(4, 'Y'));
      stage.take();
      stage.receive(stage.error(code, 1));
      same(only(stage.take(), 'SYNC_REQUEST').payload, { since: 1 });
      room.submit(insert(0, 'Z'));
      same(stage.take(), [], 'nothing goes out meanwhile');
      stage.receive(stage.sync({ version: 3, seq: 5, commits: [commit(2, insert(0, 'r')), commit(3, insert(0, 's'), 'me', 5)] }));
      const again = only(stage.take(), 'OP');
      same([again.payload.op, again.meta], [insert(5, 'X'), { version: 3, seq: 6 }]);
      stage.receive(stage.ack(4, 6));
      same(only(stage.take(), 'OP').meta, { version: 4, seq: 7 });
      same(room.text, 'srZabcXY');
    }
  },

  async 'a server that goes on refusing numbers is asked less and less often'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(3, 'X'));
    for (let i = 0; i < 3; i++) {
      stage.receive(stage.error('BAD_BASE', i + 1));
      if (i > 0) same(types(stage.take()).includes('SYNC_REQUEST'), false, 'asked at once');
      await stage.clock.pass(5000);
      holds(types(stage.take()).includes('SYNC_REQUEST'), 'asked');
      stage.receive(stage.sync({ version: 1, seq: i + 1, commits: [] }));
      stage.take();
    }
    same([room.text, room.pending], ['abcX', 1]);
  },

  async 'another edit under the own number is not taken for the own'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(3, 'X'));
    stage.take();
    stage.receive(stage.op(commit(2, insert(0, 'from an earlier life'), 'me', 1)));
    stage.receive(stage.error('SEQ_REUSED', 1));
    only(stage.take(), 'SYNC_REQUEST');
    stage.receive(stage.sync({ version: 2, seq: 1, commits: [] }));
    const again = only(stage.take(), 'OP');
    same([again.payload.op, again.meta], [insert(23, 'X'), { version: 2, seq: 2 }]);
    same(room.text, 'from an earlier lifeabcX');
  },

  async 'after a reset what is in flight may be committed, and the rest is merged'() {
    const stage = new Stage();
    const room = await stage.joined('one\ntwo\nthree\n');
    room.submit(insert(0, 'A'));
    room.submit(insert(9, 'B'));
    same(room.text, 'Aone\ntwo\nBthree\n');
    stage.take();
    await stage.reconnect();
    const text = 'Aone\n2\nthree\nfour\n';
    stage.receive(stage.joinedMessage({ version: 90, origin: 'new', reset: true, seq: 1, snapshot: { content: [{ insert: text }], text } }));
    same(room.text, 'Aone\n2\nBthree\nfour\n');
    const again = only(stage.take(), 'OP');
    same([again.payload.op, again.meta], [insert(7, 'B'), { version: 90, seq: 2 }]);
    stage.receive(stage.ack(91, 2));
    same([room.pending, (await stage.reconnect()).payload.origin], [0, 'new']);
  },

  async 'after a reset an edit in flight that is not committed is merged too'() {
    const stage = new Stage();
    const room = await stage.joined('one\ntwo\nthree\n', { version: 50, seq: 7 });
    room.submit(remove(0, 4));
    room.submit(insert(10, 'end'));
    stage.take();
    await stage.reconnect();
    const text = 'one\nTWO\nthree\n';
    stage.receive(stage.joinedMessage({ version: 3, origin: 'old', reset: true, seq: 2, snapshot: { content: [{ insert: text }], text } }));
    same(room.text, 'TWO\nthree\nend');
    const again = only(stage.take(), 'OP');
    same([again.payload.op, again.meta], [[{ delete: 4 }, { retain: 10 }, { insert: 'end' }], { version: 3, seq: 3 }]);
    same(stage.events.filter(([name]) => name === 'change').at(-1)[1].op, [{ insert: 'TWO' }, { delete: 3 }]);
  },

  async 'an edit the server will not have is taken back, and the others stay'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit([{ insert: 'BAD' }, { delete: 1 }]);
    room.submit(insert(5, 'Y'));
    same(room.text, 'BADbcY');
    stage.take();
    stage.receive(stage.op(commit(2, insert(3, 'r'))));
    stage.receive(stage.error('INVALID_OP', 1));
    same(room.text, 'abcrY', 'taken back');
    const error = stage.events.find(([name]) => name === 'error')[1];
    same([error.code, error.fatal, error.op], ['INVALID_OP', false, [{ insert: 'BAD' }, { delete: 1 }]]);
    same(only(stage.take(), 'SYNC_REQUEST').payload, { since: 2, snapshot: true });
    stage.receive(stage.sync({ version: 2, snapshot: { content: [{ insert: 'abcr' }], text: 'abcr' } }));
    const next = only(stage.take(), 'OP');
    same([next.payload.op, next.meta], [insert(4, 'Y'), { version: 2, seq: 1 }]);
  },

  async 'an operation that is no edit of the content is refused at once'() {
    const stage = new Stage();
    const room = await stage.joined('a😀b');
    for (const op of [[{ retain: 5 }, { insert: 'x' }], [{ retain: 2 }, { insert: 'x' }], [{ delete: -1 }], 'x', [{ insert: '\ud83d' }],
      [{ retain: 1, attributes: { bold: true } }], [{ insert: 'a\0' }]]) {
      let refused = null;
      try {
        room.submit(op);
      } catch (error) {
        refused = error.code;
      }
      same(refused, 'INVALID_OP', JSON.stringify(op));
    }
    same([room.text, room.pending, stage.take()], ['a😀b', 0, []]);
  },

  async 'a commit that does not fit is answered by asking for the whole document, and edits survive'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(3, 'X'));
    stage.take();
    stage.receive(stage.op(commit(2, remove(50, 1))), stage.op(commit(3, insert(0, 'y'))));
    same(only(stage.take(), 'SYNC_REQUEST').payload, { since: 1, snapshot: true });
    stage.receive(stage.sync({ version: 3, snapshot: { content: [{ insert: 'yabc' }], text: 'yabc' } }));
    same([room.text, room.version], ['yabcX', 3]);
    same(only(stage.take(), 'OP').meta, { version: 3, seq: 1 });
  },

  async 'attributes and clients with the names of object internals are harmless'() {
    const stage = new Stage();
    const attributes = JSON.parse('{"__proto__":{"polluted":1},"constructor":2}');
    const room = await stage.joined('', { type: 'rich-text' });
    const inserted = [{ insert: 'ab', attributes }];
    stage.receive(stage.op(commit(2, inserted), commit(3, [{ retain: 1, attributes: JSON.parse('{"__proto__":null,"b":1}') }])));
    same(JSON.stringify(room.content),
      '[{"insert":"a","attributes":{"b":1,"constructor":2}},{"insert":"b","attributes":{"__proto__":{"polluted":1},"constructor":2}}]');
    stage.receive(stage.message('PRESENCE', { client: '__proto__', data: JSON.parse('{"__proto__":{"polluted":1}}') }));
    same(room.peers.map(({ client }) => client), ['__proto__']);
    same({}.polluted, undefined, 'Object.prototype');
  },

  async 'an edit larger than a message goes out in parts'() {
    const stage = new Stage();
    const room = await stage.joined('');
    stage.receive({ type: 'WELCOME', payload: { limits: { message: 1024 + 600 } } });
    const text = 'é😀x'.repeat(300);
    room.submit([{ insert: text }]);
    let sent = '';
    for (let seq = 1; room.pending > 0; seq++) {
      const { payload, meta } = only(stage.take(), 'OP');
      holds(new TextEncoder().encode(JSON.stringify(payload.op)).length <= 600, 'within the limit');
      holds(seq < 100, 'ends');
      same(meta, { version: seq, seq });
      sent += payload.op.at(-1).insert;
      stage.receive(stage.ack(seq + 1, seq));
    }
    same([sent, room.text], [text, text]);
  },

  async 'an edit that closes the socket for its size is given back'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(0, 'LARGE'));
    room.submit(insert(8, 'Y'));
    stage.drop(1009);
    same(stage.events.find(([name]) => name === 'error')[1].op, insert(0, 'LARGE'));
    same([room.text, room.pending], ['abcY', 1]);
  },

  async 'a room that may only be read takes no edits'() {
    const stage = new Stage();
    const room = await stage.joined('abc', { access: 'read' });
    let refused = false;
    try {
      room.submit(insert(0, 'x'));
    } catch {
      refused = true;
    }
    same([refused, room.text], [true, 'abc']);
  },

  async 'submissions wait for a session that has lost its room to join again'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(0, 'x'));
    const first = only(stage.take(), 'OP');
    stage.receive(stage.error('NOT_JOINED', 1));
    same(only(stage.take(), 'JOIN').payload.since, 1);
    stage.receive(stage.joinedMessage({ version: 1, commits: [] }));
    same(only(stage.take(), 'OP'), first);
    stage.receive(stage.ack(2, 1));
    same(room.pending, 0);
    await rest();
  },
};
