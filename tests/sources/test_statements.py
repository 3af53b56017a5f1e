"""A folder says of a statement which words can be signed, who has signed them, and what became of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.letters import COLLECTOR, KEY, LETTER, OURS, SIGNED

from firsthand.catalogue.records import (
    Capacity,
    Change,
    Confirmed,
    Delivery,
    Display,
    Door,
    Endorsement,
    Invitation,
    Mandate,
    Occasion,
    Response,
    Signer,
    State,
    Statement,
    Tally,
    Text,
)
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.folder import FolderSource

Write = Callable[..., Path]
Read = Callable[..., FolderSource]
Mistakes = Callable[[Path], list[Mistake]]

PLACE = "statements/letter"


@pytest.fixture
def letter(write: Write, read: Read) -> Callable[..., Statement]:
    """The letter, with some of its files changed or taken out."""

    def letter(**changed: str | None) -> Statement:
        return read(write(LETTER | changed)).collection.statements[0]

    return letter


def test_a_statement_is_read_with_everything_that_is_said_of_it(write: Write, read: Read) -> None:
    source = read(write(LETTER))
    (found,) = source.collection.statements
    assert found.occasion == Occasion(
        (Text("en", "Commission on Narcotic Drugs"),), (Text("en", "70th session"),), (Text("en", "Item 5"),),
        "2027-03", "AT",
    )  # fmt: skip
    assert found.invitation == Invitation(
        "2026-10-02T00:00:00+02:00", "2026-11-30T23:59:59+01:00", "Europe/Vienna",
        (Capacity.ORGANISATION, Capacity.AFFILIATED), (Text("en", "Networks anywhere"),), ("network",),
    )  # fmt: skip
    assert found.coordinators == ("network",)
    (delivery,) = found.deliveries
    assert delivery.file
    assert (delivery.file.name, delivery.file.media_type) == ("sent.txt", "text/plain")
    assert source.file(delivery.file.sha256).read_text() == "As it was handed over.\n"
    assert delivery == Delivery((Text("en", "The Chair"),), "2026-12-01", 2, delivery.file, 2)
    answer = Response(
        (Text("en", "The Chair"),), "2026-12-05", (Text("en", "Thanks."),), None, "https://example.org/answer"
    )
    assert found.responses == (answer,)
    assert source.collection.library.door == Door((KEY,), COLLECTOR, messages=True)


def test_signatures_of_the_folder_stand_before_those_that_came_through_the_door(
    letter: Callable[..., Statement],
) -> None:
    found = letter()
    assert found.endorsements == (
        Endorsement("network", "2026-10-03", mandate=Mandate.BOARD, version=1),
        Endorsement(
            signer=Signer("Jo Example", "Example University", "GB"),
            capacity=Capacity.AFFILIATED,
            version=2,
            language="en",
            confirmed=Confirmed.VOUCHED,
            voucher="network",
        ),
    )
    assert found.tallies == (Tally(10, "KE", 2),)


def test_versions_have_the_words_of_their_files_and_an_older_translation_is_outdated(write: Write, read: Read) -> None:
    source = read(write(LETTER))
    (found,) = source.collection.statements
    one, two = found.versions
    assert [(each.number, each.date, each.change) for each in found.versions] == [
        (1, "2026-10-01", Change.WORDING),
        (2, "2026-10-05", Change.SPELLING),
    ]
    assert [each.language for each in one.wordings] == ["en", "fr"]
    assert one.wordings[0].paragraphs == ("We aks you.", "1. Listen.", "2. Act.")
    assert two.wordings[0].paragraphs == ("We ask you.", "1. Listen.", "2. Act.")
    assert [each.language for each in two.wordings] == ["en"]
    assert (one.sha256, two.sha256) == (one.wordings[0].sha256, two.wordings[0].sha256)
    assert [(each.language, each.state) for each in found.editions] == [("en", State.CURRENT), ("fr", State.OUTDATED)]
    assert "version 1 of 2" in next(each.message for each in source.remarks if "“fr”" in each.message)
    assert [len(each.files) for each in found.editions] == [1, 1]


def test_a_text_of_which_nothing_is_said_is_its_first_version(write: Write, read: Read) -> None:
    folder = write({f"{PLACE}/statement.toml": 'date = "2026"\nendorsements = ["network"]\n', **only("en.md")})
    (found,) = read(folder).collection.statements
    assert [(each.number, each.date, len(each.wordings)) for each in found.versions] == [(1, "2026", 1)]
    assert found.endorsements == (Endorsement("network", version=1),)


def only(*names: str) -> dict[str, str]:
    """The letter's library with these files of the letter."""
    kept = {"library.toml", "parties.toml", *(f"{PLACE}/{name}" for name in names)}
    return {name: content for name, content in LETTER.items() if name in kept}


