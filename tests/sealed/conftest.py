"""Keys are locked with little effort here: no setting of the program can do that, only a test that reaches in."""

import pytest

from firsthand.sealed import keys


@pytest.fixture
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "EFFORT", keys.Effort(1, 8_192))
