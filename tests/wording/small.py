"""A small guide for tests of the engine, which doesn't depend on what the house guide says today."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from firsthand.wording import Checker
from firsthand.wording.guide import read_guide
from firsthand.wording.lexis import compile_guide

GUIDE = """
schema = 1
id = "small"
title = "A small guide"

[concepts.person]
severity = "stigmatising"
[concepts.mild]
severity = "contested"

[en.person]
why = "A person is more than one thing that they do."
[[en.person.terms]]
find = ["*addict", "drug *addict", "{drug} *addict"]
role = "person"
[[en.person.terms]]
find = ["clean"]
otherwise = "pass"
senses = [
  {name = "of objects", verdict = "pass", next = ["water", "air"]},
  {name = "person", previous = ["got", "been", "@stay"], sentence = ["heroin", "drug*", "harm reduction"]},
]
[[en.person.terms]]
find = ["abuse", "drug abuse"]
role = "noun"
senses = [{name = "violence", verdict = "pass", previous = ["sexual", "child"]}]
[[en.person.terms]]
find = ["AIDS victim"]
exact = true
[[en.person.alternatives]]
person = ["*person who *uses {drug}", "*person who *uses drugs"]
noun = ["drug use"]
[[en.mild.terms]]
find = ["drug user"]
[[fr.person.terms]]
find = ["*toxicomane"]
role = "person"
[[fr.person.alternatives]]
person = ["*personne qui *consomme des drogues"]
[[ru.person.terms]]
find = ["*наркоман"]
role = "person"
[[ru.person.alternatives]]
person = ["*человек, *употребляющий наркотики"]
"""

WORDS = {
    "en": """
drug = ["heroin", {find = "coke", use = "cocaine"}]
stay = ["stay", "stays", "stayed"]
institution = ["Institute", "Society", "Journal", "Act"]
mention = ["word", "term", "label"]
self = ["I am", "I'm"]
references = ["References", "Bibliography"]
thanks = ["Acknowledgements", "Funding"]
affiliations = ["Affiliations"]
function = ["the", "of", "and", "is", "a", "in", "to", "was", "were", "they", "with"]
abbreviations = ["Dr.", "e.g."]
""",
    "fr": """
function = ["le", "la", "les", "des", "est", "une", "dans", "sont", "et"]
institution = ["Institut"]
mention = ["mot"]
""",
    "ru": """
function = ["и", "в", "не", "на", "это", "что", "для"]
institution = ["институт"]
mention = ["слово"]
""",
}


@cache
def checker() -> Checker:
    with TemporaryDirectory() as folder:
        Path(folder, "guide.toml").write_text(GUIDE, "utf-8")
        for language, words in WORDS.items():
            Path(folder, language).mkdir()
            Path(folder, language, "words.toml").write_text(words, "utf-8")
        return Checker.of(compile_guide(read_guide(folder)))


def found(text: str, **options: object) -> list[str]:
    """What is found in a text, as it is written; what is only possible has a question mark before it."""
    report = checker().check(text, **options)  # type: ignore[arg-type]
    return [("?" if finding.certainty == "possible" else "") + finding.text for finding in report.findings]
