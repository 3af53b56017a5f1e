"""A statement's page: its life, its words, who has signed it; and its versions beside each other."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace
from playwright.sync_api import Browser, Route
from tests.front.browser import AXE, need_packages, violations
from tests.front.client import Client, Loop, text_of
from tests.front.letter import SECOND, VERSIONS, crowd

from firsthand.catalogue.records import Capacity, Display, Endorsement, Mandate, Party, Signer, Statement, Tally, Text
from firsthand.front.application import open_front
from firsthand.front.opened import Opened
from firsthand.front.pages.statement import make_statement
from firsthand.front.rendering import Renderer
from firsthand.front.signers import group_signers, make_signatures
from firsthand.front.standing import say_standing
from firsthand.interface import Interface
from firsthand.interface.moments import read_moment, write_moment
from firsthand.mirrors.digests import Digests
from firsthand.mirrors.own import Options, Told
from firsthand.mirrors.pages import Writer, places
from firsthand.mirrors.selection import Choice, open_selection

PAGE = "/statements/a-seat"
CHANGES = f"{PAGE}/changes"


@pytest.fixture(scope="module")
def reader(letters: Path, loop: Loop) -> Iterator[Client]:
    front = open_front(letters)
    yield Client(front, loop)
    front.close()


@pytest.fixture(scope="module")
def opened(letters: Path) -> Iterator[Opened]:
    opened = Opened(letters)
    yield opened
    opened.retire()


def letter_of(opened: Opened) -> Statement:
    statement = opened.shelves.item("statements", "a-seat")
    assert isinstance(statement, Statement)
    return statement


def drawn(opened: Opened, statement: Statement) -> html.HtmlElement:
    """The page of a statement as it would be with other records."""
    interface, renderer = opened.interfaces["en"], Renderer()
    renderer.add(interface)
    view = make_statement(opened, interface, statement)
    return html.fromstring(renderer.render(view, interface, opened, f"/en{PAGE}", ""))


def test_to_whom_for_what_and_what_has_become_of_it_stands_above_the_words(reader: Client) -> None:
    page = reader.page(f"/en{PAGE}")
    header = text_of(page, '//header[@class="title"]')
    for said in (
        "To: The members of the Commission",
        "Commission on Narcotic Drugs",
        "Item 5",
        "8 March 2027",
        "Austria",
    ):
        assert said in header
    assert "Delivered on 5 November 2026: The Chair Answered on 9 November 2026: The Chair" in header
    assert text_of(page, '//div[@class="text"]/p').replace(" ¶", "") == " ".join(
        (*SECOND["en"][1:3], "We are here, and stay.")
    )
    assert page.xpath(f'//section[@class="sheet"]//a[@href="/en{PAGE}/en"]')


def test_a_deadline_is_told_as_it_is_in_its_zone_and_in_utc(reader: Client) -> None:
    page = reader.page(f"/en{PAGE}")
    window = page.xpath('//div[@class="window"]')[0]
    assert window.xpath(".//time/@datetime") == ["2026-10-01T07:00:00Z", "2999-11-30T22:59:00Z"]
    assert "30 November 2999, 23:59 (Central European Standard Time; 22:59 UTC)" in text_of(
        page, '//div[@class="window"]'
    )
    assert window.xpath('.//a[@class="act"]/@href') == [f"/en{PAGE}/sign"]
    assert "open" not in text_of(page, '//div[@class="window"]').lower()  # that would not stay true
    assert page.xpath('//section[@class="how"]//a[@href="/en/withdraw"]')


VIENNA = "30 November 2026, 23:59 (Central European Standard Time; 22:59 UTC)"
BANGKOK = "1 December 2026, 02:00 (Indochina Time; 30 November 2026, 19:00 UTC)"


@pytest.mark.parametrize(
    ("iso", "zone", "language", "words"),
    [
        ("2026-11-30T23:59:00+01:00", "Europe/Vienna", "en", VIENNA),
        ("2026-12-01T02:00:00+07:00", "Asia/Bangkok", "en", BANGKOK),
        ("2026-07-01T12:00:00+00:00", "UTC", "fr", "1 juillet 2026, 12:00 UTC"),
        ("2026-07-01T12:00:00+03:00", "Nowhere/Else", "es", "1 de julio de 2026, 12:00 (UTC+0300; 9:00 UTC)"),
    ],
)
def test_a_moment_says_its_zone_and_utc(iso: str, zone: str, language: str, words: str) -> None:
    assert write_moment(iso, zone, Interface(language)).words == words


def test_what_was_over_when_the_release_was_made_offers_nothing_to_sign(opened: Opened) -> None:
    statement = letter_of(opened)
    assert statement.invitation
    page = drawn(
        opened, replace(statement, invitation=replace(statement.invitation, closes="2020-01-01T01:00:00+01:00"))
    )
    assert "Signing closed: 1 January 2020" in text_of(page, '//p[@class="window"]')
    assert not page.xpath('//a[@href="/en/statements/a-seat/sign"]')
    assert not page.xpath('//section[@class="how"]')


def test_languages_say_whether_they_are_the_words_in_force(reader: Client) -> None:
    page = reader.page(f"/fr{PAGE}")
    states = [" ".join(each.text_content().split()) for each in page.xpath('//nav[@class="others"]//li')]
    assert states == ["English original", "Français à jour", "العربية à jour", "Русский dépassé, version 1"]
    assert page.xpath('//nav[@class="others"]//a[@aria-current]/@hreflang') == ["fr"]
    assert not page.xpath('//article/p[@class="warning"]')
    russian = reader.page(f"/ru{PAGE}")
    assert russian.xpath('//div[@class="text"]/@lang') == ["ru"]
    assert "Это перевод версии 1. Действует версия 3" in text_of(russian, '//article/p[@class="warning"]')
    spanish = reader.page(f"/es{PAGE}")  # there is none to read, so that the original stands here
    assert spanish.xpath('//div[@class="text"]/@lang') == ["en"]


def test_names_stand_in_the_alphabet_of_the_reader_other_scripts_last(reader: Client) -> None:
    def names(language: str) -> list[str]:
        found = reader.page(f"/{language}{PAGE}").xpath(
            '//h3[@id="fh-now-organisation"]/following-sibling::details[1]//li'
        )
        return [each.text_content().split(",")[0] for each in found]

    assert names("fr") == ["Écluse", "Eden", "Zürcher Verein", "Ёлка", "Яблоко"]
    assert names("ru") == ["Ёлка", "Яблоко", "Écluse", "Eden", "Zürcher Verein"]


def test_numbers_say_what_they_count_and_add_up(reader: Client) -> None:
    page = reader.page(f"/en{PAGE}")
    section = page.xpath('//section[@class="signers"]')[0]
    assert text_of(section, "./h2") == "52 signatures"
    assert "8 organisations, 3 people by name and 41 people who asked not to be named" in text_of(section, "./p")
    counts = [int(count.text) for count in section.xpath('./h3/span[@class="count"]')]
    assert sum(counts) == 52
    rows = [" ".join(each.text_content().split()) for each in section.xpath('./ul[@class="names"]/li')]
    assert rows == ["Brazil 7", "Southern Asia 12", "Place not stated 22"]
    assert len(section.xpath("./details[not(@class)]//li")) + 41 == 52


def test_a_name_alone_says_nothing_else(reader: Client) -> None:
    whole = reader.get(f"/en{PAGE}").text
    assert "Hidden House" not in whole
    assert "23 October 2026" not in whole
    page = html.fromstring(whole)
    (own,) = [each for each in page.xpath('//ul[@class="names"]/li') if "Only My Name" in each.text_content()]
    assert own.text_content() == "Only My Name"
    assert text_of(own, "ancestor::details/summary").startswith("Place not stated")


def test_who_signed_other_words_stands_apart(reader: Client) -> None:
    page = reader.page(f"/en{PAGE}")
    earlier = text_of(page, '//details[@class="earlier"]')
    assert earlier.startswith("Signed an earlier version 7")
    assert "Signed Too Early" in earlier
    assert "ليلى" not in earlier
    assert "Signed Too Early" not in text_of(page, '//section[@class="signers"]/details[not(@class)]')


def test_mandates_affiliations_and_invented_signers_are_told(reader: Client) -> None:
    signers = text_of(reader.page(f"/en{PAGE}"), '//section[@class="signers"]')
    for said in (
        "World Network (WN), 22 October 2026, decided by its board",
        "Asian Network (AN), Thailand, 22 October 2026, signed by its secretariat",
        "Made-up Fund, Uruguay, mandate not confirmed (invented)",
        "Maria Quieta, Casa <Azul>, Spain",
        "is there for identification only: it has not signed.",
        "Names can be withdrawn at any time and disappear here with the next release.",
    ):
        assert said in signers


def test_signers_with_and_without_a_record_are_grouped_alike() -> None:
    parties = {"here": Party("here", (Text("en", "Here"),), "network", place="KE")}
    groups = group_signers(
        (
            Endorsement("here", display=Display.NAME, date="2026-01-01", mandate=Mandate.BOARD),
            Endorsement("gone"),
            Endorsement(signer=Signer("Somebody", "A house", "KE"), capacity=Capacity.INDIVIDUAL),
        ),
        parties,
        Interface("en"),
    )
    assert [(group.kind, group.regions[0].label, group.count) for group in groups] == [
        ("network", "Place not stated", 1),
        ("person", "Africa", 1),
    ]
    first, second = groups[0].regions[0].signers[0], groups[1].regions[0].signers[0]
    assert (first.place, first.date, first.mandate) == ("", "", "")
    assert second.affiliation is None  # not signed as one who is affiliated


def test_counts_of_one_place_are_one_count() -> None:
    found = make_signatures((), (Tally(5, "KE", 1), Tally(7, "KE", 2), Tally(5)), {}, Interface("fr"))
    assert [(each.label, each.count) for each in found.unnamed] == [("Kenya", 12), ("Lieu non indiqué", 5)]
    assert (found.total, found.sum) == (17, "17 personnes qui ont demandé à ne pas être nommées")


def test_the_history_has_whole_hashes_and_leads_to_the_changes(reader: Client) -> None:
    page = reader.page(f"/en{PAGE}")
    versions = page.xpath('//section[@class="versions"]')[0]
    assert [each.text for each in versions.xpath("./ol/li/p/b")] == ["Version 3", "Version 2", "Version 1"]
    for version in VERSIONS:
        assert version.sha256 in text_of(versions, ".//dl")
    assert versions.xpath(f'.//a[@href="/en{CHANGES}"]')


def test_a_delivery_names_its_file_by_its_hash(reader: Client, opened: Opened) -> None:
    page = reader.page(f"/en{PAGE}")
    told = text_of(page, '//section[@class="handed"][1]')
    statement = opened.shelves.item("statements", "a-seat")
    file = statement.deliveries[0].file  # type: ignore[union-attr]
    assert file
    assert file.sha256 in told
    assert "With 48 signatures · Version 3" in told
    (link,) = page.xpath('//section[@class="handed"]//a[@download]/@href')
    assert reader.get(link).content == b"%PDF-1.7 as delivered"
    assert page.xpath('//section[@class="handed"][2]//a/@href') == ["https://example.org/a"]


def test_what_changed_between_versions_is_marked_and_said_in_words(reader: Client) -> None:
    page = reader.page(f"/en{CHANGES}")
    newest, second, first = page.xpath('//section[@class="pair"]')
    assert [each.text_content() for each in newest.xpath(".//ins | .//del")] == ["[put in: , and stay]"]
    assert [each.text_content() for each in second.xpath(".//del | .//ins")] == [
        "[taken out: a seat]",
        "[put in: two seats,]",
        "[taken out: our languages]",
        "[put in: time]",
    ]
    assert "nothing before it" in text_of(first, "./p")
    assert "Two seats." in text_of(second, "./p")
    assert "asked again" in text_of(second, "./p")


def test_versions_are_compared_in_each_language(reader: Client) -> None:
    french = reader.page(f"/en{CHANGES}?language=fr")
    assert french.xpath('//div[@class="redline"]/@lang') == ["fr"]
    assert "Nothing has changed in this language since version 2." in text_of(french, "//section[1]/p")
    russian = text_of(reader.page(f"/en{CHANGES}?language=ru"), "//section/p")
    assert russian.count("This version was not translated into this language: Russian.") == 2
    assert reader.page(f"/fr{CHANGES}").xpath('//div[@class="redline"]/@lang') == ["fr"]
    assert reader.page(f"/en{CHANGES}?language=tlh").xpath('//div[@class="redline"]/@lang') == ["en"] * 2


def test_a_statement_without_versions_has_no_page_of_changes(reader: Client) -> None:
    assert reader.get("/en/statements/open-letter/changes").status_code == 404
    assert reader.get("/en/statements/nothing/changes").status_code == 404
    assert not reader.page("/en/statements/open-letter").xpath('//section[@class="versions"]')


def test_lists_say_where_a_statement_stands(reader: Client, opened: Opened) -> None:
    assert "Answered on 9 November 2026" in text_of(reader.page("/en/statements"), '//p[@class="on"]')
    statement = replace(letter_of(opened), deliveries=(), responses=())
    before = say_standing(statement, Interface("en"), opened.release.created)
    assert before.startswith("For signature until 30 November 2999")
    after = say_standing(statement, Interface("en"), read_moment("3000-01-01"))
    assert after.startswith("Signing closed: 30 November 2999")


def test_what_programs_read_of_it_is_valid(reader: Client) -> None:
    assert f"<loc>https://library.example.org/ru{CHANGES}</loc>" in reader.get("/sitemap.xml").text
    page = reader.page(f"/en{PAGE}")
    data = json.loads(page.xpath('//script[@type="application/ld+json"]')[0].text)
    assert (data["@type"], data["headline"], data["inLanguage"]) == ("Statement", "A seat at the table", "en")
    assert page.xpath('//meta[@property="og:title"]/@content') == ["A seat at the table"]


def test_a_mirror_has_all_of_it_and_leads_home_to_sign(opened: Opened) -> None:
    found = [place for place in places(opened) if "a-seat" in place.about]
    assert {f"/en{CHANGES}", f"/en{CHANGES}?language=ar"} <= {place.address for place in found}
    writer = Writer(opened)
    shown = {place.kind: writer.write(place).html for place in found if place.interface == "en" and not place.query}
    assert f'href="https://library.example.org/en{PAGE}/sign"' in shown["item"]
    assert "<ins>" in shown["changes"]


def test_a_mirror_of_one_language_shows_no_other(letters: Path) -> None:
    chosen = open_selection(letters, Choice(languages=("ar",), files=False))
    statement = letter_of(chosen)
    assert [each.language for version in statement.versions for each in version.wordings] == ["ar", "ar"]
    assert statement.deliveries[0].file is None
    assert {place.address for place in places(chosen) if place.kind == "changes"} == {
        f"/en{CHANGES}",
        f"/en{CHANGES}?language=ar",
    }
    chosen.retire()


def test_a_mirror_makes_the_page_anew_once_signing_is_over(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    place = next(place for place in places(opened) if place.path == f"/en{PAGE}")

    def digest() -> str:
        return Digests(opened, Told(Options(), (), searchable=False)).of_page(place)

    before = digest()
    assert digest() == before
    monkeypatch.setattr(opened.release, "created", read_moment("3000-01-01"))
    assert digest() != before


def test_five_hundred_signers_stay_light(opened: Opened) -> None:
    page = drawn(opened, replace(letter_of(opened), endorsements=crowd(500)))
    assert len(page.xpath('//section[@class="signers"]/details[not(@class)]//li')) == 500
    assert not page.xpath('//section[@class="signers"]/details[@open]')
    assert len(page.xpath('//nav[@class="jumps"]//a')) == 3
    assert len(gzip.compress(html.tostring(page))) < 40_000


@pytest.mark.browser
def test_in_a_browser(reader: Client, browser: Browser) -> None:
    """Accessible and never wider than a phone; the reader's own time is told, and what is over is closed by itself."""
    need_packages()

    def give(route: Route) -> None:
        address = route.request.url.removeprefix("http://letter.test")
        answer = reader.get(address)
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)

    view: Any = {"width": 360, "height": 800}
    with browser.new_context(
        base_url="http://letter.test", viewport=view, color_scheme="dark", bypass_csp=True, timezone_id="Asia/Kolkata"
    ) as context:
        context.route("**/*", give)
        page = context.new_page()
        page.clock.install(time="2026-11-20T12:00:00Z")
        for path in (f"/en{CHANGES}?language=ar", f"/en{PAGE}"):
            page.goto(path)
            page.evaluate(AXE.read_text())
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        status, sign = page.locator(".window [role=status]"), page.locator(".window .act")
        assert status.inner_text().startswith("In your own time: until 1 December 2999 at 04:29")
        assert sign.is_visible()
        page.clock.set_system_time("2999-11-30T22:58:30Z")
        page.goto(f"/en{PAGE}")
        assert sign.is_visible()
        page.clock.run_for(31_000)
        assert status.inner_text() == "The time for signing is over."
        assert sign.is_hidden()
        assert page.locator(".how").is_hidden()
