"""What the structures of rows say of themselves: names, types and descriptions of columns."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, inspect

PRIMITIVES: dict[type[Any], str] = {
    inspect.StrType: "string",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
}


class Column(Struct, frozen=True):
    name: str
    kind: str
    """string, integer, number, boolean, array or object: Frictionless' words."""
    required: bool
    """Whether it always has a value."""
    description: str = ""
    inner: tuple["Column", ...] = ()
    """Of an object its fields; of an array one column, what it holds."""


def columns_of(row: type[Struct]) -> tuple[Column, ...]:
    """The columns of a table, from the structure of its rows."""
    described = inspect.type_info(row)
    assert isinstance(described, inspect.StructType)
    return _columns(described.fields)


def _columns(fields: Iterable[inspect.Field]) -> tuple[Column, ...]:
    return tuple(_column(field.encode_name, field.type) for field in fields)


def _column(name: str, found: inspect.Type, *, description: str = "", required: bool = True) -> Column:
    match found:
        case inspect.Metadata(type=inner, extra_json_schema=extra):
            said = str((extra or {}).get("description", description))
            return _column(name, inner, description=said, required=required)
        case inspect.UnionType(types=types):
            (known,) = (each for each in types if not isinstance(each, inspect.NoneType))
            return _column(name, known, description=description, required=False)
        case inspect.VarTupleType(item_type=item):
            return Column(name, "array", required, description, (_column("item", item),))
        case inspect.StructType(fields=fields):
            return Column(name, "object", required, description, _columns(fields))
        case _:
            return Column(name, PRIMITIVES[type(found)], required, description)
