"""Drafts in Akoma Ntoso, held against the schema of OASIS; no word of a draft is lost in it."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from tests.exports.negotiations.proposals import issue, negotiation
from tests.negotiations.example import HIDDEN, example

from firsthand.catalogue.negotiations import (
    Access,
    Bracket,
    Draft,
    DraftText,
    Edit,
    Negotiation,
    Paragraph,
    Part,
    Process,
    Tracked,
)
from firsthand.catalogue.values import Text
from firsthand.exports.negotiations.akomantoso import make_akomantoso
from firsthand.exports.negotiations.akomantoso.inline import AKN
from firsthand.negotiations.audiences import seen_by

SCHEMA = Path(__file__).parents[1] / "schemas" / "akomantoso30.xsd"


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def checked(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    schema().assertValid(root)
    return root


def one(*paragraphs: Paragraph, body: str = "Human Rights Council") -> etree._Element:
    process = Process("test", (Text("en", "Test"),), (Text("en", body),), drafts=(Draft("zero", "Zero", "2026", "fr"),))
    return checked(make_akomantoso(Negotiation(process, (DraftText("zero", paragraphs),)), "zero", issue()))


def text(element: etree._Element) -> str:
    """Its words, without what tracked changes took out."""
    taken = {each for each in element.iter(f"{AKN}del") if each.get("class") == "tracked"}
    own = "" if element in taken else element.text or ""
    return own + "".join(text(each) + (each.tail or "") for each in element)


@pytest.mark.parametrize("slug", ["zero", "rev-1", "leaked", "final"])
def test_drafts_are_valid_and_whole(slug: str) -> None:
    whole = example()
    root = checked(make_akomantoso(whole, slug, issue()))
    paragraphs = next(each for each in whole.texts if each.draft == slug).paragraphs
    assert [text(each) for each in root.iter(f"{AKN}p")] == [each.text for each in paragraphs]
    labels = [each.label for each in paragraphs if each.label]
    numbers = [each.text for each in root.iter(f"{AKN}num") if each.getparent().tag != f"{AKN}article"]
    assert numbers == labels


def test_names_are_those_of_the_naming_convention() -> None:
    root = checked(make_akomantoso(example(), "rev-1", issue()))
    said = [each.get("value") for each in root.iter(f"{AKN}FRBRthis", f"{AKN}FRBRuri")]
    work = "/akn/un/statement/deliberation/assembly-of-the-river-states/2026-03-02/river-declaration"
    assert said == [
        f"{work}/!main", work, f"{work}/eng@rev-1/!main", f"{work}/eng@rev-1", f"{work}/eng@rev-1/!main.xml",
        f"{work}/eng@rev-1/.xml",
    ]  # fmt: skip
    assert root.find(f".//{AKN}FRBRnumber").get("showAs") == "RS/3/L.1/Rev.1"
    assert "/unhrc/2026/" in one().find(f".//{AKN}FRBRuri").get("value")
    assert one().find(f".//{AKN}FRBRlanguage").get("language") == "fra"


def test_brackets_alternatives_and_those_who_want_them_are_marked() -> None:
    words = "States [EU: [shall] [should] act[, now]."
    brackets = (
        Bracket(
            7, 30, attribution=("EU", "G 77"), closed=False,
            within=(Bracket(12, 19, 1, alternative=1), Bracket(20, 28, 1, alternative=2)),
        ),
        Bracket(32, 39, edit=Edit.INSERTION),
    )  # fmt: skip
    root = one(Paragraph("a", words, label="OP1", brackets=brackets))
    outer, first, second = root.iter(f"{AKN}inline")
    assert outer.get("class") == "bracket unbalanced"
    assert outer.get("refersTo") == "#party-eu #party-g-77"
    shown = {each.get("eId"): each.get("showAs") for each in root.iter(f"{AKN}TLCOrganization")}
    assert (shown["party-eu"], shown["party-g-77"]) == ("EU", "G 77")
    assert (first.text, second.text, second.get("alternativeTo")) == ("[shall]", "[should]", first.get("eId"))
    assert root.find(f".//{AKN}ins").text == words[32:39]


def test_tracked_changes_of_the_draft_are_marked_where_they_are_sure() -> None:
    tracked = (
        Tracked(Edit.DELETION, "may ", 7, "Ana"),
        Tracked(Edit.INSERTION, "shall", 7, "Ana"),
        Tracked(Edit.INSERTION, "elsewhere", 2),
    )
    root = one(Paragraph("a", "States shall act.", tracked=tracked))
    marked = [
        (etree.QName(each).localname, each.text, each.get("refersTo")) for each in root.iter(f"{AKN}ins", f"{AKN}del")
    ]
    assert marked == [("del", "may ", "#party-ana"), ("ins", "shall", "#party-ana")]


def test_articles_options_and_what_stands_under_a_paragraph_are_parts() -> None:
    above = ("Article 2bis (scope)", "Who")
    root = one(
        Paragraph("t", "Title", Part.FRONT),
        Paragraph("r", "Recalling", Part.PREAMBLE, "PP1"),
        Paragraph("a", "States:", label="1.", article="2bis", headings=above),
        Paragraph("b", "act;", label="(a)", article="2bis", headings=above, depth=1),
        Paragraph("c", "at once;", label="(i)", article="2bis", headings=above, depth=2),
        Paragraph("d", "One.", label="2.", article="2bis", headings=above, option="Option 1"),
        Paragraph("e", "Two.", label="2.", article="2bis", headings=above, option="Option 2"),
        Paragraph("f", "Alone.", label="3.", article="9"),
        Paragraph("g", "Late recital", Part.PREAMBLE),
        Paragraph("h", "Contents", Part.FRONT),
        Paragraph("i", "In an annex", Part.ANNEX),
        Paragraph("j", "Very deep", depth=7),
    )
    found = {each.get("wId"): each.get("eId") for each in root.iter() if isinstance(each.tag, str) and each.get("wId")}
    assert found["c"] == "art_2bis__hcontainer_who__para_1__subpara_a__point_i"
    assert found["r"] == "recs_1__rec_pp1"
    article = root.find(f".//{AKN}article")
    assert (article.findtext(f"{AKN}num"), article.findtext(f"{AKN}heading")) == ("Article 2bis", "(scope)")
    options = [each for each in root.iter(f"{AKN}hcontainer") if each.get("name") == "option"]
    assert options[1].get("alternativeTo") == options[0].get("eId")
    order = [text(each) for each in root.iter(f"{AKN}p")]
    assert order == [
        "Title", "Recalling", "States:", "act;", "at once;", "One.", "Two.", "Alone.", "Late recital", "Contents",
        "In an annex", "Very deep",
    ]  # fmt: skip


PLACES = st.integers(-2, 14)
BRACKETS = st.recursive(
    st.builds(Bracket, PLACES, PLACES, alternative=st.integers(0, 2), attribution=st.just(("EU",)) | st.just(())),
    lambda inner: st.builds(
        Bracket, PLACES, PLACES, edit=st.sampled_from([None, *Edit]), within=st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=6,
)
TRACKED = st.builds(Tracked, st.sampled_from(Edit), st.text("ab[", max_size=3), PLACES)
PARAGRAPHS = st.builds(
    Paragraph,
    st.uuids().map(str),
    st.text("ab [] \x00<&\n", max_size=12),
    st.sampled_from(Part),
    label=st.sampled_from(["", "1.", "(a)", "\u200f", "OP1 bis"]),
    article=st.sampled_from(["", "3", "."]),
    headings=st.lists(st.sampled_from(["Article 3", "Who", ""]), max_size=2).map(tuple),
    option=st.sampled_from(["", "Option 1"]),
    depth=st.integers(0, 3),
    brackets=st.lists(BRACKETS, max_size=3).map(tuple),
    tracked=st.lists(TRACKED, max_size=2).map(tuple),
)


@settings(max_examples=40)
@given(st.lists(PARAGRAPHS, max_size=6))
def test_whatever_a_draft_is_made_of_it_is_valid_and_no_word_is_lost(paragraphs: list[Paragraph]) -> None:
    root = one(*paragraphs)
    written = [text(each) for each in root.iter(f"{AKN}p")]
    kept = [each.text.replace("\x00", "") for each in paragraphs]
    assert written == kept or (written[-1:] == [""] and written[:-1] == kept)


def test_what_is_not_for_everyone_says_so_and_what_is_for_everyone_holds_nothing_else() -> None:
    private = make_akomantoso(example(), "final", issue(recipient="A -- B-"))
    assert b"Private. Do not pass on." in private
    checked(private)
    public = seen_by(example(), Access.PUBLIC)
    for draft in public.process.drafts:
        data = make_akomantoso(public, draft.slug, issue())
        assert not any(word.encode() in data for word in HIDDEN)
    french = replace(negotiation(), access=Access.PUBLIC)
    assert checked(make_akomantoso(french, "deux", issue())).find(f".//{AKN}original").get("showAs") == "Rév.1"
