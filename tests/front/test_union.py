"""Pages of a united library say whose a record is, and offer the guides of its networks."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec import structs
from tests.front.client import Client, Loop
from tests.release.shelf import paragraphs

from firsthand.catalogue.negotiations import Access, Draft, Negotiation, Process
from firsthand.catalogue.records import Collection, Edition, File, Library, Network, Post, Provenance, Text, Work
from firsthand.documents.model import Document
from firsthand.front.application import open_front
from firsthand.release import build

NORTH = Network(
    "north", (Text("en", "Library of the North"),), "20260101T000000Z-abcdef", "2026-01-01T00:00:00Z",
    "https://north.example.org", ("en",),
)  # fmt: skip
SOUTH = Network("south", (Text("es", "Biblioteca del Sur"),), "20260203T000000Z-abcdef", "2026-02-03T00:00:00Z")
RIVER = Process(
    "river", (Text("en", "River"),), date="2026", drafts=(Draft("z", "Z", "2026", "en", access=Access.PUBLIC),)
)
DATA = msgspec.json.encode(Negotiation(RIVER))
FILE = File(hashlib.sha256(DATA).hexdigest(), len(DATA), "application/json", "river.json")
COLLECTION = Collection(
    Library((Text("en", "All of us"),), networks=(NORTH, SOUTH)),
    works=(
        Work(
            "guide", "guide", (Edition("en", "A guide", text="a"), Edition("es", "Una guía")),
            provenance=(Provenance("north", "a-guide", ("en",)), Provenance("south", "guia", ("es",))),
        ),
    ),
    posts=(
        Post("launch", "2026", (Edition("en", "A launch", text="a"),), provenance=(Provenance("north", "opening"),)),
    ),
    processes=(structs.replace(RIVER, data=FILE, provenance=(Provenance("north", "the-river"),)),),
)  # fmt: skip


class Source:
    """A union of records made up here."""

    collection = COLLECTION

    def __init__(self, folder: Path) -> None:
        self.data = folder / "river.json"
        self.data.write_bytes(DATA)

    def document(self, fingerprint: str) -> Document:
        return paragraphs("Words of the guide.")

    def file(self, sha256: str) -> Path:
        return {FILE.sha256: self.data}[sha256]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, loop: Loop) -> Iterator[Client]:
    library = tmp_path_factory.mktemp("union")
    build(Source(tmp_path_factory.mktemp("source")), library)
    front = open_front(library)
    yield Client(front, loop)
    front.close()


def test_a_work_names_the_libraries_it_comes_from_and_which_edition_is_whose(client: Client) -> None:
    (entry,) = client.page("/en/works/guide").xpath("//dt[.='From the libraries of']/following-sibling::dd")
    assert entry.xpath("a/@href") == ["https://north.example.org/works/a-guide"]
    assert "Library of the North (English), release of 1 January 2026" in entry.text_content()
    assert "Biblioteca del Sur (Español), release of 3 February 2026" in entry.text_content()


def test_a_negotiation_names_its_library_on_its_page_and_in_the_list(client: Client) -> None:
    (link,) = client.page("/en/negotiations/river").xpath(
        "//dt[.='From the libraries of']/following-sibling::dd/a/@href"
    )
    assert link == "https://north.example.org/negotiations/the-river"
    (card,) = client.page("/en/negotiations").xpath("//li[@class='card']")
    assert "From the libraries of Library of the North" in card.text_content()


def test_a_post_names_its_library_too(client: Client) -> None:
    (link,) = client.page("/en/news/launch/en").xpath("//dt[.='From the libraries of']/following-sibling::dd/a/@href")
    assert link == "https://north.example.org/news/opening"
