"""Values of settings, parsed from what an operator has written.

Each parser raises a ValueError that says what is wrong in words; none quotes a secret.
"""

import datetime as dt
import enum
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_Choice = TypeVar("_Choice", bound=enum.StrEnum)

_TRUE = {"1", "on", "t", "true", "y", "yes"}
_FALSE = {"0", "off", "f", "false", "n", "no"}
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)
_API_ADDRESS = re.compile(r"https?://[^/\s]+(?:/\S*)?/bot(?:\{token\}\S*)?")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Nothing that a proxy may write in another way, such as a percent-encoded letter.
_WEBHOOK_PATH = re.compile(r"/[A-Za-z0-9._~/-]*")
_MIN_SECRET_LENGTH = 16
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that is not shown.

    Attributes:
        value: the text.
    """

    value: str = field(repr=False)


class ListenAddress(NamedTuple):
    """Host and port on which a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_listen_address(text: str) -> ListenAddress:
    """Parse ``host:port`` or ``[IPv6 address]:port``.

    Raises:
        ValueError: it is neither.
    """
    refusal = ValueError(f"{text!r} is no host and port; write 127.0.0.1:9464 or [::1]:9464")
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise refusal from None
    if not host or port is None or parts.netloc != text or "@" in text:
        raise refusal
    return ListenAddress(host, port)


def parse_listen_setting(text: str) -> str:
    """Return ``host:port`` in the form of `ListenAddress`."""
    return str(parse_listen_address(text))


def parse_switch(text: str) -> bool:
    """Parse ``on`` or ``off``, ``true`` or ``false``, ``yes`` or ``no``."""
    word = text.lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(f"{text!r} is unknown; write on or off")
    return word in _TRUE


def parse_time(text: str) -> dt.time:
    """Parse a time of day: ``07:00``."""
    try:
        if _TIME.fullmatch(text):
            return dt.time.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"{text!r} is no time; write it as 07:00")


def whole_number(lowest: int, highest: int | None = None) -> Callable[[str], int]:
    """Return a parser of whole numbers between two limits, both included."""

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ValueError(f"{text!r} is no whole number; write one as 3") from None
        check_limits(text, number, lowest, highest)
        return number

    return parse


def number(
    lowest: float | None = None, highest: float | None = None, *, above: float | None = None
) -> Callable[[str], float]:
    """Return a parser of numbers between two limits, both included, or above one."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise ValueError(f"{text!r} is no number; write one as 3 or 2.5")
        if above is not None and value <= above:
            raise ValueError(f"{text!r} is too low; it is more than {above:g}")
        check_limits(text, value, lowest, highest)
        return value

    return parse


def check_limits(written: object, value: float, lowest: float | None, highest: float | None) -> None:
    """Check that a number is between two limits, both included.

    Raises:
        ValueError: it is not.
    """
    if lowest is not None and value < lowest:
        raise ValueError(f"{written!r} is too low; the lowest is {lowest:g}")
    if highest is not None and value > highest:
        raise ValueError(f"{written!r} is too high; the highest is {highest:g}")


def choice(kind: type[_Choice]) -> Callable[[str], _Choice]:
    """Return a parser of the values of an enum."""

    def parse(text: str) -> _Choice:
        try:
            return kind(text)
        except ValueError:
            *others, last = map(repr, map(str, kind))
            raise ValueError(f"{text!r} is unknown; write {', '.join(others)} or {last}") from None

    return parse


def parse_ids(text: str) -> frozenset[int]:
    """Split ``1001, -1002`` at its commas.

    Raises:
        ValueError: some are no numbers; an argument for each.
    """
    written = [one.strip() for one in text.split(",") if one.strip()]
    wrong = [one for one in written if not re.fullmatch(r"[+-]?\d+", one, re.ASCII)]
    if wrong:
        raise ValueError(*(f"{one!r} is no id of Telegram; write ids as 1001,-1002" for one in wrong))
    return frozenset(map(int, written))


def parse_zone(name: str) -> str:
    """Check the name of a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is not a time zone; one is Asia/Seoul") from error
    return name


def parse_api_address(url: str) -> str:
    """Check the address of a Bot API server."""
    # The message does not quote the address, which may hold the token.
    if _API_ADDRESS.fullmatch(url) is None:
        raise ValueError("the address of a Bot API server ends with /bot; Telegram's is https://api.telegram.org/bot")
    return url


def parse_user_agent(text: str) -> str:
    """Check a User-Agent header."""
    if not (text.isascii() and text.isprintable() and text.strip()):
        raise ValueError("a User-Agent is one line of printable ASCII characters")
    return text.strip()


def parse_webhook_url(url: str) -> str:
    """Check the URL of a webhook."""
    refusal = f"{url!r} is no address for a webhook; write one as https://bot.example.org/telegram"
    try:
        parts = urlsplit(url)
        is_bare = parts.port is None or bool(parts.port)
    except ValueError:
        raise ValueError(refusal) from None
    # Only a Bot API server on this machine takes HTTP.
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    rest = parts._replace(scheme="", netloc="").geturl()
    if not (is_bare and is_safe and parts.hostname and "@" not in parts.netloc and _WEBHOOK_PATH.fullmatch(rest)):
        raise ValueError(refusal)
    return url


def parse_webhook_secret(text: str) -> Secret:
    """Check the secret of a webhook."""
    if _WEBHOOK_SECRET.fullmatch(text) is None:
        raise ValueError("a secret of a webhook is 16 to 256 letters, digits, - and _; leave it out for one of its own")
    return Secret(text)


def parse_dashboard_token(text: str) -> Secret:
    """Check the password of the dashboard."""
    if len(text) < _MIN_SECRET_LENGTH:
        raise ValueError(f"the password of the dashboard has at least {_MIN_SECRET_LENGTH} characters")
    return Secret(text)
