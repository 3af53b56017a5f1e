"""The documents of a WordPress site: which texts link to them, in which language each is, and where its bytes lie.

A text that links to "English, French, Spanish" speaks of one work in three languages. Knows nothing of the folder.
"""

import re
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from firsthand.catalogue import languages
from firsthand.catalogue.malformed import MalformedError
from firsthand.sources.editions import OFFERED
from firsthand.sources.filenames import humane, recognise
from firsthand.sources.importing import values
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.media import Media
from firsthand.sources.importing.offers import Attached, Material, Offer
from firsthand.sources.importing.wordpress.bodies import Body
from firsthand.sources.importing.wordpress.fetching import Fetching
from firsthand.sources.importing.wordpress.wxr import Entry
from firsthand.sources.plain import kind_named
from firsthand.sources.slugs import slugify

_PAGES = frozenset(("html", "htm", "php", "md", "txt"))
"""Endings of pages and not of documents."""
_EMPTY_WORDS = re.compile(
    r"(?:(?:click )?here|download(?: \w+){0,3}|read (?:more|it|the \w+|the full \w+)(?: here)?|pdf|link|"
    r"ici|télécharger|aquí|descargar|здесь|скачать|тут)[\s.!:»→]*",
    re.IGNORECASE,
)


class Linked(Struct, frozen=True):
    """A document to which a text links."""

    path: str
    """Of its address at the site."""
    owner: str
    """Id of the offer for the work that it is a file of."""
    language: str
    title: str
    is_new: bool
    """No text before linked to it."""
    section: int


