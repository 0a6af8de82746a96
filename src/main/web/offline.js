// The service worker: with it the pages open also while the server cannot be reached, so that edits that wait can be read and gone on
// with. The server always goes first; what a page was made of last is only the second choice. It never touches the API.

const SHELL = 'akkord.shell';
const PAGES = ['/', '/namespace.html'];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const ours = origin === self.location.origin && (PAGES.includes(pathname) || /^\/(page|client|lib)\//.test(pathname));
  if (request.method === 'GET' && ours) event.respondWith(answer(event));
});

async function answer({ request, clientId }) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) return fresh;
    return (fresh.status >= 500 && (await kept(request, clientId))) || fresh;
  } catch (error) {
    const old = await kept(request, clientId);
    if (old) return old;
    throw error;
  }
}

// All rooms are one page, and all namespaces another. The two may have been kept from different releases, so each has its own.
async function kept(request, clientId) {
  const { pathname } = new URL(request.url);
  const page = PAGES.includes(pathname) ? pathname : new URL((await self.clients.get(clientId))?.url ?? '/', self.location.href).pathname;
  return (await caches.open(`${SHELL}:${page}`)).match(request, { ignoreSearch: true, ignoreVary: true });
}
