"""Under which slug a record of each network stands in a united library, where several have taken the same."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from firsthand.catalogue.records import Party, Text, Texts, Theme
from firsthand.release.union.members import Member
from firsthand.release.union.recognition import fold

Named = TypeVar("Named", Party, Theme)

Slugs = Mapping[tuple[str, str], str]
"""(Network, slug there) -> slug in the united library."""


def unite_parties(members: Iterable[Member]) -> tuple[tuple[Party, ...], Slugs]:
    """Parties of the same slug are one where a name or the acronym agrees; otherwise each is kept by itself."""

    def alike(one: Party, other: Party) -> bool:
        return _agree(one.names, other.names) or bool(one.acronym and one.acronym == other.acronym)

    def join(one: Party, other: Party) -> Party:
        return replace(one, names=joined(one.names, other.names))

    return _unite(((member.name, party) for member in members for party in member.collection.parties), alike, join)


def unite_themes(members: Iterable[Member]) -> tuple[tuple[Theme, ...], Slugs]:
    """Themes of the same slug are one where a label agrees, or none of their labels are in the same language."""

    def alike(one: Theme, other: Theme) -> bool:
        shared = {text.language for text in one.labels} & {text.language for text in other.labels}
        return not shared or _agree(one.labels, other.labels)

    def join(one: Theme, other: Theme) -> Theme:
        return replace(one, labels=joined(one.labels, other.labels), broader=one.broader or other.broader)

    every = [(member.name, theme) for member in members for theme in member.collection.themes]
    themes, slugs = _unite(every, alike, join)
    origin = {slugs[name, theme.slug]: name for name, theme in reversed(every)}
    known = {theme.slug for theme in themes}
    led = (
        replace(theme, broader=slugs.get((origin[theme.slug], theme.broader or ""), theme.broader)) for theme in themes
    )
    return tuple(theme if theme.broader in known else replace(theme, broader=None) for theme in led), slugs


def joined(one: Texts, other: Texts) -> Texts:
    """What is said in both; in a language that both have, the first's."""
    have = {text.language for text in one}
    return (*one, *(text for text in other if text.language not in have))


def free(slug: str, network: str, taken: Iterable[str]) -> str:
    """The slug, or one with the network's name where others have taken it.

    >>> free("launch", "enpud", ["launch"])
    'launch-enpud'
    """
    used = set(taken)
    candidate, count = slug, 1
    while candidate in used:
        candidate = f"{slug}-{network}" if count == 1 else f"{slug}-{network}-{count}"
        count += 1
    return candidate


def _unite(
    every: Iterable[tuple[str, Named]],
    alike: Callable[[Named, Named], bool],
    join: Callable[[Named, Named], Named],
) -> tuple[tuple[Named, ...], Slugs]:
    united: dict[str, Named] = {}
    slugs: dict[tuple[str, str], str] = {}
    for network, record in every:
        same = united.get(record.slug)
        if same is not None and alike(same, record):
            slug, united[record.slug] = record.slug, join(same, record)
        else:
            slug = free(record.slug, network, united)
            united[slug] = replace(record, slug=slug)
        slugs[network, record.slug] = slug
    return tuple(united.values()), slugs


def _agree(one: Iterable[Text], other: Iterable[Text]) -> bool:
    """Whether something is said in the same words in the same language."""
    said = {(text.language, fold(text.value)) for text in one}
    return any((text.language, fold(text.value)) in said for text in other)
