"""The library is harvested: the six verbs of OAI-PMH 2.0, their errors, and tokens that outlive a release."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.exports.catalogues import NAMES, NOW, Harvester, find, repository, texts, valid, without
from tests.front.library import FixtureSource
from tests.release.shelf import LIBRARY, Index

from firsthand.catalogue.records import Collection, Edition, Work
from firsthand.exports.oaipmh import respond
from firsthand.exports.oaipmh.answering import MOST
from firsthand.exports.oaipmh.asked import VERBS
from firsthand.exports.oaipmh.formats import read_whole
from firsthand.exports.oaipmh.tokens import Token, write_token
from firsthand.release import Release, build

PAGE = "oai:library.example.org:pages/about/en"
DC = ("metadataPrefix", "oai_dc")
LIST = (("verb", "ListRecords"), DC)
REPORT = "oai:library.example.org:works/nothing-about-us/ru"


class Changing:
    """A source whose records a test changes."""

    def __init__(self, source: FixtureSource) -> None:
        self.collection: Collection = source.collection
        self.document, self.file = source.document, source.file


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> FixtureSource:
    return FixtureSource(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def release(source: FixtureSource, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """The library of the front's tests, in which a film was withdrawn after its first release."""
    library, changing = tmp_path_factory.mktemp("harvested"), Changing(source)
    build(changing, library, open_index=Index)
    changing.collection = without(changing.collection, "film")
    build(changing, library, open_index=Index)
    release = Release.open(library)
    yield release
    release.close()


@pytest.fixture(scope="module")
def harvester(release: Release) -> Harvester:
    return Harvester(release)


def test_it_says_what_it_is(harvester: Harvester, release: Release) -> None:
    root = harvester.ask(verb="Identify")
    said = {each.tag.rpartition("}")[2]: each.text for each in find(root, "//oai:Identify/*")}
    assert said["repositoryName"] == "Library of the network"
    assert said["baseURL"] == "https://library.example.org/oai"
    assert said["adminEmail"] == "library@example.org"
    assert said["deletedRecord"] == "persistent"
    assert said["granularity"] == "YYYY-MM-DDThh:mm:ssZ"
    assert said["earliestDatestamp"] == min(life.changed for life in release.history())
    assert root.xpath("string(//*[local-name()='sampleIdentifier'])").startswith("oai:library.example.org:")


def test_every_record_can_be_had_in_every_format(harvester: Harvester) -> None:
    prefixes = texts(harvester.ask(verb="ListMetadataFormats"), "//oai:metadataPrefix")
    assert prefixes == ["oai_dc", "oai_datacite", "firsthand"]
    assert texts(harvester.ask(verb="ListMetadataFormats", identifier=REPORT), "//oai:metadataPrefix") == prefixes
    for prefix in prefixes:
        records = [
            each
            for page in harvester.pages("ListRecords", metadataPrefix=prefix)
            for each in find(page, "//oai:record")
        ]
        assert len(records) == 16
        gone = [each for each in records if find(each, "oai:header[@status='deleted']")]
        assert len(gone) == 2
        assert not any(find(each, "oai:metadata") for each in gone)
        assert all(find(each, "oai:metadata") for each in records if each not in gone)
        root = harvester.ask(verb="GetRecord", identifier=REPORT, metadataPrefix=prefix)
        assert texts(root, "//oai:header/oai:identifier") == [REPORT]


def test_dublin_core_says_what_the_record_says(harvester: Harvester) -> None:
    root = harvester.ask(verb="GetRecord", identifier=REPORT, metadataPrefix="oai_dc")

    def said(name: str) -> list[str]:
        return texts(root, f"//dc:{name}")

    assert said("title") == ["Ничего о нас: Равные за столом", "Nothing about us"]
    assert said("creator") == ["Petrova, Ana"]
    assert said("contributor") == ["Made-up Fund", "Petrova, Ana"]
    assert said("subject") == ["Декриминализация", "Health"]
    assert said("description") == ["Что узнали люди."]
    assert said("type") == ["Text", "report", "http://purl.org/coar/resource_type/c_93fc"]
    assert said("language") == ["ru"]
    assert said("identifier") == ["https://library.example.org/works/nothing-about-us/ru"]
    assert said("rights") == ["https://creativecommons.org/licenses/by-nc-nd/3.0/"]
    assert said("coverage") == ["Portugal", "Uruguay", "Latin America & Caribbean"] or len(said("coverage")) == 3
    assert "https://library.example.org/works/nothing-about-us/en" in said("relation")
    assert "https://doi.org/10.1234/abc" in said("relation")
    assert not any("taken-back" in each for each in said("relation"))


