"""How often something occurs by year and language, beside how much there is."""

from collections.abc import Callable, Iterable

from tests.search.shelves import edition, entry

from firsthand.search.protocol import ALL_LANGUAGES, Engine, Entry, Frequency, Query

Opener = Callable[[Iterable[Entry]], Engine]


def made(slug: str, language: str, year: str, *texts: str) -> list[Entry]:
    facets = {"language": (language,), "year": (year,)} if year else {"language": (language,)}
    return edition(f"works/{slug}/{language}", *texts, facets=facets, date=year or None)


def shelf() -> list[Entry]:
    return [
        *made("a", "en", "2010", "needles and syringes", "needles", "nothing"),
        *made("a", "es", "2010", "needles", "nada"),
        *made("b", "en", "2010", "needles"),
        *made("c", "en", "2012", "nothing at all"),
        *made("d", "en", "", "needles once"),
    ]


def test_years_stand_beside_all_that_the_library_has_of_them(opened: Opener) -> None:
    found = opened(shelf()).frequencies(Query("needles", languages=("en",)))
    assert found == (
        Frequency("", ALL_LANGUAGES, 1, 1, 1),
        Frequency("", "en", 1, 1, 1),
        Frequency("2010", ALL_LANGUAGES, 4, 2, 6),
        Frequency("2010", "en", 3, 2, 4),
        Frequency("2010", "es", 1, 1, 2),
        Frequency("2012", ALL_LANGUAGES, 0, 0, 1),
        Frequency("2012", "en", 0, 0, 1),
    )


def test_a_phrase_is_counted_as_a_phrase_and_filters_hold(opened: Opener) -> None:
    engine = opened(shelf())
    assert sum(each.passages for each in engine.frequencies(Query('"needles and syringes"'))) == 2
    narrowed = engine.frequencies(Query("needles", {"language": ("es",)}))
    assert narrowed == (Frequency("2010", ALL_LANGUAGES, 1, 1, 2), Frequency("2010", "es", 1, 1, 2))


def test_what_can_not_be_searched_is_not_counted(opened: Opener) -> None:
    engine = opened(shelf())
    assert engine.frequencies(Query("((((")) == ()
    assert engine.frequencies(Query("")) == ()


def test_an_edition_without_a_language_is_counted_as_undetermined(opened: Opener) -> None:
    found = opened([entry("works/x/en", "needles", facets={}, date=None)]).frequencies(Query("needles"))
    assert [each.language for each in found] == [ALL_LANGUAGES, "und"]


def test_exported_hits_are_whole_passages(opened: Opener) -> None:
    text = "needle " + "and many other words " * 60 + "needle"
    (hit,) = opened(edition("works/a/en", text)).every(Query("needle"), 10)
    assert "".join(piece.text for piece in hit.snippet) == text
    assert [piece.text for piece in hit.snippet if piece.hit] == ["needle", "needle"]
