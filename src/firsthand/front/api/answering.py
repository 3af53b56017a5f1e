"""An operation becomes an answer: JSON that any page may read, with its tag; and a problem where there is none.

Problems after RFC 9457, links to neighbouring pages after RFC 8288. There is nothing secret in a library, so that
scripts of any site may ask (Fetch, `Access-Control-Allow-Origin`).
"""

import logging
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus

import msgspec

from firsthand.exports.api.lists import Paged, Problem
from firsthand.exports.api.telling import PLACE
from firsthand.front.answers import Answer, answer
from firsthand.front.api import finding, following, records, texts
from firsthand.front.api.asking import AbsentError, Asked, MovedError, Operation
from firsthand.front.api.openapi import describe
from firsthand.front.api.parameters import ParameterError, Values
from firsthand.front.headers import A_MINUTE, FILE_POLICY, NOT_KEPT, Headers
from firsthand.front.question import UnavailableError
from firsthand.front.routes import Route, Wanted
from firsthand.release import ReleaseError

OPERATIONS: tuple[Operation, ...] = (
    *records.OPERATIONS[:1],
    *following.OPERATIONS,  # before those of items, whose addresses begin with any room
    *records.OPERATIONS[1:],
    *texts.OPERATIONS,
    *finding.OPERATIONS,
)

OPEN: Headers = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"etag, link"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"content-security-policy", FILE_POLICY.encode()),
    (b"x-robots-tag", b"noindex"),
)
"""What any site's scripts may read."""

DESCRIPTION_TYPE = "application/vnd.oai.openapi+json;version=3.1"
ELSEWHERE = "There is nothing at this address. What there is, /api/v1 says."
UNAVAILABLE = "The index of this release can't be read, so that nothing can be searched. Everything else is there."

DAMAGED = "This text is damaged in the release that is served. Another copy of the library may be whole."

log = logging.getLogger("firsthand.front")
_encode = msgspec.json.Encoder().encode


def make(operation: Operation, wanted: Wanted) -> Answer:
    """The answer to an operation, whatever was asked."""
    opened = wanted.opened
    try:
        values = Values(wanted.pairs, operation.query)
        lang = dict(wanted.pairs).get("lang", opened.languages[0])
        if lang not in opened.interfaces:
            spoken = ", ".join(opened.languages)
            raise ParameterError(f"“lang” can't be “{lang[:200]}”. It is one of {spoken}.", "lang")
        path = wanted.path.removeprefix(PLACE).rstrip("/")
        asked = Asked(opened, opened.interfaces[lang], path, wanted.parameters, values, wanted.site)
        return _told(operation, operation.make(asked), wanted)
    except ParameterError as error:
        return _problem(400, str(error), wanted, error.parameter)
    except AbsentError as error:
        return _problem(410 if error.gone else 404, str(error), wanted)
    except MovedError as moved:
        return answer(b"", b"", ((b"location", moved.address.encode()), *OPEN), status=301)
    except UnavailableError:
        return _problem(503, UNAVAILABLE, wanted)
    except ReleaseError as error:
        log.error("The API could not answer from release %s: %s", opened.release.id, error)
        return _problem(500, DAMAGED, wanted)


def _told(operation: Operation, made: object, wanted: Wanted) -> Answer:
    headers: Headers = ((b"content-type", b"application/json"), *OPEN)
    if isinstance(made, Paged):
        links = ((made.next, "next"), (made.previous, "prev"))
        value = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links if address)
        headers = (*headers, (b"link", value.encode())) if value else headers
    return answer(_encode(made), wanted.encoding, headers, keep=A_MINUTE if operation.kept else NOT_KEPT)


def _problem(status: int, detail: str, wanted: Wanted, parameter: str | None = None) -> Answer:
    told = Problem("about:blank", HTTPStatus(status).phrase, status, detail, parameter)
    headers: Headers = ((b"content-type", b"application/problem+json"), *OPEN)
    if status == 503:
        headers = (*headers, (b"retry-after", b"60"))
    return answer(_encode(told), wanted.encoding, headers, status=status, keep=NOT_KEPT)


def _description(wanted: Wanted) -> Answer:
    body = _encode(describe(OPERATIONS, wanted.opened, wanted.site))
    return answer(body, wanted.encoding, ((b"content-type", DESCRIPTION_TYPE.encode()), *OPEN))


def _elsewhere(wanted: Wanted) -> Answer:
    return _problem(404, ELSEWHERE, wanted)


def _routes(operations: Iterable[Operation]) -> Iterable[Route]:
    entry, *others = operations
    yield Route(f"{PLACE}/openapi.json", _description)
    for path in ("/api", PLACE, f"{PLACE}/"):
        yield Route(path, partial(make, entry), strict=True)
    for operation in others:
        yield Route(PLACE + operation.path, partial(make, operation), strict=True, kept=operation.kept)
    yield Route("/api/{rest:path}", _elsewhere, kept=False)


ROUTES = tuple(_routes(OPERATIONS))
