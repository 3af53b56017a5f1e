"""Slugs from words in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.validation import check_slug
from firsthand.sources.slugs import slugify, unique


@given(st.text(max_size=300))
def test_every_text_has_a_slug_that_addresses_can_hold(text: str) -> None:
    assert check_slug(slugify(text)) == slugify(text)
    assert check_slug(unique(slugify(text), {slugify(text)}))


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}", fullmatch=True))
def test_a_slug_is_its_own_slug(slug: str) -> None:
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The Harms of Drug Use: Criminalisation", "the-harms-of-drug-use-criminalisation"),
        ("Отчёт за 2021 год", "otchyot-za-2021-god"),
        ("Щедрий їжак", "shchedrii-yizhak"),
        ("Crème brûlée – l’été", "creme-brulee-l-ete"),
        ("People’s voices", "peoples-voices"),
        ("Ελληνικά", "ellinika"),
        ("ქართული ენა", "kartuli-ena"),
        ("Հայաստան", "hayastan"),
        ("Straße, Łódź, Đorđe", "strasse-lodz-dorde"),
        ("ﬁrst ½", "first-1-2"),
    ],
)
def test_letters_are_written_out(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_scripts_that_are_not_known_get_a_lasting_name() -> None:
    assert slugify("数据报告", "work") == slugify("数据报告", "work") != slugify("数据", "work")
    assert slugify("تقرير 2021", "work").startswith("work-")
    assert slugify("???", "work").startswith("work-")


def test_a_slug_that_is_taken_is_numbered() -> None:
    assert unique("a", ["b"]) == "a"
    assert unique("a", ["a", "a-2"]) == "a-3"


def test_long_titles_end_at_a_word() -> None:
    slug = slugify("word " * 60)
    assert len(slug) <= 100
    assert set(slug.split("-")) == {"word"}
