"""Our asks as tracked changes: where they stand, what a word processor makes of them, what our own reader sees."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from tests.exports.negotiations.proposals import ACCEPTED, FIRST, REJECTED, ask, issue, negotiation
from tests.negotiations.example import example
from tests.wording import office
from tests.wording.word.files import without_comments

from firsthand.catalogue.negotiations import Access, Anchor, Bracket, Draft, DraftText, Paragraph, Want
from firsthand.documents import word
from firsthand.exports.negotiations.amending import amend
from firsthand.exports.negotiations.placing import Placement, Proposal, Unplaced, place
from firsthand.exports.negotiations.tracked import make_amendments

REVIEW = Path(__file__).parents[2] / "wording" / "word" / "review.py"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
BEFORE = 4
"""Paragraphs of the title block."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return make_amendments(negotiation(), "one", issue())


def where(slug: str) -> dict[str, str]:
    """Of each ask, the paragraph in which it stands in a draft, or why it has no place."""
    found = place(negotiation(), slug)
    return {each.ask.slug: each.paragraph for each in found.proposals} | {
        each.slug: reason.value for each, reason in found.unplaced
    }


def test_asks_stand_at_their_anchors() -> None:
    assert where("one") == {
        "people": "p1", "moral": "p2", "in-full": "p3", "prisons": "p4", "about-us": "p4", "communities": "p0",
        "punishment": "p1", "report": "several", "nowhere": "anchor", "again": "overlap",
    }  # fmt: skip


def test_asks_are_followed_only_where_links_are_sure() -> None:
    assert where("two") == {
        "people": "q1",  # the link is proposed
        "moral": "link",  # the score is low
        "in-full": "link",  # another paragraph fits as well
        "prisons": "q4a",  # of two, the one that has the words
        "about-us": "several",  # behind which of the two is not said
        "report": "link", "communities": "q0", "punishment": "q1", "nowhere": "anchor", "again": "overlap",
    }  # fmt: skip
    sure = {each.ask.slug: each.followed for each in place(negotiation(), "two").proposals}
    assert sure == {"people": True, "prisons": True, "communities": False, "punishment": True}


def test_asks_in_another_language_have_no_place() -> None:
    assert set(where("deux").values()) == {"language"}


def test_words_that_stand_there_already_are_not_asked_for_again() -> None:
    whole = negotiation()
    there = ask("people", Want.ADD, "p1", "States", "punish drug abusers")
    bracketed = ask("shall", Want.REPLACE, "p3", "", "shall", "must")
    with_brackets = tuple(replace(each, unbalanced=each.id == "p3") for each in FIRST)
    whole = replace(whole, asks=(there, bracketed), texts=(DraftText("one", with_brackets),))
    assert [reason for _, reason in place(whole, "one").unplaced] == [Unplaced.MET, Unplaced.BRACKETED]


def test_words_that_somebody_has_proposed_in_brackets_are_not_proposed_beside_them() -> None:
    words = "For [drug addicts] [LOV add: people who use drugs]."
    brackets = (Bracket(4, 18, alternative=1), Bracket(19, 50, alternative=2))
    one = Paragraph("p1", words, brackets=brackets)
    wish = ask("people", Want.REPLACE, "p1", "", "people who use drugs", "drug addicts")
    whole = replace(negotiation(), asks=(wish,), texts=(DraftText("one", (one,)),))
    assert place(whole, "one").unplaced == ((wish, Unplaced.BRACKETED),)
    around = replace(one, brackets=(Bracket(0, len(words)),))
    assert len(place(replace(whole, texts=(DraftText("one", (around,)),)), "one").proposals) == 1


def test_parts_of_words_are_not_changed() -> None:
    whole = replace(negotiation(), asks=(ask("cut", Want.REPLACE, "p1", "", "x", "drug abuser"),))
    assert [reason for _, reason in place(whole, "one").unplaced] == [Unplaced.ABSENT]


def test_an_anchor_at_a_paragraph_that_is_not_there_is_told() -> None:
    lost = replace(ask("lost", Want.KEEP, "p1"), anchors=(Anchor("one", "gone"),))
    assert place(replace(negotiation(), asks=(lost,)), "one").unplaced == ((lost, Unplaced.LINK),)


