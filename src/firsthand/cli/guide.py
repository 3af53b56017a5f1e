"""`firsthand guide`: language guides, shown to those who use them and checked for those who write them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from firsthand.wording.guide import Guide
    from firsthand.wording.schema import Alternative, Classes, Term, Words

LANGUAGES = ("en", "fr", "es", "ru")
SCHEMAS = ("guide", "concepts", "sources", "terms", "words", "names", "lexicon")


@click.group(
    epilog="Examples:\n\n\b\n  firsthand guide list\n  firsthand guide show relapse\n  firsthand guide check our-words"
)
def guide() -> None:
    """Language guides: which there are, what they say, and whether one that you write holds."""


@guide.command("list", epilog="Examples:\n\n\b\n  firsthand guide list\n  firsthand guide list public-health")
@click.argument("name", metavar="[GUIDE]", required=False)
def list_(name: str | None) -> None:
    """List the guides that come with Firsthand, or the concepts of one.

    GUIDE is the id of a guide that comes with Firsthand, or the folder of another.
    """
    from firsthand.wording.guide import shipped

    if name is None:
        for found in shipped():
            click.echo(_summary(_read(found)))
        return
    read = _read(name)
    for domain in dict.fromkeys(concept.domain for concept in read.concepts.values()):
        click.echo(click.style(domain.replace("_", " ").capitalize() or "Without a domain", bold=True))
        for key, concept in read.concepts.items():
            if concept.domain == domain:
                click.echo(f"  {harmless(key):32} {'accepted' if concept.accepted else concept.severity}")


@guide.command(
    epilog="Examples:\n\n\b\n  firsthand guide show relapse\n  firsthand guide show recovery --guide public-health"
)
@click.argument("concept")
@click.option("--guide", "name", default="house", show_default=True, help="The guide: an id, or a folder.")
@click.option("--language", "-l", type=click.Choice(LANGUAGES), help="Only this language.")
def show(concept: str, name: str, language: str | None) -> None:
    """Show what a guide says about CONCEPT: the words, why, what to write instead, and who says so."""
    import difflib

    read = _read(name)
    if concept not in read.concepts:
        near = difflib.get_close_matches(concept, list(read.concepts), 3)
        hint = f"Is {' or '.join(f'“{key}”' for key in near)} meant?" if near else f"See: firsthand guide list {name}"
        raise click.ClickException(f"The guide “{read.id}” has no concept “{concept}”. {hint}")
    for line in _page(read, concept, (language,) if language else LANGUAGES):
        click.echo(line)


@guide.command(
    epilog="Examples:\n\n\b\n  firsthand guide check our-words\n  firsthand guide check our-words/guide.toml"
)
@click.argument("folder", type=click.Path(path_type=Path))
def check(folder: Path) -> None:
    """Check a guide that you write.

    FOLDER has a guide.toml. Slips are listed with their file, line and remedy; then every example of the guide is held
    against what is found with it. The exit code is 1 where something is to mend. Words that two concepts share are told
    too, since they are often meant.
    """
    from firsthand.wording.faults import GuideError
    from firsthand.wording.inspection import inspect_guide

    try:
        seen = inspect_guide(str(folder))
    except GuideError as error:
        raise click.ClickException(str(error)) from error
    wrong = [*seen.faults, *seen.failures]
    for told in wrong:
        click.echo(harmless(str(told)))
    for note in seen.notes:
        click.echo(f"Note: {harmless(note)}")
    if wrong:
        click.echo(f"\n{_count(len(wrong), 'thing')} to mend.", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"The guide holds: {_count(seen.examples, 'example')}, and all are as it says.")


@guide.command(epilog="Examples:\n\n\b\n  firsthand guide schema\n  firsthand guide schema terms > terms.schema.json")
@click.argument("file", type=click.Choice(SCHEMAS), default="guide")
def schema(file: str) -> None:
    """Print the JSON Schema of one kind of FILE of a guide, for editors that help while you write."""
    from firsthand.wording.json_schema import written

    click.echo(written(file), nl=False)


def _read(name: str) -> "Guide":
    from firsthand.wording.guide import GuideError, read_guide

    try:
        return read_guide(name)
    except GuideError as error:
        raise click.ClickException(str(error)) from error


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _summary(read: "Guide") -> str:
    over = f", a layer over {read.header.extends}" if read.header.extends else ""
    terms = ", ".join(
        f"{language} {sum(len(words.terms) for words in vocabulary.words.values()):,}"
        for language, vocabulary in read.vocabularies.items()
    )
    return f"{read.id:16} {read.header.title}{over}: {_count(len(read.concepts), 'concept')}; terms: {terms}."


def _page(read: "Guide", key: str, languages: tuple[str, ...]) -> Iterator[str]:
    concept = read.concepts[key]
    gravity = "accepted" if concept.accepted else concept.severity
    yield click.style(key, bold=True) + f" ({gravity})"
    for language in languages:
        vocabulary = read.vocabularies[language]
        if words := vocabulary.words.get(key):
            yield from _words(language, words, vocabulary.classes)
    if concept.stances:
        yield "\nWho says what"
    for stance in concept.stances:
        source = read.sources.get(stance.source)
        title = ", ".join(filter(None, (source.publisher, source.title))) if source else stance.source
        seen = "" if stance.verified == "seen" else f" ({stance.verified})"
        yield f"  {stance.stance.replace('_', ' ')}: {harmless(title)}{seen}. {harmless(stance.says)}".rstrip()
    if concept.related:
        yield f"\nSee also {', '.join(concept.related)}."


def _words(language: str, words: "Words", classes: "Classes") -> Iterator[str]:
    yield f"\n{language}  {click.style(harmless(words.name), bold=True)}"
    for text in filter(None, (words.why, words.note)):
        yield f"    {harmless(text)}"
    yield from _listed("Not", ", ", (_first(phrase, classes) for term in words.terms for phrase in _sought(term)))
    offered = dict.fromkeys(phrase for alternative in words.alternatives for phrase in _phrases(alternative))
    yield from _listed("Rather", ", ", (_first(phrase, classes, new=True) for phrase in offered))
    yield from _listed("Fine", "; ", words.fine)


def _listed(title: str, between: str, phrases: Iterable[str]) -> Iterator[str]:
    if told := between.join(harmless(phrase) for phrase in phrases):
        yield f"    {title}: {told}"


def _sought(term: "Term") -> Iterable[str]:
    return term.find if term.otherwise != "pass" or term.senses else ()


def _phrases(alternative: "Alternative") -> Iterable[str]:
    return (
        *alternative.person,
        *alternative.noun,
        *alternative.adjective,
        *alternative.verb,
        *alternative.phrase,
    )


def _first(phrase: str, classes: "Classes", *, new: bool = False) -> str:
    """A phrase as it is read, with the first word of each class and a mark that there are others."""
    from firsthand.wording.lexis import filled, written_out

    if "{" not in phrase:
        return phrase.replace("*", "")
    text, captures = next(written_out(phrase, classes))
    made = filled(phrase, captures, classes) if new else text
    return f"{(made or text).replace('*', '')} …"
