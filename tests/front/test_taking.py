"""What a search found, taken along: tables, references, quotations, and a feed."""

import csv
import io

import docx
import feedparser
import pytest
import rispy
from lxml import html
from msgspec.structs import replace
from tests.front.client import Client

from firsthand.front import excerpts, saved
from firsthand.search.protocol import Query

SITE = "https://library.example.org"


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_a_table_has_whole_passages_with_links_that_lead_to_them(client: Client) -> None:
    found = rows(client, '/en/search.csv?q="decided+without+us"&language=en&own=1')
    assert len(found) > 10
    assert any(row["title"].startswith("Nothing about us") for row in found)
    report = [row for row in found if "/nothing-about-us/" in row["link"]]
    long = next(row for row in report if row["passage"].count("decided without us") == 3)
    assert long["page"].isdigit()
    assert long["link"].startswith(f"{SITE}/works/nothing-about-us/en/p/")
    answer = client.get(long["link"].removeprefix(SITE).replace("/works", "/en/works", 1))
    assert answer.status_code == 302
    times = [row["time"] for row in found if "/film/" in row["link"]]
    assert all(time.count(":") == 2 for time in times)


def test_no_more_passages_are_taken_than_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpts, "MOST", 3)
    assert len(rows(client, "/en/search.csv?q=decided&own=1")) == 3
    said = docx.Document(io.BytesIO(client.get("/en/search.docx?q=decided&own=1").content)).paragraphs[3].text
    assert said == "More passages were found; these are the best 3."


def test_references_hold_each_text_once(client: Client) -> None:
    answer = client.get('/en/search.ris?q="decided+without+us"&language=en&own=1')
    found = rispy.loads(answer.content.decode())
    ids = [each["id"] for each in found]
    assert "nothing-about-us-en" in ids
    assert len(ids) == len(set(ids))
    assert answer.headers["content-disposition"] == 'attachment; filename="references.ris"'


@pytest.mark.parametrize(("language", "title", "page"), [("en", "Quotations", "p. "), ("ru", "Цитаты", "с. ")])
def test_quotations_speak_the_language_of_the_reader(client: Client, language: str, title: str, page: str) -> None:
    answer = client.get(f"/{language}/search.docx?q=decided&language=en&own=1")
    assert "decided" not in answer.headers["content-disposition"]
    paragraphs = docx.Document(io.BytesIO(answer.content)).paragraphs
    assert paragraphs[0].text == title
    assert paragraphs[2].text.endswith("decided")
    quotes = [one for one in paragraphs if one.style.name == "Quote"]
    assert quotes[0].text.startswith("“")
    places = [one for one in paragraphs if one.style.name == "Place"]
    assert any(page in one.text for one in places)
    assert places[0].hyperlinks[0].address.startswith(f"{SITE}/")
    assert [one.text for one in paragraphs if one.style.name == "Heading 1"]


def test_quotations_say_how_they_were_found(client: Client) -> None:
    document = client.get("/fr/search.docx?q=people+who+use+drugs+zzqqzz").content
    remarks = [one.text for one in docx.Document(io.BytesIO(document)).paragraphs if one.style.name == "Normal"]
    assert remarks[1] == "Recherche\u202f: people who use drugs zzqqzz"
    assert remarks[2].startswith("Également cherché\u202f: ")
    assert "personnes qui utilisent des drogues" in remarks[2]
    assert remarks[3] == "Aucun passage ne contient tous vos mots\u202f; ceux-ci en contiennent certains."


def test_lines_can_be_had_as_a_table(client: Client) -> None:
    (address,) = client.page("/en/search/concordance?q=decided&own=1").xpath(
        '//a[contains(@href, "concordance.csv")]/@href'
    )
    found = rows(client, address)
    assert len(found) > 100
    line = next(row for row in found if "/nothing-about-us/en/" in row["link"] and row["page"] == "iii")
    assert (line["before"], line["match"]) == ("Nothing about us is ", "decided")
    assert line["after"].startswith(" without us.")
    assert line["link"].startswith(f"{SITE}/works/nothing-about-us/en/p/")
    assert line["headings"] == "Nothing about us › Findings"
    assert any(row["time"] for row in found if "/film/" in row["link"])


