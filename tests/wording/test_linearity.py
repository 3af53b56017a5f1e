"""Twice as long a text takes no more than about twice the work, whatever is in it: counted, not timed."""

import sys
from collections.abc import Callable

import pytest
from tests.wording.small import checker

TEXTS = {
    "quotation marks": '"',
    "opening quotation marks": "“",
    "terms": "addict ",
    "terms in quotation marks": '"addict" ',
    "one line without stops": "an addict and a drug user of the ",
    "headings of sources": "References\n\naddict\n\n",
    "names": "National Institute on Drug Abuse ",
    "soft hyphens": "addict\u00ad\u00ad\u00ad ",
    "spaces": "addict        ",
    "apostrophes": "addict's 'addict' ",
    "capitals": "Drug Addict Of The ",
}


def work(call: Callable[[], object]) -> int:
    """How many lines of Python a call runs."""
    lines = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("name", TEXTS)
def test_the_work_grows_with_the_text(name: str) -> None:
    piece = TEXTS[name]
    short, long = piece * (3_000 // len(piece)), piece * (12_000 // len(piece))
    checker().check(short)
    assert work(lambda: checker().check(long)) <= 5 * work(lambda: checker().check(short)) + 500
