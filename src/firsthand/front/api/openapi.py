"""The API described as an OpenAPI 3.1 document, made from the same operations and structures that answer."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import msgspec

from firsthand import __version__
from firsthand.catalogue.records import choose
from firsthand.exports.api.lists import Problem
from firsthand.exports.api.telling import PLACE
from firsthand.front.api.asking import LANG, Operation
from firsthand.front.api.parameters import VALUES, Parameter
from firsthand.front.opened import Opened

VERSION = "1.0.0"
"""Of the API, not of the software."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REF = "#/components/schemas/{name}"

IN_PATH: dict[str, tuple[str, dict[str, Any]]] = {
    "room": ("What kind of item it is.", {"type": "string", "enum": ["works", "news", "statements"]}),
    "slug": ("The name of the record in its addresses.", {"type": "string", "minLength": 1}),
    "language": ("The language of the edition (BCP 47).", {"type": "string", "minLength": 1}),
    "draft": ("The name of the draft in its negotiation.", {"type": "string", "minLength": 1}),
    "passage": ("The lasting name of the passage.", {"type": "string", "minLength": 1}),
}

OTHERS = {
    400: "A parameter was not understood.",
    404: "There is no such thing.",
    410: "It was withdrawn, or removed.",
    503: "Too many ask at once, or the index can't be read. Where too many ask, nothing more is said.",
}


def describe(operations: Iterable[Operation], opened: Opened, site: str) -> dict[str, Any]:
    """The document for one library, whose languages of labels are among the parameters' values."""
    operations = tuple(operations)
    examples = _examples(opened)
    title = choose(opened.library.titles, opened.languages[0])
    types = dict.fromkeys((*(operation.gives for operation in operations), Problem))
    _, schemas = msgspec.json.schema_components(types, ref_template=REF)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": title.value if title else "Firsthand",
            "version": VERSION,
            "summary": "A library to read, to search to the passage, and to cite.",
            "description": "Everything is read with GET. Nothing needs a key, and nothing is kept of who asks. "
            f"Served by Firsthand {__version__}.",
        },
        "servers": [{"url": f"{site}{PLACE}"}],
        "paths": {operation.path or "/": {"get": _operation(operation, opened, examples)} for operation in operations},
        "components": {"schemas": schemas},
    }


def _operation(operation: Operation, opened: Opened, examples: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    there = examples.get(operation.path.split("/")[1] if operation.path else "", {})
    in_path = (_in_path(name, there.get(name)) for name in re.findall(r"{(\w+)}", operation.path))
    in_query = (_in_query(parameter, opened) for parameter in operation.query)
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [*in_path, *in_query],
        "responses": {
            "200": {
                "description": operation.summary,
                "headers": {"ETag": {"description": "Changes when the answer does.", "schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"$ref": REF.format(name=operation.gives.__name__)}}},
            },
            **_others(operation),
        },
    }


def _in_path(name: str, example: str | None) -> dict[str, Any]:
    says, schema = IN_PATH[name]
    described = {"name": name, "in": "path", "required": True, "description": says, "schema": schema}
    return described | ({"example": example} if example else {})


def _examples(opened: Opened) -> dict[str, Mapping[str, str]]:
    """The first part of a path -> what may stand in the others: records that the library really has."""
    shelves = opened.shelves
    lists: dict[str, Iterable[Any]] = {
        "works": shelves.works, "news": shelves.posts, "statements": shelves.statements,
        "negotiations": shelves.processes, "parties": shelves.parties.values(), "themes": shelves.themes.values(),
    }  # fmt: skip
    found: dict[str, Mapping[str, str]] = {
        name: {"slug": record.slug} for name, records in lists.items() for record in islice(records, 1)
    }
    for process in shelves.processes[:1]:
        drafts = {"draft": process.drafts[0].slug} if process.drafts else {}
        found["negotiations"] = {"slug": process.slug, **drafts}
    texts = ((work.slug, edition) for work in shelves.works for edition in work.editions if edition.text)
    for slug, edition in islice(texts, 1):
        passage = next(iter(opened.contents(str(edition.text)).passages), "")
        found["{room}"] = {"room": "works", "slug": slug, "language": edition.language, "passage": passage}
    return found


def _in_query(parameter: Parameter, opened: Opened) -> dict[str, Any]:
    schema = parameter.schema
    if parameter is LANG:
        schema = {"type": "string", "enum": list(opened.languages), "default": opened.languages[0]}
    described = {"name": parameter.name, "in": "query", "description": parameter.says, "required": parameter.required}
    if not parameter.repeated:
        return described | {"schema": schema}
    listed = {"type": "array", "items": schema, "maxItems": VALUES}
    return described | {"schema": listed, "style": "form", "explode": True}


def _others(operation: Operation) -> dict[str, Any]:
    """What it answers where there is no answer."""
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(name="Problem")}}}
    answers: dict[str, Any] = {
        str(status): {"description": OTHERS[status], "content": problem}
        for status in sorted({400, 503, *operation.others} - {301})
    }
    if 301 in operation.others:
        location = {"description": "Where it is now.", "schema": {"type": "string"}}
        answers["301"] = {"description": "What took its place.", "headers": {"Location": location}}
    return answers
