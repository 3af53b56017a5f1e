"""Sheets of pages whose measures no page can have."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.pages import read_sheets
from firsthand.documents.pdf.reading import read

from .pdfs import by_hand

HUGE = "9" * 38
NUMBERS = st.sampled_from(["0", "1", "-1", "0.001", "12", HUGE, f"-{HUGE}", "9" * 45, f"0.{'0' * 40}1"])


@settings(max_examples=150, deadline=None)
@given(st.lists(NUMBERS, min_size=22, max_size=22))
def test_what_stands_nowhere_is_left_out(numbers: list[str]) -> None:
    page, line, size = " ".join(numbers[:6]), " ".join(numbers[6:12]), numbers[12]
    drawing = f"{' '.join(numbers[13:17])} re S {' '.join(numbers[17:19])} m {' '.join(numbers[17:21])} 1 1 c f"
    data = by_hand(
        f"q {page} cm {page} cm {drawing} BT /F1 {size} Tf {numbers[21]} Tc {line} Tm (Gone, or not) Tj ET Q "
        "BT /F1 12 Tf 72 700 Td (Here it is) Tj ET"
    )
    with open_pdf(data) as (document, count):
        (sheet,) = read_sheets(document, count)
    for thing in (*sheet.words, *sheet.rules, *sheet.pictures):
        assert math.isfinite(thing.left + thing.top + thing.right + thing.bottom)
    assert "is" in [word.text for word in sheet.words]
    read(data)
