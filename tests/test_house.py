"""The rules that keep the house small and honest, held against the tree itself."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from firsthand.cli import VERBS
from firsthand.wording import Checker
from firsthand.wording.markup import kind_of, material_of

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FILE_LINES = 600
FUNCTION_LINES = 60


def tracked() -> list[Path]:
    """Every text file of the project: what git keeps, or, in an unpacked archive, the sources and the manual."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode == 0:
        names = [name for name in listing.stdout.decode().split("\0") if name]
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return [*SOURCES, *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_is_one_thought_and_says_which(path: Path) -> None:
    source = path.read_text()
    tree = ast.parse(source)
    assert len(source.splitlines()) <= FILE_LINES
    assert ast.get_docstring(tree), "a module begins by saying what it knows"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{node.name} has {length} lines"


def test_no_file_is_named_after_nothing() -> None:
    empty_words = {"utils", "helpers", "common", "misc", "core", "manager", "service", "base"}
    assert not [path for path in SOURCES if path.stem in empty_words or path.parent.name in empty_words]


def test_no_path_of_a_machine_is_in_the_tree() -> None:
    forbidden = re.compile(rb"/(?:home|Users|work)/[a-z]\w*/|/root/")
    found = {}
    for path in tracked():
        if path == Path(__file__).resolve() or path.suffix in {".pdf", ".png", ".docx", ".odt", ".epub"}:
            continue
        if match := forbidden.search(path.read_bytes()):
            found[path.relative_to(ROOT).as_posix()] = match[0]
    assert not found


def test_pinned_requirements_name_no_address() -> None:
    pinned = [*(ROOT / "requirements").iterdir(), ROOT / "tests" / "package-lock.json"]
    assert not [path.name for path in pinned if re.search(r"://|--(?:extra-)?index", path.read_text())]


def test_our_own_texts_keep_to_the_house_guide() -> None:
    """All that people read of us, and the sentences in our code; not what is about words, which must name them, nor
    what states of the demonstration write into drafts."""
    texts = [
        path
        for path in tracked()
        if path.suffix in {".html", ".js", ".md", ".po", ".py", ".srt", ".toml", ".vtt"}
        and path.relative_to(ROOT).parts[0] not in {"bench", "tests"}
        and not ({"wording", "stopwords", "thesaurus"} & set(path.parts))
        and not (path.match("demo/negotiations/*/drafts/*") or path.match("demo/sources/negotiations/*/*"))
    ]
    assert texts
    checker = Checker()
    graver = {"slur", "stigmatising"}
    found = [
        f"{path.relative_to(ROOT)}: {finding.text}"
        for path in texts
        for finding in checker.check(material_of(path.read_text("utf-8"), kind_of(path))).findings
        if finding.certainty == "found" and finding.severity in graver
    ]
    assert found == []


def test_the_manual_knows_every_verb() -> None:
    manual = (ROOT / "docs" / "reference" / "command-line.md").read_text()
    assert [verb for verb in VERBS if f"`firsthand {verb}`" not in manual] == []


def test_the_manual_gives_a_reason_for_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = [*project["project"]["dependencies"]]
    for group in [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]:
        declared += group
    names = {re.split(r"[\[<>=~! ]", requirement)[0] for requirement in declared}
    manual = (ROOT / "docs" / "reference" / "dependencies.md").read_text()
    assert sorted(name for name in names if f"| {name} |" not in manual) == []
