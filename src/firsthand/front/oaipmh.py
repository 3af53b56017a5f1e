"""The address at which catalogues harvest the library, by GET or by a form that is sent (OAI-PMH 2.0, 3.1.1)."""

from datetime import UTC, datetime

from firsthand.front.answers import Answer, answer
from firsthand.front.headers import NOT_KEPT
from firsthand.front.routes import Route, Wanted

XML = (b"content-type", b"text/xml; charset=utf-8")
"""As the protocol has it."""


def oaipmh_answer(wanted: Wanted) -> Answer:
    from firsthand.exports.oaipmh import Repository, respond

    opened = wanted.opened
    repository = Repository(opened.release, opened.shelves, opened.interface_for, wanted.site)
    body = respond(repository, wanted.pairs, datetime.now(UTC))
    return answer(body, wanted.encoding, (XML,), keep=NOT_KEPT)


def schema_answer(wanted: Wanted) -> Answer:
    from firsthand.exports.oaipmh import record_schema

    return answer(record_schema(), wanted.encoding, ((b"content-type", b"application/xml"),))


ROUTES = (
    Route("/oai", oaipmh_answer, strict=True, kept=False, posted=True),
    Route("/oai/record.xsd", schema_answer),
)
