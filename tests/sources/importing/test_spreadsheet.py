"""A table of works: every mistake is told with its row and column, and all other rows come in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.importing.conftest import Imports, state

from firsthand.catalogue.records import Role
from firsthand.sources.folder import FolderSource
from firsthand.sources.importing.intake import Report
from firsthand.sources.importing.spreadsheet import Spreadsheet

HEADER = "slug,title,language,kind,date,authors,themes,file,doi\n"


def bring(imports: Imports, text: str | bytes, **options: object) -> Report:
    path = imports.place / "works.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return imports.take(Spreadsheet(path, imports.place / "uploads"), **options)


def said(report: Report) -> list[str]:
    return [f"{mistake.line}: {mistake.message}" for mistake in report.mistakes]


def test_rows_with_one_slug_are_editions_of_one_work(
    imports: Imports, uploads: Callable[..., Path], read: Callable[..., FolderSource]
) -> None:
    uploads("a/en.md", "fr.md")
    first = 'red,Red,en,report,2021-03,"Levy, Jay; INPUD",Drug policy,a/en.md,10.1000/182\n'
    assert bring(imports, HEADER + first + "red,Rouge,fr,report,2021-05,,,fr.md,\n").mistakes == []
    (work,) = read(imports.folder).collection.works
    assert [(one.language, one.title, one.date, len(one.files)) for one in work.editions] == [
        ("en", "Red", None, 1),
        ("fr", "Rouge", "2021-05", 1),
    ]
    assert [(one.party, one.role) for one in work.contributions] == [("jay-levy", Role.AUTHOR), ("inpud", Role.AUTHOR)]
    assert (work.identifiers[0].value, work.themes) == ("10.1000/182", ("drug-policy",))


def test_columns_can_stand_once_for_each_language(
    imports: Imports, uploads: Callable[..., Path], read: Callable[..., FolderSource]
) -> None:
    uploads("es.md")
    text = "title,title__es,summary__ru,file__es,language\nThe report,El informe,Кратко,es.md,en\n"
    assert bring(imports, text).mistakes == []
    (work,) = read(imports.folder).collection.works
    assert {one.language: one.title for one in work.editions} == {"en": "The report", "es": "El informe"}
    assert work.slug == "the-report"
    assert ("ru", "Кратко") in {(one.language, one.value) for one in work.summaries}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,A,en,reprt,2021,,,,", "2: Column “kind”: “reprt” is not known."),
        ("a,A,en,report,2021-13,,,,", "2: Column “date”: “2021-13” is not in the calendar."),
        ("a,A,klingonese,report,,,,,", "2: Column “language”: “klingonese” is not a language tag."),
        ("A B,A,en,report,,,,,", "2: Column “slug”: “A B” cannot be part of an address."),
        (
            "a,A,en,report,,,,../../etc/passwd,",
            "2: Column “file”: “../../etc/passwd” leads out of the folder of files.",
        ),
        ("a,A,en,report,,,,/etc/passwd,", "2: Column “file”: “/etc/passwd” leads out of the folder of files."),
        ("a,A,en,report,,,,C:\\x.pdf,", "2: Column “file”: “C:\\x.pdf” leads out of the folder of files."),
        ("a,A,en,report,,,,link/secret.md,", "2: Column “file”: “link/secret.md” leads out of the folder of files."),
        ("a,A,en,report,,,,none.pdf,", "2: Column “file”: There is no file “none.pdf”"),
        ("a,A,en,report,,,,,10.x", "2: Column “doi”: “10.x” is not a DOI."),
        ("a,,en,report,,,,,", "2: Column “title”: The row has neither a title nor a file."),
        ("a,A,en,report,,,,,,too,many", "2: This row has 11 columns, and the first row has 9."),
    ],
)
def test_a_mistake_is_told_with_row_and_column_and_the_others_come_in(
    imports: Imports, uploads: Callable[..., Path], row: str, message: str
) -> None:
    (imports.place / "secret.md").write_text("secret")
    (uploads() / "link").symlink_to(imports.place)
    report = bring(imports, f"{HEADER}{row}\nsound,Sound,en,brief,2020,,,,\n")
    assert any(one.startswith(message) for one in said(report)), said(report)
    assert (imports.folder / "works/sound/work.toml").is_file()
    assert not any("secret" in name for name in state(imports.folder))


def test_a_post_of_a_table_speaks_of_a_work(imports: Imports, read: Callable[..., FolderSource]) -> None:
    text = "slug,type,title,language,date,works\nred,,Red,en,2021,\nlaunch,post,It is here,en,2021-04,red; blue\n"
    assert bring(imports, text).mistakes == []
    assert read(imports.folder).collection.posts[0].works == ("red",)


def test_rows_that_say_the_same_edition_twice_are_told(imports: Imports) -> None:
    report = bring(imports, HEADER + "a,One,en,,,,,,\na,Two,en,,,,,,\n")
    assert said(report) == ["3: Column “slug”: “a:en” stands in two rows."]
    assert 'title = "One"' in imports.text("works/a/work.toml")


def test_columns_that_nobody_knows_are_told_with_what_they_may_mean(imports: Imports) -> None:
    report = bring(imports, "title,autors,title__xx-nope\nA,b,c\n")
    assert "The column “autors” is not known." in report.mistakes[0].message
    assert report.mistakes[0].remedy == "Did you mean “authors”?"
    assert "title__xx_nope" in report.mistakes[1].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_usual_encodings_and_delimiters_are_recognised(imports: Imports, encoding: str, delimiter: str) -> None:
    title = "Заявление сети о здоровье" if encoding == "cp1251" else "Déclaration d’un réseau à Genève"
    rows = [("slug", "title", "language"), ("a", title, "ru" if encoding == "cp1251" else "fr")]
    report = bring(imports, "\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert report.mistakes == []
    assert f'title = "{title}"' in imports.text("works/a/work.toml")


def test_a_cell_without_end_stops_at_its_line(imports: Imports) -> None:
    report = bring(imports, HEADER + "a,A,en,,,,,,\n" + 'b,"' + "x" * (2 << 20))
    assert any("can't be read any further" in one for one in said(report)), said(report)
    assert (imports.folder / "works/a/work.toml").is_file()


def test_a_second_run_changes_nothing(imports: Imports, uploads: Callable[..., Path]) -> None:
    uploads("en.md")
    text = HEADER + "a,A,en,report,2020,Levy Jay,Health,en.md,\n,No slug,fr,,,,,,\n,No slug,es,,,,,,\n"
    bring(imports, text)
    before = state(imports.folder)
    assert bring(imports, text).outcomes == {"unchanged": 2}
    assert state(imports.folder) == before


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEADER + text).encode("utf-8", "replace")))
def test_whatever_a_table_holds_it_is_read_or_told(imports: Imports, data: bytes) -> None:
    bring(imports, data, propose=imports.place / "table.csv")
