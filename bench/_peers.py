"""Runs one other reader over PDFs, in the peers' own environment: python bench/_peers.py NAME FILE ... > JSON.

Prints one object: for each file its text (Markdown where the reader writes it) and the CPU seconds that it took.
"""

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from time import process_time


def by_pypdfium2() -> Callable[[str], str]:
    import pypdfium2

    def read(path: str) -> str:
        with pypdfium2.PdfDocument(path) as pdf:
            return "\n\n".join(page.get_textpage().get_text_bounded() for page in pdf)

    return read


def by_pdfminer() -> Callable[[str], str]:
    from pdfminer.high_level import extract_text

    return extract_text


def by_pdfplumber() -> Callable[[str], str]:
    """The text outside its tables, and the tables as Markdown behind that of their page."""
    import pdfplumber

    def outside(boxes: list[tuple[float, ...]]) -> Callable[[dict], bool]:
        def keep(thing: dict) -> bool:
            across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
            return not any(left <= across <= right and top <= down <= bottom for left, top, right, bottom in boxes)

        return keep

    def read(path: str) -> str:
        parts = []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                tables = page.find_tables()
                parts.append(page.filter(outside([table.bbox for table in tables])).extract_text())
                parts += [_markdown(table.extract()) for table in tables]
        return "\n\n".join(parts)

    return read


def _markdown(rows: list[list[str | None]]) -> str:
    return "\n".join("| " + " | ".join((cell or "").replace("\n", " ") for cell in row) + " |" for row in rows)


def by_markitdown() -> Callable[[str], str]:
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda path: converter.convert(path).text_content


def by_pymupdf4llm() -> Callable[[str], str]:
    import pymupdf4llm

    return lambda path: pymupdf4llm.to_markdown(path, use_ocr=False)


READERS = {
    "pypdfium2": by_pypdfium2,
    "pdfminer.six": by_pdfminer,
    "pdfplumber": by_pdfplumber,
    "markitdown": by_markitdown,
    "pymupdf4llm": by_pymupdf4llm,
}


def main(name: str, paths: list[str]) -> None:
    found = {}
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        read = READERS[name]()
        read(paths[0])  # what is loaded at the first file counts for none
        for path in paths:
            begun = process_time()
            try:
                text = read(path)
            except Exception as fault:  # noqa: BLE001 - that a peer fails is a result
                text = ""
                found.setdefault("faults", {})[Path(path).stem] = repr(fault)
            found[Path(path).stem] = {"text": text, "seconds": process_time() - begun}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
