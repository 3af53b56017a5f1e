"""The shim in C gives what PDFium gives call by call, field by field; and it keeps within its memory."""

import ctypes
import re
import sys
from array import array
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hatch_build import compile_shim
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.pdf import blots, bulk, calls, letters, pages
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.sheet import Sheet

from .pdfs import by_hand, typeset
from .reports import REPORTS, make_report

ROOT = Path(__file__).parents[3]
WORD = re.compile("[^\\s\u0002\ufffe\u0000]+[\u0002\ufffe]?")


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    library = compile_shim(ROOT, tmp_path_factory.mktemp("shim"))
    if library is None:
        pytest.skip("there is no C compiler")
    loaded = bulk.load(library)
    assert loaded is not None, "shim.c and bulk.py are of different shapes"
    return loaded


def read_sheets(data: bytes, asker: calls.Calls | bulk.Bulk, patch: pytest.MonkeyPatch) -> list[Sheet]:
    patch.setattr(pages, "make_asker", lambda: asker)
    with open_pdf(data) as (document, count):
        return list(pages.read_sheets(document, min(count, 40)))


def assert_alike(data: bytes, shim: ctypes.CDLL, patch: pytest.MonkeyPatch) -> list[Sheet]:
    one_by_one = read_sheets(data, calls.Calls(), patch)
    in_bulk = read_sheets(data, bulk.Bulk(shim), patch)
    for one, other in zip(one_by_one, in_bulk, strict=True):
        for word, same in zip(one.words, other.words, strict=True):
            assert word == same
        assert one == other
    return in_bulk


