"""Brackets of a paragraph as a tree: nested, side by side as alternatives, with who wants them; and how it reads.

Nothing is mended and no sign is lost: a bracket without its partner is shown as such. Brackets in braces or round
brackets are not meant; "{…}" are notes of editors.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import Bracket, Edit, Paragraph
from firsthand.negotiations.attribution import attribution

DEEPEST = 32
"""Levels that are shown; real drafts have five. Brackets within those stay in the text, and count for balance."""
MOST = 20_000
"""Brackets of one paragraph that are shown; real ones have a hundred."""
MOST_VARIANTS = 8
_BETWEEN = re.compile(r"\s*(?:/|(?:and/or|or|and|et/ou|ou|y/o|o|и/или|или))?\s*", re.IGNORECASE)
_NAMED = re.compile(r"\s?\([^()\[\]]{1,80}\)\s*")
_LONGEST_BETWEEN = 90
_SLASH = re.compile(r"\[\s*/")


class _Pair(Struct):
    start: int
    end: int
    level: int
    opened: bool = True
    closed: bool = True


def read_brackets(text: str, language: str | None = "en") -> tuple[Bracket, ...]:
    """The outermost brackets of a paragraph, each with those in it, in the order in which they begin.

    A closing bracket without an opening one begins where the text begins, an opening one without a closing one ends
    where the text ends. At most DEEPEST levels and MOST brackets are given.
    """
    pairs = _pairs(text)[:MOST]
    children: list[list[Bracket]] = [[] for _ in range(len(pairs) + 1)]
    parents = _parents(pairs)
    for number in range(len(pairs) - 1, -1, -1):
        pair = pairs[number]
        said = attribution(text, pair.start, pair.end, language, closed=pair.closed)
        within = _side_by_side(text, children[number][::-1])
        children[parents[number]].append(
            Bracket(
                pair.start, pair.end, pair.level, 0, said.parties if pair.opened else (), said.edit,
                pair.opened, pair.closed, within,
            )
        )  # fmt: skip
        children[number] = []
    return _side_by_side(text, children[-1][::-1])


def _pairs(text: str) -> list[_Pair]:
    """Every bracket with its partner, in the order in which they begin, the longer first; those too deep left out."""
    open_: list[tuple[int, int]] = []
    too_deep = 0
    alone: list[int] = []
    found: list[tuple[int, int, int, int]] = []
    for match in re.finditer(r"[\[\]]", text):
        at = match.start()
        if text[at] == "[":
            if len(open_) < DEEPEST:
                open_.append((at, len(alone)))
            else:
                too_deep += 1
        elif too_deep:
            too_deep -= 1
        elif open_:
            start, before = open_.pop()
            found.append((start, at + 1, len(open_), before))
        else:
            alone.append(at)
    around = len(alone)
    pairs = [_Pair(start, end, level + around - before) for start, end, level, before in found]
    pairs += [
        _Pair(start, len(text), level + around - before, closed=False) for level, (start, before) in enumerate(open_)
    ]
    first = max(around - DEEPEST, 0)
    pairs += [_Pair(0, at + 1, around - 1 - place, opened=False) for place, at in enumerate(alone) if place >= first]
    kept = [pair for pair in pairs if pair.level < DEEPEST]
    return sorted(kept, key=lambda pair: (pair.start, pair.level))


def _parents(pairs: Sequence[_Pair]) -> list[int]:
    """For each the number of the one right around it; -1, the last of a list, for the outermost."""
    open_: list[int] = []
    parents = []
    for number, pair in enumerate(pairs):
        while open_ and pairs[open_[-1]].end <= pair.start:
            open_.pop()
        parents.append(open_[-1] if open_ else -1)
        open_.append(number)
    return parents


def _side_by_side(text: str, brackets: list[Bracket]) -> tuple[Bracket, ...]:
    """With their places among alternatives."""
    groups: list[list[Bracket]] = []
    for bracket in brackets:
        if groups and _are_alternatives(text, groups[-1][-1], bracket):
            groups[-1].append(bracket)
        else:
            groups.append([bracket])
    return tuple(
        replace(bracket, alternative=place) if place else bracket
        for group in groups
        for place, bracket in _placed(text, group)
    )


def _placed(text: str, group: list[Bracket]) -> list[tuple[int, Bracket]]:
    """From 1 on; from 2 on where the first begins with a stroke, because the words before it are the first."""
    if _SLASH.match(text, group[0].start):
        return list(enumerate(group, 2))
    return list(enumerate(group, 1)) if len(group) > 1 else [(0, group[0])]


def _are_alternatives(text: str, one: Bracket, other: Bracket) -> bool:
    if not (one.opened and one.closed and other.opened and other.closed):
        return False
    gap = text[one.end : min(other.start, one.end + _LONGEST_BETWEEN)]
    if one.end + len(gap) != other.start:
        return False
    named = bool(one.attribution) and bool(_NAMED.fullmatch(gap))
    return named or bool(_BETWEEN.fullmatch(gap))


def is_balanced(text: str) -> bool:
    """Whether every bracket of the text has its partner in it."""
    return left_open([text]) == (0, 0)


def left_open(texts: Iterable[str]) -> tuple[int, int]:
    """How many brackets have no partner where these texts are read one after another: the closing, and the opening."""
    closed = depth = 0
    for text in texts:
        for sign in re.findall(r"[\[\]]", text):
            if sign == "[":
                depth += 1
            elif depth:
                depth -= 1
            else:
                closed += 1
    return closed, depth


def clean(text: str) -> str:
    """The words with the signs of brackets taken out: "[shall][should]" is "shall should", "plan[s]" is "plans"."""
    bare = re.sub(r"[\[\]]", "", re.sub(r"\](\s*)\[", " ", text))
    return re.sub(r" +(?=[,;:.)])", "", " ".join(bare.split()))


def variants(paragraph: Paragraph, language: str | None = "en") -> tuple[str, ...]:
    """How the paragraph reads with all that is bracketed, then without, then with the first, second … alternatives.

    At most MOST_VARIANTS, none twice, none empty. Names of those who want words so are left out, and words that are to
    be deleted are in the first reading only. A bracket around all of the paragraph, or without a partner, says nothing
    of which words are meant: its words stay.
    """
    text, brackets = paragraph.text, paragraph.brackets
    most = min(_most_alternatives(brackets), MOST_VARIANTS)
    choices = [(0, True), (0, False), *((k, kept) for k in range(1, most + 1) for kept in (True, False))]
    found: dict[str, None] = {}
    for place, kept in choices:
        read = clean(_reading(text, 0, len(text), brackets, language, place=place, kept=kept))
        if read:
            found.setdefault(read)
        if len(found) == MOST_VARIANTS:
            break
    return tuple(found) or ((clean(text),) if clean(text) else ())


def _most_alternatives(brackets: tuple[Bracket, ...]) -> int:
    inner = max((_most_alternatives(bracket.within) for bracket in brackets), default=0)
    return max(inner, max((bracket.alternative for bracket in brackets), default=0))


def _reading(
    text: str, start: int, end: int, brackets: tuple[Bracket, ...], language: str | None, *, place: int, kept: bool
) -> str:
    """`text[start:end]` with the brackets in it read in one way. It goes as deep as brackets are shown, no deeper."""
    parts, at = [], start
    for number, bracket in enumerate(brackets):
        gap = text[at : bracket.start]
        parts.append(" " if bracket.alternative > 1 and (place or not kept or not gap) and number else gap)
        said = attribution(text, bracket.start, bracket.end, language, closed=bracket.closed)
        at = bracket.end + (said.after if bracket.attribution else 0)
        around = len(brackets) == 1 and not text[start : bracket.start].strip() and not text[at:end].strip(" .;,:")
        alone = not bracket.opened or not bracket.closed or (around and not bracket.alternative)
        if alone or _is_chosen(brackets, number, place=place, kept=kept):
            inner = _reading(text, said.start, said.end, bracket.within, language, place=place, kept=kept)
            parts.append(f" {inner.lstrip('/ ')}" if _SLASH.match(text, bracket.start) else inner)
    parts.append(text[at:end])
    return "".join(parts)


def _is_chosen(brackets: tuple[Bracket, ...], number: int, *, place: int, kept: bool) -> bool:
    bracket = brackets[number]
    if bracket.edit is Edit.DELETION:
        return kept and place == 0
    if not bracket.alternative or not place:
        return kept
    if bracket.alternative == place:
        return True
    following = brackets[number + 1] if number + 1 < len(brackets) else None
    last = following is None or following.alternative != bracket.alternative + 1
    return last and place > bracket.alternative
