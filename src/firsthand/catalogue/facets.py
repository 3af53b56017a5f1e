"""Places and themes as readers narrow a list by them: whoever chooses Europe wants Portugal too."""

from collections.abc import Iterable, Mapping

from firsthand.catalogue.places import WORLD, is_known, region
from firsthand.catalogue.records import Theme


def widen_places(places: Iterable[str]) -> tuple[str, ...]:
    """Places, and after them the continents that they lie in (UN M49). The world is left out: it narrows nothing.

    >>> widen_places(("PT", "UA", "KE"))
    ('PT', 'UA', 'KE', '150', '002')
    """
    own = tuple(places)
    continents = [region(place) for place in own if is_known(place)]
    return tuple(dict.fromkeys((*own, *(place for place in continents if place != WORLD))))


def widen_themes(themes: Iterable[str], there: Mapping[str, Theme]) -> tuple[str, ...]:
    """Themes, and after them all that are broader."""
    found = list(dict.fromkeys(themes))
    for slug in found:
        theme = there.get(slug)
        if theme and theme.broader and theme.broader not in found:
            found.append(theme.broader)
    return tuple(found)
