"""The search of a mirror: Pagefind's indexes over the passages of all texts, in a form that opens without a server.

Each language has an index of its own, so that only those are made anew in which a text has changed.
Browsers let a page that was opened from a file load scripts, but nothing else. So every part of the index is a script
that hands over its bytes; there is one copy of it, for both.
"""

import base64
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from firsthand.catalogue.reading import Heading, Leaf, steps
from firsthand.catalogue.records import Edition, Item
from firsthand.documents.model import plain
from firsthand.front.cards import room_of
from firsthand.front.opened import Opened
from firsthand.interface import direction
from firsthand.mirrors.links import page_file, tame

FOLDER = "search"
PAGE_SCRIPT, ENGINE = f"{FOLDER}/search.js", f"{FOLDER}/pagefind.js"
"""What all indexes have in common; each lies in a folder beside them."""
SCRIPT = Path(__file__).parent / "static" / "search.js"
PATIENCE = 3_600
"""Seconds for Pagefind."""

_EXPORT = re.compile(r"export\s*\{[^}]*\};?\s*$")


class SearchError(Exception):
    """Pagefind could not make its index; the message is what it said."""


def pagefind() -> Path | None:
    """The program, where it is installed."""
    package = find_spec("pagefind_bin")
    folder = Path(package.origin).parent if package and package.origin else None
    names = ("pagefind_extended", "pagefind")
    return next((folder / name for name in names if (folder / name).is_file()), None) if folder else None


def pagefind_version() -> str:
    """Its version, since the indexes of one are read by no other; empty where it is not installed."""
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""


def items_of(opened: Opened) -> tuple[Item, ...]:
    shelves = opened.shelves
    return (*shelves.works, *shelves.posts, *shelves.statements)


def tongue_of(edition: Edition) -> str:
    """The name of the index that has an edition: its language, as Pagefind writes it."""
    return edition.language.lower()


def texts_of(opened: Opened) -> dict[str, list[tuple[str, Edition]]]:
    """Index -> all editions in it, each with the room and slug of its item."""
    found: dict[str, list[tuple[str, Edition]]] = defaultdict(list)
    for item in items_of(opened):
        for edition in item.editions:
            found[tongue_of(edition)].append((about(item), edition))
    return dict(sorted(found.items()))


def write_texts(opened: Opened, about: str, folder: Path, tongues: tuple[str, ...]) -> int:
    """The texts of an item as Pagefind reads them, a file for each leaf in the folder of its index; how many."""
    item = opened.shelves.item(*about.split("/"))
    count = 0
    for edition in item.editions if item else ():
        tongue, path = tongue_of(edition), f"/{about}/{edition.language}"
        if tongue not in tongues:
            continue
        for number, body in _bodies(opened, edition):
            place = folder / tame(tongue) / page_file(path if number == 1 else f"{path}/{number}")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(body, encoding="utf-8")
            count += 1
    return count


def _bodies(opened: Opened, edition: Edition) -> Iterator[tuple[int, str]]:
    if edition.text is None:
        summary = edition.summary or ""
        yield 1, _html(edition, edition.title, [f'<p id="fh-main">{escape(summary)}</p>'])
        return
    for number in range(1, opened.contents(edition.text).leaves + 1):
        leaf = opened.leaf(edition.text, number)
        title = f"{edition.title} – {leaf.title}" if number > 1 and leaf.title else edition.title
        yield number, _html(edition, title, _passages(leaf))


def _passages(leaf: Leaf) -> Iterator[str]:
    for step in steps([leaf]):
        if isinstance(step, Heading):
            yield f"<h2>{escape(plain(step.runs))}</h2>"
        else:
            yield f'<p id="p-{step.id}">{escape(step.text)}</p>'


def _html(edition: Edition, title: str, parts: Iterable[str]) -> str:
    tongue = f'lang="{escape(edition.language)}" dir="{direction(edition.language)}"'
    return f"<!doctype html><html {tongue}><body><h1>{escape(title)}</h1>{''.join(parts)}</body></html>"


def index(texts: Path, made: Path) -> None:
    """Have Pagefind read a folder of texts and write its index to another. Raises SearchError."""
    program = pagefind()
    if program is None:
        raise SearchError("Pagefind is not installed.")
    command = [str(program), "--site", str(texts), "--output-path", str(made), "--silent"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchError(str(error)) from error
    if done.returncode or not (made / "pagefind.js").is_file():
        raise SearchError((done.stderr or done.stdout).strip()[-500:] or f"It ended with {done.returncode}.")


def files(made: Path, tongue: str) -> Iterator[tuple[str, bytes]]:
    """Path in the mirror and bytes of every part of an index, from what Pagefind has written."""
    for path in sorted(made.rglob("*")):
        name = f"{tame(tongue)}/{path.relative_to(made).as_posix()}"
        if path.name == "pagefind-entry.json" or path.suffix in (".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"):
            data = base64.b64encode(path.read_bytes()).decode()
            yield f"{FOLDER}/{name}.js", f"firsthand.put({json.dumps(name)},{json.dumps(data)})\n".encode()


def engine(made: Path) -> bytes:
    """What reads the indexes, from what Pagefind has written beside any of them."""
    return _classic((made / "pagefind.js").read_text(encoding="utf-8"))


def page_script(tongues: Iterable[str]) -> bytes:
    """The script of the page of the search, which knows what indexes there are, and in which folders."""
    folders = json.dumps({tongue: tame(tongue) for tongue in tongues})
    return f"var firsthand = {{ folders: {folders} }};\n".encode() + SCRIPT.read_bytes()


def _classic(module: str) -> bytes:
    """Pagefind's module as a script that gives a function: each call makes a search of its own.

    It gets another fetch, so that it asks for nothing but our scripts. SearchError where it is not as we know it.
    """
    body, replaced = _EXPORT.subn("", module.strip())
    if not replaced or "class{constructor(opts={})" not in body or "PagefindInstance=" not in body:
        raise SearchError("This version of Pagefind is one that the search of a mirror can't be made from.")
    body = body.replace("import.meta.url", "undefined")
    return f"firsthand.pagefind=(fetch)=>{{{body}\nreturn new PagefindInstance({{basePath:'/'}})}};\n".encode()


def about(item: Item) -> str:
    return f"{room_of(item)}/{item.slug}"
