"""A described folder becomes a library, or a list of everything that is wrong with it."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sources.conftest import SOUND

from firsthand.catalogue.reading import compose
from firsthand.catalogue.records import (
    Contribution,
    Endorsement,
    Identifier,
    Redirect,
    Relation,
    RelationKind,
    Role,
    State,
    Text,
    TranslatedFrom,
)
from firsthand.catalogue.relations import related
from firsthand.catalogue.written.mistakes import Mistake, SourceErrors
from firsthand.documents import Workers
from firsthand.documents.model import plain
from firsthand.sources.folder import FolderSource, load

Write = Callable[..., Path]
Read = Callable[..., FolderSource]
Mistakes = Callable[[Path], list[Mistake]]


def test_a_work_is_read_with_everything_that_is_said_of_it(write: Write, read: Read) -> None:
    work = read(write(sound=True)).collection.works[1]
    assert (work.slug, work.kind, work.date) == ("report", "report", "2021-03")
    assert work.themes == ("decriminalisation",)
    assert work.places == ("PT", "150")
    assert work.rights == "https://creativecommons.org/licenses/by/4.0/"
    assert work.contributions == (Contribution("jay-levy", Role.AUTHOR), Contribution("network", Role.PUBLISHER))
    assert work.identifiers == (Identifier("isbn", "9780306406157"),)
    assert work.relations == (Relation(RelationKind.COMPANION, "brief"),)
    assert work.summaries == (Text("en", "What it says."), Text("es", "Lo que dice."))
    assert work.link == "https://example.org/report"


def test_editions_have_their_texts_files_and_sources(write: Write, read: Read) -> None:
    source = read(write(sound=True))
    english, french = source.collection.works[1].editions
    assert (english.language, english.title, english.summary) == ("en", "The report", "What it says.")
    assert french.translated_from == TranslatedFrom("en", "2021-03")
    assert (french.state, french.summary) == (State.CURRENT, None)
    (file,) = french.files
    assert (file.name, file.media_type) == ("report.fr.md", "text/markdown")
    assert source.file(file.sha256).read_text() == "# Le rapport\n\nDes mots.\n"
    assert file.size == len("# Le rapport\n\nDes mots.\n")
    assert french.text is not None
    document = source.document(french.text)
    assert plain(document.sections[0].heading) == "Le rapport"


def test_what_the_folder_does_not_have_is_a_key_error(write: Write, read: Read) -> None:
    source = read(write(sound=True))
    with pytest.raises(KeyError):
        source.document("0" * 64)
    with pytest.raises(KeyError):
        source.file("0" * 64)


def test_posts_statements_and_pages_take_their_titles_from_their_texts(write: Write, read: Read) -> None:
    collection = read(write(sound=True)).collection
    (post,), (statement,), (page,) = collection.posts, collection.statements, collection.pages
    assert [edition.title for edition in post.editions] == ["It is here", "Он вышел"]
    assert (post.date, post.works) == ("2021-04-01", ("report",))
    assert statement.editions[0].title == "An appeal"
    assert statement.endorsements == (Endorsement("network", "2022-02-01", version=1),)
    assert statement.addressee == (Text("en", "Member States"),)
    assert (page.slug, page.editions[0].title) == ("about", "About")


def test_the_library_its_parties_themes_and_redirects_are_read(write: Write, read: Read) -> None:
    collection = read(write(sound=True)).collection
    assert collection.library.titles == (Text("en", "A library"), Text("fr", "Une bibliothèque"))
    assert collection.library.languages == ("en", "fr", "es", "ru")
    assert collection.parties[0].place == "GB"
    assert (collection.parties[1].names, collection.parties[1].family) == ((Text("en", "Jay Levy"),), "Levy")
    assert collection.themes[1].broader == "drug-policy"
    assert collection.redirects == (Redirect("/?page_id=38", "/works/report"),)
    assert related(collection, "brief") == (Relation(RelationKind.COMPANION, "report"),)


def test_a_record_may_have_no_file(write: Write, read: Read) -> None:
    brief = read(write(sound=True)).collection.works[0]
    (edition,) = brief.editions
    assert (edition.files, edition.text, edition.link) == ((), None, "https://example.org/brief")


def test_two_formats_in_one_language_are_one_edition_and_the_better_one_is_read(write: Write, read: Read) -> None:
    files = {"works/report/report.en.txt": "The report in plain text.\n", "works/report/data-en.csv": "a,b\n"}
    source = read(write(files, sound=True))
    english = source.collection.works[1].editions[0]
    assert [file.name for file in english.files] == ["report.en.md", "report.en.txt", "report.en.csv"]
    assert english.text is not None
    assert source.document(english.text).media_type == "text/markdown"


def test_the_record_chooses_files_and_text(write: Write, read: Read) -> None:
    toml = '[editions.en]\ntitle = "R"\nfiles = ["a.md", "b.txt"]\ntext = "b.txt"\n'
    files = {"works/new/work.toml": toml, "works/new/a.md": "a", "works/new/b.txt": "b", "works/new/c.en.md": "c"}
    source = read(write(files, sound=True))
    work = next(work for work in source.collection.works if work.slug == "new")
    assert [file.name for file in work.editions[0].files] == ["new.en.md", "new.en.txt"]
    assert work.editions[0].text is not None
    assert source.document(work.editions[0].text).media_type == "text/plain"
    assert [remark.path for remark in source.remarks] == ["works/new/c.en.md"]


def test_what_a_reader_of_files_says_for_editors_alone_is_not_published(write: Write, read: Read) -> None:
    page = "<html><body><main><p>The report.</p><script>alert(1)</script></main></body></html>"
    source = read(write({"works/new/new.en.html": page}, sound=True))
    edition = next(work for work in source.collection.works if work.slug == "new").editions[0]
    assert edition.text is not None
    (said,) = source.document(edition.text).remarks
    assert not said.public
    assert edition.files[0].remarks == ()
    assert compose(source.document(edition.text)).contents.remarks == ()
    assert [(remark.path, remark.message) for remark in source.remarks] == [("works/new/new.en.html", said.message)]


def test_a_file_that_no_edition_can_take_is_not_even_read(write: Write, read: Read) -> None:
    toml = '[editions.en]\ntitle = "R"\nfiles = ["a.md"]\n'
    files = {"works/new/work.toml": toml, "works/new/a.md": "a", "works/new/b.en.pdf": "", "works/new/c.docx": ""}
    source = read(write(files, sound=True))
    assert [remark.path for remark in source.remarks] == ["works/new/b.en.pdf", "works/new/c.docx"]


def test_a_file_whose_name_says_no_language_goes_to_the_edition_it_is_written_in(
    write: Write, read: Read, mistakes: Mistakes
) -> None:
    words = "Ce texte est écrit en français, comme chacun peut le voir en le lisant jusqu’au bout.\n"
    toml = '[editions.en]\ntitle = "R"\n[editions.fr]\ntitle = "R"\n'
    folder = write({"works/new/work.toml": toml, "works/new/texte.txt": words}, sound=True)
    new = next(work for work in read(folder).collection.works if work.slug == "new")
    assert [len(edition.files) for edition in new.editions] == [0, 1]
    write({"works/new/texte.txt": "Этот текст написан по-русски, а русского издания в этой записи нет.\n"})
    (mistake,) = mistakes(folder)
    assert (mistake.path, mistake.remedy) == (
        "works/new/texte.txt",
        "Say its language in its name, such as “texte.en.txt”.",
    )


def test_a_work_needs_no_record_of_its_own(write: Write, read: Read) -> None:
    words = "# Un guide\n\nCe guide explique comment mener une consultation sans mettre personne en danger.\n"
    collection = read(write({"works/guide/guide-pratique.md": words}, sound=True)).collection
    guide = next(work for work in collection.works if work.slug == "guide")
    assert (guide.editions[0].language, guide.editions[0].title) == ("fr", "Un guide")


def test_languages_are_normalised_wherever_they_stand(write: Write, read: Read) -> None:
    toml = '[editions.PT-br]\ntitle = "R"\n'
    files = {"works/new/work.toml": toml, "works/new/r.pt.md": "Texto.", "works/new/r.ZH-hant.md": "文"}
    works = read(write(files, sound=True)).collection.works
    editions = next(work for work in works if work.slug == "new").editions
    assert [(edition.language, len(edition.files)) for edition in editions] == [("pt-BR", 1), ("zh-Hant", 1)]


def test_a_translation_older_than_its_source_is_outdated_and_said_so(write: Write, read: Read) -> None:
    toml = '[editions.en]\ntitle = "R"\ndate = "2023"\n[editions.fr]\ntitle = "R"\n{}\n'
    translated = 'translated_from = { language = "en", date = "2021-03" }'

    def french(more: str) -> tuple[State, int]:
        source = read(write({"works/report/work.toml": toml.format(more)}, sound=True))
        return source.collection.works[1].editions[1].state, len(source.remarks)

    assert french(translated) == (State.OUTDATED, 1)
    assert french('translated_from = "en"\ndate = "2022-11"') == (State.OUTDATED, 1)
    assert french(translated + '\nstate = "current"') == (State.CURRENT, 0)
    assert french('translated_from = "en"\ndate = "2023-02"') == (State.CURRENT, 0)
    assert french('state = "superseded"') == (State.SUPERSEDED, 0)


def test_originals_come_before_translations(write: Write, read: Read) -> None:
    toml = '[editions.fr]\ntitle = "R"\ntranslated_from = "ru"\n[editions.ru]\ntitle = "R"\n'
    collection = read(write({"works/report/work.toml": toml}, sound=True)).collection
    assert [edition.language for edition in collection.works[1].editions] == ["ru", "en", "fr"]


def test_hidden_files_locks_and_leavings_of_systems_are_passed_over(write: Write, read: Read) -> None:
    leavings = [".DS_Store", "~$report.en.docx", ".~lock.report.en.odt#", "Thumbs.db", "report.en.md~", "x.en.md.tmp"]
    files = {f"works/report/{name}": b"\0\1" for name in leavings} | {"works/.hidden/work.toml": "broken = ["}
    assert len(read(write(files, sound=True)).collection.works[1].editions[0].files) == 1


def test_every_mistake_of_every_file_is_told_at_once_in_their_order(write: Write, mistakes: Mistakes) -> None:
    files = {
        "library.toml": 'titel = "A library"\nlanguages = ["en", "xx"]\n',
        "parties.toml": '[network]\nname = "Network"\nkind = "netwrok"\n\n[jay-levy]\nplace = "Atlantis"\n',
        "works/report/work.toml": 'kind = "reprot"\ndate = "21"\n\nauthors = [3]\n[editions.en]\nfiles = ["n.pdf"]\n',
        "posts/launch/post.toml": "works = 3\n",
        "statements/appeal/statement.toml": 'date = "2022"\nendorsements = ["network", "network"]\n',
    }  # fmt: skip
    told = [(mistake.path, mistake.line) for mistake in mistakes(write(files, sound=True))]
    assert told == [
        ("library.toml", None),
        ("library.toml", 1),
        ("library.toml", 2),
        ("parties.toml", 3),
        ("parties.toml", 5),
        ("parties.toml", 6),
        ("works/report/work.toml", 1),
        ("works/report/work.toml", 2),
        ("works/report/work.toml", 4),
        ("works/report/work.toml", 6),
        ("posts/launch/post.toml", None),
        ("posts/launch/post.toml", 1),
        ("statements/appeal/statement.toml", 2),
    ]


def broken(toml: str) -> dict[str, str]:
    return {"works/report/work.toml": toml}


@pytest.mark.parametrize(
    ("files", "path", "line", "words", "remedy"),
    [
        (broken('kind = "report\n'), "work.toml", 1, "line ends inside quotation marks", "Close"),
        (broken('date = "2021"\ndate = "2022"\n'), "work.toml", 2, "written twice", "Keep one"),
        (broken('knid = "report"\n[editions.en]\ntitle="R"'), "work.toml", 1, "“knid” is not known", "“kind”"),
        (broken('themes = "x"\n[editions.en]\ntitle="R"'), "work.toml", 1, "“themes” is not", "list in brackets"),
        (broken('themes = [\n "drug-policy",\n "drugs-policy"]'), "work.toml", 3, "no theme", "“drug-policy”"),
        (broken('places = ["PT", "XX"]'), "work.toml", 1, "“XX”", "ISO 3166-1"),
        (broken('rights = "free"'), "work.toml", 1, "licence", "CC-BY-4.0"),
        (broken('[identifiers]\nisbn = "0-306-40615-3"'), "work.toml", 2, "check digit", "Compare"),
        (broken('[identifiers]\nidbn = "0-306-40615-3"'), "work.toml", 2, "“idbn” is not known", "“isbn”"),
        (broken('[relations]\ncompanion = ["breif"]'), "work.toml", 2, "no work called “breif”", "“brief”"),
        (broken('[relations]\ncompanions = ["brief"]'), "work.toml", 2, "“companions” is not known", "“companion”"),
        (broken('[editions.english]\ntitle = "R"'), "work.toml", 1, "not a language tag", "“en”"),
        (broken('[editions.en]\ntitle = "R"\n[editions.EN]\ntitle = "R"'), "work.toml", 3, "two editions", "Join"),
        (broken('[editions.en]\nfiles = ["reprot.en.md"]'), "work.toml", 2, "no file “reprot.en.md”", "“report.en.md”"),
        (broken('[editions.en]\nfiles = ["../../parties.toml"]'), "work.toml", 2, "no file", "correct its name"),
        (broken('[editions.en]\ntext = "report_fr.md"'), "work.toml", 2, "not among the files", "Add it"),
        (broken('[editions.ru]\n[editions.en]\ntitle = "R"'), "work.toml", 1, "neither a title nor a file", "Give it"),
        (broken('[editions.fr]\ntranslated_from = "ru"'), "work.toml", 2, "no edition", "“en”"),
        (broken('[summary]\nxx = "R"'), "work.toml", 2, "“xx”", "BCP 47"),
        (broken('link = "example.org"'), "work.toml", 1, "complete web address", "https://"),
        ({"posts/launch/post.toml": ""}, "post.toml", None, "There is no date", "2021-03-26"),
        ({"works/empty/work.toml": 'kind = "brief"'}, "work.toml", None, "no edition", "[editions.en]"),
        ({"works/Some Report/en.md": "x"}, "works/Some Report", None, "cannot be part of an address", "Rename"),
        ({"works/loose.pdf": "x"}, "works/loose.pdf", None, "outside the folder of any record", "folder of its own"),
        ({"themes.toml": '[decriminalisation]\nen = "D"\nbroader = "x"'}, "themes.toml", 3, "no theme", "themes.toml"),
        ({"library.toml": b'title = "\xff"'}, "library.toml", 1, "UTF-8", "Save it again"),
        ({"library.toml": 'title = "A"\npublisher = "nobody"'}, "library.toml", 2, "no party", "parties.toml"),
        ({"library.toml": 'title = "A"\n[redirects]\n"/a" = "/works/b"'}, "library.toml", 3, "no work", "works"),
        ({"works/report/report.en.md": ""}, "report.en.md", None, "empty", "Get it again"),
        ({"works/report/x.en.pdf": b"%PDF-1.7 and no more"}, "x.en.pdf", None, "", ""),
        (
            broken('[editions.en]\ntranslated_from = "fr"\n[editions.fr]\ntranslated_from = "en"'),
            "work.toml", 2, "translated from one another: en → fr → en", "written first",
        ),
        ({"works/report/talk.en.mp4": b"MZ" + bytes(60) + b"\x40\0\0\0PE\0\0"}, "talk.en.mp4", None, "program", "Take"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_its_remedy(
    write: Write, mistakes: Mistakes, files: dict[str, str], path: str, line: int | None, words: str, remedy: str
) -> None:
    (mistake,) = [one for one in mistakes(write(files, sound=True)) if "decriminalisation" not in one.message]
    assert mistake.path.endswith(path)
    assert mistake.line == line
    assert words in mistake.message
    assert remedy in mistake.remedy
    assert mistake.message.endswith(".")
    assert mistake.remedy.endswith((".", "?"))


def test_a_circle_of_relations_is_a_mistake(write: Write, mistakes: Mistakes) -> None:
    files = {
        "works/brief/work.toml": '[relations]\npart-of = ["report"]\n[editions.en]\ntitle = "B"\n',
        "works/report/work.toml": '[relations]\npart-of = ["brief"]\n',
    }
    (mistake,) = mistakes(write(files, sound=True))
    assert "brief → report → brief" in mistake.message
    assert (mistake.path, mistake.line) == ("works/brief/work.toml", 2)


def test_a_reference_to_a_broken_record_is_not_told_as_a_second_mistake(write: Write, mistakes: Mistakes) -> None:
    (mistake,) = mistakes(write({"works/report/work.toml": 'kind = "report'}, sound=True))
    assert mistake.path == "works/report/work.toml"


def test_what_a_broken_record_refers_to_is_looked_for_in_the_same_run(write: Write, mistakes: Mistakes) -> None:
    files = {
        "works/report/work.toml": 'date = "soon"\nthemes = ["nothing"]\nauthors = ["nobody"]\n',
        "works/brief/work.toml": 'kind = "breif"\n[relations]\ncompanion = ["report", "nowhere"]\n',
        "statements/appeal/statement.toml": 'date = "soon"\nendorsements = ["jay-levy", "nobody"]\n',
    }
    told = [(one.path.split("/")[1], one.line, one.message) for one in mistakes(write(files, sound=True))]
    assert [(slug, line) for slug, line, message in told if message.startswith("There is no")] == [
        ("brief", 3),
        ("report", 2),
        ("report", 3),
        ("appeal", 2),
    ]


def test_leniently_only_the_broken_record_is_left_out_with_what_pointed_to_it(write: Write, read: Read) -> None:
    files = {
        "works/report/work.toml": "date = 'some day'",
        "works/brief/work.toml": '[relations]\ncompanion = ["report"]\n[editions.en]\ntitle = "B"\n',
        "themes.toml": '[drug-policy]\nde-xx-yy = "?"\n[decriminalisation]\nen = "D"\nbroader = "drug-policy"\n',
    }
    source = read(write(files, sound=True), lenient=True)
    assert [work.slug for work in source.collection.works] == ["brief"]
    assert source.collection.works[0].relations == ()
    assert source.collection.posts[0].works == ()
    assert source.collection.redirects == ()
    assert [(theme.slug, theme.broader) for theme in source.collection.themes] == [("decriminalisation", None)]
    assert {mistake.path for mistake in source.left_out} == {"works/report/work.toml", "themes.toml"}


def test_leniently_a_record_that_points_to_nothing_is_itself_left_out(write: Write, read: Read) -> None:
    source = read(write({"posts/launch/post.toml": 'date = "2021"\nworks = ["nothing"]'}, sound=True), lenient=True)
    assert source.collection.posts == ()
    assert [mistake.line for mistake in source.left_out] == [2]


def test_the_mirrors_of_a_library_are_addresses_of_whole_copies(write: Write, read: Read, mistakes: Mistakes) -> None:
    onion = "http://" + "a" * 56 + ".onion"
    good = f'title = "A library"\nmirrors = ["https://mirror.example.net/copy/", "{onion}"]\n'
    assert read(write({"library.toml": good}, sound=True)).collection.library.mirrors == (
        "https://mirror.example.net/copy",
        onion,
    )
    wrong = (
        'title = "A library"\nmirrors = ["mirror.example.net", "https://me:secret@example.net", "https://e.net/?q=1"]\n'
    )
    found = mistakes(write({"library.toml": wrong}, sound=True))
    assert [mistake.line for mistake in found] == [2, 2, 2]
    assert found[0].message == "“mirror.example.net” is not a complete web address."
    assert "is not the address of a copy" in found[1].message


def test_even_leniently_the_library_itself_must_be_right(write: Write, mistakes: Mistakes, read: Read) -> None:
    folder = write({"library.toml": "notice = 3"}, sound=True)
    assert mistakes(folder)
    with pytest.raises(Exception, match="notice"):
        read(folder, lenient=True)


def test_a_link_out_of_the_folder_is_refused(write: Write, mistakes: Mistakes, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Members' names.")
    folder = write(sound=True)
    (folder / "works/report/list.en.md").symlink_to(tmp_path / "secret.md")
    (folder / "works/other").symlink_to(tmp_path)
    (folder / "works/report/gone.en.md").symlink_to("nowhere.md")
    told = {mistake.path: mistake.message for mistake in mistakes(folder)}
    assert "out of the folder" in told["works/report/list.en.md"]
    assert "out of the folder" in told["works/other"]
    assert "leads nowhere" in told["works/report/gone.en.md"]


def test_a_name_that_is_no_text_is_told_as_well_as_it_can_be(write: Write, mistakes: Mistakes) -> None:
    folder = write(sound=True)
    (Path(os.fsdecode(os.fsencode(folder / "works/report") + b"/caf\xe9.en.md"))).write_text("Words.")
    (mistake,) = mistakes(folder)
    assert mistake.path == "works/report/caf\\xe9.en.md"
    assert "UTF-8" in mistake.message


def test_a_name_is_found_in_whichever_form_a_system_writes_its_marks(write: Write, read: Read) -> None:
    toml = '[editions.fr]\ntitle = "R"\nfiles = ["r\u00e9sum\u00e9.md"]\ntext = "r\u00e9sum\u00e9.md"\n'
    files = {"works/new/work.toml": toml, "works/new/re\u0301sume\u0301.md": "Des mots."}
    works = read(write(files, sound=True)).collection.works
    assert next(work for work in works if work.slug == "new").editions[0].text


def test_a_file_that_is_named_as_another_kind_is_published_under_a_name_that_opens(write: Write, read: Read) -> None:
    source = read(
        write({"guide.en.odt": "Words of a plain text that somebody renamed, in the hope that it would open.\n"})
    )
    (file,) = source.collection.works[0].editions[0].files
    assert (file.name, file.media_type) == ("guide.en.txt", "text/plain")


def test_a_file_that_is_there_twice_is_pointed_out(write: Write, read: Read) -> None:
    files = {"2019/report.en.md": "# A report\n", "2020/copy of report.en.md": "# A report\n", "x.en.md": "# Another\n"}
    told = [(one.path, one.message) for one in read(write(files)).remarks]
    assert told == [("2020/copy of report.en.md", "This is the same file as “2019/report.en.md”.")]


def test_a_file_that_belongs_to_no_edition_is_pointed_out(write: Write, read: Read) -> None:
    source = read(write({"works/report/cover.png": b"\x89PNG", "works/report/README.md": "How to."}, sound=True))
    assert [remark.path for remark in source.remarks] == ["works/report/cover.png"]


@pytest.fixture
def deep(write: Write) -> Iterator[Path]:
    """Folders in folders, so many that only steps lead to the last of them."""
    folder, before = write({"guide.md": "# A guide\n\nWords of a guide in English.\n"}), Path.cwd()
    os.chdir(folder)
    for _ in range(1500):
        Path("d").mkdir()
        os.chdir("d")
    yield folder
    for _ in range(1500):
        os.chdir("..")
        Path("d").rmdir()
    os.chdir(before)


def test_folders_may_be_nested_without_end(deep: Path, read: Read) -> None:
    assert [work.slug for work in read(deep).collection.works] == ["guide"]


def test_a_link_within_the_folder_is_followed(write: Write, read: Read) -> None:
    folder = write(sound=True)
    (folder / "works/report/again.es.md").symlink_to(folder / "works/report/report.en.md")
    assert [edition.language for edition in read(folder).collection.works[1].editions] == ["en", "es", "fr"]


def test_a_folder_that_is_not_there_or_empty_or_a_file_has_its_sentence(tmp_path: Path, mistakes: Mistakes) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    said = {name: mistakes(tmp_path / name)[0].message for name in ("nowhere", "empty", "file")}
    assert "There is no folder" in said["nowhere"]
    assert "is empty" in said["empty"]
    assert "is a file" in said["file"]


@pytest.fixture
def guest(workers: Workers) -> Iterator[Path]:
    """A folder of somebody who is not the superuser, who may read everything."""
    folder = Path(tempfile.mkdtemp())
    superuser = os.geteuid() == 0
    if superuser:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if superuser:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_what_may_not_be_read_is_told(guest: Path, workers: Workers) -> None:
    closed = ["works/report/report.en.md", "works/brief/work.toml", "pages/about"]
    for name, content in SOUND.items():
        (guest / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (guest / "in" / name).write_text(content)
    for name in closed:
        (guest / "in" / name).chmod(0)
    with pytest.raises(SourceErrors) as caught:
        load(guest / "in", cache=guest / "cache", workers=workers)
    (guest / "in" / closed[2]).chmod(0o700)
    assert [mistake.path for mistake in caught.value.mistakes] == [closed[1], closed[0], closed[2]]


def test_a_folder_that_may_not_be_opened_has_its_sentence(guest: Path) -> None:
    (guest / "in").mkdir(mode=0o000)
    with pytest.raises(SourceErrors, match="cannot be opened: Permission denied"):
        load(guest / "in", cache=guest / "cache")


def test_a_folder_of_nothing_that_can_be_published_is_told(write: Write, mistakes: Mistakes) -> None:
    (mistake,) = mistakes(write({"photo.raw": b"\0", "README.md": "# Read me"}))
    assert "nothing in this folder" in mistake.message
