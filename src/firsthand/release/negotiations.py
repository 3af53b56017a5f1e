"""Negotiations in a release: only what is for everyone goes in, and comes out again as it went in."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import structs

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.negotiations import Access, Negotiation, Process
from firsthand.catalogue.soundness import check_negotiation, check_whole
from firsthand.negotiations.audiences import seen_by
from firsthand.release.errors import ReleaseError

LARGEST = 256 << 20
"""Bytes of a negotiation as JSON: a thousand drafts of five hundred paragraphs."""


def check_public(process: Process, find: Callable[[str], Path]) -> None:
    """ReleaseError if a process, or its file, holds anything that is not for everyone.

    Whoever gives the records has to leave that out; this is looked at a second time because nothing takes it back.
    """
    if process.data is None:
        raise ReleaseError(f"The negotiation “{process.slug}” has no text. Publish the folder that it lies in again.")
    negotiation = read_negotiation(find(process.data.sha256))
    own = Negotiation(process)
    if seen_by(negotiation, Access.PUBLIC) != negotiation or seen_by(own, Access.PUBLIC) != own:
        raise ReleaseError(
            f"The negotiation “{process.slug}” holds something that is not for everyone, so nothing was published. "
            "Put it under “private”, or say that it is public."
        )
    try:
        check_whole(structs.replace(negotiation, process=process))
    except MalformedError as error:
        raise ReleaseError(f"The negotiation “{process.slug}” can't be shown: {error} {error.remedy}") from error


def read_negotiation(path: Path, process: Process | None = None) -> Negotiation:
    """The negotiation that a `Process.data` names, as that of the `process`. ReleaseError if it is damaged."""
    try:
        if path.stat().st_size > LARGEST:
            raise ReleaseError(f"{path} is larger than any negotiation. Take the release from a copy.")
        negotiation = msgspec.json.decode(path.read_bytes(), type=Negotiation)
        check_negotiation(negotiation)
        if process is not None:
            negotiation = structs.replace(negotiation, process=process)
            check_whole(negotiation)
        return negotiation
    except MalformedError as error:
        raise ReleaseError(f"{path} is not to be trusted: {error} {error.remedy}") from error
    except (msgspec.MsgspecError, OSError, RecursionError, UnicodeDecodeError) as error:
        raise ReleaseError(f"{path} is missing or damaged ({error}). Take it from a copy, or publish again.") from error
