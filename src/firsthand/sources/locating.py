"""Where in a folder something is wrong: problems between records, led back to the file and line of each."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from firsthand.catalogue.validation import Problem
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.repair import Key
from firsthand.sources.tree import NEGOTIATIONS, ROOMS, SIGNATURES, TABLES, Unit


def located(problem: Problem, root: Path, places: Mapping[Key, Unit]) -> Mistake:
    """A problem with the file and line where it was written; `places` has the files of each record."""
    unit = places.get((problem.room, problem.slug))
    trail = problem.field
    if problem.room == "processes":
        name = f"{NEGOTIATIONS}/{problem.slug}/process.toml"
    elif unit is None:
        name = "library.toml" if problem.room == "library" else f"{problem.room}.toml"
    elif unit.toml is None:
        return Mistake(unit.path, None, problem.message, problem.remedy)
    else:
        name = unit.place(unit.toml)
    file = toml.read(root / name, name)
    if unit and not isinstance(file, Mistake) and (number := _beside(trail, file)) is not None:
        trail, name = (trail[0], number), unit.place(SIGNATURES)
        file = toml.read(root / name, name)
    line = None if isinstance(file, Mistake) else file.line(_as_written(trail, file))
    return Mistake(name, line, problem.message, problem.remedy)


def _beside(trail: toml.Trail, file: toml.TomlFile) -> int | None:
    """The place of a signature in the file beside a record, where it isn't one of those that the record has itself."""
    if len(trail) < 2 or trail[0] not in ("endorsements", "tallies"):
        return None
    beyond = int(trail[1]) - len(file.values.get(str(trail[0]), ()))
    return beyond if beyond >= 0 else None


def _as_written(trail: toml.Trail, file: toml.TomlFile) -> toml.Trail:
    """The trail under the keys of the file, which may write a language in another form ("pt-br")."""
    if len(trail) > 1 and trail[0] == "editions" and trail[:2] not in file.lines:
        for written in file.values.get("editions", {}):
            if written.replace("_", "-").casefold() == str(trail[1]).casefold():
                return (trail[0], written, *trail[2:])
    return trail


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """As the files stand in the folder, and in each by line."""
    first = {name: place for place, name in enumerate((*TABLES, *ROOMS, NEGOTIATIONS))}

    def rank(mistake: Mistake) -> tuple[int, str, int]:
        return (first.get(mistake.path.split("/")[0], len(first)), mistake.path, mistake.line or 0)

    return tuple(sorted(dict.fromkeys(mistakes), key=rank))
