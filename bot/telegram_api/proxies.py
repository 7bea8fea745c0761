"""The proxy that the environment names for Telegram, and aiohttp's connectors to it.

The variables are those of other programs: `https_proxy` (or `http_proxy`, by the scheme of the Bot API's address), else
`all_proxy`, and `no_proxy`, in small letters or capitals.
"""

import os
from dataclasses import dataclass, field
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.connector import Connection
from aiohttp_socks import ProxyConnector, ProxyType
from yarl import URL

from bot.errors import InvalidInput
from bot.telegram_api.http_client import read_sockets

_HTTP = "http"
_DEFAULT_PORTS = {_HTTP: 80, "socks5": 1080, "socks5h": 1080}
_ADVICE = "write http://host:port or socks5://host:port"
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP or SOCKS5 proxy.

    Attributes:
        variable: the environment variable that names it.
        url: its URL, with the credentials, and never to be logged.
    """

    variable: str
    url: URL = field(repr=False)

    def __str__(self) -> str:
        """Return scheme, host and port."""
        return f"{self.url.scheme}://{self.url.host_subcomponent}:{self.port}"

    @property
    def login(self) -> str:
        """The password as it stands in URLs, with the characters around it; empty if there is none."""
        # Alone, a short one would be found in the middle of words, where logs hide it.
        return f":{self.url.raw_password}@" if self.url.raw_password else ""

    @property
    def port(self) -> int:
        """Its port, by default that of its kind."""
        return self.url.explicit_port or _DEFAULT_PORTS[self.url.scheme]

    @property
    def is_http(self) -> bool:
        """True for an HTTP proxy."""
        return self.url.scheme == _HTTP


def find_proxy(address: str) -> Proxy | None:
    """Return the environment's proxy for an address; None if it is reached directly.

    Raises:
        InvalidInput: the variable's value is not the URL of a supported proxy.
    """
    try:
        target = URL(address)
    except ValueError:
        raise InvalidInput("JOGAN_TELEGRAM_API: this is no URL") from None
    known = getproxies()
    kind = next((kind for kind in (target.scheme, "all") if known.get(kind)), None)
    if kind is None or proxy_bypass(target.host or ""):
        return None
    return _parse(_variable(f"{kind}_proxy", known[kind]), known[kind])


def _variable(name: str, value: str) -> str:
    same = (key for key, one in os.environ.items() if key.lower() == name and one == value)
    return next(same, "the system's proxy settings")


def _parse(variable: str, value: str) -> Proxy:
    # The value is not quoted in errors: it may contain a password. Without a scheme it is that of an HTTP proxy, as for
    # curl.
    try:
        url = URL(value if "://" in value else f"{_HTTP}://{value}")
    except ValueError:
        raise InvalidInput(f"{variable}: this is no URL; {_ADVICE}") from None
    if url.scheme not in _DEFAULT_PORTS:
        raise InvalidInput(f"{variable}: {url.scheme}:// proxies are not supported; {_ADVICE}")
    if not url.host:
        raise InvalidInput(f"{variable}: the URL has no host; {_ADVICE}")
    return Proxy(variable, url)


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
