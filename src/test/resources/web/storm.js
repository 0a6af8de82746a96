// Random plays: several clients type into one room of the model server while sockets break, answers get lost, the server refuses,
// restarts or comes back from a backup, pages are reloaded or crash. In the end all of them must hold the server's text, and no
// edit may be missing or there twice. Only what was typed just before a crash may be lost.

import { DraftKeeper } from '/client/draft-keeper.js';
import { Drafts } from '/client/drafts.js';
import { RoomClient } from '/client/room.js';
import { Seeded } from './random.js';
import { ModelServer } from './model-server.js';
import { Clock, Memory, rest } from './stage.js';

export class Wire {
  constructor(storm) {
    const { server } = storm;
    storm.wires.add(this);
    this.readyState = 0;
    this.up = []; // frames on their way to the server
    this.down = []; // messages on their way to the client
    this.storm = storm;
    this.session = server.open((message) => this.down.push(message));
  }

  send(frame) {
    this.up.push(frame);
  }

  close() {
    this.end();
  }

  /** What was on its way up may still arrive; nothing comes down any more. */
  end(code) {
    if (!this.storm.wires.delete(this)) return;
    this.readyState = 3;
    for (const frame of this.up.splice(0, this.storm.random.below(this.up.length + 1))) this.storm.server.receive(this.session, frame);
    this.storm.server.close(this.session);
    if (code) this.onclose?.({ code, reason: '' });
  }

  step() {
    const { random, server } = this.storm;
    if (this.readyState === 0) {
      this.readyState = 1;
      this.onopen?.({});
    } else if (this.up.length > 0 && (this.down.length === 0 || random.chance(0.5))) {
      server.receive(this.session, this.up.shift());
    } else if (this.down.length > 0) {
      const batch = this.down.splice(0, 1 + random.below(this.down.length));
      this.onmessage?.({ data: JSON.stringify(batch.length === 1 ? batch[0] : batch) });
    }
  }
}

class Storm {
  wires = new Set();
  clock = new Clock();
  server = new ModelServer();

  drafts = new Drafts({ storage: new Memory() });

  constructor(seed, { resets = false, reloads = false }) {
    this.random = new Seeded(seed);
    this.resets = resets;
    this.reloads = reloads;
    this.server.cut = this.random.of([1, 3, Infinity]);
    this.server.keep = resets ? this.random.of([2, 10, Infinity]) : Infinity;
    this.server.trouble = () => (this.calm || !this.random.chance(0.1) ? undefined : this.random.of(['UNAVAILABLE', 'OVERLOADED']));
    this.typed = [];
    this.clients = Array.from({ length: 2 + this.random.below(3) }, (_, i) => ({ id: `c${i}`, typed: 0 }));
    for (const client of this.clients) this.open(client);
  }

  /** A page of this client: the first, or the next one after a reload. */
  open(client) {
    const storm = this;
    class StormSocket extends Wire {
      constructor() {
        super(storm);
        client.wire = this;
      }
    }
    const { timers } = this.clock;
    client.room = new RoomClient({
      url: 'ws://storm', room: 'storm', client: client.id, WebSocket: StormSocket, timers, network: null,
      random: () => this.random.next(), backoff: { min: 20, max: 100 }, draft: this.drafts.load('storm', client.id),
    });
    client.keeper = this.reloads && new DraftKeeper(client.room, this.drafts, { page: null, timers });
    client.room.connect();
  }

  /** The page is gone, in good order or all of a sudden, and opened again. */
  reload(client) {
    const crash = this.random.chance(0.5);
    if (!crash) client.keeper.save();
    const lost = crash && client.room.pending > 0;
    client.keeper.stop();
    client.wire?.end();
    client.room.close();
    if (lost) for (const mark of this.typed) mark.surely &&= mark.client !== client.id;
    this.open(client);
  }

  // Every piece of text typed is marked and never deleted, so that each must be there exactly once in the end.
  type(client) {
    const { random } = this;
    const { room } = client;
    if (!room.known || room.state === 'closed') return;
    const at = boundary(room.text, random.below(room.text.length + 1));
    const mark = `<${client.id}:${client.typed++}>`;
    room.submit(at > 0 ? [{ retain: at }, { insert: mark }] : [{ insert: mark }]);
    this.typed.push({ mark, client: client.id, surely: true });
    if (random.chance(0.3)) room.setPresence({ selection: { anchor: at, head: at } });
  }

  async step() {
    const { random } = this;
    const roll = random.next();
    if (roll < 0.3) this.type(random.of(this.clients));
    else if (roll < 0.85 && this.wires.size > 0) random.of([...this.wires]).step();
    else if (roll < 0.95) await this.clock.pass(random.below(60));
    else if (roll < 0.99 && this.wires.size > 0) random.of([...this.wires]).end(random.of([1006, 1012, 1013]));
    else if (this.reloads && random.chance(0.7)) this.reload(random.of(this.clients));
    else if (this.resets) this.reset();
    await rest();
  }

  /** The server comes back under another origin: whoever returns gets a snapshot. */
  reset() {
    const { server } = this;
    server.origin = `after ${server.version}`;
    for (const wire of [...this.wires]) wire.end(1012);
  }

  async settle() {
    this.calm = true;
    for (let i = 0; i < 20000; i++) {
      for (const wire of [...this.wires]) wire.step();
      await this.clock.pass(10);
      const idle = [...this.wires].every(({ up, down }) => up.length === 0 && down.length === 0);
      if (idle && this.clients.every(({ room }) => room.state === 'online' && room.pending === 0)) return;
    }
    throw new Error('does not come to rest');
  }

  findings() {
    const { server } = this;
    const found = [];
    for (const { id, room } of this.clients) {
      if (room.text !== server.text) found.push(`${id} has ${JSON.stringify(room.text)}, the server ${JSON.stringify(server.text)}`);
      if (room.version !== server.version) found.push(`${id} is at ${room.version}, the server at ${server.version}`);
    }
    for (const { mark, surely } of this.typed) {
      const times = server.text.split(mark).length - 1;
      if (times > 1 || (surely && times < 1)) found.push(`${mark} is there ${times} times`);
    }
    if (this.drafts.list().length > 0) found.push('a draft is left');
    for (const { room } of this.clients) room.close();
    if (this.clock.running > 0) found.push(`${this.clock.running} timers left`);
    return found;
  }
}

/** The nearest place at or before `index` that is not inside a mark. */
function boundary(text, index) {
  const open = text.lastIndexOf('<', index - 1);
  const closed = text.lastIndexOf('>', index - 1);
  return open > closed ? open : index;
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
