"""Offers that belong together become an item with its editions, files and references. It knows no origin."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from firsthand.catalogue import languages
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import (
    Contribution,
    Edition,
    Page,
    Party,
    Post,
    Relation,
    Role,
    Statement,
    Text,
    TranslatedFrom,
    Work,
)
from firsthand.catalogue.vocabularies import KINDS, PARTY_KINDS
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.offers import (
    ADDRESSES,
    ROOMS,
    Arrival,
    Attached,
    Credit,
    Material,
    Offer,
    Piece,
)
from firsthand.sources.importing.registers import Registers
from firsthand.sources.importing.soundness import unsound
from firsthand.sources.importing.themes import Themes
from firsthand.sources.slugs import slugify


class _Draft(Struct):
    """An edition on its way."""

    language: str
    title: str = ""
    material: Material = Material()
    date: str = ""
    files: list[Attached] = field(default_factory=list)
    from_record: bool = False
    """Whether a record speaks for it, and not only a file."""

    @property
    def is_empty(self) -> bool:
        return not (self.files or self.material.body or self.material.link or self.material.is_edition)


class Assembly:
    """Makes items of what was gathered, after every item has its slug."""

    def __init__(self, gathered: Gathering, registers: Registers, slugs: dict[str, str], language: str) -> None:
        self.gathered = gathered
        self.registers = registers
        self.slugs = slugs
        """Id of each item's offer -> its slug."""
        self.language = language
        """Of words and texts whose language nothing says."""
        self.themes = Themes(gathered, registers, language)
        self.authors = {offer.id: self._author(offer) for offer, _ in gathered.of("party")}
        self.named = {(ROOMS[offer.proposed], slugs[offer.id]) for offer in gathered.roots()}
        """Room and slug of every item."""
        self.missing: list[str] = []
        """Addresses of files that could not be had."""

    def _author(self, offer: Offer) -> Party:
        kind = offer.kind if offer.kind in PARTY_KINDS else "organisation"
        names = (Text(offer.language or self.language, offer.title),)
        return self.registers.party(Party(offer.slug or slugify(offer.title, "party"), names, kind))

    def arrivals(self) -> Iterator[Arrival]:
        """Every item, in the order of its origin; mistakes are noted with what was gathered."""
        for root in self.gathered.roots():
            made = self._arrival(root)
            if made is not None:
                yield made

    def _arrival(self, root: Offer) -> Arrival | None:
        group = self.gathered.group(root.id)
        drafts = self._drafts(root, group)
        slug = self.slugs[root.id]
        files: dict[str, tuple[str, ...]] = {}
        pieces: list[Piece] = []
        for draft in drafts:
            own = list(self._pieces(root, slug, draft))
            pieces += own
            files[draft.language] = tuple(piece.name for piece in own)
        parties: dict[str, Party] = {}
        themes = self.themes.of(group)
        item = self._item(root, group, drafts, parties, tuple(theme.slug for theme in themes))
        if isinstance(item, Page) and not pieces:
            self.gathered.wrong(
                root.line, f"“{root.title or root.id}” has no words.", "Leave it out, or give it a file."
            )
            return None
        if item is None:
            return None
        base = f"/{ADDRESSES[root.proposed]}/{slug}"
        old = {}
        for offer, material in group:
            goal = f"{base}/{offer.language}" if offer.language in files and offer.id != root.id else base
            old.update(dict.fromkeys((address for address in material.old if address != base), goal))
        texts = tuple(
            self._chosen(draft, files[draft.language]) for draft in drafts if draft.files and draft.material.body
        )
        texts = tuple(one for one in texts if one[1])
        return Arrival(
            root.id, item, files, tuple(pieces), old, tuple(parties.values()), self.themes.with_broader(themes), texts
        )

    def _chosen(self, draft: _Draft, names: tuple[str, ...]) -> tuple[str, str]:
        """The file rather than the words around it is the text of a work."""
        return draft.language, names[0] if draft.files and draft.files[0].path else ""

    def _drafts(self, root: Offer, group: Iterable[tuple[Offer, Material]]) -> list[_Draft]:
        drafts: dict[str, _Draft] = {}
        for offer, material in group:
            language = self._language(offer, root)
            draft = drafts.setdefault(language, _Draft(language))
            if offer.proposed == "file" or offer.proposed == "skip":
                draft.files += material.files if offer.proposed == "file" else ()
                draft.title = draft.title or (offer.title if offer.proposed == "file" else "")
                continue
            if draft.from_record:
                message = f"“{offer.id}” is a second edition in “{language}” of “{root.id}”, and is left out."
                self.gathered.wrong(offer.line, message, "Correct its language, or let it join another one.")
                continue
            drafts[language] = _Draft(
                language, offer.title, material, offer.date, [*draft.files, *material.files], from_record=True
            )
        first = self._language(root, root)
        full = [draft for draft in drafts.values() if not draft.is_empty]
        kept = full if root.proposed == "work" and full else [one for one in drafts.values() if one.from_record]
        return sorted(kept, key=lambda draft: draft.language != first)

    def _language(self, offer: Offer, root: Offer) -> str:
        said = offer.language or root.language or self.language
        try:
            return languages.normalise(said)
        except MalformedError as error:
            self.gathered.wrong(offer.line, str(error), error.remedy)
            return self.language

    def _pieces(self, root: Offer, slug: str, draft: _Draft) -> Iterator[Piece]:
        """The files of an edition: those of a work before the words around them."""
        taken: set[str] = set()
        stem = f"{slug}.{draft.language}" if root.proposed == "work" else draft.language
        for file in draft.files:
            if not file.path:
                self.missing.append(file.address or file.name)
                continue
            if problem := unsound(Path(file.path)):
                self.gathered.wrong(None, *problem, source=file.name)
                continue
            name = _free(stem, PurePosixPath(file.name).suffix.lower(), taken)
            taken.add(name)
            yield Piece(name, path=Path(file.path))
        if draft.material.body:
            name = _free(stem, draft.material.ending, taken)
            yield Piece(name, self._body(root, draft).encode())

    def _body(self, root: Offer, draft: _Draft) -> str:
        from firsthand.sources.importing.hypertext import headed

        return headed(draft.title or root.title, draft.material.body, draft.material.ending, draft.language)

    def _item(
        self,
        root: Offer,
        group: list[tuple[Offer, Material]],
        drafts: list[_Draft],
        parties: dict[str, Party],
        themes: tuple[str, ...],
    ) -> Work | Post | Statement | Page | None:
        own = group[0][1]
        slug = self.slugs[root.id]
        editions = tuple(self._edition(root, draft, drafts, parties) for draft in drafts)
        works = tuple(dict.fromkeys(found for work in own.works if (found := self._slug_of(work, "works"))))
        if root.proposed == "page":
            return Page(slug, editions)
        if root.proposed in ("post", "statement"):
            if not root.date:
                self.gathered.wrong(root.line, f"“{root.title or root.id}” has no date.", "Give it one under “date”.")
                return None
            shape = Post if root.proposed == "post" else Statement
            return shape(slug, root.date, editions, themes=themes, places=own.places, works=works)
        return self._work(root, group, editions, parties, themes)

    def _work(
        self,
        root: Offer,
        group: list[tuple[Offer, Material]],
        editions: tuple[Edition, ...],
        parties: dict[str, Party],
        themes: tuple[str, ...],
    ) -> Work:
        own = group[0][1]
        if root.kind and root.kind not in KINDS:
            self.gathered.wrong(
                root.line, f"“{root.kind}” is not a kind of work.", f"Write one of: {', '.join(KINDS)}."
            )
        summaries = {self._language(offer, root): material.summary for offer, material in group if material.summary}
        summaries |= {text.language: text.value for text in own.summaries}
        return Work(
            self.slugs[root.id],
            kind=root.kind if root.kind in KINDS else "report",
            editions=editions,
            date=root.date or None,
            themes=themes,
            places=own.places,
            contributions=self._contributions((*own.credits, *self._as_credits(own)), parties),
            rights=own.rights or None,
            identifiers=own.identifiers,
            relations=self._relations(own),
            summaries=tuple(Text(language, words) for language, words in summaries.items()),
            withdrawn=own.withdrawn or None,
        )

    def _edition(self, root: Offer, draft: _Draft, drafts: list[_Draft], parties: dict[str, Party]) -> Edition:
        material = draft.material
        credits_ = material.edition_credits
        if root.proposed in ("post", "statement"):
            credits_ = (*material.credits, *credits_, *self._as_credits(material))
        source = material.translated_from if material.translated_from in {one.language for one in drafts} else ""
        there = any(file.path for file in draft.files) or material.body
        lost = next((file.address for file in draft.files if not file.path and file.address), "")
        return Edition(
            draft.language,
            draft.title or ("" if there else root.title),
            subtitle=material.subtitle or None,
            summary=material.summary or None if root.proposed != "work" else None,
            date=draft.date if draft.date and draft.date != root.date else None,
            translated_from=TranslatedFrom(source) if source and source != draft.language else None,
            contributions=self._contributions(credits_, parties),
            link=material.link or ("" if there else lost) or None,
        )

    def _as_credits(self, material: Material) -> list[Credit]:
        return [Credit(Role.AUTHOR, self.authors[id_]) for id_ in material.authors if id_ in self.authors]

    def _contributions(self, credits_: Iterable[Credit], parties: dict[str, Party]) -> tuple[Contribution, ...]:
        found: dict[Contribution, None] = {}
        for credit in credits_:
            party = self.registers.party(credit.party)
            parties[party.slug] = party
            found[Contribution(party.slug, credit.role)] = None
        return tuple(found)

    def _relations(self, material: Material) -> tuple[Relation, ...]:
        found = ((one.kind, self._slug_of(one.target, "works")) for one in material.relations)
        return tuple(Relation(kind, slug) for kind, slug in found if slug)

    def _slug_of(self, id_: str, room: str) -> str:
        """The slug of the item that an offer belongs to, if that is of a room."""
        root = self.gathered.root(id_)
        if root is None:  # a person has written a slug
            return id_ if (room, id_) in self.named else ""
        offer = next((one for one, _ in self.gathered.group(root)[:1]), None) if root else None
        return self.slugs.get(offer.id, "") if offer and ROOMS.get(offer.proposed) == room else ""


def _free(stem: str, suffix: str, taken: set[str]) -> str:
    number = 1
    while (name := f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}") in taken:
        number += 1
    return name
