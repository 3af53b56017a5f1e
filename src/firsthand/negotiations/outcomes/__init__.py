"""What became of an ask in each draft, proposed with its evidence and reasons; where it can't be told, unknown."""

from firsthand.negotiations.outcomes.proposing import propose, propose_all

__all__ = ["propose", "propose_all"]
