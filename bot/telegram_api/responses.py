"""Responses of the Bot API that a `Transport` has received, read as python-telegram-bot reads them."""

from typing import Any

from telegram.request import BaseRequest


class ReceivedResponse(BaseRequest):
    """Response that has been received, for python-telegram-bot to parse, so that its errors are the library's own.

    Args:
        status: HTTP status.
        body: the body.
    """

    def __init__(self, status: int, body: bytes) -> None:
        self._response = status, body

    @property
    def read_timeout(self) -> float:
        """Zero seconds: nothing is waited for."""
        return 0.0

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Do nothing."""

    async def do_request(self, *_args: Any, **_options: Any) -> tuple[int, bytes]:
        """Return the response."""
        return self._response
