"""What browsers send with a form is read, and nothing else is."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.front.forms import (
    GoneError,
    MalformedFormError,
    TooLargeError,
    TooSlowError,
    Upload,
    read_form,
    receive_form,
)

TYPE = b"multipart/form-data; boundary=xx"


def body(*parts: tuple[str, bytes]) -> bytes:
    made = b"".join(
        b"--xx\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), content)
        for head, content in parts
    )
    return made + b"--xx--\r\n"


def test_fields_and_files_are_told_apart() -> None:
    form = read_form(TYPE, body(('name="text"', "Été\r\n--x".encode()), ('name="file"; filename="a.txt"', b"\x00\r\n")))
    assert form.fields == {"text": "Été\r\n--x"}
    assert form.files == {"file": Upload("a.txt", b"\x00\r\n")}


def test_names_of_files_lose_their_folders_and_what_browsers_encode() -> None:
    form = read_form(TYPE, body(('name="file"; filename="C:\\x\\../доклад %22a%22.docx"', b"")))
    assert form.files["file"].name == 'доклад "a".docx'


def test_the_first_of_several_fields_with_one_name_counts() -> None:
    assert read_form(TYPE, body(('name="a"', b"1"), ('name="a"', b"2"))).fields == {"a": "1"}


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        (b"", body()),
        (b"text/plain", body()),
        (b"multipart/form-data", body()),
        (b"multipart/form-data; boundary=" + b"x" * 71, body()),
        (TYPE, b""),
        (TYPE, b"--xx"),
        (TYPE, body(('name="a"', b"1"))[:-10]),
        (TYPE, b"before" + body()),
        (TYPE, body(("no-name", b"1"))),
        (TYPE, body(('name=""', b"1"))),
        (TYPE, b'--xx\r\nContent-Disposition: form-data; name="a"\r\n--xx--\r\n'),
        (TYPE, body(*[(f'name="{number}"', b"") for number in range(2_001)])),
    ],
)
def test_what_no_browser_sends_is_refused(content_type: bytes, sent: bytes) -> None:
    with pytest.raises(MalformedFormError):
        read_form(content_type, sent)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_form_or_refused(sent: bytes) -> None:
    try:
        form = read_form(TYPE, sent)
    except MalformedFormError:
        return
    assert all(isinstance(value, str) for value in form.fields.values())


def received(chunks: list[bytes], *, limit: int = 1_000, seconds: float = 5.0, ends: bool = True) -> Any:
    messages = [
        {"type": "http.request", "body": chunk, "more_body": not ends or number + 1 < len(chunks)}
        for number, chunk in enumerate(chunks)
    ]

    async def receive() -> dict[str, object]:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(0 if ends else 60)
        return {"type": "http.disconnect"}

    scope = {"headers": [(b"content-type", TYPE)]}
    return asyncio.run(receive_form(scope, receive, limit, seconds))  # type: ignore[arg-type]


def test_a_form_arrives_in_pieces() -> None:
    whole = body(('name="text"', b"some words"))
    assert received([whole[:7], whole[7:20], whole[20:]]).fields == {"text": "some words"}


def test_what_is_too_large_is_let_go_as_it_comes() -> None:
    with pytest.raises(TooLargeError):
        received([b"x" * 600] * 5)


def test_what_never_ends_is_cut_off() -> None:
    with pytest.raises(TooLargeError):
        received([b"x" * 600] * 100, ends=False)


def test_what_does_not_arrive_is_not_waited_for() -> None:
    with pytest.raises(TooSlowError):
        received([b"--xx"], seconds=0.05, ends=False)


def test_who_leaves_is_let_go() -> None:
    with pytest.raises(GoneError):
        received([])
