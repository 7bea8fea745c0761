"""Probe of the Bot API: whom the token belongs to, and what time it is there."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.telegram_api.proxies import Proxy, make_connector

_TIMEOUT = aiohttp.ClientTimeout(total=20)
_FAILURES = (aiohttp.ClientError, ProxyConnectionError, ProxyError, ProxyTimeoutError, OSError, TimeoutError)
_REJECTED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
"""Answers to a token that is not one of this server's: Telegram sends 404 for one that does not look like a token."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Answer of the Bot API to getMe.

    Attributes:
        username: the bot's username; None if there was no such answer.
        is_rejected: True if the Bot API does not know the token.
        failure: why there was no usable answer, without the token; None if there was one.
        skew: how far the machine's clock is ahead of the server's; None if the server told no time.
    """

    username: str | None = None
    is_rejected: bool = False
    failure: str | None = None
    skew: dt.timedelta | None = None


async def probe(address: str, token: str, proxy: Proxy | None, now: Callable[[], dt.datetime]) -> Probe:
    """Ask the Bot API who the bot is.

    Args:
        address: the API's URL up to the token.
        token: the bot's token.
        proxy: the proxy to Telegram, or None.
        now: the machine's time, aware.
    """
    url = (address.replace("{token}", token) if "{token}" in address else f"{address}{token}") + "/getMe"
    try:
        async with (
            aiohttp.ClientSession(connector=make_connector(proxy, 1), timeout=_TIMEOUT) as session,
            # Telegram does not redirect, and the token must not go where another server points.
            session.get(url, allow_redirects=False, proxy=proxy.url if proxy and proxy.is_http else None) as response,
        ):
            at, body = now(), await response.read()
            return _read(response.status, body, _measure_skew(response.headers.get("Date"), at))
    except _FAILURES as error:
        # The type alone: aiohttp's words quote the URL, and the token in it.
        return Probe(failure=type(error).__name__)


def _read(status: int, body: bytes, skew: dt.timedelta | None) -> Probe:
    if status in _REJECTED:
        return Probe(is_rejected=True, skew=skew)
    try:
        return Probe(str(json.loads(body)["result"]["username"]), skew=skew)
    except (ValueError, KeyError, TypeError):
        return Probe(failure=f"status {status}", skew=skew)


def _measure_skew(date: str | None, at: dt.datetime) -> dt.timedelta | None:
    try:
        there = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    # HTTP's dates are in GMT, but one may be written without it.
    return at - (there if there.tzinfo else there.replace(tzinfo=dt.UTC))
