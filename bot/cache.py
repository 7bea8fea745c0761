"""Caches of what nearly every answer needs: from the database, valid until it changes, and names of places as read."""

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from bot.clock import Clock
from bot.monitoring.metrics import Cache, Lookup, Metrics
from bot.parsing.place_names import MAX_CITIES, PlaceQuery, parse_places
from bot.parsing.reader import Asked, read
from bot.parsing.topics import Topic
from bot.places import Places
from bot.weather.country import Summary, summarize
from bot.weather.freshness import get_start_of_yesterday
from bot.weather.outlook_cache import OutlookCache
from bot.weather.stations import StationWeather, get_station_weather
from sources.korea.stations import Catalogue
from storage import schema
from storage.change_tracking import Revision
from storage.chats import alerts, chats, subscriptions
from storage.chats.alerts import KeywordAlert
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.content import air, forecasts, observations, warnings
from storage.content.observations import Observation
from storage.database import Database

MAX_CHATS = 10_000
"""Most chats whose settings are cached."""

MAX_RENDERED = 10_000
"""Most rendered answers that are cached."""

MAX_NAMES = 2_000
"""Most names of places that are cached as they were read."""

# An outage of the list must not take the switch from the settings.
WARNINGS_OFFERED = dt.timedelta(days=1)
"""Time since a list was read for which warnings are offered."""

OUTLOOK_OFFERED = dt.timedelta(days=1)
"""Time since forecasts or fine dust came for which they are offered."""

_Rendered = TypeVar("_Rendered")


