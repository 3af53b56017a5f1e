"""What people decide is written into the place that is right for it, and nothing else in their files changes."""

import os
import shutil
import stat
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.negotiations.example import HIDDEN, example, paragraph, said
from tests.negotiations.folders import SLUG, edit, write_library

from firsthand.catalogue.negotiations import (
    Access,
    Backing,
    Draft,
    DraftText,
    Evidence,
    Link,
    LinkKind,
    Outcome,
    OutcomeKind,
    Process,
    Reason,
    ReasonCode,
    State,
)
from firsthand.negotiations import judging_apart, storing
from firsthand.negotiations.errors import WorkroomError
from firsthand.negotiations.folder import Kept
from firsthand.negotiations.folder.editing import drop_row, put_row
from firsthand.negotiations.judging import Pair, judged
from firsthand.negotiations.links import decide
from firsthand.negotiations.outcomes.life import Life
from firsthand.negotiations.remembering import Remembering
from firsthand.negotiations.workroom import Workroom


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("library")).library


@pytest.fixture
def room(written: Path, tmp_path: Path) -> Workroom:
    return Workroom(Path(shutil.copytree(written, tmp_path / "library")))


def ids(draft: str) -> dict[str, str]:
    text = next(text for text in example().texts if text.draft == draft)
    return {one.label: one.id for one in text.paragraphs}


def test_all_that_was_written_down_is_read_again(room: Workroom) -> None:
    kept = room.kept(SLUG)
    whole = example()
    assert kept.texts == whole.texts
    assert kept.asks == whole.asks
    assert kept.process.drafts == whole.process.drafts
    confirmed = {(one.ask, one.draft): one for one in whole.outcomes if one.state is State.CONFIRMED}
    assert {(one.ask, one.draft) for one in kept.outcomes} == set(confirmed)
    for one in kept.outcomes:
        known = confirmed[one.ask, one.draft]
        assert (one.kind, one.reasons, one.evidence, one.note) == (
            known.kind, known.reasons, known.evidence, known.note,
        )  # fmt: skip


def test_what_was_confirmed_stands_beside_proposals(room: Workroom) -> None:
    opened = room.open(SLUG)
    states = {(one.ask, one.draft): one.state for one in opened.outcomes}
    assert states["naloxone", "final"] is State.CONFIRMED
    assert states["naloxone", "rev-1"] is State.PROPOSED
    assert [(one.before, one.after) for one in opened.alignments] == [
        ("zero", "rev-1"), ("rev-1", "leaked"), ("leaked", "final"),
    ]  # fmt: skip
    assert any(link.state is State.CONFIRMED for link in opened.alignments[0].links)


def test_everybody_gets_what_lies_in_the_open_alone(room: Workroom) -> None:
    seen = room.open(SLUG, Access.PUBLIC)
    assert not any(word in msgspec.json.encode(seen).decode() for word in HIDDEN)
    assert all(one.state is State.CONFIRMED for one in seen.outcomes)


def test_what_is_private_is_for_its_owner_alone(room: Workroom) -> None:
    for path in (room.library / "private").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    everything = b"".join(path.read_bytes() for path in (room.library / "negotiations").rglob("*") if path.is_file())
    assert not any(word.encode() in everything for word in HIDDEN)


def test_comments_of_people_stay(room: Workroom) -> None:
    path = room.library / "negotiations" / SLUG / "process.toml"
    edit(path, "[[drafts]]", "# Numbers are those of the secretariat.\n\n[[drafts]]")
    edit(path, 'slug = "rev-1"', 'slug = "rev-1"  # the long one')
    before = path.read_text()
    between = Draft("rev-0", "Rev.0", "2026-04-01", "en", access=Access.PUBLIC)
    room.take_draft(SLUG, between, DraftText("rev-0", (paragraph("States shall meet.", "OP1"),)))
    after = path.read_text()
    assert [row["slug"] for row in tomllib.loads(after)["drafts"]] == ["zero", "rev-0", "rev-1", "final"]
    assert set(before.splitlines()) <= set(after.splitlines())


