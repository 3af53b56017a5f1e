"""The themes of what came in: as the origin proposes them, as a person renames them, as the folder has them already."""

from collections.abc import Iterable

from firsthand.catalogue.records import Text, Theme
from firsthand.sources.filenames import humane
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.offers import ITEMS, Material, Offer
from firsthand.sources.importing.registers import Registers


class Themes:
    """The themes of one import."""

    def __init__(self, gathered: Gathering, registers: Registers, language: str) -> None:
        self.gathered = gathered
        self.registers = registers
        self.language = language
        """Of labels whose language nothing says."""
        self.known = self._read()
        """Slug as corrected -> the theme as this folder has it."""

    def _read(self) -> dict[str, Theme]:
        """Slug as corrected -> the theme as this folder has it."""
        found: dict[str, Theme] = {}
        for offer, _ in self.gathered.of("theme"):
            label = Text(offer.language or self.language, offer.title or humane(offer.slug))
            theme = Theme(offer.slug, (label,), self.gathered.themes.get(offer.join, offer.join) or None)
            found[offer.slug] = Theme(self.registers.theme(theme), theme.labels, theme.broader)
        broader = {slug: self._broader(theme, found) for slug, theme in found.items()}
        return {slug: Theme(theme.slug, theme.labels, broader[slug]) for slug, theme in found.items()}

    def _broader(self, theme: Theme, found: dict[str, Theme]) -> str | None:
        """The broader theme under the slug that it has in this folder."""
        if theme.broader in found:
            return found[theme.broader].slug
        return theme.broader if theme.broader in self.registers.themes else None

    def of(self, group: Iterable[tuple[Offer, Material]]) -> list[Theme]:
        """The themes of an item: those of its original, since translations often say the same in other words."""
        found: dict[str, Theme] = {}
        said = next((offer.themes for offer, _ in group if offer.themes and offer.proposed in ITEMS), ())
        for proposed in said:
            slug = self.gathered.themes.get(proposed, proposed)
            if slug and slug not in self.known:
                label = Text(self.language, humane(slug))
                self.known[slug] = Theme(self.registers.theme(Theme(slug, (label,))), (label,))
            if slug:
                found[self.known[slug].slug] = self.known[slug]
        return list(found.values())

    def with_broader(self, themes: Iterable[Theme]) -> tuple[Theme, ...]:
        """Themes, and those that they are part of."""
        themes = tuple(themes)
        if not any(theme.broader for theme in themes):
            return themes
        by_slug = {theme.slug: theme for theme in self.known.values()}
        found: dict[str, Theme] = {}
        for theme in themes:
            at: Theme | None = theme
            while at is not None and at.slug not in found:
                found[at.slug] = at
                at = by_slug.get(at.broader or "")
        return tuple(found.values())
