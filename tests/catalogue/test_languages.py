"""Language tags after RFC 5646; its own appendix A gives the examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue import languages
from firsthand.catalogue.malformed import MalformedError


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("pt-br", "pt-BR"),
        ("EN", "en"),
        ("zh-hant", "zh-Hant"),
        ("en_GB", "en-GB"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("iw", "he"),
        ("es-419", "es-419"),
        ("sl-nedis", "sl-nedis"),
        ("de-ch-1901", "de-CH-1901"),
        ("mni", "mni"),
        (" ru ", "ru"),
    ],
)
def test_tags_are_brought_to_their_preferred_form(written: str, normal: str) -> None:
    assert languages.normalise(written) == normal


@pytest.mark.parametrize("wrong", ["", "und", "xx", "english", "en-", "pt-abc", "fr-ZQ9", "a-DE", "ru ru", "de-419-DE"])
def test_what_names_no_language_is_malformed(wrong: str) -> None:
    with pytest.raises(MalformedError):
        languages.normalise(wrong)
    assert not languages.is_valid(wrong)


@pytest.mark.parametrize(("name", "tag"), [("English", "en"), ("español", "es"), ("Русский", "ru"), ("Swahili", "sw")])
def test_a_name_in_the_place_of_a_tag_is_met_with_the_tag(name: str, tag: str) -> None:
    with pytest.raises(MalformedError) as caught:
        languages.normalise(name)
    assert f"“{tag}”" in caught.value.remedy


@given(st.text(alphabet="abcdezrnuhtsABCRS0149-_", max_size=14))
def test_the_normal_form_is_normal(text: str) -> None:
    if languages.is_valid(text):
        tag = languages.normalise(text)
        assert languages.normalise(tag) == tag
        assert languages.primary(tag) == tag.split("-")[0]