def test_a_draft_that_is_taken_in_again_keeps_what_was_decided(room: Workroom) -> None:
    draft, text = example().process.drafts[3], example().texts[3]
    same = room.take_draft(SLUG, draft, text)
    assert (same.again, same.outcomes, same.gone, same.anchors) == (True, (), 0, ())
    other = structs.replace(text, paragraphs=tuple(one for one in text.paragraphs if one.label != "1"))
    lost = room.take_draft(SLUG, draft, other, dry=True)
    assert lost.outcomes == ("naloxone",)
    assert room.kept(SLUG).texts[3] == text
    room.take_draft(SLUG, draft, other)
    assert ("naloxone", "final") not in {(one.ask, one.draft) for one in room.kept(SLUG).outcomes}
    assert ("no-punishment", "final") in {(one.ask, one.draft) for one in room.kept(SLUG).outcomes}


@pytest.mark.parametrize("data", [None, b'{"draft":"rev-1","paragr'])
def test_a_draft_whose_words_are_missing_or_damaged_is_mended_by_taking_it_in(
    room: Workroom, data: bytes | None
) -> None:
    draft, text = example().process.drafts[1], example().texts[1]
    path = room.library / "negotiations" / SLUG / "drafts" / f"{draft.slug}.json"
    path.unlink() if data is None else path.write_bytes(data)
    with pytest.raises(WorkroomError, match="firsthand negotiate draft"):
        room.open(SLUG)
    room.take_draft(SLUG, draft, text)
    assert room.kept(SLUG).texts[1] == text


def test_what_people_added_to_a_draft_stays_when_it_is_taken_in_again(room: Workroom, tmp_path: Path) -> None:
    path = room.library / "negotiations" / SLUG / "process.toml"
    edit(path, 'slug = "rev-1"', 'slug = "rev-1"  # the long one')
    before = path.read_text()
    draft, text = example().process.drafts[1], example().texts[1]
    room.take_draft(SLUG, structs.replace(draft, symbol=None), text)
    assert path.read_text() == before
    file = tmp_path / "rev.PDF"
    file.write_bytes(b"%PDF-1.7")
    room.take_draft(SLUG, draft, text, file, keep=True)
    room.take_draft(SLUG, structs.replace(draft, label="Revised"), text)
    kept = room.kept(SLUG).process.drafts[1]
    assert (kept.label, kept.symbol, kept.file.name if kept.file else "") == ("Revised", "RS/3/L.1/Rev.1", "rev-1.pdf")


def test_decisions_about_paragraphs_that_are_gone_are_counted(room: Workroom) -> None:
    draft, text = example().process.drafts[1], example().texts[1]
    lost = room.take_draft(SLUG, draft, structs.replace(text, paragraphs=text.paragraphs[2:]))
    assert lost.gone == 1
    assert all(not one.links for one in room.kept(SLUG).decided)


def test_a_draft_does_not_change_sides_unseen(room: Workroom) -> None:
    draft, text = example().process.drafts[2], example().texts[2]
    with pytest.raises(WorkroomError, match="its access is “allies”"):
        room.take_draft(SLUG, structs.replace(draft, access=Access.PUBLIC), text)
    assert not (room.library / "negotiations" / SLUG / "drafts" / "leaked.json").exists()


def test_a_public_outcome_keeps_no_words_of_hidden_drafts(room: Workroom) -> None:
    now = ids("final")["1"]
    told = Outcome(
        "naloxone",
        "final",
        OutcomeKind.WEAKENED,
        reasons=(Reason(ReasonCode.MODAL, f"{HIDDEN[2]}: States should", "should"), Reason(ReasonCode.LIST, "by 2030")),
        evidence=(Evidence(now),),
    )
    path = room.decide_outcome(SLUG, told)
    assert path.is_relative_to(room.library / "negotiations")
    (made,) = [one for one in room.kept(SLUG).outcomes if (one.ask, one.draft) == ("naloxone", "final")]
    assert made.reasons == (Reason(ReasonCode.MODAL, "", "should"), Reason(ReasonCode.LIST, "by 2030"))


