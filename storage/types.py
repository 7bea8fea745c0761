"""Column types that STRICT tables of SQLite and, later, PostgreSQL can both hold."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

Identifier = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit integer: Telegram's ids do not fit in 32 bits."""


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware datetime, kept as whole seconds since 1970 in UTC."""

    impl = Identifier
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Dialect) -> int | None:
        """To seconds.

        Raises:
            ValueError: the datetime has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return int(value.timestamp())

    def process_result_value(self, value: int | None, _dialect: Dialect) -> dt.datetime | None:
        """From seconds, in UTC."""
        return None if value is None else dt.datetime.fromtimestamp(value, dt.UTC)


class IsoDate(TypeDecorator[dt.date]):
    """A calendar day, kept as ``2024-05-13``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, _dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> dt.date | None:
        """From text."""
        return None if value is None else dt.date.fromisoformat(value)


class LocalTime(TypeDecorator[dt.time]):
    """A time on a wall clock, to the minute, kept as ``07:00``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.time | None, _dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> dt.time | None:
        """From text."""
        return None if value is None else dt.time.fromisoformat(value)


class Numbers(TypeDecorator[tuple[int, ...]]):
    """Station numbers in their order, kept as ``112,105``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, _dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else ",".join(map(str, value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[int, ...] | None:
        """From text."""
        return None if value is None else tuple(map(int, filter(None, value.split(","))))


class Paragraphs(TypeDecorator[tuple[str, ...]]):
    """Paragraphs, kept as text with an empty line between them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else joined(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        """From text."""
        return None if value is None else parted(value)


def joined(paragraphs: Iterable[str]) -> str:
    """Paragraphs as one text."""
    return "\n\n".join(paragraphs)


def parted(text: str) -> tuple[str, ...]:
    """The paragraphs of a text."""
    return tuple(filter(None, text.split("\n\n")))
