"""A Document as a page of HTML, and as JSON."""

from hashlib import sha256
from io import BytesIO

import lxml.html
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pixels

from firsthand.documents.model import (
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    Image,
    ListItem,
    Locator,
    Metadata,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Table,
)
from firsthand.documents.rendering import as_html, as_json


def page(*blocks: object, **more: object) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(as_html(Document("text/plain", (Section(blocks=blocks),), **more)))  # type: ignore[arg-type]


def paragraph(*runs: Run, language: str | None = None) -> Paragraph:
    return Paragraph(runs, language)


def inner(element: lxml.html.HtmlElement) -> str:
    return lxml.html.tostring(element, encoding="unicode").strip()


def test_the_page_says_its_language_direction_and_title() -> None:
    html = page(paragraph(Run("كلمات")), language="ar", metadata=Metadata("دليل"))
    assert (html.get("lang"), html.get("dir"), html.findtext("head/title")) == ("ar", "rtl", "دليل")


def test_the_page_asks_nobody_for_anything() -> None:
    html = page(paragraph(Run("word", href="https://example.org/")), Figure("A map"))
    assert html.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert html.xpath("//script | //link | //iframe | //*[@src and not(starts-with(@src, 'data:'))]") == []


def test_headings_keep_their_levels_and_names() -> None:
    tree = Section((Run("Out"),), 1, sections=(Section((Run("Inside"),), 2, "inside"),))
    html = lxml.html.document_fromstring(as_html(Document("text/plain", (tree,))))
    assert html.findtext(".//h1") == "Out"
    assert html.xpath("//section/section/h2[@id='inside']/text()") == ["Inside"]


def test_styles_of_runs_become_elements() -> None:
    html = page(paragraph(Run("a", strong=True, emphasis=True), Run("b", code=True), Run("2", superscript=True)))
    assert inner(html.xpath("//p")[0]) == "<p><strong><em>a</em></strong><code>b</code><sup>2</sup></p>"


def test_marks_and_notes_lead_to_one_another() -> None:
    html = page(paragraph(Run("So."), Run("1", note="n1"), Run("1", note="n1")), Footnote("n1", "1", (Run("Why."),)))
    (note,) = html.xpath("//aside")
    marks = html.xpath("//p/a")
    assert [mark.get("href") for mark in marks] == [f"#{note.get('id')}"] * 2
    assert note.find("a").get("href") == f"#{marks[0].get('id')}"
    assert len(set(html.xpath("//@id"))) == len(html.xpath("//@id"))


def test_lists_are_nested_by_their_depth_and_kind() -> None:
    depths = [(0, False), (1, True), (1, True), (0, False), (0, True)]
    items = [ListItem((Run(str(place)),), depth, "-", ordered=kind) for place, (depth, kind) in enumerate(depths)]
    html = page(*items)
    assert [item.text for item in html.xpath("//section/ul/li")] == ["0", "3"]
    assert html.xpath("//section/ul/li/ol/li/text()") == ["1", "2"]
    assert html.xpath("//section/ol/li/text()") == ["4"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://example.org"]
)
def test_links_that_do_not_lead_to_the_web_are_left_out(href: str) -> None:
    assert page(paragraph(Run("word", href=href))).xpath("//a") == []


def test_every_other_block_has_its_element() -> None:
    cells = (Cell((Run("a"),), header=True, columns=2), Cell((Run("b\nc"),), rows=2))
    html = page(
        Quotation((Run("said"),)),
        Table((Row(cells),), (Run("Table 1"),)),
        Code("x <\n y"),
        Cue((Run("Hi"),), "Ada", locator=Locator(start=61)),
        Figure("A map", (Run("Figure 1"),)),
    )
    assert html.findtext(".//blockquote/p") == "said"
    assert html.findtext(".//caption") == "Table 1"
    assert html.xpath("//th/@colspan") == ["2"]
    assert html.xpath("//td/@rowspan") == ["2"]
    assert html.xpath("//td/br")
    assert html.findtext(".//pre/code") == "x <\n y"
    assert html.findtext(".//time") == "0:01:01"
    assert html.findtext(".//figcaption") == "Figure 1"


def test_words_inside_a_picture_stand_below_it() -> None:
    (written,) = page(Figure("A map", text="North\n<South>")).xpath("//figure/p[last()]")
    assert list(written.itertext()) == ["North", "<South>"]


def test_pictures_are_inside_the_page() -> None:
    made = BytesIO()
    Pixels.new("RGB", (2, 3)).save(made, "PNG")
    name = sha256(made.getvalue()).hexdigest()
    image = Image(name, "image/png", 2, 3, made.getvalue())
    (shown,) = page(Figure('A "map"', image=name), images=(image,)).xpath("//img")
    assert shown.get("alt") == 'A "map"'
    assert shown.get("src").startswith("data:image/png;base64,")


def test_pages_of_the_original_are_marked_where_they_begin() -> None:
    one, two = Paragraph((Run("a"),), locator=Locator(1, "iv")), Paragraph((Run("b"),), locator=Locator(2))
    assert page(one, one, two).xpath("//span[@class='page']/text()") == ["iv", "2"]


def test_passages_in_other_languages_say_so() -> None:
    html = page(paragraph(Run("oui "), Run("نعم", language="ar"), language="fr"), language="en")
    assert (html.xpath("//p/@lang"), html.xpath("//p/span/@dir")) == (["fr"], ["rtl"])


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_text_can_become_markup(text: str) -> None:
    hostile = f"<script>{text}</script>'\"&"
    blocks = (
        paragraph(Run(hostile, language=hostile, href="https://" + hostile)),
        ListItem((Run(hostile),), marker=hostile),
        Footnote(hostile, hostile, (Run(hostile),)),
        Cue((Run(hostile),), hostile),
        Figure(hostile),
        Code(hostile),
    )
    html = page(*blocks, language=hostile, metadata=Metadata(hostile))
    assert html.xpath("//script") == []
    assert html.xpath("string(//pre)") == hostile


def test_json_holds_all_that_was_found() -> None:
    document = Document("text/plain", (Section(blocks=(paragraph(Run("نعم")), Code("x"))),), language="ar")
    for indent in (None, 2):
        assert msgspec.json.decode(as_json(document, indent), type=Document) == document
    assert b"\n" not in as_json(document)
    assert b'\n  "language": "ar"' in as_json(document, 2)
