"""A negotiation as JSON, for programs: the structures of the catalogue under their names, and the schema of them.

JSON Schema 2020-12. What has its usual value is left out, and fields may be added; none is renamed or removed.
"""

from typing import Any

import msgspec

from firsthand.catalogue.negotiations import Negotiation
from firsthand.exports.negotiations.issue import Issue, watermark


def make_record(negotiation: Negotiation, issue: Issue) -> bytes:
    """What is not for everyone says so in `notice`, which no structure has."""
    made = msgspec.to_builtins(negotiation)
    notice = watermark(negotiation, issue)
    return msgspec.json.format(msgspec.json.encode({"notice": notice, **made} if notice else made)) + b"\n"


def schema() -> dict[str, Any]:
    """That of a file of `make_record`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Negotiation)}
