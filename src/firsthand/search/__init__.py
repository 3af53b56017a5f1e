"""Passages become an index, and a reader's words become hits."""