def test_every_sample_is_read_alike(samples: Path, shim: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    for path in sorted(samples.glob("*.pdf")):
        try:
            sheets = assert_alike(path.read_bytes(), shim, monkeypatch)
        except UnreadableFileError:
            continue
        read += sum(len(sheet.words) for sheet in sheets)
    assert read > 100_000


@pytest.mark.parametrize("language", REPORTS)
def test_reports_are_read_alike(language: str, shim: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_alike(make_report(language), shim, monkeypatch)


@pytest.mark.parametrize(
    "content",
    [
        "BT 0 1 -1 0 30 300 Tm /F1 12 Tf (Photograph by) Tj 0 -14 Td (a member) Tj ET",
        "BT 1 0.001 0 1 72 700 Tm /F1 12 Tf (Ever so slightly sloping) Tj ET",
        "BT /F1 12 Tf 72 700 Td (wo) Tj /F1 12.001 Tf (rd) Tj /F1 14 Tf (s) Tj 5 Ts /F1 7 Tf (12) Tj ET",
        "BT /F1 12 Tf 72 700 Td (a) Tj (b) Tj (c) Tj (d and/ or) Tj ( /) Tj ( e\xad) Tj ET",
        "/P << /MCID 3 >> BDC BT /F1 12 Tf 72 700 Td (un) Tj EMC /Artifact BMC (der) Tj EMC 3 Tr (neath) Tj ET",
        "72 700 200 1 re f 72 600 m 272 600 l S q 2 0 0 2 5 5 cm 30 50 80 40 re 7 8 m 90 8 l 90 77 l h S Q",
        "1 0 0 rg 9 9 m 10 30 40 30 50 0 c b* /None sh 1 1 1 RG 0 0 m 300 0 l 300 300 l 0 0 l s 4 4 m 4 99 l n",
    ],
)
@pytest.mark.parametrize("turned", ["", "/Rotate 90", "/Rotate 180", "/Rotate 270 /CropBox [10 20 400 700]"])
def test_odd_pages_are_read_alike(
    content: str, turned: str, shim: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = by_hand(content).replace(b"/Contents", turned.encode() + b" /Contents")
    (sheet,) = assert_alike(data, shim, monkeypatch)
    assert sheet.words or sheet.pictures


def test_forms_within_forms_are_read_alike(shim: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = pikepdf.open(BytesIO(by_hand("/P << /MCID 1 >> BDC /X0 Do EMC 1 0 0 1 9 9 cm /X0 Do")))
    inner: pikepdf.Object | None = None
    for depth in range(6, -1, -1):
        drawing = f"/Span << /MCID {depth} >> BDC 9 9 90 4 re S BT /F1 9 Tf 9 {99 * depth} Td (at {depth}) Tj ET EMC"
        form = pdf.make_stream(f"0.9 0 0 0.9 3 4 cm {drawing} /X{depth + 1} Do".encode())
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 595, 842]
        form.Resources = pikepdf.Dictionary(Font=pdf.pages[0].Resources.Font)
        if inner is not None:
            form.Resources.XObject = pikepdf.Dictionary({f"/X{depth + 1}": inner})
        inner = form
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X0=inner)
    saved = BytesIO()
    pdf.save(saved)
    (sheet,) = assert_alike(saved.getvalue(), shim, monkeypatch)
    assert len(sheet.pictures) == 6
    assert {word.mark for word in sheet.words if word.text == "0"} == {1, -1}


def test_a_page_with_too_much_drawn_is_read_alike_and_bounded(
    shim: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = " ".join(f"{at % 500} {at // 500} m {at % 500 + 50} {at // 500} l S" for at in range(21_000))
    (sheet,) = assert_alike(by_hand(many), shim, monkeypatch)
    assert (len(sheet.pictures), len(sheet.rules)) == (calls.PICTURES_AT_MOST, calls.RULES_AT_MOST)


@pytest.mark.parametrize("room", [1, 2, 3, 7])
def test_little_memory_gives_the_same_in_more_calls(
    room: int, shim: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", room)
    assert_alike(typeset("= A title\nSome _words_ of w*o*r_d_s#super[12], and H#sub[2]O."), shim, monkeypatch)
    assert_alike(by_hand("BT /F1 12 Tf 72 700 Td (a) Tj (b) Tj 9 Ts (c) Tj (d) Tj ( e) Tj ET"), shim, monkeypatch)


def cut(shim: ctypes.CDLL, text: str, room: int) -> list[tuple[int, int]]:
    """The spans of the words of a text, as the shim finds them; memory beyond its room stays as it is."""
    spans = array("i", [-7] * (2 * room + 2))
    found = shim.firsthand_cut(text.encode("utf-32-le"), len(text), ctypes.c_void_p(spans.buffer_info()[0]), room)
    assert list(spans[2 * room :]) == [-7, -7]
    return list(zip(spans[: 2 * found : 2], spans[1 : 2 * found : 2], strict=True))


def test_every_character_parts_words_as_it_does_for_python(shim: ctypes.CDLL) -> None:
    text = "".join("a" + chr(sign) for sign in range(sys.maxunicode + 1) if not 0xD800 <= sign < 0xE000)
    assert cut(shim, text, len(text)) == [found.span() for found in WORD.finditer(text)]


def test_every_character_is_plain_where_it_is_for_python(shim: ctypes.CDLL) -> None:
    for sign in range(0x11000):
        if not 0xD800 <= sign < 0xE000 and sign != ord(" "):
            plain = shim.firsthand_is_plain(chr(sign).encode("utf-32-le"), 1)
            assert bool(plain) == letters.is_plain(chr(sign)), hex(sign)


@given(st.text(st.sampled_from("ab- \n\u0002\ufffe\u0000\u00ad\u2003é𝒜")), st.integers(0, 5))
def test_words_are_cut_as_python_cuts_them(shim: ctypes.CDLL, text: str, room: int) -> None:
    assert cut(shim, text, room) == [found.span() for found in WORD.finditer(text)][:room]


@given(st.integers(1, 12), st.lists(st.booleans(), max_size=140), st.sampled_from([3, 1_000]))
def test_ink_is_joined_as_python_joins_it(shim: ctypes.CDLL, width: int, ink: list[bool], room: int) -> None:
    height = len(ink) // width
    pixels = bytes(ink[: width * height])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blots, "_RUNS_AT_MOST", room)
        expected = [
            (one.left, one.top, one.right, one.bottom, one.detail) for one in blots._join(pixels, width, height)
        ]
    assert bulk.join_ink(shim, pixels, width, height, room) == expected


def test_a_library_of_another_shape_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "shim.so").write_bytes(b"no library")
    assert bulk.load(tmp_path / "shim.so") is None
    assert bulk.load(tmp_path / "missing.so") is None


def test_without_a_compiler_nothing_is_compiled_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    assert compile_shim(ROOT, tmp_path) is None
    monkeypatch.setenv("CC", "false")
    assert compile_shim(ROOT, tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().out.count("slower, and just as well") == 2
