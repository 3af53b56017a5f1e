"""What is read from web pages."""

import pytest
from tests.documents.office import blocks, headings, run, texts, words

from firsthand.documents import webpage
from firsthand.documents.model import Code, Document, Figure, Footnote, ListItem, Paragraph, Quotation, Table


def page(body: str, head: str = "", language: str = "") -> Document:
    named = f' lang="{language}"' if language else ""
    return webpage.read(
        f"<!doctype html><html{named}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    )


def test_only_the_main_part_is_read() -> None:
    document = page(
        "<nav><a href=/>Home</a></nav><header><h1>Site</h1><ul><li>Menu</ul></header><main><h1>Text</h1><p>"
        "Words of the page itself.</p>"
        "<form><input value=x><p>Search here</p></form><script>alert('no')</script></main><aside>"
        "Related</aside><footer>Foot</footer>"
    )
    assert (headings(document), texts(document)) == ([(1, "Text")], ["Words of the page itself."])
    assert [remark.code for remark in document.remarks] == ["dropped-script"]


def test_a_page_without_main_or_article_keeps_its_heading_and_loses_its_furniture() -> None:
    document = page("<header><h1>Open letter</h1></header><p>We write.</p><footer>Powered by x</footer>")
    assert (headings(document), texts(document)) == ([(1, "Open letter")], ["We write."])


def test_a_page_that_is_one_form_is_still_read() -> None:
    assert texts(page("<form action=x><p>A whole page inside a form, as some servers write it.</p></form>")) == [
        "A whole page inside a form, as some servers write it."
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "https://bank.example@evil.example/",
        "//evil.example",
        "relative.html",
        "https://",
        "http://[",
        "JAVASCRIPT:1",
        "blob:https://x",
    ],
)
def test_an_odd_address_leaves_its_words_and_no_link(address: str) -> None:
    document = page(f'<p>see <a href="{address}">this</a></p>')
    assert texts(document) == ["see this"]
    assert all(run.href is None for block in blocks(document) if isinstance(block, Paragraph) for run in block.runs)


@pytest.mark.parametrize(
    ("head", "href", "expected"),
    [
        ("", "https://a.example/x y", "https://a.example/x%20y"),
        ("", "mailto:info@a.example", "mailto:info@a.example"),
        ("", "tel:+1234", "tel:+1234"),
        ("<base href='https://a.example/b/'>", "c.html", "https://a.example/b/c.html"),
        ("<link rel=canonical href='https://a.example/b/d'>", "c.html", "https://a.example/b/c.html"),
        ("<base href='/b/'>", "c.html", None),
    ],
)
def test_links_are_absolute_only_where_the_page_says_how(head: str, href: str, expected: str | None) -> None:
    assert run(page(f'<p><a href="{href}">x</a></p>', head), "x").href == expected


def test_links_inside_lead_to_the_heading_above_their_target() -> None:
    document = page(
        '<h1 id="a b">One</h1><p>x</p><p id=mid>y</p><h2>Two</h2><p><a href="#mid">up</a> <a href=#no>no</a></p>'
    )
    assert run(document, "up").href == f"#{document.sections[0].anchor}"
    assert all(run.href is None for run in blocks(document)[2].runs if "no" in run.text)


def test_lists_show_the_markers_of_browsers() -> None:
    document = page(
        "<ol start=3 type=a><li>x<ul><li>y</ul><li value=27><p>z</p><p>more</p></ol><ol reversed><li>q<li>r</ol>"
        "<ol style='list-style-type: upper-roman'><li>s</ol>"
    )
    items = [block for block in blocks(document) if isinstance(block, ListItem)]
    assert [(item.marker, item.depth, item.ordered, words(item.runs)) for item in items] == [
        ("c.", 0, True, "x"),
        ("•", 1, False, "y"),
        ("aa.", 0, True, "z"),
        ("", 0, True, "more"),
        ("2.", 0, True, "q"),
        ("1.", 0, True, "r"),
        ("I.", 0, True, "s"),
    ]


def test_tables_quotations_code_and_figures() -> None:
    document = page(
        "<table><caption>Cap</caption><thead><tr><th>A<th colspan=2>B</thead><tr><td rowspan=99>1<td>2<td>3</table>"
        "<blockquote><p>Said <q>so</q></p></blockquote><pre>a\n  b<br>c</pre>"
        "<figure><img src=x.png alt='A map'><figcaption>Where <b>we</b> are</figcaption></figure>"
    )
    table, quotation, code, figure = blocks(document)
    assert isinstance(table, Table)
    assert words(table.caption) == "Cap"
    assert [[(words(c.runs), c.header, c.columns, c.rows) for c in row.cells] for row in table.rows] == [
        [("A", True, 1, 1), ("B", True, 2, 1)],
        [("1", False, 1, 1), ("2", False, 1, 1), ("3", False, 1, 1)],
    ]
    assert isinstance(quotation, Quotation)
    assert words(quotation.runs) == "Said “so”"
    assert code == Code("a\n  b\nc")
    assert isinstance(figure, Figure)
    assert (figure.alternative, words(figure.caption)) == ("A map", "Where we are")


