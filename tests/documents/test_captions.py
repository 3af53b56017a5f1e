"""What is read from captions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.office import blocks, run, words

from firsthand.documents import captions
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Cue, Document, Locator


def cues(document: Document) -> list[tuple[float | None, float | None, str | None, str]]:
    found = [block for block in blocks(document) if isinstance(block, Cue) and block.locator]
    return [(cue.locator.start, cue.locator.end, cue.speaker, words(cue.runs)) for cue in found if cue.locator]


def test_webvtt_with_voices_notes_and_styles() -> None:
    document = captions.read(
        b"WEBVTT - talk\nLanguage: es\n\nNOTE left\nout\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:x\n\nname\n"
        b"00:01.000 --> 00:04.000 align:start\n<v Ana Mar\xc3\xada>Hola <i>a todas</i></v>\n\n"
        b"01:00:05,500 --> 01:00:06.000\n<v.loud Pedro>S\xc3\xad &amp; <00:00:05.700><c.red>no</c>\n<v Ana>Vale\n"
    )
    assert cues(document) == [
        (1.0, 4.0, "Ana María", "Hola a todas"),
        (3605.5, 3606.0, "Pedro", "Sí & no"),
        (3605.5, 3606.0, "Ana", "Vale"),
    ]
    assert run(document, "a todas").emphasis
    assert (document.language, document.duration, document.media_type) == ("es", 3606.0, "text/vtt")


def test_subrip_as_it_is_found() -> None:
    document = captions.read(
        b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nMARIA: Hello <b>you</b>\r\nthere\r\n\r\n2\r\n"
        b"0:0:3,5 --> 00:00:04.25 X1:0\r\n- Who?\r\n- JO\xc3\x83O: Me.\r\n\r\n\r\n3\r\n00:00:05,000 --> "
        b"00:00:06,000\r\n"
        b"{\\an8}Note: all <font color=red>of it</font>\r\n\r\n4\r\n00:00:07,000 --> 00:00:08,000\r\n- alone\r\n"
    )
    assert cues(document) == [
        (1.0, 2.0, "MARIA", "Hello you there"),
        (3.5, 4.25, None, "Who?"),
        (3.5, 4.25, "JOÃO", "Me."),
        (5.0, 6.0, None, "Note: all of it"),
        (7.0, 8.0, None, "- alone"),
    ]
    assert document.media_type == "application/x-subrip"


def test_an_end_before_its_start_is_remarked() -> None:
    document = captions.read(b"1\n00:00:09,000 --> 00:00:08,000\nx\n")
    assert cues(document) == [(9.0, 9.0, None, "x")]
    assert [remark.code for remark in document.remarks] == ["wrong-times"]


def test_a_text_without_times_says_what_is_missing() -> None:
    with pytest.raises(UnreadableFileError, match="-->") as caught:
        captions.read(b"just words")
    assert caught.value.reason == "damaged"


STAMPS = st.integers(0, 9_000_000)


def _stamp(milliseconds: int, sign: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{rest:03}"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(STAMPS, st.integers(1, 9000), st.from_regex(r"[a-zé]{1,9}( [a-zé]{1,9}){0,3}", fullmatch=True))),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([",", "."]),
)
def test_what_is_written_as_captions_is_read_again(entries: list[tuple[int, int, str]], end: str, sign: str) -> None:
    lines = ["WEBVTT", ""]
    for number, (start, length, text) in enumerate(entries, start=1):
        lines += [str(number), f"{_stamp(start, sign)} --> {_stamp(start + length, sign)}", text, ""]
    document = captions.read(end.join(lines).encode())
    found = [(block.locator, words(block.runs)) for block in blocks(document) if isinstance(block, Cue)]
    assert found == [
        (Locator(start=start / 1000, end=(start + length) / 1000), text) for start, length, text in entries
    ]