WORDS = st.text(alphabet="ab []<&>", max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_what_stays_and_goes_is_the_draft_and_what_stays_and_comes_is_wanted(
    words: list[str], data: st.DataObject
) -> None:
    text = "".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    proposals, wanted, at = [], "", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = data.draw(WORDS)
        proposals.append(Proposal(ask(f"{start}", Want.REPLACE, "p"), "p", start, end, new))
        wanted += text[at:start] + new
        at = end
    wanted += text[at:]
    note = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    proposals.append(Proposal(ask("note", Want.KEEP, "p"), "p", *note))
    (amended,) = amend(DraftText("d", (Paragraph("p", text),)), Placement(tuple(proposals)))
    assert (amended.before(), amended.after()) == (text, wanted)
    edges = [(id(piece.proposal), piece.opens) for piece in amended.pieces if hasattr(piece, "opens")]
    assert len(edges) == len(set(edges)) == 2 * len(proposals)
    assert all(edges.index((one, True)) < edges.index((one, False)) for one, _ in edges)


def test_our_own_reader_sees_the_changes_with_their_authors(data: bytes) -> None:
    document = word.read(data)
    assert {change.author for change in document.changes} == {"Network & Friends"}
    assert {change.date for change in document.changes} == {"2026-03-01T00:00:00Z"}
    changes = [(change.kind, change.text) for change in document.changes if change.text.strip()]
    assert changes == [
        ("deletion", "punish drug abusers"), ("insertion", "support people who use drugs"),
        ("deletion", "OP2 "), ("deletion", "The use of drugs is a moral failing."), ("deletion", ", in full,"),
        ("insertion", ", including in prisons"), ("insertion", "OP4 bis. "),
        ("insertion", "Nothing about us without us."),
    ]  # fmt: skip
    said = [comment.text for comment in document.comments]
    assert len(said) == 7
    assert any(
        "About prisons" in text and "Agreed before: “agreed words” – Resolution 1, 2020" in text for text in said
    )
    assert {comment.author for comment in document.comments} == {"Network & Friends"}


def test_libreoffice_accepts_and_rejects_them(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "amendments.docx"
    # The LibreOffice without windows of Debian 12 dies of any comment that it has to lay out.
    file.write_bytes(without_comments(data))
    seen = office.ask(tmp_path, REVIEW, [file.as_uri()])
    assert seen["left"] == []
    headings = {"Article 1", "Scope", "Article 2", "Option 1"}

    def draft(lines: list[str]) -> tuple[str, ...]:
        end = lines.index("Not placed in this draft")
        return tuple(line for line in lines[BEFORE:end] if line not in headings)

    assert draft(seen["rejected"]) == REJECTED
    assert draft(seen["accepted"]) == ACCEPTED
    assert {author for _, author in seen["changes"]} == {"Network & Friends"}


def test_libreoffice_reads_the_comments(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "amendments.docx").write_bytes(data)
    comments = list(
        etree.fromstring(office.converted(tmp_path / "amendments.docx", "fodt")).iter(f"{OFFICE}annotation")
    )
    assert {each.findtext("{http://purl.org/dc/elements/1.1/}creator") for each in comments} == {"Network & Friends"}
    assert len(comments) == 7
    assert sum("=1+1 is why & <because>" in "".join(each.itertext()) for each in comments) == 7


def test_python_docx_opens_it_with_its_properties_and_comments(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == "A <text> & more – Zero draft"
    assert [each.style.name for each in document.paragraphs[:2]] == ["Title", "Subtitle"]
    assert {each.author for each in document.comments} == {"Network & Friends"}


def test_a_draft_from_right_to_left_is_set_so() -> None:
    words = "تكفل الدول حقوق مستهلكي المخدرات"
    whole = replace(
        negotiation(),
        process=replace(negotiation().process, drafts=(Draft("one", "ع", "2026", "ar"),)),
        texts=(DraftText("one", (Paragraph("p", words, label="1"),)),),
        asks=(
            replace(
                ask("people", Want.REPLACE, "p", "", "الأشخاص الذين يتعاطون المخدرات", "مستهلكي المخدرات"),
                language="ar",
            ),
        ),
    )
    with zipfile.ZipFile(io.BytesIO(make_amendments(whole, "one", issue()))) as file:
        main = file.read("word/document.xml").decode()
    assert '<w:pStyle w:val="DraftParagraph"/><w:bidi/>' in main
    assert '<w:rtl/><w:lang w:bidi="ar"/></w:rPr><w:delText' in main


def test_every_part_is_well_formed_and_every_number_is_there_once(data: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        roots = {name: etree.fromstring(file.read(name)) for name in file.namelist()}
    main, comments = roots["word/document.xml"], roots["word/comments.xml"]
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    ids = [each.get(f"{w}id") for each in main.iter(f"{w}ins", f"{w}del")] + [each.get(f"{w}id") for each in comments]
    assert len(ids) == len(set(ids)) > 10
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert {each.get(f"{w}id") for each in main.iter(f"{w}{mark}")} == {each.get(f"{w}id") for each in comments}


def test_what_is_not_for_everyone_says_so_on_every_page() -> None:
    quiet = make_amendments(replace(negotiation(), access=Access.ALLIES), "one", issue("en", "Uru & Guay"))
    for name in ("word/header.xml", "word/footer.xml", "word/document.xml"):
        with zipfile.ZipFile(io.BytesIO(quiet)) as file:
            assert "For allies only. Do not publish. Given to Uru &amp; Guay." in file.read(name).decode()
    assert make_amendments(negotiation(), "one", issue()) == make_amendments(negotiation(), "one", issue())


def test_a_draft_without_proposals_is_given_out_whole() -> None:
    document = word.read(make_amendments(replace(example(), asks=()), "rev-1", issue()))
    assert (document.changes, document.comments) == ((), ())
