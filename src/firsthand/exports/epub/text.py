"""The text of an edition as files of a book: chapters, with what the navigation has to know of them.

It gives every element a name of its own, so that no two are alike, and leads links and notes from file to file.
"""

import re
from html import unescape

from msgspec import Struct

from firsthand.catalogue.reading import Contents
from firsthand.documents.model import Footnote
from firsthand.exports.chapters import Chapter, chapters, repeats_title
from firsthand.exports.epub.pieces import Pieces
from firsthand.exports.epub.references import outside
from firsthand.exports.epub.xhtml import Sheet, sheet, text, well_formed
from firsthand.exports.flow import Flow, Surroundings, index_notes, lay_out
from firsthand.exports.inline import fragment
from firsthand.exports.volume import Volume

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

_MARK = re.compile(r'<a class="mark" id="([^"]*)" href="#p-([^"]*)" role="doc-noteref">(.*?)</a>')
_INSIDE = re.compile(r'<a href="([\w.-]*)#([^"]*)">(.*?)</a>', re.DOTALL)
_OUTSIDE = re.compile(r'<a href="([A-Za-z]+:[^"]*)">(.*?)</a>', re.DOTALL)
_LANGUAGE = re.compile(r' lang="([^"]*)"')


class Entry(Struct, frozen=True):
    """A line of the table of contents."""

    title: str
    level: int
    address: str


class PageBreak(Struct, frozen=True):
    number: str
    address: str


class Text:
    """One edition as files; `prefix` tells them from those of other editions in the same book."""

    def __init__(self, volume: Volume, prefix: str = "") -> None:
        self.volume = volume
        self.prefix = prefix
        self.title_sheet = f"{prefix}title.xhtml"
        self.entries: list[Entry] = []
        self.breaks: list[PageBreak] = []
        self.pictures: dict[str, Sheet] = {}
        self.undescribed = 0
        """Pictures that have no alternative text."""
        self._contents = volume.contents or Contents(None, 0)
        self._chapters = list(chapters(volume.leaves(), volume.edition.title))
        self._files = {leaf: self._file(chapter) for chapter in self._chapters for leaf in chapter.leaves}
        self._notes = index_notes(chapter.leaf for chapter in self._chapters)
        self._names = self._name_headings()
        self._headings = 0
        self._page: str | None = None
        self.sheets = tuple(self._sheet(chapter) for chapter in self._chapters)

    @property
    def begins(self) -> str:
        """The file with which the text begins."""
        return self.sheets[0].name if self.sheets else self.title_sheet

    def _file(self, chapter: Chapter) -> str:
        return f"{self.prefix}{chapter.leaf.number:03}.xhtml"

    def _name_headings(self) -> dict[str, str]:
        """Fragment of a link to a heading -> its name in the book, which XML allows whatever the file called it."""
        names: dict[str, str] = {}
        entries = self._contents.entries
        first = next((node for chapter in self._chapters for node in chapter.leaf.nodes), None)
        titled = first is not None and repeats_title(first, self.volume.edition.title)
        for number, entry in enumerate(entries):
            name = "title" if titled and number == 0 else f"h-{number + 1 - titled}"
            names.setdefault(fragment(entry.anchor), name)
        return names

    def _sheet(self, chapter: Chapter) -> Sheet:
        volume, contents = self.volume, self._contents
        around = Surroundings(
            leaf_address=self._files.__getitem__,
            anchors={entry.anchor: entry.leaf for entry in contents.entries},
            notes=lambda: self._notes,
            levels=chapter.levels,
            title=volume.edition.title,
            images=contents.images,
        )
        flow = lay_out(chapter.leaf, around)
        writer = _Chapter(self, self._file(chapter), chapter)
        title = chapter.leaf.title or volume.edition.title
        return sheet(self._file(chapter), title, writer.body(flow), volume.edition.language)

    def next_heading(self) -> str:
        self._headings += 1
        return f"h-{self._headings}"

    def turn(self, number: str | None, file: str) -> str | None:
        """The id of a page break, where the page is another than the one before."""
        if number is None or number == self._page:
            return None
        self._page = number
        name = f"page-{len(self.breaks) + 1}"
        self.breaks.append(PageBreak(number, f"{file}#{name}"))
        return name

    def picture(self, sha256: str, alternative: str) -> str | None:
        """The name of a picture in the book; None where the release does not have it."""
        picture = self._contents.images.get(sha256)
        ending = ENDINGS.get(picture.media_type) if picture else None
        if picture is None or ending is None:
            return None
        if sha256 not in self.pictures:
            try:
                data = self.volume.image(sha256)
            except (KeyError, OSError):
                return None
            self.pictures[sha256] = Sheet(f"images/{sha256[:20]}.{ending}", picture.media_type, data)
        self.undescribed += not alternative
        return self.pictures[sha256].name

    def file_of(self, passage: str) -> str:
        """The file in which a passage stands."""
        return self._files.get(self._contents.passages.get(passage, 0), self._file(self._chapters[0]))

    def address(self, file: str, anchor: str, here: str) -> str | None:
        """Where a link to a heading leads, from the file `here`."""
        name = self._names.get(anchor)
        if name is None:
            return None
        target = self.title_sheet if name == "title" else file or here
        return f"#{name}" if target == here else f"{target}#{name}"


