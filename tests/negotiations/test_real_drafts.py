"""Seven states of a real treaty, cut: nothing lost, articles and labels as they were looked over."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
import pytest
from tests.conftest import SAMPLES_ABSENT, SHARED
from tests.negotiations.paragraphs_found import beginnings, compare

from firsthand.catalogue.negotiations import DraftText, Paragraph, Part, write_remark
from firsthand.documents.blocks import text_of
from firsthand.documents.model import Document, Footnote, ListItem, plain
from firsthand.documents.readers import parse
from firsthand.negotiations.brackets import left_open
from firsthand.negotiations.cutting import cut, read_draft

DRAFTS = SHARED / "drafts" / "paris"
FILES = (
    "negotiating_text_12022015_2200.pdf", "8infnot.pdf", "11infnot.pdf", "23-oct-2015.md",
    "adp_compilation_4dec15_10am.pdf", "4-dec-2015.md", "9-dec-2015.md", "12-dec-2015.md", "final-corrected.md",
)  # fmt: skip
pytestmark = pytest.mark.skipif(not DRAFTS.is_dir(), reason=SAMPLES_ABSENT)

DRAFT_OF_26 = (
    "1 2 2bis 3 3bis 3ter 4 5 6 7 8 8bis 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26".split()  # noqa: SIM905
)


@cache
def read(name: str) -> Document:
    return parse(Path(DRAFTS / name).read_bytes(), name)


@cache
def paragraphs(name: str) -> tuple[Paragraph, ...]:
    return cut(read(name), "en")


def agreement(name: str) -> list[Paragraph]:
    """Without the draft decision, which the Markdown files leave out."""
    return [one for one in paragraphs(name) if not (one.headings and one.headings[0].startswith("B. DRAFT DECISION"))]


def articles(name: str) -> list[str]:
    found = (one.article.replace(" ", "") for one in paragraphs(name) if one.article[:1].isdigit())
    return list(dict.fromkeys(found))


def printed(document: Document) -> Counter[str]:
    """Every word of a document with its labels, but for the marks of kramdown."""
    texts = []
    for section in document.walk():
        texts.append(plain(section.heading))
        for block in section.blocks:
            label = block.marker if isinstance(block, ListItem) else block.mark if isinstance(block, Footnote) else ""
            bare = re.sub(r"\{:[^{}]*\}", "", re.sub(r"^TOC\s*(?=\{:toc)", "", text_of(block)))
            texts.append(f"{label} {bare}")
    return Counter(re.findall(r"\w+", " ".join(texts)))


def kept(found: tuple[Paragraph, ...]) -> Counter[str]:
    """Every word of the paragraphs; titles and options that stand above several of them once."""
    texts: list[str] = []
    above: tuple[str, ...] = ()
    options: list[str] = []
    for one in found:
        if one.headings:
            texts += [
                title for place, title in enumerate(one.headings) if one.headings[: place + 1] != above[: place + 1]
            ]
            above = one.headings
        now = one.option.split(", ") if one.option else []
        texts += [option for place, option in enumerate(now) if now[: place + 1] != options[: place + 1]]
        options = now
        texts += [one.label, one.text]
    return Counter(re.findall(r"\w+", " ".join(texts)))


@pytest.mark.parametrize("name", FILES)
def test_no_word_is_lost_and_none_is_taken_twice(name: str) -> None:
    """Of options alone it can't be counted exactly: two of one name may follow one another."""
    there, here = printed(read(name)), kept(paragraphs(name))
    option = {"Option", *(word for one in paragraphs(name) for word in re.findall(r"\w+", one.option))}
    assert set((there - here) + (here - there)) <= option
    assert (there - here).total() + (here - there).total() <= 8
    assert set(there) == set(here)


@pytest.mark.parametrize("name", FILES)
def test_no_bracket_is_lost(name: str) -> None:
    signs = Counter(sign for section in read(name).walk() for sign in plain(section.heading) if sign in "[]")
    for section in read(name).walk():
        for block in section.blocks:
            signs += Counter(sign for sign in text_of(block) if sign in "[]")
    found: Counter[str] = Counter()
    above: tuple[str, ...] = ()
    for one in paragraphs(name):
        if one.headings:
            new = [title for place, title in enumerate(one.headings) if one.headings[: place + 1] != above[: place + 1]]
            found += Counter(sign for title in new for sign in title if sign in "[]")
            above = one.headings
        found += Counter(sign for sign in one.text if sign in "[]")
    assert found == signs


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_brackets_lie_in_their_text(name: str) -> None:
    found = paragraphs(name)
    assert len({one.id for one in found}) == len(found)
    assert all(bracket.end <= len(one.text) for one in found for bracket in one.brackets)
    assert all(one.unbalanced == (left_open([one.text]) != (0, 0)) for one in found)


@pytest.mark.parametrize("name", ["11infnot.pdf", "23-oct-2015.md", "adp_compilation_4dec15_10am.pdf", "4-dec-2015.md"])
def test_articles_of_october_and_december(name: str) -> None:
    assert articles(name) == DRAFT_OF_26


def test_article_17_is_missing_in_the_transcription_of_9_december() -> None:
    assert articles("9-dec-2015.md") == [one for one in DRAFT_OF_26 if one != "17"]


@pytest.mark.parametrize("name", ["12-dec-2015.md", "final-corrected.md"])
def test_the_adopted_treaty_has_29_articles_with_their_paragraphs(name: str) -> None:
    assert articles(name) == [str(number) for number in range(1, 30)]
    fourth = [one.label for one in paragraphs(name) if one.article == "4"]
    assert fourth == [f"{number}." for number in range(1, 20)]
    second = [(one.label, one.depth) for one in paragraphs(name) if one.article == "2"]
    assert second == [("1.", 0), ("1.", 1), ("2.", 1), ("3.", 1), ("2.", 0)]
    preamble = [one for one in paragraphs(name) if one.part is Part.PREAMBLE]
    assert (preamble[0].text, preamble[-1].text) == ("The Parties to this Agreement,", "Have agreed as follows:")


