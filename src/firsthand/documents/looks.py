"""How characters look in a word processor's file, and in which languages they are declared to be."""

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.model import Run


class Look(Struct, frozen=True, omit_defaults=True):
    """How characters look; None where nothing is said."""

    strong: bool | None = None
    emphasis: bool | None = None
    superscript: bool | None = None
    subscript: bool | None = None
    code: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    rightwards: bool | None = None
    """Whether they are declared to be of a script that runs from right to left."""
    western: str | None = None
    """BCP 47: the language of Latin, Cyrillic, Greek and the like."""
    complex: str | None = None
    """Of Arabic, Hebrew, Thai, Devanagari and the like."""
    asian: str | None = None
    """Of Chinese, Japanese, Korean."""

    def under(self, upper: "Look") -> "Look":
        """This look with what another one says laid over it."""
        if upper is NO_LOOK:
            return self
        said = {name: value for name in Look.__struct_fields__ if (value := getattr(upper, name)) is not None}
        return replace(self, **said) if said else self

    def run(self, text: str, href: str | None, language: str | None) -> Run:
        """A text that looks so."""
        return Run(
            text, strong=bool(self.strong), emphasis=bool(self.emphasis), code=bool(self.code),
            superscript=bool(self.superscript), subscript=bool(self.subscript), href=href, language=language,
        )  # fmt: skip


NO_LOOK = Look()
