// Plays of presence: positions stay with the text they point at, whoever edits.

import { Stage, commit, holds, same } from './stage.js';

const insert = (at, text) => (at > 0 ? [{ retain: at }, { insert: text }] : [{ insert: text }]);
const at = (anchor, head = anchor) => ({ name: 'N', selection: { anchor, head } });
const shown = (stage, client, data, version) => stage.message('PRESENCE', { client, user: client, data }, { version });
const places = (room) => Object.fromEntries(room.peers.map(({ client, data }) => [client, data.selection?.head ?? null]));
const sent = (stage) => stage.take().filter(({ type }) => type === 'PRESENCE');

export const plays = {
  async 'the others\' positions move over remote and local edits'() {
    const stage = new Stage();
    const room = await stage.joined('abcdef');
    stage.receive(shown(stage, 'ann', at(2), 1), shown(stage, 'bob', at(4), 1));
    same(places(room), { ann: 2, bob: 4 });
    stage.receive(stage.op(commit(2, insert(0, 'xx'), 'zoe')));
    same(places(room), { ann: 4, bob: 6 });
    room.submit(insert(5, 'yyy'));
    same(places(room), { ann: 4, bob: 9 });
    stage.receive(stage.ack(3, 1));
    same(places(room), { ann: 4, bob: 9 });
    stage.receive(shown(stage, 'ann', null, 3));
    same(places(room), { bob: 9 });
  },

  async 'typing pushes the cursor of its author and of nobody else'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    stage.receive(shown(stage, 'ann', at(1), 1), shown(stage, 'bob', at(1), 1));
    stage.receive(stage.op(commit(2, insert(1, 'hello'), 'ann')));
    same(places(room), { ann: 6, bob: 1 });
  },

  async 'a position of an older version is brought up to date'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    stage.receive(stage.op(commit(2, insert(0, 'xx'), 'zoe'), commit(3, insert(0, 'y'), 'zoe')));
    stage.receive(shown(stage, 'ann', at(1), 1));
    same(places(room), { ann: 4 });
  },

  async 'a position of a version still to come waits for it'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    stage.receive(shown(stage, 'ann', at(8), 2));
    same(places(room), { ann: null });
    stage.receive(stage.op(commit(2, insert(0, '12345'), 'ann')));
    same(places(room), { ann: 8 });
  },

  async 'a selection keeps its text, and what others type at its edges stays outside'() {
    const stage = new Stage();
    const room = await stage.joined('abcdef');
    stage.receive(shown(stage, 'ann', at(4, 2), 1));
    stage.receive(stage.op(commit(2, [{ retain: 2 }, { insert: 'X' }, { retain: 2 }, { insert: 'Y' }], 'zoe')));
    same(room.peers[0].data.selection, { anchor: 5, head: 3 });
    room.submit([{ retain: 2 }, { delete: 4 }, { insert: 'Z' }]);
    same(room.peers[0].data.selection, { anchor: 3, head: 3 });
  },

  async 'a position past the end is drawn at the end'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    stage.receive(shown(stage, 'ann', at(80), 1));
    same(places(room), { ann: 3 });
  },

  async 'the own position goes out as the server knows the text, and exactly once it does'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.submit(insert(1, 'XXXX'));
    room.setPresence(at(3));
    await stage.clock.pass(100);
    same(sent(stage).map(({ payload, meta }) => [payload.data.selection, meta]), [[{ anchor: 1, head: 1 }, { version: 1 }]]);
    stage.receive(stage.ack(2, 1));
    await stage.clock.pass(100);
    same(sent(stage).map(({ payload, meta }) => [payload.data.selection, meta]), [[{ anchor: 3, head: 3 }, { version: 2 }]]);
  },

  async 'a newcomer is told where this client is now'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.setPresence(at(2));
    await stage.clock.pass(100);
    stage.receive(shown(stage, 'ann', at(0), 1));
    stage.receive(stage.op(commit(2, insert(0, 'xx'), 'ann')));
    stage.take();
    stage.receive(shown(stage, 'ann', at(1), 2));
    await stage.clock.pass(100);
    same(sent(stage), [], 'to those who saw the commits');
    stage.receive(shown(stage, 'new', at(0), 2));
    await stage.clock.pass(100);
    same(sent(stage).map(({ payload, meta }) => [payload.data.selection.head, meta.version]), [[4, 2]]);
  },

  async 'many moves make few messages'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    for (let i = 0; i < 4; i++) room.setPresence(at(i));
    await stage.clock.pass(1000);
    const messages = sent(stage);
    same(messages.length, 1);
    same(messages[0].payload.data, at(3));
  },

  async 'after a reconnect presence is sent again, moved along, and the list of others is new'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    room.setPresence(at(2));
    stage.receive(shown(stage, 'ann', at(2), 1));
    await stage.clock.pass(100);
    await stage.reconnect();
    stage.receive(stage.joinedMessage({ version: 2, commits: [commit(2, insert(0, 'xx'))], presence: { bob: at(1), me: at(0) } }));
    same(places(room), { bob: 1 });
    await stage.clock.pass(100);
    same(sent(stage).map(({ payload, meta }) => [payload.data.selection.head, meta.version]), [[4, 2]]);
    room.setPresence(null);
    await stage.clock.pass(100);
    same(sent(stage).map(({ payload }) => payload), [{ data: null }]);
  },

  async 'broadcasts go out when joined and come in as events'() {
    const stage = new Stage();
    const room = await stage.joined('abc');
    holds(room.broadcast({ wave: 1 }), 'sent');
    same(stage.take().at(-1), { type: 'BROADCAST', object: 'rooms/play', payload: { data: { wave: 1 } } });
    stage.receive(stage.message('BROADCAST', { client: 'ann', user: 'ann', data: 7 }));
    same(stage.events.at(-1), ['broadcast', { client: 'ann', user: 'ann', data: 7 }]);
    stage.drop();
    same(room.broadcast(1), false);
  },
};
