// Keeps editions for reading without a connection, where a reader asks for it; and the page of what is kept. A cache
// holds an edition. Its mark is put there last: without one it is half an edition, which counts for nothing.

const PREFIX = "kept:";
const MARK = "/keep/mark";
const MOST = 200_000_000; // bytes of all that is kept
const WIPES = "fh-leaving-wipes";

const words = JSON.parse(document.querySelector("#fh-keep-words").dataset.words);
const asked = document.querySelector("#fh-keep");
const shelf = document.querySelector("#fh-kept");
const able = "serviceWorker" in navigator && "caches" in window && "locks" in navigator;

function say(message, values = {}) {
  return words[message].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function size(bytes) {
  const [unit, factor] = bytes < 950_000 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const digits = unit === "megabyte" && bytes < 9.95e6 ? 1 : 0;
  const form = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit,
    maximumFractionDigits: digits,
  });
  return form.format(bytes ? Math.max(bytes / factor, 1 / 10 ** digits) : 0);
}

const total = (files) => files.reduce((sum, file) => sum + file.bytes, 0);

async function kept() {
  const found = [];
  for (const name of await caches.keys()) {
    const mark = name.startsWith(PREFIX) && (await (await caches.open(name)).match(MARK));
    if (mark) found.push({ name, ...(await mark.json()) });
  }
  return found;
}

async function look(list, brief = false) {
  const answer = await fetch(brief ? `${list}&brief=1` : list, { cache: "no-cache" });
  if (!answer.ok) throw Object.assign(new Error(answer.status), { status: answer.status });
  return answer.json();
}

// What a run left behind that was cut off; not while another window is keeping something.
function clear() {
  return navigator.locks.request("fh-keep", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const whole = new Set((await kept()).map((each) => each.name));
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && !whole.has(name)) await caches.delete(name);
    }
  });
}

async function room(bytes, address) {
  const others = (await kept()).filter((each) => each.address !== address);
  if (others.reduce((sum, each) => sum + each.bytes, bytes) > MOST) {
    throw Object.assign(new Error(), { words: say("much", { most: size(MOST) }) });
  }
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? { quota: Infinity, usage: 0 };
  if (bytes > quota - usage) throw new DOMException("", "QuotaExceededError");
}

async function fill(cache, files, progress) {
  for (const [number, file] of files.entries()) {
    const answer = await fetch(file.address, { cache: "no-cache" });
    const body = await answer.blob();
    if (!answer.ok || answer.redirected || body.size !== file.bytes) throw new Error(file.address);
    const headers = new Headers(answer.headers);
    headers.delete("content-encoding");
    await cache.put(file.address, new Response(body, { headers }));
    progress((number + 1) / files.length);
  }
}

function keep(list, all, progress) {
  return navigator.locks.request("fh-keep", async () => {
    const files = all ? [...list.files, ...list.originals] : list.files;
    const bytes = total(files);
    await room(bytes, list.address);
    const name = `${PREFIX}${list.address} ${crypto.randomUUID()}`;
    try {
      const cache = await caches.open(name);
      await fill(cache, files, progress);
      if ((await look(list.list, true)).version !== list.version) throw new Error("a new release came between");
      await navigator.serviceWorker.register("/keep.js", { scope: "/", updateViaCache: "none" });
      const mark = { ...list, originals: all ? list.originals : [], all, bytes, at: new Date().toISOString().slice(0, 10) };
      await cache.put(MARK, new Response(JSON.stringify(mark)));
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
    for (const other of await caches.keys()) {
      if (other !== name && other.startsWith(`${PREFIX}${list.address} `)) await caches.delete(other);
    }
  });
}

function told(error) {
  if (error.words) return error.words;
  if (error.status === 410) return say("withdrawn");
  return say(error.name === "QuotaExceededError" ? "full" : "failed");
}

function ask(list) {
  const [form, box, bar] = ["form", "input", "progress"].map((name) => asked.querySelector(name));
  const show = () => {
    const bytes = total(list.files) + (box.checked ? total(list.originals) : 0);
    asked.querySelector(".size").textContent = say("size", { title: list.title, size: size(bytes) });
  };
  box.checked = false;
  box.onchange = show;
  box.closest("label").hidden = !list.originals.length;
  asked.querySelector(".originals").textContent = size(total(list.originals));
  show();
  asked.showModal();
  return new Promise((resolve) => {
    let keeping = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (event.submitter.value !== "keep") return asked.close();
      if (keeping) return;
      keeping = true;
      bar.parentElement.hidden = false;
      const made = await keep(list, box.checked, (part) => { bar.value = part; }).then(() => say("kept"), told);
      asked.close();
      resolve(made);
    };
    asked.onclose = () => {
      bar.parentElement.hidden = true;
      bar.value = 0;
      if (!keeping) resolve("");
    };
  });
}

