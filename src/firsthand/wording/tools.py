"""What the check needs of a guide in one language, made ready once."""

from firsthand.wording.fitting import Fitter
from firsthand.wording.fold import spelling
from firsthand.wording.guide import Guide, classes_of
from firsthand.wording.senses import Conditions
from firsthand.wording.surroundings import simplified


class Tools:
    def __init__(self, guide: Guide, language: str) -> None:
        self.vocabulary = guide.vocabularies[language]
        self.fitter = Fitter(guide, language)
        self.conditions = Conditions(self.vocabulary)
        self.functions = self._class("function")
        """Small words that tell this language from the others."""
        self.institutions = self._class("institution")
        self.mention = self._class("mention")
        """Words with which people talk about words."""
        self.self = self._class("self")
        """How people begin to speak of themselves."""
        self.abbreviations = frozenset(word.lower() for word in classes_of(self.vocabulary, "abbreviations"))
        self.reclaimed = frozenset(spelling(word) for word in self.vocabulary.reclaimed)

    def _class(self, name: str) -> frozenset[str]:
        return frozenset(
            " ".join(simplified(part) for part in word.replace("-", " ").split())
            for word in classes_of(self.vocabulary, name)
        )
