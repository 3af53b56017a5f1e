"""The taxonomies of a WordPress site: categories and tags as themes, languages and translations of its plugins.

Polylang keeps both in taxonomies of its own, WPML in fields of each entry. Knows nothing of texts.
"""

from collections import Counter
from contextlib import suppress
from html import unescape

from firsthand.catalogue.malformed import MalformedError
from firsthand.sources.importing import values
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.offers import Offer
from firsthand.sources.importing.wordpress.wxr import Channel, Entry
from firsthand.sources.slugs import slugify

_LANGUAGE = (
    "_wpml_import_language_code",
    "_wpml_language",
    "_wpml_language_code",
    "_icl_lang",
    "icl_lang",
    "language_code",
)
_GROUP = ("_wpml_import_translation_group", "_wpml_trid", "_icl_trid", "icl_trid", "trid")
_SOURCE = ("_wpml_import_source_language_code", "_wpml_source_language", "_icl_source_language", "source_language_code")
_NO_THEMES = ("uncategorized", "uncategorised", "non-classe", "sin-categoria", "bez-rubriki", "blog", "news")
_NAMED = {"category": "category", "post_tag": "tag"}


class Taxonomy:
    """The categories and tags that entries have."""

    def __init__(self) -> None:
        self.used: dict[tuple[str, str], str] = {}
        """Taxonomy and slug -> name."""
        self.counts: Counter[tuple[str, str]] = Counter()

    def of(self, entry: Entry) -> tuple[str, ...]:
        """The slugs of an entry's themes."""
        found = []
        for term in entry.terms:
            if term.taxonomy in _NAMED and (term.slug or term.name):
                slug = slugify(unescape(term.name) or term.slug, "theme")
                self.used.setdefault((term.taxonomy, slug), values.words(unescape(term.name)) or term.slug)
                self.counts[term.taxonomy, slug] += 1
                found.append(slug)
        return tuple(dict.fromkeys(found))

    def offer(self, channel: Channel, into: Gathering, language: str) -> None:
        """Offer each as a theme; those that only say that something is in no category are left out."""
        above = {(term.taxonomy, slugify(unescape(term.name), "theme")): parent for term, parent in channel.terms}
        names = {term.slug: slugify(unescape(term.name), "theme") for term, _ in channel.terms}
        told: set[str] = set()
        for (taxonomy, slug), name in self.used.items():
            if slug in told:
                continue
            told.add(slug)
            parent = names.get(above.get((taxonomy, slug), ""), "")
            is_none = slug in _NO_THEMES
            count = self.counts[taxonomy, slug]
            into.offer(
                Offer(
                    f"{_NAMED[taxonomy]}:{slug}",
                    _NAMED[taxonomy],
                    "skip" if is_none else "theme",
                    slug=slug,
                    language=language,
                    join=parent if parent != slug else "",
                    title=name,
                    remark=f"{count:,} entries",
                )
            )
            if is_none:
                into.themes.setdefault(slug, "")


class Translations:
    """Which entries are translations of one another."""

    def __init__(self) -> None:
        self.groups: dict[str, list[tuple[str, str, bool]]] = {}
        """Name of a group -> id, language and whether it was translated, of each entry in it."""

    def note(self, id_: str, entry: Entry, language: str) -> None:
        group = _first(entry, _GROUP)
        name = f"wpml:{group}" if group else ""
        for term in entry.terms:
            if term.taxonomy == "post_translations":
                name = f"polylang:{term.slug or term.name}"
        if name:
            self.groups.setdefault(name, []).append((id_, language, bool(_first(entry, _SOURCE))))

    def source(self, entry: Entry) -> str:
        """The language that an entry was translated from; "" where nothing says so."""
        with suppress(MalformedError):
            return values.language(_first(entry, _SOURCE))
        return ""

    def join(self, into: Gathering, language: str) -> None:
        """Let translations join the original: that which is none, then that in the site's language, then the first."""
        for members in self.groups.values():
            if len(members) > 1:
                root = min(members, key=lambda member: (member[2], member[1] != language))
                for member in members:
                    if member is not root:
                        into.join(member[0], root[0])


def language_said(entry: Entry) -> str:
    """The language that a plugin gives an entry; "" where none does."""
    said = [_first(entry, _LANGUAGE)]
    for term in entry.terms:
        if term.taxonomy == "language":
            said += [term.slug, term.name]
    for one in filter(None, said):
        with suppress(MalformedError):
            return values.language(one)
    return ""


def _first(entry: Entry, keys: tuple[str, ...]) -> str:
    return next((value for key in keys if (value := entry.meta.get(key, "").strip())), "")
