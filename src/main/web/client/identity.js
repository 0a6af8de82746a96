// A stable client id for one tab. Two tabs must not share an id (the later one would push the earlier one out of the room),
// but a duplicated tab starts with a copy of the other's storage. A Web Lock tells them apart: whoever holds the lock on an id
// may use it, and the browser releases it when the tab is gone.

const KEY = 'akkord.client';
const RELOAD_GRACE = 400; // ms that a reloaded page may still find its own old lock held

const isClientId = (client) => typeof client === 'string' && /^[A-Za-z0-9.-][A-Za-z0-9._-]{0,63}$/.test(client);
const lockName = (client) => `akkord.client:${client}`;

/** A fresh random client id: 22 characters of `a-z0-9`. */
export function freshClientId() {
  const numbers = crypto.getRandomValues(new Uint8Array(22));
  return Array.from(numbers, (n) => (n % 36).toString(36)).join('');
}

/** Holds the lock on an id; resolves to its release function, or to null where somebody else keeps it for `patience` ms. */
function hold(locks, client, patience) {
  return new Promise((resolve) => {
    const held = (lock) => lock && new Promise((release) => resolve(() => release()));
    const options = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    locks
      .request(lockName(client), options, held)
      .finally(() => resolve(null))
      .catch(() => {}); // not got in time
  });
}

/**
 * Claims a client id for this page: the one in `storage` if no other tab uses it, else a new one, which is stored. One of `heirs`
 * that no page holds any more goes first, unless the stored one is among them.
 * Without Web Locks (an insecure context) every page gets a new id, because a shared one could not be noticed.
 */
export async function claimIdentity({
  storage = globalThis.sessionStorage,
  locks = globalThis.navigator?.locks,
  key = KEY,
  heirs = [],
} = {}) {
  if (!locks) return { client: freshClientId(), guarded: false, release() {} };
  const stored = read(storage, key);
  const orphans = heirs.includes(stored) ? [] : heirs.filter(isClientId);
  const wanted = stored ? [...orphans, stored] : orphans;
  for (let next = 0; ; next++) {
    const client = wanted[next] ?? freshClientId();
    const release = await hold(locks, client, orphans.includes(client) ? 0 : RELOAD_GRACE);
    if (!release) continue;
    write(storage, key, client);
    return { client, guarded: true, release };
  }
}

function read(storage, key) {
  try {
    const client = storage?.getItem(key);
    return isClientId(client) ? client : null;
  } catch {
    return null;
  }
}

function write(storage, key, client) {
  try {
    storage?.setItem(key, client);
  } catch {
    // a browser that keeps nothing gets a new id with the next page
  }
}
