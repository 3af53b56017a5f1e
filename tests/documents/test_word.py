"""What is read from Word documents: real ones, ones made by python-docx, and ones written by hand for a single rule."""

import io
from pathlib import Path

import docx as python_docx
import pytest
from PIL import Image as Picture
from tests.documents.office import blocks, docx, headings, paragraph, run, texts, words

from firsthand.documents import word
from firsthand.documents.model import Figure, Footnote, ListItem, Paragraph, Quotation, Section, Table

HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="1"/>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(depth: int, kind: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText '
        f'w:val="{text}"/></w:lvl>'
    )


def markers(document: word.Document) -> list[str]:
    return [block.marker for block in blocks(document) if isinstance(block, ListItem)]


def test_notes_of_a_real_file_stand_in_the_section_of_their_marks(samples: Path) -> None:
    document = word.read((samples / "footnotes.docx").read_bytes())
    assert headings(document) == [(1, "A footnote")]
    first, *notes = blocks(document)
    assert isinstance(first, Paragraph)
    assert words(first.runs) == "Test footnote.1 Test endnote.2"
    assert [(note.mark, words(note.runs)) for note in notes if isinstance(note, Footnote)] == [
        ("1", "My note."),
        ("2", "This is an endnote at the end of the document."),
    ]
    assert [run.note for run in first.runs if run.note] == [note.id for note in notes if isinstance(note, Footnote)]


def test_a_list_that_begins_at_two_and_one_that_begins_anew_are_marked_as_shown(samples: Path) -> None:
    document = word.read((samples / "lists-restarting.docx").read_bytes())
    assert [(getattr(block, "marker", None), words(getattr(block, "runs", ()))) for block in blocks(document)] == [
        ("2.", "Foo"),
        ("3.", "Bar"),
        ("4.", "Baz"),
        (None, "Interruption"),
        ("1.", "Bop."),
    ]


