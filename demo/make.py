"""Makes the demonstration's PDF, word-processor, e-book, web and text files anew from their Markdown sources.

    python demo/make.py [WORDS…]      all files, or those whose path has one of the words in it

A source is `sources/WORK/LANGUAGE.md`, or the Markdown file that the work itself offers. LibreOffice (`soffice`),
poppler (`pdftoppm`) and the Noto fonts must be installed; the same sources give the same text everywhere.
"""

import sys
import tomllib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from making import lines, office, page, scan, sheets, text, tracked  # noqa: E402

two_columns = partial(sheets.save, columns=2)
two_columns_untagged = partial(sheets.save, columns=2, tagged=False)

FILES: dict[str, Callable[..., None]] = {
    "works/safe-consultation/safe-consultation.en.pdf": two_columns,
    "works/safe-consultation/safe-consultation.en.docx": office.save,
    "works/safe-consultation/safe-consultation.fr.pdf": two_columns,
    "works/safe-consultation/safe-consultation.es.docx": office.save,
    "works/safe-consultation/safe-consultation.ru.epub": page.save_book,
    "works/safe-consultation/safe-consultation.ru.pdf": two_columns,
    "works/consultation-in-brief/consultation-in-brief.en.html": page.save_page,
    "works/consultation-in-brief/consultation-in-brief.en.pdf": page.save_print,
    "works/consultation-in-brief/consultation-in-brief.fr.html": page.save_page,
    "works/consultation-in-brief/consultation-in-brief.es.html": page.save_page,
    "works/consultation-in-brief/consultation-in-brief.ru.html": page.save_page,
    "works/consultation-in-brief/consultation-in-brief.ar.html": page.save_page,
    "works/consultation-in-brief/consultation-in-brief.ar.pdf": sheets.save,
    "works/naloxone-position/naloxone-position.en.docx": office.save,
    "works/naloxone-position/naloxone-position.fr.odt": office.save,
    "works/naloxone-position/naloxone-position.es.docx": office.save,
    "works/naloxone-position/naloxone-position.es.pdf": office.save,
    "works/naloxone-position-2024/naloxone-position-2024.en.txt": lines.save_text,
    "works/naloxone-position-2024/naloxone-position-2024-scan.en.pdf": scan.save,
    "works/naloxone-planning/naloxone-planning.en.html": page.save_page,
    "works/naloxone-planning/naloxone-planning.en.pdf": page.save_print,
    "works/naloxone-planning/naloxone-planning.fr.docx": office.save,
    "works/naloxone-planning/naloxone-planning.es.html": page.save_page,
    "works/naloxone-planning/naloxone-planning.ru.odt": office.save,
    "works/read-a-un-draft/read-a-un-draft.en.pdf": two_columns_untagged,
    "works/read-a-un-draft/read-a-un-draft.fr.epub": page.save_book,
    "works/read-a-un-draft/read-a-un-draft.ru.pdf": two_columns,
    "works/three-questions/three-questions.en.srt": lines.save_captions,
    "works/three-questions/three-questions.es.srt": lines.save_captions,
    "works/three-questions/three-questions-script.en.odt": office.save,
    "works/three-questions/three-questions-script.fr.odt": office.save,
    "works/three-questions/three-questions-script.es.docx": office.save,
    "works/three-questions/three-questions-script.ru.odt": office.save,
    "works/written-for-everyone/written-for-everyone.en.epub": page.save_book,
    "works/written-for-everyone/written-for-everyone.fr.odt": office.save,
    "works/publishing-checklist/publishing-checklist.en.html": page.save_page,
    "works/publishing-checklist/publishing-checklist.en.txt": lines.save_text,
    "works/publishing-checklist/publishing-checklist.fr.html": page.save_page,
    "works/publishing-checklist/publishing-checklist.es.html": page.save_page,
    "works/publishing-checklist/publishing-checklist.ru.html": page.save_page,
    "works/publishing-checklist/publishing-checklist.ru.txt": lines.save_text,
    "works/safe-publishing/safe-publishing.en.odt": office.save,
    "works/safe-publishing/safe-publishing.en.pdf": sheets.save,
    "works/safe-publishing/safe-publishing.ru.docx": office.save,
    "works/safe-publishing/safe-publishing.ru.pdf": two_columns,
    "works/safe-publishing/safe-publishing.es.docx": office.save,
    "statements/keep-the-doors-open/keep-the-doors-open.en.docx": partial(office.save, author=""),
}

DRAFTS: dict[str, tuple[str, Callable[..., None]]] = {
    "negotiations/river-declaration/drafts/compilation.docx": ("2026-03-16", tracked.save),
    "negotiations/river-declaration/drafts/rev-2.pdf": ("2026-05-11", sheets.save),
    "negotiations/river-declaration/drafts/silence.html": ("2026-06-12", page.save_page),
    "negotiations/river-declaration/drafts/adopted.docx": ("2026-06-26", tracked.save),
}
"""The states of an invented text in the forms in which people receive them, with their days. Their sources are
`sources/negotiations/PROCESS/DRAFT.md`; the zero draft is Markdown already."""


def source_of(folder: Path, language: str) -> Path:
    """Where the words of an edition stand."""
    places = [
        ROOT / "sources" / folder.name / f"{language}.md",
        folder / f"{folder.name}.{language}.md",
        folder / f"{language}.md",
    ]
    return next(place for place in places if place.is_file())


def day_of(folder: Path, language: str) -> date:
    """The edition's own date, or the record's; its first day where only the month is known."""
    record = next(folder.glob("*.toml"))
    facts = tomllib.loads(record.read_text(encoding="utf-8"))
    given = facts["editions"][language].get("date", facts["date"])
    return date.fromisoformat(f"{given}-01-01"[:10] if len(given) == 4 else f"{given}-01"[:10])


def make(name: str, path: Path) -> None:
    """Make one of FILES or DRAFTS, and put it at `path`."""
    place = ROOT / name
    if name in DRAFTS:
        day, save = DRAFTS[name]
        source = ROOT / "sources" / "negotiations" / place.parents[1].name / f"{place.stem}.md"
        save(text.read(source, "en", date.fromisoformat(day)), path)
        return
    if place.suffix == ".srt":
        lines.save_captions(place.with_suffix(".vtt"), path)
        return
    language = place.suffixes[-2].removeprefix(".")
    day = day_of(place.parent, language)
    FILES[name](text.read(source_of(place.parent, language), language, day), path)


def main() -> None:
    chosen = sys.argv[1:]
    for name in (*FILES, *DRAFTS):
        if not chosen or any(word in name for word in chosen):
            make(name, ROOT / name)
            sys.stdout.write(f"{name}  {(ROOT / name).stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()
