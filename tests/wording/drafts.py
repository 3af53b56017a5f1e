"""Drafts as people write them, and the small guide as a folder, for tests of what stands around the engine."""

from pathlib import Path

from tests.wording.small import GUIDE, WORDS, checker

from firsthand.wording.examination import Examined, Examiner
from firsthand.wording.markup import Kind
from firsthand.wording.settings import Settings
from firsthand.wording.textfile import TextFile

DRAFT = """\
# Our year

In spring the team met the drug addicts at the river. Nobody asked a heroin
addict what the city should do, and the drug user who came was sent away.

## What we heard

Two people had got clean from heroin. “The word addict hurts each of us here,” they said.

## References

Smith J. The addict. Journal of Cities 2019;4(2):11-19.
"""
FOUND = ["drug addicts", "heroin\naddict", "drug user", "clean"]
"""What is found in it, in its order."""

POSSIBLE = "In the team we met the “addict” of the city.\n"
"""Of which nobody can be sure."""

FRENCH = "Le rapport parle des toxicomanes de la ville et de leurs familles.\n"
RUSSIAN = "В этом городе наркоманы не могут получить помощь, и это не ново.\n"


def write_guide(folder: Path) -> Path:
    """The small guide as files."""
    guide = folder / "guide"
    guide.mkdir()
    (guide / "guide.toml").write_text(GUIDE, "utf-8")
    for language, words in WORDS.items():
        (guide / language).mkdir()
        (guide / language / "words.toml").write_text(words, "utf-8")
    return guide


def examined(text: str, kind: Kind = "markdown", *, name: str = "draft.md", explain: bool = False) -> Examined:
    examiner = Examiner(checker(), Settings(), explain=explain)
    return examiner.text(TextFile(text), name, kind)