def test_a_statement_that_is_published_elsewhere_has_no_version(write: Write, read: Read) -> None:
    text = 'date = "2026"\nlink = "https://example.org/"\n\n[editions.en]\ntitle = "A letter"\n'
    (found,) = read(write({**only(), f"{PLACE}/statement.toml": text})).collection.statements
    assert found.versions == ()


def test_a_text_that_is_lost_is_known_by_its_hash(letter: Callable[..., Statement]) -> None:
    stated = OURS.replace("number = 1\n", f'number = 1\nsha256 = "{"a" * 64}"\n')
    found = letter(**{f"{PLACE}/statement.toml": stated, f"{PLACE}/versions/1/en.md": None})
    assert found.versions[0].sha256 == "a" * 64
    assert [each.language for each in found.versions[0].wordings] == ["fr"]


def test_what_is_withheld_of_an_edition_is_in_no_version(write: Write, read: Read) -> None:
    from firsthand.catalogue.naming import passage_id

    stated = OURS.replace("[editions.fr]", f'[editions.en]\nwithhold = ["{passage_id("Act.")}"]\n\n[editions.fr]')
    (found,) = read(write(LETTER | {f"{PLACE}/statement.toml": stated})).collection.statements
    assert [each.wordings[0].paragraphs[-1] for each in found.versions] == ["2. […]", "2. […]"]


def test_a_file_that_changes_is_read_again(write: Write, read: Read) -> None:
    folder = write(LETTER)
    before = read(folder).collection.statements[0]
    assert read(folder).collection.statements[0] == before
    (folder / PLACE / "versions/1/en.md").write_text("# A letter\n\nWe asked you.\n")
    assert read(folder).collection.statements[0].versions[0].wordings[0].paragraphs == ("We asked you.",)
    (folder / PLACE / "endorsements.toml").unlink()
    assert len(read(folder).collection.statements[0].endorsements) == 1


WRONG = (
    ('closes = "2026-11-30"', 'closes = "2026-10-01"', "closes", "closes before it opens"),
    ('closes = "2026-11-30"', 'closes = "2026-11-30T18:00+05:00"', "closes", "the offset from UTC is then +01:00"),
    ('"Europe/Vienna"', '"Vienna"', "zone", "not the name of a time zone"),
    ('closes = "2026-11-30"\n', "", "[invitation]", "no “closes”"),
    ('["organisation", "affiliated"]', '["board"]', "capacities", "“board” is not known here"),
    ('vouchers = ["network"]', 'vouchers = ["nobody"]', "vouchers", "no party called “nobody”"),
    ('coordinators = ["network"]', 'coordinators = ["nobody"]', "coordinators", "no party called “nobody”"),
    ('file = "sent.txt"', 'file = "send.txt"', "file", "no file “send.txt”"),
    ("version = 2\nfile", "version = 3\nfile", "[[deliveries]]", "There is no version 3"),
    ("number = 2", "number = 3", "number = 3", "counted from 1"),
    ('date = "2026-10-05"', 'date = "2026-09-05"', 'date = "2026-09-05"', "older than the one before"),
    ('mandate = "board"\nversion = 1', 'mandate = "board"', "[[endorsements]]", "not said which version"),
    ('party = "network"', 'party = "network"\nname = "N"', "[[endorsements]]", "by somebody without a record"),
    ("signatures = 2", "signers = 2", "signers", "“signers” is not known"),
)


def test_what_is_wrong_is_told_at_its_line(write: Write, mistakes: Mistakes) -> None:
    for old, new, at, said in WRONG:
        text = OURS.replace(old, new, 1)
        assert text != OURS
        found = mistakes(write(LETTER | {f"{PLACE}/statement.toml": text}))
        (one,) = (each for each in found if said in each.message)
        assert (one.path, one.line and text.splitlines()[one.line - 1].startswith(at)) == (
            f"{PLACE}/statement.toml",
            True,
        ), said
        assert one.remedy


