"""Which paragraph of a draft became which of the next one, without trusting numbers; a proposal for a person to decide.

from firsthand.negotiations.alignment import align

for link in align(zero_draft, first_revision).links:
    print(link.kind, link.before, link.after, link.score)
"""

from firsthand.negotiations.alignment.aligning import align
from firsthand.negotiations.alignment.errors import DifferentLanguagesError

__all__ = ["DifferentLanguagesError", "align"]
