"""The parameters of the API: what each may be, and what is said of one that makes no sense. Nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

MOST = 60
"""Parameters in one address, whatever they are."""
VALUES = 6
"""Values of one parameter, of those that may be repeated."""

WHOLE = re.compile("0|-?[1-9][0-9]{0,8}")
TRUTHS = {"true": True, "false": False}


class ParameterError(Exception):
    """A parameter that was not understood; `parameter` is its name."""

    def __init__(self, message: str, parameter: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class Parameter(Struct, frozen=True):
    """One parameter of the query."""

    name: str
    says: str
    """What it does, a sentence for people who write programs."""
    type: str = "string"
    """string, integer or boolean."""
    least: int = 1
    """The smallest number, or the fewest characters."""
    most: int = 200
    """The greatest number, or the most characters."""
    options: tuple[str, ...] = ()
    """The values there are; empty where there is no list of them."""
    repeated: bool = False
    """Whether it may be given several times; any of the values then holds."""
    required: bool = False
    default: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """Of one value (JSON Schema 2020-12)."""
        if self.type == "boolean":
            return {"type": "boolean", "default": self.default == "true"}
        if self.type == "integer":
            return {"type": "integer", "minimum": self.least, "maximum": self.most, "default": int(self.default)}
        schema: dict[str, Any] = {"type": "string"}
        schema |= {"enum": list(self.options)} if self.options else {"minLength": self.least, "maxLength": self.most}
        return schema | ({"default": self.default} if self.default else {})


class Values:
    """The parameters of one request, checked."""

    def __init__(self, pairs: Iterable[tuple[str, str]], known: Iterable[Parameter]) -> None:
        """Raises ParameterError for the first that is unknown, repeated without sense, or has another value."""
        self._known = {parameter.name: parameter for parameter in known}
        self._given: dict[str, list[str]] = {}
        pairs = list(pairs)
        if len(pairs) > MOST:
            raise ParameterError(f"There are {len(pairs)} parameters. Give {MOST} at most.", pairs[MOST][0][:200])
        for name, value in pairs:
            self._take(name, value)
        for parameter in self._known.values():
            if parameter.required and parameter.name not in self._given:
                raise ParameterError(f"“{parameter.name}” is missing. {parameter.says}", parameter.name)

    def _take(self, name: str, value: str) -> None:
        parameter = self._known.get(name)
        if parameter is None:
            known = f"Those it knows: {', '.join(self._known)}." if self._known else "It takes none."
            raise ParameterError(f"This address knows no parameter “{name[:200]}”. {known}", name[:200])
        if name in self._given and not parameter.repeated:
            raise ParameterError(f"“{name}” is there more than once. Give it once.", name)
        if len(self._given.get(name, ())) >= VALUES:
            raise ParameterError(f"“{name}” is there more than {VALUES} times. Give {VALUES} values at most.", name)
        _check(parameter, value)
        self._given.setdefault(name, []).append(value)

    def text(self, name: str) -> str:
        return self._given.get(name, [self._known[name].default])[0]

    def number(self, name: str) -> int:
        return int(self.text(name))

    def truth(self, name: str) -> bool:
        return self.text(name) == "true"

    def chosen(self, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Of several parameters that may be repeated, those that were given, each value once."""
        return {name: tuple(dict.fromkeys(self._given[name])) for name in names if name in self._given}

    def others(self, name: str) -> list[tuple[str, str]]:
        """All that was given but one, to be put into another address."""
        return [(key, value) for key, values in self._given.items() for value in values if key != name]


def _check(parameter: Parameter, value: str) -> None:
    name, least, most = parameter.name, parameter.least, parameter.most
    if parameter.options and value not in parameter.options:
        raise ParameterError(f"“{name}” can't be “{value[:200]}”. It is one of {', '.join(parameter.options)}.", name)
    if parameter.type == "boolean" and value not in TRUTHS:
        raise ParameterError(f"“{name}” can't be “{value[:200]}”. It is true or false.", name)
    if parameter.type == "integer" and not (WHOLE.fullmatch(value) and least <= int(value) <= most):
        raise ParameterError(f"“{name}” can't be “{value[:200]}”. It is a whole number from {least} to {most}.", name)
    if parameter.type == "string" and not least <= len(value) <= most:
        raise ParameterError(f"“{name}” has {len(value)} characters. Give {least} to {most}.", name)
