"""Asks judged on from where they stood in an earlier draft, so that a draft that is added costs one step of each.

What is known of a draft holds as long as all is the same that it was made of: the ask, this draft and all before it,
and how they became one another. That is what a mark stands for.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

import msgspec
from msgspec import Struct

from firsthand.catalogue.languages import primary
from firsthand.catalogue.negotiations import Alignment, Ask, DraftText, Negotiation, Outcome
from firsthand.negotiations.outcomes.following import Following
from firsthand.negotiations.outcomes.life import Life, Stand
from firsthand.negotiations.outcomes.shelf import shelf

Digest = Callable[[DraftText], bytes]


class Step(Struct, frozen=True):
    """What became of an ask in a draft."""

    mark: bytes
    outcome: Outcome
    stand: Stand


Steps = tuple[Step, ...]


def go_on(
    asks: Sequence[Ask], seen: Negotiation, known: Mapping[str, Steps], digest: Digest
) -> Iterator[tuple[Ask, Steps]]:
    """All steps of each ask, made anew from the first one on that is not known any more.

    `known` has steps by the slug of the ask, of any state of the negotiation; `digest` is of a draft's slug and words.
    """
    for language in dict.fromkeys(primary(ask.language) for ask in asks):
        chosen = [ask for ask in asks if primary(ask.language) == language]
        languages = {draft.slug: primary(draft.language) for draft in seen.process.drafts}
        by_slug = {text.draft: text for text in seen.texts}
        texts = [by_slug[slug] for slug, own in languages.items() if own == language and slug in by_slug]
        following = Following(texts, seen.alignments)
        stood_on = list(_stood_on(texts, seen.alignments, digest))
        lives = [_Resumed(Life(ask, texts, following), stood_on, known.get(ask.slug, ())) for ask in chosen]
        for number, text in enumerate(texts):
            waiting = [life for life in lives if len(life.steps) <= number]
            if waiting:
                here = shelf(text, language)
                for life in waiting:
                    life.life.go_on(number, here)
                    life.keep()
        yield from ((life.life.ask, tuple(life.steps)) for life in lives)


def _stood_on(texts: Sequence[DraftText], alignments: Sequence[Alignment], digest: Digest) -> Iterator[bytes]:
    """Of each draft its words and what became in it of those of the one before."""
    before = {(one.before, one.after): one for one in alignments}
    pairs = [None, *((one.draft, other.draft) for one, other in pairwise(texts))]
    for text, pair in zip(texts, pairs, strict=False):
        alignment = before.get(pair) if pair else None
        yield hashlib.blake2b(digest(text) + msgspec.msgpack.encode(alignment)).digest()


class _Resumed:
    """An ask with the steps that hold, and the marks that its steps must have."""

    def __init__(self, life: Life, stood_on: Sequence[bytes], known: Steps) -> None:
        self.life = life
        mark = hashlib.blake2b(msgspec.msgpack.encode((life.ask, life.stand.first))).digest()
        self.marks = [mark := hashlib.blake2b(mark + one, digest_size=20).digest() for one in stood_on]
        held = (
            step for step, _ in takewhile(lambda pair: pair[0].mark == pair[1], zip(known, self.marks, strict=False))
        )
        self.steps = list(held)
        if self.steps:
            self.life.stand = self.steps[-1].stand
            self.life.outcomes = [step.outcome for step in self.steps]

    def keep(self) -> None:
        self.steps.append(Step(self.marks[len(self.steps)], self.life.outcomes[-1], self.life.stand))