SEEN = [
    # file, beginning of the text, label, article, option, part, depth: looked over in the list that was cut
    ("11infnot.pdf", "[Taking account of the [particular", "Pp4", "", "", "preamble", 0),
    ("11infnot.pdf", "Recognizing the importance and special characteristics of land use", "Pp12", "", "Option 1",
     "preamble", 0),
    ("11infnot.pdf", "Hold the increase in the global average", "(a)", "2", "Option I", "operative", 1),
    ("11infnot.pdf", "Developed country Parties’ post-2020 economy-wide", "3ter.", "3",
     "Option 2: (paragraphs 3-3quater)", "operative", 0),
    ("11infnot.pdf", "[Each developing country Party’s NDMC/NDMCC", "7bis.", "3", "Option 2: (paragraphs 7 and 7bis)",
     "operative", 0),
    ("11infnot.pdf", "[No reference to loss and damage", "", "5", "Option II", "operative", 0),
    ("adp_compilation_4dec15_10am.pdf", "[The purpose of this Agreement is", "1.", "2", "Option I", "operative", 0),
    ("adp_compilation_4dec15_10am.pdf", "[Pursue [a [global] transformation]", "(c)", "2", "Option I", "operative", 1),
    ("adp_compilation_4dec15_10am.pdf", "Each Party that has previously [communicated]", "3.", "3",
     "Option II, Option (a)", "operative", 0),
    ("adp_compilation_4dec15_10am.pdf", "[Ensure methodological consistency between", "(ii)", "3", "Option 3",
     "operative", 2),
    ("adp_compilation_4dec15_10am.pdf", "[Developed country Parties shall communicate their actions", "7.bis", "4",
     "", "operative", 0),
    ("adp_compilation_4dec15_10am.pdf", "Resolves to ensure the highest possible mitigation", "118.", "B", "",
     "operative", 0),
    ("adp_compilation_4dec15_10am.pdf", "Subsidiary bodies or other institutional arrangements", "1.", "15", "",
     "operative", 0),
    ("8infnot.pdf", "Prioritize the provision of grant-based", "(a)", "6", "", "operative", 1),
    ("8infnot.pdf", "Each Party’s nationally determined mitigation", "3.", "3", "", "operative", 0),
    ("negotiating_text_12022015_2200.pdf", "[Recalling the Vienna Convention on the Law of Treaties,]", "", "",
     "Option 2", "preamble", 0),
    ("negotiating_text_12022015_2200.pdf", "Parties to urgently work towards the deep reduction", "3.1", "C",
     "Option 2", "operative", 1),
    ("negotiating_text_12022015_2200.pdf", "[Parties have the responsibility to ensure", "2 bis.", "C", "",
     "operative", 0),
    ("23-oct-2015.md", "Developed country Parties' post-2020 economy-wide", "3.3ter", "3", "Option 2", "operative", 1),
    ("9-dec-2015.md", "well below 2°C above pre-industrial levels", "", "2", "Option 2", "operative", 1),
]  # fmt: skip


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: f"{seen[0]}-{seen[2] or seen[4]}")
def test_chosen_paragraphs_are_as_a_person_read_them(seen: tuple[str, str, str, str, str, str, int]) -> None:
    name, begins, *rest = seen
    found = next(one for one in paragraphs(name) if one.text.startswith(begins))
    assert [found.label, found.article, found.option, found.part.value, found.depth] == rest


def test_a_tenth_of_the_october_text_has_brackets_without_partners_and_says_so() -> None:
    found = read_draft(read("11infnot.pdf"), "october", "en")
    share = sum(one.unbalanced for one in found.paragraphs) / len(found.paragraphs)
    assert 0.05 < share < 0.15
    assert "a bracket has no partner" in write_remark(found.remarks[-1])


def test_brackets_nest_at_least_four_deep() -> None:
    def deepest(brackets: tuple[object, ...]) -> int:
        return max((1 + deepest(one.within) for one in brackets), default=0)  # type: ignore[attr-defined]

    assert max(deepest(one.brackets) for one in paragraphs("11infnot.pdf")) >= 4


@pytest.mark.parametrize(
    ("pdf", "markdown", "limits"),
    [
        ("adp_compilation_4dec15_10am.pdf", "4-dec-2015.md", {0.95: 0.91, 0.8: 0.97}),
        ("11infnot.pdf", "23-oct-2015.md", {0.95: 0.74, 0.7: 0.95}),
    ],
)
def test_paragraphs_of_the_pdf_are_those_of_the_hand_made_text(
    pdf: str, markdown: str, limits: dict[float, float]
) -> None:
    """The Markdown of October is of 23 October, its PDF was edited until 6 November: their words differ."""
    assert beginnings(agreement(pdf), agreement(markdown)).f1 >= 0.98
    for share, least in limits.items():
        assert compare(agreement(pdf), agreement(markdown), share).f1 >= least
    assert compare(agreement(pdf), agreement(markdown), 0.95, worded_alike=True).f1 >= 0.955


@pytest.mark.parametrize("name", ["23-oct-2015.md", "negotiating_text_12022015_2200.pdf"])
def test_a_draft_survives_its_file(name: str) -> None:
    text = DraftText("x", paragraphs(name))
    assert msgspec.json.decode(msgspec.json.encode(text), type=DraftText) == text
