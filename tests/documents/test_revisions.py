"""Tracked changes and comments: kept with their places for editors, and never part of what is published."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.reading import compose, passages
from firsthand.documents import opendocument, word
from firsthand.documents.blocks import texts
from firsthand.documents.model import Change, Comment, Document
from firsthand.documents.readers import parse

from .office import docx, odt, packed, paragraph

BY = 'w:id="1" w:author="Ana Ruiz" w:date="2024-05-06T07:08:00Z"'
WHEN = "2024-05-06T07:08:00Z"


def said(document: Document) -> list[str]:
    return [text for text in texts(document) if text]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text: str, kind: str = "ins") -> str:
    return f"<w:{kind} {BY}>{run(text)}</w:{kind}>"


def deleted(text: str, kind: str = "del") -> str:
    return f'<w:{kind} {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:{kind}>'


def change(kind: str, text: str, block: int, offset: int, *, moved: bool = False) -> Change:
    return Change("insertion" if kind == "+" else "deletion", text, block, offset, "Ana Ruiz", WHEN, moved)


def test_changes_of_a_word_document_stand_where_they_were_made() -> None:
    body = (
        paragraph("Aims", "Heading1")
        + f"<w:p>{run('We ask ')}{inserted('all ')}{run('of ')}{deleted('you ')}{run('them.')}</w:p>"
        + f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{deleted("Old ")}{run("Means")}</w:p>'
    )
    document = word.read(
        docx(body, styles='<w:style w:styleId="Heading1" w:type="paragraph"><w:name w:val="heading 1"/></w:style>')
    )
    assert said(document) == ["Aims", "We ask all of them.", "Means"]
    assert document.changes == (
        change("+", "all ", 1, 7), change("-", "you ", 1, 14), change("-", "Old ", 2, 0),
    )  # fmt: skip


def test_spaces_on_both_sides_of_a_deletion_are_one() -> None:
    document = word.read(docx(f"<w:p>{run('Not ')}{deleted('a')}{run(' word')}{deleted(' more')}</w:p>"))
    assert said(document) == ["Not word"]
    assert [(one.text, one.offset) for one in document.changes] == [("a", 4), (" more", 8)]


def test_moves_are_marked() -> None:
    document = word.read(
        docx(f"<w:p>{run('a')}{deleted('moved', 'moveFrom')}</w:p><w:p>{inserted('moved', 'moveTo')}</w:p>")
    )
    assert said(document) == ["a", "moved"]
    assert document.changes == (change("-", "moved", 0, 1, moved=True), change("+", "moved", 1, 0, moved=True))


def test_paragraphs_that_are_deleted_whole_leave_their_words_with_the_next_one() -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{deleted('All of it.')}</w:p>"
    document = word.read(docx(paragraph("First.") + gone + paragraph("Last.")))
    assert said(document) == ["First.", "Last."]
    assert document.changes == (change("-", "All of it.", 1, 0), change("-", "\n", 1, 0))


def test_deletions_at_the_end_and_of_everything_are_kept() -> None:
    document = word.read(docx(paragraph("Only this.") + f"<w:p>{deleted('Gone.')}</w:p>"))
    assert document.changes == (change("-", "Gone.", 0, 10),)
    assert word.read(docx(f"<w:p>{deleted('Gone.')}</w:p>")).changes == (change("-", "Gone.", 0, 0),)


def test_changes_in_notes_and_tables_are_kept() -> None:
    notes = f'<w:footnote w:id="2"><w:p>{run("See ")}{deleted("page 3")}{run("the annex.")}</w:p></w:footnote>'
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    row = f"<w:tr>{cell.format(run('a'))}{cell.format(run('b') + inserted('c'))}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{cell.format(run('x'))}{cell.format(run('y'))}</w:tr>"
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{run('Words')}{reference}</w:p><w:tbl>{row}{gone}{row}</w:tbl>{paragraph('End.')}"
    document = word.read(docx(body, footnotes=notes))
    assert said(document) == ["Words", "a bc a bc", "End.", "See the annex."]
    assert sorted(document.changes, key=lambda one: (one.block, one.offset)) == [
        change("-", "x | y", 1, 0), change("+", "c", 1, 3), change("+", "c", 1, 8), change("-", "page 3", 3, 4),
    ]  # fmt: skip


def test_a_deleted_note_is_kept_with_its_words_and_shown_nowhere() -> None:
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>Her name.</w:t></w:r></w:p></w:footnote>'
    gone = f'<w:del {BY}><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'
    document = word.read(docx(f"<w:p>{run('Words')}{gone}</w:p>", footnotes=notes))
    assert said(document) == ["Words"]
    assert document.changes == (change("-", " [Her name.]", 0, 5),)


COMMENTS = (
    '<w:comment w:id="0" w:author="Ana Ruiz" w:date="2024-05-06T07:08:00Z"><w:p w14:paraId="0A"><w:r><w:t>Is it so?'
    '</w:t></w:r></w:p></w:comment><w:comment w:id="1" w:author="" w:date="soon"><w:p w14:paraId="0B"><w:r><w:t>Yes.'
    '</w:t></w:r></w:p></w:comment><w:comment w:id="7"><w:p><w:r><w:t>On nothing</w:t></w:r></w:p></w:comment>'
)


def test_comments_have_their_range_their_author_and_their_answers() -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    w15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = f'<w:comments xmlns:w="{space}" {w14}>{COMMENTS}</w:comments>'
    extended = (
        f'<w15:commentsEx {w15}><w15:commentEx w15:paraId="0A"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>'
        "</w15:commentsEx>"
    )
    start, end = '<w:commentRangeStart w:id="{}"/>', '<w:commentRangeEnd w:id="{}"/>'
    body = (
        f"<w:p>{run('We all ')}{start.format(0)}{start.format(1)}{run('know')}{end.format(0)}{end.format(1)}"
        f'<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r>{run(" it.")}</w:p>'
    )
    links = {"c": ("comments", "comments.xml"), "e": ("commentsExtended", "extended.xml")}
    document = word.read(docx(body, links, comments_xml=main.encode(), extended_xml=extended.encode()))
    assert said(document) == ["We all know it."]
    assert document.comments == (
        Comment("Is it so?", 0, 7, 4, "Ana Ruiz", WHEN),
        Comment("Yes.", 0, 7, 4, answers=0),
        Comment("On nothing", 0, 15),
    )


def test_comments_of_a_real_file(samples: Path) -> None:
    document = word.read((samples / "comments.docx").read_bytes())
    shown = said(document)
    assert [comment.author for comment in document.comments] == ["John Reviewer", "Jane Editor", None]
    assert all(comment.length == len(shown[comment.block]) for comment in document.comments)


def _region(identity: str, kind: str, inside: str = "") -> str:
    told = "<dc:creator>Ana Ruiz</dc:creator><dc:date>2024-05-06T07:08:00.123</dc:date>"
    told = f"<office:change-info>{told}</office:change-info>"
    return f'<text:changed-region text:id="{identity}"><text:{kind}>{told}{inside}</text:{kind}></text:changed-region>'


def test_changes_of_an_opendocument_text() -> None:
    listed = _region("a", "insertion") + _region(
        "b", "deletion", "<text:p>one<text:s/>word</text:p><text:p>and</text:p>"
    )
    body = (
        f"<text:tracked-changes>{listed}</text:tracked-changes><text:h text:outline-level='1'>Aims</text:h>"
        '<text:p>We <text:change-start text:change-id="a"/>all</text:p>'
        '<text:p>know<text:change-end text:change-id="a"/>'
        '<text:change text:change-id="b"/> it.</text:p>'
    )
    document = opendocument.read(odt(body))
    assert said(document) == ["Aims", "We all", "know it."]
    assert [(one.kind, one.text, one.block, one.offset, one.author, one.date) for one in document.changes] == [
        ("insertion", "all\nknow", 1, 3, "Ana Ruiz", "2024-05-06T07:08:00"),
        ("deletion", "one word\nand", 2, 4, "Ana Ruiz", "2024-05-06T07:08:00"),
    ]


def test_comments_of_an_opendocument_text() -> None:
    note = (
        '<office:annotation office:name="n"><dc:creator>Ana Ruiz</dc:creator><dc:date>2024-05-06</dc:date>'
        "<text:p>Is it</text:p><text:p>so?</text:p></office:annotation>"
    )
    document = opendocument.read(odt(f'<text:p>We {note}know<office:annotation-end office:name="n"/> it.</text:p>'))
    assert said(document) == ["We know it."]
    assert document.comments == (Comment("Is it\nso?", 0, 3, 4, "Ana Ruiz", "2024-05-06"),)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_what_libreoffice_makes_of_word_documents_tells_the_same(samples: Path, tmp_path: Path) -> None:
    names = ["tracked-deletion", "tracked-insertion", "comments"]
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "odt",
         "--outdir", str(tmp_path), *(str(samples / f"{name}.docx") for name in names)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name in names:
        made = opendocument.read((tmp_path / f"{name}.odt").read_bytes())
        source = word.read((samples / f"{name}.docx").read_bytes())
        assert [(one.kind, one.text, one.block, one.offset) for one in made.changes] == [
            (one.kind, one.text, one.block, one.offset) for one in source.changes
        ]
        assert [(one.text, one.block, one.offset, one.length, one.author or None) for one in made.comments] == [
            (one.text, one.block, one.offset, one.length, one.author) for one in source.comments
        ]


WORDS = st.text(st.sampled_from("abcd "), min_size=1, max_size=6)
PARTS = st.lists(st.tuples(st.sampled_from("=+-"), WORDS), max_size=8)


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_inserted_words_stand_at_their_offset_and_deleted_ones_nowhere(paragraphs: list[list[tuple[str, str]]]) -> None:
    made = {"=": run, "+": inserted, "-": lambda text: deleted(text.replace("a", "Z"))}
    body = "".join(f"<w:p>{''.join(made[kind](text) for kind, text in parts)}</w:p>" for parts in paragraphs)
    document = word.read(docx(body))
    shown = list(texts(document))[1:] if document.sections else []
    plain = word.read(docx("".join(
        f"<w:p>{''.join(run(text) for kind, text in parts if kind != '-')}</w:p>" for parts in paragraphs
    )))  # fmt: skip
    assert [" ".join(text.split()) for text in shown] == [" ".join(text.split()) for text in list(texts(plain))[1:]]
    assert "Z" not in "".join(shown)
    assert len(document.changes) == sum(kind != "=" for parts in paragraphs for kind, _ in parts)
    for one in document.changes:
        assert one.offset <= len(shown[one.block]) if shown else one.offset == 0
        if one.kind == "insertion" and one.text.strip() and "  " not in one.text:
            assert shown[one.block][one.offset :].lstrip().startswith(one.text.strip())


@pytest.mark.parametrize("name", ["secret.docx", "secret.odt"])
def test_no_name_and_no_deleted_word_is_published(name: str) -> None:
    words = f"{run('Shown ')}{inserted('words ')}{deleted('Zzyzx ')}{run('only.')}"
    comment = f'<w:comment w:id="0" w:author="Quux Fnord"><w:p>{run("Plugh xyzzy")}</w:p></w:comment>'
    begin, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    if name.endswith("docx"):
        data = docx(f"<w:p>{begin}{words}{end}</w:p>", comments=comment)
    else:
        listed = _region("b", "deletion", "<text:p>Zzyzx</text:p>") + _region("a", "insertion")
        note = "<office:annotation><dc:creator>Quux Fnord</dc:creator><text:p>Plugh xyzzy</text:p></office:annotation>"
        data = odt(
            f"<text:tracked-changes>{listed}</text:tracked-changes><text:p>Shown "
            "<text:change-start text:change-id='a'/>"
            f"words <text:change-end text:change-id='a'/><text:change text:change-id='b'/>{note}only.</text:p>"
        )
    document = parse(data, name) if name.endswith("docx") else opendocument.read(data)
    assert document.changes
    assert document.comments
    reading = compose(document)
    published = msgspec.json.encode([reading, list(passages(reading.leaves)), document.sections, document.metadata])
    assert b"Shown" in published
    for secret in (b"Ana Ruiz", b"Quux", b"Fnord", b"Zzyzx", b"Plugh", b"xyzzy", b"revision:"):
        assert secret not in published


def test_a_file_of_endless_changes_is_bounded() -> None:
    document = word.read(docx("<w:p>" + (deleted("x") + run("y")) * 25_000 + "</w:p>"))
    assert len(document.changes) == 20_000
    assert said(document) == ["y" * 25_000]


def test_a_broken_list_of_comments_costs_nothing() -> None:
    document = word.read(packed({**_members(docx(paragraph("Here."))), "word/comments.xml": "<broken"}))
    assert said(document) == ["Here."]


def _members(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
