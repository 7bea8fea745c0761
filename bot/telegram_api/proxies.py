"""The proxy that the environment names for Telegram.

The variables are those of other programs: `https_proxy` (or `http_proxy`, by the scheme of the Bot API's address), else
`all_proxy`, and `no_proxy`, in small letters or capitals.
"""

import os
from dataclasses import dataclass, field
from urllib.request import getproxies, proxy_bypass

from yarl import URL

from bot.errors import InvalidInput

_HTTP = "http"
_DEFAULT_PORTS = {_HTTP: 80, "socks5": 1080, "socks5h": 1080}
_ADVICE = "write http://host:port or socks5://host:port"


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
