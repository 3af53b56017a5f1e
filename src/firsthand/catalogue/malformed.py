"""The one error of values that cannot be what they claim to be, in words for the person who wrote them."""


class MalformedError(ValueError):
    """`str(error)` says what is wrong with the value, `remedy` what to write instead; both are whole sentences."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy
