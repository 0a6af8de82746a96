// Plays of edits that outlive the page: written down before they leave, given back, sent again unchanged.

import { DraftKeeper } from '/client/draft-keeper.js';
import { Drafts } from '/client/drafts.js';
import { RoomClient } from '/client/room.js';
import { Memory, Stage, commit, holds, same } from './stage.js';

const insert = (at, text) => (at > 0 ? [{ retain: at }, { insert: text }] : [{ insert: text }]);
const ops = (stage) => stage.take().filter(({ type }) => type === 'OP').map(({ payload, meta }) => [payload.op, meta]);

/** A stage whose client keeps drafts in `memory`. */
async function keeping(memory, text = 'abc', options = {}) {
  const stage = new Stage();
  const drafts = new Drafts({ storage: memory, ...options });
  const room = await stage.joined(text);
  const keeper = new DraftKeeper(room, drafts, { page: null, timers: stage.clock.timers });
  return { stage, drafts, room, keeper };
}

/** The next page of the same client, connected, its JOIN sent. */
async function reloaded(memory) {
  const stage = new Stage();
  const drafts = new Drafts({ storage: memory });
  const room = await stage.client({ draft: drafts.load('play', 'me') });
  const keeper = new DraftKeeper(room, drafts, { page: null, timers: stage.clock.timers });
  stage.open();
  const join = stage.take().find(({ type }) => type === 'JOIN');
  return { stage, room, keeper, join };
}

