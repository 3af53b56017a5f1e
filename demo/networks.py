"""Seven folders from the demonstration's one: the global network's library, and those of six regional networks.

`make demo-union` publishes each and unites them. What each of them holds is chosen for the demonstration; the networks
exist, these libraries do not.
"""

import re
import shutil
import sys
import tomllib
from pathlib import Path

DEMO = Path(__file__).parent

INPUD_TOO = {
    "safe-consultation": ("en", "fr"),
    "naloxone-planning": ("en",),
    "naloxone-position": ("en",),
    "consultation-in-brief": ("en", "fr", "es", "ru"),
    "written-for-everyone": ("en",),
}
"""Handbooks written for the demonstration that stand in the global network's library, beside its own records."""

REGIONAL = {
    "africanpud": {"pandemic-preparedness": ("en", "fr"), "naloxone-position": ("fr",)},
    "anpud": {"words-matter": ("en",), "country-coordinating-mechanisms": ("en",), "written-for-everyone": ("en",)},
    "enpud": {
        "red-herring": ("ru",), "pandemic-preparedness": ("ru",), "safe-consultation": ("ru",),
        "naloxone-planning": ("ru",),
    },
    "euronpud": {"naloxone-planning": ("en", "fr"), "chemsex": ("en",)},
    "lanpud": {"red-herring": ("es",), "safe-consultation": ("es",), "naloxone-position": ("es",)},
    "menanpud": {"consultation-in-brief": ("ar",)},
}  # fmt: skip

NOTICE = {
    "en": "A demonstration: the network exists, this library of it does not.",
    "fr": "Démonstration : le réseau existe, cette bibliothèque n’est pas la sienne.",
    "es": "Demostración: la red existe, esta biblioteca no es la suya.",
    "ru": "Демонстрация: сеть существует, но эта библиотека ей не принадлежит.",
}
TITLES = {"en": "Library of {}", "fr": "Bibliothèque {}", "es": "Biblioteca de {}", "ru": "Библиотека {}"}


def make(out: Path) -> None:
    parties = tomllib.loads((DEMO / "parties.toml").read_text("utf-8"))
    for network, works in {"inpud": inpud_works(), **REGIONAL}.items():
        folder = out / network
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "library.toml").write_text(library(network, parties[network]["acronym"]), "utf-8")
        for name in ("parties.toml", "themes.toml"):
            shutil.copy(DEMO / name, folder / name)
        for slug, languages in works.items():
            copy(slug, languages, folder)


def inpud_works() -> dict[str, tuple[str, ...]]:
    found = {}
    for path in sorted((DEMO / "works").glob("*/work.toml")):
        work = tomllib.loads(path.read_text("utf-8"))
        if "inpud" in work.get("publishers", ()):
            found[path.parent.name] = tuple(work["editions"])
    return found | INPUD_TOO


def library(network: str, acronym: str) -> str:
    titles = "\n".join(f'{language} = "{title.format(acronym)}"' for language, title in TITLES.items())
    notice = "\n".join(f'{language} = "{words}"' for language, words in NOTICE.items())
    address = f"https://{network}.example.org"
    return f'publisher = "{network}"\naddress = "{address}"\n\n[title]\n{titles}\n\n[notice]\n{notice}\n'


def copy(slug: str, languages: tuple[str, ...], folder: Path) -> None:
    """A work with some of its editions and their files; what it says of others is left out."""
    source, goal = DEMO / "works" / slug, folder / "works" / slug
    goal.mkdir(parents=True)
    kept = []
    for section in re.split(r"(?m)^(?=\[)", (source / "work.toml").read_text("utf-8")):
        language = re.match(r"\[editions\.([\w-]+)", section)
        if section.startswith("[relations") or (language and language[1] not in languages):
            continue
        kept.append("".join(line for line in section.splitlines(True) if not foreign(line, languages)))
    (goal / "work.toml").write_text("".join(kept), "utf-8")
    for path in source.iterdir():
        if any(f".{language}." in path.name for language in languages):
            shutil.copy(path, goal / path.name)


def foreign(line: str, languages: tuple[str, ...]) -> bool:
    """Whether a line names the edition that was translated, where that is not there."""
    origin = re.match(r'translated_from = (?:"|\{ language = ")([\w-]+)"', line)
    return bool(origin and origin[1] not in languages)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
