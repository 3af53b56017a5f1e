"""Guides: how one is laid over another, what an inspection sees, and that the shipped ones hold."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.search.thesaurus import shipped as thesaurus
from firsthand.wording import Checker, schema
from firsthand.wording.guide import (
    LANGUAGES,
    ROLES,
    Guide,
    GuideError,
    Vocabulary,
    files_of,
    read_guide,
    read_layer,
    shipped,
)
from firsthand.wording.inspection import Inspection, inspect_guide
from firsthand.wording.lexis import filled, written_out

BASE = """
schema = 1
id = "base"
title = "Base"

[sources.ONE]
title = "One"
year = 2020

[concepts.addict]
severity = "stigmatising"
related = ["user"]
stances = [{ source = "ONE", stance = "avoid", says = "No." }]

[concepts.user]
severity = "contested"

[en.addict]
name = "Addict"
why = "It makes a person of a habit."
alternatives = [{ person = ["*person who *uses drugs"] }]
bad = [["She met an addict.", "She met a person who uses drugs."], ["Two junkies came."]]
good = ["She met a friend."]

[[en.addict.terms]]
find = ["*addict"]
role = "person"

[[en.addict.terms]]
find = ["*junkie"]
role = "person"
severity = "slur"

[en.user]
why = "It puts the drug first."
alternatives = [{ person = ["*person who *uses drugs"] }]

[[en.user.terms]]
find = ["drug *user"]
role = "person"
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path, BASE, "base")


def write(folder: Path, text: str, name: str = "ours") -> Path:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "guide.toml").write_text(text, "utf-8")
    return folder / name


def layer(base: Path, text: str) -> Path:
    return write(base.parent, f'schema = 1\nid = "ours"\ntitle = "Ours"\nextends = "../base"\n{text}')


def found(folder: Path, text: str) -> list[tuple[str, str]]:
    checker = Checker(str(folder), cache=folder / "cache")
    return [(finding.text, finding.severity) for finding in checker.check(text, language="en").findings]


def suggested(folder: Path, text: str) -> list[str]:
    checker = Checker(str(folder), cache=folder / "cache")
    return [s.text for finding in checker.check(text, language="en").findings for s in finding.suggestions]


def test_a_guide_is_a_single_file_or_a_folder(base: Path) -> None:
    by_folder, by_file = read_guide(str(base)), read_guide(str(base / "guide.toml"))
    assert by_folder == by_file
    assert by_folder.id == "base"


def test_files_of_a_language_are_read_together(base: Path) -> None:
    (base / "en").mkdir()
    (base / "en" / "more.toml").write_text('[addict]\nterms = [{ find = ["dope *fiend"], role = "person" }]\n')
    (base / "en" / "words.toml").write_text('drug = ["heroin"]\n')
    english = read_guide(str(base)).vocabularies["en"]
    assert [term.find for term in english.words["addict"].terms] == [("dope *fiend",), ("*addict",), ("*junkie",)]
    assert english.classes == {"drug": ("heroin",)}


def test_a_layer_gives_another_severity(base: Path) -> None:
    ours = layer(base, '[concepts.user]\nseverity = "discouraged"\n')
    assert found(base, "Drug users met.") == [("Drug users", "contested")]
    assert found(ours, "Drug users met.") == [("Drug users", "discouraged")]


def test_a_layer_adds_words_of_its_own(base: Path) -> None:
    ours = layer(base, '[[en.addict.terms]]\nfind = ["dope *fiend"]\nrole = "person"\n')
    assert found(ours, "Dope fiends and addicts.") == [("Dope fiends", "stigmatising"), ("addicts", "stigmatising")]


def test_a_layer_takes_words_back(base: Path) -> None:
    ours = layer(base, 'reclaimed.en = ["junkie"]\n')
    assert found(ours, "We junkies are no addicts.") == [("addicts", "stigmatising")]


def test_a_layer_puts_other_words_in_the_place_of_those_below(base: Path) -> None:
    ours = layer(base, '[en.addict]\nalternatives = [{ person = ["*member of our community"] }]\n')
    assert suggested(ours, "Two addicts came.") == ["members of our community"]
    assert suggested(ours, "Two drug users came.") == ["people who use drugs"]


def test_words_of_a_layer_count_for_their_role_where_a_term_has_none_of_its_own(base: Path) -> None:
    (base / "en").mkdir()
    (base / "en" / "more.toml").write_text(
        '[addict]\nalternatives = [{ adjective = ["dependent"] }]\n'
        '[[addict.terms]]\nfind = ["*non-addict"]\nrole = "person"\n'
        'alternatives = [{ person = ["*person who *uses no drugs"] }]\n'
        '[[addict.terms]]\nfind = ["addicted"]\nrole = "adjective"\n'
    )
    ours = layer(base, '[en.addict]\nalternatives = [{ person = ["*member of our community"] }]\n')
    text = "Two addicts, addicted, met non-addicts."
    assert suggested(base, text) == ["people who use drugs", "dependent", "people who use no drugs"]
    assert suggested(ours, text) == ["members of our community", "dependent", "people who use no drugs"]


