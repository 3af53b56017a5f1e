"""What a file's name says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.sources.filenames import humane, key, recognise, settle

CERTAIN = st.sampled_from(["en", "fr", "es", "ru", "ar", "zh", "pt", "pt-BR", "zh-Hant"])
STEMS = st.from_regex(r"[A-ZА-Яa-zа-я][A-Za-zА-Яа-я0-9 ]{1,12}[0-9]", fullmatch=True)
FORMATS = st.sampled_from(["md", "pdf", "docx", "vtt"])


@given(STEMS, CERTAIN, FORMATS, st.sampled_from(["{}.{}", "{}_{}", "{}-{}", "{} {}", "{} ({})", "{} [{}]"]))
def test_a_language_is_found_wherever_it_is_written_and_the_rest_is_the_stem(
    stem: str, language: str, format_: str, form: str
) -> None:
    name = recognise(f"{form.format(stem, language)}.{format_}")
    assert (name.stem, name.language, name.format) == (stem, language, format_)


@given(st.text(min_size=1, max_size=20).filter(lambda text: "/" not in text and "\0" not in text))
def test_no_name_brings_it_down_and_nothing_is_lost(text: str) -> None:
    name = recognise(text)
    (settled,) = settle([name])
    assert settled.language is None or not settled.doubtful
    assert isinstance(humane(name.stem), str)


@pytest.mark.parametrize(
    ("name", "stem", "language"),
    [
        ("report.en.pdf", "report", "en"),
        ("report_fr.docx", "report", "fr"),
        ("report-es.odt", "report", "es"),
        ("report.zh-Hant.pdf", "report", "zh-Hant"),
        ("Report (Spanish).pdf", "Report", "es"),
        ("отчёт RU.pdf", "отчёт", "ru"),
        ("Guide - español.docx", "Guide", "es"),
        ("Доклад_русский.docx", "Доклад", "ru"),
        ("Brief [RU].htm", "Brief", "ru"),
        ("Report (Spanish version).pdf", "Report", "es"),
        ("report.final.en.pdf", "report.final", "en"),
        ("en.md", "", "en"),
        ("report.pdf", "report", None),
        ("v1.2.pdf", "v1.2", None),
        ("Report (2021).pdf", "Report (2021)", None),
        ("README", "README", None),
    ],
)
def test_names_as_people_write_them(name: str, stem: str, language: str | None) -> None:
    (said,) = settle([recognise(name)])
    assert (said.stem, said.language) == (stem, language)


@pytest.mark.parametrize(
    "name",
    ["sign-in.pdf", "Policy UK.pdf", "policy_EU.pdf", "report.new.pdf", "Learn Spanish.pdf", "what it is.pdf"],
)  # fmt: skip
def test_a_word_that_only_looks_like_a_language_stays_in_the_name(name: str) -> None:
    (said,) = settle([recognise(name)])
    assert said.language is None
    assert said.stem == name.rsplit(".", 1)[0]


def test_a_doubtful_language_counts_beside_another_edition() -> None:
    first, second = settle([recognise("guide_uk.pdf"), recognise("guide_en.pdf")])
    assert (first.stem, first.language, second.language) == ("guide", "uk", "en")
    (declared,) = settle([recognise("guide.mni.pdf")], declared=["mni"])
    assert declared.language == "mni"


def test_stems_are_the_same_whatever_their_case_and_marks() -> None:
    assert key("Annual_Report-2021") == key("annual report 2021") == key("ANNUAL  REPORT (2021)")
    assert key("report 1") != key("report 2")


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("annual_report-2021", "Annual report 2021"),
        ("red-herring", "Red herring"),
        ("отчёт_за_2021", "Отчёт за 2021"),
        ("2021-03 Report of the well-known", "2021-03 Report of the well-known"),
        ("report.final", "Report final"),
    ],
)
def test_a_name_becomes_a_humane_title(stem: str, title: str) -> None:
    assert humane(stem) == title
