"""A folder may hold the language guide of its network, which is published with the library once it is sound."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from tests.sources.conftest import SOUND

from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.folder import FolderSource

Write = Callable[..., Path]
Read = Callable[..., FolderSource]
Mistakes = Callable[[Path], list[Mistake]]

GUIDE = {
    "guide/guide.toml": """\
schema = 1
id = "network"
title = "How we speak"

[concepts.victim]
severity = "stigmatising"
""",
    "guide/en/people.toml": """\
[victim]
why = "People live with HIV."
terms = [{ find = ["AIDS *victim"], role = "person" }]
alternatives = [{ person = ["*person living with HIV"] }]
""",
    "guide/README.md": "Notes of ours.",
}


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path_factory.mktemp("cache"))


def test_the_files_of_a_guide_belong_to_the_library(write: Write, read: Read) -> None:
    source = read(write(SOUND | GUIDE))
    guide = source.collection.library.guide
    assert {file.name for file in guide} == {"guide.toml", "en/people.toml"}
    assert all(source.file(file.sha256).read_text() == GUIDE[f"guide/{file.name}"] for file in guide)


def test_a_library_need_have_no_guide(write: Write, read: Read) -> None:
    assert read(write(SOUND)).collection.library.guide == ()
    assert read(write(SOUND | {"guide/note.md": "Not a guide."})).collection.library.guide == ()


def test_a_slip_in_the_guide_is_told_with_its_file_and_line(write: Write, mistakes: Mistakes) -> None:
    slip = GUIDE["guide/en/people.toml"].replace("role =", "rule =")
    (mistake,) = mistakes(write(SOUND | GUIDE | {"guide/en/people.toml": slip}))
    assert (mistake.path, mistake.line) == ("guide/en/people.toml", 3)
    assert "rule" in mistake.message


def test_a_guide_may_not_lean_on_one_that_is_not_published_with_it(write: Write, mistakes: Mistakes) -> None:
    files = {f"other/{name.removeprefix('guide/')}": text for name, text in GUIDE.items()}
    files["guide/guide.toml"] = 'schema = 1\nid = "ours"\ntitle = "Ours"\nextends = "../other"\n'
    (mistake,) = mistakes(write(SOUND | files))
    assert mistake.path == "guide/guide.toml"
    assert "outside" in mistake.message