def test_years_can_be_had_as_a_table(client: Client) -> None:
    found = rows(client, "/en/search/frequency.csv?q=people&q=decided&own=1")
    assert {row["words"] for row in found} == {"people", "decided"}
    for row in found:
        assert int(row["passages"]) <= int(row["all_passages"])
        assert row["share"] == f"{int(row['passages']) / int(row['all_passages']):.6f}"
    totals = [row for row in found if row["language"] == "*"]
    assert len(totals) < len(found)


def test_a_feed_has_the_newest_texts_first_with_their_places(client: Client) -> None:
    answer = client.get("/en/search.atom?q=decided&own=1")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.feed.id == f"{SITE}/en/search.atom?q=decided&own=1"
    assert feed.feed.title.startswith("decided – ")
    assert [link.href for link in feed.feed.links if link.rel == "alternate"] == [f"{SITE}/en/search?q=decided&own=1"]
    dates = [entry.published for entry in feed.entries]
    assert len(dates) > 2
    assert dates == sorted(dates, reverse=True)
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    report = next(entry for entry in feed.entries if entry.id == f"{SITE}/works/nothing-about-us/en")
    assert report.link == f"{SITE}/en/works/nothing-about-us/en"
    places = html.fromstring(f"<div>{report.content[0].value}</div>")
    assert len(places.xpath("//p")) == 5
    link = places.xpath("//p/a")[0]
    assert link.text_content() == "decided"
    assert link.get("href").startswith(f"{SITE}/works/nothing-about-us/en/p/")


def test_a_feed_is_whole_however_many_lines_are_asked_for_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/en/search.atom?q=decided&own=1"
    whole = client.get(address).content
    monkeypatch.setattr(saved, "MOST_PER_PAGE", 40)
    assert client.get(address).content == whole


def test_what_has_no_date_is_in_no_feed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = client.front.service.opened.engine
    assert engine
    found = engine.concordance(Query("decided", per_page=500))
    newest = found.occurrences[0].address
    undated = tuple(replace(line, date=None) if line.address == newest else line for line in found.occurrences)
    monkeypatch.setattr(engine, "concordance", lambda query: replace(found, occurrences=undated, more=False))
    feed = feedparser.parse(client.get("/en/search.atom?q=decided&own=1").content)
    assert feed.entries
    assert f"{SITE}/{newest}" not in [entry.id for entry in feed.entries]


def test_a_feed_stays_the_same_and_is_sound_in_any_script(client: Client) -> None:
    address = "/ru/search.atom?q=%D8%AF%D9%88%D9%86%D9%86%D8%A7&language=ar"
    assert client.get(address).content == client.get(address).content
    feed = feedparser.parse(client.get(address).content)
    assert not feed.bozo
    assert 'dir="rtl"' in feed.entries[0].content[0].value
    empty = feedparser.parse(client.get("/en/search.atom?q=zzqqzz").content)
    assert not empty.bozo
    assert not empty.entries


@pytest.mark.parametrize("address", ["/en/search.csv", "/en/search.xyz?q=a", "/xx/search.csv?q=a", "/en/search.?q=a"])
def test_there_is_no_file_of_nothing_and_none_of_other_kinds(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["%00%01%ff", "%22(" * 100, "a&kind=nonsense", "=1%2B1", "word+" * 500])
@pytest.mark.parametrize(
    "name", ["search.csv", "search.ris", "search.docx", "search.atom", "search/frequency.csv", "search/concordance.csv"]
)
def test_any_question_has_an_answer(client: Client, name: str, query: str) -> None:
    assert client.get(f"/en/{name}?q={query}").status_code in (200, 404)
