"""What of a library is wanted: some of its languages and themes, with or without its files. It makes a release that
holds all look like one that holds only that, so that no page speaks of what is left out.
"""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.facets import widen_themes
from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.records import Collection, Edition, File, Item, Page, Post, Statement, Theme, Work
from firsthand.catalogue.shelves import Shelves
from firsthand.front.opened import Opened
from firsthand.interface import available, interface


class Choice(Struct, frozen=True):
    """What is wanted; nothing named means all there is."""

    languages: tuple[str, ...] = ()
    """Of editions and of the interface (BCP 47); "pt" takes "pt-BR" too."""
    themes: tuple[str, ...] = ()
    """Slugs; a theme takes the narrower ones too."""
    files: bool = True
    """Whether the original files are wanted."""
    without: tuple[str, ...] = ()
    """SHA-256 of files that are left out one by one."""


class NothingChosenError(ValueError):
    """There is nothing in the library that was asked for; the message says what there is."""


def open_selection(library: Path, choice: Choice | None = None) -> Opened:
    """The release in service of a library, or a release by its own directory, as if it held only what is chosen.

    Raises ReleaseError as `Opened` does, and NothingChosenError.
    """
    opened, choice = Opened(library), choice or Choice()
    if choice == Choice():
        return opened
    before = opened.shelves
    opened.release.collection = narrow(opened.release.collection, choice)
    opened.shelves = Shelves(opened.release.collection)
    _complain_of_nothing(choice, before, opened.shelves)
    opened.library = opened.release.collection.library
    if choice.languages:
        spoken = tuple(tag for tag in choice.languages if tag in available())
        opened.languages = spoken or opened.languages[:1]
        opened.interfaces = {tag: interface(tag) for tag in opened.languages}
    return opened


def narrow(collection: Collection, choice: Choice) -> Collection:
    """The records of what is chosen. Works that were withdrawn are left out; they have no page to be shown."""
    themes = {theme.slug: theme for theme in collection.themes}
    works = tuple(filter(None, (_work(work, choice, themes) for work in collection.works)))
    present = {work.slug for work in works}
    return replace(
        collection,
        works=works,
        posts=tuple(
            replace(post, editions=found, works=_present(post, present))
            for post in collection.posts
            if (found := _editions(post, choice)) and _on_theme(post, choice, themes)
        ),
        statements=tuple(
            _statement(replace(each, editions=found, works=_present(each, present)), choice)
            for each in collection.statements
            if (found := _editions(each, choice)) and _on_theme(each, choice, themes)
        ),
        processes=tuple(_process(each, choice) for each in collection.processes if _on_theme(each, choice, themes)),
        pages=tuple(
            replace(page, editions=_editions(page, choice) or _with_files(page.editions[:1], choice))
            for page in collection.pages
        ),
    )


def _work(work: Work, choice: Choice, themes: dict[str, Theme]) -> Work | None:
    found = _editions(work, choice)
    if work.withdrawn or not found or not _on_theme(work, choice, themes):
        return None
    return replace(work, editions=found)


def _statement(statement: Statement, choice: Choice) -> Statement:
    """Its versions in the languages that are chosen, and without files handed over where none are wanted."""
    versions = tuple(
        replace(
            version, wordings=tuple(each for each in version.wordings if _is_chosen(each.language, choice.languages))
        )
        for version in statement.versions
    )

    def is_kept(file: File | None) -> bool:
        return file is not None and choice.files and file.sha256 not in choice.without

    return replace(
        statement,
        versions=versions,
        deliveries=tuple(each if is_kept(each.file) else replace(each, file=None) for each in statement.deliveries),
        responses=tuple(each if is_kept(each.file) else replace(each, file=None) for each in statement.responses),
    )


def _process(process: Process, choice: Choice) -> Process:
    """A negotiation without those files of drafts that are not wanted; its words are in no language of their own."""
    drafts = (each if _is_wanted(each.file, choice) else replace(each, file=None) for each in process.drafts)
    return replace(process, drafts=tuple(drafts))


def _present(item: Post | Statement, works: set[str]) -> tuple[str, ...]:
    return tuple(slug for slug in item.works if slug in works)


def _editions(item: Item | Page, choice: Choice) -> tuple[Edition, ...]:
    wanted = tuple(edition for edition in item.editions if _is_chosen(edition.language, choice.languages))
    return _with_files(wanted, choice)


def _with_files(editions: tuple[Edition, ...], choice: Choice) -> tuple[Edition, ...]:
    if choice.files and not choice.without:
        return editions
    return tuple(
        replace(edition, files=tuple(file for file in edition.files if _is_wanted(file, choice)))
        for edition in editions
    )


def _handed_over(statement: Statement, choice: Choice) -> Statement:
    """A statement without those files that were delivered, or came back, and are not wanted."""
    deliveries = (each if _is_wanted(each.file, choice) else replace(each, file=None) for each in statement.deliveries)
    responses = (each if _is_wanted(each.file, choice) else replace(each, file=None) for each in statement.responses)
    return replace(statement, deliveries=tuple(deliveries), responses=tuple(responses))


def _is_wanted(file: File | None, choice: Choice) -> bool:
    return file is None or (choice.files and file.sha256 not in choice.without)


def _is_chosen(language: str, languages: tuple[str, ...]) -> bool:
    tag = language.casefold()
    return not languages or any(tag == each.casefold() or tag.startswith(f"{each.casefold()}-") for each in languages)


def _on_theme(item: Item | Process, choice: Choice, themes: dict[str, Theme]) -> bool:
    return not choice.themes or not set(choice.themes).isdisjoint(widen_themes(item.themes, themes))


def _complain_of_nothing(choice: Choice, before: Shelves, after: Shelves) -> None:
    if unknown := [theme for theme in choice.themes if theme not in before.themes]:
        there = ", ".join(sorted(before.themes)) or "none"
        raise NothingChosenError(f"The library has no theme “{unknown[0]}”. Its themes: {there}.")
    if not (after.works or after.posts or after.statements):
        languages = ", ".join(before.languages()) or "none"
        raise NothingChosenError(
            f"Nothing in the library is both in the languages and on the themes asked for. Its languages: {languages}."
        )
