"""What can stop a release from being made or opened, in words for the person who asked for it."""


class ReleaseError(Exception):
    """A release that can't be made, opened or trusted. `str(error)` says what happened, where, and what to do."""
