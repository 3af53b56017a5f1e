"""Asks in one file and drafts in others, looked at without a library: for trying out, and for measuring."""

from pathlib import Path

import click
import msgspec

from firsthand.catalogue.negotiations import Access, Ask, Draft, DraftText, Outcome
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.tables import Table
from firsthand.cli.negotiate.access import read_file, slug_of
from firsthand.negotiations.audiences import alignments_of
from firsthand.negotiations.errors import WorkroomError
from firsthand.negotiations.folder.asks import ask_of
from firsthand.negotiations.folder.frame import Frame
from firsthand.negotiations.folder.ground import Ground


def outcomes_of(file: Path, names: tuple[str, ...], language: str) -> bytes:
    """JSON of what is proposed of every ask of a file in every draft, which are in the order of their dates.

    A draft is named as FILE, or as SLUG=FILE where anchors of asks speak of it.
    """
    texts = tuple(_read(name, language) for name in names)
    if len({text.draft for text in texts}) < len(texts):
        raise WorkroomError("Two drafts have one name. Name them: one=first.md other=second.md")
    drafts = tuple(
        Draft(text.draft, text.draft, f"{number:04}", language, access=Access.PUBLIC)
        for number, text in enumerate(texts, 1)
    )
    return msgspec.json.encode(_proposed(_asks(file, language, texts), drafts, texts))


def _proposed(asks: list[Ask], drafts: tuple[Draft, ...], texts: tuple[DraftText, ...]) -> list[Outcome]:
    from firsthand.negotiations.outcomes import propose

    alignments = alignments_of(drafts, texts)
    return [outcome for ask in asks for outcome in propose(ask, drafts, texts, alignments)]


def _read(name: str, language: str) -> DraftText:
    slug, equals, path = name.partition("=")
    if equals and not Path(name).exists():
        return read_file(Path(path), slug, language)
    return read_file(Path(name), slug_of(Path(name).stem), language)


def _asks(file: Path, language: str, texts: tuple[DraftText, ...]) -> list[Ask]:
    read = toml.read(file, str(file))
    if isinstance(read, Mistake):
        raise WorkroomError(str(read))
    mistakes: list[Mistake] = []
    ground = Ground(file.parent, Access.PRIVATE, mistakes)
    frame = Frame(tuple(text.draft for text in texts), texts)
    found = []
    for row in Table(read, mistakes).rows("asks"):
        row.values.pop("access", None)
        ask = ask_of(row, ground, row.words("slug") or "", language, frame)
        if ask is not None:
            found.append(_standing(ask))
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    return found


def _standing(ask: Ask) -> Ask:
    """Without anchors that lead nowhere, which are told; the rest can be looked at all the same."""
    return msgspec.structs.replace(ask, anchors=tuple(one for one in ask.anchors if one.draft and one.paragraph))
