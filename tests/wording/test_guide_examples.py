"""Every example sentence of the shipped guides: what a guide calls bad is found, and becomes what it calls better."""

from collections.abc import Iterator
from functools import cache

import pytest

from firsthand.wording import Checker
from firsthand.wording.examples import Example, examples, failure
from firsthand.wording.guide import read_guide, read_layer, shipped
from firsthand.wording.lexis import compile_guide


@cache
def checker(guide: str) -> Checker:
    return Checker.of(compile_guide(read_guide(guide)))


def by_concept() -> Iterator[object]:
    for guide, folder in shipped().items():
        for language, vocabulary in read_layer(folder).vocabularies.items():
            for concept, words in vocabulary.words.items():
                if found := tuple(examples(language, concept, words)):
                    yield pytest.param(guide, found, id=f"{guide}-{language}-{concept}")


@pytest.mark.parametrize(("guide", "sentences"), list(by_concept()))
def test_the_examples_of_a_concept_hold(guide: str, sentences: tuple[Example, ...]) -> None:
    failures = [told for example in sentences if (told := failure(checker(guide), example))]
    assert not failures, "\n" + "\n".join(failures)
