"""What the page kinds show, and that each template uses exactly the structure that its page declares."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta, nodes
from tests.front.client import Client, text_of

from firsthand.catalogue.records import Endorsement, Party, Text
from firsthand.front.door import pages as door_pages
from firsthand.front.door.receipts import ReceiptPage
from firsthand.front.leaving import Wiped
from firsthand.front.pages import (
    about,
    changes,
    check,
    cite,
    concept,
    concordance,
    following,
    frequency,
    home,
    kept,
    news,
    problem,
    reading,
    search,
    statement,
    statements,
    thesaurus,
    words,
    work,
    works,
)
from firsthand.front.pages.negotiations import agreed, ask, draft, process, processes, score, sheet
from firsthand.front.pages.negotiations import changes as draft_changes
from firsthand.front.rendering import TEMPLATES
from firsthand.front.signers import group_signers
from firsthand.interface import Interface

STRUCTURES = {
    "home.html": home.Home,
    "works.html": works.Works,
    "work.html": work.WorkPage,
    "reading.html": reading.Reading,
    "record.html": reading.Record,
    "cite.html": cite.CitePage,
    "news.html": news.News,
    "statements.html": statements.Statements,
    "statement.html": statement.StatementPage,
    "search.html": search.Search,
    "concordance.html": concordance.ConcordancePage,
    "frequency.html": frequency.FrequencyPage,
    "about.html": about.About,
    "accessibility.html": about.Accessibility,
    "privacy.html": about.Privacy,
    "problem.html": problem.Problem,
    "words.html": words.Words,
    "terms.html": words.Terms,
    "concept.html": concept.ConceptPage,
    "thesaurus.html": thesaurus.Tree,
    "topic.html": thesaurus.Topic,
    "check.html": check.CheckPage,
    "following.html": following.Following,
    "changes.html": changes.ChangesPage,
    "changed.html": check.ChangedPage,
    "kept.html": kept.Shelf,
    "wiped.html": Wiped,
    "sign.html": door_pages.SignPage,
    "signed.html": ReceiptPage,
    "withdraw.html": door_pages.FormPage,
    "message.html": door_pages.FormPage,
    "confirm.html": door_pages.ConfirmPage,
    "door.html": door_pages.DoorPage,
    "negotiations.html": processes.ProcessesPage,
    "process.html": process.ProcessPage,
    "draft.html": draft.DraftPage,
    "draft-changes.html": draft_changes.ChangesPage,
    "ask.html": ask.AskPage,
    "score.html": score.ScorePage,
    "sheets.html": sheet.SheetsPage,
    "agreed.html": agreed.AgreedPage,
}

FREE = {
    "page",
    "still",
    "frame",
    "ui",
    "static",
    "tongue",
    "clock",
    "contact_link",
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "a",
    "m",
    "n",
    "process",
    "f",
    "k",
    "c",
    "s",
    "r",
    "d",
    "w",
}


def test_every_template_belongs_to_a_page() -> None:
    whole = {path.name for path in TEMPLATES.glob("*.html") if not path.name.startswith("_")}
    assert whole == {*STRUCTURES, "base.html"}


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_template_uses_only_what_its_page_declares(name: str) -> None:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True)
    source = (TEMPLATES / name).read_text()
    tree = environment.parse(source)
    assert meta.find_undeclared_variables(tree) <= FREE
    used = {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "page"
    }
    assert used <= set(STRUCTURES[name].__struct_fields__)


def test_templates_hold_no_style_no_script_and_no_words_of_their_own() -> None:
    for path in TEMPLATES.glob("*.html"):
        source = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|\|safe", source), path.name
        bare = re.sub(r"\{% block shape %\}\w+|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", source, flags=re.DOTALL)
        bare = re.sub(r"<[^>]*>|\s[\w-]+=\"[^\"]*\"", "", bare)  # tags, and the attributes that a macro gives them
        assert not re.search(r"[A-Za-z]{2,}", bare), (path.name, re.findall(r"\w*[A-Za-z]{2,}\w*", bare))


def test_the_first_page_shows_what_is_new_and_the_ways_in(client: Client) -> None:
    page = client.page("/fr/")
    assert text_of(page, "//h1") == "Bibliothèque du réseau"
    assert page.xpath('//a[@href="/fr/works?theme=health"]')[0].text == "Santé"
    assert page.xpath('//a[@href="/fr/works?language=ru"]')[0].text == "Russe"
    titles = page.xpath('//section[@class="newest"]//h3')
    assert titles[0].text_content().strip() == "Rien sur nous"


def test_works_are_narrowed_by_plain_links_with_counts(client: Client) -> None:
    page = client.page("/en/works?theme=health")
    assert {heading.text_content().strip() for heading in page.xpath('//ul[@class="cards"]//h2')} == {
        "Nothing about us",
        "Guía breve",
    }
    spanish = page.xpath('//nav[@class="facets"]//a[text()="Spanish"]')[0]
    assert spanish.get("href") == "/en/works?theme=health&language=es"
    assert spanish.getnext().text == "1"
    narrowed = client.page(spanish.get("href"))
    assert [heading.text_content().strip() for heading in narrowed.xpath('//ul[@class="cards"]//h2')] == ["Guía breve"]
    leave = narrowed.xpath('//ul[@class="chosen"]//a/@href')
    assert leave == ["/en/works?language=es", "/en/works?theme=health"]


def test_a_withdrawn_work_is_in_no_list(client: Client) -> None:
    for address in ("/en/", "/en/works", "/en/works/nothing-about-us", "/en/search?q=taken"):
        assert "Taken back" not in client.get(address).text


def test_a_work_shows_its_editions_relations_rights_and_people_in_order(client: Client) -> None:
    page = client.page("/ru/works/nothing-about-us")
    editions = [edition.get("lang") for edition in page.xpath('//li[@class="edition"]/h3')]
    assert editions == ["ru", "en", "fr", "ar"]
    assert "изменился" in text_of(page, '//li[@class="edition"][1]')
    assert text_of(page, '//section[@class="facts"]').count("Creative Commons BY-NC-ND 3.0") == 1
    headings = [heading.text for heading in page.xpath("//section/h2")]
    assert "Читайте вместе с этим" in headings
    assert "Заменяет" in headings
    assert "(вымышлено)" in text_of(page, '//header[@class="title"]')
    companion = client.page("/ru/works/brief-guide")
    assert companion.xpath('//section//a[@href="/ru/works/nothing-about-us"]')
    assert "Её заменила более новая публикация" in text_of(client.page("/ru/works/old-report"), "//section/h2")


def test_the_text_of_a_superseded_work_leads_to_the_newer_one(client: Client) -> None:
    note = "//p[@class='warning']"
    page = client.page("/en/works/old-report/en")
    assert text_of(page, note).startswith("A newer work takes its place:")
    assert page.xpath(f"{note}/a/@href") == ["/en/works/nothing-about-us"]


def test_a_summary_in_another_language_is_said_to_be_so(client: Client) -> None:
    page = client.page("/fr/works/nothing-about-us")
    assert "anglais" in text_of(page, '//section[@class="summary"]/p[@class="hint"]')
    assert page.xpath('//section[@class="summary"]/p[@lang="en"]')
    assert not client.page("/ru/works/nothing-about-us").xpath('//section[@class="summary"]/p[@class="hint"]')


def test_news_stand_by_month_and_years_are_an_archive(client: Client) -> None:
    page = client.page("/ru/news")
    assert [heading.text for heading in page.xpath("//section/h2")] == ["Март"]
    assert page.xpath('//nav[@class="years"]//a/@href') == ["/ru/news?year=2024", "/ru/news?year=2023"]


def test_news_of_which_only_the_year_is_known_stand_below_its_months(client: Client) -> None:
    page = client.page("/ru/news?year=2023")
    assert [heading.text for heading in page.xpath("//section/h2")] == ["Декабрь", "2023"]
    assert page.xpath("//section[2]//h3/a/@href | //section[2]//h2/a/@href") == ["/ru/news/sometime/en"]


def test_signers_stand_by_kind_and_region_and_invented_ones_are_marked(client: Client) -> None:
    page = client.page("/en/statements/open-letter")
    section = page.xpath('//section[@class="signers"]')[0]
    assert text_of(section, "./h2") == "5 signatures"
    kinds = [heading.text.strip() for heading in section.xpath("./h3")]
    assert kinds == ["Networks led by the communities they speak for", "Funders", "People"]
    assert [heading.text for heading in section.xpath("./details/summary/h4")] == [
        "International",
        "Asia",
        "Europe",
        "Americas",
        "Europe",
    ]
    invented = section.xpath('.//li[em[@class="invented"]]')
    assert [signer.text_content().split(",")[0] for signer in invented] == ["Made-up Fund"]


def test_names_are_sorted_within_a_region() -> None:
    parties = {
        slug: Party(slug, (Text("en", slug.title()),), "network", place="KE") for slug in ("zebra", "ant", "moth")
    }
    groups = group_signers(tuple(map(Endorsement, parties)), parties, Interface("en"))
    assert [signer.name.value for signer in groups[0].regions[0].signers] == ["Ant", "Moth", "Zebra"]


def test_hits_lead_to_their_passage_and_show_the_words(client: Client) -> None:
    page = client.page("/en/search?q=voices")
    link = page.xpath('//a[@class="hit"]/@href')[0]
    assert client.get(link.split("#")[0]).status_code == 200
    page = client.page("/en/search?q=decided&kind=film")
    link = page.xpath('//a[@class="hit"]')[0]
    leaf, _, passage = link.get("href").partition("#")
    assert client.page(leaf).xpath(f'//*[@id="{passage}"]')
    assert text_of(link, ".//mark").lower().startswith("decid")
    assert page.xpath('//input[@type="hidden"][@name="kind"]/@value') == ["film"]


def test_a_search_for_signs_alone_is_told_that_nothing_can_be_searched(client: Client) -> None:
    page = client.page("/en/search?q=%28%28%28%28")
    assert "signs can't" in text_of(page, '//p[@class="hint"]')
    assert not page.xpath('//ol[@class="groups"]/li')


def test_nothing_found_proposes_other_words(client: Client) -> None:
    page = client.page("/en/search?q=poeple")
    assert "Nothing was found" in text_of(page, "//h2") or page.xpath('//a[@class="hit"]')
    suggestion = page.xpath('//p/a[starts-with(@href, "/en/search?q=")]')
    assert [link.text for link in suggestion] == ["people"]


@pytest.mark.parametrize(
    ("count", "words"), [("1", "1 публикация"), ("3", "3 публикации"), ("5", "5 публикаций"), ("21", "21 публикация")]
)
def test_russian_counts_are_right(count: str, words: str) -> None:
    form = Interface("ru").ngettext("%(count)s work", "%(count)s works", int(count))
    assert form % {"count": count} == words


def test_the_packaged_files_are_all_there() -> None:
    static = Path(TEMPLATES.parent, "static")
    assert {path.name for path in static.iterdir()} == {
        "firsthand.css",
        "suggest.js",
        "keep.js",
        "keep.css",
        "keep-icon-192.png",
        "keep-icon-512.png",
        "keep-icon-mask.png",
        "leave.js",
        "worker.js",
        "words.css",
        "statement.css",
        "deadline.js",
        "door.css",
        "negotiation.css",
        "asks.css",
        "sign.js",
        "seal.js",
        "blake2b.js",
        "blake2b.LICENSE.txt",
        "nacl-fast.min.js",
        "nacl-fast.LICENSE.txt",
        "search.css",
        "firsthand.js",
        "icon.svg",
    }
    for name in (
        "firsthand.css",
        "words.css",
        "search.css",
        "keep.css",
        "statement.css",
        "door.css",
        "negotiation.css",
        "asks.css",
    ):
        css = (static / name).read_text()
        assert len(css.encode()) < 12_000
        assert not re.search(r"(margin|padding|border)-(left|right)|(?<![-\w])(left|right):|url\(|@import", css)