def test_an_outcome_in_a_hidden_draft_is_kept_where_that_is(room: Workroom) -> None:
    path = room.decide_outcome(SLUG, Outcome("naloxone", "leaked", OutcomeKind.WEAKENED))
    assert path.is_relative_to(room.library / "private")
    room.decide_outcome(SLUG, Outcome("naloxone", "leaked", OutcomeKind.DROPPED))
    found = [one for one in room.kept(SLUG).outcomes if one.draft == "leaked"]
    assert [one.kind for one in found] == [OutcomeKind.DROPPED]


def test_who_backs_a_public_ask_quietly_is_nowhere_in_the_open(room: Workroom) -> None:
    ask = structs.replace(
        example().asks[0], slug="more", backers=(Backing("Openland"), Backing("Quietland", access=Access.PRIVATE))
    )
    ask = structs.replace(ask, backers=(structs.replace(ask.backers[0], access=Access.PUBLIC), ask.backers[1]))
    path = room.put_ask(SLUG, ask)
    assert "Openland" in path.read_text()
    assert "Quietland" not in path.read_text()
    assert next(one for one in room.kept(SLUG).asks if one.slug == "more") == ask


@pytest.mark.parametrize(
    ("change", "said_"),
    [
        ({"slug": "naloxone"}, "There is an ask “naloxone” already"),
        ({"must": ("never said",)}, "“never said” has to be there"),
        ({"words": ""}, "needs “words”"),
        ({"slug": "Big Ask"}, "cannot be part of an address"),
    ],
)
def test_an_ask_that_would_not_be_read_is_not_written(room: Workroom, change: dict[str, object], said_: str) -> None:
    with pytest.raises(WorkroomError, match=said_):
        room.put_ask(SLUG, structs.replace(example().asks[0], **({"slug": "other"} | change)))
    assert len(room.kept(SLUG).asks) == 3


