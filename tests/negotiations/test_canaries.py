"""A library with private and allied parts in every field is published, and no word of them is in the release."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec import structs
from tests.negotiations.example import example, paragraph, said
from tests.negotiations.folders import SLUG, write_library
from tests.privacy.canaries import search_folder

from firsthand.catalogue.negotiations import (
    Access,
    Anchor,
    Ask,
    Backing,
    Draft,
    DraftText,
    Evidence,
    Link,
    LinkKind,
    Negotiation,
    Outcome,
    OutcomeKind,
    Precedent,
    Process,
    Reason,
    ReasonCode,
    State,
    Want,
)
from firsthand.cli import main

WORDS = (
    "Adlerquist", "Brambleford", "Cindermoss", "Dunwhistle", "Emberlock", "Fennelgate", "Gorsewick", "Hollowmere",
    "Ironbark", "Juniperhall", "Kestrelbank", "Larkspurton", "Mistlebrook", "Nettlecombe", "Oxlipvale", "Pimpernelle",
    "Quagmoor", "Rookhollow",
)  # fmt: skip
PUBLIC_WORD = "naloxone is within reach"


def planted() -> Negotiation:
    """The example with one more private draft, ask and outcomes, in whose every field a canary sits."""
    words = iter(WORDS)
    whole = example()
    text = paragraph(f"States should {next(words)} naloxone.", next(words), headings=(next(words),), option=next(words))
    draft = Draft(
        next(words).lower(), next(words), "2026-05-30", "en", access=Access.PRIVATE, symbol=next(words),
        source=f"https://example.org/{next(words)}",
    )  # fmt: skip
    hidden = DraftText(draft.slug, (text,), (f"Look at {next(words)}.",))
    ask = Ask(
        next(words).lower(), said(next(words), fr="Souhait"), Want.ADD, "en", words=f"to {next(words)} everywhere",
        rationale=said(next(words)), precedents=(Precedent(next(words), "en", next(words)),),
        backers=(Backing(next(words), "2026", Access.ALLIES),), anchors=(Anchor(draft.slug, text.id, text.text),),
        access=Access.ALLIES,
    )  # fmt: skip
    asked = structs.replace(
        whole.asks[0],
        anchors=(*whole.asks[0].anchors, Anchor(draft.slug, text.id)),
        backers=(*whole.asks[0].backers, Backing(next(words))),
    )
    found = Outcome("naloxone", draft.slug, OutcomeKind.WEAKENED, (), (), (Evidence(text.id, text.text),))
    public = next(one for one in whole.outcomes if (one.ask, one.draft) == ("naloxone", "final"))
    public = structs.replace(public, reasons=(Reason(ReasonCode.MODAL, text.text, "should"),))
    drafts = (*whole.process.drafts[:3], draft, whole.process.drafts[3])
    return structs.replace(
        whole,
        process=structs.replace(whole.process, drafts=drafts),
        texts=(*whole.texts[:3], hidden, whole.texts[3]),
        asks=(structs.replace(asked, anchors=whole.asks[0].anchors), *whole.asks[1:], ask),
        outcomes=(
            structs.replace(public, state=State.CONFIRMED),
            structs.replace(found, state=State.CONFIRMED, note=said(next(words))),
        ),
    )


def test_no_word_of_what_is_hidden_is_in_a_release(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("library")
    room = write_library(folder, planted())
    hidden = planted().texts[3].paragraphs[0].id
    more = folder / "private" / "negotiations" / SLUG / "asks" / "naloxone.toml"
    more.write_text(f'{more.read_text()}\n[[anchors]]\ndraft = "{WORDS[4].lower()}"\nparagraph = "{hidden}"\n')
    room.decide_link(SLUG, WORDS[4].lower(), "final", Link(LinkKind.DROPPED, (hidden,), state=State.CONFIRMED))
    room.new(Process("quagmoor-talks", said("Quagmoor talks")), public=False)
    all_of_it = {word for word in WORDS if word.lower() in everything(folder).lower()}
    assert all_of_it == set(WORDS)  # they were planted, each of them
    out = tmp_path_factory.mktemp("public")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    result = CliRunner().invoke(main, ["publish", str(folder), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert search_folder(out, [PUBLIC_WORD])
    assert search_folder(out, [*WORDS, "Quillfeather", "Marrowbone", "Thistledown", "Gossamer"]) == {}
    assert not any(word.lower() in result.output.lower() for word in WORDS)


def everything(folder: Path) -> str:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return "".join(f"{path}\n{path.read_text('utf-8')}" for path in paths)


def test_the_network_itself_sees_all_of_it() -> None:
    assert all(word.lower() in msgspec.json.encode(planted()).decode().lower() for word in WORDS)
