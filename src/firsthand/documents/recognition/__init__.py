"""Reads letters from pictures, where a file has no text. It knows Tesseract and pixels; nothing of file formats."""
