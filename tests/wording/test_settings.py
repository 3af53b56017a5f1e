"""A project says in one file how it wants to be checked, and is told what in it can't be understood."""

from pathlib import Path

import pytest
from tests.wording.drafts import DRAFT, write_guide
from tests.wording.small import checker

from firsthand.wording.examination import Examined, Examiner
from firsthand.wording.settings import Settings, SettingsError, find_settings, read_settings


def written(folder: Path, text: str) -> Settings:
    (folder / "firsthand.toml").write_text(text, "utf-8")
    return read_settings(folder / "firsthand.toml")


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = written(
        tmp_path,
        """
        [check]
        guide = "house"
        languages = ["en", "fr"]
        severity = "imprecise"
        fail-on = "stigmatising"
        exclude = ["old/**"]
        baseline = "words.json"
        allow = [{text = "the drug user who came", reason = "her own words"}]

        [check.per-file]
        "drafts/**" = {ignore = ["mild"], reason = "being written"}
        """,
    )
    assert (settings.guide_name, settings.languages, settings.severity) == ("house", ("en", "fr"), "imprecise")
    assert (settings.fail_on, settings.exclude) == ("stigmatising", ("old/**",))
    assert settings.path(settings.baseline or "") == tmp_path / "words.json"
    assert settings.per_file["drafts/**"].reason == "being written"
    assert settings.allow[0].reason == "her own words"


def test_a_guide_beside_the_settings_is_found_from_anywhere(tmp_path: Path) -> None:
    write_guide(tmp_path)
    assert written(tmp_path, '[check]\nguide = "guide"\n').guide_name == str(tmp_path / "guide")


def test_settings_are_found_in_the_folder_or_above_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    written(tmp_path, "[check]\n")
    assert find_settings(tmp_path / "a" / "b") == tmp_path / "firsthand.toml"


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert written(tmp_path, "") == Settings(root=tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[check]\nfail_on = "slur"\n', r"“fail_on” is no setting of \[check\]. Did you mean “fail-on”\?"),
        ("[check]\nroot = '/'\n", "“root” is no setting"),
        ("[chekc]\n", "“chekc” is no setting. Did you mean “check”?"),
        ("[check]\ncolour = 1\n", "Known are: guide, languages, severity"),
        ('[check]\nseverity = "bad"\n', "severity: Invalid enum value 'bad'"),
        ('[check]\nallow = ["x"]\n', r"allow\[...\]|allow\[0\]"),
        ('[check.per-file]\n"a" = {ignroe = ["x"]}\n', "ignroe"),
        ("[check\n", "is no TOML"),
        ("check = 3\n", "Expected `object`"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told.replace("?", r"\?").replace(r"\\?", r"\?")) as refused:
        written(tmp_path, text)
    assert str(tmp_path / "firsthand.toml") in str(refused.value)


def test_a_rule_for_files_is_for_these_files_alone(tmp_path: Path) -> None:
    settings = written(tmp_path, '[check.per-file]\n"old/**" = {ignore = ["mild"], reason = "printed in 1998"}\n')
    (tmp_path / "old").mkdir()
    for name in ("old/a.md", "b.md"):
        (tmp_path / name).write_text(DRAFT, "utf-8")
    examiner = Examiner(checker(), settings)
    old, new = examiner.files([tmp_path / "old" / "a.md", tmp_path / "b.md"])
    assert isinstance(old, Examined)
    assert isinstance(new, Examined)
    assert [each.by.reason for each in old.suppressed] == ["printed in 1998"]
    assert len(old.findings) == len(new.findings) - 1
    assert new.suppressed == ()


def test_a_rule_without_concepts_is_for_all_of_them(tmp_path: Path) -> None:
    settings = written(tmp_path, '[check.per-file]\n"*.md" = {reason = "a list of words"}\n')
    (tmp_path / "a.md").write_text(DRAFT, "utf-8")
    (seen,) = Examiner(checker(), settings).files([tmp_path / "a.md"])
    assert isinstance(seen, Examined)
    assert seen.findings == ()