def test_a_withdrawn_record_is_a_header_and_nothing_else(harvester: Harvester, release: Release) -> None:
    root = harvester.ask(
        verb="GetRecord", identifier="oai:library.example.org:works/film/es", metadataPrefix="firsthand"
    )
    (record,) = find(root, "//oai:record")
    life = release.history_of("works/film/es")
    assert life
    assert texts(record, "oai:header/oai:datestamp") == [life.deleted]
    assert texts(record, "oai:header/oai:setSpec") == ["kind:film", "language:es"]
    assert len(record) == 1
    assert b"voces" not in respond(
        harvester.repository, [("verb", "ListRecords"), ("metadataPrefix", "firsthand")], NOW
    )


def test_nothing_is_lost_in_our_own_format(harvester: Harvester, release: Release) -> None:
    items: dict[str, list[Work]] = {}
    orders: dict[str, list[str]] = {}
    for page in harvester.pages("ListRecords", metadataPrefix="firsthand"):
        for record in find(page, "//firsthand:record"):
            item, themes, parties = read_whole(record)
            assert {theme.slug for theme in themes} >= set(item.themes)
            assert set(themes) <= set(release.collection.themes)
            assert set(parties) <= set(release.collection.parties)
            items.setdefault(item.slug, []).append(item)  # type: ignore[arg-type]
            orders[item.slug] = (record.get("editions") or "").split()
    collection = release.collection
    for original in (*collection.works, *collection.posts, *collection.statements):
        if getattr(original, "withdrawn", None):
            assert original.slug not in items
            continue
        parts = items.pop(original.slug)
        editions = {part.editions[0].language: part.editions[0] for part in parts}
        joined = structs.replace(parts[0], editions=tuple(editions[each] for each in orders[original.slug]))
        assert joined == original
    assert not items


def test_sets_are_by_kind_theme_language_and_publisher_and_hold_what_they_say(harvester: Harvester) -> None:
    sets = dict(
        zip(
            *(texts(harvester.ask(verb="ListSets"), f"//oai:set/oai:{each}") for each in ("setSpec", "setName")),
            strict=True,
        )
    )
    assert sets["kind"] == "By kind"
    assert sets["theme:decriminalisation"] == "Decriminalisation"
    assert sets["publisher:world-network"] == "World Network"
    assert sets["language:zh:Hant"] == "Chinese (Traditional)"
    for spec in sets:
        assert harvester.identifiers(set=spec), spec
    assert harvester.identifiers(set="language:zh") == ["oai:library.example.org:works/brief-guide/zh-Hant"]
    assert REPORT in harvester.identifiers(set="theme:health")
    assert len(harvester.identifiers(set="kind")) == len(harvester.identifiers())


def test_what_changed_in_a_span_of_time(harvester: Harvester, release: Release) -> None:
    every = list(release.history())
    first, last = every[0].changed, every[-1].changed
    assert first < last
    withdrawn = harvester.identifiers(from_=last)
    assert [each.rpartition(":")[2] for each in withdrawn[:2]] == ["works/film/en", "works/film/es"]
    assert len(harvester.identifiers(until=first)) + len(withdrawn) == len(every)
    assert len(harvester.identifiers(from_=first[:10], until=last[:10])) == len(every)
    assert harvester.errors(verb="ListRecords", metadataPrefix="oai_dc", until="2001-01-01") == ["noRecordsMatch"]


