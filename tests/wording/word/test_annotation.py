"""A Word file comes back with comments that say why, with changes to accept or reject, and with nothing else."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.wording import office
from tests.wording.faces import write_guide
from tests.wording.word.files import (
    OTHER,
    W,
    accepted,
    anchored,
    box,
    deleted,
    docx,
    field,
    footnote,
    inserted,
    note,
    paragraph,
    part,
    rejected,
    run,
    without_comments,
)

from firsthand.documents import UnreadableFileError, word
from firsthand.wording import Checker
from firsthand.wording.word import Annotated, annotate, annotated

REVIEW = Path(__file__).with_name("review.py")
USES = "person who uses drugs"
WHY = "It makes a person of one thing that they do."


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    folder = tmp_path_factory.mktemp("word")
    return Checker(str(write_guide(folder)), cache=folder / "cache")


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def link(*parts: str) -> str:
    return f'<w:hyperlink r:id="link">{"".join(parts)}</w:hyperlink>'


def everywhere() -> bytes:
    """A file with something to say about it in every place that text can stand."""
    return docx(
        paragraph(run("A jun"), run("kie", "<w:b/>"), run(" came. They were clean."))
        + paragraph(run("See "), link(run("the junkie film")), run(" and a note"), note(2), run("."))
        + table(paragraph(run("Drug abuse in a cell")), table(paragraph(run("a junkie inside"))) + paragraph())
        + paragraph(run("Ana put in "), inserted("a junkie here"), deleted("one junkie "), run(" as well."))
        + paragraph(run("With a box "), box(run("a junkie in a box")))
        + paragraph(run("Page "), field("PAGE", run("1")), run(" "), field('HYPERLINK "https://a.b"', run("junkie")))
        + paragraph(run("A dopehead, "), '<w:bookmarkStart w:id="5" w:name="here"/>', run("drug"), run(" abuse"),
                    '<w:bookmarkEnd w:id="5"/>'),
        {"link": "https://example.org"},
        footnotes=footnote(2, run(" Drug abuse in a note")),
        header1=paragraph(run("A junkie in a header")),
    )  # fmt: skip


def test_words_are_struck_and_replaced_with_their_look_also_across_runs(checker: Checker) -> None:
    made = annotated(docx(paragraph(run("A jun", "<w:i/>"), run("kie", "<w:b/>"), run(" came."))), checker)
    assert accepted(made.data) == [f"A {USES} came."]
    assert rejected(made.data) == ["A junkie came."]
    (new,) = part(made.data).iter(f"{{{W}}}ins")
    assert new.get(f"{{{W}}}author") == "Firsthand"
    assert new.find(f"{{{W}}}r/{{{W}}}rPr/{{{W}}}i") is not None
    assert [one.text for one in part(made.data).iter(f"{{{W}}}delText")] == ["jun", "kie"]


def test_what_both_have_in_common_is_left_alone(checker: Checker) -> None:
    made = annotated(docx(paragraph(run("The drug abuse report"))), checker)
    assert [one.text for one in part(made.data).iter(f"{{{W}}}delText")] == ["abuse"]
    assert anchored(made.data) == {"It says too little.Instead: drug use": "drug abuseuse"}


def test_comments_say_why_and_who_says_so(checker: Checker) -> None:
    data = docx(paragraph(run("A junkie came.")))
    made = annotated(data, checker, author="A Reviewer", at=datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC))
    (comment,) = python_docx.Document(io.BytesIO(made.data)).comments
    assert (comment.author, comment.initials) == ("A Reviewer", "A")
    assert comment.timestamp == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert [one.text for one in comment.paragraphs] == [
        WHY,
        f"Instead: {USES}",
        "Instead: neighbour (Where they live near.)",
        "Sources: Words of <our> own (A network, 2021) https://example.org/words",
    ]


def test_what_is_unsure_or_must_be_written_anew_is_only_commented_on(checker: Checker) -> None:
    made = annotated(docx(paragraph(run("They were clean. A dopehead."))), checker)
    assert (len(made.findings), made.changes) == (2, 0)
    assert list(part(made.data).iter(f"{{{W}}}ins", f"{{{W}}}del")) == []
    assert sorted(anchored(made.data).values()) == ["clean", "dopehead"]


def test_text_is_changed_wherever_it_can_stand(checker: Checker) -> None:
    made = annotated(everywhere(), checker)
    assert (len(made.findings), made.changes) == (12, 10)
    assert accepted(made.data) == [
        f"A {USES} came. They were clean.", f"See the {USES} film and a note.", "Drug use in a cell",
        f"a {USES} inside", "", f"Ana put in a {USES} here as well.", "With a box ", *[f"a {USES} in a box"] * 2,
        f"Page 1 {USES}", "A dopehead, drug use",
    ]  # fmt: skip
    assert accepted(made.data, "footnotes") == [" Drug use in a note"]
    assert accepted(made.data, "header1") == [f"A {USES} in a header"]
    for name in ("document", "footnotes", "header1"):
        assert rejected(made.data, name) == rejected(everywhere(), name)


def test_comments_stand_in_the_body_alone(checker: Checker) -> None:
    made = annotated(everywhere(), checker)
    for name in ("footnotes", "header1"):
        assert list(part(made.data, name).iter(f"{{{W}}}commentReference")) == []
    root = part(made.data)
    assert not [one for one in root.iter(f"{{{W}}}commentReference") if list(one.iterancestors(f"{{{W}}}txbxContent"))]
    (mark,) = root.iter(f"{{{W}}}footnoteReference")
    assert mark.getparent().getnext().tag == f"{{{W}}}commentRangeEnd"
    texts = ["".join(one.itertext()) for one in part(made.data, "comments")]
    assert len(texts) == 12
    assert [text[:12] for text in texts if text.startswith("“")] == ["“junkie”It m", "“Drug abuse”", "“junkie”It m"]


def test_our_own_reader_sees_the_changes_and_the_comments(checker: Checker) -> None:
    document = word.read(annotated(everywhere(), checker).data)
    ours = [change for change in document.changes if change.author == "Firsthand"]
    assert {change.text for change in ours if change.kind == "insertion"} == {USES, "use"}
    assert sum(change.kind == "insertion" for change in ours) == 9  # headers are never read
    assert len(document.comments) == 12


def test_libreoffice_accepts_and_rejects_every_change(checker: Checker, tmp_path: Path) -> None:
    made, file = annotated(everywhere(), checker), tmp_path / "made.docx"
    # The LibreOffice without windows of Debian 12 dies of any comment that it has to lay out.
    file.write_bytes(without_comments(made.data))
    said = office.ask(tmp_path, REVIEW, [file.as_uri()])
    assert [one for one in said["changes"] if one[1] == "Firsthand"].count(["Insert", "Firsthand"]) == 10
    assert said["left"] == []
    assert said["accepted"] == [
        f"A {USES} came. They were clean.", f"See the {USES} film and a note1.", "Drug use in a cell",
        f"a {USES} inside", f"Ana put in a {USES} here as well.", "With a box ", f"Page 1 {USES}",
        "A dopehead, drug use", " Drug use in a note", f"A {USES} in a header", f"a {USES} in a box",
    ]  # fmt: skip
    file.write_bytes(everywhere())
    assert said["rejected"] == office.ask(tmp_path, REVIEW, [file.as_uri()])["rejected"]


def test_libreoffice_reads_the_comments_at_their_words(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(annotated(everywhere(), checker).data)
    said = office.converted(tmp_path / "made.docx", "fodt")
    space = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    comments = list(etree.fromstring(said).iter(space + "annotation"))
    assert len(comments) == 12
    assert {one.findtext("{http://purl.org/dc/elements/1.1/}creator") for one in comments} == {"Firsthand"}
    assert sum(WHY in "".join(one.itertext()) for one in comments) == 7


def test_text_that_a_program_writes_anew_is_only_commented_on(checker: Checker) -> None:
    control = '<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    hint = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    data = docx(
        paragraph(field("REF name", run("a junkie")))
        + paragraph(f'<w:fldSimple w:instr=" TITLE ">{run("the junkie")}</w:fldSimple>')
        + paragraph(control.format(run("one junkie")))
        + paragraph(hint.format(run("no junkie")))
        + paragraph(field('TOC \\o "1-3"', run("A junkie"), "</w:p><w:p>", run("Another junkie")), run(" more"))
        + paragraph(run("two "), "<w:r><w:t>junk</w:t><w:softHyphen/><w:t>ie</w:t></w:r>")
    )
    made = annotated(data, checker)
    assert (len(made.findings), made.changes) == (4, 0)
    assert rejected(made.data) == rejected(data)


def test_a_list_of_sources_is_passed_over(checker: Checker) -> None:
    data = docx(
        paragraph(field("ADDIN ZOTERO_BIBL {}", run("Ruiz A. The junkie. 2020."))) + paragraph(run("A junkie came."))
    )
    assert [finding.text for finding in annotated(data, checker).findings] == ["junkie"]


def test_what_was_deleted_or_hidden_is_not_read(checker: Checker) -> None:
    data = docx(
        paragraph(run("No "), deleted("junkie"), run("junkie", "<w:vanish/>"))
        + table(paragraph(run("junkie"))).replace("<w:tr>", f'<w:tr><w:trPr><w:del w:id="3" {OTHER}/></w:trPr>')
    )
    assert annotated(data, checker).findings == ()


def test_comments_that_a_file_has_stay_as_they_are(checker: Checker) -> None:
    said = '<w:comment w:id="1" w:author="Ana" w:initials="A"><w:p><w:r><w:t>Mine</w:t></w:r></w:p></w:comment>'
    marked = (
        '<w:commentRangeStart w:id="1"/>' + run("A junkie") + '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>' + run(" came")
    )
    made = annotated(docx(paragraph(marked), comments=said), checker)
    comments = list(python_docx.Document(io.BytesIO(made.data)).comments)
    assert (comments[0].author, comments[0].text) == ("Ana", "Mine")
    assert [one.comment_id for one in comments] == [1, 4]
    assert anchored(made.data)["Mine"] == f"A junkie{USES}"


def test_numbers_of_marks_are_never_given_twice(checker: Checker) -> None:
    root = part(annotated(everywhere(), checker).data)
    kinds = ("ins", "del", "bookmarkStart", "commentRangeStart")
    numbers = [one.get(f"{{{W}}}id") for one in root.iter(*(f"{{{W}}}{kind}" for kind in kinds))]
    assert len(numbers) == len(set(numbers))


def test_everything_else_is_copied_byte_for_byte(checker: Checker) -> None:
    document = python_docx.Document()
    document.add_paragraph("A junkie came.")
    out = io.BytesIO()
    document.save(out)
    made = annotated(out.getvalue(), checker)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(io.BytesIO(made.data)) as new:
        touched = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
        assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == sorted(
            touched, key=old.namelist().index
        )


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["run", "bold", "ins", "del", "link", "tab", "note", "math"]),
        st.sampled_from(
            ["A ", "junkie", "jun", "kie", " came", ". ", "drug", " ", "abuse", "clean", "😀", "an addict"]
        ),
    ),
    min_size=1,
    max_size=9,
)
_MADE = {
    "run": run,
    "bold": lambda text: run(text, "<w:b/>"),
    "ins": inserted,
    "del": deleted,
    "link": lambda text: link(run(text)),
    "tab": lambda text: run(text, more="<w:tab/>"),
    "note": lambda text: run(text) + note(2),
    "math": lambda text: run(text) + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
}


@given(st.lists(PIECES, min_size=1, max_size=3))
def test_rejecting_gives_the_old_text_and_accepting_the_mended_one(
    checker: Checker, paragraphs: list[list[tuple[str, str]]]
) -> None:
    body = "".join(paragraph(*(_MADE[kind](text) for kind, text in pieces)) for pieces in paragraphs)
    data = docx(body, {"link": "https://example.org"})
    made = annotated(data, checker)
    assert rejected(made.data) == rejected(data)
    again = annotated(made.data, checker)
    assert again.changes == 0
    _hold_together(made)


def _hold_together(made: Annotated) -> None:
    """Every run and every change is well formed, and every comment has its three marks in order."""
    root = part(made.data)
    for node in root.iter(f"{{{W}}}del"):
        assert not list(node.iter(f"{{{W}}}t"))
        assert not list(node.iter(f"{{{W}}}commentReference"))
    for node in root.iter(f"{{{W}}}ins"):
        assert next(node.iterancestors(f"{{{W}}}ins"), None) is None
    if made.findings:
        assert len(anchored(made.data)) >= 1
        marks = [f"{{{W}}}{kind}" for kind in ("commentRangeStart", "commentRangeEnd", "commentReference")]
        assert [len(list(root.iter(mark))) for mark in marks] == [len(made.findings)] * 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "mislabelled"),
        (b"PK\x03\x04 and no more", "truncated"),
        (docx(paragraph(run("x")))[:-400], "truncated"),
        (docx("<w:p><w:r>"), "damaged"),
        (docx("", styles="&lol;"), "damaged"),
    ],
)
def test_a_damaged_file_is_said_to_be_so(checker: Checker, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        annotated(data, checker)
    assert raised.value.reason == reason


def repacked(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(paragraph(run("A junkie"))))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            key = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, parts.get(key) or old.read(name))
    return out.getvalue()


def test_entities_bombs_and_strict_files_are_refused(checker: Checker) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="%s"/>' % W.encode()
    with pytest.raises(UnreadableFileError, match="entities"):
        annotated(repacked(document=entity), checker)
    with pytest.raises(UnreadableFileError, match="more than"):
        annotated(repacked(document=b"<x>" + b" " * (200 << 20)), checker)
    strict = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
    with pytest.raises(UnreadableFileError, match="ordinary"):
        annotated(repacked(document=strict), checker)


def test_a_copy_is_written_beside_or_in_the_place_of_the_file(checker: Checker, tmp_path: Path) -> None:
    source, target = tmp_path / "a.docx", tmp_path / "b.docx"
    source.write_bytes(docx(paragraph(run("A junkie came. They were clean."))))
    assert annotate(source, target, checker) == 2
    assert accepted(target.read_bytes()) == [f"A {USES} came. They were clean."]
    assert annotate(source, source, checker) == 2
    with pytest.raises(UnreadableFileError, match="no file"):
        annotate(tmp_path / "none.docx", target, checker)


def test_findings_that_are_not_kept_are_neither_told_nor_changed(checker: Checker) -> None:
    data = docx(paragraph(run("A junkie came. Drug abuse.")))
    made = annotated(data, checker, keep=lambda found, text: [one for one in found if text[one.start] != "j"])
    assert accepted(made.data) == ["A junkie came. Drug use."]
    assert [finding.concept for finding in made.findings] == ["vague"]


def test_real_files_come_back_with_every_word(checker: Checker, samples: Path, tmp_path: Path) -> None:
    """Without findings nothing is changed but the file's packing; with a guide for common words everything holds."""
    guide = tmp_path / "common"
    guide.mkdir()
    words = "the of and to people is for with 2 drug drugs rights"
    (guide / "guide.toml").write_text(
        'schema = 1\nid = "common"\ntitle = "Common words"\n[concepts.common]\nseverity = "discouraged"\n'
        f"[en.common]\n[[en.common.terms]]\nfind = {words.split()}\n"
        '[[en.common.alternatives]]\nphrase = ["what else"]\n'
    )
    common = Checker(str(guide), cache=tmp_path)
    changed = 0
    for path in sorted(samples.glob("*.docx")):
        data = path.read_bytes()
        try:
            made = annotated(data, common, language="en")
        except UnreadableFileError:
            continue
        changed += made.changes
        assert rejected(made.data) == rejected(data), path.name
        python_docx.Document(io.BytesIO(made.data))
    assert changed > 100
