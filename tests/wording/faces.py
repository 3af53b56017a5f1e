"""A guide in a folder for the tests of editors, servers and word processors; it needs no word list and no grammar."""

from pathlib import Path

GUIDE = """
schema = 1
id = "trial"
title = "A guide for tests"

[concepts.person]
severity = "stigmatising"
[[concepts.person.stances]]
source = "network"
stance = "avoid"
year = 2021
says = "People are not what they use."
[concepts.slang]
severity = "slur"
[concepts.vague]
severity = "discouraged"
[concepts.argued]
severity = "contested"

[sources.network]
title = "Words of <our> own"
publisher = "A network"
year = 2021
url = "https://example.org/words"

[en.person]
name = "People who use drugs"
why = "It makes a person of one thing that they do."
[[en.person.terms]]
find = ["junkie", "an addict", "addicts"]
sources = ["network"]
[[en.person.alternatives]]
phrase = ["person who uses drugs"]
[[en.person.alternatives]]
phrase = ["neighbour"]
fix = "review"
advice = "Where they live near."
[en.slang]
why = "It is a slur."
[[en.slang.terms]]
find = ["dopehead"]
status = "proposed"
[[en.slang.alternatives]]
phrase = ["write who they are"]
fix = "never"
[en.vague]
why = "It says too little."
[[en.vague.terms]]
find = ["drug abuse"]
[[en.vague.alternatives]]
phrase = ["drug use"]
[[en.vague.terms]]
find = ["clean"]
otherwise = "possible"
[en.argued]
why = "Not everybody likes it."
[[en.argued.terms]]
find = ["drug user"]
[fr.person]
why = "Le mot réduit une personne à une seule chose."
[[fr.person.terms]]
find = ["toxico"]
[[fr.person.alternatives]]
phrase = ["personne qui consomme des drogues"]
[ru.person]
why = "Слово сводит человека к одному."
[[ru.person.terms]]
find = ["торчок"]
[[ru.person.alternatives]]
phrase = ["человек, употребляющий наркотики"]
"""

FUNCTION = {
    "en": ["the", "of", "and", "is", "a", "in", "to", "was", "were", "they", "with", "came", "here"],
    "fr": ["le", "la", "les", "des", "est", "une", "dans", "sont", "et", "un"],
    "es": ["el", "los", "las", "que", "es", "una", "en", "y"],
    "ru": ["и", "в", "не", "на", "это", "что", "для", "здесь"],
}


def write_guide(folder: Path, text: str = GUIDE) -> Path:
    """Put the guide into a new folder there."""
    guide = folder / "trial"
    for language, words in FUNCTION.items():
        (guide / language).mkdir(parents=True, exist_ok=True)
        (guide / language / "words.toml").write_text(f"function = {words!r}\n", "utf-8")
    (guide / "guide.toml").write_text(text, "utf-8")
    return guide
