"""Worker pool of a broadcast: each worker sends one bulletin at a time."""

import asyncio
import logging
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeAlias, TypedDict

from markupsafe import Markup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import Outcome
from bot.errors import DrawingFailed
from bot.rendering.layout import plain_text
from bot.telegram_api.api_errors import ErrorClass, Reaction, classify
from bot.telegram_api.photo_cache import SentPhoto
from bot.telegram_api.rate_limiter import LanePaused, is_private
from bot.telegram_api.sender import Payload, encode_edit, encode_photo
from bot.telegram_api.transport import MAX_CONCURRENT_BULLETINS, Superseded
from storage.ledger.claiming import Claim
from storage.ledger.sent_texts import SentText
from storage.reasons import FailureReason

# Enough for 30 messages a second (docs/decisions/004).
MIN_WORKERS = 8
_HEADROOM = 1.5  # factor over the workers that the rate needs at the measured latency
_LATENCY_WEIGHT = 0.1  # of the newest request in the moving average
_log = logging.getLogger(__name__)

Bulletin: TypeAlias = tuple[Claim, Composed]
"""A claim and what is sent for it."""


class BulletinSender(Protocol):
    """The part of `bot.telegram_api.sender.MessageSender` that delivery uses."""

    @property
    def rate(self) -> int | None:
        """Most messages a second; None for no limit."""

    @property
    def throttled(self) -> int:
        """Number of messages that wait for the limit of their own chats."""

    async def acquire(self, chat_id: int) -> None:
        """Wait until a message to a chat is allowed.

        Raises:
            LanePaused: Telegram wants no bulletins for now.
            RetryAfter: Telegram wants no message to this chat for now.
        """

    async def post(self, payload: Payload, chat_id: int, thread_id: int = 0) -> int:
        """Send a payload and return the id of the message."""

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
        """Upload a photo to a chat and a topic of it."""


class _SendOptions(TypedDict):
    is_html: bool
    is_paid: bool
    is_silent: bool
    keyboard: str | None


class _SendingPaused(Exception):
    """The bulletin was not sent, because the circuit breaker has opened meanwhile."""


