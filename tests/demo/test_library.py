"""The demonstration's records and texts: complete, honest about what is real, and in every language promised."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from firsthand.catalogue.records import Edition, Item, RelationKind, State, Statement, Work
from firsthand.documents.model import Cue, Document, Table, plain
from firsthand.sources.folder import FolderSource

LANGUAGES = {"en", "fr", "es", "ru"}
OURS = "firsthand-demonstration"


def items(library: FolderSource) -> tuple[Item, ...]:
    records = library.collection
    return (*records.works, *records.posts, *records.statements)


def full_texts(library: FolderSource) -> Iterator[tuple[Item, Edition, Document]]:
    for item in items(library):
        for edition in item.editions:
            if edition.text:
                yield item, edition, library.document(edition.text)


def ours(library: FolderSource) -> list[Work]:
    return [work for work in library.collection.works if any(by.party == OURS for by in work.contributions)]


def words(document: Document) -> list[str]:
    """Every word of a text: of headings, blocks and cells."""
    found: list[str] = []
    for section in document.walk():
        found += plain(section.heading).split()
        for block in section.blocks:
            if isinstance(block, Table):
                cells = [cell for row in block.rows for cell in row.cells]
                found += [word for cell in cells for word in plain(cell.runs).split()]
                found += plain(block.caption).split()
            else:
                found += plain(block.runs).split()
    return found


def test_the_folder_loads_without_a_mistake_and_an_editor_is_told_of_the_scan_and_of_an_outdated_translation(
    library: FolderSource,
) -> None:
    paths = [remark.path.rpartition("demo/")[2].split("/", 1)[-1] for remark in library.remarks]
    assert sorted(paths) == [
        "a-seat-without-a-price/statement.toml",
        "naloxone-position-2024/naloxone-position-2024-scan.en.pdf",
    ]


def test_every_record_is_described_in_four_languages(library: FolderSource) -> None:
    lacking = [
        work.slug for work in library.collection.works if not {text.language for text in work.summaries} >= LANGUAGES
    ]
    for item in (*library.collection.posts, *library.collection.statements):
        if not {edition.language for edition in item.editions if edition.summary} >= LANGUAGES:
            lacking.append(item.slug)
    assert lacking == []


def test_a_summary_has_two_to_four_sentences_or_so(library: FolderSource) -> None:
    for work in library.collection.works:
        for text in work.summaries:
            assert 20 <= len(text.value.split()) <= 90, (work.slug, text.language)


def test_the_library_says_in_four_languages_that_it_is_a_demonstration(library: FolderSource) -> None:
    notice = {text.language: text.value.lower() for text in library.collection.library.notice}
    assert set(notice) == LANGUAGES
    assert all(re.search("d[eé]monstra|demostraci|демонстрац", said) for said in notice.values())


def test_themes_are_named_in_four_languages(library: FolderSource) -> None:
    assert all({label.language for label in theme.labels} == LANGUAGES for theme in library.collection.themes)


def test_at_least_eight_works_of_our_own_can_be_read_in_full_in_two_to_five_languages(library: FolderSource) -> None:
    readable = [work for work in ours(library) if sum(edition.text is not None for edition in work.editions) >= 2]
    assert len(readable) >= 8
    assert all(work.rights == "https://creativecommons.org/licenses/by/4.0/" for work in readable)


def test_records_of_real_publications_have_a_way_to_the_publisher_and_no_text(library: FolderSource) -> None:
    real = [work for work in library.collection.works if work not in ours(library)]
    assert len(real) >= 20
    assert [work.slug for work in real if not work.link or any(edition.files for edition in work.editions)] == []


def test_every_text_is_in_its_language_with_headings_and_enough_words(library: FolderSource) -> None:
    for item, edition, document in full_texts(library):
        name = (item.slug, edition.language)
        sections = list(document.walk())
        recording = any(isinstance(block, Cue) for section in sections for block in section.blocks)
        assert recording or any(section.heading for section in sections), name
        least = 40 if item in library.collection.posts else 120
        assert len(words(document)) >= least, name
        assert (document.language or "").split("-")[0] == edition.language, name


def test_the_longest_guide_is_long_in_every_language(library: FolderSource) -> None:
    lengths = {
        edition.language: len(words(document))
        for item, edition, document in full_texts(library)
        if item.slug == "safe-consultation"
    }
    assert set(lengths) == LANGUAGES
    assert min(lengths.values()) > 2_300


def test_what_is_read_from_a_pdf_is_what_was_written(library: FolderSource, demo: Path) -> None:
    """The Markdown source of the same text is the truth. Words broken at line ends may differ, hence not all."""
    for slug, language in [("safe-consultation", "en"), ("read-a-un-draft", "ru")]:
        written = (demo / "works" / slug / f"{slug}.{language}.md").read_text(encoding="utf-8")
        expected = re.findall(r"\w{4,}", re.sub(r"\[\^\w+\]", "", written).lower())
        text = next(
            document
            for item, edition, document in full_texts(library)
            if (item.slug, edition.language) == (slug, language)
        )
        read = set(re.findall(r"\w{4,}", " ".join(words(text)).lower()))
        lost = [word for word in expected if word not in read]
        assert len(lost) <= len(expected) // 200, lost


def outline(source: Path) -> list[str]:
    """What kind of line each line is: a heading, a row, an item, a note, a quotation, a paragraph, or empty."""
    kinds = re.compile(r"#+ |\||- |\d+\. |> ?|\[\^|.|$")
    marks = [kinds.match(line) for line in source.read_text(encoding="utf-8").splitlines()]
    known = {"# ", "## ", "### ", "|", "- ", "> ", ">", "[^", ""}
    return [mark[0] if mark and mark[0] in known else "item or paragraph" for mark in marks]


def test_a_current_translation_has_the_sections_of_its_original(demo: Path) -> None:
    """Held against the sources, so that a paragraph forgotten in one language is seen."""
    outlines: dict[str, set[tuple[str, ...]]] = {}
    for source in [*demo.glob("sources/*/*.md"), *demo.glob("works/*/*.md"), *demo.glob("statements/*/*.md")]:
        if source.parts[-2:] not in {("safe-publishing", "es.md"), ("a-seat-without-a-price", "ru.md")}:  # outdated
            outlines.setdefault(source.parent.name, set()).add(tuple(outline(source)))
    assert len(outlines) >= 10
    assert [name for name, shapes in outlines.items() if len(shapes) > 1] == []


def test_every_feature_is_shown_at_least_once(library: FolderSource) -> None:
    works = library.collection.works
    relations = {relation.kind for work in works for relation in work.relations}
    assert relations >= {
        RelationKind.COMPANION,
        RelationKind.PART_OF,
        RelationKind.SUPERSEDES,
        RelationKind.DERIVED_FROM,
        RelationKind.RESPONDS_TO,
    }
    states = {edition.state for work in works for edition in work.editions}
    assert states == {State.CURRENT, State.OUTDATED, State.SUPERSEDED}
    assert [work.slug for work in works if work.withdrawn]
    assert "ar" in {edition.language for work in works for edition in work.editions}
    formats = {
        file.name.rsplit(".", 1)[-1] for item in items(library) for edition in item.editions for file in edition.files
    }
    assert formats == {"md", "html", "docx", "odt", "epub", "txt", "vtt", "srt", "pdf"}
    assert library.collection.redirects


def test_an_outdated_translation_is_older_than_the_original_it_names(library: FolderSource) -> None:
    outdated = [
        (work, edition)
        for work in library.collection.works
        for edition in work.editions
        if edition.state is State.OUTDATED
    ]
    for work, edition in outdated:
        assert edition.translated_from
        original = next(other for other in work.editions if other.language == edition.translated_from.language)
        assert str(edition.translated_from.date) < str(original.date)


def test_nobody_real_is_made_to_sign_and_nobody_invented_signs_what_is_real(library: FolderSource) -> None:
    invented = {party.slug for party in library.collection.parties if party.invented}
    signers = {
        statement.slug: {by.party for by in statement.endorsements} for statement in library.collection.statements
    }
    models = {"keep-the-doors-open", "a-seat-without-a-price"}
    assert all(signers[slug] <= invented for slug in models)
    assert not any(by & invented for slug, by in signers.items() if slug not in models)


def test_a_statement_of_two_versions_is_open_and_its_older_translation_says_so(library: FolderSource) -> None:
    statement = next(one for one in library.collection.statements if one.slug == "a-seat-without-a-price")
    first, second = statement.versions
    assert statement.invitation
    assert [wording.language for wording in first.wordings] == ["en", "fr", "es", "ru"]
    assert [wording.language for wording in second.wordings] == ["en", "fr", "es"]
    assert {edition.language: edition.state for edition in statement.editions}["ru"] is State.OUTDATED
    assert {endorsement.version for endorsement in statement.endorsements} == {1, 2}


def test_the_invented_endorsers_are_of_several_kinds_and_countries(library: FolderSource) -> None:
    parties = {party.slug: party for party in library.collection.parties}
    letter: Statement = next(one for one in library.collection.statements if one.slug == "keep-the-doors-open")
    signers = [parties[by.party] for by in letter.endorsements]
    assert {party.kind for party in signers} >= {"network", "organisation", "funder", "person"}
    assert len({party.place for party in signers}) >= 10


def test_every_old_address_is_written_from_the_root(demo: Path) -> None:
    settings = tomllib.loads((demo / "library.toml").read_text(encoding="utf-8"))
    assert all(old.startswith("/") and new.startswith("/") for old, new in settings["redirects"].items())
