"""Links of the front become links between files: relative ones, that open from a memory card as from any web server.

Each page has a folder with an index.html, so that its address on a web server stays what it was. Names are such as
every file system takes, FAT and Windows with them: see `tame`.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from urllib.parse import parse_qsl, quote, unquote

from firsthand.front.addresses import (
    show_cite,
    show_concept,
    show_counterpart,
    show_edition,
    show_item,
    show_passage,
)
from firsthand.front.opened import Opened
from firsthand.front.view import AbsentError, ElsewhereError
from firsthand.mirrors.pages import STEPS, find_address, view_of

LONGEST_NAME = 100
"""Characters of one file's or folder's name, so that whole paths fit where they may have no more than 260."""

LEADING = (show_item, show_edition, show_cite, show_passage, show_counterpart, show_concept)
"""The makers of those addresses that may lead on to another."""

_UNTAMED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_LINK = re.compile(r'(\s)(href|src|action|data-address|data-follow)="(/[^"]*)"')
_ELEMENT = {
    "link": re.compile(r'<link\b[^>]* href="(/[^"]*)"[^>]*>\n?'),
    "script": re.compile(r'<script\b[^>]* src="(/[^"]*)"[^>]*></script>\n?'),
}
_FORM = re.compile(r'<form\b[^>]* action="(/[^"]*)"[^>]*>.*?</form>\n?', re.DOTALL)
_ENTRY = re.compile(r'<li\b[^>]*><a\b[^>]* href="(/[^"]*)"(?:(?!</li>|<li\b).)*</li>\n?', re.DOTALL)
_ANCHOR = re.compile(r'<a\b[^>]* href="(/[^"]*)"[^>]*>')
_ONLY_WITH_HREF = re.compile(r'\s(?:href|hreflang|download|rel|type)(?:="[^"]*")?(?=[\s>])')
_PICTURE = re.compile(r'<img\b[^>]* src="/[^"]*" alt="([^"]*)"[^>]*>')
_PASSAGE = re.compile(r"/[^/]+/([^/]+/[^/]+)/([^/]+)/p/([a-z2-7]+)")


def tame(name: str) -> str:
    """A name that every file system takes, the same where it is tame already.

    FAT, exFAT and NTFS take none of < > : " / \\ | ? * and no control characters, no dot or space at the end, and
    none of the names that Windows has for devices. What is changed, or too long, is told apart by a few digits of its
    hash.
    """
    kept = _UNTAMED.sub("_", name).rstrip(". ")
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    if kept and kept == name and len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = kept.rpartition(".")
    stem, ending = (stem, dot + ending) if dot and ending.isalnum() and len(ending) <= 8 else (kept, "")
    mark = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{stem[: LONGEST_NAME - 20]}-{mark}{ending}"


def page_file(path: str, query: str = "") -> str:
    """The file of a page in a mirror: "en/works/red-herring/index.html"; of a list "en/works-by/theme/health/…"."""
    parts = [tame(unquote(part)) for part in path.strip("/").split("/") if part]
    if query and parts:
        parts[-1] += "-by"
        parts += [tame(word) for pair in parse_qsl(query) for word in pair]
    return "/".join((*parts, "index.html"))


class Links:
    """Leads from the pages of an opened library to the files of its mirror. For one thread.

    `there` has every address of the front that the mirror answers, with the file that does: pages, with their queries,
    and all else that pages link. `site` is the address of the library itself, where it has one.
    """

    def __init__(self, opened: Opened, there: Mapping[str, str], site: str = "") -> None:
        self._opened, self._there, self._site = opened, there, site
        self.find = lru_cache(50_000)(self._find)
        self._links = lru_cache(50_000)(self._written)

    def rewrite(self, html: str, file: str) -> str:
        """The HTML of a page as it stands in `file` of the mirror."""
        up = "../" * file.count("/")
        missing = False

        def lead(found: re.Match[str]) -> str:
            nonlocal missing
            space, attribute, link = found.groups()
            if attribute.startswith("data-"):
                return self._data(space, attribute, link)
            made = self._links(link)
            if made is None:
                missing = True
                return found[0]
            name, quoted, anchor = made
            if anchor and name == file:
                return f'{space}{attribute}="{anchor}"'
            return f'{space}{attribute}="{up}{quoted}{anchor}"'

        made = _LINK.sub(lead, html)
        return _without_missing(made) if missing else made

    def _written(self, link: str) -> tuple[str, str, str] | None:
        """File, its name and what comes after it, both as they stand in an attribute."""
        found = self.find(unescape(link))
        return (found[0], quote(found[0]), escape(found[1])) if found else None

    def _data(self, space: str, attribute: str, link: str) -> str:
        """Where scripts look up addresses: the lasting ones are at the library's own address, if it has one."""
        if attribute == "data-address" and self._site:
            return f'{space}{attribute}="{escape(self._site)}{link}"'
        return ""

    def _find(self, link: str) -> tuple[str, str] | None:
        """The file that answers a link of the front, and the fragment or query for it; None where nothing does."""
        for _ in range(STEPS):
            address, mark, fragment = link.partition("#")
            path, _, query = address.partition("?")
            after = mark + fragment
            if file := self._there.get(address):
                return file, after
            if passage := self._passage(path):
                return passage
            if query and (file := self._answering(path)):
                return file, f"?{query}{after}"
            if file := self._there.get(unquote(path)):
                return file, after
            elsewhere = self._elsewhere(path, query)
            if elsewhere is None:
                return None
            link = elsewhere if "#" in elsewhere else elsewhere + after
        return None

    def _answering(self, path: str) -> str | None:
        """A page that reads the query by itself, in the browser."""
        return self._there.get(f"{path}?*")

    def _passage(self, path: str) -> tuple[str, str] | None:
        """The page on which a passage stands, of the lasting link of one that is there."""
        found = _PASSAGE.fullmatch(path)
        if found is None:
            return None
        about, language, passage = found.groups()
        item = self._opened.shelves.item(*about.split("/"))
        text = next((each.text for each in item.editions if each.language == language), None) if item else None
        leaf = self._opened.contents(text).passages.get(passage) if text else None
        if leaf is None:
            return None
        end = f"/{leaf}" if leaf > 1 else ""
        file = self._there.get(path.removesuffix(f"/p/{passage}") + end)
        return (file, f"#p-{passage}") if file else None

    def _elsewhere(self, path: str, query: str) -> str | None:
        """Where the front leads on from an address at which it shows no page."""
        found = find_address(unquote(path))
        if found is None or found[0].maker not in LEADING:
            return None
        try:
            view_of(self._opened, unquote(path), query)
        except ElsewhereError as elsewhere:
            return elsewhere.address
        except (AbsentError, KeyError, ValueError):
            return None
        return None


def _without_missing(html: str) -> str:
    """Take out what leads nowhere: of lists the entry, of running text the link, of pictures all but their words."""
    for element in (*_ELEMENT.values(), _FORM, _ENTRY):
        html = element.sub("", html)
    html = _PICTURE.sub(r'<p class="alternative">\1</p>', html)
    return without_targets(html)


def without_targets(html: str) -> str:
    """What leads nowhere stays as words."""
    return _ANCHOR.sub(lambda anchor: _ONLY_WITH_HREF.sub("", anchor[0]), html)
