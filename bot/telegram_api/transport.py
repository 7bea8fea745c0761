"""HTTP transport of python-telegram-bot, over persistent connections.

JSON calls use `bot.telegram_api.http_client`. Uploads, downloads, and everything if there is a proxy, go through
aiohttp.

Errors are python-telegram-bot's and name only the kind of failure. aiohttp's errors quote the URL, which contains the
token, so they are never chained.

NetworkError (of python-telegram-bot)
├── NotSent: no byte of the request was written, so that it can be sent again
│   └── Superseded: another process has taken over, so that this one must not send any more
├── ConnectionLost: the connection broke, and Telegram may have received the request
└── TimedOut (of python-telegram-bot): no complete response in time; Telegram may have received the request
"""

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.monitoring.metrics import CallError, Metrics
from bot.telegram_api.connection_errors import describe
from bot.telegram_api.http_client import ConnectionPool, Endpoint, InvalidResponse, NotWritten
from bot.telegram_api.proxies import Proxy
from storage.errors import LeaseLost, StorageError

if TYPE_CHECKING:
    from bot.telegram_api.aiohttp_client import Client

Timeout = Any
"""Seconds, None for no limit, or python-telegram-bot's marker for the default."""

# Enough for Telegram's paid 1,000 a second if a response takes 0.25 s (docs/decisions/004).
MAX_CONCURRENT_BULLETINS = 256
"""Bulletins in flight at once."""

_Resource = TypeVar("_Resource")


class NotSent(NetworkError):
    """The request was not sent: no byte of it was written, because there was no connection."""


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
    """Endpoint and request head (up to the content length) of a URL."""

    endpoint: Endpoint
    head: bytes


