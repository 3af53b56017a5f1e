"""A record becomes a reference that others can use: CSL-JSON, RIS, BibTeX, a formatted reference, a quotation."""

from firsthand.citations.bibtex import bibtex
from firsthand.citations.quotation import quotation
from firsthand.citations.ris import ris
from firsthand.citations.source import Name, Source, cite
from firsthand.citations.styles import STYLES, Span, csl_json, reference

__all__ = ["STYLES", "Name", "Source", "Span", "bibtex", "cite", "csl_json", "quotation", "reference", "ris"]
