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
_TIMEOUT = aiohttp.ClientTimeout(total=60)  # seconds that a bot has to answer


class WebhookSender:
    """Delivers one bot's updates to its webhook, one at a time and in order, until it is cancelled.

    Args:
        account: the bot.
        call: handles a call in the bot's answer, given its method and its arguments.
        now: returns the time of a failure, aware.
        retry_delays: the seconds before each retry of an update; the last delay repeats.
    """

    def __init__(
        self,
        account: Account,
        call: Callable[[str, dict[str, object]], Awaitable[object]],
        now: Callable[[], datetime],
        retry_delays: Sequence[float],
    ) -> None:
        self._account = account
        self._call = call
        self._now = now
        self._retry_delays = retry_delays
        self._failures = 0

    async def run(self) -> None:
        """Deliver updates as long as there is a webhook."""
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as client:
            while hook := self._account.webhook:
                update = await self._account.updates.wait_for_next()
                # setWebhook may have replaced it during the wait.
                if self._account.webhook is hook:
                    await self._deliver(client, hook, update)

    async def _deliver(self, client: aiohttp.ClientSession, hook: Webhook, update: Update) -> None:
        try:
            answer = await _post(client, hook, update)
        except _DeliveryError as error:
            await self._wait_after_failure(hook, str(error))
            return
        self._failures = 0
        self._account.updates.confirm(update)
        await self._run_answer(answer)

    async def _wait_after_failure(self, hook: Webhook, reason: str) -> None:
        hook.failure, hook.failed_at = reason, self._now()
        delay = self._retry_delays[min(self._failures, len(self._retry_delays) - 1)]
        self._failures += 1
        await asyncio.sleep(delay)

    async def _run_answer(self, answer: bytes) -> None:
        try:
            given = from_json(answer) if answer else None
        except ValueError:  # Telegram ignores an answer that is no method call
            return
        if isinstance(given, dict) and isinstance(given.get("method"), str):
            await self._call(given.pop("method"), given)


class _DeliveryError(Exception):
    """An update could not be delivered; the text is Telegram's reason."""


async def _post(client: aiohttp.ClientSession, hook: Webhook, update: Update) -> bytes:
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    try:
        # Telegram follows no redirects, but reports them as a wrong response.
        async with client.post(hook.url, json=update.to_json(), headers=headers, allow_redirects=False) as response:
            if response.status // 100 != HTTPStatus.OK // 100:
                raise _DeliveryError(f"Wrong response from the webhook: {response.status} {response.reason}")
            return await response.read()
    except TimeoutError as error:
        raise _DeliveryError("Read timeout expired") from error
    # A subclass of the next error, so it comes first.
    except aiohttp.ClientConnectorCertificateError as error:
        raise _DeliveryError("SSL error {certificate verify failed}") from error
    except aiohttp.ClientConnectorError as error:
        raise _DeliveryError("Connection refused") from error
    except (aiohttp.ClientError, ValueError) as error:
        raise _DeliveryError("Connection closed") from error
