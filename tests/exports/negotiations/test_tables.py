"""Compilations, tables and the record of a negotiation: what stands in them, and that nothing in them computes."""

import csv
import io
import json
import zipfile
from pathlib import Path

import jsonschema
import msgspec
from lxml import etree
from msgspec.structs import replace
from tests.exports.negotiations.proposals import issue, negotiation
from tests.negotiations.example import HIDDEN, example

from firsthand.catalogue.negotiations import Access, Negotiation
from firsthand.documents import word
from firsthand.documents.model import Table, plain
from firsthand.exports.negotiations.compilation import make_compilation
from firsthand.exports.negotiations.offering import make, offered
from firsthand.exports.negotiations.record import make_record, schema
from firsthand.exports.negotiations.tables import (
    ASKS,
    COMPILATION,
    OUTCOMES,
    make_asks,
    make_compilation_table,
    make_outcomes,
)
from firsthand.negotiations.audiences import seen_by

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "negotiation.schema.json"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_compilation_has_a_row_for_every_proposal() -> None:
    found = read(make_compilation_table(negotiation(), "one", issue()))
    assert list(found[0]) == list(COMPILATION)
    assert [each["ask"] for each in found] == [
        "communities", "people", "punishment", "moral", "in-full", "prisons", "about-us", "report", "nowhere", "again",
    ]  # fmt: skip
    rows = {each["ask"]: each for each in found}
    assert rows["people"]["proposal"] == (
        "States shall [-punish drug abusers-]{+support people who use drugs+} and their helpers."
    )
    assert rows["people"]["proposed_text"] == "States shall support people who use drugs and their helpers."
    assert rows["about-us"]["label"] == "OP4 bis."
    assert (rows["about-us"]["proposal"], rows["moral"]["proposed_text"]) == ("{+Nothing about us without us.+}", "")
    assert (rows["report"]["reason"], rows["nowhere"]["reason"], rows["people"]["reason"]) == ("several", "anchor", "")
    followed = {each["ask"]: each["placed"] for each in read(make_compilation_table(negotiation(), "two", issue()))}
    assert (followed["people"], followed["communities"], followed["moral"]) == ("proposed", "confirmed", "")


def test_no_cell_computes() -> None:
    for data in (make_asks(negotiation(), issue()), make_compilation_table(negotiation(), "one", issue())):
        for row in read(data):
            assert row["rationale"] == "'=1+1 is why & <because>"
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_asks_and_outcomes_are_codes_with_words_beside_them() -> None:
    asks = read(make_asks(example(), issue()))
    assert list(asks[0]) == [*ASKS, "notice"]
    assert (asks[0]["must"], asks[0]["want"]) == ("naloxone | including in prisons | by 2030", "keep")
    outcomes = read(make_outcomes(seen_by(example(), Access.PUBLIC), issue()))
    assert list(outcomes[0]) == list(OUTCOMES)
    final = next(each for each in outcomes if (each["ask"], each["draft"]) == ("naloxone", "final"))
    assert (final["outcome"], final["state"], final["paragraphs"]) == ("weakened", "confirmed", "1")
    assert "modal: shall → should | hedge: – → as appropriate" in final["reasons"]


def test_a_compilation_is_a_table_with_a_head_that_is_repeated() -> None:
    data = make_compilation(negotiation(), "one", issue())
    (table,) = [block for block in _blocks(data) if isinstance(block, Table)]
    cells = [[plain(cell.runs) for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Paragraph", "Text as it stands", "Proposal", "Rationale", "Agreed before", "Supported by"]
    assert len(cells) == 11
    assert all(cell.header for cell in table.rows[0].cells)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    assert root.find(f".//{W}tblCaption").get(f"{W}val") == "Proposals, paragraph by paragraph"
    assert root.find(f".//{W}pgSz").get(f"{W}orient") == "landscape"
    assert "drug abusers" in "".join(each.text for each in root.iterfind(f".//{W}r[{W}rPr]/{W}t") if _struck(each))


def _struck(text: etree._Element) -> bool:
    return text.getparent().find(f"{W}rPr/{W}strike") is not None


def _blocks(data: bytes) -> list[object]:
    document = word.read(data)
    return [block for section in _sections(document.sections) for block in section.blocks]


def _sections(sections: tuple) -> list:  # type: ignore[type-arg]
    return [each for section in sections for each in (section, *_sections(section.sections))]


def test_the_record_is_the_negotiation_and_fits_its_schema() -> None:
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(schema()))
    for access in Access:
        seen = seen_by(example(), access) if access is not Access.ALLIES else replace(example(), access=access)
        data = make_record(seen, issue(recipient="Ana"))
        assert msgspec.json.decode(data, type=Negotiation) == seen
        said = json.loads(data)
        jsonschema.Draft202012Validator(schema()).validate(said)
        assert said.get("notice", "").endswith("Given to Ana.") == (access is not Access.PUBLIC)
    broken = {**json.loads(make_record(example(), issue())), "asks": [{"slug": 1}]}
    assert not jsonschema.Draft202012Validator(schema()).is_valid(broken)


def test_nothing_that_is_offered_to_everyone_holds_what_is_not_for_everyone() -> None:
    public = seen_by(example(), Access.PUBLIC)
    names = [each.name for each in offered(public)]
    assert names[:3] == [
        "final.akn.xml",
        "rev-1.amendments.docx",
        "rev-1.compilation.docx",
    ]  # what is adopted is closed
    assert names[-3:] == ["asks.csv", "outcomes.csv", "process.json"]
    assert not any("leaked" in name for name in names)
    for each in offered(public):
        data = make(public, each, issue())
        if each.name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                data = b"".join(map(file.read, file.namelist()))
        assert not any(hidden.encode() in data for hidden in HIDDEN), each.name


def test_what_is_not_for_everyone_says_so_in_every_format() -> None:
    whole = example()
    for each in offered(whole):
        data = make(whole, each, issue(recipient="Ana"))
        if each.name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                data = file.read("word/header.xml") + file.read("word/footer.xml")
        assert b"Private. Do not pass on. Given to Ana." in data, each.name
