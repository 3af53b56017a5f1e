"""Programs that know LanguageTool work with ours, also with a real LanguageTool behind it."""

import http.client
import json
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import language_tool_python
import pytest
from click.testing import CliRunner
from tests.programs import started
from tests.wording import office
from tests.wording.faces import write_guide
from tests.wording.languagetool.serving import grammarian, served

from firsthand.cli import main

PROOFREAD = Path(__file__).with_name("proofread.py")
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="BaseURL" oor:op="fuse"><value>{address}/v2</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="IsEnabled" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("server"), largest=50_000) as address:
        yield address


def ask(address: str, method: str = "POST", path: str = "/v2/check", **form: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    body = urlencode(form) if method == "POST" else None
    connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"} if body else {})
    reply = connection.getresponse()
    found = reply.status, reply.read()
    connection.close()
    return found


def matches(address: str, **form: str) -> list[dict[str, Any]]:
    status, body = ask(address, **form)
    assert status == 200
    found: list[dict[str, Any]] = json.loads(body)["matches"]
    return found


def test_language_tool_python_finds_and_corrects(address: str) -> None:
    with language_tool_python.LanguageTool("en-US", remote_server=address) as tool:
        found = tool.check("One 😀 junkie came.")
        assert [(match.rule_id, match.offset, match.error_length) for match in found] == [("FIRSTHAND_PERSON", 6, 6)]
        assert tool.correct("One 😀 junkie came.") == "One 😀 person who uses drugs came."
        tool.disabled_rules.add("FIRSTHAND_PERSON")
        assert tool.check("One 😀 junkie came.") == []


def test_libreoffice_underlines_what_is_found(address: str, tmp_path: Path) -> None:
    text = "A 😀 junkie & her friend, 100% here."
    said = office.ask(tmp_path, PROOFREAD, ["en", "GB"], text, SETTINGS.format(address=address))
    assert said["has"]
    assert {"en-GB", "fr-CA", "es-MX", "ru-RU"} <= set(said["known"])
    (error,) = said["errors"]
    assert (error["start"], error["length"]) == (5, 6)
    assert error["suggestions"] == ["person who uses drugs", "neighbour"]
    assert error["comment"] == "People who use drugs"
    assert error["short"] == "It makes a person of one thing that they do."
    assert error["properties"] == {"LineColor": 0x0000FF}


def test_many_clients_are_answered_at_once(address: str) -> None:
    found: list[int] = []

    def one(number: int) -> None:
        text = "A junkie came. " * (number + 1)
        found.append(len(matches(address, language="en", text=text)) - number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 20


def test_what_is_too_large_is_refused_before_it_is_read(address: str) -> None:
    status, said = ask(address, language="en", text="x" * 60_000)
    assert status == 413
    assert said == b"Error: Your text exceeds the limit of 50000 bytes"
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as client:
        client.sendall(b"POST /v2/check HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\n")
        assert b" 413 " in client.recv(200)


@pytest.mark.parametrize("length", ["-1", "many", "\u0663"])
def test_a_length_that_is_none_is_refused(address: str, length: str) -> None:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as client:
        client.sendall(f"POST /v2/check HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
        assert b" 400 " in client.recv(200)


def test_one_connection_serves_several_questions(address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    for _ in range(3):
        connection.request("GET", "/v2/check?language=en&text=junkie")
        assert len(json.loads(connection.getresponse().read())["matches"]) == 1
    connection.request("HEAD", "/v2/languages")
    reply = connection.getresponse()
    assert (reply.status, reply.read()) == (200, b"")
    connection.close()


def test_nothing_is_written_down(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    matches(address, language="en", text="A secret junkie.")
    ask(address, method="GET", path="/v2/secret")
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as client:
        client.sendall(b"secret\r\n\r\n")
    out, err = capfd.readouterr()
    assert out == err == ""


def test_a_real_server_behind_it_adds_its_matches(tmp_path: Path) -> None:
    with grammarian() as (theirs, upstream), served(tmp_path, upstream=upstream) as address:
        text = "😀 teh drug abuse by teh junkie."
        reply = json.loads(ask(address, language="en-US", text=text, motherTongue="fr")[1])
        found = [(match["offset"], match["rule"]["id"]) for match in reply["matches"]]
        assert found == [(3, "TYPO"), (7, "FIRSTHAND_VAGUE"), (21, "TYPO"), (25, "FIRSTHAND_PERSON")]
        assert reply["matches"][0]["own"] == "kept"
        assert reply["language"]["name"] == "Theirs"
        assert theirs.forms == [{"language": ["en-US"], "text": [text], "motherTongue": ["fr"]}]
        known = json.loads(ask(address, method="GET", path="/v2/languages")[1])
        assert "de-DE" in {one["longCode"] for one in known}
        assert matches(address, language="de-DE", text="teh")[0]["rule"]["id"] == "TYPO"


def test_where_both_find_something_ours_is_shown(tmp_path: Path) -> None:
    guide = "teh abuse"
    with grammarian() as (_, upstream), served(tmp_path, upstream=upstream) as address:
        found = matches(address, language="en", text=f"{guide} and drug abuse teh")
        assert [match["rule"]["id"] for match in found] == ["TYPO", "FIRSTHAND_VAGUE", "TYPO"]


@pytest.mark.parametrize("broken", [b"not json", b"{}", b'{"matches": [{}], "language": {}}', b"[1]"])
def test_a_reply_that_cannot_be_read_leaves_ours_and_a_warning(tmp_path: Path, broken: bytes) -> None:
    with grammarian() as (theirs, upstream), served(tmp_path, upstream=upstream) as address:
        theirs.broken = broken
        reply = json.loads(ask(address, language="en", text="A junkie teh")[1])
        assert [match["rule"]["id"] for match in reply["matches"]] == ["FIRSTHAND_PERSON"]
        assert reply["warnings"]["incompleteResults"] is True
        assert "can't be read" in reply["warnings"]["incompleteResultsReason"]
        assert ask(address, method="GET", path="/v2/languages")[0] == 200


def test_a_server_that_is_gone_leaves_ours_and_a_warning(tmp_path: Path) -> None:
    with grammarian() as (_, upstream):
        pass
    with served(tmp_path, upstream=upstream) as address:
        reply = json.loads(ask(address, language="en", text="A junkie teh")[1])
        assert len(reply["matches"]) == 1
        assert reply["warnings"]["incompleteResults"] is True


def test_a_text_is_never_sent_on_to_a_server_that_nobody_named(tmp_path: Path) -> None:
    with grammarian() as (other, _), grammarian() as (theirs, upstream), served(tmp_path, upstream=upstream) as address:
        theirs.moved = f"http://127.0.0.1:{other.server_address[1]}/v2/check"
        reply = json.loads(ask(address, language="en", text="A junkie teh")[1])
        assert reply["warnings"]["incompleteResults"] is True
        assert other.forms == []


def test_an_address_that_is_none_is_said_to_be_so() -> None:
    result = CliRunner().invoke(main, ["listen", "--upstream", "file:///etc/passwd"])
    assert result.exit_code == 1
    assert "is not the address of a server" in result.output


def test_a_port_that_is_taken_is_said_to_be_so(tmp_path: Path) -> None:
    guide = str(write_guide(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(main, ["listen", "--guide", guide, "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 1
    assert "Another program listens" in result.output
    assert "Traceback" not in result.output


def test_the_command_says_where_it_listens_and_stops_when_it_is_asked_to(tmp_path: Path) -> None:
    guide = str(write_guide(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("firsthand")), "listen", "--guide", guide, "--port", str(port)]
    with started(command) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Words are checked at http://127.0.0.1:{port}/v2 (press Ctrl+C to stop).\n"
        assert len(matches(f"http://127.0.0.1:{port}", language="en", text="A secret junkie.")) == 1
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (out, err, process.returncode) == ("Nothing is checked any more.\n", "", 0)
