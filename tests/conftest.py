"""What every room's tests share: where the sample files lie, and that on a build server nothing is left out."""

import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# Timings are asserted nowhere. Examples are others in each run, so that many runs look at more than one long one.
settings.register_profile("house", deadline=None, max_examples=40)
settings.load_profile("house")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Shells start what runs in the background deaf to Ctrl+C, and so would be every program that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES_ABSENT = "the shared sample files are not on this machine"


SHARING = ("front", "search/opensearch", "pools")
"""Folders whose tests share what is dear to start: a served library, a cluster."""
IN_A_BROWSER = "front, in a browser"
"""Two thirds of what `front` takes: apart from the rest, so that two processes share it."""
LONGEST = (
    IN_A_BROWSER,
    "front",
    "pools",
    "documents/test_isolation.py",
    "cli/test_publish_on_ray.py",
    "search/opensearch",
    "reading/test_gold.py",
    "wording/lsp/test_server.py",
    "release/test_crash.py",
    "release/test_following.py",
    "documents/test_remote.py",
    "privacy/test_life.py",
    "exports/test_epub.py",
    "wording/test_guides.py",
)
"""What takes longest is begun first: begun last, it would leave all other processes without work."""


class ByFile(LoadScopeScheduling):
    """Where several processes run the tests, those of a file stay together, and those of a folder that shares much."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0].removeprefix("tests/")
        if file.startswith("front/") and file.endswith("_browser.py"):
            return IN_A_BROWSER
        return next((folder for folder in SHARING if file.startswith(f"{folder}/")), file)

    def _assign_work_unit(self, node: WorkerController) -> None:
        if first := next((scope for scope in LONGEST if scope in self.workqueue), None):
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


@pytest.fixture(scope="session")
def read_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of what was read of the demonstration, shared by all processes of a run: each file is read once."""
    here = tmp_path_factory.getbasetemp()
    return (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "read-before"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real files of many makers, kept beside the project and not in it."""
    folder = SHARED / "samples" / "documents"
    if not folder.is_dir():
        pytest.skip(SAMPLES_ABSENT)
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On a build server a test that was skipped because a program is missing has failed: `.ci/run` must install it."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if SAMPLES_ABSENT not in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped on a build server: {reason}"
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: a good part of the tests waits for a browser, a server or a JVM."""
    return (os.cpu_count() or 1) + 1
