"""`firsthand deposit` makes a work ready for Zenodo, and sends nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.exports.catalogues import texts, valid
from tests.front.library import FixtureSource
from tests.release.shelf import Index

from firsthand.cli import main
from firsthand.exports.deposit import KINDS, three_letters
from firsthand.release import build

UPLOADS = {"publication", "poster", "presentation", "dataset", "image", "video", "software", "lesson", "other"}
PUBLICATIONS = {"book", "section", "conferencepaper", "article", "report", "technicalnote", "thesis", "other", None}
RELATIONS = {
    "isCitedBy", "cites", "isSupplementTo", "isSupplementedBy", "isContinuedBy", "continues", "isDescribedBy",
    "describes", "hasMetadata", "isMetadataFor", "isNewVersionOf", "isPreviousVersionOf", "isPartOf", "hasPart",
    "isReferencedBy", "references", "isDocumentedBy", "documents", "isCompiledBy", "compiles", "isVariantFormOf",
    "isOriginalFormOf", "isIdenticalTo", "isAlternateIdentifier", "isReviewedBy", "reviews", "isDerivedFrom",
    "isSourceOf", "requires", "isRequiredBy", "isObsoletedBy", "obsoletes",
}  # fmt: skip
"""The closed lists of Zenodo's form."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("deposit") / "library"
    build(FixtureSource(tmp_path_factory.mktemp("files")), library, open_index=Index)
    return library


def run(library: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["deposit", str(library), *map(str, arguments)])


def test_every_edition_gets_its_folder_with_metadata_files_and_steps(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    result = run(library, "nothing-about-us", "-o", folder)
    assert result.exit_code == 0, result.output
    assert "4 editions of “Nothing about us”" in result.stdout
    names = [path.name for path in sorted(folder.iterdir())]
    assert names == ["README.md", *(f"nothing-about-us.{each}" for each in ("ar", "en", "fr", "ru"))]
    russian = folder / "nothing-about-us.ru"
    assert {path.name for path in russian.iterdir()} == {"metadata.json", "datacite.xml", "nothing-about-us.ru.pdf"}
    said = json.loads((russian / "metadata.json").read_text())["metadata"]
    assert said["title"] == "Ничего о нас: Равные за столом"
    assert said["creators"] == [{"name": "Petrova, Ana"}]
    assert (said["upload_type"], said["publication_type"], said["language"]) == ("publication", "report", "rus")
    assert said["license"] == "cc-by-nc-nd-3.0"
    assert said["description"] == "<p>Что узнали люди.</p>"
    assert said["notes"] == "Funded by Made-up Fund. Translated by Ana Petrova."
    related = {(each["relation"], each["identifier"]) for each in said["related_identifiers"]}
    assert ("isDerivedFrom", "https://library.example.org/works/nothing-about-us/en") in related
    assert texts(valid((russian / "datacite.xml").read_bytes()), "//datacite:language") == ["ru"]
    steps = (folder / "README.md").read_text()
    assert steps.index("nothing-about-us.en`") < steps.index("nothing-about-us.ru`")


def test_everything_is_in_the_lists_that_zenodo_has(library: Path, tmp_path: Path) -> None:
    assert {upload for upload, _ in KINDS.values()} <= UPLOADS
    assert {publication for _, publication in KINDS.values()} <= PUBLICATIONS
    for slug in ("brief-guide", "film", "old-report", "nothing-about-us"):
        assert run(library, slug, "-o", tmp_path / slug).exit_code == 0
        for path in (tmp_path / slug).glob("*/metadata.json"):
            said = json.loads(path.read_text())["metadata"]
            assert {each["relation"] for each in said["related_identifiers"]} <= RELATIONS
            assert said["description"]
            assert said["creators"]
    assert "no licence is known" in (tmp_path / "old-report/README.md").read_text()
    assert "no licence is known" not in (tmp_path / "nothing-about-us/README.md").read_text()
    assert "take it from where it is published" in (tmp_path / "old-report/README.md").read_text()


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("fr", "fra"), ("es", "spa"), ("pt-BR", "por"), ("zh-Hant", "zho"), ("ka", "kat"), ("rom", "rom")],
)
def test_languages_are_named_as_zenodo_names_them(tag: str, code: str) -> None:
    assert three_letters(tag) == code


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ("nothing-about-you", "Did you mean “nothing-about-us”?"),
        ("never", "There is no work “never”"),
        ("taken-back", "was withdrawn, and nothing of it is in this library any more"),
        ("take-back", "There is no work “take-back” in this library.\n"),
    ],
)
def test_what_can_not_be_deposited_is_told(library: Path, tmp_path: Path, work: str, said: str) -> None:
    result = run(library, work, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_left_alone(library: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    result = run(library, "film", "-o", tmp_path)
    assert result.exit_code == 1
    assert "is there already" in result.output
