"""Probe of the Bot API: whom the token belongs to, what time it is there, and which webhook is set."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp

from bot.telegram_api.aiohttp_client import FAILURES, describe, make_connector
from bot.telegram_api.proxies import Proxy

_TIMEOUT = aiohttp.ClientTimeout(total=20)
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


@dataclass(frozen=True, slots=True)
class SetWebhook:
    """Webhook that is set for the bot.

    Attributes:
        url: its URL; empty for none.
        pending: number of updates that wait at Telegram.
        error: why an update could not be delivered last; None if all could.
        failed_at: when that was, aware; None if all could.
    """

    url: str
    pending: int = 0
    error: str | None = None
    failed_at: dt.datetime | None = None


async def probe(address: str, token: str, proxy: Proxy | None, now: Callable[[], dt.datetime]) -> Probe:
    """Ask the Bot API who the bot is.

    Args:
        address: the API's URL up to the token.
        token: the bot's token.
        proxy: the proxy to Telegram, or None.
        now: the machine's time, aware.
    """
    try:
        status, date, body = await _call(address, token, proxy, "getMe")
    except FAILURES as error:
        return Probe(failure=describe(error))
    return _read(status, body, _measure_skew(date, now()))


async def find_webhook(address: str, token: str, proxy: Proxy | None) -> SetWebhook | None:
    """Ask the Bot API which webhook is set; return None if there is no usable answer. Arguments as for `probe`."""
    try:
        _, _, body = await _call(address, token, proxy, "getWebhookInfo")
        found = json.loads(body)["result"]
        date = found.get("last_error_date")
        failed_at = dt.datetime.fromtimestamp(date, dt.UTC) if date else None
        return SetWebhook(found["url"], found["pending_update_count"], found.get("last_error_message"), failed_at)
    except (*FAILURES, ValueError, LookupError, TypeError):
        return None


async def _call(address: str, token: str, proxy: Proxy | None, method: str) -> tuple[int, str | None, bytes]:
    """Return status, date and body of the answer to a method."""
    url = (address.replace("{token}", token) if "{token}" in address else f"{address}{token}") + f"/{method}"
    async with (
        aiohttp.ClientSession(connector=make_connector(proxy, 1), timeout=_TIMEOUT) as session,
        # Telegram does not redirect, and the token must not go where another server points.
        session.get(url, allow_redirects=False, proxy=proxy.url if proxy and proxy.is_http else None) as response,
    ):
        return response.status, response.headers.get("Date"), await response.read()


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
