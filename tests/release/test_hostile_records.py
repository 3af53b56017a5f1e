"""Releases of people who mean harm: their records are refused before a path or a link is made of them."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from tests.release.shelf import LIBRARY, Index, Shelf, paragraphs

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import (
    Collection,
    Delivery,
    Door,
    Edition,
    Endorsement,
    File,
    Identifier,
    Invitation,
    Library,
    Network,
    Page,
    Party,
    Post,
    Provenance,
    Redirect,
    Response,
    Signer,
    Statement,
    Tally,
    Text,
    Version,
    Wording,
    Work,
)
from firsthand.catalogue.soundness import check_sound
from firsthand.release import Release, ReleaseError, build, texts
from firsthand.release.records import CATALOGUE, Catalogue, write_catalogue

FILE = File("0a" * 32, 1, "text/plain", "a.txt")
EDITION = Edition("en", "A title", files=(FILE,), text="ab" * 32, link="https://example.org/жизнь?a=1#b")
WORK = Work("a-work", "report", (EDITION,), rights="https://creativecommons.org/licenses/by/4.0/")
LETTER = Statement(
    "letter",
    "2026",
    (EDITION,),
    endorsements=(Endorsement("them"), Endorsement(signer=Signer("A", place="KE"))),
    tallies=(Tally(5, "002"), Tally(5)),
    versions=(Version(1, "2026", "ab" * 32, (Wording("en", "A", ("B",), "ab" * 32),)),),
    invitation=Invitation("2026-10-02T00:00:00+02:00", "2026-11-30T23:59:59+01:00", "Europe/Vienna"),
    deliveries=(Delivery((), "2026", file=FILE),),
)
SOUND = Collection(
    structs.replace(
        LIBRARY,
        contact="mailto:a@example.org",
        mirrors=("http://abc.onion",),
        guide=(FILE,),
        door=Door(("fhi1" + "A" * 91,)),
    ),
    works=(WORK,),
    parties=(Party("them", (Text("en", "Them"),)),),
    redirects=(Redirect("/?p=1", "/works/a-work"), Redirect("/x", "https://example.org/")),
    statements=(LETTER,),
)


def a_work(**fields: object) -> Collection:
    return structs.replace(SOUND, works=(structs.replace(WORK, **fields),))


def an_edition(**fields: object) -> Collection:
    return a_work(editions=(structs.replace(EDITION, **fields),))


def a_library(**fields: object) -> Collection:
    library: Library = structs.replace(SOUND.library, **fields)
    return structs.replace(SOUND, library=library)


def named(name: str) -> File:
    return structs.replace(FILE, name=name)


def a_statement(**fields: object) -> Collection:
    return structs.replace(SOUND, statements=(structs.replace(LETTER, **fields),))


HOSTILE = {
    "party that signs": a_statement(endorsements=(Endorsement("../x"),)),
    "voucher that climbs": a_statement(endorsements=(Endorsement("", voucher="../x"),)),
    "signer from nowhere": a_statement(endorsements=(Endorsement(signer=Signer("A", place="<b>")),)),
    "tally of nowhere": a_statement(tallies=(Tally(5, "Narnia"),)),
    "coordinator that climbs": a_statement(coordinators=("../x",)),
    "version with another hash": a_statement(versions=(Version(1, "2026", "../x", ()),)),
    "wording in no language": a_statement(versions=(Version(1, "2026", "ab", (Wording("../en", "A", (), "ab"),)),)),
    "delivered file that climbs": a_statement(deliveries=(Delivery((), "2026", file=named("../x")),)),
    "answer that runs": a_statement(responses=(Response((), "2026", link="javascript:x"),)),
    "deadline that is none": a_statement(invitation=Invitation("now", "later", "UTC")),
    "zone that climbs": a_statement(invitation=Invitation("2026-01-01", "2026-01-02", "../../etc/passwd")),
    "voucher of an invitation": a_statement(invitation=Invitation("2026-01-01", "2026-01-02", "UTC", vouchers=("..",))),
    "key with markup": a_library(door=Door(('fhi1"><script>',))),
    "collector that climbs": a_library(door=Door(("fhi1" + "A" * 91,), "../x")),
    "slug that climbs": a_work(slug="../../../etc/cron.d/x"),
    "slug with markup": a_work(slug='a"><script>'),
    "slug on a second line": a_work(slug="a\n"),
    "slug of a post": structs.replace(SOUND, posts=(Post("..", "2024", ()),)),
    "slug of a page": structs.replace(SOUND, pages=(Page("a/b", ()),)),
    "language that climbs": an_edition(language="../en"),
    "text that climbs": an_edition(text="../../x"),
    "file that climbs": an_edition(files=(named("../a.txt"),)),
    "file with a header": an_edition(files=(named("a\r\nset-cookie: a=b"),)),
    "bytes that climb": an_edition(files=(structs.replace(FILE, sha256="../../../etc/passwd"),)),
    "link that runs": an_edition(link="javascript:alert(1)"),
    "link with a break": an_edition(link="https://example.org/\r\nx: y"),
    "link of a work": a_work(link="data:text/html,x"),
    "identifier that runs": a_work(identifiers=(Identifier("url", "JavaScript:alert(1)"),)),
    "licence that runs": a_work(rights="javascript:alert(1)"),
    "link of a party": structs.replace(SOUND, parties=(Party("them", (), link="vbscript:x"),)),
    "network in a provenance": a_work(provenance=(Provenance("../x", "a"),)),
    "redirect that runs": structs.replace(SOUND, redirects=(Redirect("/?p=1", "javascript:x"),)),
    "redirect to another host": structs.replace(SOUND, redirects=(Redirect("/?p=1", "//evil.example"),)),
    "address of the library": a_library(address="javascript:x"),
    "mirror on this disk": a_library(mirrors=("/etc",)),
    "leaving into a script": a_library(leave="javascript:x"),
    "contact that runs": a_library(contact="javascript:x"),
    "guide that climbs": a_library(guide=(named("en/../../../x.toml"),)),
    "guide from the root": a_library(guide=(named("/etc/passwd"),)),
    "thesaurus that climbs": a_library(thesaurus=(named("..\\x.csv"),)),
    "network that climbs": a_library(networks=(Network("../../x", (), "a", "b"),)),
    "network's guide that climbs": a_library(networks=(Network("x", (), "a", "b", guide=(named("../x"),)),)),
    "network's address": a_library(networks=(Network("x", (), "a", "b", address="javascript:x"),)),
}


def test_what_our_own_sources_write_is_sound() -> None:
    check_sound(SOUND)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_leads_out_of_its_place_or_runs_is_refused(name: str) -> None:
    with pytest.raises(MalformedError):
        check_sound(HOSTILE[name])


def test_a_statement_of_an_older_release_is_read_as_it_was_meant() -> None:
    old = (
        b'{"slug":"letter","date":"2024","editions":[],"endorsements":[{"party":"them","date":"2024"},{"party":"us"}]}'
    )
    assert msgspec.json.decode(old, type=Statement) == Statement(
        "letter", "2024", (), endorsements=(Endorsement("them", "2024"), Endorsement("us"))
    )


def test_a_release_with_such_records_is_not_opened(tmp_path: Path) -> None:
    """So it is neither put in service by who follows, nor united, imported, served or made a mirror of."""
    shelf = Shelf(tmp_path)
    shelf.put("a-work", paragraphs("Words."))
    release = build(shelf, tmp_path / "library", open_index=Index).path
    (release / CATALOGUE).unlink()
    write_catalogue(release / CATALOGUE, HOSTILE["slug that climbs"], {}, {}, {}, {})
    with pytest.raises(ReleaseError, match="not to be trusted"):
        Release.open(release)


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'work', i, 'a', '{}' FROM n"


@pytest.mark.parametrize(
    "statement",
    [
        f"DROP TABLE records; CREATE VIEW records (kind, position, slug, json) AS {ENDLESS}",
        "CREATE VIRTUAL TABLE other USING fts5(words)",
        "CREATE TRIGGER other AFTER INSERT ON records BEGIN SELECT 1; END",
    ],
)
def test_a_catalogue_that_would_run_something_is_not_read(tmp_path: Path, statement: str) -> None:
    write_catalogue(tmp_path / CATALOGUE, SOUND, {}, {}, {}, {})
    assert Catalogue(tmp_path / CATALOGUE).collection() == SOUND
    with closing(sqlite3.connect(tmp_path / CATALOGUE)) as database:
        database.executescript(statement)
    with pytest.raises(sqlite3.DatabaseError, match="more than tables"):
        Catalogue(tmp_path / CATALOGUE)


def test_a_value_that_grows_beyond_memory_when_it_is_read_is_refused(tmp_path: Path) -> None:
    write_catalogue(tmp_path / CATALOGUE, SOUND, {}, {}, {}, {})
    with closing(sqlite3.connect(tmp_path / CATALOGUE)) as database:
        swelling = "CREATE TABLE records (kind, position, slug, json AS (hex(zeroblob(80000000))))"
        database.executescript(f"DROP TABLE records; {swelling}; INSERT INTO records VALUES ('library', 0, '')")
    with pytest.raises(sqlite3.DataError, match="too big"):
        Catalogue(tmp_path / CATALOGUE).collection()


def test_a_text_that_swells_when_it_is_unpacked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGEST", 1_000)
    with zipfile.ZipFile(tmp_path / "text.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("contents.json", b" " * 100_000)
        archive.writestr("1.json", b" " * 100_000)
    for read in (texts.read_contents, texts.read_leaves, lambda path: texts.read_leaf(path, 1)):
        with pytest.raises(ReleaseError, match="larger than any text has it"):
            read(tmp_path / "text.zip")
