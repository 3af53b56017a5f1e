"""`firsthand read`: shows what documents say. Thin: `documents` reads and renders."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from firsthand.cli.terminal import harmless
from firsthand.documents import Document, UnreadableFileError, Workers

EXAMPLES = """\b
Examples:
  firsthand read report.pdf
  firsthand read report.pdf | less
  firsthand read --html report.docx > report.html
  firsthand read --json --indent 2 report.epub
  firsthand read *.pdf > everything.txt

A file that cannot be read is named with the reason, the others are shown all the
same, and the command ends with status 1."""


@click.command(epilog=EXAMPLES)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", "form", flag_value="text", default=True, help="Readable text (this is what you get anyway).")
@click.option("--json", "form", flag_value="json", help="Everything that was found, as JSON; one line for each file.")
@click.option("--html", "form", flag_value="html", help="One self-contained page of HTML.")
@click.option("--indent", type=click.IntRange(0, 8), default=0, help="Indent JSON by so many spaces.")
@click.option(
    "--width", type=click.IntRange(20, 1000), help="Wrap text at so many letters instead of at the window's edge."
)
def read(files: tuple[Path, ...], form: str, indent: int, width: int | None) -> None:
    """Show what documents say: as text, HTML or JSON.

    Reads PDF, Word (.docx), OpenDocument (.odt), web pages, Markdown, EPUB, plain text and captions (.vtt, .srt). What
    kind a file is, is seen from its contents. Each is read by a process of its own that can neither write nor reach a
    network.
    """
    if form == "html" and len(files) > 1:
        raise click.UsageError("--html makes one page of one file. Name one file, or use --text or --json.")
    unread = 0
    for path, outcome in _in_order(files):
        if isinstance(outcome, UnreadableFileError):
            unread += 1
            click.echo(f"{path}: {outcome}", err=True)
            continue
        for remark in outcome.remarks:
            place = f", page {remark.page}" if remark.page else ""
            click.echo(f"{path}{place}: {remark.message}", err=True)
        if form == "text" and len(files) > 1:
            click.echo(f"==> {path} <==\n")
        click.echo(_render(outcome, form, indent, width))
    if unread:
        sys.exit(1)


def _in_order(files: tuple[Path, ...]) -> Iterator[tuple[Path, Document | UnreadableFileError]]:
    """Several files are read at once, but shown in the order in which they were named."""
    done: dict[Path, Document | UnreadableFileError] = {}
    waiting = list(files)
    with Workers() as workers:
        for path, outcome in workers.read(dict.fromkeys(files), progress=_tell_of_scans):
            done[path] = outcome
            while waiting and waiting[0] in done:
                first = waiting.pop(0)
                yield first, done[first] if first in waiting else done.pop(first)


def _tell_of_scans(path: Path, done: int, total: int) -> None:
    """OCR takes seconds a page: a line on the terminal says how far it is, and goes when it is done."""
    if sys.stderr.isatty():
        told = harmless(f"{path.name}: scan {done:,} of {total:,}") if done < total else ""
        click.echo(f"\r\x1b[K{told}", err=True, nl=False)


def _render(document: Document, form: str, indent: int, width: int | None) -> str | bytes:
    if form == "json":
        from firsthand.documents.rendering import as_json

        return as_json(document, indent)
    if form == "html":
        from firsthand.documents.rendering import as_html

        return as_html(document)
    from firsthand.documents.show import as_text

    styled = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return as_text(document, width or shutil.get_terminal_size().columns, styled=styled)
