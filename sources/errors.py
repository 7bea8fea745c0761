"""What can be wrong with what a source gives.

SourceError
├── BrokenDocument: a page or a feed as a whole cannot be used; nothing of it is kept
├── UntrustedReadings: a whole table of readings cannot be believed
├── ServiceRefused: the source's service answered with an error of its own, such as a key it does not know
└── FetchFailed: nothing was got from the source's address
    ├── ErrorAnswer: the server answered, with an error
    └── ForbiddenAddress: the address is none that may be asked
"""

import datetime as dt

from sources.records import Document


class SourceError(Exception):
    """Something outside gave what cannot be used."""


class BrokenDocument(SourceError):
    """A page or a feed cannot be used as a whole.

    The message says what is wrong and, where there is one, on which line (counted from 1).
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")


class UntrustedReadings(SourceError):
    """The readings of a whole table cannot be believed; the message says why and names their time."""


class ServiceRefused(SourceError):
    """A service answered with an error of its own; the message says which, and what the operator can do."""


class FetchFailed(SourceError):
    """Nothing usable was got from an address; the message says why, without what is secret in the address.

    Attributes:
        address: what was asked at last, without its query; None where nothing was asked.
        passing: whether it may pass by itself.
        wait: how long the source asks to be left alone; None where it does not ask.
    """

    def __init__(self, reason: str, *, passing: bool = False, wait: dt.timedelta | None = None) -> None:
        super().__init__(reason)
        self.address: str | None = None
        self.passing = passing
        self.wait = wait

    def __str__(self) -> str:
        reason = super().__str__()
        return reason if self.address is None else f"{self.address}: {reason}"


class ErrorAnswer(FetchFailed):
    """The server answered, with an error.

    Attributes:
        status: the HTTP status, mostly 400 and above.
        document: what came with an error that does not pass by itself, such as a service's own words.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        document: Document | None = None,
        *,
        passing: bool = False,
        wait: dt.timedelta | None = None,
    ) -> None:
        super().__init__(reason, passing=passing, wait=wait)
        self.status = status
        self.document = document


class ForbiddenAddress(FetchFailed):
    """An address may not be asked: it is not http(s), or leads into a network that is not public."""