@pytest.mark.parametrize(
    ("code", "pairs"),
    [
        ("badVerb", []),
        ("badVerb", [("verb", "")]),
        ("badVerb", [("verb", "ListEverything")]),
        ("badVerb", [("verb", "Identify"), ("verb", "Identify")]),
        ("badArgument", [("verb", "Identify"), ("set", "kind")]),
        ("badArgument", [("verb", "Identify"), ("résumé", "x")]),
        ("badArgument", [("verb", "GetRecord"), ("identifier", REPORT)]),
        ("badArgument", [("verb", "GetRecord"), DC]),
        ("badArgument", [("verb", "GetRecord"), ("identifier", "not a uri"), DC]),
        ("badArgument", [("verb", "GetRecord"), ("identifier", REPORT), ("metadataPrefix", "oai dc")]),
        ("badArgument", [("verb", "ListRecords")]),
        ("badArgument", [*LIST, DC]),
        ("badArgument", [*LIST, ("from", "")]),
        ("badArgument", [*LIST, ("from", "2020-13-01")]),
        ("badArgument", [*LIST, ("from", "2020-01-01T25:00:00Z")]),
        ("badArgument", [*LIST, ("until", "yesterday")]),
        ("badArgument", [*LIST, ("from", "2021-01-01"), ("until", "2020-01-01")]),
        ("badArgument", [*LIST, ("from", "2020-01-01"), ("until", "2021-01-01T00:00:00Z")]),
        ("badArgument", [*LIST, ("set", "a b")]),
        ("badArgument", [*LIST, ("resumptionToken", "x")]),
        ("badArgument", [("verb", "GetRecord"), ("resumptionToken", "x")]),
        ("cannotDisseminateFormat", [("verb", "ListRecords"), ("metadataPrefix", "marc21")]),
        ("cannotDisseminateFormat", [("verb", "GetRecord"), ("identifier", REPORT), ("metadataPrefix", "marc21")]),
        ("idDoesNotExist", [("verb", "GetRecord"), ("identifier", REPORT + "x"), DC]),
        ("idDoesNotExist", [("verb", "GetRecord"), ("identifier", "doi:10.1/x"), DC]),
        ("idDoesNotExist", [("verb", "GetRecord"), ("identifier", PAGE), DC]),
        ("idDoesNotExist", [("verb", "ListMetadataFormats"), ("identifier", "oai:elsewhere.org:works/film/es")]),
        ("noRecordsMatch", [("verb", "ListIdentifiers"), DC, ("set", "theme:never")]),
        ("noRecordsMatch", [("verb", "ListIdentifiers"), DC, ("from", "2990-01-01")]),
        ("badResumptionToken", [("verb", "ListRecords"), ("resumptionToken", "")]),
        ("badResumptionToken", [("verb", "ListRecords"), ("resumptionToken", "made-up")]),
        ("badResumptionToken", [("verb", "ListSets"), ("resumptionToken", "made-up")]),
    ],
)  # fmt: skip
def test_what_breaks_the_rules_is_told_by_its_code(
    harvester: Harvester, code: str, pairs: list[tuple[str, str]]
) -> None:
    root = harvester.ask(*pairs)
    assert [each.get("code") for each in find(root, "//oai:error")] == [code]
    (request,) = find(root, "//oai:request")
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


class Many:
    """A source with many records alone."""

    def __init__(self, count: int) -> None:
        works = (Work(f"w{n:05}", "report", (Edition("en", f"Report {n}"),)) for n in range(count))
        self.collection = Collection(LIBRARY, tuple(works))

    def document(self, fingerprint: str) -> object:
        raise KeyError(fingerprint)

    def file(self, sha256: str) -> Path:
        raise KeyError(sha256)


