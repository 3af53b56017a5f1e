from firsthand.catalogue.facets import widen_places, widen_themes
from firsthand.catalogue.records import Theme


def test_a_country_is_also_found_under_its_continent_and_a_continent_under_itself() -> None:
    assert widen_places(("PT", "UA")) == ("PT", "UA", "150")
    assert widen_places(("150", "143")) == ("150", "143", "142")
    assert widen_places(()) == ()


def test_the_world_and_what_is_no_place_widen_nothing() -> None:
    assert widen_places(("001", "nowhere")) == ("001", "nowhere")


def test_a_theme_is_also_found_under_all_that_are_broader_even_in_a_circle() -> None:
    themes = {slug: Theme(slug, (), broader) for slug, broader in (("a", "b"), ("b", "c"), ("c", None), ("x", "x"))}
    assert widen_themes(("a",), themes) == ("a", "b", "c")
    assert widen_themes(("x", "unknown"), themes) == ("x", "unknown")
