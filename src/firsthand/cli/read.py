"""`firsthand read`: shows what documents say. Thin: `documents` reads and renders."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

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
  firsthand read --report report.pdf
  firsthand read --report --json *.pdf > reports.jsonl
  firsthand read --compare report.pdf -o compare.html

--report says how well a file was read: which pages have no text, were read by OCR,
or show lettering that has no characters. --compare makes a page on which each page
of a file stands beside what was read of it; any browser opens it, without a network.

A file that cannot be read is named with the reason, the others are shown all the
same, and the command ends with status 1."""


@click.command(epilog=EXAMPLES)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", "form", flag_value="text", default=True, help="Readable text (this is what you get anyway).")
@click.option("--json", "form", flag_value="json", help="Everything that was found, as JSON; one line for each file.")
@click.option("--html", "form", flag_value="html", help="One self-contained page of HTML.")
@click.option("--report", is_flag=True, help="How well it was read, page by page; with --json as one line of JSON.")
@click.option("--compare", "form", flag_value="compare", help="One page of HTML: each page's picture beside its text.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--indent", type=click.IntRange(0, 8), default=0, help="Indent JSON by so many spaces.")
@click.option(
    "--width", type=click.IntRange(20, 1000), help="Wrap text at so many letters instead of at the window's edge."
)
def read(
    files: tuple[Path, ...], form: str, indent: int, width: int | None, output: Path | None, *, report: bool
) -> None:
    """Show what documents say: as text, HTML or JSON.

    Reads PDF, Word (.docx), OpenDocument (.odt), web pages, Markdown, EPUB, plain text and captions (.vtt, .srt). What
    kind a file is, is seen from its contents. Each is read by a process of its own that can neither write nor reach a
    network.
    """
    if form in ("html", "compare") and len(files) > 1:
        raise click.UsageError(f"--{form} makes one page of one file. Name one file, or use --text or --json.")
    if report and form in ("html", "compare"):
        raise click.UsageError(f"--report goes with --text and --json, not with --{form}.")
    unread = 0
    with _opened(output) as file:
        for path, outcome in _in_order(files):
            if isinstance(outcome, UnreadableFileError):
                unread += 1
                click.echo(f"{path}: {outcome}", err=True)
                continue
            if not report:
                _tell(path, outcome)
            if form == "text" and len(files) > 1:
                _write(f"==> {path} <==\n", file)
            shown = _report(outcome, path, form, indent) if report else _render(outcome, path, form, indent, width)
            _write(shown, file)
    if unread:
        sys.exit(1)


@contextlib.contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO | None]:
    """The file to write to, or None for the terminal."""
    if output is None:
        yield None
        return
    try:
        file = output.open("wb")
    except OSError as error:
        raise click.ClickException(f"{output} can't be written: {error.strerror}.") from error
    with file:
        yield file


def _write(shown: str | bytes, file: BinaryIO | None) -> None:
    if file is None:
        click.echo(shown)
    else:
        file.write((shown if isinstance(shown, bytes) else shown.encode()) + b"\n")


def _tell(path: Path, document: Document) -> None:
    for remark in document.remarks:
        place = f", page {remark.page}" if remark.page else ""
        click.echo(f"{path}{place}: {remark.message}", err=True)


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


def _report(document: Document, path: Path, form: str, indent: int) -> str | bytes:
    import msgspec

    from firsthand.documents import quality

    found = quality.report(document)
    if form == "json":
        encoded = msgspec.json.encode({"file": path.name, **msgspec.to_builtins(found)})
        return msgspec.json.format(encoded, indent=indent) if indent else encoded
    return "\n".join(map(harmless, quality.as_lines(found)))


def _compare(document: Document, path: Path) -> str:
    from firsthand.documents import media
    from firsthand.documents.comparison import as_comparison
    from firsthand.documents.facsimiles import paint_pages

    pictures: dict[int, bytes] = {}
    if document.media_type == media.PDF:
        with Workers() as workers:
            pictures = dict(paint_pages(workers, path, range(1, (document.pages or 0) + 1)))
    return as_comparison(document, path.name, pictures)


def _render(document: Document, path: Path, form: str, indent: int, width: int | None) -> str | bytes:
    if form == "compare":
        return _compare(document, path)
    if form == "json":
        from firsthand.documents.rendering import as_json

        return as_json(document, indent)
    if form == "html":
        from firsthand.documents.rendering import as_html

        return as_html(document)
    from firsthand.documents.show import as_text

    styled = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return as_text(document, width or shutil.get_terminal_size().columns, styled=styled)
