"""Files that kill, hang or fill their reader cost one file each, and the next is read."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from tests.documents import hostile
from tests.programs import started

from firsthand.documents import Document, Limits, UnreadableFileError, Workers, read
from firsthand.documents.confinement import LINUX, lacks, landlock
from firsthand.documents.limits import MEBIBYTE
from firsthand.documents.model import plain
from firsthand.documents.warming import tiny_files

LIKE_OTHERS = {"federal-register-three-columns.pdf", "un-jiu-report-tagged.pdf", "un-women-commission-report.pdf"}
"""Long reports that take half of the time of all samples, and have nothing that others have not."""

ON_LINUX = pytest.mark.skipif(not LINUX, reason="looks into /proc")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.md"
    path.write_text("# A heading\n\nNothing about us without us.\n")
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    path = tmp_path / "endless.pdf"
    path.write_bytes(hostile.form_that_draws_itself())
    return path


def outcomes(workers: Workers, *paths: Path, limits: Limits | None = None) -> dict[str, str]:
    """The reason for each file, or the heading that was read."""
    return {path.name: said(outcome) for path, outcome in workers.read(paths, limits)}


def said(outcome: Document | UnreadableFileError) -> str:
    if isinstance(outcome, UnreadableFileError):
        assert str(outcome).endswith((".", "'firsthand[library]'"))
        return outcome.reason
    return plain(next(outcome.walk()).heading)


def here(path: Path, limits: Limits) -> Document | UnreadableFileError:
    try:
        return read(path, limits=limits, isolated=False)
    except UnreadableFileError as error:
        return error


def process(workers: Workers) -> int:
    assert workers._worker
    return workers._worker._process.pid


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def rest(workers: Workers, good: Path) -> None:
    """Let the process that reads start, if it has not, and its children end."""
    list(workers.read([good]))
    assert _settles(lambda: children(process(workers)), [])


def wait_for_child(workers: Workers) -> int:
    for _ in range(12_000):
        if found := children(process(workers)):
            return found[0]
        time.sleep(0.005)
    raise AssertionError("no child was forked")


def test_a_file_read_in_isolation_is_the_same_document(good: Path) -> None:
    assert read(good) == read(good, isolated=False)


def test_a_tiny_file_of_each_kind_gives_the_same_document_in_isolation(tmp_path: Path, workers: Workers) -> None:
    for data, name in tiny_files():
        (tmp_path / name).write_bytes(data)
    found = dict(workers.read(sorted(tmp_path.iterdir())))
    assert len(found) == 9
    assert found == {path: read(path, isolated=False) for path in found}


def test_real_files_of_every_kind_give_the_same_document_or_error_in_isolation(samples: Path, workers: Workers) -> None:
    """So a child lacks nothing that the readers load late: modules, codecs, picture formats, the language model."""
    limits = Limits(scans=0)
    paths = sorted(path for path in samples.iterdir() if path.name not in LIKE_OTHERS)
    for path, outcome in workers.read(paths, limits):
        expected = here(path, limits)
        if isinstance(expected, UnreadableFileError):
            assert said(outcome) == expected.reason, path.name
        else:
            assert outcome == expected, path.name


def test_old_encodings_can_be_read_where_no_file_can_be_opened(tmp_path: Path, workers: Workers) -> None:
    texts = {"cp1251": "Ничего о нас без нас.", "shift_jis": "私たち抜きに決めないで。", "gb18030": "没有我们的参与。"}
    for codec, text in texts.items():
        page = f'<meta charset="{codec}"><h1>{text}</h1>'
        (tmp_path / f"{codec}.html").write_bytes(page.encode(codec))
    read_texts = outcomes(workers, *tmp_path.iterdir())
    assert read_texts == {f"{codec}.html": text for codec, text in texts.items()}


def test_a_file_that_takes_too_much_work_is_given_up_and_the_next_is_read(
    endless: Path, good: Path, workers: Workers
) -> None:
    limits = Limits(cpu=1, memory=4096 * MEBIBYTE)
    assert outcomes(workers, endless, good, limits=limits) == {"endless.pdf": "timed-out", "good.md": "A heading"}


def test_a_file_that_takes_too_long_by_the_clock_is_given_up(endless: Path, good: Path, workers: Workers) -> None:
    limits = Limits(wall=1)
    assert outcomes(workers, endless, good, limits=limits) == {"endless.pdf": "timed-out", "good.md": "A heading"}


@ON_LINUX
@pytest.mark.parametrize("attack", ["form", "deflate"])
def test_a_file_that_fills_the_memory_is_given_up(attack: str, tmp_path: Path, good: Path, workers: Workers) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(hostile.form_that_draws_itself() if attack == "form" else hostile.deflate_bomb(200 * MEBIBYTE))
    assert path.stat().st_size < 8192
    limits = Limits(memory=150 * MEBIBYTE)
    assert outcomes(workers, path, good, limits=limits) == {"bomb.pdf": "out-of-memory", "good.md": "A heading"}


def test_a_file_with_more_text_than_one_may_have_is_refused(good: Path, workers: Workers) -> None:
    assert outcomes(workers, good, limits=Limits(characters=20)) == {"good.md": "too-large"}


def test_a_file_whose_document_is_too_large_to_hand_over_is_refused(good: Path, workers: Workers) -> None:
    assert outcomes(workers, good, limits=Limits(output=100)) == {"good.md": "too-large"}


@ON_LINUX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGBUS, signal.SIGSYS])
def test_a_reader_that_dies_costs_its_file_only(
    number: signal.Signals, endless: Path, good: Path, workers: Workers
) -> None:
    def strike() -> None:
        os.kill(wait_for_child(workers), number)

    rest(workers, good)
    thread = threading.Thread(target=strike)
    thread.start()
    ((_, outcome),) = workers.read([endless], Limits(memory=16 << 30))
    thread.join()
    assert said(outcome) == "crashed"
    assert outcomes(workers, good) == {"good.md": "A heading"}


@ON_LINUX
def test_when_the_process_that_reads_dies_it_is_started_anew(good: Path, endless: Path) -> None:
    with Workers(1, Limits(cpu=1, memory=4096 * MEBIBYTE)) as workers:
        list(workers.read([good]))
        first = process(workers)
        os.kill(first, signal.SIGKILL)
        assert outcomes(workers, good) == {"good.md": "A heading"}
        assert process(workers) != first


@ON_LINUX
def test_a_file_that_was_being_read_when_the_process_died_is_tried_again(endless: Path, good: Path) -> None:
    with Workers(1, Limits(cpu=1, memory=4096 * MEBIBYTE)) as workers:
        rest(workers, good)
        first = process(workers)

        def strike() -> None:
            wait_for_child(workers)
            os.kill(first, signal.SIGKILL)

        thread = threading.Thread(target=strike)
        thread.start()
        assert outcomes(workers, endless, good) == {"endless.pdf": "timed-out", "good.md": "A heading"}
        thread.join()


@ON_LINUX
def test_hundreds_of_files_leave_no_process_and_no_open_file(good: Path, endless: Path) -> None:
    with Workers(4, Limits(wall=0.2)) as workers:
        list(workers.read([good]))
        gc.collect()
        ours, theirs = Path("/proc/self/fd"), Path(f"/proc/{process(workers)}/fd")
        before = len(list(ours.iterdir())), len(list(theirs.iterdir()))
        paths = [good.parent / "missing", good, endless, good.parent] + [good] * 300
        assert sum(1 for _ in workers.read(paths)) == len(paths)
        assert len(list(ours.iterdir())) <= before[0]  # what other tests left may have been closed meanwhile
        assert _settles(lambda: (len(list(theirs.iterdir())), children(process(workers))), (before[1], []))


@ON_LINUX
def test_a_reading_that_is_abandoned_ends_its_children(good: Path, endless: Path) -> None:
    with Workers(3) as workers:
        reading = workers.read([endless, endless, good, good])
        assert said(next(reading)[1]) == "A heading"
        assert children(process(workers))
        reading.close()
        assert _settles(lambda: children(process(workers)), [])


def test_time_that_the_caller_takes_is_not_held_against_the_files(tmp_path: Path, workers: Workers) -> None:
    # More than a pipe holds, so that the second child must wait for us.
    large = tmp_path / "large.txt"
    large.write_text("Many words about nothing in particular, one after another. " * 5_000)
    limits = Limits(wall=2)
    reading = workers.read([large, large], limits)
    reasons = [said(next(reading)[1])]
    time.sleep(2.3)
    assert [*reasons, *(said(outcome) for _, outcome in reading)] == ["", ""]


def test_several_threads_may_read_at_once(good: Path, workers: Workers) -> None:
    found: list[str] = []

    def some() -> None:
        found.extend(said(outcome) for _, outcome in workers.read([good] * 20))

    threads = [threading.Thread(target=some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["A heading"] * 80


def test_paths_are_taken_as_they_are_needed(good: Path, workers: Workers) -> None:
    taken = 0

    def endlessly() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield good

    assert len(list(islice(workers.read(endlessly()), 5))) == 5
    assert taken < 10


@ON_LINUX
def test_the_process_that_reads_has_one_thread_and_none_of_our_secrets(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_SECRET", "hidden")
    with Workers(1) as workers:
        list(workers.read([good]))
        place = Path(f"/proc/{process(workers)}")
        assert len(list((place / "task").iterdir())) == 1
        assert b"hidden" not in (place / "environ").read_bytes()


@ON_LINUX
def test_a_child_has_given_up_all_that_it_does_not_need(good: Path, endless: Path, workers: Workers) -> None:
    rest(workers, good)
    reading = workers.read([endless, good])
    thread = threading.Thread(target=lambda: next(reading))
    thread.start()
    place = Path(f"/proc/{wait_for_child(workers)}")
    status = _until(place / "status", "NoNewPrivs:\t1")
    limits = _until(place / "limits", "Max open files            0")
    open_files = len(list((place / "fd").iterdir()))
    thread.join()
    reading.close()
    assert "Threads:\t1" in status
    assert "Max core file size        0                    0" in limits
    assert "Max file size             0                    0" in limits
    assert "Max processes             0                    0" in limits
    assert open_files == 5


def _settles(look: Callable[[], object], expected: object) -> bool:
    """Whether what we look at becomes as expected within a minute."""
    for _ in range(12_000):
        if look() == expected:
            return True
        time.sleep(0.005)
    return False


def _until(path: Path, sign: str) -> str:
    for _ in range(30_000):
        if sign in (text := path.read_text()):
            return text
        time.sleep(0.002)
    raise AssertionError(text)


TRIES = """
import ctypes, os, signal, socket, sys, threading
from firsthand.documents.confinement import confine
from firsthand.documents.limits import Limits
libc = ctypes.CDLL(None)
def asks(number):
    if libc.syscall(number) < 0:
        raise OSError
