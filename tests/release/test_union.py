"""Several networks' releases become one library: nothing is joined that nobody confirmed, and nothing is lost."""

import gzip
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.negotiations.example import example
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.catalogue.negotiations import Access, Backing
from firsthand.catalogue.records import Collection, Edition, File, Library, Party, Text, Work
from firsthand.cli.unite import unite
from firsthand.negotiations.audiences import seen_by
from firsthand.release import Release, ReleaseError, build, verify
from firsthand.release.union import Decision, Member, Reason, UnionSource, decide, merge, open_members, recognise
from firsthand.release.union.recognition import fold
from firsthand.sources.folder import load

UNITED = Library((Text("en", "United"),), languages=())

Publish = Callable[[str, dict[str, str]], Path]
NETWORKS = {"north": "The Northern Network", "south": "La Red del Sur"}


def record(title: str, body: str, more: str = "", language: str = "en") -> str:
    return f'kind = "report"\n{more}\n[editions.{language}]\ntitle = "{title}"\nfiles = ["text.md"]\n\0{body}'


@pytest.fixture
def publish(tmp_path: Path, cache: Path) -> Publish:
    """Publishes a network's folder of works, each "work.toml" and its text parted by a null character."""
    return lambda network, works: published(tmp_path, cache, network, works)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    return published(tmp_path_factory.mktemp("north"), cache, "north", NORTH)


