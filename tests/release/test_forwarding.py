"""Links to passages outlive changes of the text, and never lead to the wrong passage."""

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.catalogue.reading import Leaf, compose, passages
from firsthand.documents.model import Block, Cell, Document, Footnote, Paragraph, Row, Run, Section, Table
from firsthand.release.forwarding import carry, compare
from firsthand.release.records import Forward

PEERS = "Peers who hand out naloxone in the evening know the streets better than any map that an office draws."
LAW = "The law of 2001 ended criminal penalties for possession, and the number of new infections fell by half."
MONEY = "Funding that reaches community-led networks stays below one per cent of what is spent on drug control."
HOUSE = "A house where nobody is asked for papers at the door is a house where people come back when they are ill."
VOICE = "Nothing is decided here about people who use drugs unless they sit at the table and have a vote on it."
TEXTS = (PEERS, LAW, MONEY, HOUSE, VOICE)


def read(*texts: str) -> tuple[Leaf, ...]:
    return written(*(Paragraph((Run(text),)) for text in texts))


def written(*blocks: Block, heading: str = "Beginning") -> tuple[Leaf, ...]:
    return compose(Document("text/plain", (Section((Run(heading),), 1, None, blocks),))).leaves


def ids(leaves: tuple[Leaf, ...]) -> list[str]:
    return [passage.id for passage in passages(leaves)]


def words(leaves: tuple[Leaf, ...]) -> dict[str, str]:
    return {passage.id: passage.text for passage in passages(leaves)}


def test_an_inserted_paragraph_changes_no_other_name() -> None:
    assert compare(read(PEERS, LAW), read(PEERS, MONEY, LAW)) == {}


def test_a_moved_paragraph_keeps_its_name() -> None:
    assert compare(read(PEERS, LAW, MONEY), read(MONEY, PEERS, LAW)) == {}


def test_a_corrected_paragraph_leads_on() -> None:
    old, new = read(PEERS, LAW.replace("penalties", "penaltys"), MONEY), read(PEERS, LAW, MONEY)
    assert compare(old, new) == {ids(old)[1]: ids(new)[1]}


def test_a_corrected_and_moved_paragraph_leads_on() -> None:
    old, new = read(PEERS, LAW.replace("ended", "has ended"), MONEY, HOUSE), read(LAW, MONEY, PEERS, HOUSE)
    assert compare(old, new)[ids(old)[1]] == ids(new)[0]


def test_a_deleted_paragraph_is_removed() -> None:
    old = read(PEERS, LAW, MONEY)
    assert compare(old, read(PEERS, MONEY)) == {ids(old)[1]: None}


def test_a_paragraph_in_whose_place_another_stands_is_removed() -> None:
    old = read(PEERS, LAW, MONEY)
    assert compare(old, read(PEERS, HOUSE, MONEY)) == {ids(old)[1]: None}


def test_a_paragraph_that_two_others_resemble_is_removed() -> None:
    old = read(PEERS, LAW, MONEY)
    new = read(PEERS, LAW.replace("half", "a third"), LAW.replace("half", "a tenth"), MONEY)
    assert compare(old, new) == {ids(old)[1]: None}


def test_of_two_that_resemble_a_third_only_the_nearest_leads_on() -> None:
    first, second = LAW.replace("possession", "use and growing and carrying of it"), LAW.replace("fell", "dropped")
    old, new = read(PEERS, first, second, MONEY), read(PEERS, LAW, MONEY)
    assert compare(old, new) == {ids(old)[1]: None, ids(old)[2]: ids(new)[1]}


def test_short_passages_whose_figures_differ_are_not_the_same() -> None:
    old = read(PEERS, "Article 3", MONEY)
    assert compare(old, read(PEERS, "Article 4", MONEY)) == {ids(old)[1]: None}


def test_paragraphs_that_were_joined_both_lead_to_the_whole() -> None:
    old, new = read(PEERS, LAW, HOUSE, MONEY), read(PEERS, f"{LAW} {HOUSE}", MONEY)
    assert compare(old, new) == dict.fromkeys(ids(old)[1:3], ids(new)[1])


def test_a_paragraph_that_was_split_leads_to_its_beginning() -> None:
    old, new = read(PEERS, f"{LAW} {HOUSE}", MONEY), read(PEERS, LAW, HOUSE, MONEY)
    assert compare(old, new) == {ids(old)[1]: ids(new)[1]}


def test_equal_words_lead_to_where_their_neighbours_are() -> None:
    old = read(PEERS, "Yes.", LAW, "Yes.", MONEY)
    new = read(LAW, "Yes.", MONEY)
    assert compare(old, new) == {ids(old)[0]: None, ids(old)[1]: None, ids(old)[3]: ids(new)[1]}


def test_words_that_become_frequent_are_still_found() -> None:
    old, new = read(PEERS, "Yes.", LAW), read(MONEY, "Yes.", PEERS, "Yes.", LAW)
    assert compare(old, new) == {ids(old)[1]: ids(new)[3]}


def test_equal_words_without_known_neighbours_are_removed() -> None:
    old = read("One.", "Yes.", "Two.", "Yes.")
    new = read("Uno.", "Yes.")
    assert compare(old, new)[ids(old)[1]] is None
    assert compare(old, new)[ids(old)[3]] is None


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row(tuple(Cell((Run(text),)) for text in row)) for row in rows))


