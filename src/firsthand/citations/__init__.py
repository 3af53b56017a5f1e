"""A record becomes a reference that others can use: CSL-JSON, RIS, BibTeX, a formatted reference, a quotation."""

from firsthand.citations.bibtex import bibtex
from firsthand.citations.excerpts import Excerpt, table
from firsthand.citations.kit import kit
from firsthand.citations.quotation import credit, marks, name_place, quotation
from firsthand.citations.ris import ris
from firsthand.citations.source import Name, Source, cite
from firsthand.citations.styles import STYLES, Span, csl_json, reference

__all__ = [
    "STYLES",
    "Excerpt",
    "Name",
    "Source",
    "Span",
    "bibtex",
    "cite",
    "credit",
    "csl_json",
    "kit",
    "marks",
    "name_place",
    "quotation",
    "reference",
    "ris",
    "table",
]
