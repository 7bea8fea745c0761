"""Timeouts of requests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Timeouts of one attempt.

    Attributes:
        connect: seconds until the connection is open, DNS and TLS included.
        total: seconds until the whole response is read, redirects included.
    """

    connect: float = 10
    total: float = 30
