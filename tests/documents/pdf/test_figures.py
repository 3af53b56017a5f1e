"""Figures of PDF files: found with captions and the words inside them, painted, and decoration left out."""

import io
import zlib
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from PIL import Image as Picture

from firsthand.documents import Workers
from firsthand.documents.blocks import text_of
from firsthand.documents.limits import Limits
from firsthand.documents.model import Document, Figure, Image, Paragraph, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.captions import is_credit, opens_caption

from .pdfs import PAGE, by_hand, typeset

PROSE = (
    "The network asked four hundred people in nine cities what would keep them safe, and wrote down every answer. "
    "Their words were read back to them, and they changed what was wrong before anything was printed. "
)
CHART = """
#let chart = box(width: 9cm, height: 5cm, {
  let bars = ((1cm, 3.1cm, "2019"), (3cm, 2.2cm, "2020"), (5cm, 4.1cm, "2021"), (7cm, 1.4cm, "2022"))
  place(dx: 0.6cm, dy: 0.4cm, line(length: 4.2cm, angle: 90deg))
  place(dx: 0.6cm, dy: 4.6cm, line(length: 8cm))
  for (x, tall, year) in bars {
    place(dx: x, dy: 4.6cm - tall, rect(width: 1cm, height: tall, fill: rgb("#c03020")))
    place(dx: x + 0.1cm, dy: 4.7cm, text(8pt, year))
  }
  for step in range(4) { place(dx: 0cm, dy: 4.4cm - step * 1cm, text(8pt, str(step * 10))) }
})
"""


def figures(document: Document) -> list[Figure]:
    return [block for section in document.walk() for block in section.blocks if isinstance(block, Figure)]


def paragraphs(document: Document) -> list[str]:
    return [
        plain(block.runs) for section in document.walk() for block in section.blocks if isinstance(block, Paragraph)
    ]


def order(document: Document) -> list[str]:
    return [type(block).__name__ for section in document.walk() for block in section.blocks]


def painted(document: Document, figure: Figure) -> Picture.Image:
    (image,) = [image for image in document.images if image.sha256 == figure.image]
    picture = Picture.open(io.BytesIO(image.data))
    assert picture.size == (image.width, image.height)
    assert f"image/{(picture.format or '').lower()}" == image.media_type
    return picture.convert("RGB")


def with_images(*places: str, image: pikepdf.Dictionary | None = None, data: bytes = b"", content: str = "") -> bytes:
    """A page with the same image drawn by each matrix ("200 0 0 100 72 500")."""
    drawn = "\n".join(f"q {place} cm /Im0 Do Q" for place in places)
    with pikepdf.open(io.BytesIO(by_hand(f"{content}\n{drawn}"))) as pdf:
        stream = pikepdf.Stream(pdf, data)
        for key, value in (image or {}).items():
            stream[key] = value
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Im0=pdf.make_indirect(stream))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def raster(width: int, height: int, **more: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, **more,
    )  # fmt: skip


def test_a_chart_is_a_figure_with_its_caption_and_the_words_inside_it() -> None:
    source = f"{PAGE}{CHART}\n{PROSE * 3}\n\n#figure(chart, caption: [Answers by year, in thousands])\n\n{PROSE * 2}"
    document = read(typeset(source))
    (figure,) = figures(document)
    assert plain(figure.caption) == "Figure 1: Answers by year, in thousands"
    assert figure.alternative == ""
    assert set(figure.text.split()) == {"2019", "2020", "2021", "2022", "0", "10", "20", "30"}
    assert paragraphs(document) == [(PROSE * 3).strip(), (PROSE * 2).strip()]
    assert order(document) == ["Paragraph", "Figure", "Paragraph"]
    picture = painted(document, figure)
    red = sum(1 for red, green, blue in picture.get_flattened_data() if red > 170 and green < 80 and blue < 70)
    # The bars are 10.8 square centimetres; at 150 dpi that many pixels.
    assert red == pytest.approx(10.8 * (150 / 2.54) ** 2, rel=0.03)


