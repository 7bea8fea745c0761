"""Column types over integers and texts, which are all that STRICT tables hold here."""

import datetime as dt
import json
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Dialect
from sqlalchemy.types import TypeDecorator

from sources.korea.gazetteer import load_places
from sources.korea.stations import load_catalogue
from sources.korea.succession import follow
from storage.dialects.columns import Identifier, Text
from storage.terms import City


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Aware datetime, stored as whole seconds since 1970 in UTC."""

    impl = Identifier
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Dialect) -> int | None:
        """Convert to seconds.

        Raises:
            ValueError: the datetime is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return int(value.timestamp())

    def process_result_value(self, value: int | None, _dialect: Dialect) -> dt.datetime | None:
        """Convert from seconds to UTC."""
        return None if value is None else _moment(value)


@lru_cache(maxsize=1000)
def _moment(seconds: int) -> dt.datetime:
    # Cached: rows of one broadcast share timestamps, and a datetime computes its hash only once.
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


class IsoDate(TypeDecorator[dt.date]):
    """Calendar day, stored as ``2024-05-13``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, _dialect: Dialect) -> str | None:
        """Convert to text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> dt.date | None:
        """Convert from text."""
        return None if value is None else dt.date.fromisoformat(value)


class LocalTimes(TypeDecorator[tuple[dt.time, ...]]):
    """Times on a wall clock, to the minute, stored as ``07:00,19:30``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[dt.time, ...] | None, _dialect: Dialect) -> str | None:
        """Convert to text."""
        return None if value is None else ",".join(f"{time:%H:%M}" for time in value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[dt.time, ...] | None:
        """Convert from text."""
        return None if value is None else tuple(map(dt.time.fromisoformat, value.split(",")))


class Cities(TypeDecorator[tuple[City, ...]]):
    """Places in order, stored as JSON: ``[{"key": "판교", "station": 119, "names": {"ko": "판교"}}]``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[City, ...] | None, _dialect: Dialect) -> str | None:
        """Convert to text."""
        if value is None:
            return None
        # Station and names are stored next to the key, because the operator may import other towns.
        rows = [
            {"key": city.key, "station": city.station} | ({"names": dict(city.names)} if city.names else {})
            for city in value
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[City, ...] | None:
        """Convert from text."""
        return None if value is None else _cities(value)


@lru_cache(maxsize=10_000)
def _cities(text: str) -> tuple[City, ...]:
    # Cached: many subscriptions of a broadcast have the same places.
    return tuple(_present(City(**row)) for row in json.loads(text))


def _present(city: City) -> City:
    """Return a place with its key and names of today, if the administration has changed since it was stored."""
    key = follow(city.key)
    if key == city.key:
        return city
    district = next((place for place in load_places(load_catalogue()) if place.key == key), None)
    names = {language: district.short_name(language) for language in district.names} if district and city.names else {}
    return City(key, city.station, names or city.names)


class Numbers(TypeDecorator[tuple[int, ...]]):
    """Numbers in order, stored as ``112,105``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, _dialect: Dialect) -> str | None:
        """Convert to text."""
        return None if value is None else ",".join(map(str, value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[int, ...] | None:
        """Convert from text."""
        return None if value is None else tuple(map(int, filter(None, value.split(","))))


class Names(TypeDecorator[tuple[str, ...]]):
    """Names in order, stored as ``강원|강원 강릉시``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str | None:
        """Convert to text."""
        return None if value is None else "|".join(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        """Convert from text."""
        return None if value is None else tuple(filter(None, value.split("|")))


class Paragraphs(TypeDecorator[tuple[str, ...]]):
    """Paragraphs, stored as text with an empty line between them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str | None:
        """Convert to text."""
        return None if value is None else joined(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        """Convert from text."""
        return None if value is None else parted(value)


def joined(paragraphs: Iterable[str]) -> str:
    """Join paragraphs to the stored text."""
    return "\n\n".join(paragraphs)


def parted(text: str) -> tuple[str, ...]:
    """Split the stored text into paragraphs."""
    return tuple(filter(None, text.split("\n\n")))
