"""A signature stands for the words that were signed, and for the same words spelt better."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from firsthand.catalogue.records import Change, Edition, Endorsement, Statement, Version
from firsthand.catalogue.versions import asked_again, carried, in_force, last_worded, numbered, stands, worded
from firsthand.catalogue.wordings import written


def statement(*changes: Change, signed: tuple[Endorsement, ...] = ()) -> Statement:
    versions = tuple(
        Version(number, "2026", "0" * 64, (written("en", "T", [str(number)]),), change)
        for number, change in enumerate(changes, 1)
    )
    return Statement("letter", "2026", (Edition("en", "T"),), endorsements=signed, versions=versions)


def test_who_signed_other_words_is_asked_again() -> None:
    signed = tuple(Endorsement(f"p{number}", version=number) for number in (1, 2, 3))
    letter = statement(Change.WORDING, Change.WORDING, Change.SPELLING, signed=signed)
    assert [each.party for each in asked_again(letter)] == ["p1"]
    assert [stands(each, letter) for each in signed] == [False, True, True]


def test_what_was_withdrawn_neither_stands_nor_is_asked() -> None:
    gone = Endorsement("p", version=1, withdrawn="2026-11-01")
    letter = statement(Change.WORDING, Change.WORDING, signed=(gone,))
    assert not stands(gone, letter)
    assert list(asked_again(letter)) == []


def test_signatures_from_before_versions_were_counted_are_under_the_first() -> None:
    assert stands(Endorsement("p"), statement())
    assert stands(Endorsement("p"), statement(Change.WORDING, Change.SPELLING))
    assert not stands(Endorsement("p"), statement(Change.WORDING, Change.WORDING))


@given(st.lists(st.sampled_from(Change), min_size=1, max_size=6))
def test_a_signature_stands_until_a_wording_comes_after_it(changes: list[Change]) -> None:
    letter = statement(*changes)
    for number in range(1, len(changes) + 1):
        later = changes[number:]
        assert stands(Endorsement("p", version=number), letter) == (Change.WORDING not in later)


def test_a_version_is_found_by_its_number_and_its_languages() -> None:
    letter = statement(Change.WORDING, Change.WORDING)
    one, two = letter.versions
    french = structs.replace(one, wordings=(*one.wordings, written("fr", "T", ["un"])))
    letter = structs.replace(letter, versions=(french, two))
    assert (in_force(letter), numbered(letter, 1), numbered(letter, 3)) == (two, french, None)
    assert worded(two, "fr") is None
    assert last_worded(letter, "fr") == french
    assert last_worded(letter, "en") == two
    assert in_force(statement()) is None


def test_spelling_takes_signatures_along_and_wording_does_not() -> None:
    def version(number: int, change: Change) -> Version:
        return Version(number, "2026", "", (), change)

    versions = [
        version(1, Change.WORDING),
        version(2, Change.SPELLING),
        version(3, Change.WORDING),
        version(4, Change.SPELLING),
    ]
    assert [carried(number, versions) for number in (None, 1, 2, 3, 4, 9)] == [None, 2, 2, 4, 4, 9]
