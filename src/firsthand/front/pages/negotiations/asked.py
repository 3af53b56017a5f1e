"""What all pages about asks show of one: its words with what they must have, who agreed to them, who backs it."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from firsthand.catalogue.negotiations import Ask, Backing, DraftText, Evidence, Paragraph, Part, Precedent
from firsthand.catalogue.redline import Line, Mark, Span
from firsthand.front.negotiations import Showing
from firsthand.interface import Interface
from firsthand.interface.outcomes import WANTS
from firsthand.interface.said import Said, say
from firsthand.negotiations.differences import differ
from firsthand.negotiations.spoken import words

ALIKE = 0.4
"""From this share of the words asked for on, what stands in the draft is compared with them word by word."""

MOST_ASKED = 30
"""Words of an ask in the link to where they stand elsewhere: what is longer is hardly repeated anywhere."""


class Piece(Struct, frozen=True):
    text: str
    must: bool = False
    """It is one of the phrases without which it would not be what was asked."""


class Agreement(Struct, frozen=True):
    """Words that were agreed somewhere already."""

    words: str
    language: str
    where: str
    date: str
    link: str


class Backer(Struct, frozen=True):
    name: str
    date: str


class AskView(Struct, frozen=True):
    slug: str
    title: Said
    address: str
    want: str
    language: str
    words: tuple[Piece, ...]
    phrase: str
    """The beginning of its words, as much as can be looked up."""
    target: str
    must: tuple[str, ...]
    place: tuple[str, ...]
    """Where it should stand: sentences."""
    rationale: Said | None
    precedents: tuple[Agreement, ...]
    backers: tuple[Backer, ...]


class Quote(Struct, frozen=True):
    """Words of a draft that show what became of an ask."""

    place: str
    address: str
    pieces: tuple[Piece, ...]
    difference: Line | None
    """From the words asked for to these; None where they are the same, or too different for that to say anything."""
    before: bool
    after: bool
    """More of the paragraph stands before it, or after it."""


def view_ask(ask: Ask, showing: Showing, interface: Interface) -> AskView:
    return AskView(
        slug=ask.slug,
        title=say(ask.titles, interface) or Said(ask.slug, "und"),
        address=f"{showing.base}/asks/{ask.slug}",
        want=interface.gettext(WANTS[ask.want]),
        language=ask.language,
        words=mark_phrases(ask.words, ask.must),
        phrase=" ".join(ask.words.split()[:MOST_ASKED]),
        target=ask.target,
        must=ask.must,
        place=tuple(_wanted_place(ask, interface)),
        rationale=say(ask.rationale, interface),
        precedents=tuple(_agreement(each, interface) for each in ask.precedents),
        backers=tuple(_backer(each, showing, interface) for each in ask.backers),
    )


def _wanted_place(ask: Ask, interface: Interface) -> Iterator[str]:
    _ = interface.gettext
    if ask.part is Part.OPERATIVE:
        yield _("It should stand in the operative part, which states act on.")
    elif ask.part is Part.PREAMBLE:
        yield _("It should stand in the preamble.")
    elif ask.part is Part.ANNEX:
        yield _("It should stand in an annex.")
    if ask.article:
        yield _("It should stand in this article or section: %(article)s.") % {"article": ask.article}


def _agreement(each: Precedent, interface: Interface) -> Agreement:
    date = interface.date(each.date) if each.date else ""
    return Agreement(each.words, each.language, each.where, date, lead(each.link or "", interface))


def _backer(each: Backing, showing: Showing, interface: Interface) -> Backer:
    return Backer(showing.names.get(each.party, each.party), interface.date(each.date) if each.date else "")


def lead(link: str, interface: Interface) -> str:
    """An address of the web, or of this library; nothing else is made a link of."""
    if link.startswith(("https://", "http://")):
        return link
    if link.startswith(("works/", "news/", "statements/", "pages/", "negotiations/")):
        return f"/{interface.language}/{link}"
    return ""


def mark_phrases(text: str, phrases: Iterable[str]) -> tuple[Piece, ...]:
    """A text in pieces, with all places of the phrases marked, whatever their case, signs and spelling."""
    spoken = words(text)
    plain = [each.plain for each in spoken]
    spans: list[tuple[int, int]] = []
    for phrase in phrases:
        wanted = [each.plain for each in words(phrase)]
        starts = range(len(plain) - len(wanted) + 1 if wanted else 0)
        found = (at for at in starts if plain[at : at + len(wanted)] == wanted)
        spans += ((spoken[at].start, spoken[at + len(wanted) - 1].end) for at in found)
    return tuple(_cut(text, _joined(spans)))


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        if at < start:
            yield Piece(text[at:start])
        yield Piece(text[start:end], must=True)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def name_place(paragraph: Paragraph, interface: Interface) -> str:
    """The label of a paragraph with what stands above it: "OP1", "Article 3 (mitigation) · 2"."""
    label = paragraph.label.rstrip(".") or interface.gettext("paragraph without a number")
    return " · ".join(part for part in (*paragraph.headings[:1], paragraph.option, label) if part)


def view_quote(ask: Ask, seen: Evidence, text: DraftText, showing: Showing, interface: Interface) -> Quote | None:
    """None where the draft has no such paragraph."""
    paragraph = next((each for each in text.paragraphs if each.id == seen.paragraph), None)
    if paragraph is None:
        return None
    quote = seen.quote or paragraph.text
    start = paragraph.text.find(quote)
    return Quote(
        place=name_place(paragraph, interface),
        address=showing.draft(text.draft, paragraph.id),
        pieces=mark_phrases(quote, ask.must or ((ask.target,) if ask.target else ())),
        difference=compare(ask.words, quote),
        before=start > 0,
        after=start >= 0 and start + len(quote) < len(paragraph.text),
    )


def compare(asked: str, there: str, *, back: bool = False) -> Line | None:
    """From what was asked for to what is there, or `back`; None where there is nothing to show.

    What was asked for may be a part of a sentence: what stands around it there is then no change.
    """
    if not asked or asked == there:
        return None
    line = differ(there, asked) if back else differ(asked, there)
    same = sum(len(words(span.text)) for span in line.spans if span.mark is Mark.SAME)
    if same < ALIKE * len(words(asked)):
        return None
    line = Line(_settled(line.spans, asked, Mark.OUT if back else Mark.IN))
    return line if line.changed else None


def _settled(spans: tuple[Span, ...], asked: str, there: Mark) -> tuple[Span, ...]:
    """With what stands before and after a part of a sentence as it is."""
    found = list(spans)
    if not asked[0].isupper() and len(found) > 1 and found[0].mark is there and found[1].mark is Mark.SAME:
        found[0] = Span(Mark.SAME, found[0].text)
    if asked[-1].isalnum() and len(found) > 1 and found[-1].mark is there and found[-2].mark is Mark.SAME:
        found[-1] = Span(Mark.SAME, found[-1].text)
    return tuple(found)
