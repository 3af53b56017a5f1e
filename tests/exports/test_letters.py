"""Letters of a statement: what a secretariat gets, what nobody is told, and whether it can be read by everybody."""

import csv
import io
import itertools
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.exports.pdftree import elements, tags, texts
from tests.exports.retold import said
from tests.exports.signed import NAMES, OWN, PARTIES, endorsements, signed, volumes

from firsthand.catalogue.reading import compose
from firsthand.catalogue.records import Capacity, Display, Endorsement, Signer, Tally
from firsthand.documents import word
from firsthand.documents.pdf import read
from firsthand.exports.letters import is_offered
from firsthand.exports.letters.pdf import make_pdf
from firsthand.exports.letters.table import COLUMNS, MARK, guarded, make_table
from firsthand.exports.letters.word import make_docx
from firsthand.exports.printing.press import LettersError
from firsthand.interface import interface

COUNT = 60
TALLIES = (Tally(25, "KE", 2), Tally(10, "034", 2), Tally(5, None, 2), Tally(7, "FR", 1))
STATEMENT = signed((*OWN, *endorsements(COUNT)), TALLIES)
STANDING = 2 + COUNT - COUNT // 12
SCRIPTS = {name for name, _, _ in NAMES[:-1]}


@pytest.fixture(scope="module")
def english() -> bytes:
    return make_pdf(volumes(STATEMENT, "en"))


@pytest.fixture(scope="module")
def all_languages() -> bytes:
    return make_pdf(volumes(STATEMENT, "en", "fr", "es"))


@pytest.fixture(scope="module")
def document() -> bytes:
    return make_docx(volumes(STATEMENT, "en"))


def flat(data: bytes) -> str:
    return " ".join(" ".join(texts(data)).split())


def listed(data: bytes) -> list[str]:
    """The numbered entries of the signatories of a Word file, and what else has letters, as our own reader finds it."""
    return [text for _, text in said(compose(word.read(data)))]


def test_everything_stands_in_its_order(english: bytes) -> None:
    words, at = flat(english), -1
    for each in (
        "To: Ministers of Health & of Finance", "Occasion: Commission on Narcotic Drugs", "Session: 70th session",
        "Agenda item: Item 6 (b)", "Place and date: Austria, 8 March 2027", "Date: 5 October 2026",
        "Keep the Doors Open", "Dear Ministers,", "Name the date and the sum.", "Yours faithfully,", "Signatories",
        "as published on 1 January 2024", "Networks led by the communities", "1. Hill Network (HN) [a]",
        "Africa", "Réseau Écluse 36, South Africa", "People", "Ana Ejemplo, Spain (invented)",
        "Signatories who are not named", "Southern Asia: 10", "Kenya: 25", "Place not stated: 5",
        "How to check this letter", "Version 2 of 5 October 2026", STATEMENT.versions[1].sha256,
        "Coordinated by: Hill Network", "https://library.example.org/statements/keep-the-doors-open",
    ):  # fmt: skip
        at = words.find(each, at + 1)
        assert at >= 0, each


