"""Asks and what became of them, in words for a terminal. Words of others are shown harmless."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from firsthand.catalogue.negotiations import Ask, DraftText, Negotiation, Outcome, State
from firsthand.catalogue.records import Texts, choose
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

LANGUAGE = "en"
"""Of what the commands say."""
MOST = 700
"""Characters of a paragraph that are shown around a quotation."""


def titled(titles: Texts) -> str:
    text = choose(titles, LANGUAGE)
    return harmless(text.value) if text else ""


def listed(negotiation: Negotiation) -> "Table":
    """All asks, with what became of each in the latest draft."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE, pad_edge=False)
    for title in ("Ask", "Access", "Title", "Draft", "What became of it"):
        made.add_column(title, overflow="fold")
    for ask in negotiation.asks:
        found = [one for one in negotiation.outcomes if one.ask == ask.slug]
        last = found[-1] if found else None
        became = in_short(ask, last) if last else "—"
        cells = (ask.slug, ask.access.value, titled(ask.titles), last.draft if last else "—", became)
        made.add_row(*map(Text, cells))
    return made


def in_short(ask: Ask, outcome: Outcome) -> str:
    """Two or three words, with ✓ behind what a person has confirmed and ? behind what a machine proposes."""
    from firsthand.interface import interface
    from firsthand.interface.outcomes import name_outcome

    sign = "✓" if outcome.state is State.CONFIRMED else "?"
    return f"{name_outcome(outcome.kind, ask.want, interface(LANGUAGE))} {sign}"


def described(ask: Ask) -> "Iterator[Text]":
    """What an ask wants, in its own words."""
    from rich.text import Text

    from firsthand.interface import interface
    from firsthand.interface.outcomes import WANTS

    yield Text(f"{titled(ask.titles)} ({ask.slug}, {ask.access.value})", "bold")
    yield Text(interface(LANGUAGE).gettext(WANTS[ask.want]))
    if ask.words:
        yield Text(f"  “{harmless(ask.words)}”")
    if ask.target:
        yield Text(f"  not: “{harmless(ask.target)}”")
    if ask.must:
        yield Text("  It must have: " + "; ".join(f"“{harmless(one)}”" for one in ask.must))


def explained(ask: Ask, outcome: Outcome, text: DraftText | None) -> "Iterator[Text]":
    """What became of it in one draft, why, and the words where that can be seen."""
    from rich.text import Text

    from firsthand.cli.negotiate.showing import differences, name_of, shortened
    from firsthand.interface import interface
    from firsthand.interface.outcomes import name_outcome, tell_outcome, tell_reason

    english = interface(LANGUAGE)
    yield Text(f"{in_short(ask, outcome)}: {tell_outcome(outcome.kind, ask.want, english)}")
    for also in outcome.also:
        yield Text(f"  Besides: {name_outcome(also, ask.want, english)}")
    for reason in outcome.reasons:
        yield Text(f"  • {harmless(tell_reason(reason, english))}")
    known = {one.id: one for one in text.paragraphs} if text else {}
    for seen in outcome.evidence:
        paragraph = known.get(seen.paragraph)
        name = name_of(paragraph) if paragraph else seen.paragraph
        quote = seen.quote or (paragraph.text if paragraph else "")
        asked = ask.words or ask.target
        yield Text(f"  {name}: ") + (differences(asked, quote, around=None) if asked else Text(harmless(quote)))
        if paragraph and quote != paragraph.text:
            yield Text(f"    stands in: {shortened(harmless(paragraph.text), MOST)}", "dim")
    if outcome.note:
        yield Text(f"  Note: {titled(outcome.note)}")


def life(negotiation: Negotiation, ask: Ask) -> "Iterator[Text]":
    """One ask in every draft."""
    from rich.text import Text

    yield from described(ask)
    texts = {text.draft: text for text in negotiation.texts}
    labels = {draft.slug: draft.label for draft in negotiation.process.drafts}
    for outcome in negotiation.outcomes:
        if outcome.ask == ask.slug:
            yield Text("")
            yield Text(f"In “{harmless(labels[outcome.draft])}”", "bold")
            yield from explained(ask, outcome, texts.get(outcome.draft))