def test_the_same_without_a_caption_is_known_by_its_bars_and_values() -> None:
    document = read(typeset(f"{PAGE}{CHART}\n{PROSE}\n\n#chart\n\n{PROSE}"))
    (figure,) = figures(document)
    assert not figure.caption
    assert "2021" in figure.text
    assert len(paragraphs(document)) == 2


def test_structure_can_be_read_without_painting() -> None:
    data = typeset(f"{PAGE}{CHART}\n{PROSE}\n\n#figure(chart, caption: [Answers])\n")
    document = read(data, pictures=False)
    assert [plain(figure.caption) for figure in figures(document)] == ["Figure 1: Answers"]
    assert document.images == ()


def test_a_paragraph_goes_on_past_a_figure_in_its_middle() -> None:
    source = f"""{PAGE}{CHART}
#set page(columns: 2)
{PROSE * 8}
#place(top, scope: "parent", float: true, figure(chart, caption: [Answers by year]))
"""
    document = read(typeset(source))
    assert (PROSE * 8).strip() in paragraphs(document)
    assert [plain(figure.caption) for figure in figures(document)] == ["Figure 1: Answers by year"]


def test_a_photograph_without_caption_is_a_figure_and_editors_are_told() -> None:
    pixels = zlib.compress(bytes([200, 30, 40]) * 60 * 40)
    image = raster(60, 40, Filter=pikepdf.Name.FlateDecode)
    document = read(with_images("240 0 0 160 72 500", image=image, data=pixels))
    (figure,) = figures(document)
    assert (figure.caption, figure.alternative, figure.text) == ((), "", "")
    assert painted(document, figure).getpixel((20, 20)) == pytest.approx((200, 30, 40), abs=6)
    (remark,) = [remark for remark in document.remarks if remark.code == "no-alternative"]
    assert (remark.count, remark.page, remark.public) == (1, 1, False)


def test_captions_and_credits_of_photographs_are_theirs() -> None:
    words = (
        "BT /F1 10 Tf 72 480 Td (Photo 3. The meeting in Lisbon) Tj 0 -14 Td (Photo: Ana Ruiz / Red de redes) Tj "
        "0 -40 Td (The meeting went on for three days and ended in song.) Tj ET"
    )
    image = raster(60, 40, Filter=pikepdf.Name.FlateDecode)
    data = with_images("240 0 0 160 72 500", image=image, data=zlib.compress(bytes(60 * 40 * 3)), content=words)
    document = read(data)
    (figure,) = figures(document)
    assert plain(figure.caption) == "Photo 3. The meeting in Lisbon\nPhoto: Ana Ruiz / Red de redes"
    assert paragraphs(document) == ["The meeting went on for three days and ended in song."]


@pytest.mark.parametrize(
    "place",
    ["595 0 0 842 0 0", "560 0 0 800 20 20", "20 0 0 20 72 500", "450 0 0 12 72 500", "60 0 0 60 72 700"],
    ids=["whole page", "art", "icon", "strip", "logo"],
)
def test_decoration_is_no_figure(place: str) -> None:
    image = raster(60, 40, Filter=pikepdf.Name.FlateDecode)
    words = "BT /F1 10 Tf 72 300 Td (Some words of a page with something drawn on it.) Tj ET"
    document = read(with_images(place, image=image, data=zlib.compress(bytes(60 * 40 * 3)), content=words))
    assert figures(document) == []
    assert document.images == ()
    assert paragraphs(document) == ["Some words of a page with something drawn on it."]


def test_a_picture_on_many_pages_is_no_figure_and_one_shown_twice_is_kept_once() -> None:
    source = (
        '#set page(header: [#place(image(bytes(logo), format: (encoding: "rgb8", width: 2, height: 2), width: 5cm))])'
    )
    logo = "#let logo = (255, 0, 0) * 4\n"
    once = 'image(bytes((0, 0, 255) * 4), format: (encoding: "rgb8", width: 2, height: 2), width: 5cm)'
    pages = "#pagebreak()".join(f"\n{PROSE}\n\n#{once}\n#v({number}cm)\n#{once}\n" for number in (1, 2))
    document = read(typeset(f"{logo}{source}\n{pages}#pagebreak()\n{PROSE}"))
    assert len(figures(document)) == 4
    assert {figure.image for figure in figures(document)} == {document.images[0].sha256}
    assert len(document.images) == 1


