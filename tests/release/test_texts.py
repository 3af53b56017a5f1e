"""A text lies in one ZIP, of which any leaf is read by itself."""

import zipfile
from pathlib import Path

from msgspec.structs import replace
from tests.release.shelf import paragraphs

from firsthand.catalogue.reading import compose
from firsthand.documents.model import Remark
from firsthand.release.texts import pack, read_contents, read_leaf, read_leaves

READING = compose(paragraphs(*(f"{n}. {'Words and words. ' * 40}" for n in range(100))))


def test_what_is_packed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "text.zip"
    path.write_bytes(pack(READING))
    assert read_contents(path) == READING.contents
    assert read_leaf(path, 2) == READING.leaves[1]
    assert read_leaves(path) == READING.leaves


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert pack(READING) == pack(READING)


def test_it_is_an_ordinary_zip_that_says_no_time(tmp_path: Path) -> None:
    path = tmp_path / "text.zip"
    path.write_bytes(pack(READING))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:2] == ["contents.json", "1.json"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_of_the_first_format_says_its_remarks_in_english_sentences(tmp_path: Path) -> None:
    path = tmp_path / "text.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "contents.json", '{"language":"en","leaves":1,"remarks":["Page 2 is a picture without text."]}'
        )
    assert read_contents(path).remarks == ("Page 2 is a picture without text.",)


def test_remarks_keep_their_code_and_pages(tmp_path: Path) -> None:
    path = tmp_path / "text.zip"
    remark = Remark("no-text", "Pages 2 to 3 are pictures without text.", page=2, last=3)
    path.write_bytes(pack(compose(replace(paragraphs("Words."), remarks=(remark,)))))
    assert read_contents(path).remarks == (remark,)
