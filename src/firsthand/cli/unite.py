"""`firsthand unite`: one library of several networks' releases, told to a person. What is the same, people decide."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.opening import counted

if TYPE_CHECKING:
    from firsthand.catalogue.records import Library
    from firsthand.release.union import Decision, Member, Merged, Proposal

SURE = 0.97
"""From this score on a proposal rests on an identifier, a file or a text, not on words of a title."""


@click.command(
    epilog="Examples:\n\n\b\n  firsthand unite inpud/public enpud/public lanpud/public -o union\n"
    "  firsthand unite inpud=/media/a enpud=/media/b -o union --library union.toml\n"
    "  firsthand unite inpud/public enpud/public -o union --accept-sure --key union.key"
)
@click.argument("releases", metavar="[NAME=]RELEASE...", nargs=-1, required=True)
@click.option("-o", "--output", "library", metavar="LIBRARY", required=True, type=click.Path(path_type=Path))
@click.option(
    "--library",
    "about",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What the united library is called: a file like library.toml.",
)
@click.option("--title", help="The title of the united library, where there is no such file.")
@click.option(
    "--decisions",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The table of what may be the same, to be decided in. LIBRARY.same.csv unless named.",
)
@click.option("--accept-sure", is_flag=True, help="Join what has the same identifier, file or text, unless decided.")
@click.option("--public-key", "keys", metavar="NAME=KEY", multiple=True, help="Refuse NAME's release unless signed so.")
@click.option("--key", metavar="FILE", type=click.Path(path_type=Path), help="Sign the union: a minisign key.")
@click.option("--dry-run", is_flag=True, help="Write the table of proposals, and nothing else.")
def unite(
    releases: tuple[str, ...],
    library: Path,
    about: Path | None,
    title: str | None,
    decisions: Path | None,
    accept_sure: bool,
    keys: tuple[str, ...],
    key: Path | None,
    dry_run: bool,
) -> None:
    """Make one library of several networks' RELEASEs: libraries, or single releases, checked byte by byte first.

    Records that may be the same work are written into a table with the reasons. Write “same” or “different” there and
    unite again; what is not decided stands side by side. Of a language that several have, the edition of the release
    that was named first stands. Every record says from whose library it comes, and what one of them withdraws leaves
    the union when it is made again.
    """
    from firsthand.release import ReleaseError
    from firsthand.release.union import decide, merge, open_members, read_decisions, recognise, write_decisions

    table = decisions or library.with_name(f"{library.name}.same.csv")
    try:
        with open_members(map(_place, releases)) as members:
            _verify(members, keys)
            proposals = recognise(members)
            decided = decide(proposals, read_decisions(table), accept=SURE if accept_sure else 2.0)
            write_decisions(table, proposals, decided, members)
            if dry_run:
                _tell_proposals(proposals, decided, table)
                return
            merged = merge(members, decided, _library(about, title, members))
            _build(merged, members, library, key)
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    _tell_proposals(proposals, decided, table)
    for reference in merged.doubtful:
        click.echo(f"Worth a look: {reference} was withdrawn, but another network still publishes the same.")


def _place(written: str) -> tuple[str | None, Path]:
    name, equals, path = written.partition("=")
    if not equals or not name or Path(written).exists():
        return None, Path(written)
    from firsthand.catalogue.malformed import MalformedError
    from firsthand.catalogue.validation import check_slug

    try:
        return check_slug(name), Path(path)
    except MalformedError as error:
        raise click.ClickException(f"{error} It is the name of {path}.") from error


def _verify(members: "Iterable[Member]", keys: tuple[str, ...]) -> None:
    """Nothing is taken from a release that is not as it was published."""
    from firsthand.release import verify

    wanted = dict(key.split("=", 1) for key in keys if "=" in key)
    if unknown := [key for key in keys if key.partition("=")[0] not in {member.name for member in members}]:
        raise click.ClickException(f"“{unknown[0]}” names none of the releases. Write NAME=KEY.")
    for member in members:
        faults = verify(member.release.path, public_key=wanted.get(member.name))
        if faults:
            raise click.ClickException(
                f"The release of {member.name} ({member.release.path}) is not as it was published: {faults[0].message} "
                "Take it from a copy that is whole."
            )


def _library(about: Path | None, title: str | None, members: "tuple[Member, ...]") -> "Library":
    from firsthand.catalogue.records import Library, Text, choose

    if about is None:
        names = (choose(member.collection.library.titles, "en") for member in members)
        return Library((Text("en", title or " · ".join(name.value for name in names if name)),), languages=())
    from firsthand.catalogue.written import toml
    from firsthand.catalogue.written.mistakes import Mistake
    from firsthand.sources.library import library

    file = toml.read(about, about.name)
    mistakes: list[Mistake] = [file] if isinstance(file, Mistake) else []
    made = None if isinstance(file, Mistake) else library(file, mistakes)
    if made is None or mistakes:
        lines = (f"{about}:{each.line or 1}: {each.message} — {each.remedy}" for each in mistakes)
        raise click.ClickException("\n".join(lines))
    return made


def _build(merged: "Merged", members: "tuple[Member, ...]", library: Path, key: Path | None) -> None:
    from firsthand.catalogue.validation import check
    from firsthand.release import build
    from firsthand.release.union import UnionSource

    problems = check(merged.collection)
    if problems:
        lines = (f"{each.room}/{each.slug}: {each.message} — {each.remedy}" for each in problems)
        raise click.ClickException("The releases don't fit together; nothing was published.\n" + "\n".join(lines))
    built = build(UnionSource(merged.collection, members, merged.written), library, key=key, password=_ask)
    click.echo(
        f"{counted(built.works, 'work', 'works')} in {counted(built.editions, 'edition', 'editions')} from "
        f"{counted(len(members), 'network', 'networks')}; {merged.joined:,} joined to the same of another. "
        f"The union lies in {library}. See it with: firsthand serve {library}"
    )


def _tell_proposals(proposals: "list[Proposal]", decided: "dict[tuple[str, str], Decision]", table: Path) -> None:
    waiting = [each for each in proposals if not decided[each.one, each.other]]
    if waiting:
        click.echo(
            f"{counted(len(waiting), 'pair', 'pairs')} may be the same and {'is' if len(waiting) == 1 else 'are'} not "
            f"decided. Write “same” or “different” in {table}, then unite again."
        )


def _ask() -> str:
    return str(click.prompt("Password of the key", hide_input=True))