def test_a_layer_gives_a_term_anew(base: Path) -> None:
    ours = layer(base, '[[en.addict.terms]]\nfind = ["*junkie"]\nrole = "person"\notherwise = "possible"\n')
    assert found(ours, "Two junkies came.") == [("junkies", "stigmatising")]
    assert [t.find for t in read_guide(str(ours)).vocabularies["en"].words["addict"].terms] == [
        ("*addict",),
        ("*junkie",),
    ]


def test_what_a_layer_accepts_is_not_found_but_for_graver_terms(base: Path) -> None:
    ours = layer(base, "[concepts.addict]\naccepted = true\n")
    assert found(ours, "Addicts, junkies and drug users.") == [("junkies", "slur"), ("drug users", "contested")]


def test_a_layer_over_an_accepting_one_takes_the_acceptance_back(base: Path) -> None:
    layer(base, "[concepts.addict]\naccepted = true\n")
    text = 'schema = 1\nid = "third"\ntitle = "Third"\nextends = "../ours"\n[concepts.addict]\nseverity = "imprecise"\n'
    assert found(write(base.parent, text, "third"), "Addicts.") == [("Addicts", "imprecise")]


def test_stances_of_layers_are_told_together_and_a_newer_one_counts(base: Path) -> None:
    ours = layer(
        base,
        '[sources.TWO]\ntitle = "Two"\n[concepts.addict]\nrelated = ["user"]\n'
        'stances = [{ source = "TWO", stance = "accept" }, { source = "ONE", stance = "debated" }]\n',
    )
    guide = read_guide(str(ours))
    assert [(s.source, s.stance) for s in guide.concepts["addict"].stances] == [("TWO", "accept"), ("ONE", "debated")]
    assert guide.concepts["addict"].related == ("user",)
    assert set(guide.sources) == {"ONE", "TWO"}


def test_a_layer_is_made_of_its_files_and_of_those_below(base: Path) -> None:
    ours = layer(base, "")
    assert files_of(str(ours)) == [ours.resolve() / "guide.toml", base.resolve() / "guide.toml"]


def test_a_folder_without_guide_toml_is_no_guide(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"is no guide: there is no guide.toml in it. Guides that come with.* house"):
        read_guide(str(tmp_path))


def test_a_layer_over_nothing_is_told_with_its_line(tmp_path: Path) -> None:
    ours = write(tmp_path, 'schema = 1\nid = "ours"\ntitle = "Ours"\nextends = "hause"\n')
    with pytest.raises(GuideError, match=r"guide.toml, line 4: \[extends\] There is no guide “hause”: “extends” names"):
        read_guide(str(ours))


def test_guides_that_extend_one_another_are_refused(base: Path) -> None:
    layer(base, "")
    write(base.parent, BASE.replace('title = "Base"', 'title = "Base"\nextends = "../ours"', 1), "base")
    with pytest.raises(GuideError, match="extend one another in a circle"):
        read_guide(str(base))


def test_a_guide_that_holds_has_no_faults(base: Path) -> None:
    assert inspect_guide(str(base)) == Inspection(examples=3)


SLIPS = {
    "a concept that doesn't exist": ('[en.adict]\nwhy = "No."\n', "There is no concept “adict”. Is “addict” meant?"),
    "a related concept": ('[concepts.addict]\nrelated = ["usr"]\n', "There is no concept “usr”. Is “user” meant?"),
    "a concept without severity": ('[concepts.new]\ndomain = "use"\n', "The concept has no severity."),
    "a source of a stance": (
        '[concepts.user]\nstances = [{ source = "ONCE", stance = "avoid" }]\n',
        "There is no source “ONCE”. Is “ONE” meant?",
    ),
    "a source of a term": (
        '[[en.user.terms]]\nfind = ["*taker"]\nrole = "person"\nsources = ["X"]\n',
        "There is no source “X”.",
    ),
    "a class": ('[[en.user.terms]]\nfind = ["{drug} *taker"]\nrole = "person"\n', "There is no class “drug”."),
    "a class of a sense": (
        '[[en.user.terms]]\nfind = ["*taker"]\nrole = "person"\nsenses = [{ name = "a", near = ["@drugs"] }]\n',
        "There is no class “drugs”. Classes stand in words.toml.",
    ),
    "a brace": ('[[en.user.terms]]\nfind = ["{drug *taker"]\nrole = "person"\n', "has a brace that isn't part of a {"),
    "an asterisk": (
        '[[en.user.terms]]\nfind = ["take* it"]\n',
        "“take* it” has an asterisk that stands before no word",
    ),
    "an asterisk in a word": (
        '[[en.user.terms]]\nfind = ["non-*user"]\nrole = "person"\n',
        "“non-*user” has an asterisk inside of a word; it stands before the whole word.",
    ),
    "no words": ("[[en.user.terms]]\nfind = []\n", "“find” is empty: a term needs the words to look for."),
    "an empty phrase": ('[[en.user.terms]]\nfind = [" "]\n', "There is an empty phrase."),
    "a role": (
        '[[en.user.terms]]\nfind = ["druggy"]\nrole = "adjective"\n',
        "Nothing is offered instead of “druggy”: no alternative has the role “adjective”.",
    ),
    "two sentences": (
        '[en.user]\nwhy = "It is. It was."\nterms = [{ find = ["x"], otherwise = "pass" }]\n',
        "“why” must",
    ),
    "forms of many": (
        '[en.user]\nalternatives = [{ person = ["*a", "*b"], forms = { sg = ["a"] } }]\n',
        "“forms” of an alternative belong to one phrase",
    ),
    "an example of three": ('[en.user]\nbad = [["a", "b", "c"]]\n', "Example 1 of “bad” has a sentence and"),
    "a language of reclaimed words": ('[reclaimed]\nde = ["Junkie"]\n', "There is no language “de” here; there are en"),
}


