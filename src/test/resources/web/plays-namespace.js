// Plays of a namespace: one client, the server's lines scripted. Each name is a sentence that must hold.

import { takeMine, takeTheirs } from '/client/namespace-client.js';
import { effectsOf, isKey, malformedChanges, matcher, mergePatch } from '/client/namespace-changes.js';
import { NamespaceStage, commit, gone, put, set } from './namespace-stage.js';
import { holds, same } from './stage.js';

const submissions = (messages) => messages.filter(({ type }) => type === 'STATE_PATCH' || type === 'CONFLICT_RESOLUTION');
const only = (messages) => {
  const found = submissions(messages);
  same(found.length, 1, `number of submissions in ${JSON.stringify(messages)}`);
  return found[0];
};
const entries = ({ store }) => [...store].sort(([a], [b]) => (a < b ? -1 : 1));

export const plays = {
  async 'HELLO and JOIN go out in one frame, and the snapshot is the first store'() {
    const stage = new NamespaceStage();
    const namespace = await stage.client({ token: 'secret', patterns: ['cart:*'] });
    stage.open();
    same(stage.socket.frames.length, 1, 'frames');
    const [hello, join] = stage.take();
    same(hello.payload, { client: 'me', protocol: 1, token: 'secret' });
    same(join, { type: 'JOIN', object: 'namespaces/play', payload: { patterns: ['cart:*'] } });
    stage.receive(stage.joinedMessage({
      version: 7, seq: 4, snapshot: { store: { 'cart:1': [1] }, mfes: { shop: { id: 'shop' } }, meta: { totalMFEs: 1 } },
    }));
    same([namespace.state, namespace.version, namespace.access, entries(namespace)], ['online', 7, 'admin', [['cart:1', [1]]]]);
    same([[...namespace.mfes.keys()], namespace.meta.totalMFEs], [['shop'], 1]);
    namespace.submit([set('cart:2', null)], { source: 'play' });
    same(only(stage.take()), {
      type: 'STATE_PATCH', object: 'namespaces/play', payload: { changes: [set('cart:2', null)], source: 'play' }, meta: { version: 7, seq: 5 },
    });
  },

  async 'one submission is in flight, the others wait and leave in order'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: 1 });
    namespace.submit([set('a', 2)]);
    namespace.submit([{ op: 'delete', key: 'a' }]);
    same([namespace.pending, entries(namespace)], [2, [['a', 1]]]);
    same(namespace.unacknowledged.map(({ op }) => op), ['set', 'delete']);
    same(only(stage.take()).meta, { version: 1, seq: 1 });
    stage.receive(stage.ack(2, 1));
    same(entries(namespace), [['a', 2]]);
    same(stage.of('change').at(-1).changes, [{ key: 'a', value: 2, previousValue: 1 }]);
    same(only(stage.take()).meta, { version: 2, seq: 2 });
    const settled = namespace.settled();
    stage.receive(stage.ack(3, 2));
    same([await settled, namespace.pending, entries(namespace)], [true, 0, []]);
  },

  async 'effects that differ from the submission are taken from the ACK'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: { x: 1 } });
    namespace.submit([{ op: 'merge', key: 'a', value: { y: 2 } }]);
    stage.receive(stage.ack(2, 1, { changes: [put('a', { x: 1, y: 2 }), { mfe: 'shop', value: { id: 'shop' } }] }));
    same(entries(namespace), [['a', { x: 1, y: 2 }]]);
    same([...namespace.mfes.keys()], ['shop']);
  },

  async 'commits of others arrive with who made them, and a part of them may move the cursor only'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: 1, b: 2 }, {}, { patterns: ['?', 'a*'] });
    stage.receive(stage.patch(1, 9, commit(3, [put('a', 5)]), commit(6, [gone('ab'), put('ac', 1)])));
    same([namespace.version, entries(namespace)], [9, [['a', 5], ['ac', 1], ['b', 2]]]);
    same(stage.of('change').slice(-2).map(({ cause, client, version }) => [cause, client, version]), [['remote', 'other', 3], ['remote', 'other', 6]]);
    stage.receive(stage.patch(9, 1009));
    same(namespace.version, 1009);
    namespace.submit([set('a', 1), set('elsewhere', 1)]);
    stage.receive(stage.ack(1020, 1));
    same([namespace.version, namespace.store.has('elsewhere')], [1020, false], 'what is not followed is not kept');
    same(stage.take().filter(({ type }) => type === 'SYNC_REQUEST'), []);
  },

  async 'a gap asks for what is missing, once, and goes on from there'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({});
    stage.receive(stage.patch(2, 3, commit(3, [put('b', 1)])));
    stage.receive(stage.patch(3, 4, commit(4, [put('c', 1)])));
    same(stage.take().map(({ type, payload }) => [type, payload]), [['SYNC_REQUEST', { since: 1 }]]);
    same(namespace.store.size, 0);
    stage.receive(stage.sync({ version: 4, commits: [commit(2, [put('a', 1)]), commit(3, [put('b', 1)]), commit(4, [put('c', 1)])] }));
    stage.receive(stage.patch(4, 5, commit(5, [gone('b')])));
    same([namespace.version, [...namespace.store.keys()]], [5, ['a', 'c']]);
  },

  async 'after a reconnect it resumes, and the same submission goes out unchanged under the same number'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: 1 }, {}, { patterns: ['a*'] });
    namespace.submit([set('a', 2)], { strategy: 'reject' });
    namespace.submit([set('ab', 3)]);
    const first = only(stage.take());
    same(first.meta, { version: 1, seq: 1, strategy: 'reject' });
    const join = await stage.reconnect();
    same(join.payload, { since: 1, origin: 'o', patterns: ['a*'] });
    same(submissions(stage.take()), [], 'nothing before JOINED');
    stage.receive(stage.joinedMessage({ version: 4, commits: [commit(3, [put('ax', 0)])], seq: 1 }));
    same(only(stage.take()), first, 'also where its number is taken: the server knows by whom');
    stage.receive(stage.ack(2, 1, { duplicate: true }));
    same(only(stage.take()).meta, { version: 2, seq: 2 }, 'as much of the present as its author had seen, and what the server takes');
    same([namespace.version, entries(namespace)], [4, [['a', 1], ['ax', 0]]], 'a duplicate has been delivered before');
  },

  async 'an ACK that was lost is found among the commits of JOINED'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({});
    namespace.submit([set('a', 1)]);
    stage.take();
    await stage.reconnect();
    stage.receive(stage.joinedMessage({ version: 3, seq: 1, commits: [commit(2, [put('a', 1)], 'me', 1), commit(3, [put('b', 1)])] }));
    same([namespace.pending, entries(namespace), submissions(stage.take())], [0, [['a', 1], ['b', 1]], []]);
    same(stage.of('change').slice(-2).map(({ cause }) => cause), ['own', 'remote']);
    namespace.submit([set('c', 1)]);
    same(only(stage.take()).meta, { version: 3, seq: 2 });
  },

  async 'the rest of a long absence is awaited before anything new leaves'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({});
    await stage.reconnect();
    stage.receive(stage.joinedMessage({ version: 2, head: 3, commits: [commit(2, [put('a', 1)])] }));
    namespace.submit([set('c', 1)]);
    same(stage.take(), []);
    stage.receive(stage.patch(2, 3, commit(3, [put('b', 1)])));
    same(only(stage.take()).meta, { version: 2, seq: 1 });
  },

  async 'a refusal for now is answered with the same submission after retryAfter'() {
    for (const code of ['UNAVAILABLE', 'OVERLOADED', 'RATE_LIMITED']) {
      const stage = new NamespaceStage();
      const namespace = await stage.joined({});
      namespace.submit([set('a', 1)]);
      const first = only(stage.take());
      stage.receive(stage.error(code, 1, { retryAfter: 2 }));
      await stage.clock.pass(1900);
      same(stage.take(), [], 'too early');
      await stage.clock.pass(1000);
      same(only(stage.take()), first);
      stage.receive(stage.ack(2, 1));
      same(namespace.pending, 0);
    }
  },

  async 'a submission whose number or base is of the past goes out anew'() {
    for (const code of ['SEQ_REUSED', 'OUT_OF_ORDER', 'BAD_BASE']) {
      const stage = new NamespaceStage();
      const namespace = await stage.joined({});
      namespace.submit([set('a', 1)]);
      stage.take();
      stage.receive(stage.error(code, 1));
      same(stage.take()[0].type, 'SYNC_REQUEST');
      stage.receive(stage.sync({ version: 5, seq: 8, snapshot: { store: { b: 1 }, mfes: {}, meta: {} }, reset: true }));
      same(only(stage.take()).meta, { version: 5, seq: 9 });
      stage.receive(stage.ack(6, 9));
      same([namespace.pending, entries(namespace)], [0, [['a', 1], ['b', 1]]]);
    }
  },

  async 'a history that is shorter than what was seen, from a backup, holds nothing up'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: 1 }, { version: 100 });
    await stage.reconnect();
    namespace.submit([set('a', 2)]);
    stage.receive(stage.joinedMessage({ version: 3, origin: 'backup', reset: true, snapshot: { store: { a: 0 }, mfes: {}, meta: {} } }));
    stage.take();
    stage.receive(stage.error('BAD_BASE', 1));
    stage.receive(stage.sync({ version: 3, origin: 'backup', commits: [] }));
    same(only(stage.take()).meta, { version: 3, seq: 1 });
  },

  async 'a refusal for good loses that submission only, and says which'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({});
    namespace.submit([set('a', 1)]);
    namespace.submit([set('b', 1)]);
    stage.take();
    stage.receive(stage.error('INVALID_OP', 1));
    same(stage.of('error'), [{ code: 'INVALID_OP', message: 'INVALID_OP', changes: [set('a', 1)], fatal: false }]);
    same(only(stage.take()), { type: 'STATE_PATCH', object: 'namespaces/play', payload: { changes: [set('b', 1)] }, meta: { version: 1, seq: 1 } });
    same(namespace.pending, 1);
  },

  async 'what is larger than a message may be is not sent'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({});
    stage.receive({ type: 'WELCOME', payload: { limits: { message: 300 } } });
    namespace.submit([set('a', 'ä'.repeat(200))]);
    namespace.submit([set('b', 1)]);
    same(stage.of('error').map(({ code }) => code), ['TOO_LARGE']);
    same(only(stage.take()).payload.changes, [set('b', 1)]);
  },

  async 'a conflict comes with both sides, and taking mine is a resolution under the same number'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: 1 });
    namespace.submit([set('a', 2, { ttl: 60 }), set('b', 1)], { strategy: 'reject', source: 'form', base: 1 });
    stage.take();
    stage.receive(stage.conflict(5, 1, { key: 'a', local: 2, remote: 9 }));
    const [conflict] = stage.of('conflict');
    same(conflict, {
      conflicts: [{ key: 'a', local: 2, remote: 9 }], version: 5, changes: [set('a', 2, { ttl: 60 }), set('b', 1)], strategy: 'reject', source: 'form',
    });
    same(namespace.pending, 0);
    same(takeTheirs(conflict), [set('b', 1)]);
    namespace.resolve(conflict, takeMine(conflict));
    same(only(stage.take()), {
      type: 'CONFLICT_RESOLUTION', object: 'namespaces/play',
      payload: { changes: [set('a', 2, { ttl: 60 }), set('b', 1)], source: 'form' }, meta: { version: 5, seq: 1 },
    });
    stage.receive(stage.conflict(6, 1, { key: 'a', local: 2, remote: 10 }));
    same(stage.of('conflict').at(-1).version, 6, 'others went on');
  },

  async 'what others changed between the base and an own later commit is a conflict also here'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: { n: 1 }, b: 1 });
    namespace.submit([set('other', 1)]);
    namespace.submit([set('a', { n: 2 })], { strategy: 'reject' });
    namespace.submit([{ op: 'merge', key: 'a', value: { m: 1 } }], { strategy: 'reject' });
    namespace.submit([{ op: 'patch', key: 'a', patch: [] }], { strategy: 'merge' });
    namespace.submit([set('b', 2)], { strategy: 'reject' });
    namespace.submit([set('a', 0)], { strategy: 'replace' });
    stage.take();
    stage.receive(stage.patch(1, 2, commit(2, [put('a', { n: 7 })])), stage.ack(3, 1));
    same(stage.of('conflict').map(({ conflicts, version }) => [conflicts, version]), [
      [[{ key: 'a', local: { n: 2 }, remote: { n: 7 } }], 3],
      [[{ key: 'a', local: { n: 7, m: 1 }, remote: { n: 7 } }], 3],
      [[{ key: 'a', local: null, remote: { n: 7 } }], 3],
    ]);
    same(only(stage.take()).payload.changes, [set('b', 2)], 'nobody touched this one');
    stage.receive(stage.ack(4, 2));
    same(only(stage.take()).payload.changes, [set('a', 0)]);
  },

  async 'nobody overwrites what the filter hid meanwhile'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: 1, b: 1 });
    namespace.submit([set('b', 0)]);
    namespace.submit([set('a', 2)], { strategy: 'reject' });
    stage.take();
    namespace.follow(['b']);
    stage.receive(stage.joinedMessage({ version: 4, seq: 1, snapshot: { store: { b: 0 }, mfes: {}, meta: {} } }), stage.ack(2, 1, { duplicate: true }));
    same(stage.of('conflict').map(({ conflicts }) => conflicts), [[{ key: 'a', local: 2, remote: null, unseen: true }]]);
    namespace.submit([set('b', 3)], { strategy: 'reject' });
    namespace.submit([set('b', 4)], { strategy: 'reject' });
    namespace.follow(['*']);
    stage.receive(stage.joinedMessage({ version: 9, seq: 2, snapshot: { store: { a: 5, b: 3 }, mfes: {}, meta: {} } }), stage.ack(5, 2, { duplicate: true }));
    same([namespace.pending, stage.of('conflict').length], [1, 1]);
  },

  async 'a patch that applies no more cannot be taken as mine'() {
    const patch = { op: 'patch', key: 'a', patch: [{ op: 'remove', path: '/0' }] };
    same(takeMine({ conflicts: [{ key: 'a', local: null, remote: 1 }], changes: [patch] }), []);
    same(takeMine({ conflicts: [{ key: 'a', local: [1], remote: 1 }], changes: [patch] }), [set('a', [1])]);
    const merge = { op: 'merge', key: 'a', value: { x: 1 } };
    same(takeMine({ conflicts: [{ key: 'a', local: { x: 1 }, remote: 2 }], changes: [merge] }), [set('a', { x: 1 })]);
    same(takeMine({ conflicts: [{ key: 'a', local: null, remote: 2 }], changes: [{ op: 'delete', key: 'a' }] }), [{ op: 'delete', key: 'a' }]);
  },

  async 'another part is followed by joining anew, and one answer at a time is awaited'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({ a: 1, b: 1 });
    namespace.submit([set('b', 2)]);
    const first = only(stage.take());
    namespace.follow(['a*']);
    namespace.follow(['b*']);
    same(stage.take().map(({ type, payload }) => [type, payload]), [['JOIN', { patterns: ['a*'] }]]);
    stage.receive(stage.patch(1, 2, commit(2, [put('a', 7)])), stage.ack(3, 1));
    same(namespace.version, 1, 'of before the rejoin');
    stage.receive(stage.joinedMessage({ version: 3, seq: 1, snapshot: { store: { a: 7 }, mfes: {}, meta: {} } }));
    same(stage.take().map(({ type, payload }) => [type, payload]), [['JOIN', { patterns: ['b*'] }]]);
    stage.receive(stage.joinedMessage({ version: 3, seq: 1, snapshot: { store: { b: 2 }, mfes: {}, meta: {} } }));
    same([entries(namespace), namespace.followed], [[['b', 2]], ['b*']]);
    same(only(stage.take()), first);
    stage.receive(stage.ack(3, 1, { duplicate: true }));
    same([namespace.pending, namespace.state], [0, 'online']);
    namespace.follow();
    same(stage.take().map(({ payload }) => payload), [{}]);
  },

  async 'keys that are names of objects are keys like any other'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}'));
    same([...namespace.store.keys()].sort(), ['__proto__', 'constructor']);
    namespace.submit([set('__proto__', JSON.parse('{"__proto__": 1}')), { op: 'delete', key: 'constructor' }]);
    holds(stage.socket.frames[0].includes('"value":{"__proto__":1}'), 'sent as it is');
    stage.receive(stage.ack(2, 1), stage.patch(2, 3, commit(3, [put('toString', 1)])));
    same([...namespace.store.keys()], ['__proto__', 'toString']);
    same(JSON.stringify(mergePatch({}, JSON.parse('{"__proto__": {"y": 1}}'))), '{"__proto__":{"y":1}}');
    same([{}.x, {}.y], [undefined, undefined]);
  },

  async 'a namespace that is closed or read-only takes nothing, and one that is deleted says so'() {
    const stage = new NamespaceStage();
    const namespace = await stage.joined({}, { access: 'read' });
    throws(() => namespace.submit([set('a', 1)]), 'read-only');
    stage.receive(stage.message('LEFT', { reason: 'deleted' }));
    same([namespace.state, stage.of('state').at(-1).reason, stage.clock.running], ['closed', 'deleted', 0]);
    throws(() => namespace.submit([set('a', 1)]), 'closed');
  },

  async 'changes that no namespace takes are found before they are sent'() {
    for (const [changes, fault] of [
      [[], 'a list of changes'], [[null], 'not an object'], [[set('', 1)], 'a key'], [[set('a\u0000', 1)], 'a key'], [[set('x'.repeat(257), 1)], 'a key'],
      [[set('\ud800', 1)], 'a key'], [[{ op: 'set', key: 'a' }], 'a value'], [[set('a', 1, { ttl: 0.5 })], 'ttl'], [[{ op: 'patch', key: 'a', patch: {} }], 'a list'],
      [[{ op: 'restore', snapshot: [] }], 'snapshot'], [[{ op: 'register', mfe: {} }], 'id'], [[{ op: '__proto__' }], 'unknown'],
    ]) holds(malformedChanges(changes)?.includes(fault), `${fault}: ${malformedChanges(changes)}`);
    same(malformedChanges([set('ä/b:c d', 1), { op: 'clear' }, { op: 'unregister', mfe: 'shop' }]), null);
    same([isKey('😀'), isKey(7)], [true, false]);
    same(effectsOf([set('a', 1), set('b', 1), { op: 'delete', key: 'a' }]), [gone('a'), put('b', 1)]);
  },

  async 'patterns know one sign only'() {
    const covers = (pattern, key) => matcher([pattern])(key);
    same([covers('cart:*', 'cart:'), covers('cart:*', 'xcart:1'), covers('*.b*d', 'a.b\nc/d'), covers('*.b*d', 'aXbd')], [true, false, true, false]);
    same([covers('a+(b)[c]\\', 'a+(b)[c]\\'), covers('a?', 'ab'), matcher(undefined)('x'), matcher(['a', 'b*'])('bc')], [true, false, true, true]);
  },
};

function throws(run, words) {
  try {
    run();
  } catch (error) {
    holds(error.message.includes(words), error.message);
    return;
  }
  throw new Error(`nothing was thrown, not even about ${words}`);
}
