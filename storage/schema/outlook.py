"""Tables of forecasts and the cells that were asked for, of fine dust, of warnings, and of the calls sent to a service.

A cell of KMA's grid has one row in `forecast`, for its newest issue. Its hours and days are merged from all issues,
because a later issue no longer holds what has passed; each value keeps the time of the issue that it is from.

A warning is a row from its first listing to its end; `warning_list` tells when the list was read.
"""

from sqlalchemy import REAL, CheckConstraint, Column, Index, Integer, Table, Text

from sources.warnings import WarningLevel
from storage.schema.base import metadata, one_of
from storage.types import Identifier, IsoDate, Names, UtcDateTime


def _key_of_cell() -> tuple[Column[int], Column[int]]:
    """Return the columns of a row's cell, the first part of its key."""
    return (
        Column("x", Integer, primary_key=True, autoincrement=False),
        Column("y", Integer, primary_key=True, autoincrement=False),
    )


forecast = Table(
    "forecast",
    metadata,
    *_key_of_cell(),
    Column("source", Text, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    # The newest issue replaces all hours from here on.
    Column("begins_at", UtcDateTime, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    sqlite_strict=True,
)

forecast_hour = Table(
    "forecast_hour",
    metadata,
    *_key_of_cell(),
    Column("at", UtcDateTime, primary_key=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("temperature", REAL),
    Column("sky", Text),
    Column("precipitation", Text),
    Column("chance", Integer),
    Column("rain_least", REAL),
    Column("rain_most", REAL),
    Column("snow_least", REAL),
    Column("snow_most", REAL),
    Column("humidity", REAL),
    Column("wind_speed", REAL),
    Column("wind_direction", REAL),
    Column("span", Integer, nullable=False),
    Index(None, "at"),
    sqlite_strict=True,
)

forecast_day = Table(
    "forecast_day",
    metadata,
    *_key_of_cell(),
    Column("day", IsoDate, primary_key=True),
    Column("low", REAL),
    Column("low_issued_at", UtcDateTime),
    Column("high", REAL),
    Column("high_issued_at", UtcDateTime),
    Index(None, "day"),
    sqlite_strict=True,
)

forecast_request = Table(
    "forecast_request",
    metadata,
    *_key_of_cell(),
    Column("requested_at", UtcDateTime, nullable=False),
    sqlite_strict=True,
)


def _key_of_air_station() -> tuple[Column[str], Column[str]]:
    """Return the columns of AirKorea's name of a station, the first part of a row's key."""
    return Column("province", Text, primary_key=True), Column("station", Text, primary_key=True)


air_station = Table(
    "air_station",
    metadata,
    *_key_of_air_station(),
    Column("latitude", REAL, nullable=False),
    Column("longitude", REAL, nullable=False),
    Column("listed_at", UtcDateTime, nullable=False),
    sqlite_strict=True,
)

# No foreign key: a new station measures before the list has it.
air_reading = Table(
    "air_reading",
    metadata,
    *_key_of_air_station(),
    Column("measured_at", UtcDateTime, primary_key=True),
    Column("source", Text, nullable=False),
    Column("pm10", Integer),
    Column("pm25", Integer),
    Column("pm10_grade", Integer),
    Column("pm25_grade", Integer),
    Column("stored_at", UtcDateTime, nullable=False),
    Index(None, "measured_at"),
    sqlite_strict=True,
)

service_call = Table(
    "service_call",
    metadata,
    Column("service", Text, primary_key=True),
    Column("day", IsoDate, primary_key=True),
    Column("calls", Integer, nullable=False),
    sqlite_strict=True,
)

weather_warning = Table(
    "weather_warning",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("source", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("zone_name", Text, nullable=False),
    Column("upper_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("in_force_from", UtcDateTime, nullable=False),
    Column("expected_end", Text),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    # When it first had a level of which people are told at once, and up to when they have been told.
    Column("alerts_from", UtcDateTime),
    Column("told_at", UtcDateTime),
    CheckConstraint(one_of("level", WarningLevel), name="level"),
    sqlite_strict=True,
    # A message about a warning keeps its id after the row is deleted.
    sqlite_autoincrement=True,
)
is_listed = weather_warning.c.ended_at.is_(None)
"""Condition of warnings that have not ended."""

Index("ix_weather_warning_listed", weather_warning.c.zone, weather_warning.c.kind, unique=True, sqlite_where=is_listed)

warning_list = Table(
    "warning_list",
    metadata,
    Column("source", Text, primary_key=True),
    Column("read_at", UtcDateTime, nullable=False),
    # Zones of which not all warnings are known.
    Column("unread", Names, nullable=False),
    sqlite_strict=True,
)
