/**
 * Says in formcheck's own words that the server cannot be reached, instead of the browser's.
 *
 * It keeps nothing but that page and the files it is made of, which say nothing about anybody, and
 * answers with it only where a page was asked for in vain. Every page and all data come from the
 * server, so that nothing old is shown after an update. The server writes the two names before it.
 */

/* global SHELL, VERSION */

const OWN = "formcheck-";
const [OFFLINE] = SHELL;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(OWN + VERSION)
      .then((cache) => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const drop = (names) =>
    names.filter((n) => n.startsWith(OWN) && n !== OWN + VERSION).map((n) => caches.delete(n));
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(drop(names)))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const asked = new URL(request.url).pathname;
  if (request.method !== "GET" || asked.startsWith("/api/")) return; // data and downloads
  const kept = () => caches.match(request.mode === "navigate" ? OFFLINE : asked);
  if (request.mode !== "navigate" && !SHELL.includes(asked)) return;
  event.respondWith(
    fetch(request).catch(async (error) => {
      const answer = await kept();
      if (answer) return answer;
      throw error;
    }),
  );
});
