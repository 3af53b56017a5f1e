// The search of a copy of the library that no server stands behind. Parts of the index come as scripts that call
// firsthand.put, since a page that was opened from a file may load nothing else. Nothing leaves the reader's device.

{
  const here = new URL(".", document.currentScript.src);
  const root = new URL("..", here);
  const form = document.querySelector("form.big");
  const said = document.querySelector("#fh-said");
  const list = document.querySelector("#fh-found");
  const more = document.querySelector("#fh-more");
  const tips = document.querySelector("#fh-tips");
  const interfaceLanguage = document.documentElement.lang;
  const asked = new URLSearchParams(location.search);
  const AT_ONCE = 10; // texts that are shown at once
  const PASSAGES = 3; // of each
  const AROUND = 14; // words before and after what was found

  const parts = {};
  firsthand.put = (name, data) => {
    parts[name] = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  };

  const waiting = {};
  function load(name) {
    waiting[name] = waiting[name] || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`${name}.js`, here);
      script.onload = () => {
        script.remove();
        resolve(parts[name]);
      };
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
    return waiting[name];
  }

  // What Pagefind takes for the answers of a server; the index of each language lies in a folder of its own.
  const answerFor = (language) => async (address) => {
    const bytes = await load(`${firsthand.folders[language]}/${address.split("?")[0].replace(/^\/+/, "")}`);
    return {
      arrayBuffer: async () => bytes,
      json: async () => JSON.parse(new TextDecoder().decode(bytes)),
    };
  };

  async function findIn(language, words) {
    const engine = firsthand.pagefind(answerFor(language));
    await engine.init(language, { load_wasm: true });
    const { results } = await engine.search(words);
    return results.map((result) => ({ language, score: result.score, data: () => result.data() }));
  }

  async function find(words, language) {
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("pagefind.js", here);
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    const languages = Object.keys(firsthand.folders).filter((tag) => !language || tag === language.toLowerCase());
    const found = await Promise.all(languages.map((tag) => findIn(tag, words)));
    const own = (hit) => hit.language.split("-")[0] === interfaceLanguage;
    return found.flat().sort((one, other) => own(other) - own(one) || other.score - one.score);
  }

  // The words of a text one by one, as Pagefind counts them.
  function wordsOf(fragment) {
    const plain = fragment.raw_content.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return plain.includes("\u200b") ? [plain.split("\u200b"), ""] : [plain.split(/[\r\n\s]+/), " "];
  }

  function passagesOf(fragment) {
    const starts = [...fragment.anchors].sort((one, other) => one.location - other.location);
    const groups = new Map();
    for (const place of [...new Set(fragment.locations)].sort((one, other) => one - other)) {
      const at = starts.filter((anchor) => anchor.location <= place).length - 1;
      const key = at < 0 ? "" : starts[at].id;
      if (!groups.has(key)) {
        const [start, end] = [at < 0 ? 0 : starts[at].location, starts[at + 1]?.location ?? Infinity];
        groups.set(key, { id: key, start, end, places: [] });
      }
      groups.get(key).places.push(place);
    }
    const all = [...groups.values()];
    const named = all.filter((group) => group.id);
    return (named.length ? named : all).sort((one, other) => other.places.length - one.places.length).slice(0, PASSAGES);
  }

  function quoted(fragment, passage) {
    const [words, gap] = wordsOf(fragment);
    const last = Math.min(passage.end, words.length);
    const from = Math.max(passage.start, passage.places[0] - AROUND);
    const to = Math.min(last, passage.places[0] + AROUND * 2);
    const quotation = document.createDocumentFragment();
    if (from > passage.start) quotation.append("… ");
    for (let place = from; place < to; place += 1) {
      if (place > from) quotation.append(gap);
      if (passage.places.includes(place)) {
        const mark = document.createElement("mark");
        mark.textContent = words[place];
        quotation.append(mark);
      } else quotation.append(words[place]);
    }
    if (to < last) quotation.append(" …");
    return quotation;
  }

  function linkTo(fragment, anchor) {
    const link = document.createElement("a");
    const path = fragment.raw_url.replace(/^\//, "").replace(/index\.html$/, "");
    link.href = new URL(`${interfaceLanguage}/${path}index.html${anchor ? `#${anchor}` : ""}`, root);
    return link;
  }

  function speak(element, language) {
    element.lang = language;
    element.dir = "auto";
    return element;
  }

  function entryOf(fragment, language) {
    const entry = document.createElement("li");
    entry.className = "card";
    const heading = document.createElement("h2");
    const title = linkTo(fragment, "");
    title.textContent = fragment.meta.title || list.dataset.untitled;
    heading.append(speak(title, language));
    const hits = document.createElement("ul");
    hits.className = "hits";
    for (const passage of passagesOf(fragment)) {
      const hit = document.createElement("li");
      const link = linkTo(fragment, passage.id);
      link.className = "hit";
      link.append(quoted(fragment, passage));
      hit.append(speak(link, language));
      hits.append(hit);
    }
    const name = [...form.elements.language.options].find((option) => option.value.toLowerCase() === language);
    const meta = document.createElement("p");
    meta.className = "meta";
    if (name) speak(meta, language).textContent = name.textContent;
    entry.append(heading, meta, hits);
    return entry;
  }

  async function show(found) {
    const now = found.splice(0, AT_ONCE);
    const fragments = await Promise.all(now.map((hit) => hit.data()));
    const entries = fragments.map((fragment, number) => entryOf(fragment, now[number].language));
    list.append(...entries);
    more.hidden = found.length === 0;
    return entries[0];
  }

  async function search(words, language) {
    said.textContent = said.dataset.busy;
    tips.hidden = true;
    try {
      const found = await find(words, language);
      const count = new Intl.NumberFormat(interfaceLanguage).format(found.length);
      said.textContent = found.length ? said.dataset.found.replace("{}", count) : said.dataset.none;
      tips.hidden = found.length > 0;
      await show(found);
      more.addEventListener("click", async () => (await show(found)).querySelector("a").focus());
    } catch {
      said.textContent = said.dataset.broken;
    }
  }

  const words = (asked.get("q") ?? "").trim();
  if (form) {
    form.elements.q.value = words;
    form.elements.language.value = asked.get("language") ?? "";
    if (form.elements.language.selectedIndex < 0) form.elements.language.value = "";
    if (words) search(words, form.elements.language.value);
  }
}