def test_header_rows_and_paragraphs_of_cells_survive(samples: Path) -> None:
    tables = [block for block in blocks(word.read((samples / "tables.docx").read_bytes())) if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [4, 2, 2]
    assert [cell.header for cell in tables[0].rows[0].cells] == [True] * 4
    assert not any(cell.header for row in tables[1].rows for cell in row.cells)
    assert words(tables[2].rows[0].cells[0].runs) == "Simple\nMultiparagraph"


def test_text_boxes_are_read_once(samples: Path) -> None:
    said = texts(word.read((samples / "textbox.docx").read_bytes()))
    assert said.count("Student falls ill") == 1
    assert said.count("The Health Bureau will handle reporting and specimen collection.") == 1
    assert sum("Centers for Disease Control if necessary" in text for text in said) == 1


@pytest.mark.parametrize(
    ("name", "inserted", "deleted", "text"),
    [
        ("tracked-insertion", 1, 0, "This is a text with two exciting insertions."),
        ("tracked-deletion", 0, 1, "This is a text with a deletion."),
    ],
)
def test_tracked_changes_are_read_as_accepted_and_counted(
    samples: Path, name: str, inserted: int, deleted: int, text: str
) -> None:
    document = word.read((samples / f"{name}.docx").read_bytes())
    assert texts(document) == [text]
    remark = next(remark for remark in document.remarks if remark.code == "tracked-changes")
    assert f"{inserted} insertion(s)" in remark.message
    assert f"{deleted} deletion(s)" in remark.message


def test_a_moved_paragraph_stands_at_its_new_place_only(samples: Path) -> None:
    said = texts(word.read((samples / "tracked-move.docx").read_bytes()))
    assert said == ["Here is some text.", "Here is the text to be moved.", "Here is some more text."]


def test_comments_are_left_out_with_a_remark(samples: Path) -> None:
    document = word.read((samples / "comments.docx").read_bytes())
    assert any(remark.code == "dropped-comments" and remark.message.startswith("3 ") for remark in document.remarks)
    assert document.metadata.title == "Document with Comments"


def test_formulas_become_lines_with_raised_powers(samples: Path) -> None:
    document = word.read((samples / "equations.docx").read_bytes())
    items = [block for block in blocks(document) if isinstance(block, ListItem)]
    assert words(items[2].runs) == "The formula a2+b2=c2 is the Pythagorean theorem."
    assert [run.text for run in items[2].runs if run.superscript] == ["2", "2", "2"]


def test_a_file_of_python_docx_keeps_its_structure() -> None:
    made = python_docx.Document()
    made.add_heading("Report", 0)
    made.add_heading("One", 1)
    line = made.add_paragraph("Plain ")
    line.add_run("bold").bold = True
    made.add_paragraph("first", style="List Number")
    made.add_paragraph("second", style="List Number")
    made.add_paragraph("Said so.", style="Quote")
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tall"
    out = io.BytesIO()
    made.save(out)
    document = word.read(out.getvalue())
    assert document.metadata.title == "Report"
    assert headings(document) == [(1, "One")]
    assert run(document, "bold").strong
    assert markers(document) == ["1.", "2."]
    assert any(isinstance(block, Quotation) and words(block.runs) == "Said so." for block in blocks(document))
    found = next(block for block in blocks(document) if isinstance(block, Table))
    assert [[(words(cell.runs), cell.columns, cell.rows) for cell in row.cells] for row in found.rows] == [
        [("wide", 2, 1), ("", 1, 1)],
        [("", 1, 1), ("", 1, 1), ("tall", 1, 2)],
        [("", 1, 1), ("", 1, 1)],
    ]


def test_headings_come_from_names_and_from_outline_levels_and_from_what_styles_are_based_on() -> None:
    body = paragraph("A", "H1") + paragraph("B", "H2") + paragraph("C", "Own") + paragraph("text")
    assert headings(word.read(docx(body, styles=HEADINGS))) == [(1, "A"), (2, "B"), (2, "C")]


def test_a_title_is_the_first_heading_where_no_other_is_of_the_first_level() -> None:
    alone = word.read(docx(paragraph("The Work", "T") + paragraph("Part", "H2"), styles=HEADINGS))
    assert (alone.metadata.title, headings(alone)) == ("The Work", [(1, "The Work"), (2, "Part")])
    beside = word.read(docx(paragraph("The Work", "T") + paragraph("Part", "H1"), styles=HEADINGS))
    assert (beside.metadata.title, headings(beside)) == ("The Work", [(1, "Part")])
    assert texts(beside) == ["The Work"]


def test_levels_of_numbers_are_shown_as_word_shows_them() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "(%2)")
        + level(2, "lowerRoman", "%1.%3)")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    steps = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (2, 0)]
    body = "".join(paragraph("x", properties=numbered(num, depth)) for num, depth in steps)
    document = word.read(docx(body, numbering=numbering))
    assert markers(document) == ["1.", "(a)", "(b)", "1.i)", "2.", "(a)", "7.", "8."]
    assert [block.depth for block in blocks(document) if isinstance(block, ListItem)] == [0, 1, 1, 2, 0, 1, 0, 0]


def test_a_heading_keeps_its_number() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "upperRoman", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = paragraph("A", "H1", numbered(1)) + paragraph("B", "H1", numbered(1))
    assert headings(word.read(docx(body, styles=HEADINGS, numbering=numbering))) == [(1, "I. A"), (1, "II. B")]


def test_fields_show_their_results_and_links_lead_outside_or_to_a_heading() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:bookmarkStart w:id="1" w:name="here"/><w:r><w:t>'
        "Here</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.example/" '
        "</w:instrText>"
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>out</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:hyperlink w:anchor="here"><w:r><w:t>in</w:t></w:r></w:hyperlink>'
        '<w:hyperlink w:anchor="nowhere"><w:r><w:t>lost</w:t></w:r></w:hyperlink>'
        '<w:hyperlink r:id="evil"><w:r><w:t>evil</w:t></w:r></w:hyperlink></w:p>'
    )
    document = word.read(docx(body, {"evil": ("hyperlink", "javascript:alert(1)")}, styles=HEADINGS))
    assert run(document, "out").href == "https://a.example/"
    assert run(document, "in").href == f"#{document.sections[0].anchor}"
    assert run(document, "lostevil").href is None


