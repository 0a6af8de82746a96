// Keeps a room's draft up to date in the browser's storage. See draft-keeper.d.ts.

import { Emitter } from './emitter.js';
import { Timers } from './timers.js';

const PAUSE = 300; // ms in which further edits go into the same write
const PATIENCE = 2000; // ms that the server, while it is there, has to acknowledge something before anything is written

export class DraftKeeper {
  #room;
  #drafts;
  #timers;
  #events = new Emitter();
  #ends;
  #stored;
  #fails = false;
  #count = 0;

  constructor(room, drafts, { page = globalThis, timers } = {}) {
    this.#room = room;
    this.#drafts = drafts;
    this.#timers = new Timers(timers);
    this.#stored = drafts.load(room.room, room.client) !== null;
    const save = () => this.save();
    this.#ends = [
      room.on('submission', () => this.#stored && this.save()),
      room.on('pending', ({ count }) => this.#counted(count)),
      room.on('state', ({ state }) => state !== 'online' && this.save()),
      listen(page, 'pagehide', save),
      listen(page?.document, 'visibilitychange', () => page.document.visibilityState === 'hidden' && save()),
    ];
  }

  get kept() {
    return this.#room.pending === 0 || this.#stored;
  }

  get fails() {
    return this.#fails;
  }

  on(name, listener) {
    return this.#events.on(name, listener);
  }

  save() {
    const { draft, room, client } = this.#room;
    this.#timers.clearAll();
    if (draft) this.#stored = this.#drafts.save(room, client, draft);
    else if (this.#stored) this.#drop();
    this.#say(draft !== null && !this.#stored);
  }

  stop() {
    this.#timers.clearAll();
    for (const end of this.#ends.splice(0)) end();
  }

  #counted(count) {
    const online = this.#room.state === 'online';
    const advances = count < this.#count;
    this.#count = count;
    if (count === 0) {
      this.save();
    } else if (!this.#timers.has('save') || (online && advances)) {
      this.#timers.after('save', online ? PATIENCE : PAUSE, () => this.save());
    }
  }

  #drop() {
    this.#drafts.remove(this.#room.room, this.#room.client);
    this.#stored = false;
  }

  #say(fails) {
    if (fails === this.#fails) return;
    this.#fails = fails;
    this.#events.emit('failing', { fails });
  }
}

function listen(target, name, listener) {
  target?.addEventListener?.(name, listener);
  return () => target?.removeEventListener?.(name, listener);
}
