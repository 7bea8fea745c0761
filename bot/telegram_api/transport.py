"""HTTP transport of python-telegram-bot, over persistent connections.

JSON calls use `bot.telegram_api.http_client`. Uploads, downloads and every proxy go through aiohttp.

Errors are python-telegram-bot's and name only the kind of failure. aiohttp's errors quote the URL, which contains the
token, so they are never chained.

NetworkError (of python-telegram-bot)
├── NotSent: the request did not leave, so that it can be sent again
│   └── Superseded: another process has taken over, so that this one must not send any more
├── ConnectionLost: the connection broke, and Telegram may have received the request
└── TimedOut (of python-telegram-bot): no response in time; Telegram may have received the request
"""

import json
import os
import ssl
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, NamedTuple, Protocol, TypeVar
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram_api.http_client import ConnectionPool, Endpoint, InvalidResponse
from storage.errors import LeaseLost, StorageError

Timeout = Any
"""Seconds, None for no limit, or python-telegram-bot's marker for the default."""

# Enough for Telegram's paid 1,000 a second if a response takes 0.25 s (docs/decisions/004).
MAX_CONCURRENT_BULLETINS = 256
"""Bulletins in flight at once."""

_Resource = TypeVar("_Resource")
_JSON = {"Content-Type": "application/json"}
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class NotSent(NetworkError):
    """The request was not sent: no connection could be made, or none was free in time."""


class Superseded(NotSent):
    """Nothing leaves this process any more, because another one has taken over."""


class ConnectionLost(NetworkError):
    """The connection broke before the response was complete."""


class Lease(Protocol):
    """The right of this process to send; see `bot.runtime.instance_lock`."""

    @property
    def is_certain(self) -> bool:
        """True if the process cannot have lost it."""

    async def confirm(self) -> None:
        """Look whether the process still has it.

        Raises:
            LeaseLost: it has not.
            StorageError: that could not be read.
        """


class _Route(NamedTuple):
    """Endpoint and request head (up to the content length) of a URL; no endpoint if aiohttp has to be used."""

    endpoint: Endpoint | None
    head: bytes


