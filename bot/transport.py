"""The way to Telegram: python-telegram-bot's requests over aiohttp.

Errors are python-telegram-bot's, and say only what kind of failure it was: those of aiohttp quote the address, in which
the token stands, and are not chained.

NetworkError (of python-telegram-bot)
├── NeverLeft: Telegram cannot have heard of it, so that it can be said again
├── BrokenOff: the connection broke, and Telegram may have heard of it
└── TimedOut (of python-telegram-bot): Telegram did not answer in time, and may have heard of it
"""

import json
import os
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

Timeout = Any
"""Seconds, None for no limit, or python-telegram-bot's sign for the default."""

_JSON = {"Content-Type": "application/json"}
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class NeverLeft(NetworkError):
    """A request did not leave: no connection could be made, or none was free in time."""


class BrokenOff(NetworkError):
    """The connection broke before there was an answer."""


class Transport(BaseRequest):
    """Speaks to the Bot API over connections that stay open. It honours the proxies of the environment.

    Args:
        connections: the most that are open at once.
        connect: seconds to wait for a connection.
        read: seconds to wait for an answer, or for more of it.
        upload: seconds to wait where files go along.
    """

    def __init__(
        self, connections: int = 256, *, connect: float = 10.0, read: float = 30.0, upload: float = 60.0
    ) -> None:
        self._connections = connections
        self._connect = connect
        self._read = read
        self._upload = upload
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self._read

    async def initialize(self) -> None:
        """Be ready for requests."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - as below
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - as below
    ) -> tuple[int, bytes]:
        """Ask, and return HTTP's status and the answer's body.

        Waiting for a free connection and making one share the limit `connect_timeout`. aiohttp has none for writing: a
        server that stops reading is one that does not answer.

        Raises:
            NetworkError: as the module says.
        """
        if self._session is None:
            raise RuntimeError("the transport is not initialized")
        has_files = request_data is not None and request_data.contains_files
        patience = aiohttp.ClientTimeout(
            total=None,
            connect=self._or(connect_timeout, self._connect),
            sock_read=self._or(read_timeout, self._upload if has_files else self._read),
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=patience) as response:
                return response.status, await response.read()
        except _NEVER_LEFT as error:
            failure: NetworkError = NeverLeft(f"no connection: {_kind(error)}")
        except TimeoutError:
            failure = TimedOut("no answer in time")
        except aiohttp.ClientError as error:
            failure = BrokenOff(f"the connection broke: {_kind(error)}")
        raise failure

    def _or(self, given: Timeout, usual: float) -> float | None:
        return usual if given is self.DEFAULT_NONE else given


def _body(given: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if given is None:
        return None, {}
    if not given.contains_files:
        return json.dumps(given.parameters).encode(), _JSON
    form = aiohttp.FormData(given.json_parameters)
    for name, (filename, content, mime_type) in given.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form, {}


def _kind(error: Exception) -> str:
    """The system's words for what failed, else the error's name."""
    number = error.os_error.errno if isinstance(error, aiohttp.ClientConnectorError) else None
    # A look-up of a name fails with a negative number, for which the system has no words.
    return os.strerror(number) if number and number > 0 else type(error).__name__
