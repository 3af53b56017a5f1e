"""The library's own thesaurus: the files of the folder `thesaurus`, once it is sure that they can be used.

What such a file says is `search.thesaurus`'s; here it is only read to tell its author what is wrong in it, and where.
"""

from pathlib import Path

from firsthand.catalogue.records import File
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.search.thesaurus import Fault, ThesaurusError
from firsthand.search.thesaurus.layers import layered
from firsthand.sources.texts import Texts
from firsthand.sources.tree import Tree

FOLDER = "thesaurus"


def own_thesaurus(root: Path, tree: Tree, texts: Texts, mistakes: list[Mistake]) -> tuple[File, ...]:
    """The files of the thesaurus in a folder; none where there is none. What is wrong goes into `mistakes`."""
    if not (root / FOLDER).is_dir():
        return ()
    names = sorted(name for name in tree.beneath(FOLDER) if name.endswith(".toml"))
    read = {name: toml.read(root / FOLDER / name, f"{FOLDER}/{name}") for name in names}
    files = {name: file for name, file in read.items() if not isinstance(file, Mistake)}
    found = [file for file in read.values() if isinstance(file, Mistake)] or _mistakes(files)
    mistakes += found
    return () if found else tuple(texts.whole(f"{FOLDER}/{name}", name, toml.MEDIA_TYPE) for name in names)


def _mistakes(files: dict[str, toml.TomlFile]) -> list[Mistake]:
    try:
        layered({name: file.values for name, file in files.items()})
    except ThesaurusError as error:
        return [
            Mistake(f"{FOLDER}/{fault.file}", _line(files, fault), fault.message, fault.remedy)
            for fault in error.faults
        ]
    return []


def _line(files: dict[str, toml.TomlFile], fault: Fault) -> int | None:
    return files[fault.file].line(fault.place) if fault.file in files else None
