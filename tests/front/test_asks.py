"""Pages of asks: an ask's life, sheets, the scorecard, and who has agreed to words; public ones as readers get them."""

import hashlib
from collections.abc import Iterator
from itertools import product

import msgspec
import pytest
from lxml import html
from msgspec import structs
from tests.front.client import Client, Loop, text_of
from tests.negotiations.example import HIDDEN, example
from tests.release.shelf import Shelf, paragraphs

from firsthand.catalogue.negotiations import (
    Access,
    Negotiation,
    Outcome,
    OutcomeKind,
    Precedent,
    Reason,
    ReasonCode,
    State,
    Status,
    Want,
)
from firsthand.catalogue.redline import Mark
from firsthand.catalogue.values import File
from firsthand.front.application import open_front
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.ask import make_ask
from firsthand.front.pages.negotiations.asked import compare, lead, mark_phrases
from firsthand.front.pages.negotiations.score import make_score
from firsthand.front.pages.negotiations.sheet import make_sheets
from firsthand.front.view import View
from firsthand.interface import available, interface
from firsthand.interface.outcomes import REASONS, SENTENCES, tell_outcome, tell_reason
from firsthand.negotiations.audiences import seen_by
from firsthand.release import build

BASE = "/en/negotiations/river-declaration"
PAGES = ("asks/naloxone", "asks/no-punishment", "sheets/zero", "sheets/rev-1", "sheets/final", "score")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, loop: Loop) -> Iterator[Client]:
    """Of a library that follows the invented negotiation, and has a text with some of its words."""
    folder = tmp_path_factory.mktemp("asks")
    shelf = Shelf(folder / "shelf")
    shelf.folder.mkdir()
    shelf.put("red", paragraphs("We say that naloxone is within reach of everyone, or of nobody."))
    public = seen_by(example(), Access.PUBLIC)
    data = msgspec.json.encode(public)
    (shelf.folder / "data.json").write_bytes(data)
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/json", "river.json")
    shelf.files[file.sha256] = shelf.folder / "data.json"
    shelf.more = {"processes": (structs.replace(public.process, data=file),)}
    build(shelf, folder / "library")
    front = open_front(folder / "library")
    yield Client(front, loop)
    front.close()


def showing(negotiation: Negotiation | None = None) -> Showing:
    return Showing(negotiation or example(), BASE, {"inpud": "INPUD"})


def of(view: View | None) -> View:
    assert view is not None
    return view


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_for_everyone_is_on_no_page(reader: Client, page: str) -> None:
    answer = reader.get(f"{BASE}/{page}")
    assert answer.status_code == 200
    assert not any(word in answer.text for word in HIDDEN)
    assert "Proposed by a machine" not in answer.text


@pytest.mark.parametrize(
    "address",
    ["asks/quiet", "asks/nothing", "sheets/leaked", "sheets/nothing"],
)
def test_what_is_hidden_and_what_there_never_was_are_the_same(reader: Client, address: str) -> None:
    assert reader.get(f"{BASE}/{address}").status_code == 404


def test_an_unknown_negotiation_has_no_pages(reader: Client) -> None:
    assert reader.get("/en/negotiations/nothing/score").status_code == 404


def test_the_life_of_an_ask_is_told_draft_by_draft(reader: Client) -> None:
    page = reader.page(f"{BASE}/asks/naloxone")
    assert text_of(page, "//h1") == "Naloxone within everyone’s reach"
    assert [text_of(step, ".//h3/a") for step in page.xpath("//ol[@class='life']/li")] == [
        "As adopted",
        "Rev.1",
        "Zero draft",
    ]
    adopted, revised, zero = page.xpath("//ol[@class='life']/li")
    assert text_of(adopted, ".//ul[@class='reasons']/li") == (
        "“shall” has become “should”. “as appropriate” was added, which leaves a way out. "
        "The list lost: “including in prisons”. A number, a target or a date is gone: “by 2030”."
    )
    assert "Confirmed by a person on 13 June 2026." in text_of(adopted, ".")
    assert "Nobody has confirmed yet" in text_of(revised, ".")
    assert "word for word" in text_of(zero, ".")
    assert adopted.xpath(".//figcaption/a/@href")[0].startswith(f"{BASE}/drafts/final#p-")
    assert text_of(adopted, ".//blockquote//mark") == "naloxone"


def test_word_differences_are_from_what_was_asked_for(reader: Client) -> None:
    page = reader.page(f"{BASE}/asks/naloxone")
    (line,) = page.xpath("//ol[@class='life']/li[1]//div[@class='redline']/p")
    assert "shall" in text_of(line, ".//del")
    assert "as appropriate" in text_of(line, ".//ins")


