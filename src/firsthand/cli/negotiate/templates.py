"""An ask as a file with comments, to be filled in by a person, and read again."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.negotiations.errors import WorkroomError

if TYPE_CHECKING:
    from firsthand.catalogue.negotiations import Ask
    from firsthand.negotiations.folder import Kept
    from firsthand.negotiations.workroom import Workroom

_TEMPLATE = """\
# What you ask for. Lines that begin with “#” say nothing; take the “#” away from those that you fill in.

title = ""
want = "keep"          # add, replace, delete, keep, or oppose: words that should not come in
language = "{language}"        # of the words below
words = ""             # what should stand there: for add, replace, keep
# target = ""          # what should not stand there: for replace, delete, oppose
must = []              # phrases of “words” without which it would not be what you asked for: ["by 2030"]
# part = "operative"   # where it should stand: preamble, operative or annex
# article = "2"
# rationale = ""
# access = "allies"    # otherwise it is private; “public” for everyone

# Where it stands in a draft. Drafts here are: {drafts}.
# [[anchors]]
# draft = "{draft}"
# paragraph = "OP1"    # its label as printed, or its id
# quote = ""           # the very words there

# Where states have agreed to such words already.
# [[precedents]]
# words = ""
# language = "{language}"
# where = "A/RES/75/284, paragraph 60 (b)"
# date = "2021"
# link = "https://"

# Who supports it.
# [[backers]]
# party = "Uruguay"
# date = "2026-03-10"
"""


def filled_in(kept: "Kept", slug: str) -> str:
    """The template for an ask of this name, with the drafts that there are."""
    drafts = [draft.slug for draft in kept.process.drafts]
    language = kept.process.drafts[-1].language if drafts else "en"
    head = f"# {slug}\n"
    shown = ", ".join(drafts) or "none yet"
    return head + _TEMPLATE.format(language=language, drafts=shown, draft=drafts[-1] if drafts else "zero")


def read_filled(workroom: "Workroom", process: str, slug: str, source: Path | None) -> "Ask":
    """An ask from a file, or from the editor that is opened. WorkroomError with every mistake in it."""
    import tempfile

    if source is not None:
        return _read(workroom, process, slug, source)
    words = click.edit(filled_in(workroom.kept(process), slug), extension=".toml")
    if words is None:
        raise WorkroomError("Nothing was written down.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{slug}.toml"
        path.write_text(words, "utf-8")
        return _read(workroom, process, slug, path)


def _read(workroom: "Workroom", process: str, slug: str, path: Path) -> "Ask":
    from firsthand.catalogue.negotiations import Access
    from firsthand.catalogue.written import toml
    from firsthand.catalogue.written.mistakes import Mistake
    from firsthand.catalogue.written.tables import Table
    from firsthand.negotiations.folder.asks import ask_of
    from firsthand.negotiations.folder.frame import Frame
    from firsthand.negotiations.folder.ground import Ground

    mistakes: list[Mistake] = []
    file = toml.read(path, path.name)
    if isinstance(file, Mistake):
        raise WorkroomError(str(file))
    kept = workroom.kept(process)
    is_public = file.values.get("access") == Access.PUBLIC
    ground = Ground(workroom.library, Access.PUBLIC if is_public else Access.PRIVATE, mistakes)
    table = Table(file, mistakes)
    frame = Frame(tuple(draft.slug for draft in kept.process.drafts), kept.texts)
    ask = ask_of(table, ground, slug, workroom.language, frame)
    table.finish()
    if ask is None or mistakes:
        raise WorkroomError("\n".join(map(str, mistakes)) or f"Nothing of “{path}” can be read.")
    return ask
