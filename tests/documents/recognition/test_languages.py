"""Tesseract's codes and the languages of the web name each other, with the script where it matters."""

import pytest

from firsthand.documents.language import ALONE, LANGUAGES
from firsthand.documents.language_tags import tag
from firsthand.documents.recognition.languages import (
    TRAINED,
    code_of,
    installed_for,
    language_of,
    readers_of,
    script_readers,
    scripts_of,
)

# Tesseract's own list of its data for languages, `tesseract-ocr-*` of Debian and the repository `tessdata`.
CODES = (
    "afr", "amh", "ara", "asm", "aze", "aze_cyrl", "bel", "ben", "bod", "bos", "bre", "bul", "cat", "ceb", "ces",
    "chi_sim", "chi_tra", "chr", "cos", "cym", "dan", "deu", "div", "dzo", "ell", "eng", "enm", "epo", "est", "eus",
    "fao", "fas", "fil", "fin", "fra", "frm", "fry", "gla", "gle", "glg", "grc", "guj", "hat", "heb", "hin", "hrv",
    "hun", "hye", "iku", "ind", "isl", "ita", "jav", "jpn", "kan", "kat", "kaz", "khm", "kir", "kmr", "kor", "lao",
    "lat", "lav", "lit", "ltz", "mal", "mar", "mkd", "mlt", "mon", "mri", "msa", "mya", "nep", "nld", "nor", "oci",
    "ori", "pan", "pol", "por", "pus", "que", "ron", "rus", "san", "sin", "slk", "slv", "snd", "spa", "sqi", "srp",
    "srp_latn", "sun", "swa", "swe", "syr", "tam", "tat", "tel", "tgk", "tha", "tir", "ton", "tur", "uig", "ukr",
    "urd", "uzb", "uzb_cyrl", "vie", "yid", "yor",
)  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_each_code_names_a_language_that_names_it(code: str) -> None:
    language = language_of(code)
    assert language is not None
    assert tag(language) == language
    assert code_of(language) == code


def test_no_code_is_given_twice() -> None:
    assert len(set(TRAINED.values())) == len(TRAINED)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("pt-BR", "por"), ("zh-TW", "chi_tra"), ("zh-Hant-HK", "chi_tra"), ("zh-Hans-CN", "chi_sim"),
        ("sr-Latn-RS", "srp_latn"), ("sr", "srp"), ("nb", "nor"), ("nn-NO", "nor"), ("tl", "fil"),
        ("uz-Cyrl", "uzb_cyrl"), ("prs", "fas"), ("tlh", None), ("ckb", None),
    ],
)  # fmt: skip
def test_tags_with_regions_scripts_and_other_names_find_their_code(language: str, code: str | None) -> None:
    assert code_of(language) == code


def test_most_languages_that_are_recognised_from_text_can_be_read() -> None:
    known = {language for languages in LANGUAGES.values() for language in languages} | set(ALONE.values())
    assert {language for language in known if code_of(language) is None} == {
        "ba", "ha", "mg", "rw", "sdh", "so", "tk", "zu",
    }  # fmt: skip


def test_only_what_is_installed_is_offered() -> None:
    assert list(installed_for(("fr", "tlh", "ru"), {"eng", "rus", "fra"})) == ["fra", "rus"]
    assert list(readers_of("Cyrillic", {"eng", "ukr", "rus"})) == ["rus", "ukr"]
    assert list(readers_of("Japanese", {"eng", "jpn"})) == ["jpn"]
    assert list(readers_of("Latin", {"fra", "script/Latin"})) == ["script/Latin", "fra"]
    assert list(readers_of("Runic", {"eng"})) == []
    assert list(script_readers({"eng", "fra", "rus", "tha", "kor"})) == ["eng", "rus", "kor", "tha"]


def test_the_data_for_a_script_reads_its_languages() -> None:
    assert list(scripts_of("por")) == ["script/Latin"]
    assert set(scripts_of("kor")) == {"script/Hangul"}