@pytest.fixture(scope="module")
def south(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    return published(tmp_path_factory.mktemp("south"), cache, "south", SOUTH)


def published(root: Path, cache: Path, network: str, works: dict[str, str]) -> Path:
    folder = root / f"{network}-folder"
    folder.mkdir(exist_ok=True)
    (folder / "library.toml").write_text(
        f'publisher = "{network}"\naddress = "https://{network}.example.org"\ntitle = "{NETWORKS[network]}"\n'
    )
    (folder / "parties.toml").write_text(
        f'[{network}]\nname = "{NETWORKS[network]}"\nkind = "network"\n[all-of-us]\nname = "All of Us"\n'
    )
    for slug, written in works.items():
        place = folder / "works" / slug
        place.mkdir(parents=True, exist_ok=True)
        head, _, body = written.partition("\0")
        (place / "work.toml").write_text(head)
        (place / "text.md").write_text(body)
    build(load(folder, cache=cache), root / network)
    return root / network


NORTH = {
    "red-herring": record("Progress or Political Red Herring?", "# One\n\nOur words.", 'date = "2021"'),
    "naloxone": record("Naloxone for All", "# N\n\nKits save lives.", 'identifiers = { doi = "10.1234/abc" }'),
    "annual-2019": record("Annual report 2019", "# A\n\nThat year.", 'date = "2020"'),
    "launch": record("A launch", "# L\n\nNorthern launch.", 'authors = ["north", "all-of-us"]'),
}
SOUTH = {
    "pista-falsa": record("Progress or political red herring", "# Uno\n\nDos.", 'date = "2021"', "es"),
    "naloxona": record("Para todas", "# N\n\nSalva vidas.", 'identifiers = { doi = "10.1234/ABC" }', "es"),
    "annual-2020": record("Annual report 2020", "# A\n\nThe next year.", 'date = "2021"'),
    "launch": record("Otro comienzo", "# L\n\nSouthern launch.", 'authors = ["south", "all-of-us"]', "es"),
}
WITHDRAWN = record("Naloxone for All", "# N\n\nCanary yellow.", 'withdrawn = "2026-01-02"')


def united(*libraries: Path, decided: dict[tuple[str, str], Decision] | None = None) -> Collection:
    with open_members((None, library) for library in libraries) as members:
        return merge(members, decided or {}, UNITED).collection


def slugs(collection: Collection) -> list[str]:
    return [work.slug for work in collection.works]


def test_what_may_be_the_same_is_proposed_with_its_reason_the_surest_first(north: Path, south: Path) -> None:
    with open_members([(None, north), (None, south)]) as members:
        found = [(each.one, each.other, each.reason) for each in recognise(members)]
    assert found == [
        ("north:works/naloxone", "south:works/naloxona", Reason.IDENTIFIER),
        ("north:works/red-herring", "south:works/pista-falsa", Reason.TITLE_AND_DATE),
    ]


def test_nothing_is_joined_that_nobody_confirmed(north: Path, south: Path) -> None:
    assert len(slugs(united(north, south))) == 8


def test_a_slug_that_two_have_taken_gets_the_name_of_the_second(north: Path, south: Path) -> None:
    found = slugs(united(north, south))
    assert {"launch", "launch-south"} <= set(found)
    assert len(set(found)) == len(found)


def test_what_was_confirmed_is_one_work_with_the_editions_and_the_origin_of_both(north: Path, south: Path) -> None:
    pair = ("north:works/red-herring", "south:works/pista-falsa")
    work = next(
        each for each in united(north, south, decided={pair: Decision.SAME}).works if each.slug == "red-herring"
    )
    assert [edition.language for edition in work.editions] == ["en", "es"]
    origins = [(each.network, each.slug, each.languages) for each in work.provenance]
    assert origins == [("north", "red-herring", ("en",)), ("south", "pista-falsa", ("es",))]


def test_parties_that_agree_in_name_are_one(north: Path, south: Path) -> None:
    collection = united(north, south)
    assert [party.slug for party in collection.parties] == ["north", "all-of-us", "south"]
    launch = next(work for work in collection.works if work.slug == "launch-south")
    assert [each.party for each in launch.contributions] == ["south", "all-of-us"]


def test_every_record_says_whose_it_is_and_the_networks_are_named(north: Path, south: Path) -> None:
    collection = united(north, south)
    assert all(work.provenance for work in collection.works)
    assert [(each.slug, each.address) for each in collection.library.networks] == [
        ("north", "https://north.example.org"), ("south", "https://south.example.org"),
    ]  # fmt: skip


def test_what_one_has_withdrawn_leaves_the_union(publish: Publish, south: Path) -> None:
    north = publish("north", {"naloxone": WITHDRAWN})
    work = next(each for each in united(north, south).works if each.slug == "naloxone")
    assert work.withdrawn == "2026-01-02"
    assert not any(edition.text or edition.files for edition in work.editions)


def test_of_a_joined_work_the_edition_of_who_withdrew_it_goes_and_a_person_is_told(
    publish: Publish, south: Path
) -> None:
    north = publish("north", {"naloxone": WITHDRAWN})
    pair = ("north:works/naloxone", "south:works/naloxona")
    with open_members([(None, north), (None, south)]) as members:
        merged = merge(members, {pair: Decision.SAME}, UNITED)
    work = next(each for each in merged.collection.works if "naloxon" in each.slug)
    assert (work.withdrawn, [edition.language for edition in work.editions]) == (None, ["es"])
    assert merged.doubtful == ("north:works/naloxone",)


def test_decisions_that_contradict_each_other_are_refused(north: Path, south: Path) -> None:
    same = {
        ("north:works/launch", "south:works/launch"): Decision.SAME,
        ("north:works/naloxone", "south:works/launch"): Decision.SAME,
    }
    with pytest.raises(ReleaseError, match="two are of one network"):
        united(north, south, decided=same)


def test_the_texts_of_all_are_read_and_found_in_the_union(north: Path, south: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(unite, [str(north), str(south), "-o", str(tmp_path / "union")])
    assert ran.exit_code == 0, ran.output
    assert "2 pairs may be the same" in ran.output
    release = Release.open(tmp_path / "union")
    try:
        for work in release.collection.works:
            for edition in work.editions:
                assert edition.text
                assert release.leaf(edition.text, 1).nodes
                assert all(release.file(file.sha256).is_file() for file in edition.files)
    finally:
        release.close()


def test_what_a_person_wrote_into_the_table_is_kept_and_followed(north: Path, south: Path, tmp_path: Path) -> None:
    table = tmp_path / "union.same.csv"
    command = [str(north), str(south), "-o", str(tmp_path / "union")]
    CliRunner().invoke(unite, [*command, "--dry-run"])
    lines = table.read_text("utf-8-sig").splitlines()
    table.write_text("\r\n".join([lines[0], f"different{lines[1]}", f"Same{lines[2]}"]), "utf-8-sig")
    ran = CliRunner().invoke(unite, command)
    assert "1 joined" in ran.output
    kept = [line.split(",")[0] for line in table.read_text("utf-8-sig").splitlines()[1:]]
    assert kept == ["different", "same"]


def test_a_table_with_a_word_that_is_no_decision_names_its_line(north: Path, south: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("decision;one;other\nperhaps;north:works/launch;south:works/launch\n")
    ran = CliRunner().invoke(unite, [str(north), str(south), "-o", str(tmp_path / "u"), "--decisions", str(table)])
    assert ran.exit_code == 1
    assert "mine.csv, line 2: “perhaps” is not a decision" in ran.output


def test_a_release_that_was_tampered_with_is_refused(north: Path, publish: Publish, tmp_path: Path) -> None:
    south = publish("south", SOUTH)
    victim = next(path for path in (south / "current" / "texts").rglob("*") if path.is_file())
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes()[:-1] + b"!")
    ran = CliRunner().invoke(unite, [str(north), str(south), "-o", str(tmp_path / "union")])
    assert ran.exit_code == 1
    assert "The release of south" in ran.output
    assert not (tmp_path / "union").exists()


def test_two_releases_of_one_name_are_refused(north: Path) -> None:
    with pytest.raises(ReleaseError, match="called “north”"), open_members([(None, north), (None, north)]):
        pass


def test_a_guide_of_each_network_travels_with_the_union(publish: Publish, south: Path, tmp_path: Path) -> None:
    guide = tmp_path / "north-folder" / "guide"
    guide.mkdir(parents=True)
    (guide / "guide.toml").write_text('schema = 1\nid = "north"\nextends = "house"\ntitle = "Words of the North"\n')
    north = publish("north", {"launch": NORTH["launch"]})
    ran = CliRunner().invoke(unite, [str(north), str(south), "-o", str(tmp_path / "union")])
    assert ran.exit_code == 0, ran.output
    release = Release.open(tmp_path / "union")
    release.close()
    assert list(release.network_guides) == ["north"]
    assert "Words of the North" in (release.network_guides["north"] / "guide.toml").read_text()


def texts_of(release: Path) -> Iterator[bytes]:
    for path in release.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield data
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from (archive.read(name) for name in archive.namelist())
            elif data[:2] == b"\x1f\x8b":
                yield gzip.decompress(data)


def test_nothing_of_a_withdrawn_text_is_in_the_union(publish: Publish, south: Path, tmp_path: Path) -> None:
    north = publish("north", NORTH | {"naloxone": WITHDRAWN})
    ran = CliRunner().invoke(unite, [str(north), str(south), "-o", str(tmp_path / "union")])
    assert ran.exit_code == 0, ran.output
    union = (tmp_path / "union" / "current").resolve()
    assert any(b"Northern launch" in data for data in texts_of(union))
    assert not any(b"Canary" in data for data in texts_of(union))


TITLES = st.text(alphabet="abc dé", min_size=1, max_size=12).filter(fold)


@given(st.lists(TITLES, max_size=4), st.lists(TITLES, max_size=4))
def test_accepting_every_proposal_never_loses_a_record(ours: list[str], theirs: list[str]) -> None:
    members = (_member("ours", ours), _member("theirs", theirs))
    proposals = recognise(members)
    decided = decide(proposals, {}, accept=0.0)
    try:
        merged = merge(members, decided, UNITED)
    except ReleaseError as refused:
        assert "two are of one network" in str(refused)  # noqa: PT017 - either is right
        return
    known = {(each.network, each.slug) for work in merged.collection.works for each in work.provenance}
    assert known == {
        (name, f"w{n}") for name, titles in (("ours", ours), ("theirs", theirs)) for n in range(len(titles))
    }
    assert len(merged.collection.works) + merged.joined == len(ours) + len(theirs)


class _Shelf:
    """What `merge` asks of a release."""

    id = "20260101T000000Z-abcdef"

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.created = datetime(2026, 1, 1, tzinfo=UTC)


def _member(name: str, titles: list[str]) -> Member:
    works = tuple(Work(f"w{n}", "report", (Edition("en", title),)) for n, title in enumerate(titles))
    return Member(name, _Shelf(Collection(Library((Text("en", name),)), works)))  # type: ignore[arg-type]


def followed(root: Path, network: str, party: str) -> Path:
    """A release of a network that follows the invented negotiation, with an ask of its own."""
    folder = root / network
    folder.mkdir()
    public = seen_by(example(), Access.PUBLIC)
    ask, *others = public.asks
    precedent = structs.replace(ask.precedents[0], link="works/launch/en/p/k3v6q2mzsa")
    backers = (Backing("all-of-us", None, Access.PUBLIC), Backing("Uruguay", None, Access.PUBLIC))
    own = structs.replace(ask, owner="all-of-us", backers=backers, precedents=(precedent,))
    data = msgspec.json.encode(structs.replace(public, asks=(own, *others)))
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/json", "river-declaration.json")
    shelf = Shelf(folder)
    shelf.put("launch", paragraphs(f"Launched by {party}."))
    shelf.files[file.sha256] = folder / "data.json"
    shelf.files[file.sha256].write_bytes(data)
    shelf.library = structs.replace(shelf.library, publisher="all-of-us")
    shelf.more = {
        "processes": (structs.replace(public.process, data=file),),
        "parties": (Party("all-of-us", (Text("en", party),), "network"),),
    }
    build(shelf, root / f"{network}-library", open_index=Index)
    return root / f"{network}-library"


def test_negotiations_of_the_same_name_stand_side_by_side_and_name_the_parties_of_the_union(tmp_path: Path) -> None:
    places = [(name, followed(tmp_path, name, f"All of the {name}")) for name in ("north", "south")]
    with open_members(places) as members:
        merged = merge(members, {}, UNITED)
        source = UnionSource(merged.collection, members, merged.written)
        build(source, tmp_path / "united", open_index=Index)
        laid = source.file(next(iter(merged.written)))
        assert laid.exists()
        del source
    assert not laid.exists()
    assert verify(tmp_path / "united") == []
    release = Release.open(tmp_path / "united")
    one, other = release.collection.processes
    assert [(each.slug, each.provenance[0].network, each.provenance[0].slug) for each in (one, other)] == [
        ("river-declaration", "north", "river-declaration"),
        ("river-declaration-south", "south", "river-declaration"),
    ]
    told = [release.negotiation(each).asks[0] for each in (one, other)]
    assert [ask.owner for ask in told] == ["all-of-us", "all-of-us-south"]
    assert [[each.party for each in ask.backers] for ask in told] == [
        ["all-of-us", "Uruguay"],
        ["all-of-us-south", "Uruguay"],
    ]
    links = [ask.precedents[0].link for ask in told]
    assert links == ["works/launch/en/p/k3v6q2mzsa", "works/launch-south/en/p/k3v6q2mzsa"]
    assert {party.slug for party in release.collection.parties} == {"all-of-us", "all-of-us-south"}
    release.close()