def test_a_row_is_known_by_its_first_cell() -> None:
    old = written(table(("Portugal", "2001", "40 %"), ("Spain", "1983", "38 %")))
    new = written(table(("Portugal", "2001", "41 %"), ("Sweden", "1983", "38 %")))
    assert compare(old, new) == {ids(old)[0]: ids(new)[0], ids(old)[1]: None}


def test_a_corrected_name_of_a_row_leads_on_but_another_year_does_not() -> None:
    old = written(table(("Portgual", "40", "12"), ("2019", "38", "9")))
    new = written(table(("Portugal", "40", "12"), ("2018", "38", "9")))
    assert compare(old, new) == {ids(old)[0]: ids(new)[0], ids(old)[1]: None}


def test_a_footnote_is_found_wherever_its_leaf_ends() -> None:
    def text(mistake: str, filling: int) -> tuple[Leaf, ...]:
        marks = [Paragraph((Run(f"{n}. {PEERS * 20}"), Run("1", note=f"n{n}"))) for n in range(20)]
        note = Footnote("n3", "1", (Run(f"See the {mistake} of the network, in which all of this is told at length."),))
        return written(*(Paragraph((Run(f"{LAW} {n}"),)) for n in range(filling)), *marks, note)

    old, new = text("raport", 0), text("report", 30)
    (gone,) = compare(old, new).items()
    assert words(new)[gone[1] or ""].startswith("See the report")


def test_chains_become_one_step() -> None:
    first, second, third = (read(PEERS, f"{LAW} {end}", MONEY) for end in ("So.", "So it is.", "So it is said."))
    forwarding = carry({}, compare(first, second), set(ids(second)), "2024")
    forwarding = carry(forwarding, compare(second, third), set(ids(third)), "2025")
    assert forwarding == {ids(first)[1]: Forward(ids(third)[1], "2025"), ids(second)[1]: Forward(ids(third)[1], "2025")}


def test_a_name_that_comes_back_leads_on_no_more() -> None:
    first, second = read(PEERS, LAW), read(PEERS, LAW + " Truly.")
    forwarding = carry({}, compare(first, second), set(ids(second)), "2024")
    forwarding = carry(forwarding, compare(second, first), set(ids(first)), "2025")
    assert forwarding == {ids(second)[1]: Forward(ids(first)[1], "2025")}


def test_what_was_removed_stays_removed_and_what_led_to_it_too() -> None:
    first, second, third = read(PEERS, LAW), read(PEERS, LAW + " Truly."), read(PEERS)
    forwarding = carry({}, compare(first, second), set(ids(second)), "2024")
    forwarding = carry(forwarding, compare(second, third), set(ids(third)), "2025")
    forwarding = carry(forwarding, compare(third, third), set(ids(third)), "2026")
    assert forwarding == {ids(first)[1]: Forward(None, "2025"), ids(second)[1]: Forward(None, "2025")}


def test_an_edition_that_is_gone_has_all_its_passages_removed() -> None:
    assert compare(read(PEERS, LAW), ()) == dict.fromkeys(ids(read(PEERS, LAW)))


def test_a_text_that_was_written_anew_is_compared_in_reasonable_time() -> None:
    old = read(*(f"{PEERS} {n} {LAW}" for n in range(300)))
    new = read(*(f"{MONEY} {n} {HOUSE}" for n in range(300)))
    assert set(compare(old, new).values()) == {None}


SAID = [f"{text} ({n})" for n in range(4) for text in TEXTS] + ["Yes.", "No."]
EDITS = st.lists(
    st.tuples(st.sampled_from(["insert", "delete", "move", "correct"]), st.integers(0, 10**6), st.integers(0, 10**6)),
    max_size=4,
)


def edited(texts: list[str], edits: list[tuple[str, int, int]]) -> list[tuple[int, str]]:
    """The paragraphs after some edits, each with the number of the paragraph it comes from."""
    line = list(enumerate(texts))
    for edit, one, two in edits:
        at = one % max(len(line), 1)
        if edit == "insert":
            line.insert(at, (len(texts) + two, f"Inserted words, of which number {two} says something of its own."))
        elif line and edit == "delete":
            line.pop(at)
        elif line and edit == "move":
            line.insert(two % len(line), line.pop(at))
        elif line:
            line[at] = (line[at][0], line[at][1].replace("e", "ee", 1))
    return line


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SAID), min_size=3, max_size=12), EDITS)
def test_every_link_leads_to_its_own_paragraph_or_to_none(texts: list[str], edits: list[tuple[str, int, int]]) -> None:
    line = edited(texts, edits)
    said = [text for _, text in line]
    old, new = read(*texts), read(*said)
    led = {id_: id_ for id_ in ids(old)} | compare(old, new)
    come = dict(zip(ids(new), line, strict=True))
    for origin, (text, id_) in enumerate(zip(texts, ids(old), strict=True)):
        number, now = come.get(led[id_] or "", (origin, text))
        assert number == origin or text in (now, *texts[number : number + 1]), "another's words"
        if texts.count(text) == 1 == said.count(text):
            assert led[id_] == id_


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SAID), min_size=4, max_size=12, unique=True), st.data())
def test_a_corrected_paragraph_between_its_neighbours_is_always_found(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(texts) - 2))
    said = [*texts[:at], texts[at].replace("e", "ee", 1), *texts[at + 1 :]]
    old, new = read(*texts), read(*said)
    if said[at] != texts[at] and len(texts[at]) > 10:
        assert compare(old, new) == {ids(old)[at]: ids(new)[at]}
