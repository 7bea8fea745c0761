"""The morning's wave: from the subscriptions that are due to messages that were sent, by way of the ledger."""

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot import headlines, occasions
from bot.compose import compose
from bot.dependencies import Dependencies
from bot.freshness import has_fresh_readings
from bot.limiter import Lane
from bot.settlement import Result, settle
from bot.text import plain_text
from bot.verdict import Meaning, Verdict, judge
from storage import deliveries
from storage.deliveries import Claim, Due
from storage.errors import DatabaseFailed

BATCH = 25
MOST_TROUBLES = 5
"""How many failures in a row that are not about one chat stop the wave until Telegram answers again."""

FARTHEST_AHEAD = dt.timedelta(days=2)
"""How far ahead a daily bulletin's next moment can lie, unless the clock has been set back."""

STORE_AGAIN_AFTER = 1.0
"""Seconds until a write that failed is tried again."""

_TOKEN_PAUSE = dt.timedelta(minutes=1)
_log = logging.getLogger(__name__)


class Delivery:
    """Delivers bulletins, one wave at a time.

    Args:
        bot: speaks to Telegram.
        dependencies: the application's parts.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies) -> None:
        self._bot = bot
        self._deps = dependencies
        self._lock = asyncio.Lock()
        self._troubles = 0
        self._paused_until: dt.datetime | None = None
        self._stopping = False
        self._claimed: list[int] = []

    async def recover(self) -> None:
        """After a start: what was in flight when the process stopped is unknown, what was not yet, waits again."""
        async with self._deps.database.write() as connection:
            unknown = await deliveries.recover(connection, self._deps.clock.now())
        if unknown:
            _log.warning("%d bulletins were in flight when Jogan stopped; whether they arrived is unknown", unknown)

    async def stop(self) -> None:
        """Begin nothing new and wait for what is in flight; the rest waits in the ledger for the next start."""
        self._stopping = True
        async with self._lock:
            pass

    async def run(self) -> None:
        """Enqueue what is due and send until nothing is left that may be sent now."""
        async with self._lock:
            await self._enqueue()
            if not await self._way_is_open():
                return
            while not self._must_rest() and (claims := await self._claim()):
                await self._deliver(claims)

    async def _enqueue(self) -> None:
        now = self._deps.clock.now()
        async with self._deps.database.write() as connection:
            # What was claimed when the store failed, or the making of a text.
            await deliveries.release(connection, self._claimed)
            for group in await deliveries.strayed(connection, now + FARTHEST_AHEAD):
                next_due_at = occasions.next_moment(now, group.send_at, ZoneInfo(group.zone))
                await deliveries.move_on(connection, group, next_due_at)
            for group in await deliveries.due(connection, now):
                await self._enqueue_group(connection, group, now)
            expired = await deliveries.expire(connection, now)
        self._claimed = []
        if expired:
            _log.warning("%d bulletins could not leave by their cut-off and have expired", expired)

    async def _enqueue_group(self, connection: AsyncConnection, group: Due, now: dt.datetime) -> None:
        """Of the days that a group has missed, only the last one counts."""
        zone = ZoneInfo(group.zone)
        due_at = occasions.last_moment(now, group.send_at, zone)
        day = due_at.astimezone(zone).date()
        await deliveries.enqueue(connection, group, day, due_at, due_at + self._deps.settings.cut_off)
        await deliveries.move_on(connection, group, occasions.following(day, group.send_at, zone))

    async def _way_is_open(self) -> bool:
        if self._is_paused():
            return False
        if self._troubles >= MOST_TROUBLES:
            try:
                await self._bot.get_me()
            except TelegramError as error:
                _log.warning("Telegram still cannot be reached: %s", judge(error, attempts=0).reason)
                return False
            self._troubles = 0
        return True

    def _must_rest(self) -> bool:
        return self._stopping or self._troubles >= MOST_TROUBLES or self._is_paused()

    def _is_paused(self) -> bool:
        return self._paused_until is not None and self._deps.clock.now() < self._paused_until

    async def _claim(self) -> list[Claim]:
        """Take a batch; as long as readings are awaited, only of what has waited for them to its deadline."""
        now = self._deps.clock.now()
        async with self._deps.database.write() as connection:
            waits = self._deps.expects_readings and not await has_fresh_readings(connection, now)
            due_by = now - self._deps.settings.readings_deadline if waits else now
            claims = await deliveries.claim(connection, now, BATCH, due_by)
            return await headlines.choose(connection, claims, self._deps.catalogue, now) if claims else []

    async def _deliver(self, claims: Sequence[Claim]) -> None:
        self._claimed = [claim.id for claim in claims]
        texts = await compose(claims, self._deps)
        async with self._deps.database.write() as connection:
            await deliveries.mark_sending(connection, {claim.id: claim.article_id for claim in claims})
        self._claimed = []
        results = await asyncio.gather(*(self._send(claim, texts[claim.id]) for claim in claims))
        for result in results:
            self._watch(result.verdict)
        await self._settle(results)

    async def _settle(self, results: Sequence[Result]) -> None:
        """Write the results down, however long the database takes: they are known nowhere else."""
        while True:
            try:
                async with self._deps.database.write() as connection:
                    await settle(connection, results, self._deps.clock.now())
            except DatabaseFailed as error:
                _log.error("What came of %d bulletins cannot be stored yet: %s", len(results), error)
                await asyncio.sleep(STORE_AGAIN_AFTER)
            else:
                return

    async def _send(self, claim: Claim, text: Markup) -> Result:
        result = await self._attempt(claim, text, ParseMode.HTML)
        if result.verdict is not None and result.verdict.meaning is Meaning.PLAIN:
            return await self._attempt(claim, plain_text(text), None)
        return result

    async def _attempt(self, claim: Claim, text: str, parse_mode: str | None) -> Result:
        try:
            message = await self._bot.send_message(
                chat_id=claim.chat_id,
                text=text,
                parse_mode=parse_mode,
                message_thread_id=claim.thread_id or None,
                rate_limit_args=Lane.BROADCAST,
            )
        except TelegramError as error:
            return Result(claim, verdict=judge(error, claim.attempts))
        return Result(claim, message_id=message.message_id)

    def _watch(self, verdict: Verdict | None) -> None:
        """Count the failures in a row that are not about one chat, and note how long Telegram wants to rest."""
        if verdict is None or not verdict.is_trouble:
            self._troubles = 0
        else:
            self._troubles += 1
            _log.warning("A bulletin could not be sent: %s", verdict.reason)
        if verdict is not None and verdict.meaning in {Meaning.PAUSE, Meaning.BAD_TOKEN}:
            wait = verdict.wait or _TOKEN_PAUSE
            self._paused_until = max(self._paused_until or self._deps.clock.now(), self._deps.clock.now() + wait)
            _log.error("Bulletins pause for %d s: %s", wait.total_seconds(), verdict.reason)
