"""A record becomes a reference that others can use: CSL-JSON, RIS, BibTeX, a formatted reference, a quotation."""

from firsthand.citations.bibtex import bibtex
from firsthand.citations.quotation import credit, marks, quotation
from firsthand.citations.ris import ris
from firsthand.citations.source import Name, Source, cite
from firsthand.citations.styles import STYLES, Span, csl_json, reference

__all__ = [
    "STYLES",
    "Name",
    "Source",
    "Span",
    "bibtex",
    "cite",
    "credit",
    "csl_json",
    "marks",
    "quotation",
    "reference",
    "ris",
]
