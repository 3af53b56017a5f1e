"""Tracked changes (ECMA-376, 17.13.5): other text in the place of some runs, to be accepted or rejected."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from firsthand.documents.markup import Element
from firsthand.documents.word.names import RPR, RUN, TEXT, W
from firsthand.wording.word.lines import SPACE, Line

_ID = W + "id"
_PUT_IN = (W + "ins", W + "moveTo")
_TOKEN = re.compile(r"\s+|[^\s\w]|\w+")


class Signature:
    """Who makes changes and when, and numbers that no other mark of the file has."""

    def __init__(self, author: str, date: str, roots: Sequence[Element]) -> None:
        self.author = author
        self.date = date
        self._taken = {value for root in roots for one in root.iter() if (value := one.get(_ID)) is not None}
        self._next = 1

    def mark(self, near: Element, name: str, **more: str) -> Element:
        """A new element that is signed, in the manner of the one near which it will stand."""
        while str(self._next) in self._taken:
            self._next += 1
        attributes = {_ID: str(self._next), W + "author": self.author, W + "date": self.date}
        self._next += 1
        return near.makeelement(W + name, {**attributes, **{W + key: value for key, value in more.items()}})


def replace_words(line: Line, start: int, end: int, text: str, signature: Signature) -> Element | None:
    """Strike a stretch of a line and put other text beside it; gives the insertion.

    What both have in common at the beginning and at the end is left alone.
    """
    start, end, text = _narrowed(line.text, start, end, text)
    runs = line.runs(start, end)
    struck = list(_struck(runs, signature))
    if not text:
        return None
    inserted = _inserted(runs[0], text, signature)
    _put_behind(struck[-1] if _are_beside(struck) else struck[0], inserted, signature)
    return inserted


def outermost(run: Element) -> Element:
    """A run, or the change that strikes it."""
    parent = run.getparent()
    return parent if parent is not None and parent.tag == W + "del" else run


def _narrowed(line: str, start: int, end: int, text: str) -> tuple[int, int, str]:
    """The same replacement without the words that stay; one word at least is struck."""
    old, new = _TOKEN.findall(line[start:end]), _TOKEN.findall(text)
    while len(old) > 1 and new and old[0] == new[0]:
        start += len(old.pop(0))
        new.pop(0)
    while len(old) > 1 and new and old[-1] == new[-1]:
        end -= len(old.pop())
        new.pop()
    return start, end, "".join(new)


def _struck(runs: Sequence[Element], signature: Signature) -> Iterator[Element]:
    last: Element | None = None
    for run in runs:
        for child in run:
            if child.tag == TEXT:
                child.tag = W + "delText"
                child.set(SPACE, "preserve")
        if last is not None and last.getnext() is run:
            last.append(run)
            continue
        last = signature.mark(run, "del")
        run.addprevious(last)
        last.append(run)
        yield last


def _inserted(like: Element, text: str, signature: Signature) -> Element:
    """A run that looks like another one and says something else."""
    inserted = signature.mark(like, "ins")
    run = like.makeelement(RUN)
    properties = like.find(RPR)
    if properties is not None:
        copied = deepcopy(properties)
        for change in copied.findall(W + "rPrChange"):
            copied.remove(change)
        run.append(copied)
    words = like.makeelement(TEXT)
    words.text = text
    words.set(SPACE, "preserve")
    run.append(words)
    inserted.append(run)
    return inserted


def _are_beside(struck: Sequence[Element]) -> bool:
    return len({one.getparent() for one in struck}) == 1


def _put_behind(element: Element, inserted: Element, signature: Signature) -> None:
    """Put an insertion behind an element; another author's insertion is parted there, since it can't hold ours."""
    parent = element.getparent()
    if parent is None or parent.tag not in _PUT_IN:
        element.addnext(inserted)
        return
    rest = list(element.itersiblings())
    if rest:
        second = signature.mark(parent, str(parent.tag).rpartition("}")[2])
        second.attrib.update({key: value for key, value in parent.attrib.items() if key != _ID})
        second.extend(rest)
        parent.addnext(second)
    parent.addnext(inserted)
