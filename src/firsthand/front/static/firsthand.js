// Comfort only; every page works without it. "/" leads to the search box, a selected passage can be copied together
// with its source, a checked text as a whole, and the links to other editions follow the passage in the address.

const search = document.querySelector("#fh-q");
const text = document.querySelector(".text[data-address]");
const copier = document.querySelector(".copier");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

function passageOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[id^='p-']") ?? null;
}

function pageOf(passage) {
  const before = [...text.querySelectorAll(".page")].filter(
    (mark) => passage.contains(mark) || mark.compareDocumentPosition(passage) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return before.at(-1)?.textContent;
}

function selected() {
  const selection = getSelection();
  if (!text || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
  const passage = passageOf(selection.getRangeAt(0).startContainer);
  return passage ? { words: selection.toString().trim(), passage } : null;
}

function source({ words, passage }) {
  const link = new URL(`${text.dataset.address}/p/${passage.id.slice(2)}`, location.href).href;
  const where = [text.dataset.credit, pageOf(passage)].filter(Boolean).join(", ");
  const [opening, closing] = text.dataset.marks.split("\n");
  return `${opening}${words}${closing} (${where}) ${link}`;
}

if (copier && text) {
  const [button, status] = copier.children;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === button) return;
    copier.hidden = !selected();
    status.textContent = "";
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    const quotation = selected();
    if (!quotation) return;
    try {
      await navigator.clipboard.writeText(source(quotation));
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = status.dataset.failed;
    }
  });
}

const copies = document.querySelector(".copies");

if (copies && navigator.clipboard) {
  const result = copies.form.elements.text;
  const copied = copies.form.querySelector(".copied");
  copies.hidden = false;
  copies.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(result.value);
      copied.textContent = copied.dataset.done;
    } catch {
      result.select();
      copied.textContent = copied.dataset.failed;
    }
  });
}

function followPassage() {
  const passage = location.hash.match(/^#p-([a-z2-7]{10})$/)?.[1];
  for (const link of document.querySelectorAll("a[data-follow]")) {
    link.dataset.start ??= link.getAttribute("href");
    link.href = passage ? link.dataset.follow + passage : link.dataset.start;
  }
}

addEventListener("hashchange", followPassage);
followPassage();
