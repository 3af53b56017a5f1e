"""What the manual shows of the Python API is what happens."""

import doctest
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "python-api.md"
EXAMPLES = re.findall(r"^```pycon\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def test_the_examples_of_the_manual_are_true() -> None:
    assert len(EXAMPLES) > 8
    said: list[str] = []
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for number, example in enumerate(EXAMPLES, start=1):
        test = doctest.DocTestParser().get_doctest(example, names, f"example {number}", str(PAGE), 0)
        runner.run(test, out=said.append, clear_globs=False)
        names = test.globs
    if runner.failures:
        pytest.fail("".join(said))
