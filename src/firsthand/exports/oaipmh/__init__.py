"""The library as a repository that catalogues harvest: OAI-PMH 2.0 (Lagoze, Van de Sompel, Nelson, Warner, 2002).

It knows the release and its history; of HTTP it knows nothing.
"""

from firsthand.exports.oaipmh.answering import PATH, Repository, respond
from firsthand.exports.oaipmh.formats import RECORD_SCHEMA, record_schema

__all__ = ["PATH", "RECORD_SCHEMA", "Repository", "record_schema", "respond"]
