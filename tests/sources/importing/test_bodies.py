"""What WordPress keeps of a text becomes Markdown that says the same, or HTML where Markdown can't."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.documents import markdown as reader
from firsthand.documents import webpage
from firsthand.documents.model import Document
from firsthand.sources.importing.hypertext import headed
from firsthand.sources.importing.markdown import markdown
from firsthand.sources.importing.wordpress.bodies import Body, written

BASE = "https://old.example.org/post/"


def said(content: str) -> str | None:
    return markdown(Body(content, BASE, lambda number: f"{BASE}{number}.jpg").root)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One\n\nTwo\nthree", "One\n\nTwo\\\nthree"),
        ("<!-- wp:paragraph -->\n<p>One <strong>two</strong>.</p>\n<!-- /wp:paragraph -->", "One **two**."),
        ("<h1>A</h1><h2>B</h2>", "## A\n\n### B"),
        ("<ul>\n<li>a</li>\n<li>b<ol><li>c</li></ol></li></ul>", "- a\n\n- b\n\n  1. c"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        (
            "<p>1. not a list</p><p># nor a heading</p><p>- nor this</p>",
            "1\\. not a list\n\n\\# nor a heading\n\n\\- nor this",
        ),
        ("<p>a*b _c_ [d] &lt;e&gt; &amp;amp;</p>", "a\\*b \\_c\\_ \\[d\\] \\<e\\> &amp;amp;"),
        ("<p><b>Note:</b>now</p>", "<strong>Note:</strong>now"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("https://video.example.org/1", "[https://video.example.org/1](https://video.example.org/1)"),
        ('<iframe src="https://video.example.org/1" title="A film"></iframe>', "[A film](https://video.example.org/1)"),
        ('<p><a href="javascript:alert(1)">x</a><script>alert(1)</script></p>', "x"),
        ('<p onclick="x()">a</p><form><input value="b"></form><style>p{}</style>', "a"),
        (
            '[caption id="a" width="3"]<img src="/i.jpg" alt="Us"> At work[/caption]',
            "![Us](https://old.example.org/i.jpg)\n\nAt work",
        ),
        (
            'Before [gallery ids="7,8"] after',
            f"Before\n\n- [{BASE}7.jpg]({BASE}7.jpg)\n- [{BASE}8.jpg]({BASE}8.jpg)\n\nafter",
        ),
        ("[embed]https://video.example.org/1[/embed]", "[https://video.example.org/1](https://video.example.org/1)"),
        ('[vc_row][vc_column width="1/2"]Inside[/vc_column][/vc_row]', "Inside"),
        ("They [sic] said [1] and [[gallery]].", "They \\[sic\\] said \\[1\\] and \\[gallery\\]."),
        (
            '[pdf-embedder url="https://old.example.org/a.pdf" title="The paper"]',
            "[The paper](https://old.example.org/a.pdf)",
        ),
    ],
)
def test_blocks_and_shortcodes_become_markdown(content: str, expected: str) -> None:
    assert said(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        "<table><tr><td>a</td></tr></table>",
        '<table><tr><th colspan="2">a</th></tr></table>',
        "<dl><dt>a</dt><dd>b</dd></dl>",
    ],
)
def test_what_markdown_cannot_say_is_left_to_html(content: str) -> None:
    assert said(content) is None
    assert "a" in written(Body(content, BASE).root)


def test_scripts_and_their_like_do_not_survive_in_html() -> None:
    hostile = (
        '<p onmouseover="x()">a<script>x()</script><svg onload="x()"><a href="x"></a></svg>'
        '<a href=" java\tscript:x()">b</a><a href="data:text/html,x">c</a><object data="vbscript:x"></object>'
        '<img src="x" onerror="x()"><style>*{}</style><base href="//evil.example"><meta http-equiv="refresh"></p>'
    )
    html = written(Body(hostile, BASE).root)
    for sign in ("script", "onmouse", "onerror", "onload", "data:", "<base", "<meta", "<style", "<svg"):
        assert sign not in html


def test_a_paragraph_that_only_leads_to_documents_is_no_part_of_the_words() -> None:
    body = Body('A report.\n\nHere: <a href="/a.pdf">English</a> / <a href="/b.pdf">French</a>', BASE)
    assert body.words() == "A report."
    assert [link.address for link in body.links()] == ["https://old.example.org/a.pdf", "https://old.example.org/b.pdf"]


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=30
)
INLINE = st.recursive(
    TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(
        st.sampled_from(["b", "em", "strong", "i", "span", "sup", "code", "a"]), st.lists(inner, max_size=3)
    ).map(
        lambda made: f"<{made[0]}{' href=https://x.example/' if made[0] == 'a' else ''}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=6,
)
BLOCK = st.one_of(
    st.tuples(st.sampled_from(["p", "h2", "h3", "blockquote", "li"]), INLINE).map(
        lambda made: f"<{made[0]}>{made[1]}</{made[0]}>"
    ),
    st.lists(INLINE, min_size=1, max_size=3).map(
        lambda items: "<ul>" + "".join(f"<li>{one}</li>" for one in items) + "</ul>"
    ),
)


def words(document: Document) -> str:
    from firsthand.documents.blocks import texts

    headings = ["".join(run.text for run in section.heading) for section in document.walk()]
    return "".join("".join([*headings, *texts(document)]).split())


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=4))
def test_markdown_says_the_same_words_as_the_page(blocks: list[str]) -> None:
    body = Body("<!-- wp:html -->" + "\n".join(blocks), BASE)
    text = markdown(body.root)
    if text is None or not text.strip():
        return
    page = headed("Title", written(body.root), ".html", "en")
    expected = sorted(words(webpage.read(page.encode())))
    assert sorted(words(reader.read(headed("Title", text, ".md", "en").encode()))) == expected
