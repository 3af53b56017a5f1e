"""One draft: its text as printed, with what is in brackets, who wants it, and where asks stand made visible."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from firsthand.catalogue.negotiations import Bracket, Draft, DraftText, Edit, Negotiation, Paragraph, Part, all_brackets
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.named import PARTS, name_status, texts_of
from firsthand.front.pages.negotiations.pieces import Watched, mark_text, places
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.remarks import put_remarks
from firsthand.interface.said import Said, say


class Term(Struct, frozen=True):
    words: str
    address: str
    """Of what the wording guide says of it."""
    count: int
    places: tuple[tuple[str, str], ...]
    """Name and address of the paragraphs."""


class ParagraphView(Struct, frozen=True):
    id: str
    label: str
    words: Markup
    depth: int
    parties: tuple[str, ...]
    """Who wants words in it, or wants them out, as printed."""
    authors: tuple[str, ...]
    """Of tracked changes."""
    unbalanced: bool
    terms: tuple[Watched, ...]
    """Of the guide, which stand here in another form than the first in the draft."""
    sheet: str
    """The address of its lobbying sheet; empty where nothing is asked of it."""


class Box(Struct, frozen=True):
    option: str
    """Empty where the paragraphs belong to none."""
    paragraphs: tuple[ParagraphView, ...]


class Chapter(Struct, frozen=True):
    anchor: str
    headings: tuple[tuple[int, str], ...]
    """Level from 2 on, and words: those that differ from what stood above before."""
    own: bool
    """The headings are words of the draft, and not of the interface."""
    boxes: tuple[Box, ...]


class DraftPage(Struct, frozen=True):
    title: Said
    address: str
    label: str
    date: str
    status: str
    symbol: str
    source: str
    language: str
    language_name: str
    count: int
    brackets: int
    remarks: tuple[Said, ...]
    terms: tuple[Term, ...]
    contents: tuple[tuple[str, str, bool], ...]
    """Headings of the first level, their anchors, and whether they are words of the draft."""
    chapters: tuple[Chapter, ...]
    changes: tuple[tuple[str, str], ...]
    """Words for two drafts, and the address of both side by side."""
    sheets: str


def make_draft(showing: Showing, interface: Interface, slug: str) -> View | None:
    """None where there is no such draft."""
    negotiation = showing.negotiation
    draft = next((each for each in negotiation.process.drafts if each.slug == slug), None)
    text = texts_of(negotiation).get(slug)
    if draft is None or text is None:
        return None
    sheets = f"{showing.base}/sheets/{slug}"
    asked = _asked(negotiation, slug)
    chapters = tuple(_chapters(text, _viewer(negotiation, draft, asked, sheets, interface), interface))
    page = DraftPage(
        title=say(negotiation.process.titles, interface) or Said(negotiation.process.slug, "und"),
        address=showing.base,
        label=draft.label,
        date=interface.date(draft.date),
        status=name_status(draft, interface),
        symbol=draft.symbol or "",
        source=draft.source if draft.source and draft.source.startswith(("https://", "http://")) else "",
        language=draft.language,
        language_name=interface.language_name(draft.language),
        count=len(text.paragraphs),
        brackets=sum(1 for each in text.paragraphs for _ in all_brackets(each.brackets)),
        remarks=put_remarks(text.remarks, interface),
        terms=tuple(_terms(negotiation, draft, text, interface)),
        contents=tuple(
            (words, each.anchor, each.own) for each in chapters for level, words in each.headings if level == 2
        ),
        chapters=chapters,
        changes=tuple(_changes(negotiation, slug, showing)),
        sheets=sheets if asked else "",
    )
    return View("draft.html", page, draft.label, room="negotiations")


def _asked(negotiation: Negotiation, slug: str) -> frozenset[str]:
    """Ids of the paragraphs that asks stand at, or that show what became of one."""
    anchors = {anchor.paragraph for ask in negotiation.asks for anchor in ask.anchors if anchor.draft == slug}
    seen = {each.paragraph for outcome in negotiation.outcomes if outcome.draft == slug for each in outcome.evidence}
    return frozenset(anchors | seen)


def _changes(negotiation: Negotiation, slug: str, showing: Showing) -> Iterator[tuple[str, str]]:
    labels = {each.slug: each.label for each in negotiation.process.drafts}
    for pair in negotiation.alignments:
        if slug in (pair.before, pair.after):
            yield f"{labels[pair.before]} → {labels[pair.after]}", showing.changes(pair.before, pair.after)


def _guide_address(concept: str, draft: Draft, interface: Interface) -> str:
    return f"/{interface.language}/words/{concept}/{draft.language.partition('-')[0]}"


def _terms(negotiation: Negotiation, draft: Draft, text: DraftText, interface: Interface) -> Iterator[Term]:
    labels = {each.id: each.label or interface.gettext("paragraph without a number") for each in text.paragraphs}
    for use in negotiation.terms:
        if use.draft == draft.slug:
            found = tuple((labels[each], f"#p-{each}") for each in use.paragraphs if each in labels)
            yield Term(use.words, _guide_address(use.concept, draft, interface), use.count, found)


def _viewer(
    negotiation: Negotiation, draft: Draft, asked: frozenset[str], sheets: str, interface: Interface
) -> Callable[[Paragraph], ParagraphView]:
    watched: dict[str, list[Watched]] = {}
    for use in negotiation.terms:
        for each in use.paragraphs if use.draft == draft.slug else ():
            watched.setdefault(each, []).append(Watched(use.words, _guide_address(use.concept, draft, interface)))

    def view(paragraph: Paragraph) -> ParagraphView:
        return _view(paragraph, watched.get(paragraph.id, ()), sheets if paragraph.id in asked else "")

    return view


def _chapters(text: DraftText, view: Callable[[Paragraph], ParagraphView], interface: Interface) -> Iterator[Chapter]:
    above: tuple[str, ...] = ()
    part: Part | None = None
    places = groupby(text.paragraphs, key=lambda each: (each.part, each.headings))
    for number, ((now, headings), group) in enumerate(places, 1):
        shared = 0
        while shared < min(len(above), len(headings)) and above[shared] == headings[shared]:
            shared += 1
        shown = tuple((min(2 + at, 6), words) for at, words in enumerate(headings) if at >= shared)
        if not headings and (above or now is not part):
            shown = ((2, interface.gettext(PARTS[now])),)
        above, part = headings, now
        boxes = tuple(
            Box(option, tuple(map(view, several))) for option, several in groupby(group, key=lambda each: each.option)
        )
        yield Chapter(f"s-{number}", shown, bool(headings), boxes)


def _view(paragraph: Paragraph, watched: Sequence[Watched], sheet: str) -> ParagraphView:
    return ParagraphView(
        id=paragraph.id,
        label=paragraph.label,
        words=mark_text(paragraph, watched),
        depth=min(paragraph.depth, 4),
        parties=tuple(dict.fromkeys(party for each in all_brackets(paragraph.brackets) for party in _wants(each))),
        authors=tuple(dict.fromkeys(each.author for each in paragraph.tracked if each.author)),
        unbalanced=paragraph.unbalanced,
        terms=tuple(each for each in watched if not places(paragraph.text, each.words)),
        sheet=sheet,
    )


def _wants(bracket: Bracket) -> Iterator[str]:
    """Names with a sign for what they want: words put in (+) or taken out (−)."""
    signs = {Edit.INSERTION: "+ ", Edit.DELETION: "− "}
    sign = signs[bracket.edit] if bracket.edit else ""
    yield from (f"{sign}{party}" for party in bracket.attribution)
