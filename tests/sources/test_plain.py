"""Any folder of documents becomes works, with no word of configuration."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from firsthand.catalogue.records import Contribution, Identifier, Role, Text, Work
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.folder import FolderSource

Write = Callable[..., Path]
Read = Callable[..., FolderSource]
Mistakes = Callable[[Path], list[Mistake]]

ENGLISH = "# Safer consultations\n\nThis guide shows how to hold a consultation without putting anybody in danger.\n"
FRENCH = "# Des consultations sûres\n\nCe guide montre comment mener une consultation sans mettre personne en danger.\n"
RUSSIAN = (
    "# Безопасные консультации\n\nЭто пособие о том, как провести консультацию и никого не подвергнуть опасности.\n"
)


def word(
    title: str = "", author: str = "", text: str = "Some words of a report in English, and some more words."
) -> bytes:
    document = Document()
    document.core_properties.title, document.core_properties.author = title, author
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def works(source: FolderSource) -> dict[str, Work]:
    return {work.slug: work for work in source.collection.works}


def editions(work: Work) -> dict[str, list[str]]:
    return {edition.language: [Path(file.name).suffix for file in edition.files] for edition in work.editions}


def test_files_of_one_name_are_one_work_in_its_languages_and_formats(write: Write, read: Read) -> None:
    files = {
        "guide.en.md": ENGLISH,
        "guide.en.txt": ENGLISH,
        "guide_fr.md": FRENCH,
        "Guide (Spanish).md": "# Una guía\n",
        "guide RU.md": RUSSIAN,
        "other.md": ENGLISH,
    }
    found = works(read(write(files)))
    assert set(found) == {"guide", "other"}
    expected = {"en": [".md", ".txt"], "fr": [".md"], "es": [".md"], "ru": [".md"]}
    assert editions(found["guide"]) == expected
    assert [edition.language for edition in found["guide"].editions] == ["en", "fr", "es", "ru"]


def test_a_language_that_no_name_says_is_recognised_from_the_text(write: Write, read: Read) -> None:
    found = works(read(write({"guide.md": RUSSIAN, "report.md": FRENCH, "report.en.md": ENGLISH})))
    assert editions(found["guide"]) == {"ru": [".md"]}
    assert editions(found["report"]) == {"en": [".md"], "fr": [".md"]}


def test_folders_that_are_called_as_languages_say_the_language(write: Write, read: Read) -> None:
    found = works(read(write({"en/guide.md": ENGLISH, "fr/guide.md": FRENCH, "русский/guide.md": RUSSIAN})))
    assert editions(found["guide"]) == {"en": [".md"], "fr": [".md"], "ru": [".md"]}


def test_folders_that_may_be_languages_or_countries_are_languages_beside_others(write: Write, read: Read) -> None:
    apart = works(read(write({"UK/guide.md": ENGLISH, "sign/sign-in.md": ENGLISH, "more/sign.md": ENGLISH})))
    assert {slug: list(editions(work)) for slug, work in apart.items()} == {
        "guide": ["en"],
        "sign-in": ["en"],
        "sign": ["en"],
    }
    beside = works(read(write({"UK/guide.md": "# Посібник\n", "en/guide.md": ENGLISH})))
    assert list(editions(beside["guide"])) == ["en", "uk"]


def test_files_called_by_a_language_alone_are_called_as_their_folder(write: Write, read: Read) -> None:
    found = works(read(write({"2021/safer consultations/en.md": ENGLISH, "2021/safer consultations/fr.md": FRENCH})))
    assert editions(found["safer-consultations"]) == {"en": [".md"], "fr": [".md"]}


def test_the_same_name_in_two_folders_is_two_works(write: Write, read: Read) -> None:
    found = works(
        read(write({"2020/report.en.md": ENGLISH, "2021/report.en.md": ENGLISH, "2021/more/report.fr.md": FRENCH}))
    )
    assert set(found) == {"report", "2021-report", "more-report"}


def test_titles_and_authors_come_from_the_files(write: Write, read: Read) -> None:
    source = read(
        write({"a.docx": word("The harms of drug use", "Jay Levy"), "b.docx": word("", "Microsoft Office User")})
    )
    found = works(source)
    assert found["a"].editions[0].title == "The harms of drug use"
    assert found["a"].contributions == (Contribution("jay-levy", Role.AUTHOR),)
    assert found["b"].contributions == ()
    (party,) = source.collection.parties
    assert (party.names, party.kind) == ((Text("en", "Jay Levy"),), "person")
    assert any("“Jay Levy” as author" in remark.message for remark in source.remarks), "an editor is told of it"


def test_numbers_and_licences_come_from_imprints(write: Write, read: Read) -> None:
    imprint = "\nOctober 2021\n\nISBN 978-92-1-101432-7 (print)\n\nISBN 978-92-4-150727-1 (PDF)\n\n"
    found = works(
        read(
            write(
                {
                    "guide.en.md": ENGLISH + imprint + "Licence: CC BY-NC 4.0, as the law says.\n",
                    "guide.fr.md": FRENCH
                    + "Licence Creative Commons Attribution - Pas d’Utilisation Commerciale 4.0\n",
                    "brief.en.md": ENGLISH + "CC BY 4.0\n",
                    "brief.fr.md": FRENCH + "CC BY-SA 4.0\n",
                }
            )
        )
    )
    guide = found["guide"]
    assert (guide.date, guide.rights) == ("2021-10", "https://creativecommons.org/licenses/by-nc/4.0/")
    assert guide.editions[0].identifiers == (Identifier("isbn", "9789211014327"),)
    assert guide.editions[1].identifiers == ()
    assert found["brief"].rights is None


def test_an_author_who_is_many_is_no_person(write: Write, read: Read) -> None:
    authors = ("Asian Network of People who Use Drugs", "INPUD", "Réseau Sud")
    files = {f"{number}.docx": word("A report", author) for number, author in enumerate(authors)}
    assert {party.kind for party in read(write(files)).collection.parties} == {"organisation"}


def test_dates_come_from_front_matter(write: Write, read: Read) -> None:
    found = works(read(write({"guide.md": "---\ntitle: A guide\ndate: 2021-03-05\nlang: en\n---\n\nWords.\n"})))
    assert (found["guide"].date, found["guide"].editions[0].title) == ("2021-03-05", "A guide")


def test_names_in_any_script_become_titles_and_addresses(write: Write, read: Read) -> None:
    found = works(
        read(write({"Отчёт за 2021.txt": "Слова отчёта.", "数据报告.txt": "数据。", "تقرير.txt": "كلمات التقرير"}))
    )
    assert found["otchyot-za-2021"].editions[0].title == "Отчёт за 2021"
    assert {work.editions[0].title for work in found.values()} >= {"数据报告", "تقرير"}


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"x.en.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", "x.mp4": b"\0\0\0\x18ftypmp42"}, "film"),
        ({"x.mp3": b"ID3"}, "recording"),
        ({"x.csv": "a,b\n1,2\n"}, "dataset"),
        ({"x.md": "# Open letter to the Commission\n\nWe write to you.\n"}, "letter"),
        ({"x.md": "# Community position statement on naloxone\n\nWe hold that.\n"}, "position-statement"),
        ({"x.md": "# Policy brief: decriminalisation\n\nIn short.\n"}, "brief"),
        ({"x.md": "# A toolkit for advocates\n\nTools.\n"}, "guide"),
        ({"x.md": "# Guidelines ignored, briefly\n\nA letter arrived.\n"}, "report"),
    ],
)
def test_kinds_are_guessed_with_caution(write: Write, read: Read, files: dict[str, str | bytes], kind: str) -> None:
    assert works(read(write(files)))["x"].kind == kind


def test_a_film_has_its_captions_as_text_and_its_file_beside_them(write: Write, read: Read) -> None:
    files = {"film.en.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", "film.mp4": b"\0\0\0\x18ftypmp42"}
    (edition,) = works(read(write(files)))["film"].editions
    assert edition.text is not None
    assert [file.media_type for file in edition.files] == ["text/vtt", "video/mp4"]


def test_pictures_programs_and_leavings_are_no_works(write: Write, read: Read) -> None:
    files = {
        "guide.md": ENGLISH,
        "cover.jpg": b"\xff\xd8\xff",
        "make.py": "",
        ".DS_Store": b"\0",
        "~$guide.docx": b"\0",
    }
    assert set(works(read(write(files)))) == {"guide"}


def test_every_file_that_cannot_be_read_is_told(write: Write, mistakes: Mistakes) -> None:
    files = {"empty.pdf": b"", "cut.docx": word()[:200], "guide.md": ENGLISH, "false.pdf": b"\x89PNG\r\n\x1a\n"}
    told = mistakes(write(files))
    assert [mistake.path for mistake in told] == ["cut.docx", "empty.pdf", "false.pdf"]
    assert all(mistake.message.endswith(".") and mistake.remedy.endswith(".") for mistake in told)


def test_leniently_only_what_can_be_read_becomes_works(write: Write, read: Read) -> None:
    source = read(write({"empty.pdf": b"", "guide.md": ENGLISH}), lenient=True)
    assert set(works(source)) == {"guide"}
    assert [mistake.path for mistake in source.left_out] == ["empty.pdf"]


def test_the_library_is_called_as_its_folder(write: Write, read: Read) -> None:
    assert read(write({"guide.md": ENGLISH})).collection.library.titles == (Text("en", "Folder"),)


def test_an_unchanged_folder_gives_the_same_library_again(write: Write, read: Read) -> None:
    folder = write({"a.docx": word("A title", "Jay Levy"), "b.en.md": ENGLISH, "b.fr.md": FRENCH})
    first, second = read(folder), read(folder)
    assert second.collection == first.collection
    assert second.remarks == first.remarks
    assert second.read_now == 0
