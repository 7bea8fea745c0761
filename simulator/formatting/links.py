"""Links as Telegram accepts and normalizes them, and its reasons for rejecting others."""

import re
from functools import lru_cache
from ipaddress import IPv6Address
from typing import NamedTuple

from simulator.formatting.dates import FormattedDate, canonical_format

_LINK = re.compile(r"(?:(?P<scheme>[^:/?#@\[\]]*)://)?(?P<authority>[^/?#]*)(?P<rest>.*)", re.DOTALL)
_APP_LINK = re.compile(r"(?P<app>tg|ton|tonsite):(?://)?(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_PORT = re.compile(r":([^:@\]]*)$")
_HOST = re.compile(r"(?:[A-Za-z0-9.\-_!$,~*'();&+=\x80-\U0010ffff]|%[0-9a-fA-F]{2})+")
_APP_HOST = re.compile(r"[a-z0-9_-]+")
_APP_PARAMETERS = re.compile(r"(?i:tg):(?://)?(?P<host>[^/?#]*)/?\?(?P<query>[^#]*)(?:#.*)?", re.DOTALL)
_IDENTIFIER = re.compile(r"-?[1-9][0-9]{0,18}")
_WRONG_APP_LINK = "Invalid tg://emoji or tg://time URL specified"
_UNESCAPED_BLANK = re.compile(r"[\x00-\x20]")
_MAX_PORT = 65535
# Telegram's ids are signed numbers of 64 bits.
_IDENTIFIER_LIMIT = 2**63
_DATE_LIMIT = 2**31


class _Address(NamedTuple):
    scheme: str
    user: str
    host: str
    port: str
    rest: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.user}{self.host}{self.port}{self.rest}"


def normalize_link(link: str, *, https_only: bool = False, needs_dot: bool = True) -> str:
    """Return a link as Telegram writes it: with a scheme, a lower-case host and a path.

    Args:
        link: an http(s) URL, whose scheme may be left out, or a link that Telegram's apps open, such as `tg://…`.
        https_only: whether only `https://` is allowed.
        needs_dot: whether a host without a dot, such as localhost, is refused.

    Raises:
        ValueError: Telegram rejects the link; the text is Telegram's reason.
    """
    app = _APP_LINK.match(link)
    address = _split(app["rest"] if app else link)
    if https_only and (app or address.scheme != "https"):
        raise ValueError("Only HTTPS links are allowed")
    if app:
        return _app_link(app["app"].lower(), address)
    if needs_dot and "." not in address.host and not address.host.startswith("["):
        raise ValueError("Wrong HTTP URL")
    return str(address)


@lru_cache(maxsize=256)  # a broadcast repeats the same few addresses
def try_normalize_link(link: str) -> str | None:
    """Return the normalized link; None for an invalid one, which a parse mode drops silently."""
    try:
        return normalize_link(link)
    except ValueError:
        return None


def parse_user_id(link: str) -> int | None:
    """Return the user id of `tg://user?id=…`; None for other links."""
    found = _APP_PARAMETERS.fullmatch(link)
    if found is None or found["host"].lower() != "user":
        return None
    identifier = _parameters(found["query"].lower()).get("id", "")
    return int(identifier) if _is_identifier(identifier) and not identifier.startswith("-") else None


def parse_emoji_or_date(link: str) -> str | FormattedDate:
    """Return the id of a custom emoji for `tg://emoji?id=…`, or a date for `tg://time?unix=…&format=…`.

    Raises:
        ValueError: the link is another one; the text is Telegram's reason.
    """
    found = _APP_PARAMETERS.fullmatch(link)
    host, parameters = (found["host"].lower(), _parameters(found["query"])) if found else ("", {})
    try:
        if host == "emoji":
            check_custom_emoji(parameters.get("id", ""))
            return parameters["id"]
        if host == "time" and _is_identifier(time := parameters.get("unix", "")) and 0 < int(time) < _DATE_LIMIT:
            return FormattedDate(int(time), canonical_format(parameters.get("format", "")))
    except ValueError as error:
        raise ValueError(_WRONG_APP_LINK) from error
    raise ValueError(_WRONG_APP_LINK)


def check_custom_emoji(identifier: str) -> None:
    """Check the id of a custom emoji.

    Raises:
        ValueError: the id is no valid number; the text is Telegram's reason.
    """
    if not _is_identifier(identifier):
        raise ValueError("Invalid custom emoji identifier specified")


def _is_identifier(text: str) -> bool:
    return _IDENTIFIER.fullmatch(text) is not None and -_IDENTIFIER_LIMIT <= int(text) < _IDENTIFIER_LIMIT


def _parameters(query: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for parameter in query.split("&"):
        name, _, value = parameter.partition("=")
        found.setdefault(name, value)
    return found


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
    _check_characters(user.replace(":", ""), "userinfo")
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
    else:
        _check_characters(host, "host")


def _check_characters(part: str, name: str) -> None:
    allowed = _HOST.match(part)
    if wrong := part[allowed.end() if allowed else 0 :]:
        reason = "Wrong percent-encoded symbol" if wrong.startswith("%") else "Disallowed character"
        raise ValueError(f"{reason} in URL {name}")


def _app_link(app: str, address: _Address) -> str:
    if address.scheme == "https" or address.user or address.port or address.host.startswith("["):
        raise ValueError(f"Wrong {'tg' if app == 'tg' else 'ton'} URL")
    if not _APP_HOST.fullmatch(address.host.replace(".", "") if app == "tonsite" else address.host):
        raise ValueError("Unallowed characters in URL host")
    # `_split` has put a slash before the query.
    return f"{app}://{address.host}{address.rest[1:] if address.rest.startswith('/?') else address.rest}"
