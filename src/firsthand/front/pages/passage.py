"""Where the lasting link of a passage leads now; and the place in another edition that a passage corresponds to."""

from firsthand.catalogue.reading import Heading, Leaf
from firsthand.catalogue.records import Edition
from firsthand.documents.model import Footnote
from firsthand.front.headings import correspond, without_title
from firsthand.front.links import leaf_address
from firsthand.front.opened import Opened


class RemovedError(LookupError):
    """The passage stood in an earlier release and has been taken out."""


def find_passage(opened: Opened, edition: Edition, path: str, passage: str, ui: str) -> str:
    """The address of the leaf and passage. `path` is the edition's, such as "works/red-herring/ru".

    Raises RemovedError for a passage that was taken out since, KeyError for one that never was.
    """
    contents = opened.contents(edition.text) if edition.text else None
    base = f"/{ui}/{path}"
    if contents and passage in contents.passages:
        return leaf_address(base, contents.passages[passage], f"p-{passage}")
    forward = opened.release.forward(path, passage)
    if forward is None:
        raise KeyError(passage)
    if contents is None or forward.new is None or forward.new not in contents.passages:
        raise RemovedError(passage)
    leaf = leaf_address(base, contents.passages[forward.new])
    return f"{leaf}?was={passage}#p-{forward.new}"


def follow(opened: Opened, here: Edition, there: Edition, passage: str, base: str) -> str:
    """Where the edition `there` says what a passage of `here` says; else its section; else the start.

    `base` is the address of `there`. A passage corresponds to the one at the same place of the corresponding section,
    if that section is built alike in both editions: as many passages, of the same kinds, in the same order.
    """
    if not (here.text and there.text):
        return base
    contents, others = opened.contents(here.text), opened.contents(there.text)
    if passage not in contents.passages:
        return base
    leaves = _leaves(opened, here.text, contents.leaves)
    position, index, ours = _locate(leaves, [entry.anchor for entry in without_title(contents, here.title)], passage)
    place = correspond(contents, (here.title, there.title), others, position)
    if place.exact:
        anchors = [entry.anchor for entry in without_title(others, there.title)]
        theirs = _section(_leaves(opened, there.text, others.leaves), anchors, position)
        if [kind for kind, _ in ours] == [kind for kind, _ in theirs]:
            found = theirs[index][1]
            return leaf_address(base, others.passages[found], f"p-{found}")
    return leaf_address(base, place.leaf, place.anchor)


Marked = tuple[str, str]
"""Kind and id of a passage."""


def _leaves(opened: Opened, text: str, count: int) -> list[Leaf]:
    return [opened.leaf(text, number) for number in range(1, count + 1)]


def _sections(leaves: list[Leaf], anchors: list[str]) -> dict[int | None, list[Marked]]:
    """The passages under each heading, without notes, which stand where the typesetter put them."""
    sections: dict[int | None, list[Marked]] = {None: []}
    position: int | None = None
    for leaf in leaves:
        for node in leaf.nodes:
            if isinstance(node.block, Heading):
                position = anchors.index(node.block.anchor) if node.block.anchor in anchors else None
                sections.setdefault(position, [])
            elif not isinstance(node.block, Footnote):
                kind = str(type(node.block).__struct_config__.tag)
                sections[position].extend((kind, id_) for id_ in node.ids)
    return sections


def _locate(leaves: list[Leaf], anchors: list[str], passage: str) -> tuple[int | None, int, list[Marked]]:
    for position, marked in _sections(leaves, anchors).items():
        for index, (_, id_) in enumerate(marked):
            if id_ == passage:
                return position, index, marked
    return None, 0, [("note", passage)]


def _section(leaves: list[Leaf], anchors: list[str], position: int | None) -> list[Marked]:
    return _sections(leaves, anchors).get(position, [])
