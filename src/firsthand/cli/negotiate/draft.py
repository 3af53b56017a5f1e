"""`firsthand negotiate draft`: takes in a state of the text, and says what was found in it and what changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.negotiate.access import LIBRARY, PROCESS, access_of, read_file, room, slug_of, told
from firsthand.cli.opening import counted
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from firsthand.catalogue.negotiations import Draft, DraftText
    from firsthand.negotiations.retaking import Taken
    from firsthand.negotiations.workroom import Workroom

STATUSES = ("zero", "revised", "compilation", "under-silence", "adopted")
MOST = 8
"""Paragraphs that are named one by one."""


@click.command(
    "draft",
    epilog="Examples:\n\n\b\n  firsthand negotiate draft my-library river zero.pdf \\\n"
    "    --label 'Zero draft' --date 2026-03-02\n"
    "  firsthand negotiate draft my-library river rev1.docx --label Rev.1 --date 2026-04-20 \\\n"
    "    --status compilation --symbol RS/3/L.1/Rev.1 --access public --keep-file\n"
    "  firsthand negotiate draft my-library river rev1.docx --label Rev.1 --date 2026-04-20 --dry-run",
)
@LIBRARY
@PROCESS
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--label", metavar="WORDS", required=True, help="As people call it: “Zero draft”, “Rev.2”.")
@click.option("--date", "day", metavar="DATE", required=True, help="Of the draft: a year, a month or a day.")
@click.option("--slug", metavar="SLUG", help="Its name in addresses; made of the label unless given.")
@click.option("--status", type=click.Choice(STATUSES), help="How far it has come; revised unless it is known or given.")
@click.option("--language", metavar="CODE", help="Of its words; the library's first language unless given.")
@click.option("--symbol", metavar="WORDS", help="Of the document: “FCCC/CP/2015/L.9/Rev.1”.")
@click.option("--source", metavar="ADDRESS", help="Where you found it.")
@click.option(
    "--access",
    type=click.Choice(["public", "allies", "private"]),
    help="Who may see it; private unless it is known or given.",
)
@click.option("--keep-file", "keep", is_flag=True, help="Give the file itself to everyone who may see the draft.")
@click.option("--authors", is_flag=True, help="Keep who made its tracked changes, where others may see the draft.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what was found, and change nothing.")
def verb(
    library: Path,
    process: str,
    file: Path,
    label: str,
    day: str,
    slug: str | None,
    status: str | None,
    language: str | None,
    symbol: str | None,
    source: str | None,
    access: str | None,
    keep: bool,
    authors: bool,
    dry: bool,
) -> None:
    """Take in a draft: FILE is cut into paragraphs, which are kept beside the library's other files.

    Reads PDF, Word with its tracked changes, OpenDocument, web pages, Markdown and plain text. What was found is said:
    look at paragraphs whose brackets don't close. The words can be corrected in the file that is written; and the same
    draft can be taken in again, by which decisions about paragraphs that are still there stay.

    Who made tracked changes, and when, is left out of a draft that others may see, since it can be people's names; with
    --authors it stays. --keep-file gives the file away with all that it tells of people.
    """
    from firsthand.catalogue.negotiations import Access, Draft, Status

    with told():
        workroom = room(library)
        name = slug or slug_of(label)
        kept = workroom.kept(process, anew=name)
        tongue, when, where = _checked(language or workroom.language, day, source)
        known = next((one for one in kept.process.drafts if one.slug == name), None)
        far = Status(status) if status else known.status if known else Status.REVISED
        seen = access_of(access) if access else known.access if known else Access.PRIVATE
        draft = Draft(name, label, when, tongue, far, seen, symbol, where)
        text = read_file(file, draft.slug, tongue)
        names = _authors(text) if seen is not Access.PRIVATE and not authors else ()
        text = _without_authors(text) if names else text
        taken = workroom.take_draft(process, draft, text, file, keep=keep, dry=dry)
    _tell(text)
    if names:
        shown = harmless(", ".join(names[:MOST])) + (f" and {len(names) - MOST:,} more" if len(names) > MOST else "")
        click.echo(
            f"Left out is who made its tracked changes: {shown}. If these are no people, take it in with --authors."
        )
    earlier = [
        one for one in kept.process.drafts if one.language == tongue and one.slug != draft.slug and one.date <= when
    ]
    words = {one.draft: one for one in kept.texts}
    for one in kept.texts:
        if one.draft != name and [each.text for each in one.paragraphs] == [each.text for each in text.paragraphs]:
            click.echo(f"Look at this: it has the very same words as the draft “{one.draft}”. Was it taken in twice?")
    if earlier and earlier[-1].slug in words:
        _compare(words[earlier[-1].slug], text, earlier[-1].label)
    _end(draft, taken, workroom, process, dry=dry)


def _checked(language: str, day: str, source: str | None) -> tuple[str, str, str | None]:
    from firsthand.catalogue import dates, languages
    from firsthand.catalogue.identifiers import address
    from firsthand.catalogue.malformed import MalformedError

    try:
        return languages.normalise(language), dates.normalise(day), address(source) if source else None
    except MalformedError as error:
        raise click.UsageError(f"{error} {error.remedy}") from error


def _authors(text: "DraftText") -> tuple[str, ...]:
    changes = (change for one in text.paragraphs for change in one.tracked)
    return tuple(dict.fromkeys(change.author for change in changes if change.author))


def _without_authors(text: "DraftText") -> "DraftText":
    """Without the dates of their changes too: these tell when somebody sat at a desk."""
    from msgspec.structs import replace

    return replace(
        text,
        paragraphs=tuple(
            replace(one, tracked=tuple(replace(change, author=None, date=None) for change in one.tracked))
            for one in text.paragraphs
        ),
    )


def _tell(text: "DraftText") -> None:
    from firsthand.catalogue.negotiations import all_brackets, write_remark
    from firsthand.cli.negotiate.showing import name_of, shortened

    paragraphs = text.paragraphs
    articles = len({one.article for one in paragraphs if one.article})
    brackets = sum(1 for one in paragraphs for _ in all_brackets(one.brackets))
    parts = [counted(len(paragraphs), "paragraph", "paragraphs"), counted(articles, "article", "articles")]
    parts.append(counted(brackets, "bracket", "brackets"))
    click.echo(f"{parts[0]} in {parts[1]}, with {parts[2]}.")
    wrong = [one for one in paragraphs if one.unbalanced]
    if wrong:
        click.echo(f"In {counted(len(wrong), 'paragraph', 'paragraphs')} brackets don't close, or close twice:")
        for one in wrong[:MOST]:
            place = f", page {one.page}" if one.page else ""
            click.echo(f"  {name_of(one)}{place}: {harmless(shortened(one.text, 70))}")
        if len(wrong) > MOST:
            click.echo(f"  … and {len(wrong) - MOST:,} more.")
    for remark in text.remarks:
        click.echo(f"Look at this: {harmless(write_remark(remark))}")


def _compare(before: "DraftText", after: "DraftText", label: str) -> None:
    from firsthand.negotiations.audiences import aligned

    alignment = aligned(before, after)
    if alignment is None:
        click.echo(f"It is in another language than “{harmless(label)}”, and was not compared with it.")
        return
    from firsthand.cli.negotiate.showing import summary

    click.echo(f"Since “{harmless(label)}”: {summary(alignment)}.")


def _end(draft: "Draft", taken: "Taken", workroom: "Workroom", process: str, *, dry: bool) -> None:
    if taken.again and (taken.outcomes or taken.gone or taken.anchors):
        for ask in taken.outcomes:
            click.echo(f"What became of “{ask}” here was about words that are gone: look at it again.")
        if taken.gone:
            click.echo(f"{counted(taken.gone, 'decision', 'decisions')} about its paragraphs are gone with them.")
        for ask in taken.anchors:
            click.echo(f"Mend by hand where the ask “{ask}” stands in this draft.")
    if dry:
        click.echo("Nothing was changed.")
        return
    click.echo(f"The draft “{draft.slug}” is kept, and its access is “{draft.access.value}”.")
    click.echo(f"Next: firsthand negotiate review {workroom.library} {process} --draft {draft.slug}")
