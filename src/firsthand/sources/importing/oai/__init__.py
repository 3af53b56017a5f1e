"""Another repository as an origin, harvested over OAI-PMH 2.0: its records, without files."""

from firsthand.sources.importing.oai.repository import Repository

__all__ = ["Repository"]
