"""The comments of a Word document: who wrote what when, where it begins and ends, and which comment it answers."""

from firsthand.documents.markup import Element
from firsthand.documents.model import Run
from firsthand.documents.revisions import Revisions, end_of
from firsthand.documents.word.names import PARAGRAPH, W14, W15, W
from firsthand.documents.word.package import Package

_TEXTS = {W + "t": None, W + "tab": " ", W + "br": "\n", W + "cr": "\n"}


class Comments:
    """The comments of one document, each marked where its range begins."""

    def __init__(self, package: Package, revisions: Revisions) -> None:
        root = package.related("comments")
        self._elements = {one.get(W + "id") or "": one for one in root.iter(W + "comment")} if root is not None else {}
        self._revisions = revisions
        self._parents = _parents(package)
        self._marks: dict[str, Run] = {}

    def begin(self, identity: str | None) -> list[Run]:
        """The mark of the beginning of a comment's range, or of the place that refers to it, where it has no range."""
        element = self._elements.get(identity or "")
        if element is None or identity is None or identity in self._marks:
            return []
        paragraphs = list(element.iter(PARAGRAPH))
        name = (paragraphs[-1].get(W14 + "paraId") or "") if paragraphs else ""
        self._marks[identity] = self._revisions.comment(
            element.get(W + "author"), element.get(W + "date"), "\n".join(map(text_in, paragraphs)).strip(),
            identity=name, parent=self._parents.get(name, ""),
        )  # fmt: skip
        return [self._marks[identity]]

    def end(self, identity: str | None) -> list[Run]:
        mark = self._marks.get(identity or "")
        return [end_of(mark)] if mark is not None else []

    def finish(self) -> None:
        """Keep also the comments to which nothing in the text refers."""
        for identity in self._elements:
            self.begin(identity)


def text_in(element: Element) -> str:
    """All words inside an element, deleted ones too."""
    words = []
    for part in element.iter(*_TEXTS, W + "delText"):
        shown = _TEXTS.get(str(part.tag))
        words.append(part.text or "" if shown is None else shown)
    return "".join(words)


def _parents(package: Package) -> dict[str, str]:
    """For each comment that answers another one, by the names of their last paragraphs."""
    root = package.related("commentsExtended")
    found = root.iter(W15 + "commentEx") if root is not None else ()
    return {
        one.get(W15 + "paraId") or "": parent for one in found if (parent := one.get(W15 + "paraIdParent"))
    }  # fmt: skip
