"""What can go wrong where people work on a negotiation."""


class WorkroomError(Exception):
    """The message says what happened, to which file, and what to do."""
