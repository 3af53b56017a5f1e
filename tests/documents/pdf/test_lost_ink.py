"""Text that is drawn and not written is found; what is no text raises no alarm."""

import random
import tempfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst
from PIL import Image, ImageDraw, ImageFilter
from tests.documents.pdf.pdfs import PAGE, by_hand, typeset
from tests.documents.recognition.scanned import pictures

from firsthand.documents.pdf.blots import find_blots
from firsthand.documents.pdf.lettering import Box, Shape, find_rows, join_parts
from firsthand.documents.pdf.lost_ink import find_lost_ink
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.pages import read_sheets

BODY = "#lorem(110)\n\n#lorem(90)\n\n"
HEADING = "What the survey has found"


def lost(data: bytes) -> dict[int, tuple[Box, ...]]:
    with open_pdf(data) as (document, count):
        return find_lost_ink(document, list(read_sheets(document, count)))


def outlines(source: str) -> bytes:
    """A drawing (SVG) of a Typst text, its letters turned to paths."""
    setting = "#set page(width: auto, height: auto, margin: 2pt, fill: none)\n"
    return typst.compile((setting + source).encode(), format="svg")


def picture(source: str, *, size: str = "width: 14cm, height: auto") -> bytes:
    """A picture (PNG) of a Typst text."""
    return typst.compile(f"#set page({size}, margin: 6pt)\n{source}".encode(), format="png", ppi=150)


def page_with(**drawings: bytes) -> bytes:
    """Running text before and after each of some drawings, by the names of their files; `_` stands for the point."""
    with tempfile.TemporaryDirectory() as folder:
        shown = BODY
        for name, data in drawings.items():
            path = Path(folder, name.replace("_", "."))
            path.write_bytes(data)
            shown += f'#image("{path.name}")\n\n{BODY}'
        source = Path(folder, "a.typ")
        source.write_text(PAGE + shown)
        return typst.compile(source, format="pdf", pdf_tags=False)


def png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def photograph() -> Image.Image:
    """Soft shapes and grain, as a camera sees the world."""
    chance = random.Random(3)
    image = Image.new("RGB", (700, 450), (90, 110, 140))
    draw = ImageDraw.Draw(image)
    for _ in range(120):
        x, y, wide = chance.randrange(700), chance.randrange(450), chance.randrange(10, 160)
        draw.ellipse((x, y, x + wide, y + wide), fill=tuple(chance.randrange(30, 230) for _ in range(3)))
    return image.filter(ImageFilter.GaussianBlur(5))


@pytest.mark.parametrize("size", [11, 18, 40])
def test_a_heading_drawn_as_outlines_is_found(size: int) -> None:
    found = lost(page_with(a_svg=outlines(f"#set text(size: {size}pt)\n{HEADING}")))
    assert list(found) == [1]
    assert len(found[1]) == 1


def test_each_of_several_headings_is_found_and_lines_of_one_are_one() -> None:
    two = outlines(f"#set text(size: 16pt)\n{HEADING}\\ when everybody was asked")
    found = lost(page_with(a_svg=outlines(f"#set text(size: 16pt)\n{HEADING}"), b_svg=two))
    assert [len(boxes) for boxes in found.values()] == [2]
    (first, second) = found[1]
    assert second[3] - second[1] > 1.5 * (first[3] - first[1])


def test_a_picture_of_text_is_found() -> None:
    found = lost(page_with(a_png=picture("#lorem(60)")))
    assert [len(boxes) for boxes in found.values()] == [1]


@pytest.mark.parametrize("text", ["Что показало исследование", "Τι έδειξε η έρευνα φέτος"])
def test_other_alphabets_are_found_as_outlines_and_as_pictures(text: str) -> None:
    font = '#set text(font: "DejaVu Serif", size: 16pt)\n'
    found = lost(page_with(a_svg=outlines(font + text), b_png=picture(font + text)))
    assert [len(boxes) for boxes in found.values()] == [2]


def test_letters_made_of_several_parts_are_joined() -> None:
    # A row of letters each of which has a bar, a gap, and a box below it, as Hangul has.
    parts = [
        shape for place in range(8) for left in (place * 24.0,) for shape in (
            Shape(left, 0, left + 16 + place % 3, 4, detail=5), Shape(left + 2, 6, left + 14, 20, detail=9 + place % 4),
        )
    ]  # fmt: skip
    joined = join_parts(parts)
    assert len(joined) == 8
    assert {(shape.top, shape.bottom) for shape in joined} == {(0, 20)}
    assert [len(row.shapes) for row in find_rows(joined, 8)] == [8]


def test_light_letters_on_a_dark_picture_are_found_too() -> None:
    found = lost(page_with(a_png=picture("#set page(fill: navy)\n#set text(fill: white, size: 14pt)\n#lorem(40)")))
    assert [len(boxes) for boxes in found.values()] == [1]


