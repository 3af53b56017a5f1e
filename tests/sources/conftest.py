"""Real folders for the tests to read, and a cache of their own."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from firsthand.catalogue.written.mistakes import Mistake, SourceErrors
from firsthand.documents import Workers
from firsthand.sources.folder import FolderSource, load

Write = Callable[..., Path]

SOUND = {
    "library.toml": """\
title = { en = "A library", fr = "Une bibliothèque" }
languages = ["en", "fr", "es", "ru"]
publisher = "network"

[redirects]
"/?page_id=38" = "/works/report"
""",
    "parties.toml": """\
[network]
name = { en = "Network of People who Use Drugs", fr = "Réseau" }
kind = "network"
place = "GB"

[jay-levy]
name = "Jay Levy"
kind = "person"
family = "Levy"
given = "Jay"
""",
    "themes.toml": """\
[drug-policy]
en = "Drug policy"

[decriminalisation]
en = "Decriminalisation"
fr = "Décriminalisation"
broader = "drug-policy"
""",
    "works/report/work.toml": """\
kind = "report"
date = "2021-03"
themes = ["decriminalisation"]
places = ["PT", "150"]
rights = "CC-BY-4.0"
authors = ["jay-levy"]
publishers = ["network"]
link = "https://example.org/report"

[identifiers]
isbn = "0-306-40615-2"

[relations]
companion = ["brief"]

[summary]
en = "What it says."
es = "Lo que dice."

[editions.en]
title = "The report"
date = "2021-03"

[editions.fr]
title = "Le rapport"
translated_from = { language = "en", date = "2021-03" }
""",
    "works/report/report.en.md": "# The report\n\nWords.\n",
    "works/report/report_fr.md": "# Le rapport\n\nDes mots.\n",
    "works/brief/work.toml": 'kind = "brief"\n\n[editions.en]\ntitle = "The brief"\nlink = "https://example.org/brief"\n',
    "posts/launch/post.toml": 'date = 2021-04-01\nworks = ["report"]\n',
    "posts/launch/en.md": "# It is here\n\nRead it.\n",
    "posts/launch/ru.md": "# Он вышел\n\nЧитайте.\n",
    "statements/appeal/statement.toml": """\
date = "2022"
addressee = { en = "Member States" }

[[endorsements]]
party = "network"
date = "2022-02-01"
""",
    "statements/appeal/en.md": "# An appeal\n\nWe ask.\n",
    "pages/about/en.md": "# About\n\nWho we are.\n",
}
"""A small library in which everything is right."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a folder of the files given, or the sound library with some of its files changed or (None) left out."""

    def write(files: Mapping[str, str | bytes | None] | None = None, *, sound: bool = False) -> Path:
        folder = tmp_path / "folder"
        folder.mkdir(exist_ok=True)
        for name, content in ((SOUND if sound else {}) | dict(files or {})).items():
            path = folder / name
            if content is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers(1) as workers:
        list(workers.read([Path(__file__)]))  # starts the process while we still have our own rights
        yield workers


@pytest.fixture
def read(tmp_path: Path, workers: Workers) -> Callable[..., FolderSource]:
    def read(folder: Path, *, lenient: bool = False) -> FolderSource:
        return load(folder, cache=tmp_path / "cache", lenient=lenient, workers=workers)

    return read


@pytest.fixture
def mistakes(read: Callable[..., FolderSource]) -> Callable[[Path], list[Mistake]]:
    """Everything that is wrong with a folder."""

    def mistakes(folder: Path) -> list[Mistake]:
        with pytest.raises(SourceErrors) as caught:
            read(folder)
        return list(caught.value.mistakes)

    return mistakes
