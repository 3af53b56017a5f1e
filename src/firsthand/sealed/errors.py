"""What can be wrong with keys, codes, links and sealed items, each with a sentence that says what to do."""


class SealedError(Exception):
    """The one error of this room; every other is a kind of it. Its text may be shown to people and holds no secret."""


class DamagedError(SealedError):
    """The bytes are not those that were written."""


class UnknownKeyError(SealedError):
    """Sealed to a key that isn't at hand."""

    def __init__(self, key: bytes) -> None:
        """`key` is the id (8 bytes) of the key that would open it."""
        super().__init__(
            f"It was sealed to the key {key.hex()}, which is none of those given. Give the file of that key as well."
        )
        self.key = key

    def __reduce__(self) -> tuple[type["UnknownKeyError"], tuple[bytes]]:
        return UnknownKeyError, (self.key,)


class MalformedError(SealedError):
    """It was sealed soundly, or typed, by somebody who keeps to no format of ours."""


class TooLongError(SealedError):
    """More was said than a slot has room for."""


class LockedError(SealedError):
    """The passphrase or the file isn't the one with which a key was locked."""


class FullError(SealedError):
    """The inbox takes nothing more for now; what it has is safe."""


class UnwritableError(SealedError):
    """The disk or its permissions don't allow it; what the inbox has is safe. It names a path: not for pages."""


class SpentError(SealedError):
    """The token was used already, for something else."""

    def __init__(self) -> None:
        super().__init__("This form was sent already, with other words. Take a new form.")


class ForgedError(SealedError):
    """Not signed by this door."""


class ExpiredError(SealedError):
    """Signed by this door, too long ago."""
