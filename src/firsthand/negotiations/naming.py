"""Which paragraphs a person means who names one: by its id, or by its label."""

from collections.abc import Iterable

from firsthand.catalogue.negotiations import Paragraph


def named(paragraphs: Iterable[Paragraph], said: str) -> list[Paragraph]:
    """Those of this id; or else of this label as printed; or else of one that differs in case and signs around it.

    "op 14" is "OP14.", and "a" is "(a)".
    """
    known = list(paragraphs)
    plain = _plain(said)
    return (
        [one for one in known if one.id == said]
        or [one for one in known if one.label == said]
        or [one for one in known if plain and _plain(one.label) == plain]
    )


def _plain(label: str) -> str:
    return "".join(label.split()).strip(".:;,()[]").casefold()
