"""URL validation, and the check that keeps requests out of private networks (SSRF)."""

import errno
import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from yarl import URL

from sources.errors import ForbiddenAddress

if TYPE_CHECKING:
    import aiohttp

# An IPv6 address may end in a zone (%25eth0); no other character of a URL can be in a host after IDNA.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+(?:%25\w+)?", re.IGNORECASE)
_MAX_QUOTE = 200
"""Characters of a URL in a message."""

# The only block from which IANA assigns global IPv6 addresses.
_UNICAST = IPv6Network("2000::/3")

_NAT64 = IPv6Network("64:ff9b::/96")
# Reserved blocks that `is_global` of some Pythons (3.11.7 for one) reports as public, at least in part.
_NOT_PUBLIC: tuple[IPv4Network | IPv6Network, ...] = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, deprecated
    IPv6Network("3fff::/20"),  # documentation
)


class NotPublic(OSError):
    """A connection was not opened because its remote address is not on the public internet."""

    def __init__(self) -> None:
        # The message never varies: if those of several addresses differ, aiohttp replaces them by an error of its own.
        super().__init__(errno.EACCES, "the host is not on the public internet")


def parse_url(address: str, base: URL | None = None) -> URL:
    """Parse and validate a URL; a relative one is joined to `base`. The fragment is dropped.

    Raises:
        ForbiddenAddress: it is not http(s), contains a user name or password, or has no valid host.
    """
    url = _parse(address, base)
    if url is None:
        raise ForbiddenAddress("the URL cannot be parsed")
    if url.scheme not in {"http", "https"}:
        raise ForbiddenAddress("the URL does not begin with http:// or https://")
    if url.raw_user is not None or url.raw_password is not None:
        raise ForbiddenAddress("the URL contains a user name or password")
    if not _HOST.fullmatch(url.raw_host or "") or not url.port:
        raise ForbiddenAddress("the URL has no valid host")
    return url.with_fragment(None)


def _parse(address: str, base: URL | None) -> URL | None:
    # The error is not chained: it quotes the URL with any key in it.
    try:
        url = URL(address.strip())
        return url if base is None else base.join(url)
    except ValueError:
        return None


def redact_url(url: URL) -> str:
    """Return a URL for a message: without user and query, which may contain a key, and at most 201 characters long."""
    name = str(url.with_user(None).with_query(None).with_fragment(None))
    return name if len(name) <= _MAX_QUOTE else f"{name[:_MAX_QUOTE]}…"


def is_public(address: str) -> bool:
    """Return whether a string is an IP address on the public internet.

    An IPv4 address embedded in an IPv6 one (mapped, NAT64, 6to4) is checked instead of the IPv6 address.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    ip = _unwrap(ip)
    # `is_global` only knows the reserved blocks; it reports those that are not assigned yet as public.
    if isinstance(ip, IPv6Address) and ip not in _UNICAST:
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)


def _unwrap(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    # Through NAT64 or 6to4, 127.0.0.1 and private IPv4 addresses have IPv6 spellings that look public.
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def open_public_socket(target: "aiohttp.AddrInfoType") -> socket.socket:
    """Open the socket of a connection to the public internet.

    Raises:
        NotPublic: the remote address is not public.
    """
    # Checked here, after DNS and with the very address that is connected to: an odd spelling of an IP address or a
    # name that resolves differently the second time (DNS rebinding) cannot bypass it.
    family, kind, protocol, _, remote = target
    if not is_public(str(remote[0])):
        raise NotPublic
    return socket.socket(family, kind, protocol)
