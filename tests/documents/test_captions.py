"""What is read from captions."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.office import blocks, run, words

from firsthand.documents import captions
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Cue, Document


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
    assert " ".join(text for _, text in found) == " ".join(text for _, _, text in entries)
    starts, ends = {start / 1000 for start, _, _ in entries}, {(start + length) / 1000 for start, length, _ in entries}
    assert all(place is not None and place.start in starts and place.end in ends for place, _ in found)


def vtt(*entries: tuple[float, float, str]) -> Document:
    lines = ["WEBVTT", ""]
    for start, end, text in entries:
        lines += [f"{_stamp(round(start * 1000), '.')} --> {_stamp(round(end * 1000), '.')}", text, ""]
    return captions.read("\n".join(lines).encode())


def test_captions_are_joined_to_sentences_with_their_first_and_last_time() -> None:
    document = vtt((1, 3, "We asked four hundred people"), (3, 5, "in nine cities."), (5.2, 7, "They answered."))
    assert cues(document) == [(1, 7, None, "We asked four hundred people in nine cities. They answered.")]


def test_a_pause_a_sound_and_another_speaker_begin_a_paragraph() -> None:
    document = vtt(
        (1, 3, "One."), (9, 11, "Two."), (11, 12, "[applause]"), (12, 13, "<v Ana>Three."), (13, 14, "<v Ana>Four"),
        (14, 15, "<v Ben>Five."),
    )  # fmt: skip
    assert cues(document) == [
        (1, 3, None, "One."), (9, 11, None, "Two."), (11, 12, None, "[applause]"), (12, 14, "Ana", "Three. Four"),
        (14, 15, "Ben", "Five."),
    ]  # fmt: skip


def test_long_speech_becomes_paragraphs_of_whole_sentences() -> None:
    spoken = [
        f"sentence {number} goes on" if number % 2 else f"and ends here. Then another {number}" for number in range(80)
    ]
    document = vtt(*((number * 2, number * 2 + 2, text) for number, text in enumerate(spoken)))
    found = cues(document)
    assert " ".join(text for *_, text in found) == " ".join(spoken)
    assert all(text.endswith(".") for *_, text in found[:-1])
    assert all(250 < len(text) < 500 for *_, text in found[:-1])
    for last, this in pairwise(found):
        assert (last[1], this[0]) in {(this[0], this[0]), (this[0] + 2 if this[0] is not None else None, this[0])}


def test_captions_without_full_stops_are_still_parted() -> None:
    document = vtt(*((number, number + 1, f"{number} words " * 5) for number in range(100)))
    assert 4 < len(cues(document)) < 12


def test_lines_that_roll_up_are_read_once() -> None:
    lines = [f"this is line {number} of what is said" for number in range(12)]
    rolled = [
        (number * 2.0, number * 2.0 + 2, "\n".join(lines[max(number - 1, 0) : number + 1])) for number in range(12)
    ]
    assert " ".join(text for *_, text in cues(vtt(*rolled))) == " ".join(lines)


def test_automatic_captions_with_times_of_words_are_read_once() -> None:
    entries: list[tuple[float, float, str]] = []
    said = ["so we asked them", "what they would need", "and they told us", "that nobody asked before"]
    for number, line in enumerate(said):
        before = said[number - 1] if number else " "
        timed = "".join(f"<00:00:{number * 3 + at:02}.000><c> {word}</c>" for at, word in enumerate(line.split()))
        entries += [
            (number * 3, number * 3 + 2.99, f"{before}\n{timed}"),
            (number * 3 + 2.99, number * 3 + 3, f"{line}\n "),
        ]
    assert " ".join(text for *_, text in cues(vtt(*entries))) == " ".join(said)


def test_words_said_twice_stay() -> None:
    document = vtt((1, 2, "No."), (2, 3, "No."), (3, 4, "Never."), (4, 5, "Never ever."))
    assert cues(document) == [(1, 5, None, "No. No. Never. Never ever.")]


def test_chinese_captions_are_joined_without_spaces() -> None:
    assert cues(vtt((1, 2, "我们问了"), (2, 3, "四百个人。"))) == [(1, 3, None, "我们问了四百个人。")]
