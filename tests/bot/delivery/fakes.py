"""Fakes of what delivery depends on: a sender without HTTP, and claims without a database."""

import asyncio
from collections.abc import Callable
from itertools import count

from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.worker_pool import Bulletin
from bot.telegram_api.photo_cache import SentPhoto
from bot.telegram_api.sender import Payload
from storage.ledger.claiming import Claim
from tests.factories import seoul

SEVEN = seoul("2024-05-14T07:00")


def make_claim(delivery_id: int) -> Claim:
    """Return a claim of a chat of its own, whose id is 100 more than the delivery's."""
    return Claim(delivery_id, 100 + delivery_id, 0, SEVEN.date(), SEVEN, "Asia/Seoul")


def make_bulletin(delivery_id: int, text: str = "<b>맑음</b>") -> Bulletin:
    return make_claim(delivery_id), Composed(text)


def make_breaker() -> CircuitBreaker:
    async def ping() -> None:
        raise AssertionError("nothing but a probe pings")

    return CircuitBreaker(ping, lambda: 0.0)


class FakeSender:
    """Sender whose `post` calls wait while `gate` is closed, and fail as `errors` says.

    Attributes:
        rate: messages a second, None for no limit.
        throttled: messages that wait for the limit of their own chats.
        gate: closed to keep messages in flight.
        errors: errors to raise, by chat id; each is raised once.
        on_acquire: called when a message is allowed by the rate limit.
        posted: chat ids in the order in which their messages were sent, failed ones included.
        bodies: request bodies in the same order.
        in_flight: messages between `post` and its return.
    """

    def __init__(self, rate: int | None = None) -> None:
        self.rate = rate
        self.throttled = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.errors: dict[int, Exception] = {}
        self.on_acquire: Callable[[], None] = lambda: None
        self.posted: list[int] = []
        self.bodies: list[bytes] = []
        self.in_flight = 0
        self._message_ids = count(1)

    async def acquire(self, chat_id: int) -> None:
        """Allow every message."""
        assert chat_id
        self.on_acquire()

    async def post(self, payload: Payload, chat_id: int, thread_id: int = 0) -> int:
        """Send a payload as soon as the gate is open."""
        self.posted.append(chat_id)
        self.bodies.append(payload.for_chat(chat_id, thread_id))
        self.in_flight += 1
        try:
            await self.gate.wait()
        finally:
            self.in_flight -= 1
        if error := self.errors.pop(chat_id, None):
            raise error
        return next(self._message_ids)

    async def upload(
        self,
        photo: bytes,
        caption: str,
        to: tuple[int, int],
        *,
        is_html: bool,
        is_paid: bool,
        is_silent: bool,
        keyboard: str | None = None,
    ) -> SentPhoto:
        """Fail: these tests send no pictures."""
        options = is_html, is_paid, is_silent, keyboard
        raise AssertionError(f"unexpected upload of {len(photo)} bytes to {to}: {caption} {options}")


async def until(condition: Callable[[], bool]) -> None:
    """Give other tasks their turns until a condition holds, at most a thousand times."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("the condition never held")
