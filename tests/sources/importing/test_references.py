"""References from RIS, BibTeX and Zotero become works; an entry that is broken costs no other."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.importing.conftest import Imports, state

from firsthand.catalogue.records import Work
from firsthand.sources.folder import FolderSource
from firsthand.sources.importing.bibtex import Bibtex, plain
from firsthand.sources.importing.intake import Report
from firsthand.sources.importing.references import List, References
from firsthand.sources.importing.ris import Ris
from firsthand.sources.importing.zotero import Zotero

RIS = """TY  - RPRT
ID  - red
AU  - Levy, Jay
A2  - World Health Organization
TI  - Red Herring
PY  - 2021/03/26/
LA  - fre
UR  - https://example.org/red
L1  - files/red.md
KW  - Drug policy
N2  - What it says.
DO  - 10.1000/182
SN  - 978-0-306-40615-7
PB  - INPUD
ER  -
"""
BIBTEX = r"""@techreport{red,
  title = {{Red} Herring}, author = {Levy, Jay and {World Health Organization}}, year = 2021, month = mar,
  langid = {french}, url = {https://example.org/red}, file = {Full:files/red.md:text/markdown},
  keywords = {Drug policy}, abstract = {What it says.}, doi = {https://doi.org/10.1000/182}, isbn = {0-306-40615-2},
  institution = {INPUD}}
"""
CSL = [
    {
        "id": "red",
        "type": "report",
        "title": "Red Herring",
        "author": [{"family": "Levy", "given": "Jay"}, {"literal": "World Health Organization"}],
        "issued": {"date-parts": [[2021, 3]]},
        "language": "fr-FR",
        "URL": "https://example.org/red",
        "keyword": "Drug policy",
        "abstract": "<p>What it says.</p>",
        "DOI": "10.1000/182",
        "ISBN": "9780306406157",
        "publisher": "INPUD",
    }
]
BETTER = {
    "items": [
        {
            "itemType": "report",
            "citationKey": "red",
            "title": "Red Herring",
            "creators": [
                {"creatorType": "author", "lastName": "Levy", "firstName": "Jay"},
                {"creatorType": "author", "name": "World Health Organization"},
            ],
            "date": "2021-03-26",
            "language": "fr",
            "url": "https://example.org/red",
            "tags": [{"tag": "Drug policy"}],
            "abstractNote": "What it says.",
            "DOI": "10.1000/182",
            "ISBN": "9780306406157",
            "institution": "INPUD",
            "attachments": [{"itemType": "attachment", "path": "files/red.md"}],
        }
    ]
}
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dcterms="http://purl.org/dc/terms/">
<bib:Report rdf:about="#item_1"><z:itemType>report</z:itemType><dcterms:abstract>What it says.</dcterms:abstract>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Levy</foaf:surname><foaf:givenName>Jay</foaf:givenName></foaf:Person>
</rdf:li><rdf:li><foaf:Person><foaf:surname>World Health Organization</foaf:surname></foaf:Person></rdf:li></rdf:Seq>
</bib:authors>
<dc:publisher><foaf:Organization><foaf:name>INPUD</foaf:name></foaf:Organization></dc:publisher>
<link:link rdf:resource="#item_2"/><dc:title>Red Herring</dc:title><dc:date>2021-03</dc:date><z:language>fr</z:language>
<dc:identifier>DOI 10.1000/182</dc:identifier><dc:identifier>ISBN 978-0-306-40615-7</dc:identifier>
<dc:subject>Drug policy</dc:subject>
<dc:identifier><dcterms:URI><rdf:value>https://example.org/red</rdf:value></dcterms:URI></dc:identifier></bib:Report>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType>
<rdf:resource rdf:resource="files/red.md"/></z:Attachment>
</rdf:RDF>"""

ALL = {
    "ris": (Ris(), RIS),
    "bibtex": (Bibtex(), BIBTEX),
    "csl": (Zotero(), json.dumps(CSL)),
    "better": (Zotero(), json.dumps(BETTER)),
    "rdf": (Zotero(), RDF),
}


def bring(imports: Imports, written: List, text: str | bytes, **options: object) -> Report:
    path = imports.place / "list.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return imports.take(References("list", path, written, imports.place / "uploads"), **options)


@pytest.mark.parametrize("name", ALL)
def test_every_format_says_the_same_of_a_report(
    imports: Imports, uploads: Callable[..., Path], read: Callable[..., FolderSource], name: str
) -> None:
    uploads("files/red.md")
    assert bring(imports, *ALL[name]).mistakes == []
    collection = read(imports.folder).collection
    (work,) = collection.works
    names = {party.slug: party.names[0].value for party in collection.parties}
    assert (work.slug, work.kind, work.themes, work.summaries[0].value) == (
        "red-herring",
        "report",
        ("drug-policy",),
        "What it says.",
    )
    assert work.date is not None
    assert work.date.startswith("2021-03")
    made = {(names[one.party], one.role.value) for one in work.contributions}
    assert made >= {("Jay Levy", "author"), ("INPUD", "publisher")}
    assert "World Health Organization" in names.values()
    assert {(one.scheme, one.value) for one in work.identifiers} == {("doi", "10.1000/182"), ("isbn", "9780306406157")}
    (edition,) = work.editions
    assert (edition.language, edition.title, edition.link) == ("fr", "Red Herring", "https://example.org/red")
    assert len(edition.files) == (0 if name == "csl" else 1)
    before = state(imports.folder)
    bring(imports, *ALL[name])
    assert state(imports.folder) == before


def test_two_ris_entries_one_of_them_without_end_both_come_in(imports: Imports) -> None:
    report = bring(
        imports, Ris(), RIS.replace("ER  -", "").replace("files/red.md", "") + "TY  - JOUR\nTI  - Two\nPY  - soon\n"
    )
    assert [mistake.line for mistake in report.mistakes] == [1, 16, 16]
    assert report.outcomes == {"new": 2}


def test_broken_and_repeated_bibtex_entries_are_told_with_their_lines(imports: Imports) -> None:
    report = bring(
        imports, Bibtex(), "@book{one, title={One}}\n@book{two, title={\n@book{one, title={Again}}\n@book{no}\n"
    )
    assert [(mistake.line, mistake.message[:30]) for mistake in report.mistakes][:2] == [
        (2, "This entry can't be read."),
        (3, "There are two entries “one”."),
    ]
    assert report.outcomes == {"new": 1}


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\'{e}t\'e", "été"),
        (r"{\"u}ber", "über"),
        (r"\c{c}a \~n \o{}re \ss", "ça ñ øre ß"),
        (r"A \& B 10\% -- {C}", "A & B 10% – C"),
        (r"\emph{loud}", "loud"),
    ],
)
def test_tex_becomes_letters(tex: str, words: str) -> None:
    import unicodedata

    assert unicodedata.normalize("NFC", plain(tex)).strip() == words


