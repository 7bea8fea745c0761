"""HTTP server of the webhook: takes the updates that Telegram posts (docs/decisions/049).

A request without the secret is refused before its body is read. What is accepted counts as confirmed.
"""

import asyncio
import hmac
import json
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Protocol

from aiohttp import web
from telegram import Update
from telegram.error import NetworkError

from bot.inbound.parsing import UpdateParser, get_id
from bot.inbound.polling import Receiver
from storage.errors import StorageError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

# Telegram's longest message with all that it may quote has less than a tenth of it.
MAX_BODY = 1024 * 1024
"""Most bytes of an update."""

# Behind it updates wait at Telegram, for a day, and not in the memory of this process.
MAX_WAITING = 2000
"""Updates of all chats that may wait; more are refused for now."""

RETRY_AFTER = 5
"""Seconds after which Telegram should try a refused update again."""

_BODY_SECONDS = 20.0
"""Seconds within which a body must have arrived."""

_REMEMBERED = 1000
"""Ids of the last updates, to recognize one that Telegram repeats because it got no answer."""


class Router(Protocol):
    """Knows which of several processes handles a chat's updates."""

    async def route(self, update_id: int, chat_id: int, body: str) -> bool:
        """Store an update for another process; return False if this one handles it.

        Raises:
            StorageError: the database failed.
        """


class Inbox:
    """Takes updates, each once.

    Args:
        parser: the parser.
        receiver: takes those that can be read.
        count_waiting: counts the updates that wait to be handled.

    Attributes:
        parser: reads the updates.
        received: number of the updates that were taken.
        router: knows which process handles a chat's updates; None if this one does for all.
    """

    def __init__(self, parser: UpdateParser, receiver: Receiver, count_waiting: Callable[[], int]) -> None:
        self.received = 0
        self.router: Router | None = None
        self.parser = parser
        self._receiver = receiver
        self._count_waiting = count_waiting
        self._last_ids: deque[int] = deque(maxlen=_REMEMBERED)
        self._backlog = 0

    def expect_backlog(self, number: int) -> None:
        """Take so many of the next updates as some that may have waited for the bot."""
        self._backlog = number
        if not number:
            self._receiver.caught_up()

    async def take(self, body: bytes) -> bool:
        """Take an update, whatever it is; return False if there is no room for it now, or it cannot be handed on.

        Args:
            body: the update as JSON.
        """
        if self._count_waiting() >= MAX_WAITING:
            return False
        self.received += 1
        raw = _decode(body)
        number = get_id(raw)
        if number is not None and number in self._last_ids:
            return True
        update = self.parser.parse(raw)
        try:
            if update is not None and self.router is not None and await _hand_on(self.router, update, body):
                return True
        except StorageError:
            return False
        # Not before: what could not be handed on comes again.
        if update is not None and self._is_first(number):
            self._receiver.receive(update, is_backlog=self._backlog > 0)
        if self._backlog:
            self.expect_backlog(self._backlog - 1)
        return True

    def receive(self, body: str) -> None:
        """Take an update that another process has handed on."""
        raw = _decode(body)
        if self._is_first(get_id(raw)) and (update := self.parser.parse(raw)):
            self._receiver.receive(update, is_backlog=False)

    def _is_first(self, number: int | None) -> bool:
        """Remember an update, and return whether it came for the first time."""
        if number is None:
            return True
        is_first = number not in self._last_ids
        self._last_ids.append(number)
        return is_first


async def _hand_on(router: Router, update: Update, body: bytes) -> bool:
    """Hand an update on; return False if this process handles it."""
    # An answer to a button and to an inline query has to leave at once.
    if update.callback_query is not None or update.effective_chat is None:
        return False
    return await router.route(update.update_id, update.effective_chat.id, body.decode())


def make_app(path: str, secret: str, inbox: Inbox, require_right: Callable[[], Awaitable[None]]) -> web.Application:
    """Return the application with the webhook.

    Args:
        path: path of the webhook's URL.
        secret: with which Telegram identifies itself.
        inbox: takes the updates.
        require_right: raises NetworkError if this process may not act for the bot any more.
    """

    async def post(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, secret.encode()):
            raise web.HTTPForbidden
        body = await _read(request)
        try:
            await require_right()
        except NetworkError:
            return _refuse_for_now()
        return web.Response() if await inbox.take(body) else _refuse_for_now()

    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post(path, post)
    return app


async def _read(request: web.Request) -> bytes:
    """Return the body; an empty one instead of one that is too long, which must not come again."""
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        return b""
    except (TimeoutError, ConnectionError, web.RequestPayloadError):
        raise web.HTTPBadRequest from None


def _refuse_for_now() -> web.Response:
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER)})


def _decode(body: bytes | str) -> object:
    """Return JSON as objects; None for anything else, which the parser skips."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