tries = {
    "open": lambda: open("/etc/hostname"),
    "list": lambda: os.listdir("/"),
    "look": lambda: os.stat("/etc/hostname"),
    "write": lambda: open("/tmp/firsthand-must-not-be", "w"),
    "remove": lambda: os.unlink(sys.argv[1]),
    "connect": lambda: socket.socket(),
    "run": lambda: os.execv(sys.executable, [sys.executable, "-c", "print('ran')"]),
    "fork": lambda: os.fork() or os._exit(0),
    "thread": lambda: threading.Thread(target=int).start(),
    "kill": lambda: os.kill(parent, 0),
    "ptrace": lambda: libc.ptrace(0, 0, 0, 0),
    "mount": lambda: libc.mount(b"a", b"/", b"tmpfs", 0, None),
    "pipe": lambda: os.pipe(),
}
for name, attempt in tries.items():
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        confine(Limits(), parent)
        try:
            attempt()
        except (OSError, RuntimeError):
            os._exit(7)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    ended = "killed" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGSYS else ""
    print(name, "refused" if status == 7 << 8 else ended or f"DONE {status}")
"""


@pytest.mark.skipif(bool(lacks()) or landlock() < 6, reason="this system has no Landlock or seccomp, or an early one")
def test_a_confined_process_can_open_write_remove_connect_run_and_signal_nothing(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.touch()
    told = subprocess.run([sys.executable, "-c", TRIES, victim], capture_output=True, text=True, timeout=60)
    refused = ["open", "list", "look", "write", "remove", "fork", "thread", "kill", "pipe"]
    killed = ["connect", "run", "ptrace", "mount"]
    expected = dict.fromkeys(refused, "refused") | dict.fromkeys(killed, "killed")
    assert dict(line.split(maxsplit=1) for line in told.stdout.splitlines()) == expected, told.stderr
    assert victim.exists()


@pytest.mark.skipif(landlock() < 6, reason="this kernel has no Landlock, or an early one")
def test_without_libseccomp_paths_and_network_are_denied_all_the_same(tmp_path: Path) -> None:
    without = TRIES.replace(
        "libc = ", "from firsthand.documents import syscalls; syscalls.make_filter = lambda: None; libc = "
    )
    told = subprocess.run(
        [sys.executable, "-c", without, tmp_path / "none"], capture_output=True, text=True, timeout=60
    )
    found = dict(line.split(maxsplit=1) for line in told.stdout.splitlines())
    assert {found[name] for name in ("open", "list", "write", "remove", "connect", "run", "kill")} == {"refused"}


WAITS = """
import sys
from pathlib import Path
from firsthand.documents import Workers
with Workers(1) as workers:
    list(workers.read([Path(sys.argv[1])]))
    print(workers._worker._process.pid, flush=True)
    list(workers.read([Path(sys.argv[2])]))
"""


@ON_LINUX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_when_we_are_ended_so_is_all_that_reads_for_us(number: signal.Signals, good: Path, endless: Path) -> None:
    with started([sys.executable, "-c", WAITS, good, endless]) as ours:
        assert ours.stdout
        reads = Path("/proc", ours.stdout.readline().strip())
        assert _settles(lambda: bool(children(int(reads.name))), True)
        child = Path("/proc", str(children(int(reads.name))[0]))
        ours.send_signal(number)
        ours.wait(60)
    assert _settles(lambda: (reads.exists(), child.exists()), (False, False))


def test_a_process_that_cannot_start_says_so(
    good: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "path", ["/nowhere"])
    with Workers(1) as workers, pytest.raises(OSError, match="could not be started"):
        list(workers.read([good]))
    assert "ModuleNotFoundError" in capfd.readouterr().err
