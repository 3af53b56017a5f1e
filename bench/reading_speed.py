"""Pages per second of reading PDF files with all their structure, beside PDFium's bare text and pdfplumber's text.

One process, processor time, interleaved. "All" is all of a reading but that its figures are found and not painted;
"words" is the same without the look at pictures for text that is drawn and not written; "calls" is all, with PDFium
asked call by call; "painted" is all, with figures painted. The aggregate is all time for bare text by all of ours, so
that long files weigh more; the median is of the files. Then memory and time over 100, 300 and 1,000 pages, each in a
process of its own.
"""

import io
import logging
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

import pypdfium2
import typst

from firsthand.documents import UnreadableFileError
from firsthand.documents.pdf import calls, judging, pages, read
from firsthand.documents.pdf.answers import Asker

ROUNDS = 3
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "documents"
LENGTHS = (100, 300, 1_000)
_SLOW_PAGES = 4
"""How many pages pdfplumber reads of each file, from all parts of it, since it takes so long."""
_TARGETS = "targets: 0.25 with the shim and 0.08 by calls, 15 times pdfplumber, 300 MB for 1,000 pages"
_SENTENCES = (
    "Nothing about us without us, and nothing for us that was made without asking us first. ",
    "The network asked four hundred people in nine cities what would keep them safe, and wrote down the answers. ",
    "Representatives of neighbourhood organisations subsequently evaluated the recommendations. ",
)


class Times(NamedTuple):
    """Seconds for a file."""

    bare: float
    everything: float
    words: float
    calls: float
    painted: float
    plumbed: float

    def ratios(self) -> tuple[float, ...]:
        """How many pages are read while bare text is taken from one, in each way; and for one that pdfplumber reads."""
        ours = (self.everything, self.words, self.calls, self.painted)
        return (*(self.bare / seconds for seconds in ours), self.plumbed / self.everything)


def main() -> None:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    print(f"ms of processor time for a page; ratios of pages in a second ({_TARGETS})\n")
    print(
        f"{'file':38} {'pages':>5} {'bare':>7} {'all':>7}   {'all':>7} {'words':>7} {'calls':>7} {'painted':>7} "
        f"{'x plumber':>9}"
    )
    times = [found for name, data in _files() if (found := _compare(name, data, pdfplumber.open)) is not None]
    total = Times(*(sum(column) for column in zip(*times, strict=True)))
    columns = list(zip(*(found.ratios() for found in times), strict=True))
    print(f"{'aggregate':60}   " + _shown(total.ratios()))
    print(f"{'median':60}   " + _shown(map(median, columns)))
    print(f"{'least':60}   " + _shown(map(min, columns)))
    print()
    for length in LENGTHS:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            for step in ("make", "read"):
                command = [sys.executable, "-m", "bench.reading_speed", step, str(length), file.name]
                print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)


def _files() -> list[tuple[str, bytes]]:
    found = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.glob("*.pdf"))]
    return [*found, ("report of 40 pages in two columns", make_report(40))]


def make_report(length: int) -> bytes:
    """A tagged report with headings, notes and tables, of so many pages."""
    parts = []
    for number in range(1, length + 1):
        prose = "\n\n".join(f"({number}.{at}) " + "".join(_SENTENCES) * 2 for at in range(6))
        parts.append(
            f"= Chapter {number}\n{prose}#footnote[The method of part {number} is described in the annex.]\n"
            f"- {_SENTENCES[0]}\n- {_SENTENCES[1]}\n\n"
            f"#table(columns: 3, [*City*], [*Asked*], [*Year*], [Lisboa], [{number}], [2023], [Kyiv], [95], [2024])\n"
            "#pagebreak(weak: true)\n"
        )
    head = '#set page(paper: "a4", columns: 2, footer: context counter(page).display())\n#set text(size: 9pt)\n'
    return typst.compile((head + "#set par(justify: true)\n" + "\n".join(parts)).encode(), format="pdf")


def _compare(name: str, data: bytes, plumb: Callable[..., object]) -> Times | None:
    try:
        count = _read_bare(data)
        letters = sum(len(page) for page in _bare_pages(data))
    except pypdfium2.PdfiumError:
        return None
    if not letters:
        return None
    ways: tuple[Callable[[], object], ...] = (
        lambda: _read_bare(data),
        lambda: _read_ours(data, pages.make_asker),
        lambda: _read_ours(data, pages.make_asker, lost_ink=False),
        lambda: _read_ours(data, calls.Calls),
        lambda: _read_ours(data, pages.make_asker, pictures=True),
    )
    rounds = [[_timed(way) for way in ways] for _ in range(ROUNDS)]
    plumbed = _timed(lambda: _read_plumbed(data, plumb)) / min(count, _SLOW_PAGES) * count
    times = Times(*map(min, zip(*rounds, strict=True)), plumbed)
    bare, ours = _per(times.bare, count), _per(times.everything, count)
    print(f"{name[:38]:38} {count:5} {bare:7.2f} {ours:7.2f}   {_shown(times.ratios())}", flush=True)
    return times


def _shown(ratios: Iterable[float]) -> str:
    *ours, plumbed = ratios
    return " ".join(f"{ratio:7.3f}" for ratio in ours) + f" {plumbed:9.0f}"


def _per(seconds: float, count: int) -> float:
    return 1000 * seconds / count


def _timed(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def _bare_pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return texts


def _read_bare(data: bytes) -> int:
    return len(_bare_pages(data))


def _read_ours(data: bytes, asker: Callable[[], Asker], *, lost_ink: bool = True, pictures: bool = False) -> None:
    usual = pages.make_asker, judging.find_lost_ink
    pages.make_asker = asker
    if not lost_ink:
        judging.find_lost_ink = lambda *_: {}
    try:
        read(data, pictures=pictures)
    except UnreadableFileError:
        pass
    finally:
        pages.make_asker, judging.find_lost_ink = usual


def _read_plumbed(data: bytes, plumb: Callable[..., object]) -> None:
    with plumb(io.BytesIO(data)) as document:  # type: ignore[attr-defined]
        count = len(document.pages)
        for at in range(min(count, _SLOW_PAGES)):
            document.pages[at * count // min(count, _SLOW_PAGES)].extract_text()


def _peak() -> int:
    """The most memory that this process had, in MB. What the system says elsewhere counts the parent's in."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM:")) // 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000_000


def measure_length(data: bytes) -> None:
    """In a process of its own: time and memory for one file."""
    seconds = _timed(lambda: _read_ours(data, pages.make_asker))
    peak = _peak()
    bare = _timed(lambda: _read_bare(data))
    count = _read_bare(data)
    print(f"{count:6,} pages: {_per(seconds, count):6.2f} ms a page, {bare / seconds:.2f} of bare, {peak} MB at most")


def run(step: str, length: str, path: str) -> None:
    if step == "make":
        Path(path).write_bytes(make_report(int(length)))
    else:
        measure_length(Path(path).read_bytes())


if __name__ == "__main__":
    run(*sys.argv[1:])
