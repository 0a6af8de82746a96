// The service worker: with it the page opens also while the server cannot be reached, so that edits that wait can be read and
// gone on with. The server always goes first; what the page was made of last is only the second choice. It never touches the API.

const SHELL = 'akkord.shell';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const ours = origin === self.location.origin && (pathname === '/' || /^\/(page|client|lib)\//.test(pathname));
  if (request.method === 'GET' && ours) event.respondWith(answer(request));
});

async function answer(request) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) return fresh;
    return (fresh.status >= 500 && (await kept(request))) || fresh;
  } catch (error) {
    const old = await kept(request);
    if (old) return old;
    throw error;
  }
}

// All rooms are one page.
async function kept(request) {
  return (await caches.open(SHELL)).match(request, { ignoreSearch: true, ignoreVary: true });
}
