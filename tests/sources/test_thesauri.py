"""A folder may change the thesaurus for its library; what is wrong is told with file, line and remedy."""

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

OURS = """\
# Our words.
[naloxone]
pt = { label = "naloxona" }

[night-van]
broader = ["harm-reduction"]
en = { label = "night van" }
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path_factory.mktemp("cache"))


def test_the_files_of_a_thesaurus_belong_to_the_library(write: Write, read: Read) -> None:
    source = read(write(SOUND | {"thesaurus/ours.toml": OURS, "thesaurus/note.md": "Notes of ours."}))
    (file,) = source.collection.library.thesaurus
    assert file.name == "ours.toml"
    assert source.file(file.sha256).read_text() == OURS


def test_a_library_need_not_change_the_thesaurus(write: Write, read: Read) -> None:
    assert read(write(SOUND)).collection.library.thesaurus == ()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[naloxone]\nxx-yyy-zzz = { label = 'x' }\n", 2, "xx-yyy-zzz"),
        ("[naloxone]\nklingonish = { label = 'x' }\n", 2, "klingonish"),
        ("[naloxone]\npt = { also = ['naloxona'] }\n", 2, "no name to use in “pt”"),
        ("[naloxone]\nen = { lable = 'x' }\n", 2, "lable"),
        ("[naloxone]\nen = { without = ['methadone'] }\n", 2, "“methadone” is no name of “naloxone”"),
        ("\n[nothing-known]\nremoved = true\n", 3, "no concept that could be removed"),
        ("[Night_Van]\nen = { label = 'x' }\n", 1, "not fit to be an id"),
        ("[night-van]\nbroader = ['vans']\nen = { label = 'night van' }\n", 2, "“vans”, which is no concept"),
        ("[night-van]\nbroader = 'vans'\nen = { label = 'night van' }\n", 1, "array"),
        ("[night-van]\nbroader = ['harm-reduction']\n", 1, "no name in any language"),
        ("[night-van]\nen = { label = 'naloxone' }\n", 2, "a name of naloxone and of night-van"),
        ("[naloxone]\nen = { also = ['methadone'] }\n", 2, "methadone"),
        ("[a1]\nbroader=['b1']\nen={label='aa'}\n[b1]\nbroader=['a1']\nen={label='bb'}\n", 2, "a1 > b1 > a1"),
        ("[night-van\n", 1, ""),
        ("naloxone = 'x'\n", 1, "is no concept"),
    ],
)
def test_a_slip_in_the_thesaurus_is_told_with_its_file_and_line(
    text: str, line: int, told: str, write: Write, mistakes: Mistakes
) -> None:
    mistake, *_ = mistakes(write(SOUND | {"thesaurus/ours.toml": text}))
    assert (mistake.path, mistake.line) == ("thesaurus/ours.toml", line)
    assert told in mistake.message
    assert mistake.remedy


def test_all_slips_are_told_together(write: Write, mistakes: Mistakes) -> None:
    one, two = "[x1]\nen = { lable = 'x' }\n", "[y1]\nfr = { lable = 'y' }\n"
    told = mistakes(write(SOUND | {"thesaurus/one.toml": one, "thesaurus/two.toml": two}))
    assert {mistake.path for mistake in told} == {"thesaurus/one.toml", "thesaurus/two.toml"}
