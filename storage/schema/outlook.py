"""Tables of forecasts and the cells that were asked for, of fine dust, of warnings, and of the calls sent to a service.

A cell of KMA's grid has one row in `forecast`, for its newest issue. Its hours and days are merged from all issues,
because a later issue no longer holds what has passed; each value keeps the time of the issue that it is from.

A warning is a row from its first listing to its end; `warning_list` tells when the list was read.
"""

from sqlalchemy import CheckConstraint, Column, Identity, Index, Integer, Table

from sources.warnings import WarningLevel
from storage.dialects.columns import KEEPS_IDS, STRICT, Identifier, Real, Text, partial_index
from storage.schema.base import metadata, one_of
from storage.types import IsoDate, Names, UtcDateTime


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
    **STRICT,
)

forecast_hour = Table(
    "forecast_hour",
    metadata,
    *_key_of_cell(),
    Column("at", UtcDateTime, primary_key=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("temperature", Real),
    Column("sky", Text),
    Column("precipitation", Text),
    Column("chance", Integer),
    Column("rain_least", Real),
    Column("rain_most", Real),
    Column("snow_least", Real),
    Column("snow_most", Real),
    Column("humidity", Real),
    Column("wind_speed", Real),
    Column("wind_direction", Real),
    Column("span", Integer, nullable=False),
    Index(None, "at"),
    **STRICT,
)

forecast_day = Table(
    "forecast_day",
    metadata,
    *_key_of_cell(),
    Column("day", IsoDate, primary_key=True),
    Column("low", Real),
    Column("low_issued_at", UtcDateTime),
    Column("high", Real),
    Column("high_issued_at", UtcDateTime),
    Index(None, "day"),
    **STRICT,
)

forecast_request = Table(
    "forecast_request",
    metadata,
    *_key_of_cell(),
    Column("requested_at", UtcDateTime, nullable=False),
    **STRICT,
)


def _key_of_air_station() -> tuple[Column[str], Column[str]]:
    """Return the columns of AirKorea's name of a station, the first part of a row's key."""
    return Column("province", Text, primary_key=True), Column("station", Text, primary_key=True)


air_station = Table(
    "air_station",
    metadata,
    *_key_of_air_station(),
    Column("latitude", Real, nullable=False),
    Column("longitude", Real, nullable=False),
    Column("listed_at", UtcDateTime, nullable=False),
    **STRICT,
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
    **STRICT,
)

service_call = Table(
    "service_call",
    metadata,
    Column("service", Text, primary_key=True),
    Column("day", IsoDate, primary_key=True),
    Column("calls", Integer, nullable=False),
    **STRICT,
)

weather_warning = Table(
    "weather_warning",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
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
    **STRICT,
    # A message about a warning keeps its id after the row is deleted.
    **KEEPS_IDS,
)
is_listed = weather_warning.c.ended_at.is_(None)
"""Condition of warnings that have not ended."""

partial_index("ix_weather_warning_listed", weather_warning.c.zone, weather_warning.c.kind, unique=True, where=is_listed)

warning_list = Table(
    "warning_list",
    metadata,
    Column("source", Text, primary_key=True),
    Column("read_at", UtcDateTime, nullable=False),
    # Zones of which not all warnings are known.
    Column("unread", Names, nullable=False),
    **STRICT,
)
