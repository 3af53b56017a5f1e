"""What a PDF says of itself, and what it carries beside its pages."""

import io

import pikepdf
import pytest

from firsthand.documents.pdf import read

from .pdfs import PAGE, by_hand, typeset

TEXT = "BT /F1 12 Tf 72 400 Td (The network asked four hundred people.) Tj ET"


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("/Title (Safe supply)", "Safe supply"),
        ("/Title (Microsoft Word - Safe supply)", "Safe supply"),
        ("/Title (Microsoft Word - report-final.doc)", None),
        ("/Title (Untitled)", None),
        ("/Title <FEFF0411043504370020043204350441>", "Без вес"),
        ("", None),
    ],
)
def test_a_title_is_what_people_call_the_work(info: str, title: str | None) -> None:
    assert read(by_hand(TEXT, info=info)).metadata.title == title


@pytest.mark.parametrize(
    ("date", "read_back"),
    [("D:20250716093000+02'00'", "2025-07-16"), ("D:2025", "2025"), ("D:99999999", None), ("yesterday", None)],
)
def test_dates_are_iso_8601(date: str, read_back: str | None) -> None:
    assert read(by_hand(TEXT, info=f"/CreationDate ({date})")).metadata.date == read_back


def test_the_declared_language_is_a_tag() -> None:
    document = read(by_hand(TEXT, catalog="/Lang (en_gb)"))
    assert (document.language, document.metadata.language) == ("en-GB", "en-GB")


def test_without_a_declared_language_there_is_none() -> None:
    assert read(by_hand(TEXT)).language is None


def test_the_xmp_packet_speaks_where_the_dictionary_is_silent() -> None:
    with pikepdf.open(io.BytesIO(by_hand(TEXT))) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
            packet["dc:title"] = "Safe supply"
            packet["dc:creator"] = ["Ana Ruiz", "Li Wei"]
            packet["dc:publisher"] = {"The network"}
            packet["dc:rights"] = "CC BY 4.0"
            packet["pdf:Producer"] = "a program"
        del pdf.docinfo
        out = io.BytesIO()
        pdf.save(out)
    metadata = read(out.getvalue()).metadata
    assert (metadata.title, metadata.authors) == ("Safe supply", ("Ana Ruiz", "Li Wei"))
    assert (metadata.publishers, metadata.rights) == (("The network",), "CC BY 4.0")


def test_page_labels_are_kept() -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 7 >>] >>"
    document = read(by_hand(TEXT, catalog=labels, pages=3))
    found = [block.locator.label for section in document.walk() for block in section.blocks if block.locator]
    assert found == ["i", "7", "8"]


def test_attached_files_and_programs_are_left_out_and_named() -> None:
    with pikepdf.open(io.BytesIO(by_hand(TEXT))) as pdf:
        pdf.attachments["notes.txt"] = b"private"
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
        out = io.BytesIO()
        pdf.save(out)
    assert {remark.code for remark in read(out.getvalue()).remarks} == {"dropped-attachment", "dropped-script"}


def test_the_outline_gives_headings_their_levels() -> None:
    source = (
        PAGE
        + '#show heading: set text(size: 10.5pt, weight: "regular")\n= Why\n#lorem(30)\n== How\n#lorem(30)\n= What\n'
    )
    found = read(typeset(source + "#lorem(30)"))
    assert [(section.heading[0].text, section.level) for section in found.walk()] == [
        ("Why", 1),
        ("How", 2),
        ("What", 1),
    ]