class WorkerPool:
    """Pool that starts with few workers and adds one with each success, up to what the rate limit can use.

    Args:
        sender: sends the bulletins.
        breaker: decides whether bulletins may be sent.
        wakeup: set when the owner may have something to do: an outcome to write, or room for more bulletins.
        low_water: queued bulletins up to which there is room for more.
        is_paid: whether Telegram may charge for bulletins.

    Attributes:
        failure: unexpected error that ended a worker, or None.
    """

    # A small start limits the cost of an outage at 07:00 to a handful of bulletins with an unknown outcome. A worker
    # that waits for the rate limit holds a marked bulletin, whose outcome a kill would make unknown, so there are no
    # more than the rate can use; but one more for each that waits for a throttled chat, so that other chats do not.

    def __init__(
        self,
        sender: BulletinSender,
        breaker: CircuitBreaker,
        wakeup: asyncio.Event,
        low_water: int,
        *,
        is_paid: bool = False,
    ) -> None:
        self.failure: BaseException | None = None
        self._sender = sender
        self._breaker = breaker
        self._wakeup = wakeup
        self._low_water = low_water
        self._is_paid = is_paid
        self._now = asyncio.get_running_loop().time
        self._latency = 0.0
        # Not `asyncio.Queue`, which takes a tenth of the Python code that a bulletin needs here.
        self._queue: deque[Bulletin] = deque()
        self._waiters: deque[asyncio.Future[None]] = deque()
        self._outcomes: list[Outcome] = []
        self._unsent: list[Bulletin] = []
        self._busy = 0
        self._workers: list[asyncio.Task[None]] = []
        for _ in range(MIN_WORKERS):
            self._spawn()

    @property
    def size(self) -> int:
        """Number of workers."""
        return len(self._workers)

    @property
    def is_idle(self) -> bool:
        """True if no bulletin is queued, in flight, or unsent and not yet taken back."""
        return not (self._busy or self._unsent or self._queue)

    @property
    def has_room(self) -> bool:
        """True if more bulletins should be queued."""
        return len(self._queue) <= self._low_water

    def send(self, bulletins: Sequence[Bulletin]) -> None:
        """Queue bulletins; they must be marked as `sending` in the ledger."""
        self._queue.extend(bulletins)
        for _ in range(min(len(self._waiters), len(bulletins))):
            self._waiters.popleft().set_result(None)

    def grow(self) -> None:
        """Add a worker for each one that waits for a throttled chat, while bulletins are queued."""
        target = min(MAX_CONCURRENT_BULLETINS, MIN_WORKERS + self._sender.throttled)
        while self._queue and len(self._workers) < target:
            self._spawn()

    def take_unsent(self) -> list[Bulletin]:
        """Remove and return the bulletins that were not sent; all queued ones while sending is not allowed."""
        unsent, self._unsent = self._unsent, []
        if not self._can_send:
            unsent += self._queue
            self._queue.clear()
        return unsent

    @property
    def has_outcomes(self) -> bool:
        """True if there are outcomes to write."""
        return bool(self._outcomes)

    def take_outcomes(self) -> list[Outcome]:
        """Remove and return the outcomes; the caller writes them or puts them back."""
        outcomes, self._outcomes = self._outcomes, []
        return outcomes

    def put_back_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Put back outcomes that could not be written, before those that have come since."""
        self._outcomes[:0] = outcomes

    async def stop(self) -> None:
        """Cancel the workers and wait for their end."""
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    @property
    def _can_send(self) -> bool:
        return self.failure is None and self._breaker.allows_sending

    def _spawn(self) -> None:
        worker = asyncio.create_task(self._work())
        worker.add_done_callback(self._note_end)
        self._workers.append(worker)

    def _note_end(self, worker: asyncio.Task[None]) -> None:
        if not worker.cancelled():
            self.failure = worker.exception()
            self._wakeup.set()

    async def _work(self) -> None:
        while True:
            while not self._queue:
                await self._wait()
            bulletin = self._queue.popleft()
            self._busy += 1
            try:
                outcome = await self._deliver(*bulletin)
            except Exception as error:
                # The error ends the broadcast and is logged there. The ledger has to know that the bulletin may have
                # arrived, or the next start would send it again.
                error_class = ErrorClass(Reaction.UNKNOWN, FailureReason.INTERNAL_ERROR, type(error).__name__)
                self._outcomes.append(Outcome(bulletin[0], error_class=error_class))
                raise
            finally:
                self._busy -= 1
            if outcome is None:
                self._unsent.append(bulletin)
            else:
                self._record(outcome)
            if self.has_room or not self._busy:
                self._wakeup.set()

    async def _wait(self) -> None:
        """Wait until bulletins have been queued."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await waiter

    def _record(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        self._breaker.record(outcome.error_class)
        if self._queue and outcome.error_class is None and len(self._workers) < self._target_size:
            self._spawn()

    @property
    def _target_size(self) -> int:
        """Number of workers that use the whole rate at the measured latency (Little's law), with some headroom."""
        if self._sender.rate is None:
            return MAX_CONCURRENT_BULLETINS
        in_flight = math.ceil(_HEADROOM * self._sender.rate * self._latency)
        return min(MAX_CONCURRENT_BULLETINS, max(MIN_WORKERS, in_flight) + self._sender.throttled)

    async def _deliver(self, claim: Claim, composed: Composed) -> Outcome | None:
        """Send a bulletin and return its outcome; None if it was not sent because sending is not allowed."""
        try:
            return await self._send(claim, composed)
        except (_SendingPaused, LanePaused, Superseded):
            return None
        except TelegramError as error:
            error_class = classify(error, claim.attempts)
        if error_class.reaction is Reaction.NO_TOPIC and claim.thread_id and is_private(claim.chat_id):
            return await self._deliver_without_topic(claim, composed, error_class)
        return Outcome(claim, error_class=error_class)

    async def _deliver_without_topic(self, claim: Claim, composed: Composed, lost: ErrorClass) -> Outcome | None:
        outcome = await self._deliver(replace(claim, thread_id=0), composed)
        return outcome and replace(outcome, claim=claim, lost_topic=lost)

    async def _send(self, claim: Claim, composed: Composed) -> Outcome:
        """Send a bulletin; if its markup or its picture is rejected, send it again without."""
        try:
            message_id = await self._send_once(claim, composed)
            text = SentText(composed.text, composed.keyboard) if composed.is_html else None
            return Outcome(claim, message_id=message_id, text=text)
        except DrawingFailed as error:
            _log.error("Sending a bulletin without its map: %s", error)
            simpler = replace(composed, picture=None)
        except (BadRequest, Forbidden) as error:
            fallback = _simplify(composed, classify(error, claim.attempts).reaction)
            if fallback is None:
                raise
            simpler = fallback
        return await self._send(claim, simpler)

    async def _send_once(self, claim: Claim, composed: Composed) -> int:
        # Before anything else: during the upload of a picture, those who need the same one wait.
        await self._sender.acquire(claim.chat_id)
        if composed.edited:
            edit = encode_edit(composed.text, composed.edited, is_html=composed.is_html, keyboard=composed.keyboard)
            return await self._post(claim, edit)
        if composed.picture is None:
            return await self._post(claim, composed.encode(is_paid=self._is_paid, is_silent=claim.silent))
        options = _SendOptions(
            is_html=composed.is_html, is_paid=self._is_paid, is_silent=claim.silent, keyboard=composed.keyboard
        )

        async def send(photo: str | bytes) -> SentPhoto:
            if isinstance(photo, str):
                return SentPhoto(await self._post(claim, encode_photo(photo, composed.text, **options)))
            self._raise_if_paused()
            return await self._sender.upload(photo, composed.text, (claim.chat_id, claim.thread_id), **options)

        return (await composed.picture.send(send)).message_id

    async def _post(self, claim: Claim, payload: Payload) -> int:
        self._raise_if_paused()
        begin = self._now()
        message_id = await self._sender.post(payload, claim.chat_id, claim.thread_id)
        self._latency += (self._now() - begin - self._latency) * _LATENCY_WEIGHT
        return message_id

    def _raise_if_paused(self) -> None:
        # The breaker may have opened during the wait for the rate limit, which can take seconds.
        if not self._can_send:
            raise _SendingPaused


def _simplify(composed: Composed, reaction: Reaction) -> Composed | None:
    """Return the bulletin without what Telegram rejected, or None if there is nothing to leave out."""
    if reaction is Reaction.PLAIN and composed.is_html:
        return replace(composed, text=plain_text(Markup(composed.text)), is_html=False)  # noqa: S704 - HTML already
    # A group that forbids photos may allow text.
    if reaction in {Reaction.FAILED, Reaction.NO_WRITING} and composed.picture is not None:
        return replace(composed, picture=None)
    return None