def test_proposals_are_marked_and_explained() -> None:
    view = of(make_ask(showing(), interface("en"), "naloxone"))
    assert view.page.proposed
    verdicts = {step.label: step.verdict for step in view.page.steps}
    assert not verdicts["Rev.1"].confirmed
    assert verdicts["As adopted"].confirmed


def test_a_draft_in_another_language_is_said_to_be_one() -> None:
    whole = example()
    drafts = (*whole.process.drafts, structs.replace(whole.process.drafts[0], slug="fr", language="fr"))
    made = structs.replace(whole, process=structs.replace(whole.process, drafts=drafts))
    view = of(make_ask(showing(made), interface("en"), "naloxone"))
    assert view.page.steps[0].other_language == "French"


@pytest.mark.parametrize("language", available())
def test_every_outcome_of_every_want_has_a_sentence_of_its_language(language: str) -> None:
    spoken = interface(language)
    for kind, want in product(OutcomeKind, Want):
        sentence = tell_outcome(kind, want, spoken)
        assert sentence.endswith(".")
        assert (sentence == SENTENCES[kind][want]) == (language == "en")


@pytest.mark.parametrize("language", available())
def test_every_reason_has_a_sentence_with_and_without_words(language: str) -> None:
    for code, was, now in product(ReasonCode, ("", "vorher"), ("", "nachher")):
        sentence = tell_reason(Reason(code, was, now), interface(language))
        assert ("vorher" in sentence, "nachher" in sentence) == (bool(was), bool(now))
        assert "%" not in sentence
    assert set(REASONS) == set(ReasonCode)


def test_words_of_texts_are_never_taken_for_markup() -> None:
    whole = example()
    reason = Reason(ReasonCode.MODAL, "<b>%(now)s", "</li>&")
    outcome = Outcome("naloxone", "final", OutcomeKind.WEAKENED, (), (reason,), (), State.CONFIRMED)
    view = of(make_ask(showing(structs.replace(whole, outcomes=(outcome,))), interface("en"), "naloxone"))
    (said,) = view.page.steps[0].verdict.reasons
    assert said == "“<bdi>&lt;b&gt;%(now)s</bdi>” has become “<bdi>&lt;/li&gt;&amp;</bdi>”."


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/etc", "../up", ""])
def test_only_addresses_become_links(link: str) -> None:
    assert lead(link, interface("en")) == ""


def test_precedents_lead_to_the_web_and_into_the_library() -> None:
    assert lead("https://undocs.org/A/RES/75/284", interface("en")) == "https://undocs.org/A/RES/75/284"
    assert lead("works/red/en/p/abc", interface("fr")) == "/fr/works/red/en/p/abc"


def test_phrases_are_marked_whatever_their_case_and_signs() -> None:
    pieces = mark_phrases("By 2030 – all, including in [prisons].", ("including in prisons", "by 2030", "2030"))
    assert [piece.text for piece in pieces if piece.must] == ["By 2030", "including in [prisons"]
    assert "".join(piece.text for piece in pieces) == "By 2030 – all, including in [prisons]."


def test_a_sheet_has_the_text_our_words_and_the_grounds(reader: Client) -> None:
    page = reader.page(f"{BASE}/sheets/zero")
    first, second = page.xpath("//article[contains(@class, 'lobbying')]")
    assert "by 2030" in text_of(first, "./blockquote")
    assert "Charter of the Lower Valleys" in text_of(first, ".")
    assert "Lower Valleys 10 March 2026" in text_of(first, ".//ul[@class='backers']")
    line = second.xpath(".//div[@class='redline']")[0]
    assert "drug abusers" in text_of(line, ".//del")
    assert "people who use drugs" in text_of(line, ".//ins")
    targets = {link.get("href") for link in page.xpath("//nav[@class='jumps']//a")}
    assert targets == {f"#{first.get('id')}", f"#{second.get('id')}"}


def test_sheets_of_an_adopted_text_say_that_it_is_late(reader: Client) -> None:
    assert "can’t be changed any more" in text_of(reader.page(f"{BASE}/sheets/final"), "//main")


def test_an_ask_without_a_place_is_named_with_the_reason() -> None:
    view = of(make_sheets(showing(), interface("en"), "zero"))
    assert [(each.ask.slug, each.why) for each in view.page.loose] == [
        ("quiet", "Nobody has said yet where it belongs.")
    ]


def test_a_sheet_stays_on_a_page_with_many_precedents() -> None:
    whole = example()
    ask = structs.replace(whole.asks[0], precedents=tuple(Precedent(f"w{n}", "en", f"Text {n}") for n in range(9)))
    view = of(make_sheets(showing(structs.replace(whole, asks=(ask,))), interface("en"), "zero"))
    (wish,) = view.page.sheets[0].wishes
    assert (len(wish.ask.precedents), wish.more) == (3, 6)


