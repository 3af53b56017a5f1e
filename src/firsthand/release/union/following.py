"""Negotiations of several networks side by side: what they name is called as in the united library.

Two networks that follow the same text don't ask for the same, so nothing of theirs is joined.
"""

import hashlib
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from firsthand.catalogue.negotiations import Negotiation, Process
from firsthand.catalogue.values import File, Provenance
from firsthand.negotiations.renaming import renamed
from firsthand.release.union.members import Member
from firsthand.release.union.naming import Slugs, free


class Followed:
    """The negotiations of all members. `written` has the files that are in none of their releases, by SHA-256."""

    def __init__(self, members: tuple[Member, ...], items: Mapping[str, str], parties: Slugs, themes: Slugs) -> None:
        """`items` are references of items ("enpud:works/red-herring") with their slugs in the united library."""
        self.members, self.items, self.parties, self.themes = members, items, parties, themes
        self.slugs: dict[tuple[str, str], str] = {}
        for member in members:
            for process in member.collection.processes:
                self.slugs[member.name, process.slug] = free(process.slug, member.name, self.slugs.values())
        self.written: dict[str, bytes] = {}

    def processes(self) -> Iterator[Process]:
        for member in self.members:
            paths = self._paths(member.name)
            for process in member.collection.processes:
                themes = (self.themes.get((member.name, each), each) for each in process.themes)
                yield replace(
                    process,
                    slug=self.slugs[member.name, process.slug],
                    themes=tuple(dict.fromkeys(themes)),
                    data=self._file(member, process, paths),
                    provenance=(Provenance(member.name, process.slug),),
                )

    def _file(self, member: Member, process: Process, paths: Mapping[str, str]) -> File | None:
        """The words of a negotiation; written anew where something that they name is called otherwise now."""
        if process.data is None:
            return None

        def party(slug: str) -> str:
            return self.parties.get((member.name, slug), slug)

        before = member.release.negotiation(process)
        after = renamed(before, party, paths)
        if after == before:
            return process.data
        return self._write(after, process.data)

    def _write(self, negotiation: Negotiation, named: File) -> File:
        data = msgspec.json.encode(negotiation)
        file = replace(named, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        self.written[file.sha256] = data
        return file

    def _paths(self, network: str) -> dict[str, str]:
        """The first two parts of the address of everything of a network -> what they are in the united library."""
        found = {}
        for reference, slug in self.items.items():
            name, _, place = reference.partition(":")
            if name == network:
                found[place] = f"{place.partition('/')[0]}/{slug}"
        own = {old: new for (name, old), new in self.slugs.items() if name == network}
        return found | {f"negotiations/{old}": f"negotiations/{new}" for old, new in own.items()}
