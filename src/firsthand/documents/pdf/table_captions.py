"""Which paragraphs are the captions of tables: "Table 3. ..." above a table or below it, with its title."""

import re
from collections.abc import Container, Sequence

from firsthand.documents.pdf.captions import is_credit, opens_caption
from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import Text, ends_sentence, is_row

_UNNUMBERED = re.compile(
    r"(?:table|tableau|tabla|cuadro|tabela|quadro|tabelle|tabella|таблица|таблиця|(?:ال)?جدول|तालिका|सारणी|ตาราง|表|표)"
    r"\s?[:：]\s?\S",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_]+\.?\s*(?:№\s*|n[°ºo.]+\s*)?[\w.\-–]{1,8}?(?=[\s.:：،—–|]|$)")
_GOES_ON = re.compile(
    r"[(\[]?\s*(?:cont(?:inued|inuación|inuação|\.|’d|'d|d)|suite|forts(?:etzung|\.)|продолжение|окончание|تابع|續|续|続き|계속)",
    re.IGNORECASE,
)
_NEAR = 3.5
"""How far a caption may stand from its table, in sizes of its type."""
_TITLE_AT_MOST = 240


def is_table_caption(text: str) -> bool:
    """Whether a line or paragraph begins as the caption of a table does: "Table 3", "Таблица 3.", "表3"."""
    return opens_caption(text) == "table" or (len(text) <= _TITLE_AT_MOST and _UNNUMBERED.match(text) is not None)


def label_of(text: str) -> str | None:
    """The name and number with which a caption begins, to compare it with others."""
    found = _LABEL.match(text) if is_table_caption(text) else None
    return found[0].casefold().rstrip(".") if found else None


def goes_on(text: str, caption: str | None) -> bool:
    """Whether a text says that the table of this caption goes on: "Table 3 (continued)", or the same caption."""
    if _GOES_ON.match(text):
        return True
    label = label_of(text)
    if label is None or caption is None or label != label_of(caption):
        return False
    return text == caption or _GOES_ON.search(text) is not None or len(text) <= len(label) + 2


def find_captions(texts: Sequence[Text], tables: Container[tuple[int, float, float]]) -> dict[int, tuple[int, ...]]:
    """For each text that stands for a table, the texts that are its caption: above it, or else below it.

    `tables` holds the page, top and left of each.
    """
    found: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    for index, text in enumerate(texts):
        line = text.lines[0]
        if line.text != ANCHOR or (text.page, line.top, line.left) not in tables:
            continue
        caption = _above(texts, index) or _below(texts, index)
        if caption and not taken & set(caption):
            found[index] = caption
            taken.update(caption)
    return found


def _above(texts: Sequence[Text], index: int) -> tuple[int, ...]:
    """The caption right above, also where its number, its title and a line about units are paragraphs of their own."""
    top = texts[index].lines[0].top
    parts: list[int] = []
    for at in range(index - 1, max(index - 4, -1), -1):
        text = texts[at]
        if _is_told(text) or text.page != texts[index].page or not _is_near(text.lines[-1].bottom, top, text.size):
            return ()
        parts.insert(0, at)
        if is_table_caption(text.text):
            return tuple(parts)
        if text.lines[0].text == ANCHOR or len(text.text) > _TITLE_AT_MOST or _is_body(text):
            return ()
        top = text.lines[0].top
    return ()


def _below(texts: Sequence[Text], index: int) -> tuple[int, ...]:
    """The caption right below, unless another table follows, to which it belongs then."""
    after = index + 1
    if after >= len(texts) or texts[after].page != texts[index].page or not is_table_caption(texts[after].text):
        return ()
    following = texts[after + 1] if after + 2 <= len(texts) else None
    if following is not None and following.lines[0].text == ANCHOR and following.page == texts[after].page:
        return ()
    if _is_told(texts[after]):
        return ()
    near = _is_near(texts[index].lines[0].bottom, texts[after].lines[0].top, texts[after].size)
    return (after,) if near and not is_credit(texts[after].text) else ()


def _is_told(text: Text) -> bool:
    """Whether the file itself tags it as a caption."""
    return text.tag is not None and text.tag.role == "Caption"


def _is_near(bottom: float, top: float, size: float) -> bool:
    return -size <= top - bottom <= _NEAR * size


def _is_body(text: Text) -> bool:
    """Whether it is running text or a row of things side by side rather than a title or a line about units."""
    return any(map(is_row, text.lines)) or (len(text.lines) > 2 and ends_sentence(text.text) and not text.bold)
