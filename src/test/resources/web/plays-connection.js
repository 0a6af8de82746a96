// Plays of the socket: heartbeat, reconnecting, the ends a connection can come to.

import { Stage, holds, same } from './stage.js';

const X = [{ insert: 'X' }];
const states = (stage) => stage.events.filter(([name]) => name === 'state').map(([, event]) => event.state);
const errors = (stage) => stage.events.filter(([name]) => name === 'error').map(([, event]) => event);

export const plays = {
  async 'silence is answered by PING, and no PONG by a new connection'() {
    const stage = new Stage();
    const room = await stage.joined('a', {}, { heartbeat: { interval: 1000, timeout: 500 } });
    await stage.clock.pass(2100);
    same(stage.take().map(({ type }) => type), ['PING']);
    stage.receive({ type: 'PONG', payload: {} });
    await stage.clock.pass(1500);
    same(stage.take().map(({ type }) => type), ['PING']);
    same(room.state, 'online');
    await stage.clock.pass(500);
    same([room.state, stage.socket.closedWith], ['offline', 4000]);
    await stage.clock.pass(1000);
    same([room.state, stage.sockets.length], ['connecting', 2]);
  },

  async 'a socket that never opens, or never answers, is given up'() {
    const stage = new Stage();
    await stage.client({ heartbeat: { interval: 1000, timeout: 500 } });
    await stage.clock.pass(2000);
    same(stage.sockets.length, 2);
    stage.open();
    await stage.clock.pass(3000);
    holds(stage.sockets.length > 2, 'given up');
  },

  async 'attempts come ever more slowly, and fast again after a success'() {
    const stage = new Stage();
    const room = await stage.joined('a', {}, { backoff: { min: 100, max: 1000 } });
    const delays = [];
    for (let i = 0; i < 6; i++) {
      stage.drop();
      const from = stage.clock.now;
      const count = stage.sockets.length;
      while (stage.sockets.length === count) await stage.clock.pass(5);
      delays.push(stage.clock.now - from);
    }
    same(delays, [75, 150, 300, 600, 750, 750]);
    stage.open();
    stage.receive(stage.joinedMessage({ version: 1, commits: [] }));
    stage.drop();
    await stage.clock.pass(80);
    same([room.state, states(stage).slice(0, 4)], ['connecting', ['connecting', 'online', 'offline', 'connecting']]);
  },

  async 'a server that restarts is visited again at once'() {
    const stage = new Stage();
    await stage.joined('a', {}, { backoff: { min: 400, max: 20000 } });
    stage.receive({ type: 'GOODBYE', payload: { reason: 'restart' } });
    stage.drop(1012);
    await stage.clock.pass(200);
    same(stage.sockets.length, 2);
  },

  async 'a server that says when to come back is left alone until then'() {
    const stage = new Stage();
    await stage.joined('a');
    stage.receive({ type: 'GOODBYE', payload: { reason: 'overloaded', retryAfter: 8 } });
    stage.drop(1013);
    await stage.clock.pass(7900);
    same(stage.sockets.length, 1);
    await stage.clock.pass(2100);
    same(stage.sockets.length, 2);
  },

  async 'a refused token or origin ends it with an error, and connect() begins again'() {
    for (const [code, name] of [[4401, 'UNAUTHORIZED'], [4403, 'FORBIDDEN'], [4400, 'BAD_MESSAGE']]) {
      const stage = new Stage();
      const room = await stage.joined('a');
      room.submit(X);
      stage.drop(code);
      same([room.state, errors(stage).map((e) => [e.code, e.fatal]), stage.clock.running], ['closed', [[name, true]], 0]);
      room.connect();
      await stage.clock.pass(0);
      stage.open();
      same(stage.take().find(({ type }) => type === 'JOIN').payload.since, 1);
      stage.receive(stage.joinedMessage({ version: 1, commits: [] }));
      same([room.state, stage.take().filter(({ type }) => type === 'OP').length], ['online', 1]);
    }
  },

  async 'an error at HELLO is told once, in the words of the server'() {
    const stage = new Stage();
    const room = await stage.client();
    stage.open();
    stage.receive({ type: 'ERROR', payload: { code: 'UNAUTHORIZED', message: 'the token has expired' } });
    stage.drop(4401);
    same([room.state, errors(stage)], ['closed', [{ code: 'UNAUTHORIZED', message: 'the token has expired', fatal: true }]]);
  },

  async 'LEFT with a reason closes the room and is not followed by a JOIN'() {
    for (const reason of ['superseded', 'deleted', 'forbidden']) {
      const stage = new Stage();
      const room = await stage.joined('a');
      room.submit(X);
      stage.receive(stage.message('LEFT', { reason }));
      await stage.clock.pass(60000);
      same([room.state, stage.sockets.length, stage.clock.running], ['closed', 1, 0]);
      same(stage.events.filter(([name]) => name === 'state').at(-1)[1], { state: 'closed', reason });
      same(errors(stage).map(({ code }) => code), reason === 'forbidden' ? ['FORBIDDEN'] : []);
      same([room.text, room.pending], ['Xa', 1], 'the edit is kept');
    }
  },

  async 'the browser\'s offline and online events end and begin connections'() {
    const stage = new Stage();
    const room = await stage.joined('a', {}, { backoff: { min: 5000, max: 20000 } });
    stage.network.dispatchEvent(new Event('offline'));
    same(room.state, 'offline');
    room.submit(X);
    await stage.clock.pass(10);
    stage.network.dispatchEvent(new Event('online'));
    await stage.clock.pass(0);
    same([room.state, stage.sockets.length], ['connecting', 2]);
  },

  async 'close leaves nothing behind'() {
    for (const moment of ['connecting', 'online', 'offline', 'resending']) {
      const stage = new Stage();
      const room = moment === 'connecting' ? await stage.client() : await stage.joined('a');
      room.setPresence({ name: 'me' });
      room.submit(X);
      if (moment === 'offline') stage.drop();
      if (moment === 'resending') stage.receive(stage.error('UNAVAILABLE', 1));
      const settled = room.settled();
      room.close();
      same([room.state, stage.clock.running, await settled], ['closed', 0, false], moment);
      stage.network.dispatchEvent(new Event('online'));
      await stage.clock.pass(100000);
      same(stage.sockets.length, 1, `sockets after closing while ${moment}`);
      if (moment === 'online') same(stage.take().at(-1).type, 'LEAVE');
    }
  },

  async 'a listener that throws disturbs nobody'() {
    const stage = new Stage();
    const room = await stage.client();
    const reported = [];
    const report = globalThis.reportError;
    globalThis.reportError = (error) => reported.push(error.message);
    room.on('change', () => {
      throw new Error('mine');
    });
    stage.open();
    stage.receive(stage.joinedMessage({ version: 1, snapshot: { content: [{ insert: 'a' }], text: 'a' } }));
    globalThis.reportError = report;
    same([room.state, room.text, reported], ['online', 'a', ['mine']]);
  },
};
