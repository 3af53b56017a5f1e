// Leaving at once, and wiping what this site has kept in the browser. Nothing is kept before a reader asks for it.

const WIPES = "fh-leaving-wipes"; // set on the page of what is kept, by the reader
const SOON = 1000; // milliseconds between two presses of Escape that belong together

const way = document.querySelector("a.leave");
const wiper = document.querySelector("a.wipe");
let pressed = -Infinity;

async function wipe() {
  const steps = [
    async () => Promise.all((await caches.keys()).map((name) => caches.delete(name))),
    async () => Promise.all((await navigator.serviceWorker.getRegistrations()).map((each) => each.unregister())),
    async () => localStorage.clear(),
    async () => sessionStorage.clear(),
  ];
  const done = await Promise.allSettled(steps.map((step) => step()));
  return done.every((each) => each.status === "fulfilled");
}

function wants() {
  try {
    return localStorage.getItem(WIPES) !== null;
  } catch {
    return false; // a browser that keeps nothing has nothing to wipe
  }
}

async function leave() {
  document.body.hidden = true;
  document.title = "";
  const patience = new Promise((resolve) => setTimeout(resolve, SOON));
  if (wants()) await Promise.race([wipe(), patience]);
  location.replace(way.href);
}

if (way) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - pressed < SOON) leave();
    pressed = event.timeStamp;
  });
}

if (wiper && "caches" in window && "serviceWorker" in navigator) {
  wiper.addEventListener("click", async (event) => {
    event.preventDefault();
    const said = document.querySelector(".wiped");
    const whole = await wipe();
    // The page asks the browser by a header to forget the loaded pages too; without a connection that must wait.
    await fetch(wiper.href, { cache: "no-store" }).catch(() => null);
    said.textContent = whole ? said.dataset.done : said.dataset.failed;
    document.dispatchEvent(new Event("wiped"));
  });
}
