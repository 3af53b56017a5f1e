import json
import re

import extruct
from tests.front.records import COLLECTION, FILM, NEWS, PDF, REPORT, SITE

from firsthand.catalogue.records import RelationKind
from firsthand.citations import cite
from firsthand.front.metadata import alternates, canonical, json_ld, metas

ENGLISH, FRENCH = REPORT.editions


def named(name: str, language: int = 0) -> list[str]:
    source = cite(COLLECTION, REPORT, REPORT.editions[language])
    return [meta.content for meta in metas(source, pdf=f"{SITE}/x.pdf") if meta.name == name]


def zotero_authors(values: list[str]) -> list[str]:
    """Authors as Zotero's translator parts them: at semicolons, or else at commas between names of several words."""
    found = []
    for value in values:
        parts = re.split(r"\s*;\s*", value)
        by_comma = re.split(r"\s*,\s*", value)
        if len(parts) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            parts = by_comma
        found += [part for part in parts if part]
    return found


def test_zotero_saves_a_report_with_all_authors() -> None:
    assert named("citation_technical_report_institution") == ["Peers, Friends and Others"]
    assert zotero_authors(named("citation_author")) == [
        "van der Berg, Anna Maria",
        "Diop, Awa",
        "Peers, Friends and Others",
    ]
    assert named("citation_publication_date") == ["2018/05"]


def test_a_film_is_not_saved_as_a_report() -> None:
    tags = {meta.name for meta in metas(cite(COLLECTION, FILM, FILM.editions[0]))}
    assert "citation_technical_report_institution" not in tags


def test_dublin_core_is_in_the_language_of_the_edition() -> None:
    assert named("DC.title", 1) == ["Est-ce assez ?"]
    assert named("DC.language", 1) == ["fr"]
    assert named("DC.subject", 1) == ["Droit"]
    assert named("DC.identifier") == ["doi:10.5555/12345678"]


def read(item: object, edition: object, related: dict | None = None) -> dict:
    """What a reader of web pages finds in the page."""
    text = json_ld(item, edition, cite(COLLECTION, item, edition), related or {}, SITE)
    page = f'<html><head><script type="application/ld+json">{text}</script></head></html>'
    return extruct.extract(page, syntaxes=["json-ld"])["json-ld"][0]


def test_schema_org_names_authors_translation_licence_and_files() -> None:
    found = read(REPORT, ENGLISH)
    assert (found["@type"], found["inLanguage"], found["datePublished"]) == ("Report", "en", "2018-05")
    assert [author["@type"] for author in found["author"]] == ["Person", "Person", "Organization"]
    assert found["workTranslation"] == [{"@id": f"{SITE}/works/is-it-enough/fr", "inLanguage": "fr"}]
    assert found["encoding"][0]["contentUrl"] == f"{SITE}/files/{PDF.sha256}/{PDF.name}"
    assert read(REPORT, FRENCH)["translationOfWork"] == {"@id": f"{SITE}/works/is-it-enough/en", "inLanguage": "en"}


def test_schema_org_has_relations_of_works_and_what_news_speaks_of() -> None:
    found = read(REPORT, ENGLISH, {RelationKind.PART_OF: [FILM], RelationKind.COMPANION: [FILM]})
    assert found["isPartOf"] == [{"@id": f"{SITE}/works/film"}]
    assert read(NEWS, NEWS.editions[0])["about"] == [{"@id": f"{SITE}/works/is-it-enough"}]


def test_no_text_can_end_its_script_element() -> None:
    text = json_ld(REPORT, ENGLISH, cite(COLLECTION, REPORT, ENGLISH), {}, SITE)
    assert not set("<>&") & set(text)
    assert json.loads(text)["description"] == "Voices <b>& views</b>."


def test_the_canonical_page_has_one_language_where_it_can() -> None:
    assert canonical(REPORT, "fr", ("en", "fr"), SITE) == f"{SITE}/fr/works/is-it-enough/fr"
    assert canonical(REPORT, "pt-BR", ("en", "fr"), SITE) == f"{SITE}/en/works/is-it-enough/pt-BR"


def test_a_work_in_one_language_has_no_alternates() -> None:
    assert alternates(FILM, ("en",), SITE) == ()
    assert [each.language for each in alternates(REPORT, ("en", "fr"), SITE)] == ["en", "fr", "x-default"]