class Transport(BaseRequest):
    """Sends requests to the Bot API over persistent connections, and honours the proxy variables of the environment.

    Args:
        connections: most concurrent requests.
        connect: seconds to wait for a free connection.
        read: seconds to wait for the response, or for more of it.
        upload: seconds to wait for the response to a request with files.
        lease: the right of this process to send; None if it needs none.
    """

    def __init__(
        self,
        connections: int = MAX_CONCURRENT_BULLETINS,
        *,
        connect: float = 10.0,
        read: float = 30.0,
        upload: float = 60.0,
        lease: Lease | None = None,
    ) -> None:
        self._max_connections = connections
        self._connect = connect
        self._read = read
        self._upload = upload
        self._lease = lease
        self._routes: dict[str, _Route] = {}
        self._pool: ConnectionPool | None = None
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for a response."""
        return self._read

    async def initialize(self) -> None:
        """Create the connection pools."""
        if self._session is None:
            self._pool = ConnectionPool(self._max_connections)
            # aiohttp calls this between having a connection and writing to it.
            tracing = aiohttp.TraceConfig()
            tracing.on_connection_create_end.append(self._confirm_lease_once_connected)
            tracing.on_connection_reuseconn.append(self._confirm_lease_once_connected)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._max_connections),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
                trace_configs=[tracing],
            )

    async def shutdown(self) -> None:
        """Close the connections."""
        pool, self._pool = self._pool, None
        session, self._session = self._session, None
        if pool:
            await pool.close()
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
        """Send a request, and return HTTP status and body.

        `connect_timeout` covers both the wait for a free connection and the connecting. There is no write timeout: a
        server that stops reading does not respond either, and then `read_timeout` applies.

        Raises:
            NetworkError: see the module.
        """
        if method == "POST" and not (request_data and request_data.contains_files):
            body = json.dumps(request_data.parameters).encode() if request_data else b"{}"
            return await self.post_json(url, body, connect_timeout, read_timeout)
        return await self._request_with_aiohttp(url, method, request_data, connect_timeout, read_timeout)

    async def post_json(
        self,
        url: str,
        body: bytes,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Post an encoded JSON body, and return HTTP status and body.

        Raises:
            NetworkError: see the module.
        """
        pool = self._require_initialized(self._pool)
        # Cached: a broadcast posts thousands of times to one URL.
        route = self._routes.get(url) or self._routes.setdefault(url, _route(url, self.USER_AGENT))
        if route.endpoint is None:
            return await self._request_with_aiohttp(url, "POST", body, connect_timeout, read_timeout)
        try:
            connection = await pool.acquire(route.endpoint, self._timeout(connect_timeout, self._connect))
        except (OSError, TimeoutError) as error:
            raise NotSent(f"no connection: {_describe(error)}") from None
        try:
            await self._confirm_lease()
            response = await connection.request(
                b"%s%d\r\n\r\n%s" % (route.head, len(body), body), self._timeout(read_timeout, self._read)
            )
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except (OSError, InvalidResponse) as error:
            raise ConnectionLost(f"the connection broke: {_describe(error)}") from None
        finally:
            pool.release(connection)
        return _drop_foreign_error(response.status, response.body)

    async def _request_with_aiohttp(
        self,
        url: str,
        method: str,
        content: RequestData | bytes | None,
        connect_timeout: Timeout,
        read_timeout: Timeout,
    ) -> tuple[int, bytes]:
        session = self._require_initialized(self._session)
        body = _multipart_form(content) if isinstance(content, RequestData) else content
        default_read = self._upload if isinstance(body, aiohttp.FormData) else self._read
        timeout = aiohttp.ClientTimeout(
            # aiohttp's default ends a request after five minutes, also one that is still sending a picture.
            total=None,
            connect=self._timeout(connect_timeout, self._connect),
            sock_read=self._timeout(read_timeout, default_read),
        )
        headers = _JSON if isinstance(body, bytes) else {}
        try:
            async with session.request(method, url, data=body, headers=headers, timeout=timeout) as response:
                return _drop_foreign_error(response.status, await response.read())
        except _NOT_SENT as error:
            failure: NetworkError = NotSent(f"no connection: {_describe(error)}")
        except TimeoutError:
            failure = TimedOut("no answer in time")
        except aiohttp.ClientError as error:
            failure = ConnectionLost(f"the connection broke: {_describe(error)}")
        # Raised outside of the handlers, so that aiohttp's error with the token is not even its context.
        raise failure

    async def _confirm_lease(self) -> None:
        """Return at once while the lease is certain; after this process stood still, look at the lease first.

        Raises:
            NotSent: the process has lost the lease, or that cannot be known.
        """
        # A loop: the process may have stood still while it looked. Between the last turn and the write nothing waits.
        while self._lease is not None and not self._lease.is_certain:
            try:
                await self._lease.confirm()
            except LeaseLost as error:
                raise Superseded(str(error)) from None
            except StorageError as error:
                raise NotSent(f"the instance lock cannot be read: {error}") from None

    async def _confirm_lease_once_connected(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, _parameters: object
    ) -> None:
        await self._confirm_lease()

    def _timeout(self, value: Timeout, default: float) -> float | None:
        return default if value is self.DEFAULT_NONE else value

    @staticmethod
    def _require_initialized(resource: _Resource | None) -> _Resource:
        if resource is None:
            raise RuntimeError("the transport is not initialized")
        return resource


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


def _drop_foreign_error(status: int, body: bytes) -> tuple[int, bytes]:
    """Return a response without its body if it is an error that is not Telegram's own."""
    # python-telegram-bot then cannot parse it, and `api_errors.classify` recognizes a gateway's error by that.
    return status, body if status < HTTPStatus.MULTIPLE_CHOICES or _is_telegram_error(body) else b""


def _is_telegram_error(body: bytes) -> bool:
    # Proxies and gateways answer with JSON too, and their errors say nothing about a chat; only Telegram's have a
    # description (https://core.telegram.org/bots/api#making-requests).
    try:
        error = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(error, dict) and isinstance(error.get("description"), str)


def _multipart_form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form


def _describe(error: Exception) -> str:
    """Return the operating system's message for an error, else the name of the error's class."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    number = cause.errno if isinstance(cause, OSError) and not isinstance(cause, ssl.SSLError) else None
    # DNS failures have negative numbers, for which the system has no message, and those of TLS errors are OpenSSL's.
    return os.strerror(number) if number and number > 0 else type(error).__name__
