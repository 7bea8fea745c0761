"""Who sends the bulletins of a wave: workers, each with one request on its way."""

import asyncio
import logging
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from markupsafe import Markup
from telegram.error import BadRequest, TelegramError

from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import Outcome
from bot.errors import CannotDraw
from bot.rendering.layout import plain_text
from bot.telegram_api.api_errors import ErrorClass, Reaction, classify
from bot.telegram_api.photo_cache import Shown
from bot.telegram_api.sender import MessageSender, Payload, encoded, encoded_photo
from bot.telegram_api.transport import MAX_CONCURRENT_BULLETINS
from storage.ledger.claiming import Claim

_FIRST = 8
_AMPLE = 1.5
_WEIGHT = 0.1  # of the newest answer in what an answer is known to take
_log = logging.getLogger(__name__)

Bulletin = tuple[Claim, Composed]
"""A claim, and what is sent for it."""


class _SendOptions(TypedDict):
    """How a bulletin is sent."""

    is_html: bool
    is_paid: bool
    is_silent: bool


class _SendingPaused(Exception):
    """A bulletin does not leave, because none may now."""


class WorkerPool:
    """Workers: a few at first, and one more with each success, so that an outage at seven costs a handful of bulletins.

    There are no more of them than the rate takes, because who waits for a turn holds a bulletin that will be unknown
    if the process is killed; but one more for each who waits for a busy chat, so that it keeps no other chat back.

    Args:
        sender: speaks to Telegram.
        breaker: whether bulletins may leave.
        stirred: set when a result has come after which there may be something to do.
        low: how few bulletins may wait for a worker until that is so.
        is_paid: whether Telegram may charge for bulletins.

    Attributes:
        failure: what a worker could not go on after, or None.
    """

    def __init__(
        self, sender: MessageSender, breaker: CircuitBreaker, stirred: asyncio.Event, low: int, *, is_paid: bool = False
    ) -> None:
        self._results: list[Outcome] = []
        self.failure: BaseException | None = None
        self._sender = sender
        self._breaker = breaker
        self._stirred = stirred
        self._low = low
        self._is_paid = is_paid
        self._now = asyncio.get_running_loop().time
        self._latency = 0.0
        self._waiting: asyncio.Queue[Bulletin] = asyncio.Queue()
        self._unsent: list[Bulletin] = []
        self._busy = 0
        self._workers: list[asyncio.Task[None]] = []
        for _ in range(_FIRST):
            self._spawn()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way, waits for a worker, or is to be taken back."""
        return not (self._busy or self._unsent) and self._waiting.empty()

    @property
    def has_room(self) -> bool:
        """Whether few bulletins wait for a worker."""
        return self._waiting.qsize() <= self._low

    def send(self, bulletins: Sequence[Bulletin]) -> None:
        """Let bulletins be sent."""
        for bulletin in bulletins:
            self._waiting.put_nowait(bulletin)

    def grow(self) -> None:
        """Add a worker for each one that is held up by a busy chat, while bulletins wait."""
        most = min(MAX_CONCURRENT_BULLETINS, _FIRST + self._sender.held)
        while not self._waiting.empty() and len(self._workers) < most:
            self._spawn()

    def take_unsent(self) -> list[Bulletin]:
        """What has not left and, as long as nothing may leave, will not."""
        unsent, self._unsent = self._unsent, []
        if not self._can_send:
            unsent += [self._waiting.get_nowait() for _ in range(self._waiting.qsize())]
        return unsent

    @property
    def has_results(self) -> bool:
        """Return whether there are results to write."""
        return bool(self._results)

    def take_results(self) -> list[Outcome]:
        """Return the results since the last call; the caller writes them or puts them back."""
        results, self._results = self._results, []
        return results

    def put_back_results(self, results: Sequence[Outcome]) -> None:
        """Keep results that could not be written, before those that have come since."""
        self._results[:0] = results

    async def stop(self) -> None:
        """End the workers."""
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
            self._stirred.set()

    async def _work(self) -> None:
        """Send what waits, one after the other."""
        while True:
            bulletin = await self._waiting.get()
            self._busy += 1
            try:
                result = await self._deliver(*bulletin)
            except Exception as error:
                # Who ends tells why; the ledger only has to know that this one may have arrived.
                self._results.append(
                    Outcome(bulletin[0], error_class=ErrorClass(Reaction.UNKNOWN, type(error).__name__))
                )
                raise
            finally:
                self._busy -= 1
            if result is None:
                self._unsent.append(bulletin)
            else:
                self._note(result)
            if self.has_room or not self._busy:
                self._stirred.set()

    def _note(self, result: Outcome) -> None:
        self._results.append(result)
        self._breaker.note(result.error_class)
        if result.error_class is None and len(self._workers) < self._wanted and not self._waiting.empty():
            self._spawn()

    @property
    def _wanted(self) -> int:
        """How many workers use the rate: as many as are on their way at once, and some more that come in time."""
        if self._sender.rate is None:
            return MAX_CONCURRENT_BULLETINS
        on_their_way = math.ceil(_AMPLE * self._sender.rate * self._latency)
        return min(MAX_CONCURRENT_BULLETINS, max(_FIRST, on_their_way) + self._sender.held)

    async def _deliver(self, claim: Claim, composed: Composed) -> Outcome | None:
        """What came of a bulletin; None where it did not leave."""
        try:
            message_id = await self._post(claim, composed)
        except _SendingPaused:
            return None
        except TelegramError as error:
            return Outcome(claim, error_class=classify(error, claim.attempts))
        return Outcome(claim, message_id=message_id)

    async def _post(self, claim: Claim, composed: Composed) -> int:
        """Send it; where its markup or its picture cannot be sent, once more without."""
        try:
            return await self._send(claim, composed)
        except CannotDraw as error:
            _log.error("A bulletin goes without its map: %s", error)
            plainer = replace(composed, picture=None)
        except BadRequest as error:
            refused = _plainer(composed, classify(error, claim.attempts).meaning)
            if refused is None:
                raise
            plainer = refused
        return await self._post(claim, plainer)

    async def _send(self, claim: Claim, composed: Composed) -> int:
        how = _SendOptions(is_html=composed.is_html, is_paid=self._is_paid, is_silent=claim.silent)
        if composed.picture is None:
            return await self._post_to(claim, encoded(composed.text, **how))

        async def show(photo: str | bytes) -> Shown:
            if isinstance(photo, str):
                return Shown(await self._post_to(claim, encoded_photo(photo, composed.text, **how)))
            if not self._can_send:
                raise _SendingPaused
            return await self._sender.upload(photo, composed.text, (claim.chat_id, claim.thread_id), **how)

        return (await composed.picture.show(show)).message_id

    async def _post_to(self, claim: Claim, content: Payload) -> int:
        await self._sender.turn(claim.chat_id)
        if not self._can_send:
            raise _SendingPaused
        begin = self._now()
        message_id = await self._sender.post(content, claim.chat_id, claim.thread_id)
        self._latency += (self._now() - begin - self._latency) * _WEIGHT
        return message_id


def _plainer(composed: Composed, meaning: Reaction) -> Composed | None:
    """What is sent in the place of something refused, or None."""
    if meaning is Reaction.PLAIN and composed.is_html:
        return replace(composed, text=plain_text(Markup(composed.text)), is_html=False)  # noqa: S704 - HTML already
    # Where a group takes no photos, it may take words.
    if meaning in {Reaction.FAILED, Reaction.NO_WRITING} and composed.picture is not None:
        return replace(composed, picture=None)
    return None