def test_a_box_around_text_stays_text() -> None:
    source = f"{PAGE}{PROSE}\n\n#block(fill: rgb(221, 238, 255), radius: 8pt, inset: 12pt)[{PROSE * 2}]\n\n{PROSE}"
    document = read(typeset(source))
    assert figures(document) == []
    assert len(paragraphs(document)) == 3


def test_alternative_text_is_that_of_the_tags() -> None:
    source = (
        f'{PAGE}{CHART}\n= Answers\n{PROSE}\n\n#figure(chart, alt: "Bars for four years", caption: [Answers])\n{PROSE}'
    )
    document = read(typeset(source, tags=True))
    (figure,) = figures(document)
    assert figure.alternative == "Bars for four years"
    assert plain(figure.caption) == "Figure 1: Answers"
    assert figure.image
    assert not any(remark.code == "no-alternative" for remark in document.remarks)


@pytest.mark.parametrize(
    "text",
    ["Figure 3. Answers", "Fig. 2 – Answers", "FIGURE 1", "Gráfico 4: Respuestas", "Figure IV\u00a0Answers",
     "Рис. 2. Ответы", "Рисунок 5 – Ответы", "图1 答案", "图 2-1：答案", "شكل 3: الأجوبة", "الشكل ٣ الأجوبة",
     "Abbildung 7: Antworten",     "Chart 1A. Answers", "Map 2 Where we met", "चित्र 1: उत्तर", "รูปที่ 2 คำตอบ"],
)  # fmt: skip
def test_captions_are_known_in_many_languages(text: str) -> None:
    assert opens_caption(text) == "figure"


@pytest.mark.parametrize(
    "text",
    ["Figure 3 shows that", "Figures are given", "Figure 2, which", "Mapping the road", "In Figure 3", "Photo of us",
     "Рисунок 5 показывает", "Imagine 3 people", "Chart a course"],
)  # fmt: skip
def test_sentences_are_no_captions(text: str) -> None:
    assert opens_caption(text) is None


def test_tables_have_captions_of_their_own() -> None:
    assert opens_caption("Table 2: Answers") == "table"
    assert opens_caption("Cuadro 1. Respuestas") == "table"


@pytest.mark.parametrize(
    "text", ["Source: our own count.", "Photo: Ana Ruiz", "© Red de redes", "Fuente: INE", "Источник: опрос"]
)
def test_credits_are_known(text: str) -> None:
    assert is_credit(text)
    assert not is_credit("Sources of joy are many")


def test_every_word_of_a_page_with_a_figure_is_kept() -> None:
    source = f"{PAGE}{CHART}\n{PROSE}\n\n#figure(chart, caption: [Answers by year])\n\n{PROSE}"
    document = read(typeset(source))
    kept = " ".join(text_of(block) for section in document.walk() for block in section.blocks).split()
    expected = f"{PROSE} Figure 1: Answers by year {PROSE} 2019 2020 2021 2022 0 10 20 30".split()
    assert sorted(kept) == sorted(expected)