class _Chapter:
    """Writes one chapter; keeps the ids that it has given away."""

    def __init__(self, owner: Text, file: str, chapter: Chapter) -> None:
        self.owner = owner
        self.file = file
        self.taken: set[str] = set()
        self.picture = owner.picture
        self.own_notes = {node.ids[0] for node in chapter.leaf.nodes if isinstance(node.block, Footnote)}

    def body(self, flow: Flow) -> str:
        notes = [note for note in flow.notes if note.passage and note.passage in self.own_notes]
        pieces = Pieces(self.owner.volume, self)
        html = pieces.written(flow.pieces) + pieces.notes(notes)
        return html or "<p></p>"

    def name(self, wanted: str) -> str:
        """An id attribute with a space before it; empty where there is no name, or it is taken."""
        if wanted in ("", "p-") or wanted in self.taken:
            return ""
        self.taken.add(wanted)
        return f' id="{text(wanted)}"'

    def heading(self, title: str, level: int) -> str:
        name = self.owner.next_heading()
        self.owner.entries.append(Entry(title, level, f"{self.file}#{name}"))
        return self.name(name)

    def turn(self, number: str | None) -> tuple[str, str] | None:
        """The id and the number of a page that begins."""
        name = self.owner.turn(number, self.file)
        return (name, number or "") if name else None

    def inline(self, html: str) -> str:
        """What `exports.inline` wrote, as XHTML with links that lead through the book.

        It escapes all that is text, quotation marks too, so that what is looked for here can only be a tag.
        """
        html = _MARK.sub(self._mark, str.replace(html, "<br>", "<br/>"))  # not Markup's own, which would escape
        html = _OUTSIDE.sub(_outside, _INSIDE.sub(self._inside, html))
        return _LANGUAGE.sub(_language, html)

    def _mark(self, match: re.Match[str]) -> str:
        name, passage, words = match.groups()
        if not passage:
            return words
        target = self.owner.file_of(passage)
        file = "" if target == self.file else target
        return (
            f'<a class="mark"{self.name(name)} href="{file}#p-{passage}" epub:type="noteref" role="doc-noteref">'
            f"{words.strip() or '*'}</a>"
        )

    def _inside(self, match: re.Match[str]) -> str:
        file, anchor, words = match.groups()
        address = self.owner.address(file, unescape(anchor), self.file)
        return f'<a href="{address}">{words}</a>' if address else words


def _outside(match: re.Match[str]) -> str:
    href, words = match.groups()
    address = outside(unescape(href))
    return f'<a href="{text(address)}">{words}</a>' if address else words


def _language(match: re.Match[str]) -> str:
    tag = text(well_formed(unescape(match[1])))
    return f' lang="{tag}" xml:lang="{tag}"'