def test_written_text_is_never_lost() -> None:
    assert lost(typeset(PAGE + "= A heading\n\n" + BODY * 6)) == {}


def test_a_picture_under_its_own_hidden_text_is_not_lost() -> None:
    data = page_with(a_png=picture("#lorem(60)"))
    (box,) = lost(data)[1]
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.Resources.Font = pikepdf.Dictionary(page.Resources.get("/Font", {}))
        page.Resources.Font["/Hid"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        height = float(page.mediabox[3])
        lines = "".join(
            f"BT 3 Tr /Hid 11 Tf {box[0] + 4} {height - y} Td (Lorem ipsum dolor sit amet and so on) Tj ET\n"
            for y in range(int(box[1]) + 12, int(box[3]), 14)
        )
        page.contents_add(f"q {lines} Q".encode())
        written = BytesIO()
        pdf.save(written)
    assert lost(written.getvalue()) == {}


DRAWINGS = {
    "dots": "#for x in range(8) { place(dx: x * 14pt, circle(radius: 5pt, fill: blue)) }; #v(20pt)",
    "bars": "#for x in range(9) { place(dx: x * 22pt, rect(width: 12pt, height: (x * 7 + 9) * 1pt)) }; #v(90pt)",
    "scatter": "#for x in range(60) { let r = (2 + calc.rem(x, 5)) * 1pt; place(dx: calc.rem(x * 37, 300) * 1pt, "
    "dy: calc.rem(x * 61, 90) * 1pt, circle(radius: r, fill: green)) }; #v(110pt)",
    "icons": "#for x in range(6) { place(dx: x * 40pt, polygon.regular(size: 20pt, vertices: 5 + x, fill: orange)) }; "
    "#v(40pt)",
    "wave": "#curve(fill: gray, curve.move((0pt, 40pt)), ..range(30).map(x => curve.quad((x * 12pt, 0pt), "
    "(x * 12pt + 9pt, 40pt))), curve.close())",
    "box": "#box(stroke: 1pt, inset: 8pt)[Written text in a box] #line(length: 100%)",
}


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_drawings_raise_no_alarm(drawing: str) -> None:
    assert lost(typeset(PAGE + BODY + drawing + "\n\n" + BODY)) == {}


def test_photographs_raise_no_alarm() -> None:
    assert lost(page_with(a_png=png(photograph()))) == {}


def test_a_logo_with_its_emblem_raises_no_alarm() -> None:
    logo = outlines(
        "#stack(dir: ltr, spacing: 4pt, circle(radius: 14pt, fill: gradient.linear(red, blue)), "
        "polygon.regular(size: 26pt, vertices: 7, fill: teal), circle(radius: 13pt, fill: navy), "
        "align(horizon, text(size: 12pt)[Friends Network]))"
    )
    assert lost(page_with(a_svg=logo)) == {}


def test_what_comes_back_on_every_page_is_no_loss() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.svg").write_bytes(outlines("#set text(size: 14pt)\nAnnual report of the network"))
        source = Path(folder, "a.typ")
        source.write_text(f'#set page(header: image("a.svg", height: 14pt))\n{BODY * 24}')
        data = typst.compile(source, format="pdf", pdf_tags=False)
    assert lost(data) == {}


def test_pages_without_any_text_are_left_to_others() -> None:
    assert lost(by_hand("0 0 m 100 100 l S")) == {}


def test_blots_are_the_letters_of_a_picture() -> None:
    (page,) = pictures(typeset("#set page(width: 8cm, height: 2cm, margin: 4mm)\n#set text(size: 14pt)\nmonochrom"))
    rows = find_rows(find_blots(page), 8)
    assert [len(row.shapes) for row in rows] == [9]


def test_a_plain_picture_has_no_blots() -> None:
    assert find_blots(Image.new("L", (300, 200), 200)) == []


def test_shapes_all_alike_are_no_letters() -> None:
    shapes = [Shape(x * 10.0, 0, x * 10.0 + 8, 10, detail=12) for x in range(12)]
    assert find_rows(shapes, 4) == []


def test_no_number_of_shapes_takes_long() -> None:
    chance = random.Random(1)
    shapes = [
        Shape(x := chance.uniform(0, 500), y := chance.uniform(0, 800), x + chance.uniform(1, 9), y + 8, detail=x > y)
        for _ in range(4_000)
    ]
    assert isinstance(find_rows(shapes, 4), list)


def test_samples_lose_what_people_see_to_be_lost(samples: Path) -> None:
    assert set(lost((samples / "federal-register-three-columns.pdf").read_bytes())) == set(range(7, 15))
    assert lost((samples / "report-risk-designed.pdf").read_bytes()) == {}
    assert set(lost((samples / "un-unctad-overview-designed.pdf").read_bytes())) <= {21, 33}
    for name in ("iachr_es.pdf", "multi-column.pdf", "tracemonkey.pdf", "thai.pdf", "rtl1.pdf"):
        assert lost((samples / name).read_bytes()) == {}, name
