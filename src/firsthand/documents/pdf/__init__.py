"""Reads PDF files. It knows PDFium and the geometry of pages; nothing of other formats, processes or the web."""

from firsthand.documents.pdf.reading import read

__all__ = ["read"]
