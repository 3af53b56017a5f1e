"""Damaged and malicious files: each gives a Document, or an UnreadableFileError with a reason.

The largest of these files would keep a naive reader busy for minutes.
"""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.documents import office
from tests.documents.office import blocks, docx, odt, packed, paragraph

from firsthand.documents import captions, epub, markdown, opendocument, plaintext, webpage, word
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Document, Footnote, Table

Read = Callable[[bytes], Document]
MANY = 100_000

RICH_DOCX = docx(
    paragraph("T", "H1") + "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("a")
    + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + paragraph("b") + "</w:tc><w:tc>"
    + paragraph("c") + "</w:tc></w:tr></w:tbl>" + paragraph("x", properties="<w:numPr><w:numId w:val='1'/></w:numPr>")
    + "<w:p><w:r><w:t>n</w:t><w:footnoteReference w:id='2'/></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"
    + "<w:p><w:bookmarkStart w:name='k'/><w:hyperlink w:anchor='k'><w:r><w:t>l</w:t></w:r></w:hyperlink></w:p>",
    footnotes="<w:footnote w:id='2'><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote>",
    styles="<w:style w:type='paragraph' w:styleId='H1'><w:name w:val='heading 1'/></w:style>",
    numbering="<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/>"
    "<w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
)  # fmt: skip
RICH_ODT = odt(
    "<text:h text:outline-level='1'>T</text:h><text:list text:style-name='L'><text:list-item><text:p>a</text:p>"
    "</text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-spanned='2'>"
    "<text:p>c</text:p></table:table-cell><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row>"
    "</table:table><text:p>n<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p>"
    "</text:note-body></text:note></text:p>",
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='I'/>"
    "</text:list-style>",
)
RICH_EPUB = office.epub(
    {"a.xhtml": "<h1>A</h1><p>x <a epub:type='noteref' href='#n'>1</a></p><aside id='n'>note</aside>"}
)
PAGE = (
    b"<main><h1 id=a>T</h1><ol start=3><li>x</ol><table><tr><th rowspan=2>a<td>b</table>"
    b"<a role=doc-noteref href=#n>1</a><p id=n>note</p>"
)
EVERY: list[tuple[Read, bytes]] = [
    (word.read, RICH_DOCX),
    (opendocument.read, RICH_ODT),
    (epub.read, RICH_EPUB),
    (webpage.read, PAGE),
    (markdown.read, b"---\ntitle: x\n---\n# A\n\n- b\n\n| c | d |\n|---|---|\n| e | f |\n\ng[^1]\n\n[^1]: h\n"),
    (captions.read, b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>x <i>y</i>\n"),
    (captions.read, b"1\n00:00:01,000 --> 00:00:02,000\nA: x\n- y\n"),
    (plaintext.read, "TITLE\n\n1. Ab\n\n - c\n   d\n\nпривет\n".encode("cp1251")),
]


def survives(read: Read, data: bytes) -> Document | None:
    """The document, sound in itself; None where the file was refused with a reason and a sentence."""
    try:
        document = read(data)
    except UnreadableFileError as error:
        refused = error
        document = None
    if document is None:
        assert refused.reason
        assert str(refused).endswith(".")
        return None
    notes = [block.id for block in blocks(document) if isinstance(block, Footnote)]
    assert len(notes) == len(set(notes))
    anchors = {section.anchor for section in document.walk()}
    for section in document.walk():
        assert all(child.level > section.level for child in section.sections)
    for run in (run for block in blocks(document) for run in getattr(block, "runs", ())):
        assert run.note is None or run.note in notes
        assert (
            run.href is None or run.href.startswith(("https:", "http:", "mailto:", "tel:")) or run.href[1:] in anchors
        )
    return document


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EVERY), st.randoms(use_true_random=False))
def test_changed_bytes(case: tuple[Read, bytes], chance: random.Random) -> None:
    read, data = case
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed) + 1)
        changed[place : place + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
    survives(read, bytes(changed))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EVERY[:3]), st.randoms(use_true_random=False))
def test_changed_markup_in_a_sound_container(case: tuple[Read, bytes], chance: random.Random) -> None:
    read, data = case
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        if isinstance(content, bytes) and name.endswith(("xml", "rels", "opf", "xhtml")):
            parts[name] = _shuffled(content, chance)
    survives(read, packed(parts))


def _shuffled(content: bytes, chance: random.Random) -> bytes:
    root = etree.fromstring(content)
    for _ in range(chance.randint(0, 4)):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        kind = chance.randrange(5)
        if kind == 0 and one.attrib:
            one.set(
                chance.choice(list(one.attrib)), chance.choice(["", "-1", "²", "99999999999", "x", "#", "http://["])
            )
        elif kind == 1 and one.getparent() is not None:
            one.getparent().remove(one)
        elif kind == 2:
            one.append(etree.fromstring(etree.tostring(other)))
        elif kind == 3:
            one.tag = other.tag
        else:
            one.text = chance.choice(["", "a\u0301", "\u200f", "7"])
    return etree.tostring(root)


