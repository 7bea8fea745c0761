"""Delivery of updates to webhooks."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from http import HTTPStatus

import aiohttp
from pydantic_core import from_json

from simulator.world.accounts import Account, Webhook
from simulator.world.update_queue import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_PATIENCE = aiohttp.ClientTimeout(total=60)  # seconds that a bot has to answer


class Courier:
    """Delivers one bot's updates to its webhook, one at a time and in order, until it is cancelled.

    Args:
        account: the bot.
        call: handles a call in the bot's answer, given its method and its arguments.
        now: returns the time of a failure, aware.
        pauses: the seconds before each retry of an update; the last pause repeats.
    """

    def __init__(
        self,
        account: Account,
        call: Callable[[str, dict[str, object]], Awaitable[object]],
        now: Callable[[], datetime],
        pauses: Sequence[float],
    ) -> None:
        self._account = account
        self._call = call
        self._now = now
        self._pauses = pauses
        self._failures = 0

    async def run(self) -> None:
        """Deliver updates as long as there is a webhook."""
        async with aiohttp.ClientSession(timeout=_PATIENCE) as client:
            while hook := self._account.webhook:
                update = await self._account.updates.next()
                if self._account.webhook is hook:
                    await self._bring(client, hook, update)

    async def _bring(self, client: aiohttp.ClientSession, hook: Webhook, update: Update) -> None:
        try:
            answer = await _post(client, hook, update)
        except _FailedError as error:
            await self._pause(hook, str(error))
            return
        self._failures = 0
        self._account.updates.confirm(update)
        await self._obey(answer)

    async def _pause(self, hook: Webhook, reason: str) -> None:
        hook.failure, hook.failed_at = reason, self._now()
        pause = self._pauses[min(self._failures, len(self._pauses) - 1)]
        self._failures += 1
        await asyncio.sleep(pause)

    async def _obey(self, answer: bytes) -> None:
        try:
            given = from_json(answer) if answer else None
        except ValueError:  # whatever else a bot says is its own affair, as with Telegram
            return
        if isinstance(given, dict) and isinstance(given.get("method"), str):
            await self._call(given.pop("method"), given)


class _FailedError(Exception):
    """An update could not be delivered; the text is Telegram's reason."""


async def _post(client: aiohttp.ClientSession, hook: Webhook, update: Update) -> bytes:
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    try:
        async with client.post(hook.url, json=update.to_json(), headers=headers, allow_redirects=False) as response:
            if response.status // 100 != HTTPStatus.OK // 100:
                raise _FailedError(f"Wrong response from the webhook: {response.status} {response.reason}")
            return await response.read()
    except TimeoutError as error:
        raise _FailedError("Read timeout expired") from error
    except aiohttp.ClientConnectorCertificateError as error:
        raise _FailedError("SSL error {certificate verify failed}") from error
    except aiohttp.ClientConnectorError as error:
        raise _FailedError("Connection refused") from error
    except (aiohttp.ClientError, ValueError) as error:
        raise _FailedError("Connection closed") from error
