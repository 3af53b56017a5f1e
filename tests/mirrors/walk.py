"""A checker of links: every link of every page of a mirror, and whether it leads to a file, and a place in it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'\s(?:href|src|action|poster|srcset)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')


def broken(mirror: Path) -> list[str]:
    """What leads nowhere, as "page: link"."""
    there = {path.relative_to(mirror).as_posix() for path in mirror.rglob("*") if path.is_file()}

    @lru_cache(None)
    def ids(file: str) -> frozenset[str]:
        return frozenset(map(unescape, ID.findall((mirror / file).read_text(encoding="utf-8"))))

    return [
        f"{page}: {link}"
        for page in sorted(there)
        if page.endswith(".html")
        for link in _links(mirror / page)
        if not _leads(page, link, there, ids)
    ]


def _links(page: Path) -> Iterator[str]:
    html = page.read_text(encoding="utf-8")
    return (unescape(link) for link in dict.fromkeys(LINK.findall(html)))


def _leads(page: str, link: str, there: set[str], ids: object) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in ("https", "http", "mailto", "tel", "about")
    if link.startswith("/") or not link:
        return False
    target = normpath(f"{dirname(page)}/{unquote(parts.path)}").lstrip("/") if parts.path else page
    if target not in there:
        return False
    return not parts.fragment or unquote(parts.fragment) in ids(target)  # type: ignore[operator]
