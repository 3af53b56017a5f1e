"""Forms of a name's words that stemmers part from them are known."""

import pytest

from firsthand.search.analysis import stems_of
from firsthand.search.thesaurus.inflected import forms


@pytest.mark.parametrize(
    ("tag", "word", "text"),
    [
        ("fr", "consommer", "consomment"),
        ("fr", "écrire", "écrivez"),
        ("fr", "vendre", "vendons"),
        ("es", "cerrar", "cierran"),
        ("es", "contar", "cuenta"),
        ("es", "pedir", "pidan"),
        ("ru", "проверка", "проверок"),
        ("ru", "рынок", "рынка"),
        ("ru", "взять", "возьмите"),
        ("en", "teach", "taught"),
    ],
)
def test_a_form_that_its_stemmer_parts_is_one_of_the_words_own(tag: str, word: str, text: str) -> None:
    stems = stems_of(tag)
    known = {stem for form in forms(word, tag) for stem in stems[form].split()}
    assert stems[text].split()[0] in known
    assert stems[text] != stems[word]


def test_other_words_have_themselves_alone() -> None:
    assert [*forms("maison", "fr")] == ["maison"]
    assert [*forms("überdosis", "de")] == ["überdosis"]
