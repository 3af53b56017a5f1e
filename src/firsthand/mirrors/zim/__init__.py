"""A library, or a selection of it, as one ZIM file (openZIM) for Kiwix."""

from firsthand.mirrors.zim.writing import Zimmed, write_zim

__all__ = ["Zimmed", "write_zim"]
