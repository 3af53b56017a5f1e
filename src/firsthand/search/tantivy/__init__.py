"""The embedded engine: an index of tantivy in a directory, opened by the process that asks."""
