"""An index on disk is shared without being touched."""

import errno
import os
from pathlib import Path

import pytest
from tests.search.shelves import edition

from firsthand.search import open_builder, open_engine
from firsthand.search.protocol import Query


def test_where_there_are_no_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = open_builder(tmp_path / "a")
    builder.add(edition("works/x/en", "Needles."))
    builder.commit()

    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another device")

    monkeypatch.setattr(os, "link", refuse)
    builder = open_builder(tmp_path / "b", previous=tmp_path / "a")
    builder.add(edition("works/y/en", "More needles."))
    builder.commit()
    assert all(file.stat().st_nlink == 1 for file in (tmp_path / "b").iterdir())
    assert open_engine(tmp_path / "b").search(Query("needle")).items == 2
    assert open_engine(tmp_path / "a").search(Query("needle")).items == 1
