"""Words that must be found nowhere, and a search for them in all shapes that programs give to words.

What it can find is held against a folder into which all of them were put: see test_canaries.py.
"""

import base64
import bz2
import gzip
import io
import lzma
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote, quote_plus

import brotli
from ahocorasick_rs import BytesAhoCorasick

DEEPEST = 3
"""Packings within each other that are opened."""
MOST = 64 << 20
"""Bytes that are unpacked of one packing."""


@cache
def shapes(word: str) -> dict[str, bytes]:
    """Name of a shape -> the word in it. Cyrillic in the old single-byte sets of its languages too."""
    plain = word.encode()
    found = {
        "utf-8": plain,
        "decomposed": unicodedata.normalize("NFD", word).encode(),
        "lower": word.lower().encode(),
        "upper": word.upper().encode(),
        "reversed": word[::-1].encode(),
        "reversed bytes": plain[::-1],
        "utf-16le": word.encode("utf-16-le"),
        "utf-16be": word.encode("utf-16-be"),
        "utf-32le": word.encode("utf-32-le"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "url": quote(word, safe="").encode(),
        "url with plus": quote_plus(word).encode(),
        "url in small letters": re.sub("%..", lambda match: match[0].lower(), quote(word, safe="")).encode(),
        "json": re.sub(r"[^\x00-\x7f]", lambda match: f"\\u{ord(match[0]):04x}", word).encode(),
        "html": re.sub(r"[^\x00-\x7f]", lambda match: f"&#{ord(match[0])};", word).encode(),
        "bytes as Python writes them": repr(plain)[2:-1].encode(),
        "quoted-printable": "".join(chr(each) if 32 < each < 127 else f"={each:02X}" for each in plain).encode(),
    }
    for encoding in ("koi8-r", "cp1251", "iso8859-5", "latin-1"):
        try:
            found[encoding] = word.encode(encoding)
        except UnicodeEncodeError:
            continue
    for name, data in (("", plain), (" of utf-16", found["utf-16le"])):
        for offset in range(3):
            found[f"base64{name} at {offset}"] = part = _inner_base64(data, offset)
            found[f"base64url{name} at {offset}"] = part.translate(bytes.maketrans(b"+/", b"-_"))
    return found


def _inner_base64(data: bytes, offset: int) -> bytes:
    """What of a word's base64 is the same whatever stands around it, when it begins `offset` bytes into a group."""
    whole = base64.b64encode(b"\0" * offset + data + b"\0" * 2)
    first = 0 if offset == 0 else 4
    return whole[first : 4 * ((offset + len(data)) // 3)]


SHORTEST = 6
"""Bytes of a shape that is looked for; shorter ones would be found by chance."""


@cache
def _automaton(words: tuple[str, ...]) -> tuple[BytesAhoCorasick, list[str]]:
    names: dict[bytes, str] = {}
    for word in words:
        for name, shape in shapes(word).items():
            if len(shape) >= SHORTEST:
                names.setdefault(shape, f"{word} ({name})")
    return BytesAhoCorasick(list(names)), list(names.values())


def search_bytes(data: bytes, words: Iterable[str], depth: int = 0) -> list[str]:
    """Names of the words and shapes found in some bytes, and in what is packed within."""
    words = tuple(words)
    automaton, names = _automaton(words)
    met = automaton.find_matches_as_indexes(data, overlapping=True)
    found = sorted({names[index] for index, _, _ in met})
    if depth < DEEPEST:
        for name, inner in _unpacked(data):
            found += [f"{name} > {each}" for each in search_bytes(inner, words, depth + 1)]
    return found


def search_folder(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """Path -> what was found in its name or its bytes. Follows no links, reads everything else."""
    words = tuple(words)
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        here = search_bytes(str(path.relative_to(folder)).encode(), words)
        if path.is_symlink():
            here += search_bytes(str(path.readlink()).encode(), words)
        elif path.is_file():
            here += search_bytes(path.read_bytes(), words)
        if here:
            found[str(path.relative_to(folder))] = here
    return found


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                for info in packed.infolist():
                    if info.file_size < MOST:
                        yield info.filename, packed.read(info)
            return
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
            pass
    for match in re.finditer(rb"\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ\0", data):
        yield from _stream("packed", data[match.start() :])
    if data[:1] == b"\x78":
        yield from _stream("zlib", data)
    if 16 < len(data) < 1 << 20:
        yield from _brotli(data)


def _stream(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    openers = {b"\x1f\x8b": lambda: zlib.decompressobj(31), b"BZ": bz2.BZ2Decompressor, b"\xfd7": lzma.LZMADecompressor}
    opener = openers.get(data[:2], zlib.decompressobj)
    try:
        inner = opener().decompress(data, MOST)
    except (OSError, ValueError, lzma.LZMAError, zlib.error, EOFError):
        return
    if len(inner) > 8:
        yield name, inner


def _brotli(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        inner = brotli.decompress(data)
    except brotli.error:
        return
    if len(inner) > 8:
        yield "brotli", inner


def pack_everywhere(word: str, folder: Path) -> list[str]:
    """A folder in which the word stands in every way that `search_folder` is to find; the names of its files."""
    plain = f"before {word} after".encode()
    made = {f"{name}.shape".replace(" ", "-"): b"\x01\x02" + shape + b"\xff" for name, shape in shapes(word).items()}
    made |= {
        "a.gz": gzip.compress(plain),
        "b.bz2": bz2.compress(plain),
        "c.xz": lzma.compress(plain),
        "d.zlib": zlib.compress(plain),
        "e.br": brotli.compress(plain * 3),
        "f.log": b"garbage" * 20 + gzip.compress(gzip.compress(plain)) + b"more",
    }
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner", gzip.compress(plain))
    made["g.zip"] = box.getvalue()
    for offset in range(3):
        made[f"h{offset}.txt"] = base64.b64encode(b"x" * offset + plain)
    folder.mkdir()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    (folder / f"{word}.empty").touch()
    return [*made, f"{word}.empty"]
