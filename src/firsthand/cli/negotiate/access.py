"""How the commands come by a workroom and by drafts that lie in files, and tell what stopped them."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.catalogue.negotiations import Access, DraftText
    from firsthand.catalogue.records import Texts
    from firsthand.negotiations.workroom import Workroom

WIDTH = 120
"""Of what is written into a file."""

LIBRARY = click.argument("library", type=click.Path(path_type=Path))
PROCESS = click.argument("process")


@contextmanager
def told() -> Iterator[None]:
    """What stops a command is told in sentences, and ends it with status 1; Ctrl+C with 130."""
    from firsthand.negotiations.errors import WorkroomError

    try:
        yield
    except WorkroomError as error:
        raise click.ClickException("\n".join(map(harmless, str(error).split("\n")))) from error
    except UnicodeEncodeError as error:
        message = "Some words that were typed are not written in UTF-8. Type them anew; they were not written down."
        raise click.ClickException(message) from error
    except OSError as error:
        place = f"“{error.filename}”: " if error.filename else ""
        raise click.ClickException(f"{place}{error.strerror or 'unusable'}. Nothing was changed.") from error
    except KeyboardInterrupt:
        click.echo("\nStopped. What was decided before is kept; do the same again to go on.", err=True)
        raise click.exceptions.Exit(130) from None


def room(library: Path) -> "Workroom":
    """A workroom that remembers what was proposed, beside what is private: it has words of all drafts."""
    from firsthand.negotiations.folder import PRIVATE
    from firsthand.negotiations.remembering import Remembering
    from firsthand.negotiations.workroom import Workroom

    return Workroom(library, Remembering(library / PRIVATE / ".remembered"))


def read_file(path: Path, slug: str, language: str | None = None) -> "DraftText":
    """A draft in a file, read by a process of its own. WorkroomError where it can't be."""
    from firsthand.cli.progress import bar
    from firsthand.documents import UnreadableFileError, Workers
    from firsthand.negotiations.cutting import read_draft
    from firsthand.negotiations.errors import WorkroomError

    if path.is_dir():
        raise WorkroomError(f"“{path}” is a folder. Name the draft's file in it.")
    if not path.is_file():
        raise WorkroomError(f"There is no file “{path}”.")
    with bar(screen(), f"Reading {path.name}") as show, Workers(1) as workers:
        _, outcome = next(iter(workers.read([path], progress=lambda _, done, total: show(done, total))))
    if isinstance(outcome, UnreadableFileError):
        raise WorkroomError(f"“{path}”: {outcome}" if path.name not in str(outcome) else str(outcome))
    return read_draft(outcome, slug, language)


def screen() -> "Console":
    """What is said beside the result."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def paper() -> "Console":
    """The result itself."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH
    return Console(highlight=False, markup=False, emoji=False, width=width)


def said(words: tuple[str, ...], default: str) -> "Texts":
    """“fr=Déclaration” in a language, or words alone in the default one. UsageError for a language said twice."""
    from firsthand.catalogue import languages
    from firsthand.catalogue.malformed import MalformedError
    from firsthand.catalogue.records import Text

    found: dict[str, str] = {}
    for one in words:
        code, equals, rest = one.partition("=")
        language, value = (
            (code, rest) if equals and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*", code) else (default, one)
        )
        try:
            language = languages.normalise(language)
        except MalformedError as error:
            raise click.UsageError(f"{error} {error.remedy}") from error
        if language in found or not value.strip():
            raise click.UsageError(f"Say it once in each language, such as {language}=…")
        found[language] = value.strip()
    return tuple(Text(language, value) for language, value in found.items())


def access_of(words: str) -> "Access":
    from firsthand.catalogue.negotiations import Access

    return Access(words)


def slug_of(label: str) -> str:
    """A slug made of a label, such as “rev-1” of “Rev.1”."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "draft"
