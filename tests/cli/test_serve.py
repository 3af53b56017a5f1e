"""`firsthand serve` opens a library, says where, writes down nobody, and closes when it is asked to."""

import re
import shutil
import socket
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from tests.front.browser import served
from tests.front.doorstep import build_library
from tests.front.library import FixtureSource

from firsthand.cli import main
from firsthand.release import build


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "files").mkdir()
    build(FixtureSource(folder / "files"), folder / "library")
    return folder / "library"


def test_it_serves_says_where_and_closes_without_writing_anybody_down(library: Path, tmp_path: Path) -> None:
    with served(library, tmp_path) as (address, log):
        headers = {"user-agent": "a-reader", "accept-language": "fr"}
        with httpx.Client(base_url=address, headers=headers, follow_redirects=True) as client:
            assert 'lang="fr"' in client.get("/").text
            assert client.get("/fr/search", params={"q": "secret-word"}).status_code == 200
            assert client.get("/fr/nowhere-at-all").status_code == 404
            assert client.get("/works/nothing-about-us/en/2").headers["content-encoding"] in ("br", "gzip")
    said = log.read_text()
    assert address in said
    assert "The library is closed." in said
    assert not re.search(r"secret-word|nowhere-at-all|a-reader|GET|nothing-about-us", said)
    assert said.count("127.0.0.1") == 1


def test_a_download_on_the_wire_goes_on_where_it_stopped(library: Path, tmp_path: Path) -> None:
    with served(library, tmp_path) as (address, _), httpx.Client(base_url=address) as client:
        page = client.get("/en/works/nothing-about-us").text
        href = re.findall(r'href="(/files/[^"]+)"', page)[0]
        whole = client.get(href).content
        part = client.get(href, headers={"range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, whole[100:200])


def test_a_model_that_can_not_be_loaded_is_named_and_searches_are_answered_without_it(
    library: Path, tmp_path: Path
) -> None:
    with served(library, tmp_path, "--reranking", str(tmp_path / "no-model")) as (address, log):
        assert httpx.get(f"{address}/en/search", params={"q": "nothing about us"}).status_code == 200
    assert log.read_text().count(f"Searches are not re-ranked. There is no folder {tmp_path / 'no-model'}.") == 1


def test_a_library_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(tmp_path / "nowhere")])
    assert result.exit_code == 1
    assert "firsthand publish" in result.output
    assert "Traceback" not in result.output


def test_a_broken_release_is_said_to_be_so(library: Path, tmp_path: Path) -> None:
    broken = tmp_path / "library"
    shutil.copytree(library, broken, symlinks=True)
    (broken / "current" / "manifest.json").unlink()
    result = CliRunner().invoke(main, ["serve", str(broken)])
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert "manifest.json" in result.output


def test_a_port_that_another_program_has_is_not_shared_with_it(library: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", str(library), "--port", str(port)])
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert f"Another program listens on port {port}." in result.output


@pytest.mark.parametrize("host", ["a" * 64, "192.0.2.1"])
def test_a_host_that_is_no_address_of_this_machine_is_said_to_be_so(library: Path, host: str) -> None:
    result = CliRunner().invoke(main, ["serve", str(library), "--host", host])
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert f"“{host}” is not an address" in result.output


def test_help_has_examples() -> None:
    result = CliRunner().invoke(main, ["serve", "--help"])
    assert "  firsthand serve public --port 8080\n" in result.output


def test_what_is_wrong_with_the_door_is_said_before_anything_is_served(library: Path, tmp_path: Path) -> None:
    mail, inbox = str(tmp_path / "mail.toml"), str(tmp_path / "inbox")
    without_inbox = CliRunner().invoke(main, ["serve", str(library), "--mail", mail])
    assert (without_inbox.exit_code, "--inbox" in without_inbox.output) == (1, True)
    without_door = CliRunner().invoke(main, ["serve", str(library), "--inbox", inbox])
    assert (without_door.exit_code, "firsthand inbox keygen" in without_door.output) == (1, True)
    library = build_library(tmp_path / "door")
    without_mail = CliRunner().invoke(main, ["serve", str(library), "--inbox", inbox, "--mail", mail])
    assert (without_mail.exit_code, "mail.toml can’t be read" in without_mail.output) == (1, True)
