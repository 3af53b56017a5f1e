"""Which of the languages that a program wrote into a file can be believed, and which one most of its text is in."""

import re
from collections import Counter

from firsthand.documents.language_tags import written_in

_SAMPLE = 5_000
_COMPLEX = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def by_script(text: str, western: str | None, complex_: str | None, asian: str | None) -> str | None:
    """The language that holds for a text where a style names one for each group of scripts."""
    if not text.isascii():
        if _COMPLEX.search(text):
            return complex_ or western
        if _ASIAN.search(text):
            return asian or western
    return western


class DeclaredLanguages:
    """Hears every stretch of text with its declared language before the document is read."""

    def __init__(self) -> None:
        self._weights: Counter[str | None] = Counter()
        self._samples: dict[str | None, str] = {}
        self._trusted: dict[str | None, str | None] = {}

    def hear(self, language: str | None, text: str) -> None:
        """Take note of a stretch of text."""
        self._weights[language] += len(text)
        sample = self._samples.get(language, "")
        if len(sample) < _SAMPLE:
            self._samples[language] = sample + text

    def main(self, otherwise: str | None) -> str | None:
        """The language of most of the text, if the script does not belie it."""
        return self.trusted(self._weights.most_common(1)[0][0] if self._weights else otherwise)

    def trusted(self, language: str | None) -> str | None:
        """The language, or None if the text that is declared to be in it is in another script."""
        if language not in self._trusted:
            self._trusted[language] = written_in(language, self._samples.get(language, ""))
        return self._trusted[language]
