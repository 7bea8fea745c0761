"""Which addresses may be asked, and how they are named in messages."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from sources.errors import ForbiddenAddress

_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+(?:%25\w+)?", re.IGNORECASE)
_LONGEST_NAME = 200  # characters of an address in a message

_UNICAST = IPv6Network("2000::/3")
"""IANA gives out global IPv6 addresses from here only."""

_NAT64 = IPv6Network("64:ff9b::/96")
_NOT_PUBLIC: tuple[IPv4Network | IPv6Network, ...] = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, given up
    IPv6Network("3fff::/20"),  # documentation
)
"""What older Pythons' `is_global` takes for public."""


def checked(address: str, base: URL | None = None) -> URL:
    """Take an address apart; one that is relative starts at `base`. Its fragment is dropped.

    Raises:
        ForbiddenAddress: it is not http(s), carries a user's name or password, or has no readable host.
    """
    url = _parsed(address, base)
    if url is None:
        raise ForbiddenAddress("the address cannot be read")
    if url.scheme not in {"http", "https"}:
        raise ForbiddenAddress("an address begins with http:// or https://")
    if url.raw_user is not None or url.raw_password is not None:
        raise ForbiddenAddress("an address carries no user's name and no password")
    if not _HOST.fullmatch(url.raw_host or "") or not url.port:
        raise ForbiddenAddress("the address has no host that can be read")
    return url.with_fragment(None)


def _parsed(address: str, base: URL | None) -> URL | None:
    # Not chained: the error would quote the address, and with it whatever key it carries.
    try:
        url = URL(address.strip())
        return url if base is None else base.join(url)
    except ValueError:
        return None


def told(url: URL) -> str:
    """Name an address in a message: without its query, which may carry a key, and not at any length."""
    name = str(url.with_user(None).with_query(None).with_fragment(None))
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet; what is no IP address does not.

    An IPv4 address that is wrapped into an IPv6 one (mapped, NAT64, 6to4) is judged itself.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    ip = _unwrapped(ip)
    if isinstance(ip, IPv6Address) and ip not in _UNICAST:
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
