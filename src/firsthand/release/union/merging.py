"""The records of several networks as one collection: decided pairs joined, names kept apart, origins written down.

Of a language that several have, the edition of the network that was named first stands, if it can be read. It knows
nothing of files on disk.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    Item,
    Library,
    Network,
    Page,
    Post,
    Provenance,
    Relation,
    Statement,
    Work,
)
from firsthand.release.errors import ReleaseError
from firsthand.release.union.decisions import Decision
from firsthand.release.union.following import Followed
from firsthand.release.union.members import ROOMS, Member
from firsthand.release.union.naming import free, joined, unite_parties, unite_themes
from firsthand.release.union.signing import signed_together


class Merged(Struct, frozen=True):
    collection: Collection
    joined: int
    """Records that were joined to one of another network."""
    doubtful: tuple[str, ...]
    """References of records that one network has withdrawn, while another one still publishes the same."""
    written: Mapping[str, bytes] = {}
    """SHA-256 of each file that none of the releases has -> its bytes."""


def merge(members: tuple[Member, ...], decided: Mapping[tuple[str, str], Decision], library: Library) -> Merged:
    """Unite the records. `library` gives the words of the united library; its networks are filled in.

    ReleaseError where the decisions would make one of two records of the same network, or contradict each other.
    """
    groups = _groups(members, decided)
    return _Merger(members, groups).merge(library)


def _groups(members: tuple[Member, ...], decided: Mapping[tuple[str, str], Decision]) -> list[list[str]]:
    """References that are the same, in the order of their networks. Records of their own are groups of one."""
    leader = {reference: reference for member in members for reference, _ in member.items()}

    def first(reference: str) -> str:
        while leader[reference] != reference:
            reference = leader[reference]
        return reference

    for (one, other), decision in decided.items():
        if decision is Decision.SAME and one in leader and other in leader:
            if one.partition(":")[2].partition("/")[0] != other.partition(":")[2].partition("/")[0]:
                raise ReleaseError(f"{one} and {other} are of different kinds, so they can't be the same.")
            leader[first(other)] = first(one)
    groups: dict[str, list[str]] = defaultdict(list)
    for reference in leader:
        groups[first(reference)].append(reference)
    for group in groups.values():
        _check(group, decided)
    return list(groups.values())


def _check(group: list[str], decided: Mapping[tuple[str, str], Decision]) -> None:
    networks = [reference.partition(":")[0] for reference in group]
    if len(networks) != len(set(networks)):
        raise ReleaseError(
            f"By the decisions these are all the same, but two are of one network: {', '.join(group)}. "
            "Write “different” where it is so."
        )
    inside = set(group)
    for (one, other), decision in decided.items():
        if decision is Decision.DIFFERENT and {one, other} <= inside:
            raise ReleaseError(
                f"{one} and {other} are said to be different, but other decisions make them the same: "
                f"{', '.join(group)}. Mend one of them."
            )


class _Merger:
    """One union at work."""

    def __init__(self, members: tuple[Member, ...], groups: list[list[str]]) -> None:
        self.members = members
        self.groups = groups
        self.items = {reference: item for member in members for reference, item in member.items()}
        self.parties, self.party_slugs = unite_parties(members)
        self.themes, self.theme_slugs = unite_themes(members)
        self.slugs = self._item_slugs()
        self.joined = 0
        self.doubtful: list[str] = []
        self.followed = Followed(members, self.slugs, self.party_slugs, self.theme_slugs)

    def _item_slugs(self) -> dict[str, str]:
        """Reference -> slug in the united library; of a group, that of its first."""
        taken: dict[str, set[str]] = defaultdict(set)
        slugs = {}
        for group in self.groups:
            network, room, slug = _parts(group[0])
            slug = free(slug, network, taken[room])
            taken[room].add(slug)
            slugs.update(dict.fromkeys(group, slug))
        return slugs

    def merge(self, library: Library) -> Merged:
        rooms: dict[str, list[Item]] = {room: [] for room in ROOMS}
        for group in self.groups:
            rooms[_parts(group[0])[1]].append(self._one(group))
        collection = Collection(
            library=self._library(library),
            works=tuple(item for item in rooms["works"] if isinstance(item, Work)),
            posts=tuple(item for item in rooms["news"] if isinstance(item, Post)),
            statements=tuple(item for item in rooms["statements"] if isinstance(item, Statement)),
            pages=tuple(self._pages()),
            processes=tuple(self.followed.processes()),
            parties=self.parties,
            themes=self.themes,
        )
        return Merged(collection, self.joined, tuple(self.doubtful), self.followed.written)

    def _one(self, group: list[str]) -> Item:
        """A group as one record. What was withdrawn gives nothing, unless all have withdrawn it."""
        standing = [reference for reference in group if not _withdrawn(self.items[reference])]
        if standing and len(standing) < len(group):
            self.doubtful += [reference for reference in group if reference not in standing]
        united = self._translated(standing[0] if standing else group[0])
        for reference in standing[1:]:
            united = self._join(united, self._translated(reference))
            self.joined += 1
        return united

    def _translated(self, reference: str) -> Item:
        """A record with the slugs of the united library, and where it comes from."""
        network, _, slug = _parts(reference)
        item = self.items[reference]
        languages = tuple(edition.language for edition in item.editions)
        common = {
            "slug": self.slugs[reference],
            "editions": tuple(self._edition(edition, network) for edition in item.editions),
            "themes": tuple(dict.fromkeys(self.theme_slugs.get((network, each), each) for each in item.themes)),
            "provenance": (Provenance(network, slug, languages),),
        }
        match item:
            case Work():
                return replace(
                    item,
                    **common,
                    contributions=self._contributions(item.contributions, network),
                    relations=tuple(self._relations(item, network)),
                )
            case Statement():
                return replace(self._signed(item, network), **common, works=self._works(item.works, network))
            case Post():
                return replace(item, **common, works=self._works(item.works, network))

    def _signed(self, statement: Statement, network: str) -> Statement:
        """A statement whose parties are those of the united library; a signer without a record stays as they wrote."""

        def named(slug: str) -> str:
            return self.party_slugs[network, slug]

        signed = (
            replace(each, party=each.party and named(each.party), voucher=each.voucher and named(each.voucher))
            for each in statement.endorsements
        )
        asked = statement.invitation
        return replace(
            statement,
            endorsements=tuple(signed),
            coordinators=tuple(map(named, statement.coordinators)),
            invitation=replace(asked, vouchers=tuple(map(named, asked.vouchers))) if asked else None,
        )

    def _edition(self, edition: Edition, network: str) -> Edition:
        return replace(edition, contributions=self._contributions(edition.contributions, network))

    def _contributions(self, contributions: Iterable[Contribution], network: str) -> tuple[Contribution, ...]:
        return tuple(replace(each, party=self.party_slugs[network, each.party]) for each in contributions)

    def _relations(self, work: Work, network: str) -> Iterable[Relation]:
        for relation in work.relations:
            target = self.slugs.get(f"{network}:works/{relation.target}", relation.target)
            yield replace(relation, target=target)

    def _works(self, slugs: Iterable[str], network: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.slugs.get(f"{network}:works/{slug}", slug) for slug in slugs))

    def _join(self, one: Item, other: Item) -> Item:
        """The first record with what the other one adds."""
        editions = {edition.language: edition for edition in one.editions}
        came = []
        for edition in other.editions:
            here = editions.get(edition.language)
            if here is None or (here.text is None and edition.text is not None):
                editions[edition.language] = edition
                came.append(edition.language)
        kept = (
            replace(each, languages=tuple(tag for tag in each.languages if tag not in came)) for each in one.provenance
        )
        common = {
            "editions": tuple(editions.values()),
            "themes": _both(one.themes, other.themes),
            "places": _both(one.places, other.places),
            "provenance": (*kept, replace(other.provenance[0], languages=tuple(came))),
        }
        if isinstance(one, Work) and isinstance(other, Work):
            return replace(
                one,
                **common,
                date=one.date or other.date,
                rights=one.rights or other.rights,
                link=one.link or other.link,
                contributions=_both(one.contributions, other.contributions),
                identifiers=_both(one.identifiers, other.identifiers),
                relations=tuple(each for each in _both(one.relations, other.relations) if each.target != one.slug),
                summaries=joined(one.summaries, other.summaries),
            )
        assert isinstance(one, Post | Statement)
        assert isinstance(other, Post | Statement)
        common["works"] = _both(one.works, other.works)
        if isinstance(one, Statement) and isinstance(other, Statement):
            common |= signed_together(one, other)
        return replace(one, **common)

    def _pages(self) -> Iterable[Page]:
        """Each network's pages about itself, under its name."""
        for member in self.members:
            for page in member.collection.pages:
                yield replace(page, slug=f"{member.name}-{page.slug}")

    def _library(self, library: Library) -> Library:
        networks = tuple(
            Network(
                slug=member.name,
                titles=member.collection.library.titles,
                release=member.release.id,
                created=f"{member.release.created:%Y-%m-%dT%H:%M:%SZ}",
                address=member.collection.library.address,
                languages=member.collection.library.languages,
                guide=member.collection.library.guide,
            )
            for member in self.members
        )
        spoken = (tag for member in self.members for tag in member.collection.library.languages)
        return replace(library, networks=networks, languages=library.languages or tuple(dict.fromkeys(spoken)))


def _both(one: tuple, other: tuple) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys((*one, *other)))


def _parts(reference: str) -> tuple[str, str, str]:
    """Network, room and slug."""
    network, _, address = reference.partition(":")
    room, _, slug = address.partition("/")
    return network, room, slug


def _withdrawn(item: Item) -> bool:
    return isinstance(item, Work) and item.withdrawn is not None
