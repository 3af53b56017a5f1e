"""A statement as it is handed over: letters to a secretariat, a table of signatures, sheets to sign on paper.

Everything here is made of what a release holds, and is public.
"""

from firsthand.catalogue.records import Edition, Statement
from firsthand.catalogue.versions import in_force, worded


def is_offered(statement: Statement) -> bool:
    """Whether there are letters of it: where its words are here. Cheap."""
    return bool(lettered(statement))


def lettered(statement: Statement) -> tuple[Edition, ...]:
    """The editions that have the words in force, the original first. Outdated translations have no letter."""
    version = in_force(statement)
    if version is None:
        return tuple(edition for edition in statement.editions if edition.text)
    return tuple(edition for edition in statement.editions if worded(version, edition.language))
