"""Pages of the door that are made once: what is filled in stands where it belongs, and nothing of it stays."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.front.client import Loop
from tests.front.doorstep import SIGN, Doorstep, build_library

from firsthand.front.application import Front
from firsthand.front.door.receipts import How
from firsthand.front.door.sheets import Sheet, Sheets, make_mark

FIRST, SECOND = make_mark(), make_mark()


@given(st.lists(st.sampled_from(["<p>", "ü", FIRST, SECOND, "\n"])), st.text(), st.text())
def test_a_filled_sheet_is_the_page_with_words_in_place_of_marks(parts: list[str], one: str, two: str) -> None:
    one, two = one.encode("utf-8", "ignore").decode(), two.encode("utf-8", "ignore").decode()
    words = {FIRST: one, SECOND: two}
    assert Sheet("".join(parts), (FIRST, SECOND)).fill(one, two).decode() == "".join(words.get(p, p) for p in parts)


def test_sheets_are_made_once_for_each_release_and_the_oldest_are_let_go() -> None:
    made: list[str] = []

    async def find(sheets: Sheets, release: Any, key: str) -> None:
        await sheets.find(release, key, lambda: made.append(key) or {"": Sheet("x" * 40, (FIRST,))})

    class Release(SimpleNamespace):
        __hash__ = object.__hash__

    async def run() -> None:
        sheets, old, new = Sheets(100), Release(), Release()
        for release, key in ((old, "a"), (old, "b"), (old, "a"), (old, "c"), (old, "a"), (old, "b"), (new, "a")):
            await find(sheets, release, key)

    asyncio.run(run())
    assert made == ["a", "b", "c", "b", "a"]


def test_nothing_that_was_sent_stays_with_the_sheets(tmp_path: Path) -> None:
    front = Front(build_library(tmp_path))
    loop = Loop()
    door = Doorstep(front, tmp_path / "inbox", loop)
    codes = {door.sign(display=f"dis{number}").text.split('<code dir="ltr">')[1][:19] for number in (1, 4)}
    assert len(codes) == 2
    assert door.form(SIGN)["token"] != door.form(SIGN)["token"]
    assert front.doorway
    sets = list(front.doorway.sheets._sets.values())
    assert {len(each) for each in sets} == {1, len(How)}  # all ways to confirm, though only one was gone
    kept = b"".join(piece for each in sets for sheet in each.values() for piece in sheet._pieces)
    assert not any(word in kept for word in (b"Canary", b"canary", *(code.encode() for code in codes)))
    door.close()
    front.close()
    loop.close()
