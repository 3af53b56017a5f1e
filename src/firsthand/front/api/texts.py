"""Texts, as the API tells them: their headings, their passages leaf by leaf, and a passage by its lasting name."""

from firsthand.catalogue.reading import Contents
from firsthand.catalogue.records import Edition, Item, address
from firsthand.exports.api import lists
from firsthand.exports.api import structures as told
from firsthand.exports.api.editions import tell_contents, tell_passages
from firsthand.front.api.asking import LANG, AbsentError, Asked, MovedError, Operation
from firsthand.front.api.parameters import Parameter
from firsthand.front.api.records import find_edition

LEAF = Parameter("leaf", "The leaf, from 1.", "integer", most=100_000, default="1")


def _text(asked: Asked) -> tuple[Item, Edition, Contents]:
    item, edition = find_edition(asked)
    if edition.text is None:
        raise AbsentError("This edition is a record alone: the library has no text of it.")
    return item, edition, asked.opened.contents(edition.text)


def list_headings(asked: Asked) -> told.Contents:
    return tell_contents(asked.teller, *_text(asked))


def list_passages(asked: Asked) -> lists.Passages:
    """Those of one leaf."""
    item, edition, contents = _text(asked)
    number = asked.values.number("leaf")
    if number > contents.leaves:
        raise AbsentError(f"There is no leaf {number}. The text has {contents.leaves}.")
    place = address(item, edition.language)
    teller = asked.teller
    api = f"{teller.base}/{place}/passages"
    leaf = asked.opened.leaf(str(edition.text), number)
    return lists.Passages(
        release=asked.opened.release.id,
        total=len(contents.passages),
        next=f"{api}?leaf={number + 1}" if number < contents.leaves else None,
        previous=f"{api}?leaf={number - 1}" if number > 1 else None,
        edition=place,
        leaf=number,
        leaves=contents.leaves,
        title=leaf.title,
        items=tuple(tell_passages(teller, item, edition, contents, leaf)),
    )


def tell_passage(asked: Asked) -> told.Passage:
    """A passage by its lasting name; one that was corrected leads to what took its place."""
    item, edition = find_edition(asked)
    contents = asked.opened.contents(edition.text) if edition.text else None
    name, place, teller = asked.parameters["passage"], address(item, edition.language), asked.teller
    if contents and edition.text and name in contents.passages:
        leaf = asked.opened.leaf(edition.text, contents.passages[name])
        found = (each for each in tell_passages(teller, item, edition, contents, leaf) if each.id == name)
        return next(found)
    forward = asked.opened.release.forward(place, name)
    if forward is None:
        raise AbsentError("This edition has, and had, no passage of this name.")
    if forward.new is None or contents is None or forward.new not in contents.passages:
        raise AbsentError("This passage was removed from the edition.", gone=True)
    raise MovedError(f"{teller.base}/{place}/passages/{forward.new}")


OPERATIONS = (
    Operation(
        "/{room}/{slug}/{language}/contents", "contents", "The headings of an edition's text.", list_headings,
        told.Contents, (LANG,), (404, 410),
    ),
    Operation(
        "/{room}/{slug}/{language}/passages", "passages", "The passages of one leaf, in reading order.", list_passages,
        lists.Passages, (LEAF,), (404, 410),
    ),
    Operation(
        "/{room}/{slug}/{language}/passages/{passage}", "passage", "A passage by its lasting name.", tell_passage,
        told.Passage, (), (301, 404, 410),
    ),
)  # fmt: skip