class Documents:
    """The documents of one site."""

    def __init__(self, media: Media, fetching: Fetching | None = None) -> None:
        self.media = media
        self.fetching = fetching
        self.base = ""
        self.owners: dict[str, str] = {}
        """Path of a document -> id of the offer for its work."""
        self.attachments: dict[str, tuple[str, str, int, str]] = {}
        """Path -> number, title, line and page of the attachment."""
        self.addresses: dict[str, str] = {}

    def meet(self, base: str) -> None:
        self.base = base
        self.host = (urlsplit(base).hostname or "").removeprefix("www.")
        if self.fetching:
            self.fetching.meet(base)

    def attachment(self, entry: Entry) -> None:
        """Take note of a file that the site knows."""
        address = entry.get("attachment_url") or entry.get("guid")
        path = self.path_of(address)
        self.addresses[entry.get("post_id")] = address
        if path and _is_document(path):
            page = self.path_of(entry.get("link"))
            self.attachments[_plain(path)] = (entry.get("post_id"), values.title(entry.get("title")), entry.line, page)

    def address_of(self, number: str) -> str:
        """The address of an attachment that came before; "" where none did."""
        return self.addresses.get(number, "")

    def path_of(self, address: str) -> str:
        """The path of an address of this site, with its query; "" for one elsewhere."""
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            return ""
        if host != self.host or parts.scheme not in ("http", "https"):
            return ""
        return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"

    def of(self, offer: Offer, body: Body, *, is_short: bool) -> list[Linked]:
        """The documents that a text links to, sorted into works.

        Those whose links are called by languages are one work, under each heading one. Of the others, the first belongs
        to the text's own work, and each further one in a language that there is already is a work of its own. A text
        that `is_short` is that work itself.
        """
        found: list[Linked] = []
        spoken: dict[str, set[str]] = {}
        mine: set[str] = set()
        sections = {link.section for link in body.links() if self._is_ours(link.address)}
        apart = offer.proposed == "page" or len(sections) > 1
        for link in body.links():
            if not self._is_ours(link.address):
                continue
            path = _plain(self.path_of(link.address))
            if path in self.owners and path not in mine:
                found.append(Linked(path, self.owners[path], "", "", is_new=False, section=link.section))
                continue
            if path in mine:
                continue
            mine.add(path)
            language, named = self._language(link.words, path, offer.language)
            home = f"{offer.id}#{link.section}" if apart else offer.id if is_short else f"{offer.id}#work"
            if language in spoken.get(home, ()) and not named:
                home = f"{offer.id}#{slugify(PurePosixPath(path).stem, 'file')}"
            spoken.setdefault(home, set()).add(language)
            self.owners[path] = home
            title = "" if named or _EMPTY_WORDS.fullmatch(link.words) else values.title(link.words)
            found.append(Linked(path, home, language, title, is_new=True, section=link.section))
        return found

    def _is_ours(self, address: str) -> bool:
        path = self.path_of(address)
        return bool(path) and _is_document(path)

    def _language(self, words: str, path: str, default: str) -> tuple[str, bool]:
        """The language of a document, and whether its link is called by that."""
        for one in (words, *re.findall(r"\(([^()]+)\)", words), *words.split()[:1]):
            name = re.sub(r"[^\w\s-]|\b(?:version|versión|pdf|версия)\b", "", one, flags=re.IGNORECASE).strip()
            if len(name) > 2 or name in ("EN", "FR", "ES", "RU", "PT", "AR"):
                with suppress(MalformedError):
                    if name.casefold() in languages.by_name() or len(name) == 2:
                        return values.language(name), len(words) < 60
        return recognise(PurePosixPath(path).name).language or default, False

    def works(self, own: list[Linked], text: Offer, into: Gathering, body: Body) -> None:
        """Offer the documents of a text as files, and those works that are not the text itself."""
        sections = body.sections() if any("#" in one.owner for one in own) else []
        met: set[str] = set()
        for one in own:
            if (one.owner != text.id or text.proposed != "work") and one.owner not in met:
                into.offer(*self._work(one, text, sections))
            met.add(one.owner)
            self._file(one, text, into)

    def _work(self, one: Linked, text: Offer, sections: list[tuple[str, str]]) -> tuple[Offer, Material]:
        """A work that a text speaks of."""
        own = one.owner.endswith(f"#{one.section}") and 0 < one.section < len(sections)
        heading, words = sections[one.section] if own else ("", "")
        title = (
            values.title(heading)
            or one.title
            or (text.title if own else values.title(humane(PurePosixPath(one.path).stem)))
        )
        offer = Offer(
            one.owner,
            f"linked by {text.type}",
            "work",
            slug=slugify(title, "work"),
            kind=kind_named(title) or "report",
            language=text.language if own else one.language,
            title=title,
            date=text.date if text.proposed == "post" else "",
            themes=text.themes,
            remark=f"Linked by “{text.title}”",
            line=text.line,
        )
        return offer, Material(
            summary=words[:4_000].rpartition("\n\n")[0] or words[:2_000] if len(words) > 2_000 else words
        )

    def _file(self, one: Linked, text: Offer, into: Gathering) -> None:
        file = self._attached(one.path, self._address(one.path), into)
        offer = Offer(
            f"file:{one.path}",
            "document",
            "file",
            language=one.language,
            join=one.owner,
            title=one.title if one.owner == text.id else "",
            file=one.path,
            remark="" if file.path else "The file was not found.",
            line=text.line,
        )
        into.offer(offer, Material(files=(file,), old=(one.path,)))

    def _address(self, path: str) -> str:
        site = urlsplit(self.base)
        return f"{site.scheme}://{site.netloc}{path}"

    def _attached(self, path: str, address: str, into: Gathering) -> Attached:
        """A document's bytes: from the folder of uploads, or else from the site where that is wanted."""
        name = PurePosixPath(unquote(path)).name
        plain = unquote(path).lstrip("/")
        for place in dict.fromkeys((plain, plain.rpartition("uploads/")[2], *([name] if "/" not in plain else []))):
            found = self.media.find(place) if self.media.folder else None
            if found and found.path:
                return Attached(name, str(found.path), address)
        if self.fetching:
            fetched = self.fetching.fetch(address, into)
            return Attached(name, str(fetched) if fetched else "", address)
        return Attached(name, "", address)

    def offer(self, into: Gathering) -> None:
        """Documents to which no text links: they may be old or private, so nothing is made of them unasked."""
        for path, (number, title, line, page) in self.attachments.items():
            if path in self.owners:
                into.lead(f"file:{path}", tuple(filter(None, (f"/?attachment_id={number}", page.rstrip("/")))))
                continue
            id_, remark = f"attachment:{number}", "No text links to it."
            wanted = into.corrected is not None and id_ in into.corrected and into.corrected[id_].proposed != "skip"
            language = recognise(PurePosixPath(path).name).language or ""
            offer = Offer(
                id_, "attachment", "skip", language=language, title=title, file=path, remark=remark, line=line
            )
            into.offer(
                offer,
                Material(files=(self._attached(path, self._address(path), into),), old=(path,))
                if wanted
                else Material(),
            )


def _is_document(path: str) -> bool:
    suffix = PurePosixPath(urlsplit(path).path).suffix.lower().removeprefix(".")
    return suffix in OFFERED and suffix not in _PAGES


def _plain(path: str) -> str:
    """A path without its query."""
    return urlsplit(path).path
