"""The whole way from two drafts to the links between them."""

from collections.abc import Iterable, Sequence

from firsthand.catalogue.negotiations import Alignment, DraftText, Link, Paragraph, Part
from firsthand.negotiations.alignment.candidates import Candidate, around, candidates
from firsthand.negotiations.alignment.decisions import read_decisions
from firsthand.negotiations.alignment.errors import DifferentLanguagesError
from firsthand.negotiations.alignment.grouping import groups
from firsthand.negotiations.alignment.lexis import Lexis
from firsthand.negotiations.alignment.linking import links
from firsthand.negotiations.alignment.pairing import Found, judge, ranked
from firsthand.negotiations.alignment.shingles import weigh


def align(
    before: DraftText, after: DraftText, *, decided: tuple[Link, ...] = (), lexis: Lexis | None = None
) -> Alignment:
    """Links between the paragraphs of two drafts of one language, in the order of the later one.

    Every paragraph of both is in exactly one link that was not refused. Confirmed links of `decided` stand as they are,
    as long as all their paragraphs are there; what was refused is not proposed again, and stays among the links as
    refused. The same drafts always give the same links, and the same pairs the other way round; a `lexis` that is
    given to many alignments changes nothing but how long they take.

    Raises DifferentLanguagesError where the drafts are surely in two languages.
    """
    lexis = lexis or Lexis()
    language = _language(before, after, lexis)
    decisions = read_decisions(decided, _numbered(before.paragraphs), _numbered(after.paragraphs))
    weighed = weigh(before.paragraphs, after.paragraphs, language, lexis)

    def allowed(several: Iterable[Candidate]) -> Found:
        return {
            (one.before, one.after): one
            for one in several
            if decisions.allows_pair(one.before, one.after) and _comparable(before, after, one)
        }

    found = allowed(candidates(weighed))
    here, there = weighed.before.places, weighed.after.places
    judged = judge(found, here, there, decisions.pairs, lambda pairs: allowed(around(weighed, pairs, found)))
    made = groups(ranked(judged, (len(here), len(there))), judged, weighed)
    return Alignment(before.draft, after.draft, links(before, after, made, judged, found, weighed, decisions))


def _numbered(paragraphs: Sequence[Paragraph]) -> dict[str, int]:
    return {paragraph.id: place for place, paragraph in enumerate(paragraphs)}


def _comparable(before: DraftText, after: DraftText, one: Candidate) -> bool:
    """What is not negotiated is compared with its like only."""
    front = before.paragraphs[one.before].part is Part.FRONT
    return front == (after.paragraphs[one.after].part is Part.FRONT)


def _language(before: DraftText, after: DraftText, lexis: Lexis) -> str | None:
    one, other = lexis.language(before.paragraphs), lexis.language(after.paragraphs)
    if one and other and one != other:
        raise DifferentLanguagesError(
            f"Draft “{before.draft}” seems to be in the language “{one}” and draft “{after.draft}” in “{other}”. "
            "Only drafts in the same language can be compared: choose two that are in one."
        )
    return one or other
