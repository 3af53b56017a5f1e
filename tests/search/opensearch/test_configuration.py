"""What the environment says of a cluster is understood, or it is said which setting is wrong, never what was in it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.search import BrokenIndexError
from firsthand.search.opensearch.configuration import Configuration, Node, configured


def test_nothing_set_is_no_cluster() -> None:
    assert configured({}) is None
    assert configured({"FIRSTHAND_OPENSEARCH": "  "}) is None


def test_addresses_stand_between_spaces_with_who_asks() -> None:
    found = configured({"FIRSTHAND_OPENSEARCH": "http://127.0.0.1 https://ana:p%40ss@search.example.org:9443/os"})
    assert found == Configuration(
        (Node("127.0.0.1"), Node("search.example.org", 9443, tls=True, path="os", user="ana", password="p@ss"))
    )


def test_shards_replicas_and_the_name_of_the_library_can_be_set() -> None:
    found = configured(
        {
            "FIRSTHAND_OPENSEARCH": "http://a",
            "FIRSTHAND_OPENSEARCH_LIBRARY": "inpud",
            "FIRSTHAND_OPENSEARCH_SHARDS": "6",
            "FIRSTHAND_OPENSEARCH_REPLICAS": "1-all",
        }
    )
    assert found is not None
    assert (found.library, found.shards, found.replicas) == ("inpud", 6, "1-all")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("FIRSTHAND_OPENSEARCH", "127.0.0.1:9200"),
        ("FIRSTHAND_OPENSEARCH", "ftp://ana:secret@a"),
        ("FIRSTHAND_OPENSEARCH", "http://ana:secret@a:port"),
        ("FIRSTHAND_OPENSEARCH", "http://ana:secret@[a"),
        ("FIRSTHAND_OPENSEARCH", "http://a/?key=secret"),
        ("FIRSTHAND_OPENSEARCH_LIBRARY", "Secret.name"),
        ("FIRSTHAND_OPENSEARCH_LIBRARY", "*"),
        ("FIRSTHAND_OPENSEARCH_SHARDS", "0"),
        ("FIRSTHAND_OPENSEARCH_SHARDS", "secret"),
        ("FIRSTHAND_OPENSEARCH_SHARDS", "9" * 5_000),
        ("FIRSTHAND_OPENSEARCH_REPLICAS", "secret"),
    ],
)
def test_what_cant_be_understood_is_named_but_not_repeated(setting: str, value: str) -> None:
    with pytest.raises(BrokenIndexError, match=f"^{setting} can't be understood") as raised:
        configured({"FIRSTHAND_OPENSEARCH": "http://a", setting: value})
    assert "secret" not in str(raised.value).lower()


@given(st.text(), st.sampled_from(["", "_LIBRARY", "_SHARDS", "_REPLICAS"]))
def test_any_setting_is_understood_or_refused(value: str, which: str) -> None:
    setting = f"FIRSTHAND_OPENSEARCH{which}"
    with suppress(BrokenIndexError):
        found = configured({"FIRSTHAND_OPENSEARCH": "http://a", setting: value})
        assert found is None or (found.nodes and 1 <= found.shards <= 1_024 and "." not in found.library)


def test_a_password_is_never_printed() -> None:
    found = configured({"FIRSTHAND_OPENSEARCH": "https://ana:secret@search.example.org"})
    assert "secret" not in repr(found)
    assert "secret" not in str(found)