@pytest.mark.parametrize("read", [read for read, _ in EVERY])
def test_nothing_at_all_is_called_empty(read: Read) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(b"")
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(("read", "data"), EVERY[:3])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_half_a_container_is_called_truncated(read: Read, data: bytes, share: float) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(data[: int(len(data) * share)])
    assert caught.value.reason == "truncated"


@pytest.mark.parametrize(("read", "data"), EVERY[:3])
def test_another_kind_of_file_is_called_mislabelled(read: Read, data: bytes) -> None:
    for other in (b"%PDF-1.7\n", packed({"a.txt": "x"})):
        with pytest.raises(UnreadableFileError) as caught:
            read(other)
        assert caught.value.reason == "mislabelled"


def test_locked_and_old_office_files_are_told_apart() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    for data, reason in ((old, "unsupported"), (old + "EncryptedPackage".encode("utf-16-le"), "encrypted")):
        with pytest.raises(UnreadableFileError) as caught:
            word.read(data)
        assert caught.value.reason == reason


BOMB = packed({"word/document.xml": b"<a>" + b" " * 120_000_000 + b"</a>"})
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
OUTSIDE_UTF_16 = OUTSIDE.encode("utf-16")


@pytest.mark.parametrize(
    ("read", "data", "reason"),
    [
        (word.read, BOMB, "too-large"),
        (word.read, packed({"word/document.xml": ENTITIES}), "damaged"),
        (word.read, packed({"word/document.xml": OUTSIDE}), "damaged"),
        (word.read, packed({"word/document.xml": OUTSIDE_UTF_16}), "damaged"),
        (opendocument.read, packed({"content.xml": OUTSIDE}), "damaged"),
        (epub.read, packed({"META-INF/container.xml": ENTITIES}), "damaged"),
        (word.read, docx("<w:p>" + "<w:hyperlink>" * MANY + "</w:hyperlink>" * MANY + "</w:p>"), "damaged"),
        (webpage.read, b"<p " + b" ".join(b'a%d="1"' % number for number in range(1_000_000)) + b">x", "damaged"),
        (webpage.read, b"<p " + b" ".join(b'a%d=">"' % number for number in range(1_000_000)) + b">x", "damaged"),
        (webpage.read, b"<div>" * MANY + b"x", "damaged"),
        (markdown.read, b">" * MANY + b"x", "damaged"),
        (markdown.read, b"- " * MANY + b"x", "damaged"),
    ],
)
def test_bombs_are_refused(read: Read, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (word.read, docx("<w:tbl><w:tr><w:tc>" * 60 + paragraph("x") * 100 + "</w:tc></w:tr></w:tbl>" * 60)),
        (word.read, docx("<w:ins>" * 240 + paragraph("x") + "</w:ins>" * 240)),
        (word.read, docx("<w:p " + " ".join(f'a{number}="1"' for number in range(MANY)) + "/>" + paragraph("x"))),
        (opendocument.read, odt("<text:p>" + "<text:span>" * 240 + "x" + "</text:span>" * 240 + "</text:p>")),
        (opendocument.read, odt('<text:p>a<text:s text:c="1000000000"/>x</text:p>')),
        (webpage.read, b"<table><tr><td>" * 600 + b"<p>x</p>" * 10_000),
        (webpage.read, b"<p>" + b"x<br>" * 50_000),
        (webpage.read, b"<main>" + b"<aside>" * 1_900 + b"<p>x</p>" * 10_000),
        (webpage.read, b"<p>x" + b"<a href=#n>1</a> " * 10_000 + b"<div><p id=n>note</p></div>"),
        (captions.read, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<b>x" * MANY),
        (captions.read, b"1\n00:00:01,000 --> 00:00:02,000\n" + b"A x " * MANY),
        (plaintext.read, b"x\n" * MANY),
        (plaintext.read, b"1. " * MANY + b"x"),
    ],
)
def test_what_only_looks_monstrous_is_read(read: Read, data: bytes) -> None:
    document = survives(read, data)
    assert document is not None
    assert "x" in repr(document)


def test_a_cell_said_to_be_repeated_a_thousand_million_times_is_held_to_what_can_be_shown() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell * 30}</table:table-row>'
    (table,) = blocks(opendocument.read(odt(f"<table:table>{row}</table:table>")))
    assert isinstance(table, Table)
    assert 1 < sum(len(found.cells) for found in table.rows) <= 100_000
    assert max(len(found.cells) for found in table.rows) <= 500


def test_an_archive_in_an_archive_is_never_opened() -> None:
    inner = packed({"word/document.xml": b"<a>" + b" " * 50_000_000 + b"</a>"})
    document = word.read(docx(paragraph("x"), links={"pic": ("image", "p.docx")}, p_docx=inner))
    assert [type(block).__name__ for block in blocks(document)] == ["Paragraph"]
