"""Comments (ECMA-376, 17.13.4): a part of the file with their text, and marks around the words that they are about."""

import posixpath
from collections.abc import Sequence

from lxml import etree

from firsthand.documents.markup import Element
from firsthand.documents.word.names import PARAGRAPH, RUN, TEXT, W
from firsthand.wording.word.changes import Signature
from firsthand.wording.word.lines import SPACE
from firsthand.wording.word.package import Draft

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comments:
    """The comments of a file; those that it has stay as they are."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        name = draft.package.name_of_related("comments")
        self.root = draft.part(name) if name else None

    def add(self, first: Element, last: Element, lines: Sequence[str], signature: Signature) -> None:
        """A comment of some lines, from one element of a paragraph to another one or the same."""
        root = self._made()
        comment = signature.mark(root, "comment", initials=signature.author[:1])
        identity = comment.get(W + "id") or ""
        for number, text in enumerate(lines):
            comment.append(_paragraph(comment, text, first=number == 0))
        root.append(comment)
        first.addprevious(_mark(first, "commentRangeStart", identity))
        reference = last.makeelement(RUN)
        reference.append(_mark(last, "commentReference", identity))
        last.addnext(reference)
        last.addnext(_mark(last, "commentRangeEnd", identity))

    def _made(self) -> Element:
        if self.root is None:
            self.root = etree.Element(W + "comments", nsmap={"w": W[1:-1]})
            name = posixpath.join(posixpath.dirname(self._draft.main), "comments.xml")
            self._draft.add(name, "comments", _CONTENT_TYPE, self.root)
        return self.root


def _mark(near: Element, name: str, identity: str) -> Element:
    return near.makeelement(W + name, {W + "id": identity})


def _paragraph(near: Element, text: str, *, first: bool) -> Element:
    paragraph = near.makeelement(PARAGRAPH)
    if first:
        sign = etree.SubElement(paragraph, RUN)
        etree.SubElement(sign, W + "annotationRef")
    words = etree.SubElement(etree.SubElement(paragraph, RUN), TEXT)
    words.text = text
    words.set(SPACE, "preserve")
    return paragraph
