// Keeps what this page is made of, so that the service worker can open it while the server cannot be reached.

const SHELL = 'akkord.shell'; // see /offline.js

/** Resolves to whether the page at `address` will open without the server. Needs a secure context. */
export async function keepShell(address) {
  try {
    await navigator.serviceWorker.register('/offline.js');
    const parts = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
    const paths = parts.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
    const shell = [address, ...new Set(paths.filter((path) => /^\/(page|client|lib)\//.test(path)))];
    await caches.delete(SHELL); // of a release with one page
    const cache = await caches.open(`${SHELL}:${address}`);
    await cache.addAll(shell);
    for (const request of await cache.keys()) {
      if (!shell.includes(new URL(request.url).pathname)) await cache.delete(request); // of an earlier release
    }
    return true;
  } catch {
    return false; // an insecure context, a browser without, or a server that has just gone
  }
}