def test_a_write_that_fails_leaves_what_was_there(room: Workroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    before = {path: path.read_bytes() for path in room.library.rglob("*") if path.is_file()}
    monkeypatch.setattr(storing.os, "fsync", fail)
    with pytest.raises(WorkroomError, match="No space left"):
        room.decide_outcome(SLUG, Outcome("naloxone", "rev-1", OutcomeKind.UNKNOWN))
    assert {path: path.read_bytes() for path in room.library.rglob("*") if path.is_file()} == before


def test_an_ask_is_there_whole_or_not_at_all(room: Workroom, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in room.library.rglob("*") if path.is_file()}
    flushed = iter([None, None])  # the file in the open, and its folder

    def fail(handle: int) -> None:
        if next(flushed, "full") == "full":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(storing.os, "fsync", fail)
    quiet = structs.replace(example().asks[0], slug="more", backers=(Backing("Quietland", access=Access.PRIVATE),))
    with pytest.raises(WorkroomError, match="No space left"):
        room.put_ask(SLUG, quiet)
    assert {path: path.read_bytes() for path in room.library.rglob("*") if path.is_file()} == before


def test_what_a_killed_writer_left_is_cleared_by_the_next_one(room: Workroom) -> None:
    path = room.decide_outcome(SLUG, Outcome("naloxone", "rev-1", OutcomeKind.UNKNOWN))
    left = path.with_name(f".{path.name}.1.new")
    left.write_text("half of it")
    room.decide_outcome(SLUG, Outcome("naloxone", "rev-1", OutcomeKind.DROPPED))
    assert not left.exists()


def test_what_everybody_will_see_is_proposed_from_what_everybody_sees(tmp_path: Path) -> None:
    """“Restored” would tell that the words are not in a draft that is hidden."""
    (tmp_path / "library.toml").write_text('title = "A library"\n')
    room = Workroom(tmp_path)
    words, more = example().asks[0].words, "The secretariat reports to the fourth session."
    for public in (True, False):
        room.new(Process("river", said("River")), public=public)
    for month, (slug, access, texts) in enumerate(
        (
            ("zero", Access.PUBLIC, (words, more)),
            ("secret", Access.PRIVATE, (more,)),
            ("shared", Access.ALLIES, (words, more)),
            ("last", Access.PUBLIC, (words, more)),
        ),
        1,
    ):
        text = DraftText(slug, tuple(paragraph(one, f"OP{number}") for number, one in enumerate(texts, 1)))
        room.take_draft("river", Draft(slug, slug, f"2026-0{month}", "en", access=access), text)
    room.put_ask("river", structs.replace(example().asks[0], backers=(), anchors=()))
    alone = {one.draft: one.kind for one in room.open("river").outcomes}
    assert alone["shared"] is OutcomeKind.RESTORED
    seen = {one.draft: one for one in room.review("river").outcomes}
    assert {slug: one.kind for slug, one in seen.items()} == {
        "zero": OutcomeKind.VERBATIM,
        "secret": OutcomeKind.DROPPED,
        "shared": OutcomeKind.VERBATIM,
        "last": OutcomeKind.VERBATIM,
    }
    assert not any(seen[slug].reasons or seen[slug].also for slug in ("zero", "shared", "last"))


def test_two_people_at_once_lose_nothing(room: Workroom) -> None:
    pairs = [(ask, draft) for ask in ("naloxone", "no-punishment") for draft in ("zero", "rev-1", "leaked", "final")]

    def confirm(pair: tuple[str, str]) -> None:
        Workroom(room.library).decide_outcome(SLUG, Outcome(*pair, OutcomeKind.UNKNOWN, note=said("Looked at.")))

    with ThreadPoolExecutor(8) as several:
        list(several.map(confirm, pairs))
    assert {(one.ask, one.draft) for one in room.kept(SLUG).outcomes} == set(pairs)


def test_no_negotiation_is_called_as_the_private_place(room: Workroom) -> None:
    with pytest.raises(WorkroomError, match="cannot be called “private”"):
        room.new(Process("private", said("Secret")), public=False)


def test_a_negotiation_that_is_not_there_is_told_with_the_nearest_name(room: Workroom) -> None:
    with pytest.raises(WorkroomError, match="Did you mean “river-declaration”"):
        room.open("river-declarations")
    with pytest.raises(WorkroomError, match="is there already"):
        room.new(example().process, public=True)
    with pytest.raises(WorkroomError, match="There is no folder"):
        Workroom(room.library / "nowhere")


def test_what_was_compared_is_remembered_until_the_words_change(room: Workroom, tmp_path: Path) -> None:
    whole = example()
    remembering = Remembering(tmp_path / "cache")
    first = remembering.align(whole.texts[0], whole.texts[1])
    (kept,) = (path for path in (tmp_path / "cache").iterdir() if path.name != ".gitignore")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert Remembering(tmp_path / "cache").align(whole.texts[0], whole.texts[1]) == first
    changed = structs.replace(whole.texts[1], paragraphs=whole.texts[1].paragraphs[1:])
    assert remembering.align(whole.texts[0], changed) != first
    (other,) = {path for path in (tmp_path / "cache").iterdir() if path.name != ".gitignore"} - {kept}
    kept.write_bytes(b"damaged")
    assert Remembering(tmp_path / "cache").align(whole.texts[0], whole.texts[1]) == first
    for path in (tmp_path / "cache").iterdir():
        os.utime(path, (0, 0))
    assert Remembering(tmp_path / "cache").align(whole.texts[0], whole.texts[1]) == first
    Remembering(tmp_path / "cache").align(whole.texts[1], whole.texts[2])
    used, unused = (path.exists() for path in (kept, other))
    assert used
    assert not unused


def grown(room: Workroom, count: int) -> Kept:
    """The negotiation when it had so many drafts."""
    kept = room.kept(SLUG)
    drafts = kept.process.drafts[:count]
    known = {draft.slug for draft in drafts}
    return structs.replace(
        kept,
        process=structs.replace(kept.process, drafts=drafts),
        texts=tuple(text for text in kept.texts if text.draft in known),
    )


def test_a_draft_that_is_added_costs_one_step_of_each_ask(
    room: Workroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    step = Life.go_on
    monkeypatch.setattr(Life, "go_on", lambda life, *where: steps.append(life.ask.slug) or step(life, *where))
    for count in range(1, len(room.kept(SLUG).texts) + 1):
        kept = grown(room, count)
        for access in Access:
            steps.clear()
            found = judged(kept, access, Remembering(tmp_path / "cache"))
            added = 0 if access is Access.PUBLIC else found.process.drafts[-1:] == kept.process.drafts[-1:]
            assert len(steps) == added * len(found.asks)
            assert found == judged(kept, access)
    changed = structs.replace(kept.texts[1], paragraphs=kept.texts[1].paragraphs[1:])
    kept = structs.replace(kept, texts=(kept.texts[0], changed, *kept.texts[2:]))
    for path in (tmp_path / "cache").glob("[0-9a-f]*0"):
        path.write_bytes(path.read_bytes()[:-1])
    for access in Access:
        assert judged(kept, access, Remembering(tmp_path / "cache")) == judged(kept, access)


def test_a_draft_is_judged_when_it_is_taken_in(room: Workroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, text = example().process.drafts[3], example().texts[3]
    remembering = Workroom(room.library, Remembering(tmp_path / "cache"))
    remembering.take_draft(SLUG, draft, structs.replace(text, paragraphs=text.paragraphs[1:]))
    found = room.open(SLUG)
    for work in ("alignment.aligning.align", "judging_apart.align", "outcomes.life.Life.go_on"):
        monkeypatch.setattr(f"firsthand.negotiations.{work}", lambda *_, **__: pytest.fail("judged once more"))
    assert remembering.open(SLUG) == found


def test_drafts_are_compared_by_other_processes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = example().texts
    pairs = [Pair(texts[0], texts[1]), Pair(texts[1], texts[2])]
    here = list(judging_apart.align_pairs(pairs))
    monkeypatch.setattr(judging_apart, "MUCH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(judging_apart, "align", lambda *_, **__: pytest.fail("not by another process"))
    assert list(judging_apart.align_pairs(pairs)) == here


links = st.builds(
    lambda before, after, state: Link(LinkKind.EDITED, tuple(before), tuple(after), state=state),
    st.sets(st.sampled_from("abcd"), min_size=1, max_size=2).map(sorted),
    st.sets(st.sampled_from("wxyz"), min_size=1, max_size=2).map(sorted),
    st.sampled_from([State.CONFIRMED, State.REFUSED]),
)


@given(st.lists(links, max_size=8))
@settings(max_examples=50)
def test_a_paragraph_is_in_one_confirmed_link_and_the_last_word_counts(decisions: list[Link]) -> None:
    known: tuple[Link, ...] = ()
    for link in decisions:
        known = decide(known, link)
        assert known[-1] == link
        confirmed = [one for one in known if one.state is State.CONFIRMED]
        for side in ("before", "after"):
            spoken = [name for one in confirmed for name in getattr(one, side)]
            assert len(spoken) == len(set(spoken))
        said_of = [(one.before, one.after) for one in known]
        assert len(said_of) == len(set(said_of))


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\"'[]#=\\"), max_size=12)
rows = st.lists(st.tuples(st.sampled_from("abc"), words), max_size=4, unique_by=lambda row: row[0])


@given(rows, st.tuples(st.sampled_from("abcd"), words), words.filter(lambda text: "\n" not in text))
@settings(max_examples=50)
def test_a_row_is_changed_and_nothing_else(old: list[tuple[str, str]], new: tuple[str, str], comment: str) -> None:
    data = f"# {comment}\ntitle = 1\n".encode()
    for slug, text in old:
        data = put_row("x", data, "rows", "slug", {"slug": slug, "text": text})
    after = put_row("x", data, "rows", "slug", {"slug": new[0], "text": new[1]})
    expected = dict(old) | {new[0]: new[1]}
    assert {row["slug"]: row["text"] for row in tomllib.loads(after.decode())["rows"]} == expected
    assert after.startswith(f"# {comment}\ntitle = 1\n".encode())
    gone = drop_row("x", after, "rows", "slug", new[0])
    assert {row["slug"] for row in tomllib.loads(gone.decode()).get("rows", [])} == set(expected) - {new[0]}


def test_a_file_in_another_form_is_left_as_it_is() -> None:
    with pytest.raises(WorkroomError, match="by hand"):
        put_row("x", b'rows = [{ slug = "a" }]\n', "rows", "slug", {"slug": "a", "text": "b"})
