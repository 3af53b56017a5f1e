// Says until when a statement can be signed in the reader's own time, and when that is over. The clock and the zone are
// those of the reader's device, and nobody is asked or told. Folded lists are opened for paper.

const day = 86_400_000;
const { lang } = document.documentElement;

function say(window_) {
  const told = window_.querySelector("[role=status]");
  const [opens, closes] = [new Date(window_.dataset.opens), new Date(window_.dataset.closes)];
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  const now = Date.now();
  const over = now >= closes.getTime();
  const early = now < opens.getTime();
  const words = over ? told.dataset.over : early ? told.dataset.from : told.dataset.until;
  const shown = words.replace("{moment}", format.format(early ? opens : closes));
  if (told.textContent !== shown) told.textContent = shown;
  window_.classList.toggle("over", over || early);
  document.querySelector(".how")?.toggleAttribute("hidden", over);
  if (!over) setTimeout(say, Math.min(Math.max((early ? opens : closes) - now, 1000), day), window_);
}

for (const each of document.querySelectorAll(".window[data-closes]")) say(each);

addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll(".signers details")) each.open = true;
});