AWRY = (
    ('voucher = "network"', 'voucher = "nobody"', 1, "no party called “nobody”"),
    ('place = "KE"\nversion = 2', 'place = "KE"\nversion = 7', 11, "There is no version 7"),
    ('place = "UK"', 'place = "Kenya"', 4, "not the code of a country"),
    ('name = "Jo Example"', 'nam = "Jo Example"', 1, "not said who signs"),
    ("count = 10\n", "", 11, "not said how many"),
)


def test_what_is_wrong_with_signatures_beside_it_is_told_in_their_own_file(write: Write, mistakes: Mistakes) -> None:
    for old, new, line, said in AWRY:
        text = SIGNED.replace(old, new)
        assert text != SIGNED
        found = mistakes(write(LETTER | {f"{PLACE}/endorsements.toml": text}))
        places = [(each.path, each.line) for each in found if said in each.message]
        assert places == [(f"{PLACE}/endorsements.toml", line)], said


ASTRAY = (
    ("versions/2/en.md", "# A letter\n", "Version 2 is in force"),
    ("versions/7/en.md", "# A letter\n", "belongs to no version"),
    ("versions/en.md", "# A letter\n", "belongs to no version"),
    ("versions/1/sandwich.md", "# A letter\n", "in which language"),
    ("endorsements.toml", "[[endorsements", "TOML"),
    ("versions/1/en.md", None, "no text of version 1"),
)


def test_files_that_belong_to_no_version_are_told(write: Write, mistakes: Mistakes) -> None:
    for place, content, said in ASTRAY:
        folder = write(LETTER | {f"{PLACE}/{place}": content})
        (found,) = mistakes(folder)
        assert said in found.message
        (folder / PLACE / place).unlink(missing_ok=True)


def test_a_text_other_than_its_stated_hash_is_told_with_both_and_what_to_do(write: Write, mistakes: Mistakes) -> None:
    said = "c" * 64
    (found,) = mistakes(
        write(LETTER | {f"{PLACE}/statement.toml": OURS.replace("number = 1\n", f'number = 1\nsha256 = "{said}"\n')})
    )
    assert said in found.message
    assert "[[versions]]" in found.remedy


def test_somebody_can_be_invited_to_sign_only_what_is_here(write: Write, mistakes: Mistakes) -> None:
    invitation = '[invitation]\nopens = 2026-10-02\ncloses = 2026-10-03\nzone = "UTC"\n'
    text = f'date = "2026"\n\n{invitation}\n[editions.en]\ntitle = "A"\n'
    lost = f'{text}\n[[versions]]\nnumber = 1\ndate = "2026"\nsha256 = "{"a" * 64}"\n'
    for each in (text, lost):
        (found,) = mistakes(write({**only(), f"{PLACE}/statement.toml": each}))
        assert "not here" in found.message


def test_a_door_without_a_key_that_seals_is_refused(write: Write, mistakes: Mistakes) -> None:
    for door, said in (
        ("messages = true", "no key"),
        (f'keys = ["{KEY[:-1]}"]', "fhi1"),
        (f'keys = ["{COLLECTOR}"]', "begins with fhi1"),
        (f'keys = ["{KEY}"]\nsmallest_group = 1', "too small"),
    ):
        found = mistakes(write(LETTER | {"library.toml": f'title = "A library"\n\n[door]\n{door}\n'}))
        assert any(said in each.message for each in found)


def test_a_party_that_is_broken_takes_its_signatures_and_tasks_with_it(write: Write, read: Read) -> None:
    parties = LETTER["parties.toml"].replace('kind = "network"', 'kind = "net"')
    source = read(write(LETTER | {"parties.toml": parties}), lenient=True)
    (found,) = source.collection.statements
    assert [each.signer.name if each.signer else each.party for each in found.endorsements] == ["Jo Example"]
    assert found.endorsements[0].voucher is None
    assert (found.coordinators, found.invitation and found.invitation.vouchers) == ((), ())
    assert found.endorsements[0].display is Display.FULL