def test_the_scorecard_counts_confirmed_outcomes_only(reader: Client) -> None:
    page = reader.page(f"{BASE}/score")
    counted = {text_of(each, "./dt"): text_of(each, "./dd") for each in page.xpath("//dl[@class='score']/div")}
    assert counted == {"Weakened": "1", "Not there": "1", "Asks in all": "2"}
    assert "%" not in text_of(page, "//main")
    assert "Asks that are not public are not in it." in text_of(page, "//main")


def test_what_nobody_has_confirmed_is_said_to_be_unseen() -> None:
    page = make_score(showing(), interface("en")).page
    assert (page.unseen, page.asks) == (1, 3)
    assert [row.ask.slug for row in page.open] == ["quiet"]
    assert not page.public


def test_without_an_adopted_text_nothing_is_counted() -> None:
    whole = example()
    drafts = tuple(each for each in whole.process.drafts if each.status is not Status.ADOPTED)
    made = structs.replace(whole, process=structs.replace(whole.process, drafts=drafts))
    page = make_score(showing(made), interface("en")).page
    assert (page.adopted, page.counts, page.rows) == ((), (), ())


def test_a_met_wish_to_keep_words_out_is_counted_as_met() -> None:
    whole = example()
    outcome = Outcome("quiet", "final", OutcomeKind.VERBATIM, state=State.CONFIRMED)
    page = make_score(showing(structs.replace(whole, outcomes=(outcome,))), interface("en")).page
    assert [(count.name, count.count) for count in page.counts] == [("As was asked", 1)]


def test_who_has_agreed_is_told_with_the_vote_and_the_first_draft(reader: Client) -> None:
    page = reader.page("/en/agreed?q=Naloxone+is+within+reach+of+everyone")
    places = page.xpath("//section[@class='agreed']//li")
    assert "The adopted text has these words." in text_of(places[0], ".")
    assert "21 in favour, 2 against, 4 abstained" in text_of(places[0], ".")
    assert all("no agreement" in text_of(place, ".") for place in places[1:])
    assert "these words stand first in: Zero draft, 2 March 2026" in text_of(page, "//main")
    assert "within reach of everyone" in text_of(page, "//main/ol[@class='places']//mark")


def test_brackets_and_near_words_are_no_agreement(reader: Client) -> None:
    page = reader.page("/en/agreed?q=States+should+ensure+that+naloxone")
    said = [text_of(place, ".//p[@class='status']") for place in page.xpath("//section[@class='agreed']//li")]
    assert any("The adopted text has words near these, and not these." in each for each in said)
    assert any("in brackets: that is no agreement" in each for each in said)
    assert not any("has these words" in each for each in said)


def test_hidden_drafts_are_not_searched(reader: Client) -> None:
    for word in HIDDEN:
        page = reader.page(f"/en/agreed?q={word}")
        assert page.xpath("//section[@class='agreed']") == []


@pytest.mark.parametrize(
    "typed", ["", "%20", "%5B%22", "%00", "%ff", "a" * 5_000, "word+" * 900, "%22%3Cb%3E", "OR+NOT+*:"]
)
def test_whatever_is_typed_gets_a_page(reader: Client, typed: str) -> None:
    answer = reader.get(f"/en/agreed?q={typed}")
    assert answer.status_code == 200
    page = html.fromstring(answer.content)
    assert text_of(page, "//h1") == "Who has already agreed to these words?"
    assert not page.xpath("//main//b[not(ancestor::mark)]")


def test_what_stands_around_a_part_of_a_sentence_is_no_change() -> None:
    there = "States shall see that people who use drugs take part in all stages, where possible."
    assert compare("people who use drugs take part in all stages", there, back=True) is None
    line = compare("people who use drugs take part in the first stages", there, back=True)
    assert line is not None
    assert [span.text for span in line.spans if span.mark is Mark.OUT] == ["all"]


def test_a_whole_sentence_that_goes_on_is_a_change() -> None:
    line = compare("States shall act.", "States shall act, where possible.")
    assert line is not None
    assert ", where possible" in "".join(span.text for span in line.spans if span.mark is Mark.IN)


def test_words_that_have_little_in_common_are_not_compared() -> None:
    assert compare("Naloxone is free of charge for everyone.", "The secretariat reports to the session.") is None
    assert compare("", "There.") is None


def test_an_ask_leads_to_who_has_agreed_to_its_words(reader: Client) -> None:
    page = reader.page(f"{BASE}/asks/naloxone")
    (link,) = page.xpath("//section[@class='wanted']//a[contains(@href, '/agreed?q=')]/@href")
    found = reader.page(link)
    assert "these words stand first in: Zero draft" in text_of(found, "//main")
