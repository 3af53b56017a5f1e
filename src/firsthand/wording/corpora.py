"""Corpora on the disk, cut into pieces that fit into memory and can be counted apart: Parquet, JSON lines, folders.

Knows files and processes; what is counted of a text is `corpus`'s.
"""

import gzip
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.wording.corpus import Counts, Numbers, count, kept_checker
from firsthand.wording.folders import Patterns, files
from firsthand.wording.guide import LANGUAGES
from firsthand.wording.settings import Settings

PARQUET = frozenset({".parquet", ".pq"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})

_ROWS = 256
_BYTES = 4 << 20
_FILES = 16
_WAITING = 3
"""Pieces that wait for each process."""


class CorpusError(ValueError):
    """A corpus that can't be read; the message says which and why."""


class Fields(Struct, frozen=True):
    """Which columns have what."""

    text: str = "text"
    language: str | None = None
    year: str | None = None

    def names(self) -> list[str]:
        return [name for name in (self.text, self.language, self.year) if name]


class Plan(Struct, frozen=True):
    """How pieces are counted; sent to every process."""

    fields: Fields = Fields()
    guide: str = "house"
    languages: tuple[str, ...] = LANGUAGES
    settings: Settings = Settings()
    """For files, which can suppress findings."""


class Piece(Struct, frozen=True):
    """Some rows, or some files."""

    size: int
    """Bytes on the disk, as a measure of how far the work is."""
    rows: dict[str, list[Any]] | None = None
    paths: tuple[Path, ...] = ()


class Counted(Struct, frozen=True):
    counts: Counts
    size: int
    unread: tuple[tuple[str, str], ...] = ()
    """Files that can't be read, and why."""


def size_of(paths: Iterable[Path], exclude: Patterns) -> int:
    """Bytes of all that is to be counted."""
    return sum(path.stat().st_size for path in files(list(paths), exclude) if path.is_file())


def pieces(paths: Sequence[Path], fields: Fields, exclude: Patterns) -> Iterator[Piece]:
    """Cut corpora into pieces. Raises CorpusError."""
    waiting: list[Path] = []
    for path in files(paths, exclude):
        suffix = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()
        if suffix in PARQUET:
            yield from _parquet(path, fields)
        elif suffix in JSON_LINES:
            yield from _json_lines(path, fields)
        else:
            waiting.append(path)
            if len(waiting) == _FILES:
                yield _of_files(waiting)
                waiting = []
    if waiting:
        yield _of_files(waiting)


def _of_files(paths: list[Path]) -> Piece:
    return Piece(sum(path.stat().st_size for path in paths if path.is_file()), paths=tuple(paths))


def _parquet(path: Path, fields: Fields) -> Iterator[Piece]:
    try:
        import pyarrow as pa  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise CorpusError(f"{path}: Parquet files need pyarrow: pip install 'firsthand[corpus]'.") from error
    try:
        with parquet.ParquetFile(path) as file:
            _refuse_missing(path, fields, file.schema_arrow.names)
            rows = max(1, file.metadata.num_rows)
            for batch in file.iter_batches(batch_size=_ROWS, columns=fields.names()):
                yield Piece(path.stat().st_size * batch.num_rows // rows, batch.to_pydict())
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"{path} can't be read: {error}.") from error


def _json_lines(path: Path, fields: Fields) -> Iterator[Piece]:
    """Lines as they come. A line may lack the text, and is no text then; but one of them must have it."""
    squeezed = path.suffix == ".gz"
    rows: dict[str, list[Any]] = {name: [] for name in fields.names()}
    size, found = 0, False
    try:
        with gzip.open(path, "rb") if squeezed else path.open("rb") as file:
            for record, length in _records(path, file):
                found = found or fields.text in record
                for name, column in rows.items():
                    column.append(record.get(name))
                size += length
                if size >= _BYTES:
                    yield Piece(0 if squeezed else size, rows)
                    rows, size = {name: [] for name in rows}, 0
    except (OSError, EOFError) as error:
        raise CorpusError(f"{path} can't be read: {error}.") from error
    if not found and path.stat().st_size:
        _refuse_missing(path, fields, ())
    yield Piece(path.stat().st_size if squeezed else size, rows)


def _records(path: Path, file: Iterable[bytes]) -> Iterator[tuple[dict[str, Any], int]]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                yield decoder.decode(line), len(line)
            except msgspec.DecodeError as error:
                raise CorpusError(f"{path}, line {number:,}: {error}.") from error


def _refuse_missing(path: Path, fields: Fields, names: Sequence[str]) -> None:
    missing = [name for name in fields.names() if name not in names]
    if missing:
        there = f" It has: {', '.join(names)}." if names else ""
        raise CorpusError(f"{path} has no field “{missing[0]}”.{there}")


def count_piece(piece: Piece, plan: Plan) -> Counted:
    """What is found in a piece; runs in any process."""
    if piece.rows is None:
        return _count_files(piece, plan)
    fields = plan.fields
    options: dict[str, Any] = {"text": fields.text, "language": fields.language, "year": fields.year}
    return Counted(count(piece.rows, **options, guide=plan.guide, languages=plan.languages), piece.size)


def _count_files(piece: Piece, plan: Plan) -> Counted:
    from firsthand.wording.examination import Examiner, Unread

    examiner = Examiner(
        kept_checker(plan.guide, plan.languages),
        plan.settings,
        language=plan.languages[0] if len(plan.languages) == 1 else None,
    )
    numbers, unread = Numbers(), []
    for outcome in examiner.files(piece.paths):
        if isinstance(outcome, Unread):
            unread.append((outcome.name, outcome.reason))
        else:
            numbers.add(outcome.text, outcome.findings, outcome.language, outcome.year)
    return Counted(numbers.table(), piece.size, tuple(unread))


def counted(work: Iterator[Piece], plan: Plan, jobs: int) -> Generator[Counted, None, None]:
    """Count pieces, several at once; what waits is little, however large the corpus is. Raises CorpusError."""
    if jobs == 1:
        yield from (count_piece(piece, plan) for piece in work)
        return
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        waiting: set[Future[Counted]] = set()
        try:
            for piece in work:
                waiting.add(pool.submit(count_piece, piece, plan))
                if len(waiting) >= jobs * _WAITING:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
