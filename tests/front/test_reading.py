"""The reading page: headings, notes, pages, lists, tables, figures, languages; the way to other leaves and editions."""

import re
from itertools import pairwise

import pytest
from tests.front.client import Client, text_of
from tests.front.library import TITLES, WORDS

REPORT = "/en/works/nothing-about-us/en"


def test_a_first_heading_that_repeats_the_title_is_shown_once(client: Client) -> None:
    page = client.page(REPORT)
    titles = [
        heading
        for heading in page.xpath("//h1|//h2|//h3")
        if heading.text_content().strip().startswith("Nothing about us")
    ]
    assert len(titles) == 1
    assert titles[0].get("id") == "title"


def test_headings_step_down_one_at_a_time_on_every_leaf(client: Client) -> None:
    leaves = int(text_of(client.page(REPORT), '//span[@class="where"]').rsplit(" ", 1)[1])
    assert leaves > 1
    for leaf in range(1, leaves + 1):
        page = client.page(REPORT if leaf == 1 else f"{REPORT}/{leaf}")
        levels = [
            int(heading.tag[1]) for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_mark_leads_to_its_note_and_every_note_back(client: Client) -> None:
    for address in (REPORT, "/en/works/far-notes/en"):
        page = client.page(address)
        marks = page.xpath('//a[@role="doc-noteref"]')
        assert marks
        for mark in marks:
            note = page.xpath(f'//section[@role="doc-endnotes"]//li[@id="{mark.get("href")[1:]}"]')
            assert len(note) == 1
            back = note[0].xpath('.//a[@role="doc-backlink"]/@href')[0]
            assert page.xpath(f'//*[@id="{back[1:]}"]')


def test_a_note_is_shown_on_every_leaf_that_has_a_mark_of_it(client: Client) -> None:
    for address in ("/en/works/far-notes/en", "/en/works/far-notes/en/2"):
        page = client.page(address)
        assert text_of(page, '//section[@role="doc-endnotes"]//li/span').startswith("A note from far away.")
        back = page.xpath('//section[@role="doc-endnotes"]//a[@role="doc-backlink"]/@href')[0]
        assert page.xpath(f'//a[@id="{back[1:]}"]')


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}/2", "/en/works/far-notes/en", "/en/works/film/en"])
def test_no_id_stands_twice(client: Client, address: str) -> None:
    ids = client.page(address).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_links_inside_a_text_lead_to_the_leaf_of_their_heading(client: Client) -> None:
    page = client.page(REPORT)
    href = page.xpath('//*[@class="text"]//a[normalize-space()="§ 3"]/@href')[0]
    leaf, _, anchor = href.partition("#")
    assert anchor == "chapter-3"
    assert client.page(leaf or REPORT).xpath('//h2[@id="chapter-3"]')


def test_contents_lead_to_headings_that_are_there(client: Client) -> None:
    page = client.page(REPORT)
    hrefs = page.xpath('//nav[@class="contents"]//li/a/@href')
    assert len(hrefs) == 13
    for href in hrefs:
        leaf, _, anchor = href.partition("#")
        assert client.page(leaf or REPORT).xpath(f'//*[@id="{anchor}"]'), href


def test_page_numbers_stand_where_pages_begin(client: Client) -> None:
    page = client.page(REPORT)
    assert page.xpath('//*[@class="page"]/@data-n') == ["iii", "1", "2", "3", "4"]
    assert page.xpath('//*[@class="page"]/span/text()')[0] == "Page iii"


def test_lists_keep_their_nesting_and_their_marks(client: Client) -> None:
    page = client.page(REPORT)
    outer = page.xpath('//*[@class="text"]/ol[@class="marked"]')[0]
    assert [marker.text for marker in outer.xpath('./li/span[@class="marker"]')] == ["1.", "2."]
    assert [marker.text for marker in outer.xpath('./li[1]/ol/li/span[@class="marker"]')] == ["(a)", "(b)"]
    assert text_of(page, '//*[@class="text"]/ol[@class="marked"]/li[1]/p[2]').startswith(WORDS["en"][1])
    assert len(page.xpath('//*[@class="text"]/ul/li')) == 2


def test_tables_have_header_cells_and_a_region_to_scroll(client: Client) -> None:
    page = client.page(REPORT)
    region = page.xpath('//div[@role="region"][@tabindex="0"][@aria-label]')[0]
    assert [cell.get("scope") for cell in region.xpath(".//tr[1]/th")] == ["col"] * 3
    assert [cell.get("scope") for cell in region.xpath(".//tr[position()>1]/th")] == ["row"] * 2
    assert region.xpath(".//td/@colspan") == ["2"]


def test_figures_have_words_and_come_from_here(client: Client) -> None:
    page = client.page(REPORT)
    images = page.xpath("//figure/img")
    assert [image.get("alt") for image in images] == [
        "Peers at the table: a plain rectangle",
        "A picture without a description",
    ]
    assert (images[0].get("width"), images[0].get("height")) == ("320", "160"), "room is kept while it loads"
    answer = client.get(images[0].get("src"))
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    assert text_of(page, '//p[@class="alternative"]') == "A map that was not kept"


def test_words_inside_a_picture_can_be_read_beside_it(client: Client) -> None:
    page = client.page(REPORT)
    (written,) = page.xpath("//figure/details[@class='written']")
    assert written.findtext("summary") == "Words in the picture"
    assert written.findtext("p") == "Axis one · Axis <two>"


