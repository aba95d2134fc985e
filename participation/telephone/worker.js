// The page again while there is no connection, so that what waits on the telephone can be sent later. It keeps the
// page alone, under its address without a question mark; answers never pass through it.
const KEPT = "tongping-telephone";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate" && event.request.method === "GET") event.respondWith(page(event.request));
});

async function page(request) {
  const cache = await caches.open(KEPT);
  const place = new URL(request.url).pathname;
  const kept = await cache.match(place, { ignoreVary: true });
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(place, answer.clone());
    return kept && answer.status >= 500 ? kept : answer;
  });
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([asked.catch(() => kept), late]);
}
