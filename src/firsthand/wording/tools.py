"""What the check needs of a guide in one language, made ready once."""

from firsthand.wording.fitting import Fitter
from firsthand.wording.fold import spelling
from firsthand.wording.guide import Guide, classes_of
from firsthand.wording.senses import Conditions
from firsthand.wording.stock import Stock
from firsthand.wording.surroundings import simplified


class ToolBox:
    """The tools of each language, made when they are first needed."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._made: dict[str, Tools] = {}
        self.functions = stock.outline.functions
        """The small words that tell each language from the others."""
        self.abbreviations = stock.outline.abbreviations

    def __getitem__(self, language: str) -> "Tools":
        if language not in self._made:
            self._made[language] = Tools(self._stock.lexis(language).guide, language)
        return self._made[language]


class Tools:
    def __init__(self, guide: Guide, language: str) -> None:
        self.vocabulary = guide.vocabularies[language]
        self.fitter = Fitter(guide, language)
        self.conditions = Conditions(self.vocabulary)
        self.institutions = self._class("institution")
        self.mention = self._class("mention")
        """Words with which people talk about words."""
        self.self = self._class("self")
        """How people begin to speak of themselves."""
        self.reclaimed = frozenset(spelling(word) for word in self.vocabulary.reclaimed)

    def _class(self, name: str) -> frozenset[str]:
        return frozenset(
            " ".join(simplified(part) for part in word.replace("-", " ").split())
            for word in classes_of(self.vocabulary, name)
        )
