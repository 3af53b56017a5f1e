"""`firsthand guide` shows language guides and checks the one that somebody writes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli import main

OURS = """schema = 1
id = "ours"
title = "Our words"

[sources.NET]
title = "How we speak"
publisher = "The network"

[concepts.relapse]
domain = "people"
severity = "stigmatising"
related = ["user"]
stances = [{ source = "NET", stance = "avoid", says = "Asks for people first.", verified = "reported" }]

[concepts.user]
domain = "people"
severity = "contested"

[en.relapse]
name = "Relapser"
why = "It makes a person of a habit."
fine = ["in quotations"]
alternatives = [{ person = ["*person who *uses {drug}", "*person who *uses drugs"] }]
bad = [["She met a relapser.", "She met a person who uses drugs."]]

[[en.relapse.terms]]
find = ["*relapser", "*lapser"]
role = "person"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "words.toml").write_text('drug = ["heroin"]\n')
    (tmp_path / "guide.toml").write_text(OURS)
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["guide", *map(str, arguments)])


def test_the_guides_that_come_with_firsthand_are_listed() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert "house            Words matter: the house guide: 135 concepts; terms: en " in result.output
    assert "public-health    Words in public health, a layer over house: " in result.output


def test_the_concepts_of_a_guide_are_listed_by_domain(folder: Path) -> None:
    assert run("list", folder).output.split() == ["People", "relapse", "stigmatising", "user", "contested"]


def test_what_a_layer_accepts_is_said() -> None:
    lines = run("list", "public-health").output.splitlines()
    assert ["recovery", "accepted"] in [line.split() for line in lines]


def test_a_concept_is_shown_with_its_words_why_and_sources(folder: Path) -> None:
    result = run("show", "relapse", "--guide", folder)
    assert result.exit_code == 0
    assert result.output == (
        "relapse (stigmatising)\n"
        "\nen  Relapser\n"
        "    It makes a person of a habit.\n"
        "    Not: relapser, lapser\n"
        "    Rather: person who uses heroin …, person who uses drugs\n"
        "    Fine: in quotations\n"
        "\nWho says what\n"
        "  avoid: The network, How we speak (reported). Asks for people first.\n"
        "\nSee also user.\n"
    )


def test_one_language_is_shown_where_it_is_asked_for(folder: Path) -> None:
    assert "Relapser" not in run("show", "relapse", "--guide", folder, "-l", "fr").output


def test_a_concept_that_is_not_there_is_told_with_what_is_near(folder: Path) -> None:
    result = run("show", "relapsd", "--guide", folder)
    assert result.exit_code == 1
    assert "The guide “ours” has no concept “relapsd”. Is “relapse” meant?" in result.output
    assert f"See: firsthand guide list {folder}" in run("show", "zzz", "--guide", folder).output


def test_a_guide_that_holds_is_said_to_hold(folder: Path) -> None:
    result = run("check", folder)
    assert result.output == "The guide holds: 1 example, and all are as it says.\n"
    assert result.exit_code == 0


def test_what_is_to_mend_is_listed_and_the_exit_code_is_one(folder: Path) -> None:
    (folder / "guide.toml").write_text(OURS + 'sources = ["NOT"]\nstatus = "sure"\n')
    result = run("check", folder)
    assert result.exit_code == 1
    assert "guide.toml, line 30: [en.relapse.terms.status] “sure” is not known for “status”" in result.output
    assert "\n1 thing to mend.\n" in result.output


def test_an_example_that_fails_is_listed(folder: Path) -> None:
    (folder / "guide.toml").write_text(OURS.replace('["She met a relapser."', '["She met nobody."'))
    result = run("check", folder / "guide.toml")
    assert result.exit_code == 1
    assert "guide.toml, line 24: [en.relapse.bad] Nothing is found in “She met nobody.”.\n" in result.output


def test_words_of_two_concepts_are_noted_and_no_fault(folder: Path) -> None:
    (folder / "guide.toml").write_text(
        f'{OURS}[en.user]\nwhy = "No."\nterms = [{{ find = ["lapser"], otherwise = "pass" }}]\n'
    )
    result = run("check", folder)
    assert result.exit_code == 0
    assert "Note: en: relapse and user both have “lapser”.\n" in result.output


def test_a_folder_without_a_guide_is_told_in_a_sentence(tmp_path: Path) -> None:
    for arguments in (("check", tmp_path), ("list", tmp_path), ("show", "relapse", "--guide", tmp_path)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "is no guide: there is no guide.toml in it." in result.output


def test_a_guide_cant_take_hold_of_the_terminal(folder: Path) -> None:
    (folder / "guide.toml").write_text(OURS.replace("a habit", "a\\u001b[2Jhabit"))
    assert "\x1b" not in run("show", "relapse", "--guide", folder).output


def test_the_schema_is_printed_for_editors() -> None:
    assert json.loads(run("schema").output)["$ref"] == "#/$defs/Header"
    assert "$defs" in json.loads(run("schema", "terms").output)


def test_help_has_examples() -> None:
    assert "firsthand guide check our-words" in run("--help").output
    assert "firsthand guide check our-words/guide.toml" in run("check", "--help").output
