/**
 * Says in formcheck's own words that the server cannot be reached, instead of the browser's.
 *
 * It keeps nothing but that page and the files it is made of, which say nothing about anybody, and
 * answers with it only where a page was asked for in vain. Every page and all data come from the
 * server, so that nothing old is shown after an update. That page is kept in every language, and
 * shown in the one of the last page that the server sent. The server writes the two names before it.
 */

/* global SHELL, VERSION */

const OWN = "formcheck-";
/** Where the language of the last page is kept: no file has this name. */
const LAST = "/language";
const offline = (language) => `/offline?language=${language}`;

/** The language of the last page, once it is known here. */
let last = "";

/** Keep the language of a page that came. @param {Response} page */
async function remember(page) {
  const language = page.headers.get("content-language");
  if (!language || language === last || !SHELL.includes(offline(language))) return;
  last = language;
  const cache = await caches.open(OWN + VERSION);
  await cache.put(LAST, new Response(language));
}

async function offlinePage() {
  const kept = await caches.match(LAST);
  const language = kept ? await kept.text() : navigator.language.slice(0, 2);
  const page = SHELL.includes(offline(language)) ? offline(language) : SHELL[0];
  return caches.match(page, { ignoreVary: true });
}

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
  const navigating = request.mode === "navigate";
  if (!navigating && !SHELL.includes(asked)) return;
  const found = fetch(request);
  event.respondWith(
    found.catch(async (error) => {
      const answer = await (navigating ? offlinePage() : caches.match(asked));
      if (answer) return answer;
      throw error;
    }),
  );
  if (navigating) event.waitUntil(found.then(remember).catch(() => {}));
});
