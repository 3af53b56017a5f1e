"""Keys of TOML files know their lines."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake

DEMO = Path(__file__).resolve().parents[3] / "demo"


def trails(value: Any, trail: toml.Trail = ()) -> Iterator[toml.Trail]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*trail, key)
        yield from trails(inner, (*trail, key))


HARD = '''\
a = 1
"b c".d = """
x = 1
"""  # foo = 1
[t]
u = [1, # x
 "a]", { k = 3, l = [4] } ]
[[z]]
n = 1
[[z]]
n = 2
[z.q]
'r' = 'x = "'
[[z.w]]
i = 1979-05-27 07:32:00
j = \'\'\'a''b\'\'\'
k = """a""b"""""
"é\\u00e9" = "\\""
'''


def test_every_value_has_the_line_of_its_key() -> None:
    lines = toml.key_lines(HARD)
    assert set(lines) == set(trails(tomllib.loads(HARD)))
    assert lines["b c", "d"] == 2
    assert lines["t", "u", 2, "l", 0] == 7
    assert (lines["z", 0, "n"], lines["z", 1, "n"], lines["z", 1, "q", "r"]) == (9, 11, 13)
    assert lines["z", 1, "w", 0, "éé"] == 18


@pytest.mark.parametrize("path", sorted(DEMO.rglob("*.toml")), ids=lambda path: path.relative_to(DEMO).as_posix())
def test_every_value_of_the_demonstration_has_a_line(path: Path) -> None:
    text = path.read_text()
    assert set(toml.key_lines(text)) == set(trails(tomllib.loads(text)))


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
VALUES = st.recursive(
    st.integers(-9, 9) | WORDS | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def written(value: object, room: str) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {written(inner, ' ')}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + room + ("," + room).join(written(inner, room) for inner in value) + room + "]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


def quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.sampled_from([" ", "\n", " # ]\n"]))
def test_whatever_is_written_every_value_has_a_line(values: dict[str, Any], room: str) -> None:
    text = "".join(
        f"{quoted(key)} = {written(value, room if isinstance(value, list) else ' ')}\n" for key, value in values.items()
    )
    assert tomllib.loads(text) == values
    lines = toml.key_lines(text)
    assert set(lines) == set(trails(values))
    for key in values:
        assert text.splitlines()[lines[key,] - 1].startswith(quoted(key))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \n", 2),
        ("a = [1,\n2\n", 2),
        ("[a]\nx = 1\n[a]\n", 3),
        ('a = "\\d"\n', 1),
        ("a b = 1", 1),
        ("a = {", 1),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "x.toml").write_text(text)
    mistake = toml.read(tmp_path / "x.toml", "x.toml")
    assert isinstance(mistake, Mistake)
    assert (mistake.path, mistake.line) == ("x.toml", line)


def test_a_mark_of_byte_order_and_ends_of_lines_of_windows_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b'\xef\xbb\xbfa = 1\r\nb = """\r\nx"""\r\n')
    file = toml.read(tmp_path / "x.toml", "x.toml")
    assert isinstance(file, toml.TomlFile)
    assert file.values == {"a": 1, "b": "x"}
    assert file.line(("b",)) == 2


def test_lists_without_end_do_not_bring_it_down(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = " + "[" * 100_000)
    assert isinstance(toml.read(tmp_path / "x.toml", "x.toml"), Mistake)
