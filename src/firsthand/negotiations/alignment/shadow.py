"""The shadow copy by which paragraphs are compared: words in one spelling, without case, signs, labels and brackets.

A paragraph with brackets is several texts in one; the copy holds its readings. Nothing of it is ever shown.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from firsthand.negotiations.alignment.spelling import Spelling

NUMBER = "#"
"""Stands for a number that only says where something is to be found."""
MOST_READINGS = 4
"""Alternatives side by side that each have a reading of their own."""
MOST_WORDS = 20_000
"""Of a paragraph; what comes behind them is not looked at."""
_DEEPEST = 12
_UNSPACED = r"\u0e01-\u0edf\u1000-\u109f\u1780-\u17dd\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces: each letter counts as a word, and a run of three as a word does elsewhere."""
_TOKEN = re.compile(rf"[\[\]]|[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[.,](?=\d)\d+)*")
_PLACE = re.compile(r"\d{1,3}[a-z]{0,8}|[ivx]{1,5}|[a-z]")
_LABEL_WORDS = 3

Tree = list["str | Tree"]


def tokens(text: str) -> list[str]:
    """Words in lower case, and square brackets."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())[:MOST_WORDS]


def neutral(words: Sequence[str], spelling: Spelling) -> list[str]:
    """Without the label that opens the paragraph, and with `NUMBER` for what "Article 3" and the like are numbered."""
    found: list[str] = []
    referring = False
    for word in words[_label(words, spelling) :]:
        if word in spelling.references:
            referring = True
        elif referring and _PLACE.fullmatch(word):
            word = NUMBER  # noqa: PLW2901
        elif word not in "[]" and word not in spelling.joining:
            referring = False
        if not (word == NUMBER and found and found[-1] == NUMBER):
            found.append(word)
    return found


def _label(words: Sequence[str], spelling: Spelling) -> int:
    """How many words at the start are "[Option 2" and the like."""
    plain = [place for place, word in enumerate(words[:8]) if word not in "[]"][:_LABEL_WORDS]
    if len(plain) < 2 or words[plain[0]] not in spelling.labels:
        return 0
    end = plain[1] if _PLACE.fullmatch(words[plain[1]]) else plain[0]
    return end + 1 if end + 1 < len(words) else 0


def readings(words: Sequence[str]) -> list[list[str]]:
    """All words first; then without bracketed ones; then with the first, second … of alternatives side by side."""
    whole = [word for word in words if word not in "[]"]
    if len(whole) == len(words):
        return [whole]
    tree = _tree(words)
    found = [whole, list(_outside(tree))]
    most = min(_most_alternatives(tree), MOST_READINGS)
    found += [list(_chosen(tree, which)) for which in range(most if most > 1 else 0)]
    return [reading for place, reading in enumerate(found) if reading and reading not in found[:place]]


def _tree(words: Sequence[str]) -> Tree:
    """Lists in lists as the brackets stand; a bracket without a partner ends with the paragraph, or is left out."""
    root: Tree = []
    stack = [root]
    for word in words:
        if word == "[":
            inner: Tree = []
            stack[-1].append(inner)
            stack.append(inner if len(stack) < _DEEPEST else stack[-1])
        elif word != "]":
            stack[-1].append(word)
        elif len(stack) > 1:
            stack.pop()
    return root


def _size(node: "str | Tree") -> int:
    return 1 if isinstance(node, str) else sum(map(_size, node))


def _outside(tree: Tree) -> Iterator[str]:
    """What stands outside of brackets; brackets around nearly everything do not count."""
    total = _size(tree)
    for node in tree:
        if isinstance(node, str):
            yield node
        elif _size(node) * 2 > total:
            yield from _outside(node)


def _most_alternatives(tree: Tree) -> int:
    most = 0
    for bracketed, nodes in groupby(tree, lambda node: not isinstance(node, str)):
        if bracketed:
            inner = [node for node in nodes if not isinstance(node, str)]
            most = max(most, len(inner), *map(_most_alternatives, inner))
    return most


def _chosen(tree: Tree, which: int) -> Iterator[str]:
    """The reading with that alternative wherever there are several; brackets that stand alone are read."""
    for bracketed, nodes in groupby(tree, lambda node: not isinstance(node, str)):
        group = list(nodes)
        if bracketed:
            yield from _chosen(group[min(which, len(group) - 1)], which)  # type: ignore[arg-type]
        else:
            yield from (node for node in group if isinstance(node, str))
