"""An invented text and what negotiators do to it: edits of every kind, so that what became of each paragraph is known.

All is drawn from a seed. Words are invented too, with an article's own words in it, as real articles have them.
"""

import random
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import DraftText, Link, LinkKind, Paragraph, Part

ONSETS = ("b", "br", "d", "dr", "f", "g", "gl", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("l", "m", "n", "nd", "r", "rt", "s", "st", "t", "x")
SMALL = ("the", "of", "and", "to", "in", "for", "with", "by", "on", "that", "their", "all")
PHRASES = (
    "States shall ensure that", "States should take measures so that", "The Assembly decides that",
    "Member States shall strengthen", "Parties are encouraged to", "The secretariat shall report on",
)  # fmt: skip
BOILERPLATE = ("No text", "Option 2: No text", "[Placeholder]", "To be elaborated")
HEDGES = ("as appropriate", "in accordance with national law", "where means allow")


class Edited(Struct, frozen=True):
    before: DraftText
    after: DraftText
    truth: tuple[Link, ...]
    """All that became what: split and merged ones whole."""


def edited(seed: int, articles: int = 10, each: int = 8) -> Edited:
    """A text and what became of it; every kind of edit is in it where it has some eighty paragraphs."""
    draw = random.Random(seed)
    before = list(_text(draw, articles, each))
    links: list[Link] = []
    after: list[Paragraph] = []
    blocks: dict[str, list[Paragraph]] = {}
    for paragraph in before:
        blocks.setdefault(paragraph.article, []).append(paragraph)
    order = list(blocks)
    # one article goes to the end, and all numbers after it change
    order.append(order.pop(draw.randrange(1, len(order) - 1)))
    renumbered = {old: str(number) if old else "" for number, old in enumerate(order)}
    away: list[tuple[Paragraph, Paragraph]] = []
    for old in order:
        left = blocks[old][:]
        while left:
            after += _edit(draw, left, renumbered[old], links, away)
        if draw.random() < 0.4:
            new = _paragraph(draw, renumbered[old], _words_of(draw), "new")
            after.append(new)
            links.append(Link(LinkKind.NEW, (), (new.id,)))
    for old_one, new_one in away:
        place = draw.randrange(len(after))
        after.insert(place, replace(new_one, article=after[place].article, part=after[place].part))
        links.append(Link(LinkKind.EDITED, (old_one.id,), (new_one.id,), moved=True))
    return Edited(DraftText("before", tuple(before)), DraftText("after", tuple(after)), tuple(links))


def _edit(
    draw: random.Random, left: list[Paragraph], article: str, links: list[Link], away: list[tuple[Paragraph, Paragraph]]
) -> Iterator[Paragraph]:
    first = left.pop(0)
    kind = draw.choices(("same", "edited", "split", "merged", "dropped", "moved"), (30, 40, 8, 8, 8, 6))[0]
    if first.text in BOILERPLATE:
        kind = "same"
    if kind == "merged" and (not left or left[0].text in BOILERPLATE):
        kind = "edited"
    if kind == "dropped":
        links.append(Link(LinkKind.DROPPED, (first.id,), ()))
    elif kind == "moved":
        away.append((first, replace(first, id=first.id + "m", text=_reworded(draw, first.text))))
    elif kind == "split":
        words = first.text.split()
        half = len(words) // 2
        parts = [" ".join(words[:half]), f"{draw.choice(PHRASES)} {' '.join(words[half:])}"]
        made = [
            replace(first, id=f"{first.id}s{which}", text=part, article=article) for which, part in enumerate(parts)
        ]
        links.append(Link(LinkKind.SPLIT, (first.id,), tuple(one.id for one in made)))
        yield from made
    elif kind == "merged":
        second = left.pop(0)
        text = f"{first.text.rstrip('.;')}, and {second.text[0].lower()}{second.text[1:]}"
        links.append(Link(LinkKind.MERGED, (first.id, second.id), (first.id + "g",)))
        yield replace(first, id=first.id + "g", text=text, article=article)
    else:
        text = first.text if kind == "same" else _reworded(draw, first.text)
        links.append(Link(LinkKind.SAME if kind == "same" else LinkKind.EDITED, (first.id,), (first.id + "e",)))
        yield replace(first, id=first.id + "e", text=text, article=article)


def _reworded(draw: random.Random, text: str) -> str:
    """Another modal, a hedge, brackets around alternatives, American spelling, and a tenth of the words others."""
    words = [word if draw.random() > 0.1 else _word(draw) for word in text.split()]
    place = draw.randrange(3, len(words))
    words.insert(place, draw.choice((f"[{_word(draw)}][{_word(draw)} {_word(draw)}]", f", {draw.choice(HEDGES)},", "")))
    changed = " ".join(filter(None, words)).replace("shall", draw.choice(("should", "[shall][should]", "shall")))
    return changed.replace("isation", "ization")


def _text(draw: random.Random, articles: int, each: int) -> Iterator[Paragraph]:
    for number in range(articles + 1):
        own = [_word(draw) for _ in range(25)]
        for place in range(each):
            boiler = number and place == each - 1 and draw.random() < 0.5
            text = draw.choice(BOILERPLATE) if boiler else _sentence(draw, own)
            part = Part.OPERATIVE if number else Part.PREAMBLE
            yield Paragraph(f"p{number}-{place}", text, part, f"{place + 1}.", str(number) if number else "")


def _paragraph(draw: random.Random, article: str, own: list[str], name: str) -> Paragraph:
    part = Part.OPERATIVE if article else Part.PREAMBLE
    return Paragraph(f"{name}{draw.randrange(10**9)}", _sentence(draw, own), part, "", article)


def _words_of(draw: random.Random) -> list[str]:
    return [_word(draw) for _ in range(25)]


def _sentence(draw: random.Random, own: list[str]) -> str:
    words = [draw.choice(SMALL) if draw.random() < 0.4 else draw.choice(own) for _ in range(draw.randrange(12, 45))]
    return f"{draw.choice(PHRASES)} {' '.join(words)}."


def _word(draw: random.Random) -> str:
    stem = "".join(draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(draw.randrange(1, 4)))
    return stem + draw.choice((*CODAS, "isation"))
