"""The tracked changes and comments of an OpenDocument text: who made them when, and where they stand."""

from lxml.etree import iterwalk

from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Run
from firsthand.documents.opendocument.names import DC, OFFICE, TABLE, TEXT, XML_ID
from firsthand.documents.revisions import Revisions, end_of

_SPACES = {TEXT + "s", TEXT + "tab"}
_PARAGRAPHS = (TEXT + "p", TEXT + "h")


class Changes:
    """The changes that the file lists before its text, and the comments inside it, marked where the text names them."""

    def __init__(self, body: Element, revisions: Revisions) -> None:
        self._revisions = revisions
        self._regions: dict[str, Element] = {}
        self._marks: dict[str, Run] = {}
        self.inserted = self.deleted = 0
        for region in body.iter(TEXT + "changed-region"):
            identity = region.get(TEXT + "id") or region.get(XML_ID) or ""
            self.inserted += region.find(TEXT + "insertion") is not None
            self.deleted += region.find(TEXT + "deletion") is not None
            self._regions.setdefault(identity, region)

    def begin(self, place: Element) -> list[Run]:
        """The mark of a change at an element that names it."""
        identity = place.get(TEXT + "change-id") or ""
        region = self._regions.pop(identity, None)
        for change in region if region is not None else ():
            if change.tag in {TEXT + "insertion", TEXT + "deletion"}:
                self._marks[identity] = self._mark(change)
                return [self._marks[identity]]
        return []

    def end(self, place: Element) -> list[Run]:
        mark = self._marks.get(place.get(TEXT + "change-id") or "")
        return [end_of(mark)] if mark is not None else []

    def comment(self, annotation: Element) -> list[Run]:
        """The mark of a comment at the element that holds it."""
        text = "\n".join(_text_in(one) for one in annotation.iter(*_PARAGRAPHS))
        name = annotation.get(OFFICE + "name") or ""
        parent = next((value for key, value in annotation.attrib.items() if str(key).endswith("}parent-name")), "")
        mark = self._revisions.comment(
            annotation.findtext(DC + "creator"), annotation.findtext(DC + "date"), text,
            identity=name, parent=str(parent),
        )  # fmt: skip
        self._marks[f"annotation:{name}"] = mark
        return [mark]

    def comment_end(self, place: Element) -> list[Run]:
        mark = self._marks.get(f"annotation:{place.get(OFFICE + 'name') or ''}")
        return [end_of(mark)] if mark is not None else []

    def finish(self) -> None:
        """Keep also the changes that the text doesn't name."""
        for region in self._regions.values():
            for change in region:
                if change.tag == TEXT + "deletion":
                    self._mark(change)

    def _mark(self, change: Element) -> Run:
        said = change.find(OFFICE + "change-info")
        author = said.findtext(DC + "creator") if said is not None else None
        date = said.findtext(DC + "date") if said is not None else None
        if change.tag == TEXT + "insertion":
            return self._revisions.insertion(author, date, None)
        words = [_text_in(one) for part in change if part is not said for one in _paragraphs(part)]
        return self._revisions.deletion(author, date, "\n".join(words))


def _paragraphs(part: Element) -> list[Element]:
    if part.tag in _PARAGRAPHS:
        return [part]
    kinds = _PARAGRAPHS if name_of(part) in {"list", "section"} else (TABLE + "table-cell",)
    return list(part.iter(*kinds))


def _text_in(element: Element) -> str:
    """The words inside an element, with the spaces that have elements of their own."""
    words: list[str] = []
    for event, part in iterwalk(element, events=("start", "end")):
        if event == "start":
            words += [" " if part.tag in _SPACES else "\n" if part.tag == TEXT + "line-break" else part.text or ""]
        elif part is not element:
            words.append(part.tail or "")
    return "".join(words)
