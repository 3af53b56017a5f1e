"""The gold sets are sound: what they say of a draft can be seen in it by searching for words, without code of ours."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from firsthand.catalogue.negotiations import Edit, LinkKind, OutcomeKind, Part, ReasonCode, Status, Want

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "gold"
PLACES = {"shared": ROOT.parent / "shared" / "drafts", "gold": FOLDER, "demo": ROOT / "demo" / "negotiations"}
SETS = sorted(path.stem for path in FOLDER.glob("*.toml"))
TRACKED = re.compile(r"\{(?:\+\+[^|{}]+\|([^{}]*?)\+\+|--[^|{}]+\|[^{}]*?--)\}")
FIELDS = {
    "slug", "title", "want", "language", "words", "target", "must", "part", "article", "anchors", "outcomes",
}  # fmt: skip
OUTCOME = {"draft", "kind", "also", "accept", "reasons", "sure", "present", "absent", "note"}
EDITS = {kind.value for kind in LinkKind} | {"moved", "part", "bracketed", "spelling", *(edit.value for edit in Edit)}


@cache
def gold(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def plain(text: str) -> str:
    """Without signs and letter case. The places where something stood in brackets are kept as spaces."""
    accepted = TRACKED.sub(lambda found: found[1] or "", text)
    return " ".join(re.sub(r"[\[\]*_\\>\"“”«»,]", "", accepted).casefold().split())


@cache
def draft(name: str, slug: str) -> str:
    row = next(each for each in gold(name)["drafts"] if each["slug"] == slug)
    place = ROOT / row["words"] if "words" in row else PLACES[gold(name)["where"]] / row["path"]
    assert place.suffix == ".md", f"{place}: plain text is searched here; name its source as “words”"
    return plain(place.read_text("utf-8"))


def skip_without_drafts(name: str) -> None:
    if gold(name)["where"] == "shared" and not PLACES["shared"].is_dir():
        pytest.skip("the shared sample files are not on this machine")


def test_there_are_sets_in_four_languages_and_of_two_long_texts() -> None:
    assert {gold(name)["language"] for name in SETS} >= {"en", "fr", "es", "ru"}
    assert len(gold("paris")["asks"]) >= 16
    assert len(gold("river")["asks"]) >= 14
    assert {ask["want"] for name in ("paris", "river") for ask in gold(name)["asks"]} == {want.value for want in Want}


@pytest.mark.parametrize("name", SETS)
def test_a_set_says_nothing_that_the_catalogue_does_not_know(name: str) -> None:
    statuses = {status.value for status in Status}
    drafts = [row["slug"] for row in gold(name)["drafts"]]
    assert {row["status"] for row in gold(name)["drafts"]} <= statuses
    assert len({ask["slug"] for ask in gold(name)["asks"]}) == len(gold(name)["asks"])
    for ask in gold(name)["asks"]:
        assert set(ask) <= FIELDS, ask["slug"]
        assert ask["want"] in set(Want), ask["slug"]
        assert ask.get("part", "operative") in set(Part), ask["slug"]
        assert [row["draft"] for row in ask["outcomes"]] == drafts, ask["slug"]
        for row in ask["outcomes"]:
            assert set(row) <= OUTCOME, ask["slug"]
            assert {row["kind"], *row.get("also", ()), *row.get("accept", ())} <= set(OutcomeKind), ask["slug"]
            assert set(row.get("reasons", ())) <= set(ReasonCode), ask["slug"]
            assert {"note", "present", "absent"} & set(row), ask["slug"]


@pytest.mark.parametrize("name", SETS)
def test_what_must_be_there_stands_in_the_words_of_the_ask(name: str) -> None:
    for ask in gold(name)["asks"]:
        assert ask.get("words") or ask["want"] in {Want.DELETE, Want.OPPOSE}, ask["slug"]
        assert ask.get("target") or ask["want"] in {Want.ADD, Want.KEEP}, ask["slug"]
        lost = [phrase for phrase in ask.get("must", ()) if plain(phrase) not in plain(ask["words"])]
        assert lost == [], ask["slug"]


@pytest.mark.parametrize("name", SETS)
def test_drafts_hold_what_is_said_of_them_and_nothing_that_is_denied(name: str) -> None:
    skip_without_drafts(name)
    wrong = []
    for ask in gold(name)["asks"]:
        for row in ask["outcomes"]:
            words = draft(name, row["draft"])
            wrong += [
                (ask["slug"], row["draft"], "+", each) for each in row.get("present", ()) if plain(each) not in words
            ]
            wrong += [(ask["slug"], row["draft"], "-", each) for each in row.get("absent", ()) if plain(each) in words]
    assert wrong == []


@pytest.mark.parametrize("name", SETS)
def test_kinds_agree_with_what_a_search_for_the_words_finds(name: str) -> None:
    """What is dropped may not stand there word for word, what is opposed must, and what is restored begins to again."""
    skip_without_drafts(name)
    wrong = []
    for ask in gold(name)["asks"]:
        for row in ask["outcomes"]:
            words = draft(name, row["draft"])
            kind, avoids = row["kind"], ask["want"] in {Want.DELETE, Want.OPPOSE}
            parted = kind == OutcomeKind.BRACKETED  # “[climate][carbon] neutrality” is not found by a plain search
            if avoids and not parted and (plain(ask["target"]) in words) is (kind == OutcomeKind.VERBATIM):
                wrong.append((ask["slug"], row["draft"], kind))
            if not avoids and kind == OutcomeKind.DROPPED and plain(ask["words"]) in words:
                wrong.append((ask["slug"], row["draft"], kind))
            if kind == OutcomeKind.OPPOSED and plain(ask.get("target", "")) not in words:
                wrong.append((ask["slug"], row["draft"], kind))
            if kind == OutcomeKind.RESTORED and plain(ask["must"][0]) not in words:
                wrong.append((ask["slug"], row["draft"], kind))
    assert wrong == []


@pytest.mark.parametrize("name", SETS)
def test_what_is_restored_was_away_in_between(name: str) -> None:
    """Restored is said of what stands there, was not in the draft before, and was in an earlier one."""
    for ask in gold(name)["asks"]:
        kinds = [row["kind"] for row in ask["outcomes"]]
        for place, kind in enumerate(kinds):
            if kind == OutcomeKind.RESTORED:
                assert kinds[place - 1] == OutcomeKind.DROPPED, ask["slug"]
                assert set(kinds[:place]) - {OutcomeKind.DROPPED}, ask["slug"]


def test_planted_edits_name_paragraphs_that_are_there_once() -> None:
    for edit in gold("river")["edits"]:
        assert edit["kind"] in EDITS
        for side, place in (("before", "from"), ("after", "to")):
            words = draft("river", edit[side])
            assert [start for start in edit[place] if words.count(plain(start)) != 1] == [], edit


def test_edits_have_as_many_ends_as_their_kind_says() -> None:
    ends = {"new": (0, 1), "dropped": (1, 0), "split": (1, 2), "merged": (2, 1)}
    for edit in gold("river")["edits"]:
        assert (len(edit["from"]), len(edit["to"])) == ends.get(edit["kind"], (1, 1)), edit