def test_a_deleted_end_of_paragraph_joins_it_with_the_next() -> None:
    body = paragraph("One ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("two.")
    assert texts(word.read(docx(body))) == ["One two."]


def test_hidden_text_and_the_table_of_contents_are_left_out_with_a_remark() -> None:
    body = (
        paragraph("Chapter 4", "TOC1")
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>"
    )
    document = word.read(docx(body, styles=HEADINGS))
    assert texts(document) == ["shown"]
    assert {remark.code for remark in document.remarks} == {"dropped-hidden", "dropped-contents"}


def test_languages_are_named_where_they_differ_and_not_where_the_script_belies_them() -> None:
    def said(text: str, language: str) -> str:
        return f'<w:r><w:rPr><w:lang w:val="{language}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    body = (
        f"<w:p>{said('Ce texte est en français, et il est long. ', 'fr-FR')}{said('Habeas corpus', 'la')}</w:p>"
        f"<w:p>{said('Este párrafo es español.', 'es-ES')}</w:p><w:p>{said('Этот абзац', 'en-US')}</w:p>"
    )
    document = word.read(docx(body))
    first, second, third = blocks(document)
    assert document.language == "fr-FR"
    assert first.language is None
    assert run(document, "Habeas corpus").language == "la"
    assert second.language == "es-ES"
    assert third.language is None


def test_right_to_left_text_stays_in_logical_order() -> None:
    body = (
        '<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/><w:lang w:bidi="ar-SA"/></w:rPr><w:t>مرحبا '
        "بكم</w:t></w:r></w:p>"
    )
    document = word.read(docx(body))
    assert texts(document) == ["مرحبا بكم"]
    assert document.language == "ar-SA"


def test_a_picture_keeps_its_alternative_text_and_caption_and_loses_its_metadata() -> None:
    photo = io.BytesIO()
    secret = Picture.Exif()
    secret[0x010F] = "A camera that can be traced"
    Picture.new("RGB", (64, 48), "teal").save(photo, "JPEG", exif=secret)
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="A teal field"/>'
        '<a:graphic><a:blip r:embed="pic"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    body = drawing + paragraph("Figure 1. Teal", "C")
    document = word.read(docx(body, {"pic": ("image", "p.jpg")}, styles=HEADINGS, p_jpg=photo.getvalue()))
    (figure,) = blocks(document)
    assert isinstance(figure, Figure)
    assert (figure.alternative, words(figure.caption)) == ("A teal field", "Figure 1. Teal")
    (image,) = document.images
    assert (image.sha256, image.width, image.height) == (figure.image, 64, 48)
    assert b"traced" in photo.getvalue()
    assert b"traced" not in image.data
    assert not Picture.open(io.BytesIO(image.data)).getexif()


def test_a_drawing_that_is_not_painted_leaves_its_alternative_text() -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="A plan"/><a:blip r:embed="pic"/></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    document = word.read(docx(drawing, {"pic": ("image", "p.svg")}, p_svg=b"<svg onload='x()'></svg>"))
    assert blocks(document) == [Figure("A plan")]
    assert not document.images
    assert [remark.code for remark in document.remarks] == ["dropped-drawing"]


def test_what_the_program_wrote_as_title_or_author_is_refused() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>Microsoft Word - draft7.doc</dc:title><dc:creator>Ana B.; User</dc:creator>"
        "<cp:lastModifiedBy>Hidden Person</cp:lastModifiedBy><dcterms:modified>2021-03-04T10:00:00Z</dcterms:modified>"
        "</cp:coreProperties>"
    )
    document = word.read(docx(paragraph("x"), core=core))
    assert document.metadata.title is None
    assert document.metadata.authors == ("Ana B.",)
    assert document.metadata.date == "2021-03-04"
    assert any(remark.code == "names-in-properties" for remark in document.remarks)
    assert "Hidden Person" not in repr(document)


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    note = (
        '<w:footnote w:id="2"><w:p><w:r><w:t>me</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        "</w:footnote>"
    )
    body = '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    document = word.read(docx(body, footnotes=note))
    assert [block.id for block in blocks(document) if isinstance(block, Footnote)] == ["footnote-2"]


def test_a_single_cell_is_a_frame_and_no_table() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('Inside', 'H1')}{paragraph('words')}</w:tc></w:tr></w:tbl>"
    document = word.read(docx(body, styles=HEADINGS))
    assert document.sections == (Section(document.sections[0].heading, 1, blocks=document.sections[0].blocks),)
    assert (headings(document), texts(document)) == ([(1, "Inside")], ["words"])