async function offer(place) {
  const [button, said] = [place.querySelector("button"), place.querySelector("[role=status]")];
  const tell = (message) => { said.replaceChildren(message, " ", link(say("see"), shelfAddress())); };
  const is = (await kept()).some((each) => each.list === place.dataset.list);
  if (is) tell(say("here"));
  place.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const message = await ask(await look(place.dataset.list));
      if (message) tell(message);
    } catch (error) {
      said.textContent = told(error);
    }
  });
}

const shelfAddress = () => `/${document.documentElement.lang}/kept`;

function link(text, address, language) {
  const made = Object.assign(document.createElement("a"), { href: address, textContent: text });
  if (language) made.lang = made.hreflang = language;
  return made;
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className: "quiet" });
  made.addEventListener("click", act);
  return made;
}

function line(edition) {
  const [made, title, about, acts, said] = ["li", "h2", "p", "p", "p"].map((name) => document.createElement(name));
  const day = new Date(edition.at).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  title.append(link(edition.title, edition.address, edition.language));
  about.className = "meta";
  about.textContent = [edition.autonym, size(edition.bytes), say("since", { day })].join(" · ");
  said.setAttribute("role", "status");
  const remove = button(say("remove"), async () => {
    await caches.delete(edition.name);
    await list();
    document.querySelector("#fh-kept-said").textContent = say("removed", { title: edition.title });
    shelf.focus();
  });
  // Without the attribute "download": what has it never comes to the worker.
  for (const { address } of edition.originals) {
    acts.append(link(decodeURIComponent(address.split("/").at(-1)), address), " ");
  }
  remove.setAttribute("aria-label", say("removeThis", { title: edition.title }));
  acts.append(remove);
  made.append(title, about, said, acts);
  made.className = "card";
  return made;
}

async function renew(edition, said) {
  said.textContent = say("renewing");
  const message = await look(edition.list)
    .then((newer) => keep(newer, edition.all, () => null))
    .then(() => say("renewed"), told);
  await list();
  document.querySelector("#fh-kept-said").textContent = message;
}

// Asks for each kept edition whether it was withdrawn, which drops it, or has a newer text, which is offered.
async function compare(editions, lines) {
  for (const [number, edition] of editions.entries()) {
    const said = lines[number].querySelector("[role=status]");
    try {
      if ((await look(edition.list, true)).version === edition.version) continue;
      said.replaceChildren(say("newer"), " ", button(say("renew"), () => renew(edition, said)));
    } catch (error) {
      if (error.status !== 410) continue;
      await caches.delete(edition.name);
      lines[number].replaceChildren(Object.assign(document.createElement("p"), {
        textContent: say("dropped", { title: edition.title }),
      }));
    }
  }
}

async function list() {
  const editions = (await kept()).sort((one, other) => one.title.localeCompare(other.title));
  const lines = editions.map(line);
  shelf.replaceChildren(...lines);
  document.querySelector("#fh-kept-none").hidden = editions.length > 0;
  const bytes = editions.reduce((sum, each) => sum + each.bytes, 0);
  document.querySelector("#fh-kept-sum").textContent = say("sum", { size: size(bytes), most: size(MOST) });
  return [editions, lines];
}

async function open() {
  document.querySelector("#fh-kept-offline").hidden = location.pathname === shelfAddress();
  document.querySelector("#fh-kept-able").hidden = !able;
  document.querySelector("#fh-kept-unable").hidden = able;
  if (!able) return;
  const box = document.querySelector("#fh-kept-wipes");
  box.checked = localStorage.getItem(WIPES) !== null;
  box.addEventListener("change", () => {
    if (box.checked) localStorage.setItem(WIPES, "1");
    else localStorage.removeItem(WIPES);
  });
  document.addEventListener("wiped", () => {
    box.checked = false;
    list();
  });
  await clear();
  await compare(...(await list()));
}

if (shelf) open();
else if (able) document.querySelectorAll(".keep[data-list]").forEach(offer);
