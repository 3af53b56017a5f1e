"""Word files (DOCX) with what was found in them: comments that say why, and tracked changes where that is safe.

Needs firsthand[library].
"""

from firsthand.wording.word.annotation import Annotated, annotate, annotated

__all__ = ["Annotated", "annotate", "annotated"]
