"""What a client asks for: the fields of a form, or of an address, and what is wrong with them.

Refusals are worded as LanguageTool words them, since some clients show them and some look for their first word.
"""

import re
from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from firsthand.wording.languagetool.annotation import Annotation, Sent, plain

MOST_FIELDS = 100

_UNENCODED = re.compile(
    rb"text=(?P<text>.*)&language=(?P<language>[A-Za-z-]+)(?P<rest>&username=[^&]*&apiKey=[^&]*)?", re.DOTALL
)
"""The form of LibreOffice 7.4, which sends a paragraph as it is written, its "&" and "%" too."""
_RAW = re.compile(rb"[\x00-\x20\x7f-\xff]")
"""What no form has whose fields were encoded."""


class Request(Struct, frozen=True):
    """An HTTP request, without what says who sends it."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"


class RefusalError(Exception):
    """A request that can't be answered; the sentence is for its sender."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(f"Error: {sentence}")
        self.status = status


class Selection(Struct, frozen=True):
    """Which rules a client wants to hear of."""

    rules: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    not_rules: frozenset[str] = frozenset()
    not_categories: frozenset[str] = frozenset()
    only: bool = False

    def admits(self, rule: str, categories: Collection[str]) -> bool:
        if rule in self.rules:
            return True
        if rule in self.not_rules:
            return False
        if self.only:
            return not self.categories.isdisjoint(categories)
        return self.not_categories.isdisjoint(categories)


class Asked(Struct, frozen=True):
    """A check that a client asks for."""

    sent: Sent
    language: str
    """"auto", or as it was written."""
    selection: Selection = Selection()
    variants: tuple[str, ...] = ()
    """For "auto": which English is meant, and so on."""


def fields(request: Request) -> dict[str, str]:
    """The fields of a request, those of the body above those of the address."""
    body = request.body if _is_form(request.content_type) else b""
    if _RAW.search(body) and (unencoded := _UNENCODED.fullmatch(body)):
        text = unencoded["text"].decode("utf-8", "replace")
        return {**_pairs(unencoded["rest"] or b""), "text": text, "language": unencoded["language"].decode()}
    return {**_pairs(request.query.encode("utf-8", "replace")), **_pairs(body)}


def _pairs(form: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(form.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise RefusalError(400, f"There are more than {MOST_FIELDS} parameters") from None


def asked(form: Mapping[str, str]) -> Asked:
    """Read the form of a check."""
    language = form.get("language", "").strip()
    if not language:
        raise RefusalError(400, "Missing 'language' parameter, e.g. 'language=en-US' or 'language=auto'")
    if "text" in form and "data" in form:
        raise RefusalError(400, "Set only 'text' or 'data' parameter, not both")
    if "text" not in form and "data" not in form:
        raise RefusalError(400, "Missing 'text' or 'data' parameter")
    selection = Selection(
        _listed(form, "enabledRules"),
        _listed(form, "enabledCategories"),
        _listed(form, "disabledRules"),
        _listed(form, "disabledCategories"),
        form.get("enabledOnly", "").lower() in ("true", "yes"),
    )
    _hold_together(selection)
    variants = tuple(part.strip() for part in form.get("preferredVariants", "").split(",") if part.strip())
    if variants and language != "auto":
        raise RefusalError(400, "You specified 'preferredVariants' but you didn't specify 'language=auto'")
    sent = plain(form["text"]) if "text" in form else _annotated(form["data"])
    return Asked(sent, language, selection, variants)


def _hold_together(selection: Selection) -> None:
    chosen = selection.rules or selection.categories
    if selection.only and (selection.not_rules or selection.not_categories):
        raise RefusalError(400, "You cannot specify disabled rules or categories using enabledOnly=true")
    if selection.only and not chosen:
        raise RefusalError(400, "You must specify enabled rules or categories when using enabledOnly=true")


def _annotated(data: str) -> Sent:
    try:
        pieces = msgspec.json.decode(data, type=Annotation).annotation
    except msgspec.DecodeError as error:
        raise RefusalError(400, f"'data' is not an annotation that can be read: {error}") from None
    for piece in pieces:
        if (piece.text is None) == (piece.markup is None):
            raise RefusalError(400, "Each part of 'data' must have either 'text' or 'markup'")
        if piece.text is not None and piece.interpretAs is not None:
            raise RefusalError(400, "Only 'markup' may have 'interpretAs'")
    return Sent(pieces)


def _listed(form: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(part.strip() for part in form.get(name, "").split(",") if part.strip())


def _is_form(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind in ("", "application/x-www-form-urlencoded")