def test_a_list_goes_on_over_a_new_release_and_misses_nothing(tmp_path: Path) -> None:
    source = Many(620)
    build(source, tmp_path, open_index=Index)  # type: ignore[arg-type]
    first = Release.open(tmp_path)
    page = Harvester(first).ask(verb="ListRecords", metadataPrefix="oai_dc")
    first.close()
    seen = dict.fromkeys(texts(page, "//oai:identifier"), "")
    assert len(seen) == MOST["ListRecords"]
    (token,) = find(page, "//oai:resumptionToken")
    assert (token.get("completeListSize"), token.get("cursor")) == ("620", "0")
    works = list(source.collection.works)
    works[3] = structs.replace(works[3], date="2020")  # given already, and changed since
    works[500] = structs.replace(works[500], date="2020")  # not given yet
    del works[400]
    works.append(Work("new", "report", (Edition("en", "New"),)))
    source.collection = structs.replace(source.collection, works=tuple(works))
    build(source, tmp_path, open_index=Index)  # type: ignore[arg-type]
    second = Release.open(tmp_path)
    harvester = Harvester(second)
    given, sizes = 0, []
    page, text = harvester.ask(verb="ListRecords", resumptionToken=token.text or ""), token.text
    while True:
        for header in find(page, "//oai:header"):
            seen[texts(header, "oai:identifier")[0]] = header.get("status") or "there"
            given += 1
        (token,) = find(page, "//oai:resumptionToken")
        sizes.append((int(token.get("cursor") or 0), int(token.get("completeListSize") or 0)))
        if not token.text:
            break
        assert token.text != text
        page, text = harvester.ask(verb="ListRecords", resumptionToken=token.text), token.text
    assert len(seen) == 621
    assert [each for each, how in seen.items() if how == "deleted"] == ["oai:library.localhost:works/w00400/en"]
    assert seen["oai:library.localhost:works/w00003/en"] == "there"
    assert seen["oai:library.localhost:works/new/en"] == "there"
    assert given == 620 - MOST["ListRecords"] + 2
    assert sizes == [(250, 620), (500, 622)]
    assert harvester.ask(verb="Identify").xpath("count(//oai:description)", namespaces=NAMES) == 1
    second.close()


def test_a_token_is_not_taken_for_another_verb_or_with_other_things(harvester: Harvester) -> None:
    def made(**changes: object) -> str:
        token = Token("ListRecords", {"metadataPrefix": "oai_dc"}, ("2020-01-01T00:00:00Z", "works/a/en"), 250, 900)
        return write_token(structs.replace(token, **changes))

    assert not harvester.errors(verb="ListRecords", resumptionToken=made())
    for wrong in (
        made(verb="ListIdentifiers"), made(verb="GetRecord"), made(cursor=0), made(cursor=-1), made(size=10**12),
        made(arguments={"metadataPrefix": "oai_dc", "set": "a b"}), made(arguments={"resumptionToken": "x"}),
        made(arguments={"metadataPrefix": "oai_dc", "from": "x"}), made(after=("\x00", "")), made() + "=", made()[:-1],
        "A" * 5_000, base64.urlsafe_b64encode(b"[" * 900).decode(), "\x00", "é", made().replace("W", "w", 1),
    ):  # fmt: skip
        assert harvester.errors(verb="ListRecords", resumptionToken=wrong) == ["badResumptionToken"], wrong
    assert harvester.errors(verb="ListRecords", resumptionToken=made(arguments={})) == ["cannotDisseminateFormat"]


NAMES_OF = st.sampled_from(["verb", "metadataPrefix", "identifier", "from", "until", "set", "resumptionToken", "x"])
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*VERBS, "oai_dc", "firsthand", REPORT, "2026-01-01", "2026-01-01T00:00:00Z", "kind:report"]),
    st.builds(
        lambda *parts: write_token(Token(*parts)),
        st.sampled_from([*VERBS]),
        st.dictionaries(st.sampled_from(["metadataPrefix", "from", "set"]), st.text(max_size=8), max_size=2),
        st.tuples(st.text(max_size=9), st.text(max_size=9)),
        st.integers(-5, 10**10),
        st.integers(-5, 10**10),
    ),
)


@given(st.lists(st.tuples(NAMES_OF, VALUES), max_size=5), st.sampled_from([*VERBS, None]))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_the_answer_is_valid(
    harvester: Harvester, pairs: list[tuple[str, str]], verb: str | None
) -> None:
    valid(respond(harvester.repository, [*pairs, *([("verb", verb)] if verb else [])], NOW))


def test_a_library_without_an_address_or_a_mail_has_a_name_all_the_same(release: Release) -> None:
    bare = repository(release, "http://127.0.0.1:8000")
    bare = structs.replace(bare, shelves=_Bare(bare.shelves))
    root = valid(respond(bare, [("verb", "Identify")], NOW))
    assert texts(root, "//oai:adminEmail") == ["postmaster@library.localhost"]
    assert texts(root, "//oai:baseURL") == ["http://127.0.0.1:8000/oai"]


class _Bare:
    def __init__(self, shelves: object) -> None:
        self._shelves = shelves
        self.library = structs.replace(shelves.library, address=None, contact="https://example.org/contact")  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._shelves, name)
