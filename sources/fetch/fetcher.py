"""Asking a source for its document: politely, within bounds, and nowhere it must not go."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_random_exponential
from yarl import URL

from sources.errors import FetchFailed
from sources.fetch.addresses import checked, told
from sources.fetch.answers import Fetched, Validators, read_answer
from sources.fetch.connections import Patience, open_session
from sources.fetch.trouble import TROUBLE, explain

PROJECT = "https://github.com/jogan-bot/jogan"
"""Where somebody whose server is asked finds out by whom."""

MOST_REDIRECTS = 5
_ATTEMPTS = 3
_LONGEST_PAUSE = dt.timedelta(minutes=1)
"""Who asks for more is left alone until the source's next turn."""

_jittered = wait_random_exponential(multiplier=2, min=1, max=_LONGEST_PAUSE)


class Fetcher:
    """The one way to the sources' servers, as an async context manager; one serves the whole process.

    Each address is asked up to three times where the failure may pass by itself. Redirects are followed here, so that
    every hop is checked.

    Args:
        now: tells the time, aware.
        project: the address of the project, for the User-Agent.
        patience: how long one attempt may take.
        resolver: looks up names; the system's by default. Who gives one closes it.
        sleep: waits some seconds between two attempts.
    """

    def __init__(
        self,
        now: Callable[[], dt.datetime],
        *,
        project: str = PROJECT,
        patience: Patience | None = None,
        resolver: AbstractResolver | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._user_agent = f"Jogan/{version('jogan')} (+{project})"
        self._patience = patience or Patience()
        self._resolver = resolver
        self._sleep = sleep
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._public = await self._stack.enter_async_context(self._session(private=False))
        self._private = await self._stack.enter_async_context(self._session(private=True))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def _session(self, *, private: bool) -> aiohttp.ClientSession:
        return open_session(self._user_agent, self._patience, private=private, resolver=self._resolver)

    async def fetch(
        self, address: str, *, private: bool = False, validators: Validators | None = None
    ) -> Fetched | None:
        """Get a source's document.

        Args:
            address: where it is, http or https.
            private: whether the operator allows this source to be in a private network. That holds for the host in the
                address; a redirect to another one has to lead to the public internet.
            validators: what came with the document that is already there.

        Returns:
            The document, or None where it has not changed since the one that `validators` came with.

        Raises:
            ForbiddenAddress: the address, or one to which it redirects, may not be asked.
            ErrorAnswer: the source answers with an error.
            FetchFailed: nothing usable was got. No message carries the query of an address.
        """
        attempts = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_attempt(_ATTEMPTS),
            wait=_pause,
            retry=retry_if_exception(_is_worth_another_attempt),
            reraise=True,
        )
        return await attempts(self._attempt, checked(address), private, validators or Validators())

    async def _attempt(self, first: URL, private: bool, validators: Validators) -> Fetched | None:
        deadline = asyncio.get_running_loop().time() + self._patience.answer
        url = first
        for _ in range(1 + MOST_REDIRECTS):
            session = self._private if private and url.host == first.host else self._public
            answer = await self._ask(session, url, validators, deadline)
            if not isinstance(answer, URL):
                return answer
            url = answer
        failure = FetchFailed(f"there are more than {MOST_REDIRECTS} redirects")
        failure.address = told(first)
        raise failure

    async def _ask(
        self, session: aiohttp.ClientSession, url: URL, validators: Validators, deadline: float
    ) -> Fetched | URL | None:
        try:
            async with (
                asyncio.timeout_at(deadline),
                session.get(url, headers=validators.as_conditions(), allow_redirects=False) as response,
            ):
                return await read_answer(response, validators, self._now())
        except FetchFailed as error:
            failure = error
        except TROUBLE as error:
            failure = explain(error)
        # Out of reach of the other errors, so that a traceback does not show them: they quote the whole address.
        failure.address = told(url)
        raise failure


def _is_worth_another_attempt(error: BaseException) -> bool:
    if not isinstance(error, FetchFailed) or not error.passing:
        return False
    return error.wait is None or error.wait <= _LONGEST_PAUSE


def _pause(state: RetryCallState) -> float:
    """Seconds until the next attempt: what the source asks for, and a while that differs from attempt to attempt."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, FetchFailed) else None
    return _jittered(state) + (asked or dt.timedelta(0)).total_seconds()
