"""`firsthand negotiate report`: what an audience may see of a negotiation, as documents, tables, records and pages."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.negotiate.access import LIBRARY, PROCESS, access_of, room, screen, told
from firsthand.cli.opening import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from firsthand.catalogue.negotiations import Negotiation
    from firsthand.exports.negotiations.issue import Issue

FORMATS = ("docx", "csv", "json", "akn", "html", "all")
ENDINGS = {"docx": ".docx", "csv": ".csv", "json": ".json", "akn": ".akn.xml"}
PAGES = "pages"
"""The folder of the pages."""


@click.command(
    "report",
    epilog="Examples:\n\n\b\n  firsthand negotiate report my-library river -o river-report\n"
    "  firsthand negotiate report my-library river --draft rev-1 --format docx -o amendments\n"
    "  firsthand negotiate report my-library river --for allies --recipient 'Mission of Uruguay' -o for-uruguay\n"
    "  firsthand negotiate report my-library river --for private -o my-library/private/reports/river",
)
@LIBRARY
@PROCESS
@click.option(
    "--for", "audience", type=click.Choice(("public", "allies", "private")), default="public", show_default=True,
    help="Who will read it: everything that they may not see is left out.",
)  # fmt: skip
@click.option("--recipient", metavar="NAME", default="", help="Whom you give it to; stands on every page and sheet.")
@click.option("--draft", "drafts", metavar="SLUG", multiple=True, help="About these drafts only. It can be repeated.")
@click.option(
    "--format", "formats", type=click.Choice(FORMATS), multiple=True, help="In these formats only. It can be repeated."
)
@click.option("--author", metavar="NAME", default="", help="Who proposes; by default the library's publisher or title.")
@click.option("--language", metavar="CODE", default="", help="Of the words around the text; the library's first one.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="New, or an empty one."
)
def verb(
    library: Path,
    process: str,
    audience: str,
    recipient: str,
    drafts: tuple[str, ...],
    formats: tuple[str, ...],
    author: str,
    language: str,
    output: Path,
) -> None:
    """Write pages, tables and documents about a negotiation for those you name.

    Of each draft: your asks as tracked changes (DOCX), a compilation of them (DOCX and CSV), and the draft in Akoma
    Ntoso (XML). Of all: asks and outcomes (CSV), everything for programs (JSON), and pages that open without a server
    (HTML). What is not for everyone says so on every page, and is never written where the library would publish it.
    """
    from firsthand.catalogue.negotiations import Access
    from firsthand.exports.negotiations.issue import watermark

    with told():
        access = access_of(audience)
        if recipient and access is Access.PUBLIC:
            raise click.UsageError(
                "--recipient goes with --for allies or --for private: what is for everyone has none."
            )
        _refuse(library, output, is_public=access is Access.PUBLIC)
        workroom = room(library)
        negotiation = workroom.open(process, access)
        _check_drafts(negotiation, drafts)
        issue = _issue(library, language or workroom.language, author, recipient)
        wanted = (*ENDINGS, "html") if not formats or "all" in formats else formats
        written = _write(negotiation, issue, output, drafts, wanted)
        for name in written:
            click.echo(output / name)
        count = counted(len(written), "file", "files")
        notice = watermark(negotiation, issue)
        click.echo(f"{count} written to “{output}”. {notice or 'All of it is for everyone.'}", err=True)


def _refuse(library: Path, output: Path, *, is_public: bool) -> None:
    """What is not for everyone is never written where a library is published from, this one or another."""
    there = output.resolve()
    libraries = {library.resolve(), *(above for above in there.parents if (above / "library.toml").is_file())}
    for folder in () if is_public else libraries:
        if there.is_relative_to(folder) and folder / "private" not in there.parents:
            raise click.ClickException(
                f"“{output}” lies in a library, outside of its folder “private”: there it could be published. "
                f"Name a folder elsewhere, or “{library / 'private' / 'reports'}”. Nothing was written."
            )
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise click.ClickException(f"“{output}” is there already. Name a folder that is new or empty.")


def _check_drafts(negotiation: "Negotiation", drafts: tuple[str, ...]) -> None:
    there = [each.draft for each in negotiation.texts]
    for slug in drafts:
        if slug not in there:
            known = f"There are: {', '.join(there)}." if there else "There is none."
            raise click.ClickException(f"There is no draft “{slug}” for this audience. {known}")


def _issue(library: Path, language: str, author: str, recipient: str) -> "Issue":
    from firsthand.exports.negotiations.issue import Issue
    from firsthand.interface import available, interface
    from firsthand.sealed.moments import today

    if language not in available():
        raise click.UsageError(f"There are no words in “{language}”. Choose among: {', '.join(available())}.")
    ours = interface(language)
    names = _names(library, language)
    own = _table(library / "library.toml")
    title = _in(own.get("title"), language)
    proposer = author or names.get(str(own.get("publisher", "")), "") or title or library.resolve().name
    return Issue(ours, proposer, today().isoformat(), names, " ".join(recipient.split()))


def _names(library: Path, language: str) -> dict[str, str]:
    parties = _table(library / "parties.toml")
    return {
        slug: _in(party.get("name"), language) or slug for slug, party in parties.items() if isinstance(party, dict)
    }


def _table(path: Path) -> dict[str, object]:
    """A file of the library's folder; empty where it can't be read, since only names are looked for."""
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _in(said: object, language: str) -> str:
    """Words in a language, or else in the first one there is."""
    if isinstance(said, dict):
        return str(said.get(language) or next(iter(said.values()), ""))
    return said if isinstance(said, str) else ""


def _write(
    negotiation: "Negotiation", issue: "Issue", output: Path, drafts: tuple[str, ...], formats: tuple[str, ...]
) -> list[str]:
    """The names of what was written; all of it is there at once, or nothing."""
    import shutil
    import tempfile

    from firsthand.catalogue.negotiations import Access
    from firsthand.mirrors.reports import ReportError, write_report

    output.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".report-", dir=output.parent))
    try:
        for name, data in _made(negotiation, issue, drafts, formats):
            (making / name).write_bytes(data)
        if "html" in formats:
            tag = issue.interface.language
            write_report(
                negotiation,
                making / PAGES,
                languages=(tag,),
                recipient=issue.recipient or None,
                names={tag: issue.names},
            )
        _close(making, is_public=negotiation.access is Access.PUBLIC)
        if output.exists():
            output.rmdir()
        making.rename(output)
    except ReportError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise click.ClickException(str(error)) from error
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    files = sorted(str(path.relative_to(output)) for path in output.iterdir() if path.is_file())
    return [*files, f"{PAGES}/index.html"] if "html" in formats else files


def _made(
    negotiation: "Negotiation", issue: "Issue", drafts: tuple[str, ...], formats: tuple[str, ...]
) -> "Iterator[tuple[str, bytes]]":
    from firsthand.cli.progress import bar
    from firsthand.exports.negotiations.offering import make, offered

    endings = tuple(ENDINGS[each] for each in formats if each in ENDINGS)
    chosen = [
        each
        for each in offered(negotiation)
        if each.name.endswith(endings) and (not drafts or not each.draft or each.draft in drafts)
    ]
    with bar(screen(), "Writing") as show:
        for done, each in enumerate(chosen, 1):
            yield each.name, make(negotiation, each, issue)
            show(done, len(chosen))


def _close(folder: Path, *, is_public: bool) -> None:
    """What is not for everyone can be read by its owner alone."""
    folder.chmod(0o755 if is_public else 0o700)
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o755 if is_public else 0o700)
        else:
            path.chmod(0o644 if is_public else 0o600)
