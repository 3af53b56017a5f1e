"""What was withdrawn: every address of it says so, calmly, and none says what it was."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from lxml import etree
from msgspec import structs
from tests.front.client import Client, Loop, text_of
from tests.front.library import WORDS, FixtureSource
from tests.release.test_withdrawal import contents

from firsthand.catalogue.naming import passage_id
from firsthand.catalogue.negotiations import Access, Draft, Negotiation, Process
from firsthand.catalogue.records import Collection, File, Withheld
from firsthand.exports.shapes import SHAPES
from firsthand.front.application import open_front
from firsthand.release import Release, build

WORDS_WITHHELD = WORDS["es"][1]
WITHHELD = passage_id(WORDS_WITHHELD)


class Lessened:
    """The library of the tests after a while: a report withdrawn, a post and a translation taken out of the folder, a
    passage withheld."""

    def __init__(self, source: FixtureSource) -> None:
        self.source = source
        self.document, self.file = source.document, source.file

    @property
    def collection(self) -> Collection:
        whole = self.source.collection
        report, guide, film, *others = whole.works
        report = structs.replace(report, withdrawn="2026-11-20")
        film = structs.replace(film, editions=film.editions[:1])
        spanish = structs.replace(guide.editions[0], withheld=Withheld((WITHHELD,)))
        guide = structs.replace(guide, editions=(spanish, *guide.editions[1:]))
        posts = tuple(structs.replace(post, works=()) for post in whole.posts if post.slug != "launch")
        return structs.replace(whole, works=(report, guide, film, *others), posts=posts)


class Following:
    """The library of the tests, when it still followed a negotiation."""

    def __init__(self, source: FixtureSource) -> None:
        self.document, self.file = source.document, source.file
        draft = Draft("zero", "Zero draft", "2026", "en", access=Access.PUBLIC)
        process = Process("river", (), date="2026", drafts=(draft,))
        data = msgspec.json.encode(Negotiation(process))
        name = hashlib.sha256(data).hexdigest()
        source.paths[name] = source.folder / name
        source.paths[name].write_bytes(data)
        process = structs.replace(process, data=File(name, len(data), "application/json", "river.json"))
        self.collection = structs.replace(source.collection, processes=(process,))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Release, Path]]:
    folder = tmp_path_factory.mktemp("withdrawn")
    (folder / "files").mkdir()
    source = FixtureSource(folder / "files")
    build(Following(source), folder / "library")
    release = Release.open(folder / "library")
    build(Lessened(source), folder / "library")
    yield release, folder / "library"
    release.close()


@pytest.fixture(scope="module")
def reader(before: tuple[Release, Path], loop: Loop) -> Iterator[Client]:
    front = open_front(before[1])
    yield Client(front, loop)
    front.close()


WORK = "/works/nothing-about-us"


@pytest.mark.parametrize(
    "address",
    [
        *(
            f"/en{WORK}{rest}"
            for rest in ("", "/en", "/ru/2", "/ru/cite", "/en/p/aaaaaaaaaa", "/en/from/ru/aaaaaaaaaa")
        ),
        *(f"/cite{WORK}/{name}" for name in ("en.ris", "ru.bib", "fr.json")),
        f"/take{WORK}/en.epub",
        "/en/negotiations/river",
        "/fr/negotiations/river/drafts/zero",
        "/ru/negotiations/river/changes?before=zero&after=one",
        "/take/negotiations/river/asks.csv",
        "/api/v1/negotiations/river/asks",
        "/fr/news/launch",
        "/es/news/launch/ru",
        "/ru/works/film/es",
    ],
)
def test_every_address_of_it_says_so_and_none_says_what_it_was(reader: Client, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 410
    assert not any(word in answer.text for word in ("Nothing about us", "Ничего о нас", "Nuestras voces", "Доклад"))
    assert "no-store" in answer.headers["cache-control"]


def test_a_reader_is_told_the_day_and_no_more(reader: Client) -> None:
    answer = reader.get(f"/en{WORK}")
    assert "20 November 2026" in answer.text
    assert "What was here has been withdrawn" in answer.text


def test_of_an_edition_that_is_gone_the_others_are_offered(reader: Client) -> None:
    from lxml import html

    page = html.fromstring(reader.get("/en/works/film/es").content)
    assert page.xpath('//a[@href="/en/works/film/en"]')
    assert "has been withdrawn" in text_of(page, "//h1")


def test_files_and_pictures_that_are_gone_say_so(before: tuple[Release, Path], reader: Client) -> None:
    release, _ = before
    report = release.collection.works[0].editions[0]
    picture = next(iter(release.contents(report.text or "").images))
    for address in (f"/files/{report.files[0].sha256}/{report.files[0].name}", f"/files/{report.files[0].sha256}/x"):
        assert reader.get(address).status_code == 410
    assert reader.get(f"/images/{picture}").status_code == 410
    assert reader.get(f"/files/{'0' * 64}/{report.files[0].name}").status_code == 404
    assert reader.get("/files/0/1").status_code == 404


def test_it_is_in_no_list_no_feed_and_no_search(reader: Client) -> None:
    addresses = ["/en/", "/en/works", "/en/news", "/sitemap.xml", "/en/about", "/themes.ttl", "/llms.txt"]
    addresses += ["/en/search?q=peers", "/en/search?q=Nothing+about+us", "/ru/search?q=доклад", "/en/suggest?q=noth"]
    for address in addresses:
        found = reader.get(address)
        assert found.status_code == 200
        assert not any(word in found.text for word in ("nothing-about-us", "Ничего о нас", "news/launch")), address


def test_a_passage_that_is_withheld_is_nowhere(before: tuple[Release, Path], reader: Client) -> None:
    release, _ = before
    edition = release.collection.works[1].editions[0]
    assert WITHHELD in release.contents(edition.text or "").passages
    link = reader.get(f"/en/works/brief-guide/es/p/{WITHHELD}")
    assert link.status_code == 410
    page = reader.get("/en/works/brief-guide/es")
    assert "1 passage was withdrawn from this text" in page.text
    assert "[…]" in page.text
    search = reader.get("/es/search?q=" + "+".join(WORDS_WITHHELD.split()[:6]))
    taken = [f"/take/works/brief-guide/es.{ending}" for ending in SHAPES if not SHAPES[ending].ending.endswith("pdf")]
    assert len(taken) >= 3
    shapes = [reader.get(address) for address in taken]
    assert [answer.status_code for answer in shapes] == [200] * len(shapes)
    answers = [link, page, search, *shapes, reader.get("/cite/works/brief-guide/es.datacite.xml")]
    answers.append(reader.get("/oai?verb=ListRecords&metadataPrefix=firsthand"))
    for answer in answers:
        for data in contents(answer.content):
            assert WORDS_WITHHELD[:40].encode() not in data, answer.url


def test_a_feed_names_its_address_as_deleted_and_says_nothing_else_of_it(reader: Client) -> None:
    for language in ("en", "ru"):
        feed = etree.fromstring(reader.get(f"/{language}/feed.atom").content)
        for entry in feed.findall("{http://www.w3.org/2005/Atom}entry"):
            assert b"nothing-about-us" not in etree.tostring(entry)
        assert not any(word in "".join(feed.itertext()) for word in ("Nothing about us", "Ничего о нас", "Доклад"))


def test_what_never_was_is_still_simply_not_there(reader: Client) -> None:
    for address in ("/en/works/never", "/en/works/film/de", "/cite/works/never/en.ris", "/cite/works/film/de.ris"):
        assert reader.get(address).status_code == 404


def test_what_was_only_renamed_leads_on(reader: Client) -> None:
    assert reader.get("/en/works/called-otherwise").status_code == 301