def test_a_table_that_lays_out_the_page_is_none() -> None:
    document = page("<table><tr><td><h2>Left</h2><p>one</p></td><td><p>two</p></td></tr></table>")
    assert (headings(document), texts(document)) == ([(1, "Left")], ["one", "two"])


NOTES = {
    "roles": '<p>A<a role="doc-noteref" href="#f">1</a></p><aside id=f role=doc-footnote><p>Note.</p></aside>',
    "markdown": '<p>A<sup><a href="#fn1" id="fnref1">[1]</a></sup></p><section class=footnotes><hr><ol>'
    '<li id=fn1><p>Note. <a href="#fnref1">↩</a></p></li></ol></section>',
    "libreoffice": '<p>A<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>'
    '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
    "Note.</p></div>",
    "word": '<p>A<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>'
    '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Note.</p></div>',
}


@pytest.mark.parametrize("maker", NOTES)
def test_footnotes_of_many_makers_are_tied_to_their_marks(maker: str) -> None:
    document = page("<main>" + NOTES[maker] + "</main>")
    text, note = blocks(document)
    assert isinstance(text, Paragraph)
    assert isinstance(note, Footnote)
    assert [run.note for run in text.runs] == [None, note.id]
    assert (note.mark, words(note.runs)) == ("1", "Note.")


def test_a_number_that_links_onward_is_no_footnote() -> None:
    document = page('<h2 id=s2>Two</h2><p>as in <a href="#s2">2</a></p>')
    assert not any(isinstance(block, Footnote) for block in blocks(document))


def test_languages_of_blocks_and_runs() -> None:
    document = page(
        "<p>Un texte <span lang=en>with words</span> en français</p><p lang=ar dir=rtl>مرحبا</p>", language="fr"
    )
    assert document.language == "fr"
    assert run(document, "with words").language == "en"
    assert [block.language for block in blocks(document)] == [None, "ar"]


def test_metadata_of_several_vocabularies() -> None:
    found = page(
        "<h1>Rights first</h1>",
        "<title>Rights first | Network</title><meta name=citation_author content='B, A'><meta "
        "name=citation_author content='C, D'>"
        "<meta name=DC.date content=2019-05><meta property=og:site_name content=Network><meta "
        "name=citation_doi content=10.1234/ab.c>"
        "<meta name=description content='On rights.'><link rel=license href=https://creativecommons.org/licenses/by/4.0/>",
        "en",
    ).metadata
    assert found.title == "Rights first"
    assert found.authors == ("B, A", "C, D")
    assert (found.date, found.publishers, found.subject) == ("2019-05", ("Network",), "On rights.")
    assert found.identifiers == ("doi:10.1234/ab.c",)
    assert found.rights == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<meta charset=windows-1251><p>Права человека".encode("cp1251"), "Права человека"),
        ("<p>Права человека, здоровье и достоинство".encode("cp1251"), "Права человека, здоровье и достоинство"),
        ("<p>Café déjà vu".encode("cp1252"), "Café déjà vu"),
        ("<p>Ünïcode".encode("utf-16"), "Ünïcode"),
        (b"\xef\xbb\xbf<meta charset=latin-1><p>\xc3\xa9", "é"),
        ("<meta charset=utf-7><p>é".encode(), "é"),
    ],
)
def test_encodings(data: bytes, expected: str) -> None:
    assert texts(webpage.read(data)) == [expected]


def test_a_picture_inside_the_page_is_made_anew_and_others_are_not_fetched() -> None:
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC"
    document = page(
        f'<p><img alt="In" src="data:image/png;base64,{dot}"><img alt="Out" src="https://x.example/a.png"></p>'
    )
    first, second = blocks(document)
    assert isinstance(first, Figure)
    assert first.image == document.images[0].sha256
    assert second == Figure("Out")


def test_what_is_hidden_is_not_read() -> None:
    assert texts(page("<p>seen</p><p hidden>no</p><p style='display: none'>no</p><p aria-hidden=true>no</p>")) == [
        "seen"
    ]


def test_line_breaks_of_verse_and_addresses_are_kept_and_those_of_headings_are_not() -> None:
    document = page(
        "<h1>One<br>title</h1><p>Roses are red,<br>violets <b>are<br/>blue</b>.</p><p>A<br><br>\n<br>B<br></p>"
    )
    assert headings(document) == [(1, "One title")]
    assert texts(document) == ["Roses are red,\nviolets are\nblue.", "A\nB"]
