"""A new release takes the place of the one in service while readers read; the old one closes behind the last one."""

import asyncio
from pathlib import Path

import pytest
from tests.front.client import Client, Loop
from tests.front.library import FixtureSource

from firsthand.front import opened as opened_module
from firsthand.front.application import open_front
from firsthand.front.opened import Opened, Service
from firsthand.release import ReleaseError, build


@pytest.fixture
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of its own, at which the service looks with every request."""
    monkeypatch.setattr(opened_module, "LOOK_EVERY", 0.0)
    (tmp_path / "files").mkdir()
    build(FixtureSource(tmp_path / "files"), tmp_path / "library")
    return tmp_path / "library"


def publish(library: Path, change: str) -> None:
    build(FixtureSource(library.parent / "files", change=change), library)


async def until_taken_over(client: Client, before: str) -> None:
    for _ in range(500):
        await client.ask("/en/about")
        if client.front.service.opened.release.id != before:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the new release was not taken over")


def test_a_new_release_is_taken_over_without_losing_a_request(own_library: Path, loop: Loop) -> None:
    front = open_front(own_library)
    client = Client(front, loop)
    before = front.service.opened

    async def read_meanwhile() -> list[int]:
        statuses: list[int] = []
        publishing = asyncio.create_task(asyncio.to_thread(publish, own_library, "corrected"))
        while not publishing.done() or front.service.opened is before:
            paths = ("/en/works", "/en/works/nothing-about-us/en/2", "/ru/search?q=people", "/fr/")
            answers = await asyncio.gather(*(client.ask(path) for path in paths))
            statuses += [answer.status_code for answer in answers]
        await publishing
        return statuses

    statuses = client.run(read_meanwhile)
    assert len(statuses) > 4
    assert set(statuses) == {200}
    assert before._retired
    assert front.service.opened.release.id in client.get("/en/about").text
    front.service.close()


def test_an_old_release_is_closed_after_its_last_request(
    own_library: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    opened = Opened(own_library)
    monkeypatch.setattr(opened.release, "close", lambda: closed.append("closed"))
    with opened.in_use():
        with opened.in_use():
            opened.retire()
        assert closed == []
    assert closed == ["closed"]


def test_a_damaged_release_is_refused_and_the_one_before_serves_on(
    own_library: Path, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    front = open_front(own_library)
    client = Client(front, loop)
    before = front.service.opened
    damaged = own_library / "release-damaged"
    damaged.mkdir()
    (own_library / "current").unlink()
    (own_library / "current").symlink_to(damaged.name)

    async def read() -> None:
        for _ in range(20):
            assert (await client.ask("/en/works")).status_code == 200
            await asyncio.sleep(0.01)

    client.run(read)
    assert front.service.opened is before
    assert caplog.text.count("was not taken over") == 1
    front.service.close()


def test_a_library_that_vanishes_is_served_on(own_library: Path, loop: Loop) -> None:
    front = open_front(own_library)
    client = Client(front, loop)
    own_library.rename(own_library.parent / "moved")
    assert client.get("/en/privacy").status_code == 200
    front.service.close()


def test_a_library_without_a_release_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="firsthand publish"):
        Service(tmp_path)


def test_links_to_passages_survive_a_correction(own_library: Path, loop: Loop) -> None:
    front = open_front(own_library)
    client = Client(front, loop)
    opened, edition = front.service.opened, "/en/works/nothing-about-us/en"
    text = next(work for work in opened.shelves.works if work.slug == "nothing-about-us").editions[0].text
    assert text
    ids = list(opened.contents(text).passages)
    places = {id_: client.get(f"{edition}/p/{id_}").headers["location"] for id_ in ids}
    publish(own_library, "corrected")
    client.run(lambda: until_taken_over(client, opened.release.id))
    answers = {id_: client.get(f"{edition}/p/{id_}") for id_ in ids}
    changed = [id_ for id_ in ids if "was=" in answers[id_].headers.get("location", "")]
    removed = [id_ for id_ in ids if answers[id_].status_code == 410]
    assert len(changed) == len(removed) == 1
    assert all(
        answers[id_].headers["location"].split("#")[1] == places[id_].split("#")[1]
        for id_ in ids
        if id_ not in (*changed, *removed)
    )
    landed = answers[changed[0]].headers["location"]
    note = "This passage was corrected since the link was made."
    assert note in client.get(landed.split("#")[0]).text
    assert f'id="{landed.split("#")[1]}"' in client.get(landed.split("#")[0]).text
    assert note not in client.get(landed.split("?")[0] + "?was=aaaaaaaaaa").text
    page = client.get(f"{edition}/p/{removed[0]}")
    assert f'href="{edition}"' in page.text
    assert 'role="search"' in page.text
    front.service.close()
