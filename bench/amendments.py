"""What is handed on of a draft of 500 paragraphs with 200 asks: seconds of one core, beside python-docx.

python-docx knows no tracked changes: it writes the same paragraphs, with words struck and underlined in their place.
Each takes turns with the others. FIRSTHAND_BENCH_ROUNDS sets how often (5).
"""

import io
import os
import time
from collections.abc import Callable
from statistics import median

import docx

from firsthand.catalogue.negotiations import (
    Access,
    Anchor,
    Ask,
    Bracket,
    Draft,
    DraftText,
    Negotiation,
    Paragraph,
    Process,
    Want,
)
from firsthand.catalogue.redline import Mark
from firsthand.catalogue.values import Text
from firsthand.exports.negotiations.amending import Stretch, amend
from firsthand.exports.negotiations.issue import Issue
from firsthand.exports.negotiations.offering import make, offered
from firsthand.exports.negotiations.placing import place
from firsthand.interface import interface

ROUNDS = int(os.environ.get("FIRSTHAND_BENCH_ROUNDS", "5"))
PARAGRAPHS, ASKS = 500, 200
WORDS = (
    "[Parties] [States] shall ensure, in measure {0}, that people who use drugs take part in the design, delivery, "
    "monitoring and evaluation of [all] policies and programmes that concern them, as appropriate, by 20{0:02}."
)


def main() -> None:
    negotiation = _negotiation()
    issue = Issue(interface("en"), "Our network", "2026-03-01")
    makers: dict[str, Callable[[], bytes]] = {}
    for each in offered(negotiation):
        makers[each.name] = lambda each=each: make(negotiation, each, issue)  # type: ignore[misc]
    makers["python-docx, no tracking"] = lambda: _peer(negotiation)
    taken: dict[str, list[float]] = {name: [] for name in makers}
    sizes: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, maker in makers.items():
            began = time.process_time()
            sizes[name] = len(maker())
            taken[name].append(time.process_time() - began)
    for name, seconds in taken.items():
        print(f"{name:26} {sizes[name] // 1000:5} kB  {median(seconds) * 1000:7.1f} ms", flush=True)


def _negotiation() -> Negotiation:
    paragraphs = tuple(
        Paragraph(
            f"p{number}",
            WORDS.format(number),
            label=f"OP{number}",
            headings=(f"Article {number // 10}",),
            brackets=(Bracket(0, 9, alternative=1), Bracket(10, 18, alternative=2)),
        )
        for number in range(PARAGRAPHS)
    )
    asks = tuple(
        Ask(
            f"ask-{number}",
            (Text("en", f"Ask {number}"),),
            Want.REPLACE,
            "en",
            words="at every stage, without exception,",
            target="as appropriate,",
            rationale=(Text("en", "Those whom it concerns know what works."),),
            anchors=(Anchor("rev-1", f"p{number * 2}"),),
            access=Access.PUBLIC,
        )
        for number in range(ASKS)
    )
    draft = Draft("rev-1", "Rev.1", "2026-02-01", "en", access=Access.PUBLIC)
    process = Process("bench", (Text("en", "Bench"),), drafts=(draft,))
    return Negotiation(process, (DraftText("rev-1", paragraphs),), (), asks)


def _peer(negotiation: Negotiation) -> bytes:
    document = docx.Document()
    for each in amend(negotiation.texts[0], place(negotiation, "rev-1")):
        paragraph = document.add_paragraph(f"{each.label} ")
        for piece in each.pieces:
            if isinstance(piece, Stretch):
                run = paragraph.add_run(piece.text)
                run.font.strike = piece.mark is Mark.OUT or None
                run.font.underline = piece.mark is Mark.IN or None
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
