"""Reads WordPress exports (WXR): item by item, however large the file is, and on where a part of it is broken.

Document types and entities are refused; bytes and signs that are wrong are mended (`mending`) and told with their line.
Knows WXR and nothing of records.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from msgspec import Struct, field

from firsthand.sources.importing.wordpress.mending import CHUNK, Mending, RefusedError

LARGEST_ITEM = 32 << 20
"""Characters of one item; a longer one is left out."""
DEEPEST = 100
MOST_BREAKS = 1_000
"""Broken places after which a file is given up."""

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_EXPORT = "http://wordpress.org/export/"
_ITEM = re.compile(r"<item[\s>]")

Told = Callable[[int | None, str, str], None]
"""Called with the line, what is wrong, and what to do."""


class Term(Struct, frozen=True):
    """A category, tag or entry of another taxonomy, as an item names it."""

    taxonomy: str
    slug: str
    name: str


class Entry(Struct):
    """An item of an export: a post, page, attachment ..."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    """By their names in WXR without the namespace: "post_id", "title", "encoded", "excerpt"."""
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.fields.get(name, "").strip()


class Channel(Struct):
    """What an export says of the site."""

    fields: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    """Login -> name that is shown. E-mail addresses are never kept."""
    terms: list[tuple[Term, str]] = field(default_factory=list)
    """With the slug of the term above."""


class Export:
    """One export. `channel` is whole when the last entry has come."""

    def __init__(self, path: Path, told: Told) -> None:
        self.path = path
        self.channel = Channel()
        self.size = path.stat().st_size
        self._told = told
        self._mending = Mending()
        self._entries: list[Entry] = []
        self._line = 0
        """Lines before what the parser at work was given."""
        self._namespaces: dict[str, str] = {}
        self._breaks = 0

    @property
    def done(self) -> int:
        """Bytes that were read."""
        return self._mending.done

    def entries(self) -> Iterator[Entry]:
        """Every item, in order. RefusedError where the file is none that can be read."""
        self._begin("")
        rest = ""
        with self.path.open("rb") as file:
            for text in self._mending.texts(file):
                rest = self._feed(rest + text)
                found, self._entries = self._entries, []
                yield from found
        self._end()
        for what, (count, line) in self._mending.repaired.items():
            self._told(None, f"{count:,} {what}, the first of them in line {line:,}.", "Look at the texts near it.")
        yield from self._entries

    def _begin(self, prologue: str) -> None:
        self._stack: list[str] = []
        self._words: list[str] = []
        self._entry: Entry | None = None
        self._group: dict[str, str] = {}
        self._length = 0
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._read
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartNamespaceDeclHandler = lambda prefix, uri: self._namespaces.setdefault(prefix or "", uri or "")
        self._parser = parser
        self._fed = 0
        self._broken = False
        if prologue:
            self._give(prologue)

    def _feed(self, text: str) -> str:
        """Give text to the parser; where it breaks, go on with the next item. Gives what is to be looked at again."""
        while text:
            if self._broken:
                found = _ITEM.search(text)
                if not found:
                    keep = text[-8:]
                    self._line += text.count("\n") - keep.count("\n")
                    return keep
                self._line += text.count("\n", 0, found.start())
                text = text[found.start() :]
                line = self._line
                self._begin(self._prologue())
                self._line = line
            error, after = self._give(text)
            if error is None:
                return ""
            text = self._break(error, text, after)
        return ""

    def _give(self, text: str) -> tuple[expat.ExpatError | None, int]:
        """Gives the error, and the place in the text where it is."""
        data = text.encode()
        try:
            self._parser.Parse(data)
        except expat.ExpatError as error:
            place = self._parser.ErrorByteIndex - self._fed
            return error, len(data[: max(0, place)].decode("utf-8", "ignore"))
        self._fed += len(data)
        return None, 0

    def _break(self, error: expat.ExpatError, text: str, after: int) -> str:
        line = self._line + error.lineno
        if not self._namespaces:
            raise RefusedError(f"Line {line}: this is no WordPress export: {expat.ErrorString(error.code)}.")
        self._breaks += 1
        if self._breaks > MOST_BREAKS:
            raise RefusedError(f"Line {line}: the file is broken in more than {MOST_BREAKS:,} places; export it again.")
        what = "The item that begins here" if self._entry else "What stands here"
        at = self._entry.line if self._entry else line
        message = f"{what} is broken in line {line:,} ({expat.ErrorString(error.code)}), and is left out."
        self._told(at, message, "Everything before and after it was read. Export it again, or mend the line.")
        self._broken = True
        after = max(after, 1)
        self._line = line - 1
        return text[after:]

    def _prologue(self) -> str:
        declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in self._namespaces.items() if prefix)
        return f"<rss{declared}><channel>"

    def _end(self) -> None:
        if self._broken:
            return
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            line = self._line + error.lineno
            if not self._namespaces:
                raise RefusedError("This is no WordPress export, or an empty one.") from error
            message = "The file ends in the middle: the rest of it is missing. What came before was read."
            self._told(line, message, "Export it again; the server may have run out of time.")

    def _refuse(self, *_: object) -> None:
        raise RefusedError(
            f"Line {self._parser.CurrentLineNumber}: the file declares a document type, which no WordPress "
            "export does. Export it again from the site itself."
        )

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, local = name.rpartition(" ")
        self._stack.append(local)
        if len(self._stack) > DEEPEST:
            raise RefusedError("The file is nested too deeply for a WordPress export.")
        self._words.clear()
        if len(self._stack) == 1 and local != "rss":
            raise RefusedError(f"This is no WordPress export: it begins with <{local[:40]}>.")
        if local == "item" and len(self._stack) == 3:
            self._entry = Entry(self._line + self._parser.CurrentLineNumber)
            self._length = 0
        elif local == "category" and self._entry is not None and not uri:
            self._group = {"domain": attributes.get("domain", ""), "nicename": attributes.get("nicename", "")}
        elif local in ("postmeta", "author", "category", "tag", "term") and uri:
            self._group = {}

    def _read(self, words: str) -> None:
        if self._entry is not None:
            self._length += len(words)
            if self._length > LARGEST_ITEM:
                return
        self._words.append(words)

    def _close(self, name: str) -> None:
        uri, _, local = name.rpartition(" ")
        words = "".join(self._words)
        self._words.clear()
        self._stack.pop()
        above = self._stack[-1] if self._stack else ""
        if local == "item" and len(self._stack) == 2:
            self._finish()
        elif above in ("postmeta", "author", "category", "tag", "term") and uri.startswith(_EXPORT):
            self._group[local] = words
        elif local == "postmeta" and self._entry is not None:
            if len(self._group.get("meta_value", "")) < 10_000:
                self._entry.meta[self._group.get("meta_key", "")] = self._group.get("meta_value", "")
        elif self._entry is not None:
            self._of_entry(uri, local, above, words)
        elif above == "channel":
            self._of_channel(uri, local, words)

    def _of_entry(self, uri: str, local: str, above: str, words: str) -> None:
        entry = self._entry
        if entry is None or above != "item":
            return
        if local == "category" and not uri:
            entry.terms.append(Term(self._group.get("domain", ""), self._group.get("nicename", ""), words))
        elif local == "encoded":
            entry.fields["content" if uri == _CONTENT else "excerpt"] = words
        elif not uri or uri.startswith(_EXPORT) or uri == _DUBLIN_CORE:
            entry.fields[local] = words

    def _of_channel(self, uri: str, local: str, words: str) -> None:
        group = self._group
        if local == "author" and group.get("author_login"):
            self.channel.authors[group["author_login"]] = group.get("author_display_name", "")
        elif local == "category" and uri:
            term = Term("category", group.get("category_nicename", ""), group.get("cat_name", ""))
            self.channel.terms.append((term, group.get("category_parent", "")))
        elif local == "tag" and uri:
            self.channel.terms.append((Term("post_tag", group.get("tag_slug", ""), group.get("tag_name", "")), ""))
        elif local == "term" and uri:
            term = Term(group.get("term_taxonomy", ""), group.get("term_slug", ""), group.get("term_name", ""))
            self.channel.terms.append((term, group.get("term_parent", "")))
        elif not group or local not in ("author", "category", "tag", "term"):
            self.channel.fields.setdefault(local, words.strip())

    def _finish(self) -> None:
        entry, self._entry = self._entry, None
        if entry is None:
            return
        if self._length > LARGEST_ITEM:
            message = f"This item is longer than {LARGEST_ITEM >> 20} million characters, and is left out."
            self._told(entry.line, message, "Look at it on the site, and divide it.")
        else:
            self._entries.append(entry)
