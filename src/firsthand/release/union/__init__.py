"""One library of several networks' releases: what may be the same is proposed, what people confirm is joined.

Nothing is joined in silence, and every record says whose it is.
"""

from firsthand.release.union.decisions import Decision, decide, read_decisions, write_decisions
from firsthand.release.union.members import Member, open_members
from firsthand.release.union.merging import Merged, merge
from firsthand.release.union.recognition import Proposal, Reason, recognise
from firsthand.release.union.source import UnionSource

__all__ = [
    "Decision",
    "Member",
    "Merged",
    "Proposal",
    "Reason",
    "UnionSource",
    "decide",
    "merge",
    "open_members",
    "read_decisions",
    "recognise",
    "write_decisions",
]
