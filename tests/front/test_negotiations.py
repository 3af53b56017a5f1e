"""Pages of processes, drafts and what has changed between them, as readers of the demonstration's negotiation get them,
and in small invented ones for what is rare.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Browser
from tests.front.browser import AXE, need_packages, nu_remarks, violations
from tests.front.client import Client, Loop
from tests.negotiations.example import HIDDEN, example

from firsthand.catalogue.negotiations import (
    Access,
    Alignment,
    Bracket,
    Draft,
    DraftText,
    Edit,
    Link,
    LinkKind,
    Negotiation,
    Paragraph,
    Process,
    Status,
    Tracked,
)
from firsthand.cli import main
from firsthand.front.application import open_front
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.changes import linked_pairs, make_changes
from firsthand.front.pages.negotiations.draft import make_draft
from firsthand.front.pages.negotiations.flow import MOST_BYTES, make_flow
from firsthand.front.pages.negotiations.pieces import Watched, mark_text
from firsthand.front.pages.negotiations.process import make_process
from firsthand.interface import interface
from firsthand.negotiations.audiences import seen_by

DEMO = Path(__file__).parents[2] / "demo" / "negotiations"
BASE = "/negotiations/river-declaration"
KINDS = ("/negotiations", BASE, f"{BASE}/drafts/compilation", f"{BASE}/changes/zero/compilation")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, loop: Loop) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("negotiations")
    (folder / "source").mkdir()
    (folder / "source" / "library.toml").write_text('title = "A library"\nlanguages = ["en", "fr", "es", "ru"]\n')
    shutil.copytree(DEMO, folder / "source" / "negotiations")
    shutil.copy(DEMO.parent / "themes.toml", folder / "source")
    done = CliRunner().invoke(main, ["publish", str(folder / "source"), "-o", str(folder / "library")])
    assert done.exit_code == 0, done.output
    front = open_front(folder / "library")
    yield Client(front, loop)
    front.close()


def showing(negotiation: Negotiation | None = None) -> Showing:
    return Showing(negotiation or example(), f"/en{BASE}")


def test_the_menu_leads_to_the_list_and_that_to_the_process(reader: Client) -> None:
    page = reader.page("/en/negotiations")
    assert page.xpath("//nav[@class='rooms']//a[@aria-current]/@href") == ["/en/negotiations"]
    assert f"/en{BASE}" in page.xpath("//main//h2/a/@href")


def test_every_link_from_a_process_leads_somewhere(reader: Client) -> None:
    page = reader.page(f"/en{BASE}")
    links = {str(link).partition("#")[0] for link in page.xpath("//main//a/@href") if str(link).startswith("/en/neg")}
    assert len(links) > 10
    assert {link: reader.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_band_leads_to_a_place_that_is_there(reader: Client) -> None:
    page = reader.page(f"/en{BASE}")
    links = [str(link) for link in page.xpath("//*[local-name()='svg']//*[local-name()='a']/@href") if "#" in link]
    assert links
    pages = {link.partition("#")[0] for link in links}
    ids = {address: set(reader.page(address).xpath("//@id")) for address in pages}
    assert [link for link in links if link.partition("#")[2] not in ids[link.partition("#")[0]]] == []


def test_nothing_of_a_draft_is_lost_between_its_marks(reader: Client) -> None:
    negotiation = reader.front.service.opened.negotiation("river-declaration")
    assert negotiation
    for text in negotiation.texts:
        for paragraph in text.paragraphs:
            marked = html.fromstring(f"<p>{mark_text(paragraph, [Watched('drug', '/')])}</p>")
            for gone in marked.xpath(".//del"):
                gone.drop_tree()
            assert marked.text_content() == paragraph.text


def test_both_sides_of_a_change_are_the_drafts_letter_by_letter(reader: Client) -> None:
    negotiation = reader.front.service.opened.negotiation("river-declaration")
    assert negotiation
    for before, after in linked_pairs(negotiation):
        view = make_changes(showing(negotiation), interface("en"), before, after)
        assert view
        rows = [row for part in view.page.sections for stretch in part.stretches for row in stretch.rows]
        for slug, side in ((before, "before"), (after, "after")):
            shown = {cell.id: "".join(s.text for s in cell.line.spans) for row in rows for cell in getattr(row, side)}
            text = next(each for each in negotiation.texts if each.draft == slug)
            assert shown == {each.id: each.text for each in text.paragraphs}


def test_one_goes_from_change_to_change_and_from_article_to_article(reader: Client) -> None:
    page = reader.page(f"/fr{BASE}/changes/zero/compilation")
    ids = page.xpath("//main//@id")
    assert len(ids) == len(set(ids))
    changes = [each for each in ids if each.startswith("c-")]
    assert len(changes) > 10
    assert changes == [str(link)[1:] for link in page.xpath("//a[@href='#c-1' or @class='next']/@href")]
    sections = [str(link)[1:] for link in page.xpath("//nav[@class='parts']//@href")]
    assert sections == page.xpath("//h2[@class='section']/@id") != []
    counts = page.xpath("//nav[@class='parts']//span[@class='meta']/text()")
    assert sum(int(count.split()[0]) for count in counts) == len(changes)
    draft = reader.page(f"/en{BASE}/drafts/zero")
    links = [str(link)[1:] for link in draft.xpath("//nav[@class='parts']//@href")]
    assert links == draft.xpath("//article/h2/@id") != []


def test_what_became_of_an_ask_stands_with_the_newest_draft_first(reader: Client) -> None:
    (table,) = reader.page(f"/en{BASE}").xpath("//table[caption/@id='fh-asks']")
    assert table.xpath("thead//th")[1].text_content() == "As adopted"
    first = [row.xpath("td")[0].text_content() for row in table.xpath("tbody/tr")]
    assert sum(words != "–" for words in first) > 10


def test_the_sitemap_leads_to_every_page_of_it(reader: Client) -> None:
    locs = re.findall(r"<loc>[^<]*?(/es/negotiations/river-declaration[^<]*)</loc>", reader.get("/sitemap.xml").text)
    pages = reader.page(f"/es{BASE}").xpath("//main//a/@href")
    own = {str(link).partition("#")[0] for link in pages if "/negotiations/" in link and "feed." not in link}
    assert {each for each in own if each.startswith("/es")} - {"/es/negotiations"} <= set(locs)
    assert {reader.get(locs[-1]).status_code, len(locs) == len(set(locs))} == {200, True}


def test_drafts_events_and_what_was_confirmed_come_in_a_feed(reader: Client) -> None:
    page = reader.page(f"/fr{BASE}")
    address = f"/fr{BASE}/feed"
    assert {f"{address}.atom", f"{address}.json"} <= set(page.xpath("//head/link[@rel='alternate']/@href"))
    assert {f"{address}.atom", f"{address}.json"} <= set(page.xpath("//main//a/@href"))
    assert reader.get(f"{address}.atom").headers["content-type"].startswith("application/atom+xml")
    assert f"{address}.atom" in reader.page("/fr/follow").xpath("//main//a/@href")
    feed = reader.get(f"{address}.json").json()
    titles = [each["title"] for each in feed["items"]]
    assert "Projet\u202f: Rev.2" in titles
    assert "Vote: As adopted" in titles
    assert any(each["url"].endswith("#draft-adopted") and "/asks/" in each["url"] for each in feed["items"])
    days = [each["date_modified"] for each in feed["items"]]
    assert days == sorted(days, reverse=True)
    assert len({each["id"] for each in feed["items"]}) == len(days)
    assert reader.get("/fr/negotiations/nothing/feed.atom").status_code == 404


def test_two_drafts_are_chosen_by_a_form(reader: Client) -> None:
    chosen = reader.get(f"/en{BASE}/changes?before=adopted&after=zero")
    assert (chosen.status_code, chosen.headers["location"]) == (302, f"/en{BASE}/changes/zero/adopted")
    assert reader.get(f"/en{BASE}/changes?before=zero&after=zero").headers["location"] == f"/en{BASE}"


@pytest.mark.parametrize("address", ["/nothing", f"{BASE[13:]}/drafts/no", f"{BASE[13:]}/changes/zero/no"])
def test_what_is_not_there_is_absent(reader: Client, address: str) -> None:
    assert reader.get(f"/en/negotiations{address}").status_code == 404


def test_the_public_sees_nothing_hidden() -> None:
    shown = showing(seen_by(example(), Access.PUBLIC))
    spoken = interface("en")
    views = [make_process(shown, spoken)]
    views += [view for each in ("zero", "rev-1", "final") if (view := make_draft(shown, spoken, each))]
    views += [view for pair in (("zero", "final"),) if (view := make_changes(shown, spoken, *pair))]
    assert len(views) == 5
    assert not [word for word in HIDDEN for view in views if word in repr(view)]
    assert make_draft(shown, spoken, "leaked") is None
    assert make_changes(shown, spoken, "rev-1", "leaked") is None


def test_brackets_tracked_changes_and_terms_are_marked_by_depth() -> None:
    text = "[We [shall] help] <drug abusers>."
    brackets = (Bracket(0, 17, within=(Bracket(4, 11, 1),)),)
    tracked = (Tracked(Edit.DELETION, "may ", 12), Tracked(Edit.INSERTION, "help", 12))
    marked = mark_text(Paragraph("a", text, brackets=brackets, tracked=tracked), [Watched("Drug abusers", "/w")])
    assert '<span class="b2"><b>[</b></span><span class="b2">shall</span>' in marked
    assert '<del>may </del><span class="b1"><ins>help</ins></span>' in marked
    assert '&lt;<a class="term" href="/w">drug abusers</a>&gt;' in marked


def test_what_has_gone_stands_where_it_stood_and_ties_are_told() -> None:
    view = make_changes(showing(), interface("en"), "zero", "rev-1")
    assert view
    rows = [row for part in view.page.sections for stretch in part.stretches for row in stretch.rows]
    assert [row.kind for row in rows] == ["same", "same", "edited", "unknown", "unknown", "new"]
    assert [row.ties[0][0] for row in rows if row.ties] == ["OP2", "OP2"]
    assert [row.confirmed for row in rows[:2]] == [False, True]


def test_guesses_are_shown_without_marks_and_the_weakest_apart() -> None:
    drafts = (Draft("a", "Zero draft of May", "2026", "en", Status.ZERO), Draft("b", "B", "2026", "en"))
    texts = (
        DraftText(
            "a", (Paragraph("x", "Ways of life matter"), Paragraph("y", "Money flows"), Paragraph("z", "Rights"))
        ),
        DraftText("b", (Paragraph("x", "Ways of trade"), Paragraph("v", "Finance"), Paragraph("z", "Rights"))),
    )
    links = (
        Link(LinkKind.UNKNOWN, ("x",), ("x",), 0.3),
        Link(LinkKind.UNKNOWN, ("y",), ("v",), 0.1),
        Link(LinkKind.SAME, ("z",), ("z",), 1.0, moved=True),
    )
    invented = Negotiation(Process("p", titles=(), drafts=drafts), texts, (Alignment("a", "b", links),))
    view = make_changes(showing(invented), interface("en"), "a", "b")
    assert view
    rows = [row for part in view.page.sections for stretch in part.stretches for row in stretch.rows]
    assert [(len(row.before), len(row.after), row.guess) for row in rows if row.kind == "unknown"] == [
        (1, 1, True),
        (1, 0, True),
        (0, 1, True),
    ]
    assert not any(cell.line.changed for row in rows[:1] for cell in (*row.before, *row.after))
    assert [row.ties[0][1] for row in rows if row.ties] == ["#a-v", "#b-y"]
    assert sum(count for name, count in view.page.counts if name == "Not known") == 3
    assert rows[-1].place[0] == rows[-1].place[1] != ""
    assert [step.status for step in make_process(showing(invented), interface("en")).page.steps] == [
        "",
        "Revised draft",
    ]


def test_drafts_in_other_languages_are_not_compared() -> None:
    drafts = (Draft("a", "A", "2026", "en"), Draft("b", "B", "2026", "fr"))
    texts = (DraftText("a", (Paragraph("x", "One"),)), DraftText("b", (Paragraph("y", "Un"),)))
    view = make_changes(showing(Negotiation(Process("p", titles=(), drafts=drafts), texts)), interface("en"), "a", "b")
    assert view
    assert "different languages" in view.page.failed
    assert view.page.sections == ()


def test_the_picture_of_a_long_negotiation_joins_bands_then_shows_articles_and_of_the_longest_parts() -> None:
    short, many, long, longest = (make_flow(invented(*size)) for size in ((3, 20), (6, 250), (7, 600), (60, 100)))
    assert short
    assert many
    assert long
    assert longest
    assert [each.by_articles for each in (short, many, long, longest)] == [False, False, True, True]
    assert [len(many.bands), sum(each.count for each in many.bands)] == [10, 5 * 250]  # two kinds between two drafts
    for flow in (short, many, long, longest):
        size = sum(len(band.path) for band in flow.bands) + sum(len(each.bars) for each in flow.columns)
        assert size < MOST_BYTES
    assert len(short.columns) == 3
    mirrored = make_flow(invented(3, 20), mirrored=True)
    assert mirrored
    assert [each.x for each in mirrored.columns] == [each.x for each in short.columns][::-1]


def invented(drafts: int, paragraphs: int) -> Negotiation:
    """Every other paragraph is edited from draft to draft."""
    every = range(paragraphs)
    kinds = (LinkKind.SAME, LinkKind.EDITED)
    return Negotiation(
        Process("p", titles=(), drafts=tuple(Draft(f"d{each}", f"Rev.{each}", "2026", "en") for each in range(drafts))),
        tuple(
            DraftText(f"d{each}", tuple(Paragraph(f"{n}", "Words of it.", headings=(f"{n // 10}",)) for n in every))
            for each in range(drafts)
        ),
        tuple(
            Alignment(f"d{each}", f"d{each + 1}", tuple(Link(kinds[n % 2], (f"{n}",), (f"{n}",)) for n in every))
            for each in range(drafts - 1)
        ),
    )


def test_the_nu_checker_finds_nothing(reader: Client, tmp_path: Path) -> None:
    pages = {f"{tag}{path}": reader.get(f"/{tag}{path}").content for tag in ("en", "ru") for path in KINDS}
    style = next(link for link in reader.page(f"/en{BASE}").xpath("//link/@href") if link.endswith("negotiation.css"))
    pages["negotiation.css"] = reader.get(style).content
    assert nu_remarks(pages, tmp_path) == ""


@pytest.mark.browser
def test_axe_finds_nothing_and_no_page_scrolls_sideways(browser: Browser, reader: Client) -> None:
    """Narrow and dark, with the style written into the page."""
    need_packages()
    script, found = AXE.read_text(), []
    with browser.new_context(viewport={"width": 320, "height": 800}, color_scheme="dark") as context:
        page = context.new_page()
        for path in KINDS:
            text = reader.get(f"/en{path}").text
            for sheet in re.findall(r'<link rel="stylesheet" href="([^"]+)">', text):
                text = text.replace("</head>", f"<style>{reader.get(sheet).text}</style></head>")
            page.set_content(text, wait_until="domcontentloaded")
            page.evaluate(script)
            found += [f"{path}: {each}" for each in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                found.append(f"{path}: scrolls sideways")
            page.emulate_media(media="print")
            page.set_viewport_size({"width": 718, "height": 1000})  # a sheet of A4 between its margins
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            if page.evaluate("[...document.querySelectorAll('.grid, .sides')].some(each => each.scrollWidth > 718)"):
                found.append(f"{path}: columns are cut on paper")
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": 320, "height": 800})
    assert not found, "\n".join(found)
