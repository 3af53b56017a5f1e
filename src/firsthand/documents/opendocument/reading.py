"""What is known while one OpenDocument text is read: its parts, styles and languages, and what was left out."""

from collections import Counter

from firsthand.documents.archive import Archive
from firsthand.documents.declared_languages import DeclaredLanguages, by_script
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.images import Album
from firsthand.documents.looks import Look
from firsthand.documents.markup import Element, xml
from firsthand.documents.model import Remark
from firsthand.documents.omissions import tell_omissions
from firsthand.documents.opendocument.changes import Changes
from firsthand.documents.opendocument.lists import Lists
from firsthand.documents.opendocument.names import OFFICE, STYLE_NAME, TEXT
from firsthand.documents.opendocument.styles import Styles
from firsthand.documents.revisions import Revisions
from firsthand.documents.tree import Outline

KIND = "OpenDocument text"


class Reading:
    """The state of one reading. Raises UnreadableFileError for a file that holds no text document."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data, KIND)
        self._refuse_encrypted()
        content = self.part("content.xml")
        body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
        if content is None or body is None:
            raise UnreadableFileError(
                "mislabelled", "This is not an OpenDocument text, though it is named like one; save it again as .odt."
            )
        self.body: Element = body
        self.meta = self.part("meta.xml")
        named = self.part("styles.xml")
        roots = [root for root in (named, content) if root is not None]
        self.styles = Styles(roots)
        self.lists = Lists(roots)
        self.outline = Outline()
        self.album = Album()
        self.title: list[str] = []
        self.subtitle: list[str] = []
        self.left_out: Counter[str] = Counter()
        self.has_chapters = any(
            heading.get(TEXT + "outline-level", "1") == "1" and any(part.strip() for part in heading.itertext())
            for heading in body.iter(TEXT + "h")
        )
        self._languages = DeclaredLanguages()
        self._hear(body)
        self.language = self._languages.main(self.styles.default_look.western)
        self.revisions = Revisions()
        self.changes = Changes(body, self.revisions)

    def part(self, name: str) -> Element | None:
        """The root of an XML part."""
        data = self.archive.read(name)
        return None if data is None else xml(data, KIND)

    def language_of(self, look: Look, text: str) -> str | None:
        """The language of a run, unless its script shows that it was declared by mistake."""
        return self._languages.trusted(by_script(text, look.western, look.complex, look.asian))

    def remarks(self) -> tuple[Remark, ...]:
        """What was left out, each kind once."""
        found, changes = self.left_out, self.changes
        notes = [*self.album.remarks()]
        if changes.inserted or changes.deleted:
            notes.append(
                Remark(
                    "tracked-changes",
                    f"The file has tracked changes: {changes.inserted} insertion(s) are shown, {changes.deleted} "
                    f"deletion(s) are left out.",
                )
            )
        return (*notes, *tell_omissions(found))

    def _hear(self, body: Element) -> None:
        for element in body.iter(TEXT + "p", TEXT + "h", TEXT + "span"):
            if not element.text:
                continue
            if element.tag == TEXT + "span":
                look = self.styles.text(element.get(STYLE_NAME))
                if look.western is None and look.complex is None and look.asian is None:
                    look = self.styles.default_look
            else:
                look = self.styles.paragraph(element.get(STYLE_NAME)).look
            self._languages.hear(by_script(element.text, look.western, look.complex, look.asian), element.text)

    def _refuse_encrypted(self) -> None:
        manifest = self.archive.read("META-INF/manifest.xml")
        if manifest is not None and b"encryption-data" in manifest:
            raise UnreadableFileError("encrypted", f"This {KIND} needs a password; save it without one.")
