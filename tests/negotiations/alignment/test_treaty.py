"""The Paris Agreement from draft to draft: how much ends in the right article, and what is known to be hard in it."""

import json

import pytest
from tests.conftest import SAMPLES_ABSENT, SHARED

from firsthand.catalogue.negotiations import Alignment, DraftText, LinkKind, Paragraph, Part
from firsthand.documents import read
from firsthand.negotiations.alignment import align
from firsthand.negotiations.cutting import read_draft

PARIS = SHARED / "drafts" / "paris"
pytestmark = pytest.mark.skipif(not PARIS.is_dir(), reason=SAMPLES_ABSENT)


def text(name: str) -> DraftText:
    return read_draft(read(PARIS / f"{name}.md", isolated=False), name, "en")


@pytest.fixture(scope="module")
def last() -> tuple[DraftText, DraftText, Alignment]:
    before, after = text("9-dec-2015"), text("12-dec-2015")
    return before, after, align(before, after)


def test_pairs_are_in_the_right_article(last: tuple[DraftText, DraftText, Alignment]) -> None:
    before, after, found = last
    shares = right_shares(before, after, found)
    assert shares[75] >= 0.97, shares
    assert shares[90] >= 0.95, shares


def right_shares(before: DraftText, after: DraftText, found: Alignment) -> dict[int, float]:
    """By the percentage of the later draft's paragraphs that have a pair, the best ones first."""
    became = json.loads((PARIS / "article-map-9dec-12dec.json").read_text("utf-8"))["articles"]
    here = {one.id: one for one in before.paragraphs}
    there = {one.id: one for one in after.paragraphs if one.part is not Part.FRONT}
    shares: dict[int, float] = {}
    covered: set[str] = set()
    rights: list[bool] = []
    for link in sorted(found.links, key=lambda link: -link.score):
        for one, other in ((here[one], there[two]) for one in link.before for two in link.after if two in there):
            rights.append(one.part is other.part and became.get(one.article.replace(" ", ""), "") == other.article)
            covered.add(other.id)
        for part in (75, 90):
            if len(covered) * 100 >= part * len(there):
                shares.setdefault(part, sum(rights) / len(rights))
    return shares


def test_the_slip_in_article_19_is_not_taken_for_the_words_of_article_20(
    last: tuple[DraftText, DraftText, Alignment],
) -> None:
    """The draft of 9 December repeats article 20 as article 19; which of them became article 23, nobody can tell."""
    before, after, found = last
    slip = {
        one.id for one in before.paragraphs if one.article in {"19", "20"} and has(one, "Annexes to this Agreement")
    }
    final = next(one.id for one in after.paragraphs if has(one, "Annexes to this Agreement"))
    assert len(slip) == 2
    told = [link for link in found.links if slip & {*link.before}]
    assert {link.kind for link in told} == {LinkKind.UNKNOWN}
    assert all(final in (*link.after, *link.ties) and link.score < 0.3 for link in told)


def has(paragraph: Paragraph, words: str) -> bool:
    return paragraph.text.startswith(words)


@pytest.mark.parametrize(
    ("words", "became", "moved"),
    [
        ("No reservations may be made", "No reservations may be made", False),
        (
            "Emphasizing the importance of Parties promoting",
            "Acknowledging that climate change is a common concern",
            False,
        ),
        ("Pursuant to the Durban Platform", "Pursuant to the Durban Platform", True),
    ],
)
def test_paragraphs_that_were_read_by_people_are_found(
    last: tuple[DraftText, DraftText, Alignment], words: str, became: str, moved: bool
) -> None:
    before, after, found = last
    one = next(one.id for one in before.paragraphs if has(one, words))
    other = next(one.id for one in after.paragraphs if has(one, became))
    link = next(link for link in found.links if one in link.before)
    assert (link.after, link.moved) == ((other,), moved)


def test_a_sentence_that_became_a_paragraph_of_its_own_is_a_split(
    last: tuple[DraftText, DraftText, Alignment],
) -> None:
    before, _, found = last
    one = next(one.id for one in before.paragraphs if has(one, "Affirming the importance of education"))
    link = next(link for link in found.links if one in link.before)
    assert (link.kind, len(link.after)) == (LinkKind.SPLIT, 2)


def test_a_draft_is_the_same_as_itself(last: tuple[DraftText, DraftText, Alignment]) -> None:
    before, _, _ = last
    assert {(link.kind, link.before == link.after, link.moved) for link in align(before, before).links} == {
        (LinkKind.SAME, True, False)
    }
