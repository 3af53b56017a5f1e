"""All that a release says, as tables for people who count and compare: JSON Lines or Parquet, with their dictionary."""

from firsthand.exports.dump.writing import FORMATS, Dumped, DumpError, write_dump

__all__ = ["FORMATS", "DumpError", "Dumped", "write_dump"]
