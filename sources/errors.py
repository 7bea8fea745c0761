"""Errors of sources.

SourceError
├── BrokenDocument: a whole page, feed or table cannot be used
│   └── NoForecast: a forecast has no hour, such as that of an unknown zone
├── ImplausibleReadings: a whole table of readings is rejected
├── ServiceError: the service answered with an error of its own, such as an unknown key
└── FetchFailed: no document was received
    ├── ErrorResponse: the server answered with an error status
    └── ForbiddenAddress: the URL must not be requested
"""

import datetime as dt
import enum

from sources.records import Document


class SourceError(Exception):
    """A source gave something that cannot be used."""


class BrokenDocument(SourceError):
    """A page, a feed or a table cannot be used as a whole.

    The message gives the reason and, if there is one, the line (counted from 1).
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")


class NoForecast(BrokenDocument):
    """A forecast holds no hour at all; KMA answers so to a zone that it does not know."""


class ImplausibleReadings(SourceError):
    """All readings of a table are rejected; the message gives their time and the reason."""


class ServiceFailure(enum.StrEnum):
    """Kinds of errors of a service, each with what the operator has to do."""

    QUOTA = "the key's quota is used up; fetch less often, or wait until tomorrow"
    BUDGET = "the day's budget of calls is used up; it is asked again after midnight"
    UNKNOWN_KEY = "the service does not know the key; check JOGAN_KMA_KEY (API hub) or JOGAN_DATA_KEY (data.go.kr)"
    EXPIRED_KEY = "the key has expired; renew it and set JOGAN_KMA_KEY (API hub) or JOGAN_DATA_KEY (data.go.kr)"
    NOT_APPROVED = "the key is not approved for this service; apply for it at the API hub or at data.go.kr"
    ADDRESS = "there is no such service; leave the source's address out, or correct it"
    MAINTENANCE = "the service is under maintenance; it is asked again"
    WEB_PAGE = "a web page came instead of a table; check the source's address, or wait if it is a notice"
    NO_DATA = "the service does not have it yet; it is asked again"
    OTHER = "the service refused the request; it is asked again"


class ServiceError(SourceError):
    """A service answered with an error of its own; the message tells the operator what to do.

    Attributes:
        kind: the kind of the error.
    """

    def __init__(self, kind: ServiceFailure, words: str = "") -> None:
        super().__init__(f"{kind} (the service says: {words})" if words else str(kind))
        self.kind = kind


class FetchFailed(SourceError):
    """No usable document was received; the message contains no secret of the URL.

    Attributes:
        address: the last requested URL without its query; None if nothing was requested.
        is_transient: True if a retry may succeed.
        retry_after: the pause that the source asks for; None if it asks for none.
    """

    def __init__(self, reason: str, *, is_transient: bool = False, retry_after: dt.timedelta | None = None) -> None:
        super().__init__(reason)
        self.address: str | None = None
        self.is_transient = is_transient
        self.retry_after = retry_after

    def __str__(self) -> str:
        reason = super().__str__()
        return reason if self.address is None else f"{self.address}: {reason}"


class ErrorResponse(FetchFailed):
    """The server answered with an error.

    Attributes:
        status: the HTTP status, mostly 400 and above.
        document: the body of a permanent error, such as a service's own message.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        document: Document | None = None,
        *,
        is_transient: bool = False,
        retry_after: dt.timedelta | None = None,
    ) -> None:
        super().__init__(reason, is_transient=is_transient, retry_after=retry_after)
        self.status = status
        self.document = document


class ForbiddenAddress(FetchFailed):
    """A URL must not be requested: it is not http(s), or its host is not on the public internet."""
