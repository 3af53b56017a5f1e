"""What every address of a library has been, from its first release on."""

import sqlite3
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.catalogue.records import Contribution, Edition, Party, Role, Text, Theme, Work
from firsthand.release import Built, Life, Release, Stretch, build
from firsthand.release.changes import Standing
from firsthand.release.history import carry_on, moment_after, written
from firsthand.release.records import CATALOGUE

WORK = Work("w", "report", (Edition("en", "A record alone"),))
EVER = datetime(2026, 1, 1, tzinfo=UTC)


def publish(shelf: Shelf, library: Path) -> Built:
    return build(shelf, library, open_index=Index, keep=20)


def lives(library: Path, stretch: Stretch = Stretch()) -> dict[str, Life]:  # noqa: B008 - it is frozen
    release = Release.open(library)
    found = {life.address: life for life in release.history(stretch)}
    assert release.history_count(stretch) == len(found)
    release.close()
    return found


def test_what_changes_gets_the_time_of_its_release_and_the_rest_keeps_its_own(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    shelf.put("blue", paragraphs("Two."))
    publish(shelf, library)
    first = lives(library)
    shelf.put("blue", paragraphs("Two, corrected."))
    publish(shelf, library)
    second = lives(library)
    assert second["works/red/en"] == first["works/red/en"]
    assert second["works/blue/en"].published == first["works/blue/en"].published
    assert second["works/blue/en"].changed > first["works/blue/en"].changed
    publish(shelf, library)
    assert lives(library) == second


def test_an_item_has_a_history_of_its_own(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    publish(shelf, library)
    before = lives(library, Stretch("item"))["works/red"]
    edition = lives(library)["works/red/en"]
    shelf.put("red", paragraphs("Un."), language="fr")
    publish(shelf, library)
    assert lives(library, Stretch("item"))["works/red"].changed > before.changed
    # Its record now says that there is a translation.
    assert lives(library)["works/red/en"].changed > edition.changed


@pytest.mark.parametrize("change", ["name of a party", "label of a theme"])
def test_what_records_elsewhere_say_of_an_edition_counts_as_its_change(
    shelf: Shelf, library: Path, change: str
) -> None:
    shelf.put("red", paragraphs("One."), themes=("law",), contributions=(Contribution("net", Role.PUBLISHER),))
    shelf.put("blue", paragraphs("Two."))
    parties, themes = (Party("net", (Text("en", "Net"),)),), (Theme("law", (Text("en", "Law"),)),)
    shelf.more = {"parties": parties, "themes": themes}
    publish(shelf, library)
    before = lives(library)
    if change == "name of a party":
        shelf.more["parties"] = (Party("net", (Text("en", "Network"),)),)
    else:
        shelf.more["themes"] = (Theme("law", (Text("en", "Laws"),)),)
    publish(shelf, library)
    after = lives(library)
    assert after["works/red/en"].changed > before["works/red/en"].changed
    assert after["works/blue/en"] == before["works/blue/en"]


@pytest.mark.parametrize("how", ["withdrawn", "taken out of the folder"])
def test_what_is_gone_stays_in_the_history_without_its_words(shelf: Shelf, library: Path, how: str) -> None:
    shelf.put("canary", paragraphs("A passage about kestrels."))
    publish(shelf, library)
    there = lives(library)["works/canary/en"]
    work = shelf.works.pop("canary")
    if how == "withdrawn":
        shelf.works["canary"] = structs.replace(work, withdrawn="2026-11-22")
    publish(shelf, library)
    publish(shelf, library)
    gone = lives(library)["works/canary/en"]
    assert gone.deleted == gone.changed > there.changed
    assert (gone.digest, gone.published) == ("", there.published)
    assert gone.sets == ("kind:report", "language:en")
    shelf.works["canary"] = work
    publish(shelf, library)
    back = lives(library)["works/canary/en"]
    assert back.deleted is None
    assert back.changed > gone.changed
    assert (back.published, back.digest) == (there.published, there.digest)


def test_what_was_withdrawn_before_it_was_ever_published_has_no_history(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."), withdrawn="2026-11-22")
    publish(shelf, library)
    assert lives(library) == {}


def test_a_history_begins_with_the_release_before_it_was_kept(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."))
    shelf.put("blue", paragraphs("Two."))
    built = publish(shelf, library)
    created = written(Release.open(library).created)
    database = sqlite3.connect(built.path / CATALOGUE)
    database.execute("DROP TABLE history")
    database.close()
    assert lives(library) == {}
    assert Release.open(library).history_of("works/red/en") is None
    del shelf.works["blue"]
    publish(shelf, library)
    found = lives(library)
    assert found["works/red/en"].changed == created
    assert found["works/blue/en"].published == created
    assert found["works/blue/en"].deleted


def test_the_catalogue_is_the_same_bytes_for_the_same_history(shelf: Shelf, library: Path) -> None:
    for slug in ("red", "blue", "green"):
        shelf.put(slug, paragraphs(slug))
    first = publish(shelf, library)
    again = publish(shelf, library)
    assert (first.path / CATALOGUE).read_bytes() == (again.path / CATALOGUE).read_bytes()


def test_a_set_has_what_stands_in_narrower_ones(shelf: Shelf, library: Path) -> None:
    shelf.put("red", paragraphs("One."), themes=("drug-law",))
    shelf.put("red", paragraphs("Um."), language="pt-BR", themes=("drug-law",))
    shelf.put("blue", paragraphs("Two."), themes=("health",))
    shelf.more = {"themes": (Theme("law", (Text("en", "Law"),)), Theme("drug-law", (Text("en", "Drug law"),), "law"))}
    publish(shelf, library)

    def members(name: str) -> list[str]:
        return sorted(lives(library, Stretch(member=name)))

    assert members("theme:law") == members("theme:drug-law") == ["works/red/en", "works/red/pt-BR"]
    assert members("language:pt") == members("language:pt:BR") == ["works/red/pt-BR"]
    assert len(members("theme")) == len(members("kind")) == 3
    assert members("theme:drug") == members("language:p") == members("nothing") == members("theme:law' OR 1") == []


SOME = st.dictionaries(st.sampled_from([f"works/{letter}/en" for letter in "abcdef"]), st.sampled_from("xyz"))


@given(st.lists(SOME, max_size=6))
@settings(deadline=None)
def test_whatever_happens_nothing_is_forgotten_and_time_only_goes_on(releases: list[dict[str, str]]) -> None:
    history: dict[str, Life] = {}
    for there in releases:
        moment = moment_after(history, EVER)
        after = carry_on(history, [Standing(a, "edition", digest, ()) for a, digest in there.items()], moment)
        assert history.keys() | there.keys() == after.keys()
        assert {address for address, life in after.items() if life.deleted is None} == there.keys()
        changed = {address for address, life in after.items() if life.changed == moment}
        assert changed == {
            address
            for address, life in after.items()
            if address not in history
            or (history[address].deleted is None and history[address].digest) != there.get(address, False)
        } - {address for address in after.keys() - there.keys() if address in history and history[address].deleted}
        history = after


def test_two_releases_in_one_second_do_not_share_a_moment_but_a_wrong_clock_binds_nobody() -> None:
    def last(changed: str) -> dict[str, Life]:
        return {"a": Life("a", "edition", changed, changed)}

    assert moment_after(last("2026-01-01T00:00:00Z"), EVER) == "2026-01-01T00:00:01Z"
    assert moment_after(last("2026-01-01T00:00:09Z"), EVER) == "2026-01-01T00:00:10Z"
    assert moment_after(last("2025-12-31T23:59:59Z"), EVER) == "2026-01-01T00:00:00Z"
    assert moment_after(last("2099-01-01T00:00:00Z"), EVER) == "2026-01-01T00:00:00Z"


def test_a_long_history_is_read_in_order_and_from_any_place_on(shelf: Shelf, library: Path) -> None:
    for number in range(700):
        shelf.works[f"w{number}"] = structs.replace(WORK, slug=f"w{number}")
    publish(shelf, library)
    for number in range(0, 700, 7):
        shelf.works[f"w{number}"] = structs.replace(WORK, slug=f"w{number}", date="2020")
    publish(shelf, library)
    release = Release.open(library)
    every = list(release.history())
    assert len(every) == 700
    assert all((a.changed, a.address) < (b.changed, b.address) for a, b in pairwise(every))
    middle = every[500]
    assert list(release.history(Stretch(after=(middle.changed, middle.address)))) == every[501:]
    recent = list(release.history(Stretch(since=every[-1].changed)))
    assert len(recent) == 100
    assert list(release.history(Stretch(until=every[0].changed))) == every[:600]
    assert release.history_begins() == every[0].changed
    assert release.history_sets() == ["kind:report", "language:en"]
    release.close()
