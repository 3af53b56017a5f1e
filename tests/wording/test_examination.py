"""Files are checked as they are, whatever their form; one that can't be read is said."""

from pathlib import Path

from docx import Document as WordDocument
from tests.wording.drafts import DRAFT, FOUND, FRENCH
from tests.wording.small import checker

from firsthand.wording import Checker, examination
from firsthand.wording.examination import Examined, Examiner, Unread, at_least
from firsthand.wording.reports.excerpts import excerpt

PAGE = "<!doctype html><title>T</title><h1>Our year</h1><p>In the team we met the drug <b>addicts</b> of the city.</p>"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe addict of\nthe city was there.\n"


def seen(*paths: Path, **options: object) -> list[Examined | Unread]:
    return list(Examiner(checker(), **options).files(list(paths)))  # type: ignore[arg-type]


def words(outcome: Examined | Unread) -> list[str]:
    assert isinstance(outcome, Examined)
    return [finding.text for finding in outcome.findings]


def test_each_text_format_is_checked_as_it_is_written(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.md", "b.html", "c.vtt", "d.txt")]
    for path, text in zip(paths, (DRAFT, PAGE, CAPTIONS, FRENCH), strict=True):
        path.write_text(text, "utf-8")
    assert [words(each) for each in seen(*paths)] == [FOUND, ["drug <b>addicts"], ["addict"], ["toxicomanes"]]


def test_documents_are_checked_between_texts_in_their_order(tmp_path: Path) -> None:
    document = WordDocument()
    document.add_heading("Our year", 1)
    document.add_paragraph("In the team we met the drug addicts of the city.")
    document.save(str(tmp_path / "b.docx"))
    (tmp_path / "a.md").write_text(DRAFT, "utf-8")
    (tmp_path / "c.md").write_text(DRAFT, "utf-8")
    outcomes = seen(*(tmp_path / name for name in ("a.md", "b.docx", "c.md")))
    assert [Path(each.name).name for each in outcomes] == ["a.md", "b.docx", "c.md"]
    assert words(outcomes[1]) == ["drug addicts"]
    assert isinstance(outcomes[1], Examined)
    assert outcomes[1].manuscript is not None
    assert outcomes[1].manuscript.place(outcomes[1].findings[0].start).path == ("Our year",)


def test_files_that_cannot_be_read_do_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DRAFT, "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    outcomes = seen(*(tmp_path / name for name in ("nothing.md", "broken.pdf", "a.md")))
    assert [type(each) for each in outcomes] == [Unread, Unread, Examined]
    assert isinstance(outcomes[0], Unread)
    assert outcomes[0].reason == "can't be read: No such file or directory."


def test_documents_without_their_libraries_say_what_to_install(tmp_path: Path, monkeypatch: object) -> None:
    monkeypatch.setattr(examination, "_installed", lambda: False)  # type: ignore[attr-defined]
    (outcome,) = seen(tmp_path / "report.pdf")
    assert isinstance(outcome, Unread)
    assert "pip install 'firsthand[library]'" in outcome.reason


def test_a_kind_that_is_named_goes_before_the_name(tmp_path: Path) -> None:
    path = tmp_path / "text.docx"
    path.write_text(PAGE, "utf-8")
    assert words(seen(path, kind="html")[0]) == ["drug <b>addicts"]


def test_a_declared_language_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("toxicomanes, addict", "utf-8")
    assert words(seen(path, language="fr")[0]) == ["toxicomanes"]


def test_only_what_is_grave_enough_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(DRAFT, "utf-8")
    (outcome,) = seen(path)
    assert isinstance(outcome, Examined)
    assert {finding.severity for finding in at_least(outcome, "stigmatising").findings} == {"stigmatising"}
    assert at_least(outcome, "contested") is outcome


def test_real_documents_are_checked_with_the_house_guide(samples: Path) -> None:
    """Of each finding it is known where it stands, however the file was made."""
    paths = [samples / name for name in ("un-hlpf-report.pdf", "footnotes.docx", "poetry.epub", "text-03.odt")]
    with_pages = 0
    for outcome in Examiner(Checker()).files(paths):
        assert isinstance(outcome, Examined)
        assert outcome.manuscript is not None
        for finding in outcome.findings:
            assert outcome.text[finding.start : finding.end] == finding.text
            assert "".join(excerpt(outcome, finding.start, finding.end, 100))
            if outcome.name.endswith(".pdf"):
                assert outcome.manuscript.place(finding.start).page
                with_pages += 1
    assert with_pages