def test_a_screen_reader_is_told_of_titles_headings_and_lists(english: bytes) -> None:
    found = elements(english)
    assert next(each.tag for each in found if each.tag in ("Title", "H1")) == "Title"
    levels = [int(each.tag[1]) for each in found if re.fullmatch("H[1-6]", each.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert tags(english).count("LI") == 5 + 4 + STANDING + 3  # demands, marks, signatories, places
    (code,) = [each for each in found if each.tag == "Figure"]
    assert code.alternative.endswith("https://library.example.org/statements/keep-the-doors-open")
    assert [each.language for each in found].count("und") >= STANDING - len(OWN)  # nobody has said which it is


def test_pages_are_numbered_and_say_whose_they_are(english: bytes) -> None:
    pages = texts(english)
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in " ".join(page.split())
        assert "Keep the Doors Open" in page
    with pikepdf.open(io.BytesIO(english)) as pdf:
        assert (str(pdf.Root.Lang), pdf.docinfo["/Title"]) == ("en", "Keep the Doors Open")


def test_the_same_release_gives_the_same_bytes(english: bytes, document: bytes) -> None:
    assert make_pdf(volumes(STATEMENT, "en")) == english
    assert make_docx(volumes(STATEMENT, "en")) == document


def test_our_own_reader_finds_headings_and_every_name_with_its_number(english: bytes) -> None:
    found = [text for _, text in said(compose(read(english)))]
    for each in ("Signatories", "How to check this letter", "Dear Ministers,", "Ñandú Libre, Argentina [b]",
                 "北京互助会, China [b]", "Сеть «Ёлка», Kazakhstan [c]", "Łąka, Poland [c]"):  # fmt: skip
        assert any(text.endswith(each) for text in found), each


def test_names_stand_in_their_own_letters(english: bytes, document: bytes) -> None:
    words = flat(english)
    assert not [name for name in SCRIPTS - {"شبكة الأمل", "साथी संगठन", "เครือข่ายบ้านเรา"} if name not in words]
    whole = "\n".join(listed(document))
    assert not [name for name in SCRIPTS if name not in whole]


def test_each_is_told_as_much_as_they_want() -> None:
    hidden = Endorsement(signer=Signer("Only Name", "Hidden House", "KE"), capacity=Capacity.AFFILIATED,
                         display=Display.NAME, date="2026-10-10", version=2)  # fmt: skip
    person = Endorsement(signer=Signer("Maria", "City Clinic", "ES"), capacity=Capacity.AFFILIATED, version=2)
    group = Endorsement(signer=Signer("Our Group", "Jane Doe, chair", "UA"), version=2)
    gone = Endorsement(signer=Signer("Went Away"), version=2, withdrawn="2026-10-11")
    secret = Endorsement(signer=Signer("Never Told"), version=2, display=Display.WITHHELD)
    old = Endorsement(signer=Signer("Other Words"), version=1)
    statement = signed((hidden, person, group, gone, secret, old))
    letters = [" ".join(listed(make_docx(volumes(statement, "en"), alphabetical=order))) for order in (False, True)]
    table = make_table(statement, {}, interface("en")).decode()
    for text in (*letters, table):
        assert all(each in text for each in ("Only Name", "City Clinic", "Our Group"))
        for never in ("Hidden House", "2026-10-10", "Kenya", "Jane Doe", "Went Away", "Never Told"):
            assert never not in text, never
    assert "Other Words" not in "".join(letters)
    assert "Maria (City Clinic*), Spain" in letters[0]
    assert "Named for identification only: the organisation has not signed." in letters[0]
    assert [row["stands"] for row in csv.DictReader(io.StringIO(table)) if row["name"] == "Other Words"] == ["no"]


def test_the_numbers_add_up(english: bytes) -> None:
    organisations, people, unnamed = map(
        int,
        re.search(
            r"Signed by (\d+) organisations, (\d+) people by name and at least (\d+) people", flat(english)
        ).groups(),  # type: ignore[union-attr]
    )
    assert (organisations + people, unnamed) == (STANDING, 40)
    rows = list(csv.DictReader(io.StringIO(make_table(STATEMENT, dict_of(), interface("en")).decode("utf-8-sig"))))
    assert sum(int(row["count"]) for row in rows if row["stands"] == "yes") == STANDING + 40
    assert sum(int(row["count"]) for row in rows if row["stands"] == "no") == COUNT // 12 + 7


def dict_of() -> dict[str, object]:
    return {party.slug: party for party in PARTIES}


def test_one_list_is_in_the_alphabet_of_its_reader() -> None:
    names = ["Oasis", "Ñandú", "Nube", "Élan", "Eden", "Ёлка", "Еда"]
    statement = signed([Endorsement(signer=Signer(name), version=2) for name in names])
    text = listed(make_docx(volumes(statement, "es"), alphabetical=True))
    assert [each for each in text if each in names] == ["Eden", "Élan", "Nube", "Ñandú", "Oasis", "Еда", "Ёлка"]


def test_a_translation_names_the_hash_to_which_signatures_bind_and_its_own() -> None:
    words = flat(make_pdf(volumes(signed(), "fr")))
    assert [wording.sha256 in words for wording in signed().versions[1].wordings] == [True, True, False]


def test_all_languages_share_one_list(all_languages: bytes) -> None:
    words = flat(all_languages)
    for each in (
        "Dear Ministers,",
        "Dites la date et le montant.",
        "Digan la fecha y la suma.",
        "Réseau Écluse 36, South Africa",
    ):
        assert words.count(each) == 1, each
    assert "Signatories · Signataires · Firmantes" in words
    assert "Africa · Afrique · África" in words
    assert words.count("SHA-256 (") == 3
    assert {each.language.split("-")[0] for each in elements(all_languages)} >= {"fr", "es"}


def test_word_files_have_headings_languages_and_a_code_that_is_described(document: bytes, tmp_path: Path) -> None:
    opened = docx.Document(io.BytesIO(document))
    styles = [paragraph.style.name for paragraph in opened.paragraphs if paragraph.style]
    assert (styles.count("Title"), styles.count("Heading 1")) == (1, 2)
    assert styles.count("Heading 3") >= 10
    assert not opened.sections[0].first_page_footer.is_linked_to_previous
    assert opened.sections[0].header.paragraphs[0].text == "Keep the Doors Open"
    with ZipFile(io.BytesIO(document)) as file:
        xml = file.read("word/document.xml").decode()
        assert 'w:lang w:val="en"' in file.read("word/styles.xml").decode()
    for each in ('w:lang w:bidi="und"', "<w:rtl/>", 'w:cols w:num="2"'):
        assert each in xml, each
    assert 'descr="A QR code with the address: https://library.example.org/statements/keep-the-doors-open"' in xml


def test_libreoffice_numbers_the_names_as_we_do(document: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "letter.docx").write_bytes(document)
    command = [
        office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
        "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "letter.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "letter.txt").read_text("utf-8-sig").splitlines()
    numbers = [int(found[1]) for line in lines if (found := re.match(r"\s*(\d+)\.\s", line))]
    assert numbers == [*range(1, 6), *range(1, STANDING + 1)]


def test_where_no_font_has_the_letters_the_pdf_says_so_and_the_word_file_is_there() -> None:
    name = "\U0001e2f0\U0001bc00\U00010570"
    statement = signed([Endorsement(signer=Signer(name), version=2)])
    with pytest.raises(LettersError, match="No font on this machine"):
        make_pdf(volumes(statement, "en"))
    assert name in listed(make_docx(volumes(statement, "en")))


def test_nothing_that_somebody_calls_themselves_is_an_order() -> None:
    names = ["#eval(1)", "$x$ *y* _z_", "<w:p/>&", "@label", "\\n #import", "]]>", "a\u202eb"]
    statement = signed([Endorsement(signer=Signer(name), version=2) for name in names])
    found = listed(make_docx(volumes(statement, "en")))
    words = flat(make_pdf(volumes(statement, "en")))
    assert not [name for name in names if name not in found]
    assert not [name for name in names[:-1] if name not in words]


def test_without_an_address_there_is_no_code_to_scan() -> None:
    for data in (make_pdf(volumes(signed(), "en", address=None)), make_docx(volumes(signed(), "en", address=None))):
        assert b"code.png" not in data
    words = flat(make_pdf(volumes(signed(), "en", address=None)))
    assert "Nobody has signed these words yet." in words
    assert "stand at this address" not in words


def test_letters_are_there_for_the_words_in_force_alone() -> None:
    assert is_offered(signed())
    assert not is_offered(signed(versions=(replace(signed().versions[0], wordings=()),)))
    record = [replace(edition, text=None) for edition in signed().editions]
    assert not is_offered(signed(versions=(), editions=tuple(record)))


def test_the_table_opens_in_excel_and_says_what_each_column_is() -> None:
    made = make_table(STATEMENT, dict_of(), interface("fr")).decode()
    assert made.startswith(MARK)
    first, *rows = csv.reader(io.StringIO(made.removeprefix(MARK)))
    assert tuple(first) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    told = Path(__file__).resolve().parents[2] / "docs" / "reference" / "letters.md"
    assert not [column for column in COLUMNS if f"`{column}`" not in told.read_text("utf-8")]
    assert any(row[first.index("country_name")] == "Brésil" for row in rows)


@given(st.text(st.sampled_from("=+-@\t\r\n＝＋－＠ \u00a0\u200babc\"',;"), max_size=6))
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = guarded(text)
    assert not cell.strip(" \u00a0\u200b").startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert cell in (text, f"'{text}")
