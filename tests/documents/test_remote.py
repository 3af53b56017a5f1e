"""Files that are read in a pool, on this machine or on a cluster of Ray, are read as they are here."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.documents import hostile
from tests.pools.machines import QUIET

from firsthand.documents import Limits, UnreadableFileError, Workers
from firsthand.documents.confinement import LINUX
from firsthand.documents.journeys import Outcome
from firsthand.documents.limits import MEBIBYTE
from firsthand.documents.remote import RemoteWorkers
from firsthand.pools import Fallen, Pool, PoolError, open_pool

LIMITS = Limits(cpu=1, memory=200 * MEBIBYTE)
TEXT = "# A heading\n\nNothing about us without us.\n"


@pytest.fixture(scope="module", params=["local", pytest.param("ray", marks=pytest.mark.slow)])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)
        if request.param == "ray":
            pytest.importorskip("ray", reason="ray is not installed")
            # Another test may have imported it already, which is when it looks at its environment.
            patch.setattr("ray._private.ray_constants.ENABLE_RAY_CLUSTER", False)
        with open_pool(request.param, count=2, address="local" if request.param == "ray" else None) as pool:
            yield pool


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Files that can be read, such as can't, and such as do harm."""
    contents = {
        "good.md": TEXT.encode(),
        "другой.txt": "Ничего о нас без нас.".encode("cp1251"),
        "damaged.pdf": b"%PDF-1.7\nand nothing more",
        "mislabelled.docx": b"%PDF-1.7\nand nothing more",
        "empty.html": b"",
        "unknown.xyz": b"Who knows?",
    }
    if LINUX:
        contents |= {
            "endless.pdf": hostile.form_that_draws_itself(),
            "bomb.pdf": hostile.deflate_bomb(250 * MEBIBYTE),
            os.fsdecode(b"no letter \xff.md"): TEXT.encode(),
        }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.md").mkdir()
    return [tmp_path / "missing.md", *sorted(tmp_path.iterdir())]


def comparable(outcomes: Iterator[tuple[Path, Outcome]]) -> dict[Path, object]:
    return {
        path: (outcome.reason, str(outcome)) if isinstance(outcome, UnreadableFileError) else outcome
        for path, outcome in outcomes
    }


def test_every_file_gives_the_same_document_or_the_same_sentence(pool: Pool, paths: list[Path]) -> None:
    with Workers(2, LIMITS) as workers:
        here = comparable(workers.read(paths))
    assert comparable(RemoteWorkers(pool, LIMITS).read(paths)) == here
    assert len(here) == len(paths)


def test_a_pool_with_other_readers_is_not_used(pool: Pool, paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.documents.remote.READER_VERSION", "another")
    with pytest.raises(PoolError, match="has other readers of files"):
        list(RemoteWorkers(pool).read(paths))


class Deadly:
    """A pool in which every process dies over every item."""

    breadth, ready = 1, True

    def map(self, step: Callable[[object], object], items: Iterator[object], **_: object) -> Iterator[object]:
        yield from ((number, Fallen(3)) for number, _ in enumerate(items))


def test_a_file_over_which_every_process_dies_is_told_as_it_is_here(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(TEXT)
    deadly: Pool = Deadly()  # type: ignore[assignment]
    ((path, outcome),) = RemoteWorkers(deadly).read([tmp_path / "good.md"])
    assert path == tmp_path / "good.md"
    assert isinstance(outcome, UnreadableFileError)
    assert outcome.reason == "crashed"
    assert str(outcome).startswith("The reading of this file broke off. ")


def test_nothing_stays_where_a_file_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.md").write_text(TEXT)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    with open_pool(count=1) as pool:
        ((_, outcome),) = RemoteWorkers(pool).read([tmp_path / "good.md"])
    assert not isinstance(outcome, UnreadableFileError)
    assert list((tmp_path / "temporary").iterdir()) == []