export const plays = {
  async 'nothing is written while the server answers in time'() {
    const memory = new Memory();
    const { stage, room } = await keeping(memory);
    for (let n = 1; n <= 5; n++) {
      room.submit(insert(0, 'X'));
      await stage.clock.pass(500);
      stage.receive(stage.ack(n + 1, n));
    }
    same([memory.writes, memory.length], [0, 0]);
  },

  async 'edits made offline are back after a reload and leave once more under the same number'() {
    const memory = new Memory();
    const before = await keeping(memory);
    before.room.submit(insert(3, 'd'));
    before.stage.drop();
    before.room.submit(insert(4, 'e'));
    before.room.submit(insert(0, '!'));
    await before.stage.clock.pass(400);
    same([before.keeper.kept, before.room.pending], [true, 3]);

    const { stage, room, join } = await reloaded(memory);
    same([room.known, room.text, room.pending, room.version], [true, '!abcde', 3, 1]);
    same([join.payload.since, join.payload.origin], [1, 'o']);
    stage.receive(stage.joinedMessage({ version: 2, commits: [commit(2, insert(0, '>'))] }));
    same(room.text, '>!abcde');
    same(ops(stage), [[insert(3, 'd'), { version: 1, seq: 1 }]]);
    stage.receive(stage.ack(3, 1));
    same(ops(stage).length, 1);
    stage.receive(stage.ack(4, 2));
    same([room.pending, room.text, memory.length], [0, '>!abcde', 0]);
  },

  async 'a submission that was committed before the reload is recognised and not sent again'() {
    const memory = new Memory();
    const before = await keeping(memory);
    before.room.submit(insert(3, 'd'));
    before.keeper.save();

    const { stage, room } = await reloaded(memory);
    stage.receive(stage.joinedMessage({ version: 2, seq: 1, commits: [commit(2, insert(3, 'd'), 'me', 1)] }));
    same([room.text, room.pending, ops(stage), memory.length], ['abcd', 0, [], 0]);
  },

  async 'what leaves stands in the storage first, once anything stands there'() {
    const memory = new Memory();
    const { stage, room } = await keeping(memory);
    stage.drop();
    room.submit(insert(3, 'd'));
    await stage.clock.pass(400);
    same(JSON.parse(memory.only).inflight, null);
    await stage.clock.pass(30000);
    stage.open();
    stage.socket.send = () => same(JSON.parse(memory.only).inflight.seq, 1, 'stored before it is sent');
    stage.receive(stage.joinedMessage({ version: 1, commits: [] }));
    same(JSON.parse(memory.only).inflight.first, insert(3, 'd'));
  },

  async 'a draft too large, or a storage that is full, is told and leaves nothing old behind'() {
    const memory = new Memory();
    const { stage, room, keeper } = await keeping(memory, 'abc', { most: 400 });
    const told = [];
    keeper.on('failing', ({ fails }) => told.push(fails));
    stage.drop();
    room.submit(insert(3, 'd'));
    await stage.clock.pass(400);
    same([keeper.kept, memory.length], [true, 1]);
    room.submit(insert(4, 'x'.repeat(500)));
    await stage.clock.pass(400);
    same([keeper.kept, keeper.fails, memory.length, told], [false, true, 0, [true]]);
    room.submit([{ retain: 4 }, { delete: 500 }]);
    memory.full = true;
    await stage.clock.pass(400);
    same([keeper.kept, told], [false, [true]]);
    memory.full = false;
    room.submit(insert(4, 'e'));
    await stage.clock.pass(400);
    same([keeper.kept, told], [true, [true, false]]);
  },

  async 'a storage that is forbidden disturbs nobody'() {
    const forbidden = new Proxy({}, { get: () => { throw new Error('denied'); } });
    const { stage, room, keeper, drafts } = await keeping(forbidden);
    stage.drop();
    room.submit(insert(0, 'X'));
    await stage.clock.pass(400);
    same([room.text, keeper.kept, drafts.list(), drafts.load('play', 'me')], ['Xabc', false, [], null]);
  },

  async 'leaving or hiding the page writes at once'() {
    for (const name of ['pagehide', 'visibilitychange']) {
      const memory = new Memory();
      const stage = new Stage();
      const room = await stage.joined('abc');
      const page = Object.assign(new EventTarget(), { document: Object.assign(new EventTarget(), { visibilityState: 'hidden' }) });
      const keeper = new DraftKeeper(room, new Drafts({ storage: memory }), { page, timers: stage.clock.timers });
      room.submit(insert(0, 'X'));
      same(memory.length, 0);
      (name === 'pagehide' ? page : page.document).dispatchEvent(new Event(name));
      same(memory.length, 1, name);
      keeper.stop();
      room.close();
      same(stage.clock.running, 0);
    }
  },

  async 'what is no draft is refused, whatever it is'() {
    const memory = new Memory();
    const { stage, room, keeper } = await keeping(memory);
    room.submit(insert(0, 'X'));
    keeper.save();
    stage.drop();
    const good = memory.only;
    const spoilt = [
      null, 7, '"text"', '{}', '[]', good.replace('"format":1', '"format":2'), good.replace('"version":1', '"version":-1'),
      good.replace('[{"insert":"abc"}]', '[{"retain":3}]'), good.replace('"op":[{"insert":"X"}]', '"op":[{"retain":9},{"insert":"X"}]'),
      good.replace('"op":[', '"op":[{"__proto__":1},'), good.replace('"seq":0', '"seq":4'), good.replace('"edits":1}', '"edits":"1"}'),
    ];
    for (const text of spoilt.map(String)) {
      holds(text !== good, `${text} is spoilt`);
      memory.setItem('akkord.draft:play:me', text);
      const draft = new Drafts({ storage: memory }).load('play', 'me');
      let refused = draft === null;
      try {
        if (draft !== null) new RoomClient({ url: 'ws://stage', room: 'play', client: 'me', draft });
      } catch (error) {
        refused = /not a draft/.test(error.message);
      }
      holds(refused, `${text} is refused`);
    }
    same(Object.prototype.format, undefined);
  },

  async 'drafts are listed by room and client'() {
    const entries = ['akkord.name', 'akkord.draft:notes:ann', 'akkord.draft:notes:bob', 'akkord.draft:'].map((name) => [name, '{}']);
    const memory = new Memory(entries);
    same(new Drafts({ storage: memory }).list(), [{ room: 'notes', client: 'ann' }, { room: 'notes', client: 'bob' }]);
  },

  async 'while offline the next attempt is announced, and connect() does not wait for it'() {
    const stage = new Stage();
    const room = await stage.joined('a', {}, { backoff: { min: 8000, max: 20000 } });
    stage.drop();
    same(stage.events.filter(([name]) => name === 'state').at(-1)[1], { state: 'offline', retryIn: 6000 });
    room.connect();
    await stage.clock.pass(0);
    same([room.state, stage.sockets.length], ['connecting', 2]);
    room.connect();
    await stage.clock.pass(0);
    same(stage.sockets.length, 2, 'once is enough');
  },
};