@dataclass(frozen=True)
class Readings:
    """The newest readings.

    Attributes:
        stations: each station's weather, by station number.
        observations: the newest observation of each station, for the country's summary.
    """

    stations: Mapping[int, StationWeather]
    observations: Sequence[Observation]

    @cached_property
    def country(self) -> Summary | None:
        """The country's summary, or None without readings; computed only if somebody asks for the country."""
        return summarize(self.observations)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Stored settings of a chat.

    Attributes:
        chat: the chat, or None if it never changed a setting.
        subscriptions: subscriptions of all its topics, stopped ones included.
        alerts: keyword alerts of all its topics, stopped ones included.
    """

    chat: Chat | None
    subscriptions: tuple[Subscription, ...] = ()
    alerts: tuple[KeywordAlert, ...] = ()


class _Lookups:
    """Counters of the lookups in one cache.

    Args:
        metrics: has them; None if nobody reads them.
        cache: the cache.
    """

    def __init__(self, metrics: Metrics | None, cache: Cache) -> None:
        found = (metrics or Metrics()).cache_lookups
        self._hits, self._misses = found.labels(cache, Lookup.HIT), found.labels(cache, Lookup.MISS)

    def count(self, *, is_hit: bool) -> None:
        """Count a lookup."""
        (self._hits if is_hit else self._misses).inc()


class ReadingsCache:
    """Cache of the newest readings; concurrent callers share one read.

    Args:
        database: the database.
        catalogue: the stations.
        ranking: names of the sources of readings, the preferred one first.
        clock: the clock.
        metrics: counts the lookups.
    """

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        ranking: tuple[str, ...],
        clock: Clock,
        metrics: Metrics | None = None,
    ) -> None:
        self._database, self._catalogue, self._ranking, self._clock = database, catalogue, ranking, clock
        self._lookups = _Lookups(metrics, Cache.READINGS)
        self._revision: Revision | None = None
        self._since: dt.datetime | None = None
        self._read_task: asyncio.Task[Readings] | None = None

    async def get(self) -> Readings:
        """Return the newest readings of today and yesterday.

        Raises:
            StorageError: the database failed.
        """
        # Taken before the read, so that a change during the read makes its result outdated.
        revision = await self._database.revision(schema.observation)
        since = get_start_of_yesterday(now := self._clock.now())
        is_outdated = (revision, since) != (self._revision, self._since)
        is_hit = self._read_task is not None and not is_outdated and not _has_failed(self._read_task)
        self._lookups.count(is_hit=is_hit)
        if self._read_task is None or not is_hit:
            self._revision, self._since, self._read_task = revision, since, asyncio.create_task(self._read(now))
        # Shielded, because a caller that is cancelled must not cancel the read of the others.
        return self._read_task.result() if self._read_task.done() else await asyncio.shield(self._read_task)

    async def _read(self, now: dt.datetime) -> Readings:
        async with self._database.read() as connection:
            known = await get_station_weather(connection, tuple(self._catalogue), self._ranking, now)
            current = await observations.list_current(connection, self._ranking, get_start_of_yesterday(now))
        return Readings({one.station.number: one for one in known}, current)


class ChatCache:
    """Cache of the settings of recently seen chats; chats that are requested together are read by one query.

    Args:
        database: the database.
        max_chats: most cached chats; the one that was seen longest ago is dropped first.
        metrics: counts the lookups.
    """

    def __init__(self, database: Database, max_chats: int = MAX_CHATS, metrics: Metrics | None = None) -> None:
        self._database, self._max_chats = database, max_chats
        self._lookups = _Lookups(metrics, Cache.CHATS)
        self._revision: Revision | None = None
        self._cached: dict[int, asyncio.Future[ChatSettings]] = {}
        self._requested: dict[int, asyncio.Future[ChatSettings]] = {}
        self._read_task: asyncio.Task[None] | None = None

    async def get(self, chat_id: int) -> ChatSettings:
        """Return the settings of a chat.

        Raises:
            StorageError: the database failed.
        """
        revision = await self._database.revision(schema.chat, schema.subscription, schema.keyword_alert)
        # All are dropped, because a revision does not say which chats have changed.
        if revision != self._revision:
            self._revision, self._cached = revision, {}
        settings = self._cached.pop(chat_id, None)
        is_hit = settings is not None and not _has_failed(settings)
        self._lookups.count(is_hit=is_hit)
        if settings is None or not is_hit:
            settings = self._request(chat_id)
        self._store(chat_id, settings)
        return settings.result() if settings.done() else await asyncio.shield(settings)

    def _store(self, chat_id: int, settings: asyncio.Future[ChatSettings]) -> None:
        # A dict keeps the order of insertion; `get` removes and inserts again, so the first key is the oldest.
        self._cached[chat_id] = settings
        if len(self._cached) > self._max_chats:
            del self._cached[next(iter(self._cached))]

    def _request(self, chat_id: int) -> asyncio.Future[ChatSettings]:
        # Only requests that no query has taken yet are shared: one under way may have begun before the last change.
        if chat_id not in self._requested:
            self._requested[chat_id] = asyncio.get_running_loop().create_future()
        if self._read_task is None or self._read_task.done():
            self._read_task = asyncio.create_task(self._read_requested())
        return self._requested[chat_id]

    async def _read_requested(self) -> None:
        """Read requested chats, and those that are requested meanwhile, until none is left."""
        while self._requested:
            # Chats that are requested during the query wait for the next one, together.
            requested, self._requested = self._requested, {}
            try:
                settings = await self._read(list(requested))
            except Exception as error:  # noqa: BLE001 - raised in every caller
                for future in requested.values():
                    future.set_exception(error)
                continue
            for chat_id, future in requested.items():
                future.set_result(settings[chat_id])

    async def _read(self, chat_ids: list[int]) -> dict[int, ChatSettings]:
        subscribed: defaultdict[int, list[Subscription]] = defaultdict(list)
        alerted: defaultdict[int, list[KeywordAlert]] = defaultdict(list)
        async with self._database.read() as connection:
            stored = {chat.id: chat for chat in await chats.list_known(connection, chat_ids)}
            # A chat without a row has no subscriptions, so that first-time chats cost one query.
            if stored:
                for subscription in await subscriptions.list_of_chats(connection, list(stored)):
                    subscribed[subscription.chat_id].append(subscription)
                for alert in await alerts.list_of_chats(connection, list(stored)):
                    alerted[alert.chat_id].append(alert)
        return {
            number: ChatSettings(stored.get(number), tuple(subscribed[number]), tuple(alerted[number]))
            for number in chat_ids
        }


class RenderedCache:
    """Cache of what was rendered from the newest readings, valid until there are new ones or the minute is over.

    Args:
        metrics: counts the lookups.
    """

    # Texts say how old a reading is, in hours; a minute more or less does not matter there.

    def __init__(self, metrics: Metrics | None = None) -> None:
        self._lookups = _Lookups(metrics, Cache.RENDERED)
        self._readings: Readings | None = None
        self._minute: dt.datetime | None = None
        self._rendered: dict[Hashable, Any] = {}

    def get(self, key: Hashable, readings: Readings, now: dt.datetime, render: Callable[[], _Rendered]) -> _Rendered:
        """Return the cached value of a key; render it if there is none.

        Args:
            key: everything that the value depends on, other than readings and time.
            readings: the newest readings.
            now: aware.
            render: renders the value.
        """
        minute = now.replace(second=0, microsecond=0)
        # Emptied as a whole: nothing in it outlives the minute anyway.
        if readings is not self._readings or minute != self._minute or len(self._rendered) >= MAX_RENDERED:
            self._readings, self._minute, self._rendered = readings, minute, {}
        is_hit = key in self._rendered
        self._lookups.count(is_hit=is_hit)
        if not is_hit:
            self._rendered[key] = render()
        rendered: _Rendered = self._rendered[key]
        return rendered


@dataclass(frozen=True, slots=True)
class ReadWords:
    """Words after /weather as they are read.

    Attributes:
        asked: the question that they are.
        query: the places that they name, if they are nothing but names.
    """

    asked: Asked
    query: PlaceQuery

    @property
    def is_name(self) -> bool:
        """True if they are the name of one place, as it is written, and nothing else."""
        asked = self.asked
        is_plain = len(asked.named) == 1 and asked == Asked(frozenset({Topic.NOW}), named=asked.named)
        return is_plain and self.query.answer.match is not None and not self.query.is_guess


class NameCache:
    """Cache of names of places after /weather as they are read, which takes longer than all else of an answer.

    Other words are read each time: what people say is kept nowhere.

    Args:
        metrics: counts the lookups.
    """

    def __init__(self, metrics: Metrics | None = None) -> None:
        self._lookups = _Lookups(metrics, Cache.NAMES)
        self._places: Places | None = None
        self._read: dict[str, ReadWords] = {}

    def read(self, text: str, places: Places) -> ReadWords:
        """Return how words are read."""
        # Other towns may have been imported since.
        if places is not self._places or len(self._read) >= MAX_NAMES:
            self._places, self._read = places, {}
        found = self._read.get(text)
        self._lookups.count(is_hit=found is not None)
        if found is None:
            found = ReadWords(read(text, places, Topic.NOW), parse_places(text, places, MAX_CITIES))
            if found.is_name:
                self._read[text] = found
        return found


class WarningListCache:
    """Cache of when a list of warnings was read last.

    Args:
        database: the database.
        clock: the clock.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._revision: Revision | None = None
        self._read_at: dt.datetime | None = None

    async def is_known(self) -> bool:
        """Return whether a list was read within a day, so that people can be offered warnings.

        Raises:
            StorageError: the database failed.
        """
        revision = await self._database.revision(schema.warning_list)
        if revision != self._revision:
            async with self._database.read() as connection:
                self._read_at = await warnings.get_read_at(connection)
            self._revision = revision
        return self._read_at is not None and self._clock.now() - self._read_at < WARNINGS_OFFERED


