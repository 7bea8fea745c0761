"""The way to Telegram: python-telegram-bot's requests over HTTP connections that stay open.

JSON calls use our own connections (`bot.telegram_api.http_connections`). Uploads, downloads and every proxy go through
aiohttp.

Errors are python-telegram-bot's, and say only what kind of failure it was: those of aiohttp quote the address, in which
the token stands, and are not chained.

NetworkError (of python-telegram-bot)
├── NeverLeft: Telegram cannot have heard of it, so that it can be said again
├── BrokenOff: the connection broke, and Telegram may have heard of it
└── TimedOut (of python-telegram-bot): Telegram did not answer in time, and may have heard of it
"""

import json
import os
import ssl
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram_api.http_connections import Connections, Endpoint
from bot.telegram_api.http_parser import Garbled

Timeout = Any
"""Seconds, None for no limit, or python-telegram-bot's sign for the default."""

MAX_CONCURRENT_BULLETINS = 256
"""Bulletins that are being sent at once: enough for Telegram's paid 1,000 a second if an answer takes 0.25 s."""

_Opened = TypeVar("_Opened")
_JSON = {"Content-Type": "application/json"}
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class NeverLeft(NetworkError):
    """A request did not leave: no connection could be made, or none was free in time."""


class BrokenOff(NetworkError):
    """The connection broke before there was an answer."""


class _Route(NamedTuple):
    """How an address is reached: the head of a request but its length, and where to; None where aiohttp has to."""

    origin: Endpoint | None
    head: bytes


class Transport(BaseRequest):
    """Speaks to the Bot API over connections that stay open. It honours the proxies of the environment.

    Args:
        connections: the most requests that are on their way at once.
        connect: seconds to wait for a connection.
        read: seconds to wait for an answer, or for more of it.
        upload: seconds to wait where files go along.
    """

    def __init__(
        self,
        connections: int = MAX_CONCURRENT_BULLETINS,
        *,
        connect: float = 10.0,
        read: float = 30.0,
        upload: float = 60.0,
    ) -> None:
        self._most = connections
        self._connect = connect
        self._read = read
        self._upload = upload
        self._routes: dict[str, _Route] = {}
        self._connections: Connections | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self._read

    async def initialize(self) -> None:
        """Be ready for requests."""
        if self._session is None:
            self._connections = Connections(self._most)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._most),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close the connections."""
        connections, self._connections = self._connections, None
        session, self._session = self._session, None
        if connections:
            await connections.close()
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

        Waiting for a free connection and making one share the limit `connect_timeout`. There is none for writing: a
        server that stops reading is one that does not answer.

        Raises:
            NetworkError: as the module says.
        """
        if method == "POST" and not (request_data and request_data.contains_files):
            body = json.dumps(request_data.parameters).encode() if request_data else b"{}"
            return await self.post_json(url, body, connect_timeout, read_timeout)
        return await self._ask(url, method, request_data, connect_timeout, read_timeout)

    async def post_json(
        self,
        url: str,
        body: bytes,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Post what is JSON already, and return HTTP's status and the answer's body.

        Raises:
            NetworkError: as the module says.
        """
        connections = self._opened(self._connections)
        route = self._routes.get(url) or self._routes.setdefault(url, _route(url, self.USER_AGENT))
        if route.origin is None:
            return await self._ask(url, "POST", body, connect_timeout, read_timeout)
        try:
            connection = await connections.take(route.origin, self._or(connect_timeout, self._connect))
        except (OSError, TimeoutError) as error:
            raise NeverLeft(f"no connection: {_kind(error)}") from None
        try:
            answer = await connection.ask(
                b"%s%d\r\n\r\n%s" % (route.head, len(body), body), self._or(read_timeout, self._read)
            )
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except (OSError, Garbled) as error:
            raise BrokenOff(f"the connection broke: {_kind(error)}") from None
        finally:
            connections.give_back(connection)
        return _heard(answer.status, answer.body)

    async def _ask(
        self,
        url: str,
        method: str,
        given: RequestData | bytes | None,
        connect_timeout: Timeout,
        read_timeout: Timeout,
    ) -> tuple[int, bytes]:
        session = self._opened(self._session)
        body = _form(given) if isinstance(given, RequestData) else given
        usual = self._upload if isinstance(body, aiohttp.FormData) else self._read
        patience = aiohttp.ClientTimeout(
            total=None, connect=self._or(connect_timeout, self._connect), sock_read=self._or(read_timeout, usual)
        )
        headers = _JSON if isinstance(body, bytes) else {}
        try:
            async with session.request(method, url, data=body, headers=headers, timeout=patience) as response:
                return _heard(response.status, await response.read())
        except _NEVER_LEFT as error:
            failure: NetworkError = NeverLeft(f"no connection: {_kind(error)}")
        except TimeoutError:
            failure = TimedOut("no answer in time")
        except aiohttp.ClientError as error:
            failure = BrokenOff(f"the connection broke: {_kind(error)}")
        raise failure

    def _or(self, given: Timeout, usual: float) -> float | None:
        return usual if given is self.DEFAULT_NONE else given

    @staticmethod
    def _opened(opened: _Opened | None) -> _Opened:
        if opened is None:
            raise RuntimeError("the transport is not initialized")
        return opened


def _route(url: str, user_agent: str) -> _Route:
    try:
        address = URL(url)
    except ValueError:
        return _Route(None, b"")
    host, port = address.raw_host, address.port
    is_proxied = address.scheme in getproxies() and not proxy_bypass(host or "")
    if not host or not port or address.scheme not in {"http", "https"} or is_proxied:
        return _Route(None, b"")
    head = (
        f"POST {address.raw_path_qs} HTTP/1.1\r\nHost: {address.host_port_subcomponent}\r\nUser-Agent: {user_agent}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    )
    return _Route(Endpoint(host, port, address.scheme == "https"), head.encode())


def _heard(status: int, body: bytes) -> tuple[int, bytes]:
    """An answer; of an error that is not Telegram's own nothing but the status is to be read."""
    return status, body if status < HTTPStatus.MULTIPLE_CHOICES or _is_telegrams(body) else b""


def _is_telegrams(body: bytes) -> bool:
    """Whether an error tells what Telegram's do; proxies and gateways speak JSON too."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and isinstance(said.get("description"), str)


def _form(given: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(given.json_parameters)
    for name, (filename, content, mime_type) in given.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form


def _kind(error: Exception) -> str:
    """The system's words for what failed, else the error's name."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    number = cause.errno if isinstance(cause, OSError) and not isinstance(cause, ssl.SSLError) else None
    # A look-up of a name fails with a negative number, for which the system has no words; those of TLS are its own.
    return os.strerror(number) if number and number > 0 else type(error).__name__
