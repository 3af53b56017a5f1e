// Comfort only; the search works without it. While a reader types, the list under the search box is filled with what
// the library can go on with. What she types goes to the library that she is reading, and nowhere else.

const box = document.querySelector("#fh-q");
const list = document.querySelector("#fh-names");
const common = list ? [...list.options].map((option) => option.value) : [];
const PAUSE = 150; // milliseconds without a key before anything is asked
const SHORTEST = 2;

let timer;
let asking;

function show(names) {
  list.replaceChildren(
    ...names.map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }),
  );
}

async function fill() {
  const typed = box.value;
  if (typed.trim().length < SHORTEST) {
    show(common);
    return;
  }
  asking = new AbortController();
  try {
    const address = `${list.dataset.address}?q=${encodeURIComponent(typed)}`;
    const answer = await fetch(address, { signal: asking.signal, credentials: "omit" });
    if (answer.ok) show((await answer.json())[1]);
  } catch {
    // No connection, or another key was pressed: what stands in the list stays.
  }
}

if (box && list && !navigator.connection?.saveData) {
  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    asking?.abort();
    // A suggestion that was chosen is an input too, but nobody typed it.
    if (event.inputType && event.inputType !== "insertReplacementText") timer = setTimeout(fill, PAUSE);
  });
}