class OutlookAgeCache:
    """Cache of when the newest forecast was issued, and the newest fine dust was measured.

    Args:
        database: the database.
        clock: the clock.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._revision: Revision | None = None
        self._forecast_at: dt.datetime | None = None
        self._air_at: dt.datetime | None = None

    async def has_forecasts(self) -> bool:
        """Return whether a forecast was issued within a day.

        Raises:
            StorageError: the database failed.
        """
        await self._refresh()
        return self._is_recent(self._forecast_at)

    async def has_air(self) -> bool:
        """Return whether fine dust was measured within a day.

        Raises:
            StorageError: the database failed.
        """
        await self._refresh()
        return self._is_recent(self._air_at)

    def _is_recent(self, at: dt.datetime | None) -> bool:
        return at is not None and self._clock.now() - at < OUTLOOK_OFFERED

    async def _refresh(self) -> None:
        revision = await self._database.revision(schema.forecast, schema.air_reading)
        if revision == self._revision:
            return
        async with self._database.read() as connection:
            self._forecast_at = await forecasts.get_newest_issue(connection)
            self._air_at = await air.get_newest_hour(connection)
        self._revision = revision


class Caches:
    """All caches.

    Args:
        database: the database.
        catalogue: the stations.
        ranking: names of the sources of readings, the preferred one first.
        clock: the clock.
        metrics: counts the lookups.

    Attributes:
        readings: the newest readings.
        chats: settings of chats.
        rendered: what was rendered from the newest readings.
        names: names of places as they are read.
        warnings: when a list of warnings was read.
        outlook: when the newest forecast and fine dust are from.
        outlooks: forecast, fine dust and warnings of places.
    """

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        ranking: tuple[str, ...],
        clock: Clock,
        metrics: Metrics | None = None,
    ) -> None:
        self.readings = ReadingsCache(database, catalogue, ranking, clock, metrics)
        self.chats = ChatCache(database, metrics=metrics)
        self.rendered = RenderedCache(metrics)
        self.names = NameCache(metrics)
        self.warnings = WarningListCache(database, clock)
        self.outlook = OutlookAgeCache(database, clock)
        self.outlooks = OutlookCache(database, clock)


def _has_failed(future: asyncio.Future[Readings] | asyncio.Future[ChatSettings]) -> bool:
    # A failure is not cached: the next caller reads again.
    return future.done() and (future.cancelled() or future.exception() is not None)
