"""The search for planted words itself: it finds them in every shape, or the tests beside it would prove nothing."""

from pathlib import Path

import pytest
from tests.privacy.canaries import pack_everywhere, search_bytes, search_folder, shapes


@pytest.mark.parametrize("word", ["Zilpah Quennevere", "Ждана Квасцова", "zq.7731@canary.example"])
def test_a_word_is_found_in_every_shape(word: str, tmp_path: Path) -> None:
    names = pack_everywhere(word, tmp_path / "folder")
    assert set(search_folder(tmp_path / "folder", [word])) == set(names)
    assert all(search_bytes(b"ab" + shape + b"yz", [word]) for shape in shapes(word).values())


def test_nothing_is_found_where_nothing_is() -> None:
    assert search_bytes(bytes(range(256)) * 40, ["Zilpah Quennevere", "Ждана Квасцова"]) == []
