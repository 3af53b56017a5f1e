"""What a harvester asks, read by the rules of the protocol: which arguments a verb takes, and what each may look like.

Anything else is an error of the protocol, never of the program.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from firsthand.exports.oaipmh.tokens import MalformedTokenError, Token, read_token

REQUIRED, OPTIONAL = True, False

VERBS: dict[str, dict[str, bool]] = {
    "Identify": {},
    "ListMetadataFormats": {"identifier": OPTIONAL},
    "ListSets": {},
    "GetRecord": {"identifier": REQUIRED, "metadataPrefix": REQUIRED},
    "ListIdentifiers": {"metadataPrefix": REQUIRED, "from": OPTIONAL, "until": OPTIONAL, "set": OPTIONAL},
    "ListRecords": {"metadataPrefix": REQUIRED, "from": OPTIONAL, "until": OPTIONAL, "set": OPTIONAL},
}
"""Verb -> its arguments, without the exclusive one."""

RESUMED = frozenset(("ListSets", "ListIdentifiers", "ListRecords"))
"""Verbs that take a resumptionToken, and then nothing else."""

_PART = r"[A-Za-z0-9\-_.!~*'()]+"
FORMS = {
    "metadataPrefix": re.compile(_PART),
    "set": re.compile(f"{_PART}(:{_PART})*"),
    "identifier": re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"),
    "from": re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?"),
    "until": re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?"),
}


class ProtocolError(Exception):
    """An error that the protocol has a code for; `str(error)` is a sentence for the person who harvests."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    @property
    def repeats_arguments(self) -> bool:
        """Whether the answer may say again what was asked: not where that itself was wrong."""
        return self.code not in ("badVerb", "badArgument")


class Asked(Struct, frozen=True):
    verb: str
    arguments: dict[str, str]
    """As they were given; with a resumptionToken, only that."""
    token: Token | None = None

    def get(self, name: str) -> str:
        """An argument, empty where it was not given; those that a token brings are given too."""
        return self.token.arguments.get(name, "") if self.token else self.arguments.get(name, "")


def read_verb(pairs: Sequence[tuple[str, str]]) -> str:
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1:
        said = "There is no verb." if not verbs else "There is more than one verb."
        raise ProtocolError("badVerb", f"{said} Write one, such as verb=Identify.")
    if verbs[0] not in VERBS:
        raise ProtocolError("badVerb", f"The protocol has no such verb. It has {', '.join(VERBS)}.")
    return verbs[0]


def read_asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    """The verb and arguments of a request. ProtocolError where they break the rules."""
    verb = read_verb(pairs)
    counts = Counter(name for name, _ in pairs)
    if repeated := [name for name, count in counts.items() if count > 1]:
        raise ProtocolError("badArgument", f"{_named(repeated)}: given more than once.")
    arguments = {name: value for name, value in pairs if name != "verb"}
    if "resumptionToken" in arguments and verb in RESUMED:
        if len(arguments) > 1:
            raise ProtocolError("badArgument", "A resumptionToken stands alone, with the verb.")
        return Asked(verb, arguments, _token(verb, arguments["resumptionToken"]))
    _check_names(verb, arguments)
    for name, value in arguments.items():
        check_form(name, value)
    _check_dates(arguments)
    return Asked(verb, arguments)


def _token(verb: str, text: str) -> Token:
    try:
        token = read_token(text)
        if token.verb != verb or set(token.arguments) - set(VERBS[verb]):
            raise MalformedTokenError
        for name, value in token.arguments.items():
            check_form(name, value)
    except (MalformedTokenError, ProtocolError):
        raise ProtocolError(
            "badResumptionToken", "This library gave no such token for this verb. Begin the list anew."
        ) from None
    return token


def _check_names(verb: str, arguments: dict[str, str]) -> None:
    known = VERBS[verb]
    if unknown := [name for name in arguments if name not in known]:
        raise ProtocolError("badArgument", f"{_named(unknown)}: {verb} has no such argument.")
    if missing := [name for name, required in known.items() if required and name not in arguments]:
        raise ProtocolError("badArgument", f"{', '.join(missing)}: {verb} can't do without.")


def check_form(name: str, value: str) -> None:
    if not FORMS[name].fullmatch(value):
        raise ProtocolError("badArgument", f"{name}: this is not in the form that the protocol gives it.")
    if name in ("from", "until"):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise ProtocolError("badArgument", f"{name}: there is no such day or time.") from None


def _check_dates(arguments: dict[str, str]) -> None:
    since, until = arguments.get("from", ""), arguments.get("until", "")
    if since and until and len(since) != len(until):
        raise ProtocolError("badArgument", "from and until must be alike: both days, or both times.")
    if since and until and since > until:
        raise ProtocolError("badArgument", "from is later than until.")


def _named(names: Sequence[str]) -> str:
    """Names for a sentence; what was made up at length or oddly is not repeated."""
    legible = [name if re.fullmatch(r"[A-Za-z]{1,40}", name) else "an argument" for name in names]
    return ", ".join(dict.fromkeys(legible))
