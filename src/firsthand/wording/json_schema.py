"""The form of a guide's files as JSON Schema, for editors that help while a guide is written.

Made from `schema`, with what stands there about each field; the files beside the shipped guides are kept from here.
"""

import ast
import inspect
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from firsthand.wording import schema
from firsthand.wording.schema import Classes, Concept, Header, Lexicon, Names, SourceEntry, Words

FOLDER = Path(__file__).parent / "guides"

FILES: dict[str, tuple[Any, str]] = {
    "guide": (Header, "guide.toml: what the guide is called, and all of a small guide."),
    "concepts": (dict[str, Concept], "concepts.toml: what the guide holds about each concept, by the concept's id."),
    "sources": (dict[str, SourceEntry], "sources.toml: the texts that the guide rests on, by their keys."),
    "terms": (dict[str, Words], "Any other file of a language's folder: the words of each concept, by its id."),
    "words": (Classes, "words.toml of a language: lists of words by the name of their class."),
    "names": (Names, "names.toml of a language: proper names that are kept as they are."),
    "lexicon": (Lexicon, "lexicon.toml of a language: what its grammar must know of a word."),
}
"""By the first part of the schema's file name: the type of the file, and which file that is."""


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of file, one of FILES."""
    kind, description = FILES[name]
    made = msgspec.json.schema(kind)
    for title, definition in made.get("$defs", {}).items():
        for field, told in _told(title).items():
            definition["properties"][field]["description"] = told
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "description": description, **made}


def written(name: str) -> str:
    """The text of the schema's file."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


def write_all(folder: Path = FOLDER) -> list[Path]:
    """Put the schemas of this version into a folder."""
    paths = []
    for name in FILES:
        path = folder / f"{name}.schema.json"
        path.write_text(written(name), "utf-8")
        paths.append(path)
    return paths


def _told(structure: str) -> dict[str, str]:
    """What stands below each field of a structure of `schema`, in one line."""
    return _descriptions().get(structure, {})


@lru_cache(maxsize=1)
def _descriptions() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(schema)).body:
        if isinstance(node, ast.ClassDef):
            for field, told in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(told, ast.Expr)
                ):
                    text = ast.literal_eval(told.value)
                    found.setdefault(node.name, {})[field.target.id] = " ".join(str(text).split())
    return found
