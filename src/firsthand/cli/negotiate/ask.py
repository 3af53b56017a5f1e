"""`firsthand negotiate ask`: writes down what is asked for, or shows it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.negotiate.access import LIBRARY, PROCESS, access_of, paper, room, said, told
from firsthand.cli.opening import counted

if TYPE_CHECKING:
    from firsthand.catalogue.negotiations import Access, Anchor, Ask, Backing
    from firsthand.negotiations.workroom import Workroom

WANTS = ("add", "replace", "delete", "keep", "oppose")


@click.command(
    "ask",
    epilog="Examples:\n\n\b\n  firsthand negotiate ask my-library river\n"
    "  firsthand negotiate ask my-library river naloxone\n"
    "  firsthand negotiate ask my-library river naloxone --want keep --title 'Naloxone for all' \\\n"
    "    --words 'States shall ensure that naloxone is within reach of everyone' \\\n"
    "    --must naloxone --must 'everyone' --at zero=OP1 --backer Uruguay\n"
    "  firsthand negotiate ask my-library river naloxone --template\n"
    "  firsthand negotiate ask my-library river naloxone --from naloxone.toml",
)
@LIBRARY
@PROCESS
@click.argument("slug", required=False)
@click.option("--want", type=click.Choice(WANTS), help="What should be done with words of the text.")
@click.option("--title", metavar="WORDS", multiple=True, help="What it is about; fr=… says it in French.")
@click.option("--words", metavar="WORDS", default="", help="What should stand there.")
@click.option("--target", metavar="WORDS", default="", help="What should not stand there.")
@click.option("--must", metavar="PHRASE", multiple=True, help="Without this phrase it would not be what you asked for.")
@click.option("--part", type=click.Choice(["preamble", "operative", "annex"]), help="Where it should stand.")
@click.option("--article", metavar="NUMBER", default="", help="In which article or section.")
@click.option("--rationale", metavar="WORDS", multiple=True, help="Why.")
@click.option(
    "--at", "places", metavar="DRAFT=PARAGRAPH", multiple=True, help="In or behind which paragraph of a draft."
)
@click.option("--backer", "backers", metavar="WHO", multiple=True, help="Who supports it.")
@click.option("--owner", metavar="SLUG", help="A party of the library whose ask it is.")
@click.option("--language", metavar="CODE", help="Of the words; the library's first language unless given.")
@click.option(
    "--access",
    type=click.Choice(["public", "allies", "private"]),
    default="private",
    show_default=True,
    help="Who may see it.",
)
@click.option("--from", "source", metavar="FILE", type=click.Path(path_type=Path), help="A filled-in template.")
@click.option("--template", is_flag=True, help="Open a template in your editor, or write it out in a pipe.")
def verb(
    library: Path,
    process: str,
    slug: str | None,
    want: str | None,
    title: tuple[str, ...],
    words: str,
    target: str,
    must: tuple[str, ...],
    part: str | None,
    article: str,
    rationale: tuple[str, ...],
    places: tuple[str, ...],
    backers: tuple[str, ...],
    owner: str | None,
    language: str | None,
    access: str,
    source: Path | None,
    template: bool,
) -> None:
    """Write down the ask SLUG, or show it; without SLUG, list all asks.

    An ask is private unless --access says otherwise. The drafts that it names must have its words: where they don't,
    the nearest ones are offered. To change an ask later, change its file with an editor of texts.
    """
    from firsthand.catalogue.negotiations import Ask, Part, Want
    from firsthand.cli.negotiate.templates import filled_in, read_filled

    with told():
        workroom = room(library)
        if slug is None or not (want or source or template):
            _show(workroom, process, slug)
            return
        if template and not sys.stdin.isatty():
            click.echo(filled_in(workroom.kept(process), slug), nl=False)
            return
        if template or source:
            ask = read_filled(workroom, process, slug, source)
        else:
            tongue = language or workroom.language
            open_to, kind = access_of(access), Want(want or "")
            ask = Ask(
                slug,
                said(title, workroom.language),
                kind,
                tongue,
                words.strip(),
                target.strip(),
                must,
                Part(part) if part else None,
                article,
                said(rationale, workroom.language),
                backers=_backers(backers, open_to),
                anchors=_anchors(workroom, process, places, _here(kind.value, words, target)),
                owner=owner,
                access=open_to,
            )
        path = workroom.put_ask(process, ask)
    click.echo(f"“{path}” says it, and its access is “{ask.access.value}”.")
    _look(workroom, process, ask)


def _backers(names: tuple[str, ...], access: "Access") -> "tuple[Backing, ...]":
    from firsthand.catalogue.negotiations import Backing

    return tuple(Backing(name, access=access) for name in names)


def _here(want: str, words: str, target: str) -> str:
    """The words that have to stand where the ask is anchored; nothing for what is to come in."""
    return {"replace": target, "delete": target, "keep": words}.get(want, "").strip()


def _anchors(workroom: "Workroom", process: str, places: tuple[str, ...], quote: str) -> "tuple[Anchor, ...]":
    from firsthand.catalogue.negotiations import Anchor
    from firsthand.cli.negotiate.finding import paragraph
    from firsthand.negotiations.errors import WorkroomError
    from firsthand.negotiations.folder.frame import nearest

    texts = {text.draft: text for text in workroom.kept(process).texts}
    found = []
    for place in places:
        draft, equals, name = place.partition("=")
        if not equals or draft not in texts:
            raise WorkroomError(f"“{place}” names no paragraph. Write DRAFT=PARAGRAPH; drafts are: {', '.join(texts)}.")
        one = paragraph(texts[draft], name)
        if quote and quote not in one.text:
            raise WorkroomError(
                f"“{quote}” does not stand in {name} of “{draft}”. Nearest to it is {nearest(quote, one)}."
            )
        found.append(Anchor(draft, one.id, quote if quote != one.text else ""))
    return tuple(found)


def _look(workroom: "Workroom", process: str, ask: "Ask") -> None:
    """Whether the words that should go or stay are in any draft at all; a slip of the pen would never be found."""
    wanted = _here(ask.want.value, ask.words, ask.target)
    kept = workroom.kept(process)
    spoken = " ".join(" ".join(one.text.split()) for text in kept.texts for one in text.paragraphs).casefold()
    if wanted and " ".join(wanted.split()).casefold() not in spoken:
        click.echo("Its words stand in no draft exactly so. Look whether they are as you meant them.", err=True)


def _show(workroom: "Workroom", process: str, slug: str | None) -> None:
    from firsthand.cli.negotiate.telling import life, listed
    from firsthand.negotiations.errors import WorkroomError

    negotiation = workroom.open(process)
    if slug is None:
        paper().print(listed(negotiation))
        click.echo(counted(len(negotiation.asks), "ask", "asks") + ".", err=True)
        return
    ask = next((one for one in negotiation.asks if one.slug == slug), None)
    if ask is None:
        raise WorkroomError(
            f"There is no ask “{slug}” yet. Write it down with --want, --title and --words, or --template."
        )
    for line in life(negotiation, ask):
        paper().print(line, soft_wrap=True)
