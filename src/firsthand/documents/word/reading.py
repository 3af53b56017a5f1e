"""What is known while one Word document is read: its parts, its languages, its counts, and what was left out."""

from collections import Counter

from firsthand.documents.images import Album
from firsthand.documents.language_tags import written_in
from firsthand.documents.markup import Element
from firsthand.documents.model import Remark
from firsthand.documents.tree import Outline
from firsthand.documents.word.fields import Fields
from firsthand.documents.word.names import RPR, RUN, TEXT
from firsthand.documents.word.notes import Notes
from firsthand.documents.word.numbering import Numbering
from firsthand.documents.word.package import Package
from firsthand.documents.word.styles import Look, Styles, look_of

_SAMPLE = 5_000


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
        self.title: list[str] = []
        self.subtitle: list[str] = []
        self.has_chapters = False
        """Whether some heading is of the first level."""
        self.left_out: Counter[str] = Counter()
        self._languages: dict[str | None, str | None] = {}
        self.language = self._survey_languages(package.root)

    def language_of(self, look: Look, text: str) -> str | None:
        """The language of a run, unless its script shows that it was declared by mistake."""
        declared = look.language
        if look.rightwards:
            declared = look.bidirectional or declared
        elif look.asian and any("\u2e80" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7af" for sign in text):
            declared = look.asian
        if declared not in self._languages:
            self._languages[declared] = written_in(declared, text)
        return self._languages[declared]

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
        said = {
            "comments": "{} comment(s) in the margin are left out.",
            "hidden": "{} stretch(es) of hidden text are left out.",
            "struck": "{} stretch(es) of text are struck through in the file; they are shown like any other.",
            "contents": "The table of contents of the file ({} lines) is left out; headings take its place.",
            "drawings": "{} chart(s) or diagram(s) are left out.",
            "foreign": "{} part(s) of the file in another format are left out.",
        }
        notes.extend(
            Remark(f"dropped-{kind}" if kind != "struck" else "struck-through", text.format(found[kind]))
            for kind, text in said.items()
            if found[kind]
        )
        return tuple(notes)

    def _survey_languages(self, root: Element) -> str | None:
        """The language of most of the text; those that their own script belies are forgotten."""
        weights: Counter[str | None] = Counter()
        samples: dict[str | None, str] = {}
        usual = self.styles.paragraph(None).look
        for run in root.iter(RUN):
            text = run.findtext(TEXT)
            if not text:
                continue
            language, rightwards = _declared(run, usual)
            weights[language] += len(text)
            if not rightwards and len(samples.get(language, "")) < _SAMPLE:
                samples[language] = samples.get(language, "") + text
        self._languages = {language: written_in(language, sample) for language, sample in samples.items()}
        main = weights.most_common(1)[0][0] if weights else usual.language
        return self._languages.get(main, main)


def _declared(run: Element, usual: Look) -> tuple[str | None, bool]:
    properties = run.find(RPR)
    if properties is None:
        return usual.language, False
    look = usual.under(look_of(properties))
    return (look.bidirectional, True) if look.rightwards else (look.language, False)
