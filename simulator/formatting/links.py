"""Links as Telegram accepts and normalizes them, and its reasons for rejecting others."""

import re
from functools import lru_cache
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import parse_qs

_LINK = re.compile(r"(?:(?P<scheme>[^:/?#@\[\]]*)://)?(?P<authority>[^/?#]*)(?P<rest>.*)", re.DOTALL)
_APP_LINK = re.compile(r"(?P<app>tg|ton|tonsite):(?://)?(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_PORT = re.compile(r":([^:@\]]*)$")
_HOST = re.compile(r"(?:[a-z0-9.\-_!$,~*'();&+=\x80-\U0010ffff]|%[0-9a-f]{2})+")
_APP_HOST = re.compile(r"[a-z0-9_-]+")
_USER = re.compile(r"tg:(?://)?user\?id=([0-9]{1,18})", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[1-9][0-9]{0,18}")
_UNESCAPED_BLANK = re.compile(r"[\x00-\x20]")
_MAX_PORT = 65535
# Telegram's ids are signed numbers of 64 bits.
_IDENTIFIER_LIMIT = 2**63


class _Address(NamedTuple):
    scheme: str
    user: str
    host: str
    port: str
    rest: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.user}{self.host}{self.port}{self.rest}"


def normalize_link(link: str, *, https_only: bool = False) -> str:
    """Return a link as Telegram writes it: with a scheme, a lower-case host and a path.

    Args:
        link: an http(s) URL, whose scheme may be left out, or a link that Telegram's apps open, such as `tg://…`.
        https_only: whether only `https://` is allowed.

    Raises:
        ValueError: Telegram rejects the link; the text is Telegram's reason.
    """
    app = _APP_LINK.match(link)
    address = _split(app["rest"] if app else link)
    if https_only and (app or address.scheme != "https"):
        raise ValueError("Only HTTPS links are allowed")
    if app:
        return _app_link(app["app"].lower(), address)
    if "." not in address.host and not address.host.startswith("["):
        raise ValueError("Wrong HTTP URL")
    return str(address)


@lru_cache(maxsize=256)  # a broadcast repeats the same few addresses
def try_normalize_link(link: str) -> str | None:
    """Return the normalized link; None for an invalid one, which a parse mode drops silently."""
    try:
        return normalize_link(link.strip())
    except ValueError:
        return None


def parse_user_id(link: str) -> int | None:
    """Return the user id of `tg://user?id=…`; None for other links."""
    found = _USER.fullmatch(link)
    return int(found[1]) if found else None


def parse_custom_emoji_id(link: str) -> str:
    """Return the id of the custom emoji that `tg://emoji?id=…` shows.

    Raises:
        ValueError: the link is another one; the text is Telegram's reason.
    """
    app = _APP_LINK.match(link)
    address = _split(app["rest"]) if app and app["app"].lower() == "tg" else None
    if address is None:
        raise ValueError("Custom emoji URL must have scheme tg")
    if address.host != "emoji":
        raise ValueError('Custom emoji URL must have host "emoji"')
    query = address.rest.partition("#")[0].partition("?")[2]
    identifier = parse_qs(query).get("id", [""])[0]
    if not identifier:
        raise ValueError("Custom emoji URL must have an emoji identifier")
    check_custom_emoji(identifier)
    return identifier


def check_custom_emoji(identifier: str) -> None:
    """Check the id of a custom emoji.

    Raises:
        ValueError: the id is no valid number; the text is Telegram's reason.
    """
    if not _IDENTIFIER.fullmatch(identifier) or int(identifier) >= _IDENTIFIER_LIMIT:
        raise ValueError("Invalid custom emoji identifier specified")


def _split(link: str) -> _Address:
    found = _LINK.fullmatch(link)
    scheme, authority, rest = found.group("scheme", "authority", "rest") if found else (None, "", "")
    scheme = "http" if scheme is None else scheme.lower()
    if scheme not in {"http", "https"}:
        raise ValueError("Unsupported URL protocol")
    authority, port = _without_port(authority)
    user, at, host = authority.rpartition("@")
    host = host.lower()
    _check_host(host)
    rest = _UNESCAPED_BLANK.sub(lambda blank: f"%{ord(blank[0]):02X}", rest.rstrip())
    return _Address(scheme, user + at, host, port, rest if rest.startswith("/") else f"/{rest}")


def _without_port(authority: str) -> tuple[str, str]:
    if (found := _PORT.search(authority)) is None or not found.start():
        return authority, ""
    digits = found[1]
    port = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < len(str(2**63)) else 0
    if not 0 < port <= _MAX_PORT:
        raise ValueError("Wrong port number specified in the URL")
    return authority[: found.start()], f":{port}"


def _check_host(host: str) -> None:
    if not host:
        raise ValueError("URL host is empty")
    if host == ".":
        raise ValueError("Host is invalid")
    if host.startswith("[") and host.endswith("]"):
        try:
            IPv6Address(host[1:-1])
        except ValueError as error:
            raise ValueError("Wrong IPv6 address specified in the URL") from error
    elif not _HOST.fullmatch(host):
        is_percent = "%" in host and _HOST.fullmatch(host.replace("%", ""))
        raise ValueError("Wrong percent-encoded symbol in URL host" if is_percent else "Wrong URL host")


def _app_link(app: str, address: _Address) -> str:
    if address.scheme == "https" or address.user or address.port or not _APP_HOST.fullmatch(address.host):
        raise ValueError(f"Wrong {'tg' if app == 'tg' else 'ton'} URL")
    # `_split` has put a slash before the query.
    return f"{app}://{address.host}{address.rest[1:] if address.rest.startswith('/?') else address.rest}"
