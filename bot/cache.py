"""What nearly every answer needs of the store: read once, and kept until it changes there."""

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from bot.weather.country import Summary, summarize
from bot.weather.stations import StationWeather, get_station_weather
from sources.korea.stations import Catalogue
from storage import schema
from storage.change_tracking import Revision
from storage.chats import chats, subscriptions
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.content import observations
from storage.content.observations import Observation
from storage.database import Database

MAX_CHATS = 10_000
MAX_RENDERED = 10_000

Made = TypeVar("Made")


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
    """What is stored of a chat.

    Attributes:
        chat: the chat, or None where it never changed a setting.
        subscriptions: those of all its topics, stopped or not.
    """

    chat: Chat | None
    subscriptions: tuple[Subscription, ...] = ()


class ReadingsCache:
    """Keeps the newest readings; those who ask while they are read wait for the same ones.

    Args:
        database: the store.
        catalogue: the stations.
        ranking: the sources' names, the one that decides first.
    """

    def __init__(self, database: Database, catalogue: Catalogue, ranking: tuple[str, ...]) -> None:
        self._database, self._catalogue, self._ranking = database, catalogue, ranking
        self._revision: Revision | None = None
        self._reading: asyncio.Task[Readings] | None = None

    async def get(self) -> Readings:
        """The newest readings.

        Raises:
            StorageError: the store failed.
        """
        revision = await self._database.revision(schema.observation)
        if self._reading is None or revision != self._revision or _has_failed(self._reading):
            self._revision, self._reading = revision, asyncio.create_task(self._read())
        return self._reading.result() if self._reading.done() else await asyncio.shield(self._reading)

    async def _read(self) -> Readings:
        async with self._database.read() as connection:
            known = await get_station_weather(connection, tuple(self._catalogue), self._ranking)
            current = await observations.list_current(connection, self._ranking)
        return Readings({one.station.number: one for one in known}, current)


class ChatCache:
    """Keeps the settings of the chats that spoke last; those that are asked for at the same time are read together.

    Args:
        database: the store.
        most: how many chats are kept.
    """

    def __init__(self, database: Database, most: int = MAX_CHATS) -> None:
        self._database, self._most = database, most
        self._revision: Revision | None = None
        self._kept: dict[int, asyncio.Future[ChatSettings]] = {}
        self._asked: dict[int, asyncio.Future[ChatSettings]] = {}
        self._reader: asyncio.Task[None] | None = None

    async def get(self, chat_id: int) -> ChatSettings:
        """The settings of a chat, by Telegram's id.

        Raises:
            StorageError: the store failed.
        """
        revision = await self._database.revision(schema.chat, schema.subscription)
        if revision != self._revision:
            self._revision, self._kept = revision, {}
        settings = self._kept.pop(chat_id, None)
        if settings is None or _has_failed(settings):
            settings = self._ask(chat_id)
        self._keep(chat_id, settings)
        return settings.result() if settings.done() else await asyncio.shield(settings)

    def _keep(self, chat_id: int, settings: asyncio.Future[ChatSettings]) -> None:
        """Keep it as the one that was asked for last."""
        self._kept[chat_id] = settings
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]

    def _ask(self, chat_id: int) -> asyncio.Future[ChatSettings]:
        if chat_id not in self._asked:
            self._asked[chat_id] = asyncio.get_running_loop().create_future()
        if self._reader is None or self._reader.done():
            self._reader = asyncio.create_task(self._read())
        return self._asked[chat_id]

    async def _read(self) -> None:
        """Read what is asked for, until nobody asks."""
        while self._asked:
            asked, self._asked = self._asked, {}
            try:
                found = await self._settings(list(asked))
            except Exception as error:  # noqa: BLE001 - raised by all who wait for it
                for future in asked.values():
                    future.set_exception(error)
                continue
            for chat_id, future in asked.items():
                future.set_result(found[chat_id])

    async def _settings(self, chat_ids: list[int]) -> dict[int, ChatSettings]:
        subscribed: defaultdict[int, list[Subscription]] = defaultdict(list)
        async with self._database.read() as connection:
            stored = {chat.id: chat for chat in await chats.list_known(connection, chat_ids)}
            if stored:
                for subscription in await subscriptions.list_of_chats(connection, list(stored)):
                    subscribed[subscription.chat_id].append(subscription)
        return {number: ChatSettings(stored.get(number), tuple(subscribed[number])) for number in chat_ids}


class RenderedCache:
    """Keeps what was made of the newest readings, until there are others or the minute in which it was made is over.

    The hour tells how old a reading is, and a minute more or less does not matter there.
    """

    def __init__(self) -> None:
        self._readings: Readings | None = None
        self._minute: dt.datetime | None = None
        self._made: dict[Hashable, Any] = {}

    def get(self, key: Hashable, readings: Readings, now: dt.datetime, make: Callable[[], Made]) -> Made:
        """What has a key, made now where it is not kept.

        Args:
            key: all that it depends on besides.
            readings: the newest ones.
            now: aware.
            make: makes it.
        """
        minute = now.replace(second=0, microsecond=0)
        if readings is not self._readings or minute != self._minute or len(self._made) >= MAX_RENDERED:
            self._readings, self._minute, self._made = readings, minute, {}
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made


class Caches:
    """What is kept.

    Args:
        database: the store.
        catalogue: the stations.
        ranking: the sources' names, the one that decides first.

    Attributes:
        readings: the newest readings.
        chats: the settings of chats.
        rendered: what was made of the newest readings.
    """

    def __init__(self, database: Database, catalogue: Catalogue, ranking: tuple[str, ...]) -> None:
        self.readings = ReadingsCache(database, catalogue, ranking)
        self.chats = ChatCache(database)
        self.rendered = RenderedCache()


def _has_failed(future: asyncio.Future[Readings] | asyncio.Future[ChatSettings]) -> bool:
    return future.done() and (future.cancelled() or future.exception() is not None)