@pytest.mark.parametrize("path", ["../secret.md", "/etc/passwd", "file:///etc/passwd", "a/../../secret.md"])
@pytest.mark.parametrize("name", ["ris", "bibtex", "better", "rdf"])
def test_a_file_outside_of_the_folder_is_not_taken(
    imports: Imports, uploads: Callable[..., Path], name: str, path: str
) -> None:
    uploads()
    (imports.place / "secret.md").write_text("secret")
    written, text = ALL[name]
    text = text.replace("Full:files/red.md", f"Full:{path.replace(':', chr(92) + ':')}").replace("files/red.md", path)
    report = bring(imports, written, text)
    assert len(report.mistakes) == 1
    assert not any(name.endswith(".md") for name in state(imports.folder))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE r [<!ENTITY a "b">]><rdf:RDF xmlns:rdf="x">&a;</rdf:RDF>',
        "<rdf:RDF",
        "{",
        "[" * 5000,
        "[]",
        "[1, null, {}]",
        '{"items": 5}',
    ],
)
def test_what_is_no_zotero_export_is_told_and_nothing_is_made(imports: Imports, text: str) -> None:
    report = bring(imports, Zotero(), text)
    assert report.mistakes
    assert report.outcomes == {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(ALL)), st.data())
def test_whatever_a_list_holds_it_is_read_or_told(imports: Imports, name: str, data: st.DataObject) -> None:
    written, text = ALL[name]
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + data.draw(st.text(max_size=20)) + text[data.draw(st.integers(at, len(text))) :]
    bring(imports, written, changed.encode("utf-8", "replace"), propose=imports.place / "table.csv")


def test_works_of_one_title_have_addresses_of_their_own(imports: Imports, read: Callable[..., FolderSource]) -> None:
    bring(imports, Zotero(), json.dumps([{"id": str(number), "type": "book", "title": "Same"} for number in range(3)]))
    works: tuple[Work, ...] = read(imports.folder).collection.works
    assert [work.slug for work in works] == ["same", "same-2", "same-3"]