@pytest.mark.parametrize(("text", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_of_meaning_is_told(base: Path, text: str, told: str) -> None:
    (fault, *_) = [fault for fault in inspect_guide(str(layer(base, text))).faults if told in str(fault)]
    assert fault.line is not None
    assert fault.line >= 5


def test_an_id_is_short_and_plain(base: Path) -> None:
    (fault,) = inspect_guide(str(write(base.parent, BASE.replace('"base"', '"Our Base"', 1), "base"))).faults
    assert "guide.toml, line 3: [id] The id “Our Base” may have small letters, digits" in str(fault)


def test_files_that_nothing_reads_are_told(base: Path) -> None:
    (base / "concept.toml").touch()
    (base / "de").mkdir()
    (base / "de" / "people.toml").touch()
    told = [str(fault) for fault in inspect_guide(str(base)).faults]
    assert "concept.toml: This file is not read. Beside guide.toml there may be concepts.toml" in told[0]
    assert "de/people.toml: This file is not read. Words stand in a folder of their language: en, fr" in told[1]


def test_examples_of_which_the_check_thinks_otherwise_are_failures(base: Path) -> None:
    ours = layer(
        base,
        '[en.addict]\nbad = [["He is a saint."], ["An addict came.", "Someone came."]]\ngood = ["No addicts here."]\n',
    )
    told = [f.problem for f in inspect_guide(str(ours)).failures]
    assert told[0] == "Nothing is found in “He is a saint.”."
    assert told[1] == "“An addict came.” becomes “A person who uses drugs came.”, not “Someone came.”."
    assert told[2].startswith("Something is found in “No addicts here.” (“addicts”, ")


def test_words_that_two_concepts_share_are_noted(base: Path) -> None:
    ours = layer(base, '[[en.user.terms]]\nfind = ["*addict"]\nrole = "person"\n')
    assert inspect_guide(str(ours)).notes == ("en: addict and user both have “addict”.",)


def test_words_that_are_taken_back_for_nothing_are_noted(base: Path) -> None:
    ours = layer(base, 'reclaimed.en = ["Junkies", "addict", "stoner"]\n')
    assert inspect_guide(str(ours)).notes == ("en: “stoner” is reclaimed, and no term has it.",)


@given(
    st.integers(0, len(BASE)), st.integers(0, 30), st.text(max_size=12) | st.sampled_from(["{", "*", "[", "]]", "="])
)
@settings(max_examples=150, deadline=None)
def test_a_guide_with_any_slip_is_inspected_without_failing(start: int, length: int, slip: str) -> None:
    with TemporaryDirectory() as folder:
        seen = inspect_guide(str(write(Path(folder), BASE[:start] + slip + BASE[start + length :])))
        assert all(fault.problem for fault in (*seen.faults, *seen.failures))


@cache
def guide(name: str) -> Guide:
    return read_guide(name)


@cache
def inspection(name: str) -> Inspection:
    return inspect_guide(name)


@pytest.mark.parametrize("name", shipped())
def test_shipped_guides_have_no_faults_and_their_examples_hold(name: str) -> None:
    """What a guide calls bad is found, and becomes what it calls better; in what it calls good nothing is found."""
    seen = inspection(name)
    assert [str(fault) for fault in (*seen.faults, *seen.failures)] == []
    assert seen.examples


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_guide_is_called_as_its_folder(name: str) -> None:
    assert guide(name).id == name
    assert set(guide(name).header.titles) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_house_guide_has_words_for_every_concept_in_every_language(language: str) -> None:
    house = guide("house")
    words = house.vocabularies[language].words
    assert [concept for concept in house.concepts if concept not in words or not words[concept].terms] == []
    assert [concept for concept, entry in words.items() if not entry.name] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_of_the_house_guide_has_examples_of_both_kinds(language: str) -> None:
    words = guide("house").vocabularies[language].words
    assert [concept for concept, entry in words.items() if not entry.bad or not entry.good] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_engine_finds_the_classes_that_it_reads(language: str) -> None:
    needed = {"people", "institution", "mention", "self", "references", "thanks", "affiliations", "function"}
    classes = guide("house").vocabularies[language].classes
    assert {name for name in needed | {"drug", "drugs", "abbreviations"} if not classes.get(name)} == set()


def test_every_source_of_the_house_guide_is_cited_by_it_or_by_the_thesaurus() -> None:
    house = guide("house")
    cited = {stance.source for concept in house.concepts.values() for stance in concept.stances}
    cited.update(
        key for entry in thesaurus().concepts.values() for labels in entry.labels.values() for key in labels.seen
    )
    for vocabulary in house.vocabularies.values():
        for words in vocabulary.words.values():
            for entry in (*words.terms, *words.alternatives, *(a for term in words.terms for a in term.alternatives)):
                cited.update(entry.sources)
    assert sorted(set(house.sources) - cited) == []


def test_concepts_are_related_both_ways_or_at_least_to_others() -> None:
    house = read_layer(shipped()["house"])
    assert [name for name, concept in house.concepts.items() if name in concept.related] == []


def test_what_no_guide_was_seen_to_speak_of_is_at_most_discouraged() -> None:
    for name, concept in guide("house").concepts.items():
        assert concept.stances or concept.severity in {"discouraged", "imprecise", "contested"}, name


def suggestions(vocabulary: Vocabulary) -> Iterator[str]:
    """Everything that a guide would have written in a language, with the first word of each class."""
    for words in vocabulary.words.values():
        for alternative in (*words.alternatives, *(a for term in words.terms for a in term.alternatives)):
            for role in ROLES:
                for phrase in getattr(alternative, role):
                    text, captures = next(written_out(phrase, vocabulary.classes))
                    yield (filled(phrase, captures, vocabulary.classes) or text).replace("*", "")


@pytest.mark.parametrize("name", shipped())
def test_what_a_guide_suggests_it_does_not_find(name: str) -> None:
    checker = Checker(name)
    contradictions = {
        f"{language}: “{text}” is suggested, and “{finding.text}” is {finding.severity} ({finding.concept})"
        for language, vocabulary in checker.guide.vocabularies.items()
        for text in suggestions(vocabulary)
        for finding in checker.check(text, language=language).findings
        if finding.severity not in {"imprecise", "contested"} and finding.certainty == "found"
    }
    assert contradictions == set()


def toml_blocks(page: str) -> list[str]:
    text = (Path(__file__).parents[2] / "docs" / page).read_text("utf-8")
    return re.findall(r"```toml\n(.*?)```", text, re.DOTALL)


def test_the_guide_of_ten_lines_in_the_manual_has_ten_lines_and_holds(tmp_path: Path) -> None:
    first = toml_blocks("guides/write-a-language-guide.md")[0]
    assert len(first.splitlines()) == 10
    assert inspect_guide(str(write(tmp_path, first))) == Inspection(examples=1)
    assert found(tmp_path / "ours", "Two drug users relapsed.") == [("relapsed", "discouraged")]


def test_the_pieces_of_a_guide_in_the_manual_hold_together(tmp_path: Path) -> None:
    pieces = "".join(toml_blocks("guides/write-a-language-guide.md")[1:])
    ours = write(tmp_path, f'schema = 1\nid = "ours"\ntitle = "Ours"\nextends = "house"\n{pieces}')
    assert inspect_guide(str(ours)) == Inspection(examples=2)
    assert found(ours, "Corner boys and drug peddlers in recovery.") == [("Corner boys", "contested")]


def test_every_field_of_a_guide_is_in_the_reference() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "language-guides.md").read_text("utf-8")
    structures = [schema.Header, schema.Concept, schema.StanceEntry, schema.SourceEntry, schema.Words]
    structures += [schema.Term, schema.Sense, schema.Alternative, schema.Names]
    fields = {name for structure in structures for name in structure.__struct_fields__}
    assert [name for name in sorted(fields) if f"`{name}`" not in manual] == []


def test_stances_that_nobody_has_read_stand_alone() -> None:
    """What is not verified is told only of a concept of which no guide was read."""
    for name, concept in guide("house").concepts.items():
        kinds = {stance.verified for stance in concept.stances}
        assert kinds in ({"unverified"}, kinds - {"unverified"}), name
