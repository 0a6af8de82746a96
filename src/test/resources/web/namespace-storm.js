// Random plays: several clients set the keys of one namespace while sockets break, answers get lost, filters change, the server refuses
// or comes back from a backup. In the end each holds the server's keys, as far as it follows them; every submission is there once, or
// its author was told; and no `reject` has overwritten what its author had not seen.

import { NamespaceClient, takeMine } from '/client/namespace-client.js';
import { matcher } from '/client/namespace-changes.js';
import { ModelNamespace } from './model-namespace.js';
import { Seeded } from './random.js';
import { Clock, rest } from './stage.js';
import { Wire } from './storm.js';

const KEYS = ['a:1', 'a:2', 'b:1', 'b:2', '__proto__'];
const FILTERS = [undefined, ['a:*'], ['*1'], ['b:*', '__*']];

class Storm {
  wires = new Set();
  clock = new Clock();
  server = new ModelNamespace();
  submitted = new Map(); // value → {told, strategy, key, seen}

  constructor(seed, { resets = false }) {
    this.random = new Seeded(seed);
    this.resets = resets;
    this.server.cut = this.random.of([1, 3, Infinity]);
    this.server.keep = resets ? this.random.of([2, 10, Infinity]) : Infinity;
    this.server.trouble = () => (this.calm || !this.random.chance(0.1) ? undefined : this.random.of(['UNAVAILABLE', 'OVERLOADED']));
    this.clients = Array.from({ length: 2 + this.random.below(3) }, (_, i) => this.open(`c${i}`));
  }

  open(client) {
    const storm = this;
    class StormSocket extends Wire {
      constructor() {
        super(storm);
      }
    }
    const namespace = new NamespaceClient({
      url: 'ws://storm', namespace: 'storm', client, WebSocket: StormSocket, timers: this.clock.timers, network: null,
      random: () => this.random.next(), backoff: { min: 20, max: 100 }, patterns: this.random.of(FILTERS),
    });
    namespace.on('conflict', (conflict) => this.conflicted(namespace, conflict));
    namespace.on('error', ({ changes = [] }) => changes.forEach(({ value }) => this.tell(value)));
    namespace.connect();
    return namespace;
  }

  tell(value) {
    if (this.submitted.has(value)) this.submitted.get(value).told = true;
  }

  conflicted(namespace, conflict) {
    for (const { value } of conflict.changes) this.tell(value);
    if (!this.random.chance(0.5)) return;
    const mine = takeMine(conflict).map((change) => (change.op === 'set' ? { ...change, value: `${change.value}'` } : change));
    for (const { key, value } of mine) this.submitted.set(value, { key, client: namespace.client, strategy: 'reject', seen: conflict.version });
    namespace.resolve(conflict, mine);
  }

  submit(namespace) {
    if (!namespace.known || namespace.state === 'closed') return;
    const key = this.random.of(KEYS);
    const value = `${namespace.client}-${this.submitted.size}`;
    const strategy = this.random.of(['replace', 'reject', 'reject']);
    this.submitted.set(value, { key, client: namespace.client, strategy, seen: namespace.version });
    namespace.submit([{ op: 'set', key, value }], { strategy });
  }

  async step() {
    const { random } = this;
    const roll = random.next();
    if (roll < 0.3) this.submit(random.of(this.clients));
    else if (roll < 0.85 && this.wires.size > 0) random.of([...this.wires]).step();
    else if (roll < 0.94) await this.clock.pass(random.below(60));
    else if (roll < 0.96) random.of(this.clients).follow(random.of(FILTERS));
    else if (roll < 0.99 && this.wires.size > 0) random.of([...this.wires]).end(random.of([1006, 1012, 1013]));
    else if (this.resets) this.reset();
    await rest();
  }

  /** The server comes back under another origin: whoever returns gets a snapshot. */
  reset() {
    this.server.origin = `after ${this.server.version}`;
    for (const wire of [...this.wires]) wire.end(1012);
  }

  async settle() {
    this.calm = true;
    for (let i = 0; i < 20000; i++) {
      for (const wire of [...this.wires]) wire.step();
      await this.clock.pass(10);
      const idle = [...this.wires].every(({ up, down }) => up.length === 0 && down.length === 0);
      if (idle && this.clients.every(({ state, pending }) => state === 'online' && pending === 0)) return;
    }
    throw new Error('does not come to rest');
  }

  findings() {
    const { server } = this;
    const found = [];
    const whole = (map) => JSON.stringify([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
    for (const { client, store, followed } of this.clients) {
      const covers = matcher(followed);
      const due = new Map([...server.store].filter(([key]) => covers(key)));
      if (whole(store) !== whole(due)) found.push(`${client} has ${whole(store)}, the server ${whole(due)}`);
    }
    const made = new Map();
    for (const { version, changes } of server.commits) for (const { value } of changes) made.set(value, [...(made.get(value) ?? []), version]);
    for (const [value, { key, client, strategy, seen, told }] of this.submitted) {
      const versions = made.get(value) ?? [];
      if (versions.length + (told ? 1 : 0) !== 1) found.push(`${value} is there ${versions.length} times, and its author was${told ? '' : ' not'} told`);
      if (strategy !== 'reject' || versions.length !== 1) continue;
      const unseen = server.commits.slice(seen, versions[0] - 1).filter((commit) => commit.client !== client && commit.changes.some((change) => change.key === key));
      if (unseen.length > 0) found.push(`${value} (seen ${seen}) has overwritten version ${unseen[0].version} of ${key}`);
    }
    for (const namespace of this.clients) namespace.close();
    if (this.clock.running > 0) found.push(`${this.clock.running} timers left`);
    return found;
  }
}

/** Plays `count` storms from `seed` on; what went wrong in each that went wrong. */
export async function storms(seed, count, options = {}) {
  const failures = [];
  for (let i = 0; i < count; i++) {
    const storm = new Storm(seed + i, options);
    try {
      for (let n = 0; n < 250; n++) await storm.step();
      await storm.settle();
      const found = storm.findings();
      if (found.length > 0) failures.push(`seed ${seed + i}: ${found.slice(0, 3).join('; ')}`);
    } catch (error) {
      failures.push(`seed ${seed + i}: ${error.stack}`);
    }
  }
  return failures;
}
