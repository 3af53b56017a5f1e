"""Original files are saved whole or in parts, under their own names, and can do nothing in a browser."""

from pathlib import Path

import pytest
from tests.front.client import Client

from firsthand.front.downloads import image_type

CONTENT = b"%PDF-1.7 " + b"Nothing about us" * 300


def address(client: Client) -> str:
    return str(client.page("/en/works/nothing-about-us/en").xpath('//ul[@class="downloads"]//a/@href')[0])


def test_a_file_is_saved_under_its_name_and_can_do_nothing(client: Client) -> None:
    answer = client.get(address(client))
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="nothing-about-us.en.pdf"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_download_goes_on_where_it_stopped(client: Client) -> None:
    answer = client.get(address(client), range="bytes=4-12")
    assert (answer.status_code, answer.content) == (206, CONTENT[4:13])
    assert answer.headers["content-range"] == f"bytes 4-12/{len(CONTENT)}"
    assert client.get(address(client), range=f"bytes={len(CONTENT)}-").status_code == 416


def test_a_file_that_a_reader_has_is_not_sent_again(client: Client) -> None:
    etag = client.get(address(client)).headers["etag"]
    answer = client.get(address(client), if_none_match=etag)
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_file_has_one_name_only(client: Client) -> None:
    wrong = address(client).rsplit("/", 1)[0] + "/evil.html"
    answer = client.get(wrong)
    assert (answer.status_code, answer.headers["location"]) == (301, address(client))


def test_a_file_that_no_edition_has_is_not_given_out(client: Client) -> None:
    image = client.page("/en/works/nothing-about-us/en").xpath("//figure/img/@src")[0].rsplit("/", 1)[1]
    assert client.get(f"/files/{image}/a.png").status_code == 404
    assert client.get(f"/images/{address(client).split('/')[2]}").status_code == 404
    for sha256 in ("a" * 64, "a", "%2e%2e%2fmanifest.json"):
        assert client.get(f"/images/{sha256}").status_code == 404


@pytest.mark.parametrize(
    ("start", "media_type"),
    [
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"<svg onload=", None),
        (b"", None),
    ],
)
def test_pictures_are_known_by_their_first_bytes(tmp_path: Path, start: bytes, media_type: str | None) -> None:
    (tmp_path / "picture").write_bytes(start)
    assert image_type(tmp_path / "picture") == media_type
