"""What every room's tests share: where the sample files lie, and that on a build server nothing is left out."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # timings are asserted nowhere
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES_ABSENT = "the shared sample files are not on this machine"


SHARING = ("front", "search/opensearch", "pools")
"""Folders whose tests share what is dear to start: a served library and a browser, a cluster."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes run the tests, those of a file stay together, and those of a folder that shares much."""
    for item in items:
        file = item.path.relative_to(ROOT / "tests").as_posix()
        group = next((folder for folder in SHARING if file.startswith(f"{folder}/")), file)
        item.add_marker(pytest.mark.xdist_group(group))


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
