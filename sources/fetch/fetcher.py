"""Fetching of documents."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sources.fetch.response import Fetched, Validators
from sources.fetch.timeouts import Timeouts

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver

    from sources.fetch.client import Client

USER_AGENT = f"Jogan/{version('jogan')} (+https://github.com/jogan-bot/jogan)"
"""The default User-Agent, which tells the operators of the servers who requests them."""


class Fetcher:
    """Fetches documents of all sources, as an async context manager; one serves the whole process.

    A transient failure is retried, with three attempts in all.

    Args:
        now: returns the current time, aware.
        user_agent: the User-Agent header; `USER_AGENT` by default.
        timeouts: timeouts of one attempt.
        resolver: DNS resolver, closed by the caller; the system's by default.
        sleep: sleeps some seconds between two attempts.
    """

    def __init__(
        self,
        now: Callable[[], dt.datetime],
        *,
        user_agent: str | None = None,
        timeouts: Timeouts | None = None,
        resolver: "AbstractResolver | None" = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._parts = now, user_agent or USER_AGENT, timeouts, resolver, sleep
        self._client: Client | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def fetch(
        self, address: str, *, private: bool = False, validators: Validators | None = None
    ) -> Fetched | None:
        """Fetch a source's document.

        Args:
            address: its http(s) URL.
            private: True if the host of `address` may be in a private network. A redirect to another scheme, host or
                port must lead to the public internet all the same.
            validators: validators of the document that was stored last.

        Returns:
            The document, or None if it has not changed since `validators`.

        Raises:
            ForbiddenAddress: the URL, or the target of a redirect, must not be requested.
            ErrorResponse: the server answered with an error.
            FetchFailed: no usable document was received. No message contains the query of a URL.
        """
        if self._client is None:
            from sources.fetch.client import Client  # noqa: PLC0415 - aiohttp takes a tenth of the bot's start

            self._client = Client(*self._parts)
        return await self._client.fetch(address, private=private, validators=validators)
