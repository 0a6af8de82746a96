// Plays of the client id, with the browser's own Web Locks.

import { claimIdentity, freshClientId } from '/client/identity.js';
import { Memory, holds, same } from './stage.js';

export const plays = {
  async 'a reload keeps the id'() {
    const storage = new Memory();
    const before = await claimIdentity({ storage });
    holds(/^[a-z0-9]{22}$/.test(before.client), `${before.client} is a client id`);
    before.release();
    const after = await claimIdentity({ storage });
    same(after.client, before.client);
    after.release();
  },

  async 'a reload whose old page is still going away keeps the id'() {
    const storage = new Memory();
    const before = await claimIdentity({ storage });
    setTimeout(() => before.release(), 100);
    const after = await claimIdentity({ storage });
    same(after.client, before.client);
    after.release();
  },

  async 'a duplicated tab takes a new id and keeps that one'() {
    const storage = new Memory();
    const first = await claimIdentity({ storage });
    const copy = new Memory(storage.entries);
    const second = await claimIdentity({ storage: copy });
    holds(first.client !== second.client, 'two ids');
    same([storage.getItem('akkord.client'), copy.getItem('akkord.client')], [first.client, second.client]);
    first.release();
    second.release();
  },

  async 'an id that left drafts is taken up by the next page, unless a page still holds it'() {
    const storage = new Memory([['akkord.client', 'mine']]);
    const living = await claimIdentity({ storage: new Memory([['akkord.client', 'living']]) });
    const heir = await claimIdentity({ storage, heirs: ['living', '_server', 'orphan'] });
    same([heir.client, storage.getItem('akkord.client')], ['orphan', 'orphan']);
    const kept = await claimIdentity({ storage: new Memory([['akkord.client', 'own']]), heirs: ['other', 'own'] });
    same(kept.client, 'own');
    const none = await claimIdentity({ storage: new Memory([['akkord.client', 'mine']]), heirs: ['living', 'orphan'] });
    same(none.client, 'mine');
    for (const { release } of [living, heir, kept, none]) release();
  },

  async 'a stored value that is no client id is replaced'() {
    const storage = new Memory([['akkord.client', '_server of evil']]);
    const { client, release } = await claimIdentity({ storage });
    same(storage.getItem('akkord.client'), client);
    release();
  },

  async 'a browser that keeps nothing, or has no locks, gets a fresh id'() {
    const broken = {
      getItem() {
        throw new Error('denied');
      },
      setItem() {
        throw new Error('denied');
      },
    };
    const { client, release } = await claimIdentity({ storage: broken });
    holds(client.length === 22, 'an id');
    release();
    const storage = new Memory();
    const without = await claimIdentity({ storage, locks: null });
    holds(without.client.length === 22 && storage.entries.size === 0, 'not stored');
    holds(freshClientId() !== freshClientId(), 'fresh');
  },
};
