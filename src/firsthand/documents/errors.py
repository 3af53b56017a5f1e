"""Why a file could not be read, in words for the person who gave it."""


class UnreadableFileError(Exception):
    """A file that no reader could make a Document of.

    `reason` is one of: missing, forbidden, empty, truncated, damaged, encrypted, unsupported, mislabelled, too-large,
    timed-out, out-of-memory, crashed. `str(error)` is one sentence that says what happened and what to do.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