class Transport(BaseRequest):
    """Sends requests to the Bot API over persistent connections.

    Args:
        connections: most concurrent requests.
        connect: seconds to wait for a connection.
        read: seconds from there until the response must be complete.
        proxy: the proxy to Telegram; None for a direct connection.
        lease: the right of this process to send; None if it needs none.
        metrics: counts failed calls.
    """

    # By default a minute for both, after which the outcome of a bulletin is unknown.
    def __init__(
        self,
        connections: int = MAX_CONCURRENT_BULLETINS,
        *,
        connect: float = 10.0,
        read: float = 50.0,
        proxy: Proxy | None = None,
        lease: Lease | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._errors = (metrics or Metrics()).call_errors
        self._max_connections = connections
        self._connect = connect
        self._read = read
        self._proxy = proxy
        self._lease = lease
        self._routes: dict[str, _Route] = {}
        self._pool: ConnectionPool | None = None
        self._client: Client | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for a complete response."""
        return self._read

    async def confirm_lease(self) -> None:
        """Look whether this process may still act for the bot.

        Raises:
            NotSent: it may not, or that cannot be known.
        """
        if self._lease is not None:
            await _confirm(self._lease)

    async def initialize(self) -> None:
        """Create the connection pools."""
        if self._pool is None:
            self._pool = ConnectionPool(self._max_connections)

    def abort(self) -> None:
        """Fail all requests in flight, and all later ones until the transport is initialized again."""
        if self._pool is not None:
            self._pool.close()

    async def shutdown(self) -> None:
        """Close the connections."""
        self.abort()
        client, self._client, self._pool = self._client, None, None
        if client:
            await client.close()
            await asyncio.sleep(0)  # the event loop closes the pool's sockets in its next iteration

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

        `connect_timeout` covers both the wait for a free connection and the connecting, and `read_timeout` all from
        there to the end of the response; there is no write timeout.

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
        if self._proxy is not None:
            return await self._request_with_aiohttp(url, "POST", body, connect_timeout, read_timeout)
        pool = self._require_initialized(self._pool)
        # Cached: a broadcast posts thousands of times to one URL.
        route = self._routes.get(url) or self._routes.setdefault(url, _route(url, self.USER_AGENT))
        try:
            connection = await pool.acquire(route.endpoint, self._timeout(connect_timeout, self._connect))
        except (OSError, TimeoutError) as error:
            raise self._count(NotSent(f"no connection: {describe(error)}")) from None
        try:
            if self._lease is not None and not self._lease.is_certain:
                await _confirm(self._lease)
            response = await connection.request(
                b"%s%d\r\n\r\n%s" % (route.head, len(body), body), self._timeout(read_timeout, self._read)
            )
        except NotWritten as error:
            raise self._count(NotSent(f"no connection: {describe(error)}")) from None
        except TimeoutError:
            raise self._count(TimedOut("no answer in time")) from None
        except (OSError, InvalidResponse) as error:
            raise self._count(ConnectionLost(f"the connection broke: {describe(error)}")) from None
        finally:
            pool.release(connection)
        return self._check_status(response.status, response.body)

    async def _request_with_aiohttp(
        self,
        url: str,
        method: str,
        content: RequestData | bytes | None,
        connect_timeout: Timeout,
        read_timeout: Timeout,
    ) -> tuple[int, bytes]:
        from bot.telegram_api import aiohttp_client  # noqa: PLC0415 - see that module

        pool = self._require_initialized(self._pool)
        self._client = client = self._client or aiohttp_client.Client(
            self._max_connections, self._proxy, self.USER_AGENT, self.confirm_lease
        )
        exchange: aiohttp_client.Exchange | None = None
        try:
            async with pool.wait_until(None) as limit:
                exchange = aiohttp_client.Exchange(limit, self._timeout(read_timeout, self._read))
                connect = self._timeout(connect_timeout, self._connect)
                async with client.open(method, url, content, connect, exchange) as response:
                    return self._check_status(response.status, await response.read())
        except aiohttp_client.FAILURES as error:
            has_left = exchange is not None and exchange.has_left
            failure = self._count(_failure(error, aiohttp_client.describe(error), has_left=has_left))
        # Raised outside of the handlers, so that aiohttp's error with the token is not even its context.
        raise failure

    def _count(self, failure: NetworkError) -> NetworkError:
        """Count a failure, and return it."""
        self._errors.labels(_kind_of(failure)).inc()
        return failure

    def _check_status(self, status: int, body: bytes) -> tuple[int, bytes]:
        """Return a response, an error without its body if it is not Telegram's own; count errors."""
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return status, body
        self._errors.labels(_kind_of_status(status)).inc()
        # python-telegram-bot then cannot parse it, and `api_errors.classify` recognizes a gateway's error by that.
        return status, body if _is_telegram_error(body) else b""

    def _timeout(self, value: Timeout, default: float) -> float | None:
        return default if value is self.DEFAULT_NONE else value

    @staticmethod
    def _require_initialized(resource: _Resource | None) -> _Resource:
        if resource is None:
            raise RuntimeError("the transport is not initialized")
        return resource


async def _confirm(lease: Lease) -> None:
    """Return at once while a lease is certain; after this process stood still, look at the lease first.

    Raises:
        NotSent: the process has lost the lease, or that cannot be known.
    """
    # A loop: the process may have stood still while it looked. Between the last turn and the write nothing waits.
    while not lease.is_certain:
        try:
            await lease.confirm()
        except LeaseLost as error:
            raise Superseded(str(error)) from None
        except StorageError as error:
            raise NotSent(f"the instance lock cannot be read: {error}") from None


def _failure(error: Exception, words: str, *, has_left: bool) -> NetworkError:
    if not has_left:
        return NotSent(f"no connection: {words}")
    if isinstance(error, TimeoutError):
        return TimedOut("no answer in time")
    return ConnectionLost(f"the connection broke: {words}")


def _route(url: str, user_agent: str) -> _Route:
    """Return the route of a URL.

    Raises:
        NotSent: it is not an HTTP URL.
    """
    try:
        address = URL(url)
    except ValueError:
        raise NotSent("no address") from None
    host, port = address.raw_host, address.port
    if not host or not port or address.scheme not in {"http", "https"}:
        raise NotSent("no address")
    head = (
        f"POST {address.raw_path_qs} HTTP/1.1\r\nHost: {address.host_port_subcomponent}\r\nUser-Agent: {user_agent}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    )
    return _Route(Endpoint(host, port, address.scheme == "https"), head.encode())


def _kind_of(failure: NetworkError) -> CallError:
    match failure:
        case NotSent():
            return CallError.NOT_SENT
        case TimedOut():
            return CallError.TIMED_OUT
    return CallError.CONNECTION_LOST


def _kind_of_status(status: int) -> CallError:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return CallError.RATE_LIMITED
    is_rejection = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return CallError.REJECTED if is_rejection else CallError.SERVER_ERROR


def _is_telegram_error(body: bytes) -> bool:
    # Proxies and gateways answer with JSON too, and their errors say nothing about a chat; only Telegram's have a
    # description (https://core.telegram.org/bots/api#making-requests).
    try:
        error = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(error, dict) and isinstance(error.get("description"), str)
