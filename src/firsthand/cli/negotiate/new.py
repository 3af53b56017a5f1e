"""`firsthand negotiate new`: begins to follow a negotiation."""

from pathlib import Path

import click

from firsthand.cli.negotiate.access import LIBRARY, room, said, told


@click.command(
    "new",
    epilog="Examples:\n\n\b\n  firsthand negotiate new my-library river --title 'River declaration'\n"
    "  firsthand negotiate new my-library river --title 'River declaration' --title 'fr=Déclaration' \\\n"
    "    --body 'Assembly of the River States' --public",
)
@LIBRARY
@click.argument("slug")
@click.option(
    "--title", metavar="WORDS", multiple=True, required=True, help="What is negotiated; fr=… says it in French."
)
@click.option("--body", metavar="WORDS", multiple=True, help="Who negotiates.")
@click.option("--forum", metavar="WORDS", multiple=True, help="Where, and for what.")
@click.option("--summary", metavar="WORDS", multiple=True, help="A few sentences for whoever has not heard of it.")
@click.option("--theme", "themes", metavar="SLUG", multiple=True, help="A theme of the library.")
@click.option("--public", is_flag=True, help="Everybody may know that you follow it. Otherwise nobody does.")
def verb(
    library: Path,
    slug: str,
    title: tuple[str, ...],
    body: tuple[str, ...],
    forum: tuple[str, ...],
    summary: tuple[str, ...],
    themes: tuple[str, ...],
    public: bool,
) -> None:
    """Begin to follow a negotiation in the folder LIBRARY, under the name SLUG.

    It is private unless you say --public: it lies under “private”, and nothing of it is ever published. A negotiation
    that is private can get a public part later: say the same again with --public.
    """
    from firsthand.catalogue.negotiations import Process

    with told():
        workroom = room(library)
        titles, bodies, forums, summaries = (said(one, workroom.language) for one in (title, body, forum, summary))
        process = Process(slug, titles, bodies, forums, summaries, themes=themes)
        folder = workroom.new(process, public=public)
    click.echo(f"“{folder}” is ready.")
    seen = (
        "Drafts that are public are in the library when it is published." if public else "Nothing of it is published."
    )
    click.echo(f"{seen} Next: firsthand negotiate draft {library} {slug} FILE --label … --date …")
