"""While a reader types, the library's words, the names of concepts and titles go on for her."""

from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.shelves import edition, entry

from firsthand.search import open_builder, open_engine
from firsthand.search.conceptnames import ConceptNames
from firsthand.search.protocol import Engine, Query
from firsthand.search.thesaurus import encode, shipped

LIBRARY = [
    *edition(
        "works/a/en",
        "Needle exchange saves lives. Needles, needles and needle exchanges.",
        "Naloxone reverses an overdose.",
        "Housing is harm reduction. Houses for all.",
        "Police arrest people. They call people addicts.",
        title="Needles and the law",
    ),
    *edition("works/a/fr", "L’héroïne coupée. La réduction des risques.", title="Nécessaire : la réduction"),
    *edition("works/a/ru", "Обмен шприцев. Снижение вреда. Обмена обменом.", title="Обмен опытом"),
    *edition("works/b/es", "Reducción de daños y naloxona", title="Naloxona para todas"),
    *edition("works/c/zh", "减害政策与毒品使用者"),
    *edition(
        "works/d/en", "Housekeeping rules of a hostel, and houses.", "The house rules: houses, houses.", title="Rules"
    ),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("suggestions") / "index"
    builder = open_builder(path, thesaurus=encode(shipped()))
    builder.add(LIBRARY)
    builder.commit()
    return open_engine(path)


def folded(names: tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in names}


def test_words_of_the_library_go_on_in_their_own_writing(engine: Engine) -> None:
    assert "héroïne" in engine.suggest("hero", ("fr",))
    assert "héroïne" in engine.suggest("Héro", ("fr",))
    assert {*engine.suggest("l’hero", ("fr",))} <= {"l’héroïne", "héroïne"}
    assert "обмен" in folded(engine.suggest("обм", ("ru",)))


def test_forms_of_one_word_come_once_and_the_most_frequent_first(engine: Engine) -> None:
    names = [name for name in engine.suggest("hous", ("en",)) if " " not in name]
    assert len({"house", "houses", "housing"}.intersection(map(str.lower, names))) == 1
    assert "housekeeping" in names


def test_only_the_last_word_goes_on_with_words_of_the_same_passages(engine: Engine) -> None:
    assert engine.suggest("needle ex", ("en",))[0] == "needle exchange"
    assert engine.suggest("police arr", ("en",)) == ("police arrest",)
    assert engine.suggest("naloxone arr", ("en",)) == ()
    assert engine.suggest('"needle ex', ("en",))[0] == '"needle exchange'
    assert engine.suggest("lang:en needle exch", ("en",)) == ("lang:en needle exchange", "lang:en needle exchanges")[:1]


def test_names_of_concepts_that_the_library_speaks_of_come_in_the_readers_language_first(engine: Engine) -> None:
    assert engine.suggest("red", ("es",))[0] == "reducción de daños"
    assert engine.suggest("réd", ("fr",))[0] == "réduction des risques"
    assert engine.suggest("harm r", ("en",))[0] == "harm reduction"
    assert "снижение вреда" in engine.suggest("снижен", ("ru",))
    assert not any("hepatitis" in name for name in engine.suggest("hepat", ("en",)))


def test_titles_go_on_whole(engine: Engine) -> None:
    assert "Обмен опытом" in engine.suggest("обмен о", ("ru",))
    assert "Needles and the law" in engine.suggest("needles a", ("en",))
    assert engine.search(Query(engine.suggest("nécessaire la", ("fr",))[0])).items


def test_what_the_house_does_not_say_is_never_suggested(opened) -> None:
    entries = [*LIBRARY, entry("works/e/fr", "Toxicomane"), entry("works/e/ru", "Наркоманы и наркомания")]
    engine = opened(entries, encode(shipped()))
    for typed in ("add", "addict", "people addi", "наркома", "toxico"):
        for name in engine.suggest(typed, ("en", "fr", "ru")):
            assert not any(word in name.lower() for word in ("addicts", "наркоман", "toxicoman"))


@pytest.mark.parametrize("typed", ["", " ", "n", "减", "减害", "place:Ke", "12", "!", "needle ", "x" * 5_000, "\x00"])
def test_there_may_be_nothing_to_suggest(engine: Engine, typed: str) -> None:
    assert isinstance(engine.suggest(typed, ("en",)), tuple)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.one_of(st.text(max_size=30), st.sampled_from("nhrоsdl").map(lambda letter: letter)), st.integers(0, 30))
def test_suggestions_are_few_distinct_and_searchable(engine: Engine, typed: str, most: int) -> None:
    names = engine.suggest(typed, ("en", "ru"), most)
    assert len(names) == len(set(names)) <= min(most, 20)
    assert all(name.strip() for name in names)


def test_where_nothing_is_found_the_queries_that_go_on_are_told(engine: Engine) -> None:
    assert engine.search(Query("needle exchan")).completions == ("needle exchange",)
    assert engine.search(Query("nalox", languages=("en",))).completions == ("naloxone", "naloxona")
    assert engine.search(Query("nalox", languages=("en",), filters={"language": ("zh",)})).completions == ()
    assert engine.search(Query("naloxone")).completions == ()
    assert engine.search(Query("qqqq")).completions == ()


def test_every_suggestion_finds_something(engine: Engine) -> None:
    for typed in ("ne", "na", "ho", "red", "об", "le", "peop"):
        for name in engine.suggest(typed, ("en", "fr", "ru", "es")):
            assert engine.search(Query(name)).items, (typed, name)


NAMES = ConceptNames(shipped().recognisable)


@pytest.mark.parametrize(
    ("words", "unsaid"),
    [
        ("addicts", True),
        ("treatment of an addict", True),
        ("наркоманами", True),
        ("los drogadictos", True),
        ("drug users", True),
        ("people who use drugs", False),
        ("addiction", False),
        ("prisons", False),
        ("drug use", False),
        ("", False),
    ],
)
def test_hidden_names_are_told_in_all_their_forms_and_nothing_else(words: str, unsaid: bool) -> None:
    assert bool(NAMES.unsaid(words)) == unsaid


def test_no_name_to_show_is_hidden() -> None:
    labels = [labels for concept in shipped().concepts.values() for labels in concept.labels.values()]
    assert not [name for one in labels for name in (one.label, *one.also) if NAMES.unsaid(name)]


def test_a_name_is_found_by_any_of_its_words() -> None:
    found = {one.name: one for one in islice(NAMES.beginning("exch"), 20)}
    assert found["needle exchange"].inside
    assert not {one.name: one for one in NAMES.beginning("needle exch")}["needle exchange"].inside
