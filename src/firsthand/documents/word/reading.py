"""What is known while one Word document is read: its parts, its languages, its counts, and what was left out."""

from collections import Counter

from firsthand.documents.declared_languages import DeclaredLanguages, by_script
from firsthand.documents.images import Album
from firsthand.documents.looks import Look
from firsthand.documents.markup import Element
from firsthand.documents.model import Remark
from firsthand.documents.omissions import tell_omissions
from firsthand.documents.revisions import Revisions
from firsthand.documents.tree import Outline
from firsthand.documents.word.comments import Comments
from firsthand.documents.word.fields import Fields
from firsthand.documents.word.names import RPR, RUN, TEXT
from firsthand.documents.word.notes import Notes
from firsthand.documents.word.numbering import Numbering
from firsthand.documents.word.package import Package
from firsthand.documents.word.styles import Styles, look_of


class Reading:
    """The state of one reading."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.main
        """The part in which relationships are looked up."""
        self.outline = Outline()
        self.album = Album()
        self.fields = Fields()
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"))
        self.notes = Notes(package)
        self.revisions = Revisions()
        self.comments = Comments(package, self.revisions)
        self.title: list[str] = []
        self.subtitle: list[str] = []
        self.has_chapters = False
        """Whether some heading is of the first level."""
        self.left_out: Counter[str] = Counter()
        self._languages = DeclaredLanguages()
        self._hear(package.root)
        self.language = self._languages.main(self.styles.paragraph(None).look.western)

    def language_of(self, look: Look, text: str) -> str | None:
        """The language of a run, unless its script shows that it was declared by mistake."""
        return self._languages.trusted(_declared(look, text))

    def remarks(self) -> tuple[Remark, ...]:
        """What was left out, each kind once."""
        found = self.left_out
        notes = [*self.album.remarks()]
        if found["inserted"] or found["deleted"] or found["moved"]:
            notes.append(
                Remark(
                    "tracked-changes",
                    f"The file has tracked changes: {found['inserted']} insertion(s) are shown, {found['deleted']} "
                    f"deletion(s) are left out, {found['moved']} move(s) are shown at their new place.",
                )
            )
        return (*notes, *tell_omissions(found))

    def _hear(self, root: Element) -> None:
        """Listen to the languages of the whole text before it is read."""
        usual = self.styles.paragraph(None).look
        for run in root.iter(RUN):
            if text := run.findtext(TEXT):
                self._languages.hear(_declared(usual.under(look_of(run.find(RPR))), text), text)


def _declared(look: Look, text: str) -> str | None:
    western = (look.complex or look.western) if look.rightwards else look.western
    return by_script(text, western, look.complex, look.asian)