def test_every_block_says_its_language_where_it_is_another(client: Client) -> None:
    page = client.page("/ru/works/nothing-about-us/ar")
    article = page.xpath('//*[@class="text"]')[0]
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    quotation = article.xpath(".//blockquote")[0]
    assert (quotation.get("lang"), quotation.get("dir")) == ("la", "ltr")
    assert set(article.xpath('.//a[@class="pin"]/@lang')) == {"ru"}


def test_text_of_a_document_stays_text(client: Client) -> None:
    assert "line &lt;two&gt;" in client.get(REPORT).text
    assert "An older report &lt;em&gt;" in client.get("/en/works/old-report/en").text


def test_cues_show_time_and_speaker(client: Client) -> None:
    page = client.page("/en/works/film/es")
    cues = page.xpath('//p[@class="cue"]')
    assert text_of(cues[1], ".//time") == "1:01"
    assert cues[1].xpath(".//time/@datetime") == ["PT61S"]
    assert text_of(cues[1], './/b[@class="speaker"]') == "Ana"


@pytest.mark.parametrize(
    ("ui", "sentence"),
    [
        ("en", "Pages 6–7 of the file are pictures; what they say could not be read."),
        ("ru", "Страницы 6–7 файла — изображения; прочитать их текст не удалось."),
    ],
)
def test_what_could_not_be_read_is_said_in_the_language_of_the_interface(
    client: Client, ui: str, sentence: str
) -> None:
    page = client.page(REPORT.replace("/en/", f"/{ui}/", 1))
    (note,) = page.xpath('//p[@class="remarks"]')
    assert note.text_content().strip().startswith(sentence)
    assert note.xpath("a/@href")[0].startswith("/files/")
    assert not note.xpath("descendant-or-self::*[@lang]")


def test_leaves_follow_one_another(client: Client) -> None:
    seen, address = [], REPORT
    while address:
        page = client.page(address)
        seen.append(address)
        before = page.xpath('//a[@rel="prev"]/@href')
        assert before == ([seen[-2]] if len(seen) > 1 else [])
        address = next(iter(page.xpath('//a[@rel="next"]/@href')), "")
    assert len(seen) == int(text_of(page, '//span[@class="where"]').rsplit(" ", 1)[1])


def test_every_passage_of_a_text_is_on_the_leaf_its_link_leads_to(client: Client) -> None:
    for leaf in (1, 2, 3):
        address = REPORT if leaf == 1 else f"{REPORT}/{leaf}"
        page = client.page(address)
        links = page.xpath('//*[@class="text"]/*[not(self::section)]//a[contains(@href, "/p/")]/@href')
        assert links
        for link in links:
            passage = link.rsplit("/", 1)[1]
            answer = client.get(link)
            assert (answer.status_code, answer.headers["location"]) == (302, f"{address}#p-{passage}")
            assert page.xpath(f'//*[@id="p-{passage}"]')


def test_another_edition_built_alike_opens_at_the_same_section(client: Client) -> None:
    page = client.page(f"{REPORT}/2")
    first = page.xpath('//*[@class="text"]//*[self::h2 or self::h3][@id]')[0]
    link = page.xpath('//nav[@class="others"]//a[@hreflang="fr"]/@href')[0]
    leaf, _, anchor = link.partition("#")
    there = client.page(leaf).xpath(f'//*[@id="{anchor}"]')
    assert there
    number = re.findall(r"\d", first.text_content())
    assert number == re.findall(r"\d", there[0].text_content())


def test_another_edition_with_other_sections_opens_at_its_start(client: Client) -> None:
    page = client.page(f"{REPORT}/2")
    link = page.xpath('//nav[@class="others"]//a[@hreflang="ar"]')[0]
    assert link.get("href") == "/en/works/nothing-about-us/ar"
    assert link.get("data-follow") is None


def test_a_passage_is_followed_into_another_edition(client: Client) -> None:
    page = client.page(f"{REPORT}/2")
    passage = page.xpath('//*[@class="text"]/p[@id]')[5].get("id")[2:]
    words = page.xpath(f'//p[@id="p-{passage}"]')[0].text_content().split()[0]
    answer = client.get(f"/en/works/nothing-about-us/fr/from/en/{passage}")
    leaf, _, anchor = answer.headers["location"].partition("#")
    there = client.page(leaf).xpath(f'//*[@id="{anchor}"]')[0]
    assert there.text_content().split()[0] == words
    other = client.get(f"/en/works/nothing-about-us/ar/from/en/{passage}")
    assert other.headers["location"] == "/en/works/nothing-about-us/ar"


@pytest.mark.parametrize("ui", ["fr", "ru"])
def test_a_missing_edition_in_the_readers_language_is_said(client: Client, ui: str) -> None:
    page = client.page(f"/{ui}/works/brief-guide/es")
    assert page.xpath('//p[@class="hint"]')
    assert not client.page(f"/{ui}/works/nothing-about-us/{ui}").xpath('//p[@class="hint"]')
    assert set(TITLES) >= {"fr", "ru"}


def test_the_first_view_of_a_reading_page_is_light(client: Client) -> None:
    """Everything that a browser loads for it, compressed, with headers: well under 40 KB."""
    total = 0
    page = client.page(REPORT)
    first_screen = ["", *page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"), *page.xpath("//script/@src")]
    for address in first_screen:
        answer = client.get(address or REPORT, accept_encoding="br")
        headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
        total += int(answer.headers["content-length"]) + headers
    assert len(first_screen) == 8
    assert total < 40_000
