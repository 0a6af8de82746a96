// A stable client id for one tab. Two tabs must not share an id (the later one would push the earlier one out of the room),
// but a duplicated tab starts with a copy of the other's storage. A Web Lock tells them apart: whoever holds the lock on an id
// may use it, and the browser releases it when the tab is gone.

const KEY = 'akkord.client';
const RELOAD_GRACE = 400; // ms that a reloaded page may still find its own old lock held

const lockName = (client) => `akkord.client:${client}`;

/** A fresh random client id: 22 characters of `a-z0-9`. */
export function freshClientId() {
  const numbers = crypto.getRandomValues(new Uint8Array(22));
  return Array.from(numbers, (n) => (n % 36).toString(36)).join('');
}

/** Holds the lock on an id; resolves to its release function, or to null where somebody else keeps it for `patience` ms. */
function hold(locks, client, patience) {
  return new Promise((resolve) => {
    const held = () =>
      new Promise((release) => {
        resolve(() => release());
      });
    locks
      .request(lockName(client), { signal: AbortSignal.timeout(patience) }, held)
      .catch(() => resolve(null));
  });
}

/**
 * Claims a client id for this page: the one in `storage` if no other tab uses it, else a new one, which is stored.
 * Without Web Locks (an insecure context) every page gets a new id, because a shared one could not be noticed.
 */
export async function claimIdentity({
  storage = globalThis.sessionStorage,
  locks = globalThis.navigator?.locks,
  key = KEY,
} = {}) {
  if (!locks) return { client: freshClientId(), release() {} };
  let client = read(storage, key);
  let release = client && (await hold(locks, client, RELOAD_GRACE));
  while (!release) {
    client = freshClientId();
    release = await hold(locks, client, RELOAD_GRACE);
  }
  write(storage, key, client);
  return { client, release };
}

function read(storage, key) {
  try {
    const client = storage?.getItem(key);
    return client && /^[A-Za-z0-9.-][A-Za-z0-9._-]{0,63}$/.test(client) ? client : null;
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
