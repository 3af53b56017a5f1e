"""The form of a guide's files: its JSON Schema is current, takes what is right and refuses what isn't."""

import tomllib
from pathlib import Path

import jsonschema
import pytest

from firsthand.wording.faults import GuideError, line_of
from firsthand.wording.guide import APART, read_layer
from firsthand.wording.json_schema import FILES, FOLDER, json_schema, written

SHIPPED = sorted(FOLDER.rglob("*.toml"))


def kind_of(path: Path) -> str:
    if path.parent.parent == FOLDER:
        return path.stem
    return path.stem if path.stem in APART else "terms"


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_json_schema_is_the_one_of_this_version(name: str) -> None:
    remedy = "run: python -c 'from firsthand.wording.json_schema import write_all; write_all()'"
    assert (FOLDER / f"{name}.schema.json").read_text("utf-8") == written(name), remedy


@pytest.mark.parametrize("name", FILES)
def test_each_json_schema_is_itself_valid(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(name))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_shipped_guides_have_this_form(path: Path) -> None:
    jsonschema.validate(tomllib.loads(path.read_text("utf-8")), json_schema(kind_of(path)))


def test_the_json_schema_says_what_a_field_means() -> None:
    term = json_schema("terms")["$defs"]["Term"]["properties"]
    assert term["otherwise"]["description"] == "Where no sense holds."


HEAD = 'schema = 1\nid = "ours"\ntitle = "Ours"\n'

BROKEN = {
    "a field that doesn't exist": (
        '[en.addict]\nwhy = "It hurts."\nalternative = []\n',
        "line 6: [en.addict.alternative] There is no field “alternative” here. Is “alternatives” meant?",
    ),
    "a field that is like no other": (
        "[concepts.addict]\ncolour = 3\n",
        "line 5: [concepts.addict.colour] There is no field “colour” here. There are domain, severity,",
    ),
    "text in the place of a list": (
        '[[en.addict.terms]]\nrole = "person"\nfind = "*addict"\n',
        "line 6: [en.addict.terms.find] “find” must be a list, and is text. Put it in square brackets: find",
    ),
    "a number in the place of text": (
        '[[en.addict.terms]]\nfind = ["a", 7]\n',
        "line 5: [en.addict.terms.find] “find” must be text, and is a number.",
    ),
    "a word that isn't among the choices": (
        '[concepts.addict]\nseverity = "bad"\n',
        "line 5: [concepts.addict.severity] “bad” is not known for “severity”; choose one of “slur”, “stigmatising”,",
    ),
    "a sense without a name": (
        '[[en.addict.terms]]\nfind = ["a"]\n[[en.addict.terms.senses]]\nverdict = "pass"\n',
        "line 6: [en.addict.terms.senses] The field “name” is missing.",
    ),
    "a word for one of two": (
        '[[en.addict.terms]]\nfind = ["a"]\n[[en.addict.terms]]\nfind = ["b"]\nexact = "yes"\n',
        "line 8: [en.addict.terms.exact] “exact” must be true or false, and is text.",
    ),
}


@pytest.mark.parametrize(("text", "told"), BROKEN.values(), ids=BROKEN)
def test_a_slip_is_refused_with_its_line_and_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "guide.toml").write_text(HEAD + text)
    with pytest.raises(GuideError) as refused:
        read_layer(tmp_path)
    assert f"guide.toml, {told}" in str(refused.value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(HEAD + text), json_schema("guide"))


def refusal(folder: Path, text: str | bytes) -> str:
    (folder / "guide.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(GuideError) as refused:
        read_layer(folder)
    return str(refused.value)


def test_a_guide_of_a_newer_form_asks_for_a_newer_firsthand(tmp_path: Path) -> None:
    told = refusal(tmp_path, HEAD.replace("= 1", "= 2"))
    assert "line 1: [schema] This guide is written in schema 2, and this Firsthand reads up to 1. Update" in told


def test_a_guide_says_in_which_form_it_is_written(tmp_path: Path) -> None:
    assert "guide.toml: The field “schema” is missing." in refusal(tmp_path, 'id = "ours"\ntitle = "Ours"\n')
    assert "“schema” must be 1, the version of the form of guides." in refusal(tmp_path, HEAD.replace("= 1", '= "one"'))


def test_an_empty_guide_is_told_what_it_lacks(tmp_path: Path) -> None:
    assert refusal(tmp_path, "").endswith("guide.toml: The field “schema” is missing.")


def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    told = refusal(tmp_path, HEAD + '[en.addict]\nwhy = "It hurts.\n')
    assert "guide.toml, line 5: This is not TOML: " in told
    assert told.endswith("Look for a missing quotation mark or bracket.")


def test_a_name_with_accents_needs_quotation_marks(tmp_path: Path) -> None:
    told = refusal(tmp_path, HEAD + "[concepts.víctima]\n")
    assert "line 4: This is not TOML" in told
    assert told.endswith("A name with other letters than a to z stands in quotation marks.")


def test_what_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    told = refusal(tmp_path, HEAD.encode() + "publisher = 'Réseau'".encode("latin-1"))
    assert told.endswith("guide.toml, line 4: This is not UTF-8 text; save the file as UTF-8.")


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "guide.toml").write_text(HEAD, "utf-8-sig")
    assert read_layer(tmp_path).id == "ours"


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "people.toml").write_text('[addict]\nwy = "a"\n\n[junkie]\nwhy = 1\n')
    (tmp_path / "en" / "names.toml").write_text('journal = ["Addiction"]\n')
    told = refusal(tmp_path, HEAD + "[concepts.addict]\nseverity = 4\n").splitlines()
    assert [line.partition(" There")[0].partition(" “")[0].rpartition("/")[2] for line in told] == [
        "guide.toml, line 5: [concepts.addict.severity]",
        "people.toml, line 2: [addict.wy]",
        "people.toml, line 5: [junkie.why]",
        "names.toml, line 1: [journal]",
    ]


def test_the_line_of_a_value_is_found_through_lists_of_tables_and_long_lists() -> None:
    text = '''
[addict]  # one
why = """
[not.a.table]
"""
bad = [
    ["An addict."],
    ["first", "second"]
]
[[addict.terms]]
find = ["[x]", "y"]
[["addict".terms]]
find = [
    "z",
]
role = "person"
[[addict.terms.senses]]
name = "a"
[[addict.terms.senses]]
name = "b"
'''
    assert line_of(text, ("addict", "why")) == 3
    assert line_of(text, ("addict", "bad")) == 6
    assert line_of(text, ("addict", "bad", 1)) == 8
    assert line_of(text, ("addict", "terms", 0, "find")) == 11
    assert line_of(text, ("addict", "terms", 1, "role")) == 16
    assert line_of(text, ("addict", "terms", 1, "senses", 1, "name")) == 20
    assert line_of(text, ("addict", "terms", 1, "status")) == 12
    assert line_of(text, ("junkie",)) is None


def test_the_line_of_a_thing_is_found_in_a_list_of_many_lines() -> None:
    text = """
[addict]
terms = [
    { find = ["a, b", "c"] },  # one, two
    { find = ["d"], senses = [
        { name = "e" },
    ] }, { find = ["f"] },

    { find = ["g"] },
]
why = "It is."
"""
    assert [line_of(text, ("addict", "terms", number)) for number in range(4)] == [4, 5, 3, 9]
    assert line_of(text, ("addict", "why")) == 11
