"""Files changed at random, in ways that get past the first look of a reader: the same seed gives the same files."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

_TOKENS = re.compile(rb"[A-Za-z]{3,20}|\d{1,9}|[<>/\[\]()&;=\"'#-]")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_INTERESTING = (
    b"0", b"-1", b"1", b"2147483647", b"-2147483648", b"4294967296", b"1e309", b"99999999999999999999", b"NaN", b"",
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u202e".encode(), "\u0301".encode() * 50, b"%s%n",
    b"../../../etc/passwd", b"file:///etc/passwd", b"http://[", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"&b;", b"[" * 500,
    b"(" * 500, b"<" * 500, b"<div>" * 300, b"- " * 300, b"> " * 300, b"q " * 500, b"<<" * 300, b"1 0 R",
)  # fmt: skip
_LARGEST = 2 << 20


class Seed(Struct, frozen=True):
    name: str
    data: bytes


class Variant(Struct, frozen=True):
    name: str
    """Ends as the seed's, after a number: "000123-report.pdf"."""
    data: bytes


def make_variants(seeds: Sequence[Seed], count: int, start: int = 0) -> Iterator[Variant]:
    """The variants numbered from `start`, each made from its number alone."""
    for number in range(start, start + count):
        chance = random.Random(number)
        seed = seeds[number % len(seeds)]
        yield Variant(f"{number:06}-{seed.name}", _change(seed.data, seeds, chance)[:_LARGEST])


def _change(data: bytes, seeds: Sequence[Seed], chance: random.Random) -> bytes:
    if data[:2] == b"PK" and chance.random() < 0.8:
        return _in_archive(data, seeds, chance)
    if data[:4] == b"%PDF" and chance.random() < 0.5:
        data = _in_stream(data, seeds, chance)
    return _apply(data, seeds, chance)


def _apply(data: bytes, seeds: Sequence[Seed], chance: random.Random) -> bytes:
    for _ in range(1 << chance.randrange(5)):
        data = chance.choice(_WAYS)(data, seeds, chance)
    return data


def _in_archive(data: bytes, seeds: Sequence[Seed], chance: random.Random) -> bytes:
    """A sound ZIP file of which one or two members are changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in chance.sample(sorted(members), k=min(len(members), chance.randint(1, 2))):
        members[name] = _apply(members[name], seeds, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _in_stream(data: bytes, seeds: Sequence[Seed], chance: random.Random) -> bytes:
    """A PDF of which one compressed stream is changed and packed again."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return data
    found = chance.choice(streams)
    try:
        content = zlib.decompress(found[1])
    except zlib.error:
        return data
    packed = zlib.compress(_apply(content, seeds, chance))
    return data[: found.start(1)] + packed + data[found.end(1) :]


def _flip(data: bytes, _: Sequence[Seed], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, _: Sequence[Seed], chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + _length(chance) :]


def _repeat(data: bytes, _: Sequence[Seed], chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    part = data[start : start + _length(chance)]
    return data[:start] + part * min(chance.choice((2, 3, 50, 1000)), 1 + (1 << 18) // (len(part) + 1)) + data[start:]


def _insert(data: bytes, _: Sequence[Seed], chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(_INTERESTING) + data[place:]


def _splice(data: bytes, seeds: Sequence[Seed], chance: random.Random) -> bytes:
    other = chance.choice(seeds).data
    start, place = chance.randrange(len(other) + 1), chance.randrange(len(data) + 1)
    return data[:place] + other[start : start + _length(chance)] + data[place:]


def _replace_token(data: bytes, _: Sequence[Seed], chance: random.Random) -> bytes:
    """A word, number or sign near a random place becomes another one of the file, or an awkward one."""
    place = chance.randrange(len(data) + 1)
    tokens = list(_TOKENS.finditer(data, place, place + 2000))
    if not tokens:
        return data
    token = chance.choice(tokens)
    new = chance.choice(tokens)[0] if chance.random() < 0.5 else chance.choice(_INTERESTING)
    return data[: token.start()] + new + data[token.end() :]


def _swap(data: bytes, _: Sequence[Seed], chance: random.Random) -> bytes:
    a, b, c = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def _end(data: bytes, _: Sequence[Seed], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.2 else data


def _length(chance: random.Random) -> int:
    return chance.randint(0, chance.choice((4, 60, 1000, 20_000)))


_WAYS: tuple[Callable[[bytes, Sequence[Seed], random.Random], bytes], ...] = (
    _flip, _flip, _cut, _repeat, _insert, _insert, _splice, _replace_token, _replace_token, _replace_token, _swap, _end,
)  # fmt: skip
