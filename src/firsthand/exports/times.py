"""Moments of a recording as people read them."""


def clock(seconds: float) -> str:
    """A moment, from the start of the recording.

    >>> clock(750.4)
    '0:12:30'
    """
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"
