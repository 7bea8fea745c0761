"""What can be wrong with what a source gives.

SourceError
└── BrokenPage: the page as a whole cannot be used; nothing of it is kept
"""


class SourceError(Exception):
    """Something outside gave what cannot be used."""


class BrokenPage(SourceError):
    """A page cannot be used as a whole.

    The message says what is wrong and, where there is one, on which line (counted from 1).
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")
