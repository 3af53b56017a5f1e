"""The pages of the search: what they say of a question, its lines, its years; and what they offer without an index."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.front.client import Client, Loop, text_of

from firsthand.front.application import open_front
from firsthand.front.chart import HEIGHT, WIDTH, make_chart
from firsthand.search import BrokenIndexError
from firsthand.search.protocol import Carried, Query, Results

PAGES = ("search", "search/concordance", "search/frequency", "search.csv", "search.ris", "search.docx", "search.atom")


def answered(client: Client, monkeypatch: pytest.MonkeyPatch, **changed: object) -> None:
    """Real results, but for some fields that the fixture library gives no occasion for."""
    engine = client.front.service.opened.engine
    assert engine
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda query: replace(search(query), **changed))


def test_what_was_searched_besides_is_said_and_can_be_taken_back(client: Client) -> None:
    page = client.page("/fr/search?q=people+who+use+drugs&language=en")
    said = text_of(page, '//p[@class="carried"]')
    assert said.startswith("Également cherché : personnes qui utilisent des drogues, ")
    assert page.xpath('//p[@class="carried"]/span[@lang="ru"]')[0].get("dir") == "ltr"
    (link,) = page.xpath('//p[@class="carried"]/a')
    assert link.text == "Mes mots seulement"
    assert link.get("href") == "/fr/search?q=people+who+use+drugs&language=en&own=1"
    own = client.page(link.get("href"))
    (back,) = own.xpath('//p[@class="carried"]/a/@href')
    assert back == "/fr/search?q=people+who+use+drugs&language=en"
    assert own.xpath('//form//input[@name="own"]/@value') == ["1"]
    facet = own.xpath('//nav[@class="facets"]//a/@href')[0]
    assert "own=1" in facet


def test_no_more_names_are_named_than_can_be_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = tuple(("ru", f"имя {number}") for number in range(14))
    carried = (Carried("a", "peers", (("en", "Peers"), *labels)), Carried("b", "people", ()))
    answered(client, monkeypatch, carried=carried)
    said = text_of(client.page("/en/search?q=peers+people"), '//p[@class="carried"]')
    assert said.count("имя") == 8
    assert "and 6 other names." in said
    assert "Peers" not in said, "what was typed is not named again"
    answered(client, monkeypatch, carried=carried[1:])
    said = text_of(client.page("/en/search?q=people"), '//p[@class="carried"]')
    assert said == "Other names and languages were searched too. Only my words"


@pytest.mark.parametrize(
    ("complete", "said"),
    [
        (0, "No passage has all your words; these have some of them."),
        (1, "1 passage has all your words; the others have some of them."),
        (3, "3 passages have all your words; the others have some of them."),
    ],
)
def test_passages_with_most_of_the_words_are_not_passed_off_as_having_all(
    client: Client, monkeypatch: pytest.MonkeyPatch, complete: int, said: str
) -> None:
    answered(client, monkeypatch, loosened=True, complete=complete)
    assert text_of(client.page("/en/search?q=people"), '//p[@class="loose"]') == said


def test_a_search_that_asks_too_much_says_so(client: Client) -> None:
    page = client.page("/en/search?q=people+decided+zzqqzz")
    assert "No passage has all your words" in text_of(page, '//p[@class="loose"]')
    assert page.xpath('//a[@class="hit"]')
    assert not client.page("/en/search?q=people+decided").xpath('//p[@class="loose"]')


def test_other_words_and_passages_alike_are_offered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = client.front.service.opened.engine
    assert engine
    groups = engine.search(Query("people")).groups
    alike = replace(groups[0], hits=(replace(groups[0].hits[0], alike=4),))
    answered(client, monkeypatch, groups=(alike,), completions=("people said", "peers"))
    page = client.page("/en/search?q=pe&kind=report")
    assert "and 4 more that say nearly the same" in text_of(page, '//ul[@class="hits"]')
    links = page.xpath('//p[starts-with(., "Words that begin so")]/a')
    assert [link.text for link in links] == ["people said", "peers"]
    assert links[0].get("href") == "/en/search?q=people+said&kind=report"


def test_the_same_passage_in_other_languages_is_one_step_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = client.front.service.opened.engine
    assert engine
    query = Query("decided", {"kind": ("report",), "language": ("en",)}, own_words=True)
    group = next(each for each in engine.search(query).groups if each.item == "works/nothing-about-us")
    hit = next(hit for hit in group.hits if hit.block == "paragraph")
    shown = replace(group, hits=(replace(hit, translated=("works/nothing-about-us/ru",)),))
    answered(client, monkeypatch, groups=(shown,))
    (link,) = client.page("/en/search?q=decided").xpath('//ul[@class="hits"]//a[@hreflang="ru"]')
    assert (link.text, link.get("lang")) == ("Русский", "ru")
    there = client.get(link.get("href")).headers["location"]
    leaf, _, passage = there.partition("#")
    assert leaf.startswith("/en/works/nothing-about-us/ru")
    assert "решается" in text_of(client.page(leaf), f'//*[@id="{passage}"]')


def test_a_passage_stands_in_its_own_direction(client: Client) -> None:
    page = client.page("/en/search?q=%22%D9%84%D8%A7+%D8%B4%D9%8A%D8%A1+%D9%8A%D8%AE%D8%B5%D9%86%D8%A7%22")
    hit = page.xpath('//a[@class="hit"]')[0]
    assert (hit.get("lang"), hit.get("dir")) == ("ar", "rtl")
    assert text_of(hit, "./mark[1]") == "لا شيء يخصنا"


def test_why_a_passage_stands_there_is_told_to_who_asks(client: Client) -> None:
    assert not client.page("/es/search?q=people").xpath('//details[@class="reasons"]')
    page = client.page("/es/search?q=people&explain=1&own=1")
    reasons = page.xpath('//details[@class="reasons"]')[0]
    assert text_of(reasons, "./summary") == "Por qué está aquí"
    assert text_of(reasons, ".//li[1]").startswith("+")
    assert "pasajes de la biblioteca" in text_of(reasons, ".//li")


def test_tools_keep_what_was_asked_and_are_there_only_where_something_was_found(client: Client) -> None:
    page = client.page("/en/search?q=people&kind=report&own=1")
    links = page.xpath('//nav[@class="tools"]//a/@href')
    assert links == [
        f"/en/{name}?q=people&kind=report&own=1"
        for name in (
            "search/concordance", "search/frequency", "search.csv", "search.ris", "search.docx", "search.atom",
        )
    ]  # fmt: skip
    assert all(client.get(link).status_code == 200 for link in links)
    assert links[-1] in page.xpath('//link[@type="application/atom+xml"]/@href')
    for address in ("/en/search?q=zzqqzz", "/en/search?kind=report", "/en/search"):
        assert not client.page(address).xpath('//nav[@class="tools"]')


def test_lines_stand_under_their_text_and_lead_to_their_passage(client: Client) -> None:
    page = client.page('/en/search/concordance?q="decided+without+us"&language=en&own=1')
    source = page.xpath('//section[@class="source"]')[0]
    assert source.xpath(".//h2/a/@href") == ["/en/news/launch/en"]
    lines = page.xpath('//ol[@class="lines"]/li')
    assert len(lines) > 5
    for line in lines[:5]:
        (link,) = line.xpath(".//a")
        assert link.text_content() == "decided without us"
        assert line.xpath('.//span[@class="before"]')[0].text.endswith("Nothing about us is ")
        assert line.xpath('.//span[@class="onward"]')[0].text_content().startswith("decided without us. People who use")
        leaf, _, passage = link.get("href").partition("#")
        assert client.page(leaf).xpath(f'//*[@id="{passage}"]')
    assert "p. iii" in text_of(page, '//ol[@class="lines"]/li')


def test_pages_of_lines_lead_on_and_back(client: Client) -> None:
    first = client.page("/en/search/concordance?q=decided&language=en&own=1")
    assert "lines 1 to 50" in text_of(first, '//p[@role="status"]')
    (following,) = first.xpath('//a[@rel="next"]/@href')
    second = client.page(following)
    assert "lines 51 to" in text_of(second, '//p[@role="status"]')
    assert second.xpath('//a[@rel="prev"]/@href') == ["/en/search/concordance?q=decided&language=en&own=1&page=1"]
    only = client.page("/en/search/concordance?q=axis&own=1")
    assert not only.xpath('//a[@rel="next" or @rel="prev"]')
    beyond = client.page("/en/search/concordance?q=decided&page=300")
    assert "The lines do not go that far." in beyond.text_content()
    assert first.xpath('//ul[@class="chosen"]//a/@href') == ["/en/search/concordance?q=decided&own=1"]


def test_lines_of_arabic_say_their_direction(client: Client) -> None:
    page = client.page("/en/search/concordance?q=%D9%8A%D8%AA%D9%82%D8%B1%D8%B1&language=ar")
    line = page.xpath('//ol[@class="lines"]/li/p')[0]
    assert (line.get("lang"), line.get("dir")) == ("ar", "rtl")
    assert line.xpath('./span[@class="before"]')[0].text.endswith("لا شيء يخصنا ")


def test_nothing_to_show_leads_to_the_search_page(client: Client) -> None:
    page = client.page("/en/search/concordance?q=zzqqzz")
    assert "Nothing was found" in text_of(page, "//h2")
    assert page.xpath('//a[@href="/en/search?q=zzqqzz"]')
    assert "signs can't" in text_of(client.page("/en/search/concordance?q=%28%28"), '//p[@class="hint"]')
    assert "signs can't" in text_of(client.page("/en/search/frequency?q=%28%28"), '//p[@class="hint"]')


def test_years_stand_in_a_table_with_all_passages_beside(client: Client) -> None:
    page = client.page("/en/search/frequency?q=decided&q=zzqqzz&kind=report&own=1")
    table = page.xpath("//table")[0]
    heads = [" ".join(head.text_content().split()) for head in table.xpath(".//thead//th")]
    assert heads == ["Year", "decided", "zzqqzz", "All passages", *("Passages", "Share", "Works") * 2]
    row = (
        table.xpath('.//tbody/tr[th="2024"]')[0]
        if table.xpath('.//tbody/tr[th="2024"]')
        else table.xpath(".//tbody/tr")[0]
    )
    passages, share, works, *none, of = (cell.text for cell in row.xpath("./td"))
    assert none == ["0", "0%", "0"]
    assert 0 < int(passages.replace(",", "")) < int(of.replace(",", ""))
    assert share.endswith("%")
    assert int(works) >= 1
    assert page.xpath('//nav[@class="tools"]//a/@href') == [
        "/en/search/frequency.csv?q=decided&q=zzqqzz&kind=report&own=1"
    ]
    assert page.xpath('//ul[@class="chosen"]//a/@href') == ["/en/search/frequency?q=decided&q=zzqqzz&own=1"]


def test_the_chart_says_in_words_what_it_shows_and_needs_no_colour(client: Client) -> None:
    page = client.page("/en/search/frequency?q=people&q=decided")
    (chart,) = page.xpath('//figure[@class="chart"]/svg')
    assert chart.get("role") == "img"
    assert "“people” is most frequent in " in chart.get("aria-label")
    groups = chart.xpath("./g")
    shapes = [{child.tag for child in group.xpath("./*[not(self::polyline)]")} for group in groups]
    assert shapes == [{"circle"}, {"rect"}]
    assert chart.xpath('./text[@class="year"]')


def test_what_else_was_counted_is_said_for_all_questions_at_once(client: Client) -> None:
    page = client.page("/en/search/frequency?q=naloxone&q=people+who+use+drugs&kind=report")
    said = text_of(page, '//p[@class="carried"]')
    assert "personnes qui utilisent des drogues" in said
    assert page.xpath('//p[@class="carried"]/a/@href') == [
        "/en/search/frequency?q=naloxone&q=people+who+use+drugs&kind=report&own=1"
    ]


def test_no_more_than_four_are_compared(client: Client) -> None:
    page = client.page("/en/search/frequency?q=a1&q=people&q=people&q=&q=c1&q=d1&q=e1")
    assert page.xpath('//form[@class="compare"]//input[@name="q"]/@value') == ["a1", "people", "c1", "d1"]
    assert client.page("/en/search/frequency?q=people").xpath('//input[@name="q"]/@value') == ["people", ""]


@pytest.mark.parametrize("name", PAGES)
def test_without_an_index_titles_and_themes_are_offered(library: Path, loop: Loop, name: str) -> None:
    front = open_front(library)
    assert front.service.opened.engine
    front.service.opened.engine.close()
    front.service.opened.engine = None
    client = Client(front, loop)
    answer = client.get(f"/en/{name}?q=nothing+ABOUT")
    assert answer.status_code == 503
    assert (answer.headers["cache-control"], answer.headers["retry-after"]) == ("no-store", "5")
    assert 'href="/en/works/nothing-about-us/en"' in answer.text
    assert 'href="/en/works?theme=health"' in answer.text
    assert "Search is not available now" in answer.text
    front.close()


@pytest.mark.parametrize("method", ["concordance", "frequencies", "every"])
def test_an_index_that_proves_damaged_is_told_without_a_word_of_the_reader(
    library: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    front = open_front(library)

    def fail(*_: object) -> None:
        raise BrokenIndexError("The search index is damaged. Publish the library again.")

    monkeypatch.setattr(front.service.opened.engine, method, fail)
    page = {"concordance": "search/concordance", "frequencies": "search/frequency", "every": "search.csv"}[method]
    assert Client(front, loop).get(f"/en/{page}?q=private-word").status_code == 503
    assert "Publish the library again" in caplog.text
    assert "private-word" not in caplog.text
    front.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_search_is_kept_or_listed(client: Client, name: str) -> None:
    answer = client.get(f"/en/{name}?q=people")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers.get("x-robots-tag") == "noindex" or '<meta name="robots" content="noindex">' in answer.text
    assert not [key for key in client.front.service.opened.pages._answers if "/search" in key[1]]


def test_a_year_without_a_value_parts_the_line() -> None:
    chart = make_chart([{2010: 0.1, 2011: 0.2, 2014: 0.4}, {2012: 0.0}])
    assert chart
    first, second = chart.strokes
    assert len(first.lines) == 1
    assert len(first.lines[0].split()) == 2
    assert (len(first.markers), len(second.markers)) == (3, 1)
    assert second.markers[0].y == chart.bottom
    assert all(0 <= marker.x <= WIDTH and 0 <= marker.y <= HEIGHT for marker in first.markers)
    assert [tick.value for tick in chart.ticks] == [0, 0.25, 0.5]


def test_a_chart_of_one_year_and_of_none() -> None:
    chart = make_chart([{2010: 0.0}])
    assert chart
    assert [year for _, year in chart.years] == [2010]
    assert make_chart([{}]) is None
    long = make_chart([dict.fromkeys(range(1960, 2027), 0.001)])
    assert long
    assert len(long.years) <= 7


def test_results_are_the_same_whatever_the_page_says(client: Client) -> None:
    """The files are of what the page shows, under its filters."""
    engine = client.front.service.opened.engine
    assert engine
    results: Results = engine.search(Query("people", {"language": ("ru",)}, own_words=True))
    rows = client.get("/en/search.csv?q=people&language=ru&own=1").content.decode("utf-8-sig").count("/works/")
    assert rows == 0 if not results.passages else rows > 0
