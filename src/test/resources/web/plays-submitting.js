// Plays of joining, submitting and resuming: one client, the server's lines scripted. Each name is a sentence that must hold.

import { Stage, commit, holds, same } from './stage.js';

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
  async 'HELLO and JOIN go out in one frame, and the snapshot is the first content'() {
    const stage = new Stage();
    const room = await stage.client({ token: async () => 'secret' });
    same(room.state, 'connecting');
    same(stage.socket.protocols, ['akkord.v1']);
    stage.open();
    same(stage.socket.frames.length, 1, 'frames');
    const [hello, join] = stage.take();
    same(hello, { type: 'HELLO', payload: { client: 'me', protocol: 1, token: 'secret' } });
    same(join, { type: 'JOIN', object: 'rooms/play', payload: { type: 'text' } });
    stage.receive({ type: 'WELCOME', payload: { client: 'me', protocol: 1, limits: { message: 4096 } } },
      stage.joinedMessage({ version: 7, snapshot: { content: [{ insert: 'abc' }], text: 'abc' }, seq: 4 }));
    same([room.state, room.text, room.version, room.access], ['online', 'abc', 7, 'admin']);
    same(stage.events.find(([name]) => name === 'change')[1].op, [{ insert: 'abc' }]);
    room.submit(insert(3, 'd'));
    same(ops(stage.take())[0].meta, { version: 7, seq: 5 }, 'the number after the server\'s');
  },

  async 'one edit is in flight and the others are composed into the next'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(3, 'd'));
    room.submit(insert(4, 'e'));
    room.submit(remove(0, 1));
    same(room.text, 'bcde');
    same(room.pending, 3);
    same(ops(stage.take()).map(({ payload, meta }) => [payload.op, meta]), [[insert(3, 'd'), { version: 1, seq: 1 }]]);
    stage.receive(stage.ack(2, 1));
    const next = only(stage.take(), 'OP');
    same(next.payload.op, [{ delete: 1 }, { retain: 3 }, { insert: 'e' }]);
    same(next.meta, { version: 2, seq: 2 });
    const settled = room.settled();
    stage.receive(stage.ack(3, 2));
    same([await settled, room.pending, room.text, room.version], [true, 0, 'bcde', 3]);
  },

  async 'what is in flight moves over remote commits, at one place behind them'() {
    const stage = new Stage();
    const room = await stage.joined('ab');
    room.submit(insert(1, 'X'));
    room.submit(insert(2, 'Y'));
    stage.receive(stage.op(commit(2, insert(1, 'r'))));
    same(room.text, 'arXYb');
    same(stage.events.filter(([name]) => name === 'change').at(-1)[1],
      { op: insert(1, 'r'), cause: 'remote', version: 2, client: 'other', user: 'other' });
    stage.receive(stage.ack(3, 1));
    same(ops(stage.take()).at(-1).payload.op, insert(3, 'Y'));
  },

  async 'after a reconnect the same submission goes out, unchanged'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(3, 'X'));
    room.submit(insert(0, 'Y'));
    const first = only(stage.take(), 'OP');
    stage.receive(stage.op(commit(2, insert(0, 'r'))));
    const join = await stage.reconnect();
    same(join.payload, { since: 2, origin: 'o', type: 'text' });
    same(ops(stage.take()), [], 'nothing before JOINED');
    stage.receive(stage.joinedMessage({ version: 3, commits: [commit(3, remove(0, 1))], seq: 0 }));
    same(only(stage.take(), 'OP'), first);
    stage.receive(stage.ack(4, 1));
    same(only(stage.take(), 'OP').meta, { version: 4, seq: 2 });
    same(room.text, 'YabcX');
  },

  async 'a refusal for now is answered with the same submission after retryAfter'() {
    for (const code of ['UNAVAILABLE', 'OVERLOADED', 'RATE_LIMITED']) {
      const stage = new Stage();
      const room = await stage.joined('abc');
      room.submit(insert(3, 'X'));
      const first = only(stage.take(), 'OP');
      stage.receive(stage.error(code, 1, { retryAfter: 2 }));
      stage.receive(stage.op(commit(2, insert(0, 'r'))));
      await stage.clock.pass(1900);
      same(stage.take(), [], 'too early');
      await stage.clock.pass(1000);
      same(only(stage.take(), 'OP'), first);
      stage.receive(stage.ack(3, 1));
      same([room.text, room.pending], ['rabcX', 0]);
    }
  },

  async 'an ACK that was lost is found among the commits of JOINED'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(1, 'X'));
    room.submit(insert(2, 'Y'));
    stage.take();
    await stage.reconnect();
    stage.receive(stage.joinedMessage({ version: 3, seq: 1, commits: [commit(2, insert(0, 'r')), commit(3, insert(2, 'X'), 'me', 1)] }));
    same(only(stage.take(), 'OP').meta, { version: 3, seq: 2 });
    stage.receive(stage.ack(2, 1, { duplicate: true }));
    same([room.text, room.pending], ['raXYbc', 1]);
    stage.receive(stage.ack(4, 2));
    same([room.text, room.pending], ['raXYbc', 0]);
  },

  async 'a duplicate ACK after the own commit changes nothing'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(0, 'X'));
    stage.receive(stage.op(commit(2, insert(0, 'X'), 'me', 1)), stage.ack(2, 1, { duplicate: true }), stage.ack(2, 1, { duplicate: true }));
    same([room.text, room.version, room.pending], ['Xabc', 2, 0]);
    room.submit(insert(0, 'Y'));
    same(ops(stage.take()).at(-1).meta, { version: 2, seq: 2 });
  },

  async 'the rest of a long absence is awaited before a number counts as taken'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(3, 'X'));
    stage.take();
    await stage.reconnect();
    stage.receive(stage.joinedMessage({ version: 2, head: 4, seq: 1, commits: [commit(2, insert(0, 'r'))] }));
    room.submit(insert(0, 'Y'));
    same(stage.take(), [], 'still catching up');
    stage.receive(stage.op(commit(3, insert(4, 'X'), 'me', 1)));
    same(stage.take(), [], 'still catching up');
    stage.receive(stage.op(commit(4, insert(0, 's'))));
    same(only(stage.take(), 'OP').payload.op, insert(1, 'Y'));
    same(room.text, 'sYrabcX');
  },

  async 'a gap asks for what is missing, once, and goes on from there'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    stage.receive(stage.op(commit(3, insert(0, 'b'))));
    stage.receive(stage.op(commit(4, insert(0, 'c'))));
    same(only(stage.take(), 'SYNC_REQUEST').payload, { since: 1 });
    same(room.text, 'abc');
    stage.receive(stage.sync({ version: 4, commits: [commit(2, insert(0, 'a')), commit(3, insert(0, 'b')), commit(4, insert(0, 'c'))] }));
    stage.receive(stage.op(commit(4, insert(0, 'c'))), stage.op(commit(5, insert(0, 'd'))));
    same([room.text, room.version], ['dcbaabc', 5]);
  },

  async 'an ACK behind a gap is taken from the commits'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(0, 'X'));
    stage.take();
    stage.receive(stage.ack(3, 1));
    only(stage.take(), 'SYNC_REQUEST');
    stage.receive(stage.sync({ version: 3, seq: 1, commits: [commit(2, insert(0, 'r')), commit(3, insert(1, 'X'), 'me', 1)] }));
    same([room.text, room.pending, room.version], ['rXabc', 0, 3]);
  },

  async 'a SYNC that is not answered is asked for again'() {
    const stage = new Stage();
    await stage.joined('abc');
    stage.receive(stage.op(commit(3, insert(0, 'b'))));
    only(stage.take(), 'SYNC_REQUEST');
    stage.receive(stage.error('UNAVAILABLE', undefined, { retryAfter: 1 }));
    await stage.clock.pass(2000);
    only(stage.take(), 'SYNC_REQUEST');
    await stage.clock.pass(16000);
    holds(types(stage.take()).includes('SYNC_REQUEST'), 'asked again');
  },
};
