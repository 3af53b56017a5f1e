"""`firsthand deposit`: a work made ready for Zenodo, which gives it a DOI. It sends nothing anywhere."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from firsthand.catalogue.records import Edition, Work
    from firsthand.exports.metadata.facts import Facts
    from firsthand.release import Release

STEPS = """# {title}: for Zenodo

Nothing here was sent anywhere. Each folder is one edition, and becomes one upload of its own, so that each language can
be cited by itself.

{editions}

## What to do

1. Begin with the first edition in the list, then take the translations.
2. On Zenodo choose “New upload”, and add the files of the edition’s folder, without `metadata.json` and `datacite.xml`.
3. Fill in the form from `metadata.json`; its fields have the names of Zenodo’s own. Who uses the API sends the file as
   it is: it is the body of a deposition.
4. If the edition has no DOI yet, let Zenodo reserve one. If it has one from elsewhere, Zenodo asks for it first.
5. Look at the related works. Other editions that have no DOI are named by their addresses in the library; put their
   DOIs there once they have one. Translations are given as “is derived from” and “is source of”, since the form has no
   words for them.
6. Publish there when everything is right. A record on Zenodo can’t be deleted by you afterwards: look at the files once
   more for names and other traces of people that should not be known.
7. Write the DOI into the work’s record, so that the library shows it and cites by it:

       [editions.en.identifiers]
       doi = "10.5281/zenodo.…"
"""


@click.command(
    epilog="Examples:\n\n\b\n  firsthand deposit public red-herring\n"
    "  firsthand deposit public red-herring -o for-zenodo"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.argument("work")
@click.option(
    "-o", "--output", "folder", metavar="FOLDER", type=click.Path(path_type=Path), help="A new folder.  [deposit-WORK]"
)
def deposit(library: Path, work: str, folder: Path | None) -> None:
    """Make a work ready for Zenodo, which gives it a DOI.

    WORK is the last part of its address in LIBRARY. Of every edition the metadata are written in the form that Zenodo
    takes, with its files beside them, and what to do with them. Nothing is sent anywhere.
    """
    from firsthand.release import Release, ReleaseError

    folder = folder or Path(f"deposit-{work}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(f"“{folder}” is there already. Name a new folder with -o.")
    try:
        release = Release.open(library)
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    try:
        found = _find(release, work)
        _write(release, found, folder)
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder} can't be written: {error.strerror}.") from error
    finally:
        release.close()
    count = "1 edition" if len(found.editions) == 1 else f"{len(found.editions)} editions"
    click.echo(f"{count} of “{found.editions[0].title}” in {folder}. What to do next is in {folder / 'README.md'}.")


def _find(release: "Release", slug: str) -> "Work":
    works = {each.slug: each for each in release.collection.works}
    if slug not in works:
        from difflib import get_close_matches

        near = get_close_matches(slug, works, n=1, cutoff=0.6)
        hint = f" Did you mean “{near[0]}”?" if near and not works[near[0]].withdrawn else ""
        raise click.ClickException(f"There is no work “{slug}” in this library.{hint}")
    if works[slug].withdrawn:
        raise click.ClickException(f"The work “{slug}” was withdrawn, and nothing of it is in this library any more.")
    return works[slug]


def _write(release: "Release", work: "Work", folder: Path) -> None:
    from firsthand.catalogue.records import address
    from firsthand.catalogue.shelves import Shelves
    from firsthand.exports.metadata.facts import Facts
    from firsthand.exports.volume import Volume
    from firsthand.interface import interface

    shelves = Shelves(release.collection)
    lines = []
    for edition in work.editions:
        volume = Volume(release, shelves, work, edition, interface("en"))
        facts = Facts(volume, release.history_of(address(work, edition.language)))
        lines.append(_edition(release, facts, edition, folder / f"{work.slug}.{edition.language}"))
    text = STEPS.format(title=work.editions[0].title, editions="\n".join(lines))
    (folder / "README.md").write_text(text, encoding="utf-8")


def _edition(release: "Release", facts: "Facts", edition: "Edition", folder: Path) -> str:
    """The folder of an edition; gives its line in the list."""
    from firsthand.exports.deposit import deposition_file
    from firsthand.exports.metadata.datacite import datacite_xml

    folder.mkdir(parents=True)
    (folder / "metadata.json").write_bytes(deposition_file(facts))
    (folder / "datacite.xml").write_bytes(datacite_xml(facts))
    for file in edition.files:
        shutil.copyfile(release.file(file.sha256), folder / Path(file.name).name)
    doi = facts.identifier.value if facts.identifier and facts.identifier.scheme == "doi" else ""
    has = f"; it has the DOI {doi}" if doi else ""
    has += "" if facts.rights else "; no licence is known: ask its publishers before you upload it"
    files = ", ".join(file.name for file in edition.files) or "no file here: take it from where it is published"
    return f"- `{folder.name}`: {edition.title} ({files}){has}"
