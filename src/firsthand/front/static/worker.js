// Serves kept editions where there is no connection. It runs only for readers who have kept one. A cache holds an
// edition; it counts only with its mark, which was put there last.

const PREFIX = "kept:";
const MARK = "/keep/mark";
const PATIENCE = 6000; // milliseconds for a page that is kept; then the kept one is shown
const AGAIN = 3600000; // milliseconds until it asks again whether what is kept was withdrawn
const FIXED = /^\/(?:static|images|files)\//;
const WIPING = /^\/[^/]+\/wipe$/;
let checked = 0;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = request.method === "GET" && url.origin === location.origin && !WIPING.test(url.pathname);
  if (!ours || request.headers.has("range")) return;
  if (FIXED.test(url.pathname)) event.respondWith(fixed(request, url));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});

async function editions() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const cache = await caches.open(name);
    const mark = await cache.match(MARK);
    if (mark) found.push({ name, cache, mark });
  }
  return found;
}

async function find(path) {
  for (const edition of await editions()) {
    const answer = await edition.cache.match(path, { ignoreVary: true });
    if (answer) return { answer, name: edition.name };
  }
  return null;
}

async function fixed(request, url) {
  return (await find(url.pathname))?.answer ?? fetch(request);
}

async function page(event, url) {
  const kept = await find(url.pathname);
  try {
    const answer = await (kept ? inTime(fetch(event.request)) : fetch(event.request));
    if (answer.status >= 500 && kept) return kept.answer;
    if (answer.status === 410 && kept) event.waitUntil(caches.delete(kept.name));
    if (answer.ok && Date.now() - checked > AGAIN) event.waitUntil(check());
    return answer;
  } catch {
    return kept?.answer ?? (await passage(url)) ?? (await shelf(url)) ?? Response.error();
  }
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, reject) => setTimeout(reject, PATIENCE))]);
}

// The lasting link of a passage leads to the kept leaf on which it stands.
async function passage(url) {
  const [, edition, id] = url.pathname.match(/^(.*)\/p\/([a-z2-7]+)$/) ?? [];
  for (const { cache, mark } of id ? await editions() : []) {
    const { address, files } = await mark.json();
    for (const file of address === edition ? files : []) {
      const leaf = file.address.startsWith(address) ? await cache.match(file.address) : null;
      if (leaf && (await leaf.text()).includes(`id="p-${id}"`)) {
        return Response.redirect(`${file.address}#p-${id}`);
      }
    }
  }
  return null;
}

// The page that lists what is kept, in the language of the page that was wanted if it is there.
async function shelf(url) {
  const wanted = await find(`/${url.pathname.split("/")[1]}/kept`);
  if (wanted) return wanted.answer;
  for (const { cache, mark } of await editions()) {
    const answer = await cache.match(`/${(await mark.json()).ui}/kept`, { ignoreVary: true });
    if (answer) return answer;
  }
  return null;
}

async function check() {
  checked = Date.now();
  for (const { name, mark } of await editions()) {
    const { list } = await mark.json();
    const answer = await fetch(`${list}&brief=1`, { cache: "no-cache" }).catch(() => null);
    if (answer?.status === 410) await caches.delete(name);
  }
}
