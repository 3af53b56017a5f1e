"""How the caption of a table begins, in the languages and scripts of reports."""

import re

_NUMBER = (
    r"(?:№\s*|no?[.º°]\s*)?(?:[A-Z]{1,2}[.-]?)?(?:\d{1,3}|[IVXLC]{1,6}|[A-Z]|[一二三四五六七八九十]{1,3})"
    r"(?:[.\-–]\d{1,3}){0,3}(?:\s?[a-z]\b)?"
)
_TABLE = re.compile(
    rf"(?:(?:table|tableau|tabla|cuadro|tabela|quadro|tabelle|tabella|tabel|jedwali|bảng|таблица|таблиця|табл\.|"
    rf"(?:ال)?جدول|तालिका|सारणी|ตาราง(?:ที่)?)\s{{0,2}}{_NUMBER}|[表표]\s?{_NUMBER})(?=$|[\s.:：،—–\-)\u3000|])",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"(?:{_TABLE.pattern})[\s.:：—–\-]*", re.IGNORECASE)
_LONGEST = 400


def is_table_caption(text: str) -> bool:
    """Whether a line or paragraph begins as the caption of a table does: "Table 3", "Таблица 3.", "表3"."""
    return len(text) <= _LONGEST and _TABLE.match(text) is not None


def label_of(text: str) -> str | None:
    """The name and number with which a caption begins."""
    found = _TABLE.match(text)
    return found[0].casefold() if found else None


def is_label(text: str) -> bool:
    """Whether a line holds nothing but the name and number of a table; its title stands in the next."""
    return _LABEL_ALONE.fullmatch(text) is not None
