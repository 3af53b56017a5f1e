"""What an editor's settings say about the check (`firsthand.*`); what they leave open, a project's own file says."""

from typing import Any

import msgspec
from msgspec import Struct

from firsthand.wording.model import Severity


class Options(Struct, frozen=True):
    guide: str | None = None
    """A guide's id or folder."""
    language: str | None = None
    """The one that all texts are in (BCP 47); without it, it is told paragraph by paragraph."""
    severity: Severity | None = None
    """The least that is shown."""
    site: str = ""
    """Where the guide's pages are on the web."""


class OptionsError(ValueError):
    """Settings that can't be used; the sentence says which."""


def options(raw: Any) -> Options:
    """Read what an editor sent; empty values count as none. Raises OptionsError."""
    given = raw if isinstance(raw, dict) else {}
    chosen = {name: given[name] for name in Options.__struct_fields__ if given.get(name)}
    try:
        return msgspec.convert(chosen, Options)
    except msgspec.ValidationError as error:
        told, _, place = str(error).partition(" - at ")
        key = place.strip("`").removeprefix("$.")
        raise OptionsError(f"firsthand.{key}: {told}.") from None
