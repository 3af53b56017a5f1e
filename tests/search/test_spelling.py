"""Where nothing is found, the library's own words are proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelves import edition, entry

from firsthand.search import open_builder, open_engine
from firsthand.search.keyboards import readings
from firsthand.search.protocol import Engine, Query
from firsthand.search.slips import one_slip_away, slips, two_slips_away
from firsthand.search.thesaurus import encode, shipped
from firsthand.search.transliteration import MOST, candidates

SHELF = [
    *edition(
        "works/a/en", "Naloxone reverses an overdose.", "Needle exchange programmes", headings=("Harm reduction",)
    ),
    *edition("works/a/fr", "L’héroïne coupée"),
    *edition("works/a/ru", "Обмен шприцев и игл"),
    *edition("works/a/ar", "الحد من أضرار المخدرات"),
    *edition("works/b/en", *["Prison health."] * 6, "A prism."),
]


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("naloxnoe", "naloxone"),
        ("nalxoone overdsoe", "naloxone overdose"),
        ("heroien", "héroïne"),
        ("шпирцев", "шприцев"),
        ("المخدرت", "المخدرات"),
        ("reductoin", "reduction"),
        ('"needle exchagne"', '"needle exchange"'),
        ("overdosse -police lang:en", "overdose -police lang:en"),
        ("prism helath", None),
        ("prizon health", "prison health"),
    ],
)
def test_a_slip_is_put_right(opened, typed: str, proposed: str | None) -> None:
    results = opened(SHELF).search(Query(typed))
    assert results.complete == 0
    assert results.loosened or not results.items
    assert results.suggestion == proposed


def test_nothing_is_proposed_where_something_is_found(opened) -> None:
    assert opened(SHELF).search(Query("prism")).suggestion is None


def test_what_is_proposed_finds_something_under_the_same_filters(opened) -> None:
    engine = opened(SHELF)
    assert engine.search(Query("naloxnoe", filters={"language": ("fr",)})).suggestion is None
    assert engine.search(Query("naloxnoe", filters={"language": ("en",)})).suggestion == "naloxone"


def test_a_rare_word_is_doubted_for_a_much_commoner_one(opened) -> None:
    entries = [entry(f"works/w{n}/en", "Methadone clinic.") for n in range(12)] + [entry("works/x/en", "Methadome.")]
    assert opened(entries).search(Query("methadome clinic")).suggestion == "methadone clinic"


MANY = [
    *SHELF,
    *edition("works/c/ru", "Наркотики и снижение вреда. Больница без тюрьмы."),
    *edition("works/c/uk", "Зменшення шкоди та лікування."),
    *edition("works/c/el", "Μείωση της βλάβης: ναλοξόνη."),
    *edition("works/c/he", "מזעור נזקים"),
    *edition("works/d/en", "Methadone and buprenorphine. A needle-exchange van.", "The halfway house."),
]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("spelling") / "index"
    builder = open_builder(path)
    builder.add(MANY)
    builder.commit()
    return open_engine(path)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("yfhrjnbrb", "наркотики"),
        ("Yfhrjnbrb", "наркотики"),
        ("yfrjnbrb", "наркотики"),
        (",jkmybwf ,tp n.hmvs", "больница без тюрьмы"),
        ("hjcnthgbz", None),
        ("pvtyityyz irjlb", "зменшення шкоди"),
        ("тфдщчщту", "naloxone"),
        ("тфдщчщту щмуквщыу", "naloxone overdose"),
        ("naloxone щмуквщыу", "naloxone overdose"),
        ("lang:ru yfhrjnbrb", "lang:ru наркотики"),
        ("μειοση", "μείωση"),
        ("meivsh", "μείωση"),
        ("nzgur", "מזעור"),
    ],
)
def test_a_keyboard_set_to_another_script_is_recognised(many: Engine, typed: str, proposed: str | None) -> None:
    assert many.search(Query(typed)).suggestion == proposed


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("narkotiki", "наркотики"),
        ("snizhenie vreda", "снижение вреда"),
        ("sniženie vreda", "снижение вреда"),
        ("bolnitsa", "больница"),
        ("bol'nica", "больница"),
        ("tyurmy", "тюрьмы"),
        ("turmy", "тюрьмы"),
        ("bolnitsu", "больницу"),
        ("likuvannia", "лікування"),
        ("налоксон", "naloxone"),
        ("бупренорфин", "buprenorphine"),
        ("naloksoni", "ναλοξόνη"),
        ("narkotiki qqqqqq", None),
    ],
)
def test_words_spelt_in_another_script_are_found(many: Engine, typed: str, proposed: str | None) -> None:
    assert many.search(Query(typed)).suggestion == proposed


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("harmreduction", "harm reduction"),
        ("nal oxone", "naloxone"),
        ("half way house", "halfway house"),
        ("needleexchange programmes", "needle exchange programmes"),
        ("over-dose naloxone", "overdose naloxone"),
    ],
)
def test_words_written_as_one_or_as_two_are_found(many: Engine, typed: str, proposed: str | None) -> None:
    assert many.search(Query(typed)).suggestion == proposed


def test_a_reader_of_another_script_is_expected_to_spell_in_latin_letters(opened) -> None:
    entries = [entry("works/a/ru", "Вред"), entry("works/a/en", "Bred")]
    assert opened(entries).search(Query("vred", languages=("ru", "en"))).suggestion == "вред"
    assert opened(entries).search(Query("vred", languages=("es", "en"))).suggestion == "bred"


def test_where_next_to_nothing_is_found_only_what_finds_far_more_is_proposed(opened) -> None:
    entries = [entry(f"works/w{n}/en", "Methadone clinic.") for n in range(25)] + [entry("works/x/en", "Methadome.")]
    assert opened(entries).search(Query("methadome")).suggestion == "methadone"
    assert opened(entries[10:]).search(Query("methadome")).suggestion is None


def test_a_long_question_is_put_right_where_one_word_is_unknown(many: Engine) -> None:
    results = many.search(Query("which needle exchange programmes reverse an overdsoe in prison"))
    assert results.items
    assert results.suggestion == "which needle exchange programmes reverse an overdose in prison"


def test_a_word_that_the_house_does_not_say_is_never_proposed(opened) -> None:
    entries = [entry("works/a/en", "They call us addicts."), entry("works/a/ru", "Наркоманы")]
    engine = opened(entries, encode(shipped()))
    assert engine.search(Query("addcts")).suggestion is None
    assert engine.search(Query("narkomany")).suggestion is None
    assert engine.search(Query("addicts calll")).suggestion == "addicts call"


@given(st.text(max_size=40))
def test_whatever_is_typed_the_work_is_bounded(typed: str) -> None:
    assert all(typed.strip() for _ in readings(typed))
    assert len(candidates(typed, ["ru", "uk", "sr", "el"])) <= 4 * 2 * MOST


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("naloxone", "naloxone", 0), ("naloxnoe", "naloxone", 1), ("nalxone", "naloxone", 1), ("nalokson", "naloxone", 3)],
)
def test_slips_are_counted(one: str, other: str, expected: int) -> None:
    assert slips(one, other, 2) == expected


@given(st.text("ab", max_size=6), st.text("ab", max_size=6), st.integers(0, 3))
def test_slips_are_symmetric_and_bounded(one: str, other: str, most: int) -> None:
    assert slips(one, other, most) == slips(other, one, most) <= most + 1
    assert (slips(one, other, most) == 0) == (one == other)


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_words_near_enough_are_all_found(one: str, other: str) -> None:
    if slips(one, other, 2) == 1:
        assert other in one_slip_away(one)
    found = [*two_slips_away(one, [(other, 7)], 0)]
    assert found == ([(other, 7)] if slips(one, other, 2) <= 2 else [])


@given(st.sampled_from(["наркотики", "снижение", "лікування", "ναλοξονη"]))
def test_what_is_spelt_in_the_usual_way_leads_back(word: str) -> None:
    languages = ["ru", "uk", "el"]
    (first, *_) = [found.word for found in candidates(word, languages) if found.word.isascii()]
    assert word in [found.word for found in candidates(first, languages)]
