"""Every word of the interface is there in every language, with the same placeholders."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

import firsthand
from firsthand.interface import SOURCE, available

PACKAGE = Path(firsthand.__file__).parent
LOCALES = PACKAGE / "interface" / "locale"
with (LOCALES / "babel.cfg").open() as file:
    METHODS, OPTIONS = parse_mapping_cfg(file)
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

TRANSLATIONS = [language for language in available() if language != SOURCE]


def messages() -> Catalog:
    """What the templates and the code say."""
    catalogue = Catalog()
    for _, _, message, _, context in extract_from_dir(str(PACKAGE), METHODS, OPTIONS, keywords=KEYWORDS):
        catalogue.add(message, context=context)
    return catalogue


def translated(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "firsthand.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def forms(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_the_interface_speaks_the_four_languages() -> None:
    assert set(available()) == {"en", "fr", "es", "ru"}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_message_is_translated(language: str) -> None:
    catalogue = translated(language)
    wanted = {
        (message.id if isinstance(message.id, str) else message.id[0], message.context)
        for message in messages()
        if message.id
    }
    assert len(wanted) > 150
    missing = [key for key in wanted if not (found := catalogue.get(key[0], key[1])) or not all(forms(found.string))]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_is_left_over(language: str) -> None:
    source = messages()
    left = [
        message.id
        for message in translated(language)
        if message.id and not source.get(forms(message.id)[0], message.context)
    ]
    assert left == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_placeholders_have_names_and_are_the_same(language: str) -> None:
    for message in translated(language):
        if not message.id:
            continue
        expected = placeholders("".join(forms(message.id)))
        for form in forms(message.string):
            assert placeholders(form) == expected, message.id
            assert not re.search(r"%[sd]|\{\w*\}", form), message.id
        assert len(forms(message.string)) == (1 if isinstance(message.id, str) else {"ru": 3}.get(language, 2))


def test_french_and_russian_keep_their_typography() -> None:
    for message in translated("fr"):
        for form in forms(message.string) if message.id else []:
            assert not re.search(r"[^\u202f\s“][;!?»](?!\w)|(?<![\u202f\d])[:](?=\s|$)|«[^\u202f]|'", form), form
    for message in translated("ru"):
        for form in forms(message.string) if message.id else []:
            assert not set(form) & set("“”\"'"), form


def test_source_strings_are_plain_sentences() -> None:
    for message in messages():
        for form in forms(message.id) if message.id else []:
            assert form == form.strip()
            assert not set(form) & set("{}"), form
            assert set(form) <= set(string.printable) | set("“”’…·×–"), form
