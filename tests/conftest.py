"""What every room's tests share: where the sample files lie."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real files of many makers, kept beside the project and not in it."""
    folder = SHARED / "samples" / "documents"
    if not folder.is_dir():
        pytest.skip("the shared sample files are not on this machine")
    return folder
