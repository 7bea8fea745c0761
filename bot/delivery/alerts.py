"""Keyword alerts: find the new articles of all alerts, collect them by chat, and send each chat one message.

A chat, or a topic of it, gets at most one message an hour, none at night, and no article twice. What could not be sent
in time waits for the next message.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.delivery.broadcast import Broadcast
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import Outcome, apply_outcomes, to_row
from bot.delivery.sending_lease import SendingLease
from bot.delivery.tally import Tally
from bot.dependencies import Dependencies
from bot.monitoring.metrics import Kind
from bot.rendering.alerts import render_alert
from bot.rendering.news_query import parse_search, search_title
from bot.telegram_api.sender import MessageSender
from sources.records import Article
from storage import schema
from storage.change_tracking import Revision
from storage.chats import alerts
from storage.chats.alerts import KeywordAlert, Match, WaitingPlace
from storage.content import articles
from storage.content.articles import StoredArticle
from storage.ledger import alert_messages, restorations
from storage.ledger.claiming import Claim

INTERVAL = dt.timedelta(hours=1)
"""Shortest time between two messages to a chat or topic."""

NIGHT = dt.time(22), dt.time(7)
"""Begin and end of the time without messages, on the wall clock of the chat's zone."""

WINDOW = dt.timedelta(days=1)
"""Time after its first ingest in which an article can match."""

RECHECK = dt.timedelta(minutes=10)
"""Time after which articles are searched again although none has changed: one may have been dated ahead."""

_MAX_CLAIMED = 100


class KeywordAlerts:
    """Sends the new articles that match the keyword alerts of chats.

    Args:
        dependencies: the application's parts.
        lease: the right to send.
        sender: sends the messages.
        breaker: decides whether messages may be sent.
    """

    def __init__(
        self, dependencies: Dependencies, lease: SendingLease, sender: MessageSender, breaker: CircuitBreaker
    ) -> None:
        self._deps = dependencies
        self._lease = lease
        self._sender = sender
        self._breaker = breaker
        self._tally = self._make_tally()
        self._revision: Revision | None = None
        self._checked_at: dt.datetime | None = None
        self._found: Mapping[int, Sequence[Match]] = {}
        self._articles: Mapping[int, StoredArticle] = {}

    async def recover(self) -> int:
        """Release the claims of a process that was killed.

        Returns:
            The number of messages with an unknown outcome.
        """
        async with self._lease.write() as connection:
            return await alert_messages.ledger.recover(connection, self._deps.clock.now())

    async def is_any_stored(self) -> bool:
        """Return whether there is anything to do for `collect` and `send`.

        Raises:
            StorageError: the database failed.
        """
        async with self._deps.database.read() as connection:
            return await alerts.is_any_stored(connection)

    async def collect(self) -> None:
        """Find new articles, and put a message into the ledger for each chat that may get one now.

        Raises:
            StorageError: the database failed.
        """
        now = self._deps.clock.now()
        await self._match(now)
        async with self._deps.database.read() as connection:
            waiting = await alerts.list_waiting(connection, now - INTERVAL)
        awake = [place for place in waiting if not is_night(now, self._zone(place))]
        async with self._lease.write() as connection:
            await alerts.take_back_late(connection, now)
            for place in awake:
                await alerts.make_message(connection, place, now, self._cut_off(now, self._zone(place)))

    async def send(self) -> None:
        """Send the messages that wait.

        Raises:
            StorageError: the database failed before anything was sent.
        """
        self._tally = self._make_tally()
        try:
            await Broadcast(self._claim, self._compose, self._save, self._sender, self._breaker).run()
        finally:
            self._tally.close()

    def _make_tally(self) -> Tally:
        return Tally(Kind.ALERT, self._deps.monitor.metrics, self._deps.clock)

    async def _match(self, now: dt.datetime) -> None:
        """Store the articles that match an alert and were first seen after it was made."""
        revision = await self._deps.database.revision(schema.article, schema.article_origin, schema.keyword_alert)
        checked = self._checked_at
        if revision == self._revision and checked is not None and checked <= now < checked + RECHECK:
            return
        async with self._deps.database.read() as connection:
            # Stored anew after a restoration, they may have been sent before it.
            restored_at = await restorations.get_last(connection)
            running = by_words(await alerts.list_running(connection))
            found: list[tuple[KeywordAlert, int]] = []
            for words, same in running.items():
                if query := parse_search(words, self._deps.places):
                    new = await articles.find_seen_since(
                        connection, query, now - WINDOW, now, published_after=restored_at
                    )
                    found += [(one, article) for article, seen_at in new for one in same if seen_at > one.since]
        async with self._lease.write() as connection:
            await alerts.add_matches(connection, found)
        self._revision, self._checked_at = revision, now

    def _zone(self, place: WaitingPlace) -> ZoneInfo:
        return ZoneInfo(place.zone or self._deps.settings.zone)

    def _cut_off(self, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """Return the time after which a message is not sent any more: at the latest when the night begins."""
        night = dt.datetime.combine(now.astimezone(zone).date(), NIGHT[0], zone)
        return min(now + self._deps.settings.cut_off, night)

    async def _claim(self) -> Sequence[Claim]:
        now, zone = self._deps.clock.now(), self._deps.settings.zone
        async with self._lease.write() as connection:
            await alerts.delete_empty(connection)
            claims = await alert_messages.claim(connection, now, self._batch_size, zone)
            # Read in the same transaction, so that each message has an article.
            self._found = await alerts.list_matches(connection, [claim.id for claim in claims])
            wanted = {match.article_id for found in self._found.values() for match in found}
            self._articles = await articles.get_many(connection, wanted)
        self._tally.add_claims(claims)
        return claims

    @property
    def _batch_size(self) -> int:
        return min(_MAX_CLAIMED, self._sender.rate or _MAX_CLAIMED)

    async def _compose(self, claims: Sequence[Claim]) -> dict[int, Composed]:
        return {claim.id: self._compose_one(claim) for claim in claims}

    def _compose_one(self, claim: Claim) -> Composed:
        tr = self._deps.translators.choose(claim.language)
        found: defaultdict[str, list[Article]] = defaultdict(list)
        for match in self._found[claim.id]:
            title = search_title(match.words, self._deps.places, tr)
            found[title].append(self._articles[match.article_id].article)
        return Composed(render_alert(found, tr))

    async def _save(
        self, outcomes: Sequence[Outcome], unsent: Sequence[int], claims: Sequence[Claim]
    ) -> Collection[int]:
        async with self._lease.write() as connection:
            if outcomes:
                now = self._deps.clock.now()
                await alert_messages.ledger.write_outcomes(connection, [to_row(outcome, now) for outcome in outcomes])
                await apply_outcomes(connection, outcomes, now)
            if unsent:
                await alert_messages.ledger.release(connection, unsent)
            marked = await alert_messages.ledger.mark_sending(connection, claims) if claims else ()
        self._tally.add_outcomes(outcomes)
        return marked


def is_night(now: dt.datetime, zone: ZoneInfo) -> bool:
    """Return whether no messages are sent at an aware time in a zone."""
    begin, end = NIGHT
    return not end <= now.astimezone(zone).time() < begin


def by_words(running: Iterable[KeywordAlert]) -> Mapping[str, Sequence[KeywordAlert]]:
    """Return alerts by their words, so that the same words are searched once."""
    found: defaultdict[str, list[KeywordAlert]] = defaultdict(list)
    for alert in running:
        found[alert.words].append(alert)
    return found
