"""The library's own language guide: the files of the folder `guide`, once it is sure that they can be used.

What a guide says is `wording`'s; here it is only read to tell its author, with all other mistakes, what is wrong in it.
"""

from collections.abc import Iterator
from pathlib import Path

from firsthand.catalogue.records import File
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.toml import MEDIA_TYPE
from firsthand.sources.texts import Texts
from firsthand.sources.tree import Tree
from firsthand.wording import GuideError
from firsthand.wording.guide import SHIPPED, files_of
from firsthand.wording.stock import Stock

FOLDER = "guide"
HEADER = f"{FOLDER}/guide.toml"
MEND = "Mend the guide, or take the folder “guide” out."
OUTSIDE = "Extend a guide that comes with Firsthand, or put the other one into the folder “guide” too."


def own_guide(root: Path, tree: Tree, texts: Texts, mistakes: list[Mistake]) -> tuple[File, ...]:
    """The files of the guide that lies in a folder; none where there is none. What is wrong goes into `mistakes`."""
    if not (root / HEADER).is_file():
        return ()
    names = [name for name in tree.beneath(FOLDER) if name.endswith(".toml")]
    found = list(_mistakes(root))
    if found:
        mistakes += found
        return ()
    return tuple(texts.whole(f"{FOLDER}/{name}", name, MEDIA_TYPE) for name in names)


def _mistakes(root: Path) -> Iterator[Mistake]:
    folder = root / FOLDER
    try:
        if not all(path.is_relative_to(folder) or path.is_relative_to(SHIPPED) for path in files_of(str(folder))):
            yield Mistake(HEADER, None, "The guide extends one that lies outside of its folder.", OUTSIDE)
            return
        Stock(str(folder))
    except GuideError as error:
        for fault in error.faults:
            place = fault.path.resolve()
            name = place.relative_to(root).as_posix() if place.is_relative_to(root) else HEADER
            yield Mistake(name, fault.line, fault.problem, MEND)
        if not error.faults:
            yield Mistake(HEADER, None, str(error), MEND)
