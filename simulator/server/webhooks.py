"""Delivery of updates to webhooks."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any

import aiohttp
from pydantic_core import from_json

from simulator.world.accounts import Account, Webhook
from simulator.world.update_queue import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_TIMEOUT = aiohttp.ClientTimeout(total=60)  # seconds that a bot has to answer


class WebhookSender:
    """Delivers one bot's updates to its webhook until it is cancelled or the webhook is removed.

    Up to `max_connections` updates are on their way at a time, but only one of a chat's messages, or of a person's
    queries: the next follows when the bot has taken it.

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
        self._updates = account.updates
        self._call = call
        self._now = now
        self._retry_delays = retry_delays
        self._deliveries: set[asyncio.Task[None]] = set()
        self._busy_lanes: set[tuple[str, object]] = set()
        self._connections = 0
        self._tls: ssl.SSLContext | bool = True

    async def run(self) -> None:
        """Deliver updates as long as there is a webhook."""
        last: Webhook | None = None
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as client, asyncio.TaskGroup() as tasks:
            while hook := self._account.webhook:
                if hook is not last:
                    last, self._tls = hook, _make_tls(hook)
                    self._cancel_deliveries()
                # Looked for only if it can be sent: thousands may be waiting.
                update = None if self._is_full(hook) else self._updates.first(self._is_ready)
                if update is None:
                    await self._updates.wait_for_change()
                    continue
                self._start(tasks, self._deliver(client, update), update)
                # Lets the delivery take its connection.
                await asyncio.sleep(0)
            self._cancel_deliveries()

    def _start(self, tasks: asyncio.TaskGroup, delivery: Coroutine[Any, Any, None], update: Update) -> None:
        self._busy_lanes.add(update.lane)
        task = tasks.create_task(delivery)
        self._deliveries.add(task)
        task.add_done_callback(self._deliveries.discard)

    def _cancel_deliveries(self) -> None:
        # They would wait for their next try at a webhook that was replaced or removed.
        for task in self._deliveries:
            task.cancel()

    def _is_full(self, hook: Webhook) -> bool:
        return self._connections >= hook.max_connections

    def _is_ready(self, update: Update) -> bool:
        return update.lane not in self._busy_lanes

    async def _deliver(self, client: aiohttp.ClientSession, update: Update) -> None:
        try:
            await self._run_answer(await self._deliver_until_taken(client, update))
        finally:
            self._busy_lanes.remove(update.lane)
            self._updates.wake()

    async def _deliver_until_taken(self, client: aiohttp.ClientSession, update: Update) -> bytes:
        failures = 0
        # setWebhook may replace the webhook between two tries, and drop the update.
        while (hook := self._account.webhook) and self._updates.holds(update):
            try:
                async with self._connection(hook):
                    answer = await _post(client, hook, update, self._tls)
            except _DeliveryError as error:
                hook.failure, hook.failed_at = str(error), self._now()
                await asyncio.sleep(self._retry_delays[min(failures, len(self._retry_delays) - 1)])
                failures += 1
                continue
            self._updates.confirm(update)
            return answer
        return b""

    @asynccontextmanager
    async def _connection(self, hook: Webhook) -> AsyncIterator[None]:
        while self._is_full(hook):
            await self._updates.wait_for_change()
        self._connections += 1
        try:
            yield
        finally:
            self._connections -= 1
            self._updates.wake()

    async def _run_answer(self, answer: bytes) -> None:
        try:
            given = from_json(answer) if answer else None
        except ValueError:  # Telegram ignores an answer that is no method call
            return
        if isinstance(given, dict) and isinstance(given.get("method"), str) and not _is_barred(given["method"]):
            await self._call(given.pop("method"), given)


def _is_barred(method: str) -> bool:
    # Nobody would read the result of a getter, and the others would pull the rug from under the webhook.
    return method.lower().startswith("get") or method.lower() in {"setwebhook", "deletewebhook", "close", "logout"}


class _DeliveryError(Exception):
    """An update could not be delivered; the text is Telegram's reason."""


def _make_tls(hook: Webhook) -> ssl.SSLContext | bool:
    """Return how to verify the server's certificate: by the one that the bot has uploaded, else as usual."""
    if not hook.certificate:
        return True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=hook.certificate.decode())
    return context


async def _post(client: aiohttp.ClientSession, hook: Webhook, update: Update, tls: ssl.SSLContext | bool) -> bytes:
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    try:
        # Telegram follows no redirects, but reports them as a wrong response.
        async with client.post(
            hook.url, json=update.to_json(), headers=headers, allow_redirects=False, ssl=tls
        ) as response:
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