@pytest.mark.parametrize(
    ("image", "data"),
    [
        (raster(100_000, 100_000, Filter=pikepdf.Name.FlateDecode), zlib.compress(bytes(1_000))),
        (raster(100_000, 100_000), b""),
        (raster(60, 40, Filter=pikepdf.Name.JPXDecode), b"\x00\x00\x00\x0cjP  \r\n\x87\n"),
        (raster(60, 40, Filter=pikepdf.Name.DCTDecode), b"\xff\xd8\xff\xe0 nothing"),
        (raster(2_147_483_647, 2_147_483_647), bytes(10)),
    ],
    ids=["declared huge", "huge and empty", "broken jpx", "broken jpeg", "largest"],
)
def test_hostile_images_cost_nothing(image: pikepdf.Dictionary, data: bytes) -> None:
    words = "BT /F1 10 Tf 72 300 Td (The words of the page are read all the same.) Tj ET"
    document = read(with_images("240 0 0 160 72 500", image=image, data=data, content=words))
    assert paragraphs(document) == ["The words of the page are read all the same."]
    assert sum(_pixels(one) for one in document.images) < 1_000_000


def _pixels(image: Image) -> int:
    return image.width * image.height


def test_a_mask_of_huge_size_is_not_unpacked() -> None:
    words = "BT /F1 10 Tf 72 300 Td (Read all the same.) Tj ET"
    mask = raster(100_000, 100_000, Filter=pikepdf.Name.FlateDecode)
    mask.ColorSpace = pikepdf.Name.DeviceGray
    with pikepdf.open(
        io.BytesIO(with_images("240 0 0 160 72 500", image=raster(60, 40), data=bytes(7200), content=words))
    ) as pdf:
        stream = pikepdf.Stream(pdf, zlib.compress(bytes(1_000)))
        for key, value in mask.items():
            stream[key] = value
        pdf.pages[0].Resources.XObject.Im0.SMask = pdf.make_indirect(stream)
        out = io.BytesIO()
        pdf.save(out)
    assert paragraphs(read(out.getvalue())) == ["Read all the same."]


def test_cmyk_pictures_are_shown_in_the_colours_of_screens() -> None:
    image = raster(4, 4)
    image.ColorSpace = pikepdf.Name.DeviceCMYK
    document = read(with_images("240 0 0 160 72 500", image=image, data=bytes([0, 255, 255, 0]) * 16))
    red, green, blue = painted(document, figures(document)[0]).getpixel((50, 50))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 80


def test_so_many_pictures_are_shown_and_no_more() -> None:
    source = "\n".join(
        f'#image(bytes((0, 0, {number % 256}, 9, {number // 256}, 9) * 2), '
        'format: (encoding: "rgb8", width: 2, height: 2), width: 5cm)' for number in range(320)
    )  # fmt: skip
    document = read(typeset(f"#set page(height: auto)\n#set page(height: 29cm)\n{source}"))
    assert len(document.images) <= 300
    assert len(figures(document)) == 320
    (remark,) = [remark for remark in document.remarks if remark.code == "dropped-picture"]
    assert remark.count == 20
    assert remark.public


def test_a_pattern_of_endless_tiles_costs_its_picture_and_no_text(tmp_path: Path) -> None:
    words = "BT /F1 10 Tf 72 480 Td (Figure 1. A chart) Tj 0 -60 Td (The words stay.) Tj ET"
    content = f"{words} /Pattern cs /P scn 100 550 m 150 700 250 700 300 550 c 250 520 150 520 100 550 c f"
    with pikepdf.open(io.BytesIO(by_hand(content))) as pdf:
        tile = pikepdf.Stream(
            pdf, b"0 0 1 1 re f", Type=pikepdf.Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
            BBox=pikepdf.Array([0, 0, 1, 1]), XStep=Decimal("0.0001"), YStep=Decimal("0.0001"),
            Resources=pikepdf.Dictionary(),
        )  # fmt: skip
        pdf.pages[0].Resources.Pattern = pikepdf.Dictionary(P=pdf.make_indirect(tile))
        pdf.save(tmp_path / "tiles.pdf")
    with Workers(1) as workers:
        ((_, document),) = workers.read([tmp_path / "tiles.pdf"], limits=Limits(cpu=2))
    assert isinstance(document, Document)
    assert paragraphs(document) == ["The words stay."]
    assert [plain(figure.caption) for figure in figures(document)] == ["Figure 1. A chart"]
    assert any(remark.code == "dropped-picture" for remark in document.remarks)
