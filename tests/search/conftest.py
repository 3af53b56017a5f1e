from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

import pytest

from firsthand.search import open_builder, open_engine
from firsthand.search.protocol import Engine, Entry


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Engine]:
    """Index entries and open the index."""
    numbers = count()

    def make(entries: Iterable[Entry], thesaurus: bytes = b"") -> Engine:
        path = tmp_path / f"index-{next(numbers)}"
        builder = open_builder(path, thesaurus=thesaurus)
        builder.add(entries)
        builder.commit()
        return open_engine(path)

    return make
