"""Requests to the Bot API by aiohttp: uploads, downloads, and everything if there is a proxy.

Loaded at the first of them, because aiohttp takes 10 MB and a tenth of the bot's start.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
from aiohttp.connector import Connection
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError, ProxyType
from telegram.request import RequestData

from bot.telegram_api import connection_errors
from bot.telegram_api.http_client import read_sockets
from bot.telegram_api.proxies import Proxy

FAILURES = (aiohttp.ClientError, ProxyConnectionError, ProxyError, ProxyTimeoutError, OSError, TimeoutError)
"""Errors of a request."""

_ATTEMPTS = 3
_JSON = {"Content-Type": "application/json"}


@dataclass(slots=True)
class Exchange:
    """A request.

    Attributes:
        limit: the timeout of the whole exchange.
        read: seconds from the moment at which the request leaves until the response must be complete.
        has_left: whether a byte of the request may have been written.
    """

    limit: asyncio.Timeout
    read: float | None
    has_left: bool = False

    def leave(self) -> None:
        """Note that the request is about to be written."""
        self.has_left = True
        if self.read is not None and not self.limit.expired():
            self.limit.reschedule(asyncio.get_running_loop().time() + self.read)


class Client:
    """HTTP client; it is made in a running event loop.

    Args:
        connections: most concurrent requests.
        proxy: the proxy to Telegram; None for a direct connection.
        user_agent: the User-Agent header.
        confirm: called before a request is written, which does not leave if this raises an error.
    """

    def __init__(
        self, connections: int, proxy: Proxy | None, user_agent: str, confirm: Callable[[], Awaitable[None]]
    ) -> None:
        self._proxy = proxy
        self._confirm = confirm
        # aiohttp calls this between having a connection and writing to it.
        tracing = aiohttp.TraceConfig()
        tracing.on_request_headers_sent.append(self._leave)
        self._session = aiohttp.ClientSession(
            connector=make_connector(proxy, connections),
            headers={"User-Agent": user_agent},
            cookie_jar=aiohttp.DummyCookieJar(),
            trace_configs=[tracing],
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    def open(
        self, method: str, url: str, content: RequestData | bytes | None, connect: float | None, exchange: Exchange
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """Send a request; the block has the response.

        Args:
            method: GET or POST.
            url: the address.
            content: parameters and files, or JSON.
            connect: seconds to wait for a connection; None for no limit.
            exchange: is told when the request leaves.
        """
        return self._session.request(
            method,
            url,
            data=_multipart_form(content) if isinstance(content, RequestData) else content,
            headers=_JSON if isinstance(content, bytes) else None,
            # Telegram does not redirect, and the token must not go where another server points.
            allow_redirects=False,
            proxy=self._proxy.url if self._proxy and self._proxy.is_http else None,
            # Only for connecting: the rest has the limit of the exchange.
            timeout=aiohttp.ClientTimeout(total=None, connect=connect),
            trace_request_ctx=exchange,
        )

    async def _leave(self, _session: aiohttp.ClientSession, context: SimpleNamespace, _parameters: object) -> None:
        await self._confirm()
        context.trace_request_ctx.leave()


def describe(error: Exception) -> str:
    """Return words for one of `FAILURES`, as `connection_errors.describe` does."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "the host name cannot be resolved"
    return connection_errors.describe(error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error)


def _multipart_form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form


def make_connector(proxy: Proxy | None, limit: int) -> aiohttp.TCPConnector:
    """Return aiohttp's connector for so many connections; an HTTP proxy is given to each request besides."""
    if proxy is None or proxy.is_http:
        return _Connector(limit=limit)
    return _SocksConnector(
        host=proxy.url.host or "",
        port=proxy.port,
        proxy_type=ProxyType.SOCKS5,
        username=proxy.url.user,
        password=proxy.url.password,
        # The proxy resolves names: where Telegram is blocked, names often are too.
        rdns=True,
        limit=limit,
    )


class _Connector(aiohttp.TCPConnector):
    """Connector that looks at a connection before it is used, as `http_client` does."""

    async def connect(self, *args: Any, **options: Any) -> Connection:
        """Return a connection that the server has not closed, and on which it has said nothing.

        Raises:
            aiohttp.ClientConnectionError: there is none.
        """
        await read_sockets()
        for _ in range(_ATTEMPTS):
            connection = await super().connect(*args, **options)
            # aiohttp would take what was received before the request for its response.
            if connection.protocol is not None and not connection.protocol.should_close:
                return connection
            connection.close()
        raise aiohttp.ClientConnectionError


class _SocksConnector(_Connector, ProxyConnector):
    """The same through a SOCKS proxy."""
