"""Files about a negotiation are answered by the front, and lie in mirrors."""

import hashlib
from collections.abc import Iterator

import msgspec
import pytest
from msgspec import structs
from tests.negotiations.example import HIDDEN, example
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.catalogue.negotiations import Access, Negotiation
from firsthand.catalogue.values import File
from firsthand.front.handing import file_answer, files
from firsthand.front.opened import Opened
from firsthand.front.routes import Wanted
from firsthand.mirrors.assets import answer_at, assets
from firsthand.negotiations.audiences import seen_by
from firsthand.release import build

ROOM = "/take/negotiations/river-declaration"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("shelf")
    shelf, public = Shelf(folder), seen_by(example(), Access.PUBLIC)
    shelf.put("red", paragraphs("One."))
    data = msgspec.json.encode(public)
    (folder / "data.json").write_bytes(data)
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/json", "river.json")
    shelf.files[file.sha256] = folder / "data.json"
    shelf.more = {"processes": (structs.replace(public.process, data=file),)}
    build(shelf, folder / "library", open_index=Index)
    opened = Opened(folder / "library")
    yield opened
    opened.retire()


def test_every_file_is_answered_and_the_mirror_has_it(opened: Opened) -> None:
    offered = [each.address for each in files(opened, "river-declaration")]
    assert f"{ROOM}/rev-1.amendments.docx" in offered
    assert len(offered) == 12
    for address in offered:
        data = answer_at(opened, address)
        assert data
        assert not any(word.encode() in data for word in HIDDEN)
    assert [each.address for each in assets(opened) if each.kind == "letter"] == offered
    said = msgspec.json.decode(answer_at(opened, f"{ROOM}/process.json"), type=Negotiation)
    assert said.process.slug == "river-declaration"


def test_what_there_is_not_is_not_answered(opened: Opened) -> None:
    for address in (f"{ROOM}/leaked.akn.xml", f"{ROOM}/rev-1.exe", "/take/negotiations/other/asks.csv"):
        with pytest.raises(KeyError):
            answer_at(opened, address)
    assert files(opened, "other") == ()


def test_a_file_has_its_type_and_name_and_runs_nothing(opened: Opened) -> None:
    interface = opened.interfaces[opened.languages[0]]
    parameters = {"slug": "river-declaration", "name": "rev-1.akn.xml"}
    answer = file_answer(Wanted(opened, interface, f"{ROOM}/rev-1.akn.xml", parameters, (), "", b""))
    assert answer is not None
    headers = dict(answer.headers)
    assert headers[b"content-type"] == b"application/akn+xml"
    assert headers[b"content-disposition"] == b"attachment; filename*=UTF-8''river-declaration.rev-1.akn.xml"
    assert b"sandbox" in headers[b"content-security-policy"] or b"default-src" in headers[b"content-security-policy"]
