"""Weeks of forecasts, replayed hour by hour through the collector and the outlook against a second implementation.

Issues are late, KMA is down for minutes and for days, corrects issues and forgets zones, and the process is restarted.
"""

import datetime as dt
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from bot.clock import SetClock
from bot.intake.outlook.forecasts import ForecastCollector
from bot.intake.retention import thin_history
from bot.intake.source_config import ForecastService, KmaForecast
from bot.places import shipped_places
from bot.places.known import KnownPlaces
from bot.weather.outlook import DayOutlook, PlaceForecast, Spot, get_outlooks
from sources.korea.forecast_grid import Cell, find_cell
from sources.korea.forecast_zones import list_zones, load_zones
from sources.records import KST
from storage.database import Database
from storage.terms import City
from tests.bot.intake.outlook.forecast_service import DAY, HOUR, Issue, KmaService, subscribe_to
from tests.factories import CATALOGUE, seoul

SEOUL = Spot("서울", 37.57, 126.98, "서울", None, "서울")
BUSAN = Spot("부산", 35.18, 129.08, "부산", None, "부산")
START = seoul("2024-05-01T00:00")
DAYS = 30 if "JOGAN_RUNS" in os.environ else 12
"""A month in a long run."""

TICK = dt.timedelta(minutes=14)
"""Time after each full hour at which the collector runs; the outlook is read on the hour, and after new issues."""


def list_cells(spot: Spot) -> set[Cell]:
    """Return the cells whose zones may stand for a spot."""
    own = find_cell(spot.latitude, spot.longitude)
    return {own, *(cell for cell, zones in load_zones().items() if set(zones) & set(list_zones(own)))}


CELLS = {spot: list_cells(spot) for spot in (SEOUL, BUSAN)}


@dataclass
class Tally:
    """How much of the month was known, so that the comparison is one of forecasts."""

    hours: int = 0
    known: int = 0
    mornings_with_both: int = 0
    without: int = 0


def expect(served: Sequence[Issue], now: dt.datetime) -> tuple[DayOutlook, ...] | None:
    """Return the days that may be shown, as the rules say them: temperatures only; None for no forecast.

    Of an hour or an extreme the latest issue counts that holds it, and of one issue the version that came last; and
    only if the issue was at most a day old at the moment of which it speaks, or is now.
    """
    if not served or now - max(issue.issued_at for issue in served) > DAY:
        return None
    today = now.astimezone(KST).date()
    # Python's sort is stable: the version that came last stays behind the others.
    in_order = sorted(served, key=lambda issue: issue.issued_at)
    hours: dict[dt.datetime, tuple[float, dt.datetime]] = {}
    lows: dict[dt.date, tuple[float, dt.datetime]] = {}
    highs: dict[dt.date, tuple[float, dt.datetime]] = {}
    for issue in in_order:
        hours |= {at: (value, issue.issued_at) for at, value in issue.temperatures.items()}
        lows |= {day: (value, issue.issued_at) for day, value in issue.lows.items()}
        highs |= {day: (value, issue.issued_at) for day, value in issue.highs.items()}
    by_day: dict[dt.date, list[tuple[dt.datetime, float]]] = {}
    for at, (value, issued_at) in sorted(hours.items()):
        if at.astimezone(KST).date() >= today and issued_at >= min(at, now) - DAY:
            by_day.setdefault(at.astimezone(KST).date(), []).append((at, value))
    low, high = _pick(lows, dt.time(9), today, now), _pick(highs, dt.time(18), today, now)
    return tuple(
        DayOutlook(day, low.get(day), high.get(day), tuple(by_day.get(day, ())))  # type: ignore[arg-type] # plain pairs
        for day in sorted(by_day.keys() | low.keys() | high.keys())
    )


def _pick(
    values: Mapping[dt.date, tuple[float, dt.datetime]], until: dt.time, today: dt.date, now: dt.datetime
) -> dict[dt.date, float]:
    return {
        day: value
        for day, (value, issued_at) in values.items()
        if day >= today and issued_at >= min(dt.datetime.combine(day, until, KST), now) - DAY
    }


def simplify(forecast: PlaceForecast | None) -> tuple[DayOutlook, ...] | None:
    """Return a forecast's days with pairs for hours, as `expect` has them."""
    if forecast is None:
        return None
    return tuple(
        DayOutlook(day.day, day.low, day.high, tuple((hour.at, hour.temperature) for hour in day.hours))  # type: ignore[misc]
        for day in forecast.days
    )


def check_nothing_invented(forecast: PlaceForecast, served: Sequence[Issue], now: dt.datetime) -> None:
    """Check what may never happen, whatever the rules: a value that was not read, or of another hour or day."""
    today = now.astimezone(KST).date()
    assert min(day.day for day in forecast.days) >= today
    read = {(at, value) for issue in served for at, value in issue.temperatures.items()}
    for day in forecast.days:
        assert all(hour.at.astimezone(KST).date() == day.day for hour in day.hours)
        assert {(hour.at, hour.temperature) for hour in day.hours} <= read
        assert day.low is None or any(issue.lows.get(day.day) == day.low for issue in served)
        assert day.high is None or any(issue.highs.get(day.day) == day.high for issue in served)


class Month:
    """The running bot's collector, and the month that happens to it."""

    def __init__(self, database: Database, service: ForecastService) -> None:
        self.chance = random.Random(service.value)  # noqa: S311 - no secret
        self.database, self.service = database, service
        self.clock = SetClock(START)
        self.kma = KmaService(self.clock)
        self.tally = Tally()
        self.down_until = START
        self.start()

    def start(self) -> None:
        """Start the process, or start it again."""
        source = KmaForecast(type="kma-forecast", service=self.service)
        known = KnownPlaces(self.database, shipped_places(CATALOGUE))
        parts = self.kma, self.database, known, self.clock, self.measure
        self.collector = ForecastCollector(source, "secret", *parts)

    def measure(self) -> float:
        """Return seconds since the begin of the month."""
        return (self.clock.now() - START).total_seconds()

    def trouble(self) -> None:
        """Let something happen, or not."""
        now, chance = self.clock.now(), self.chance
        if chance.random() < 0.02:
            self.down_until = now + chance.choice([2 * HOUR, 5 * HOUR, 30 * HOUR, 49 * HOUR])
        self.kma.is_down = now < self.down_until or chance.random() < 0.03
        self.kma.delay = dt.timedelta(minutes=chance.choice([10, 10, 10, 25, 55, 130]))
        self.kma.seed = chance.choice([0, 0, 1])
        self.kma.unknown = {"1111051500"} if chance.random() < 0.05 else set()
        if chance.random() < 0.03:
            self.start()

    async def live(self, hour: dt.datetime) -> None:
        """Live through an hour."""
        self.trouble()
        self.clock.set(hour)
        await self.compare()
        before = len(self.kma.served)
        self.clock.set(hour + TICK)
        await self.collector.run()
        if len(self.kma.served) > before:
            await self.compare()
        if self.chance.random() < 0.02:
            await self.collector.request([BUSAN], 60)
            await self.compare()
        if hour.astimezone(KST).hour == 3:
            await thin_history(self.database, self.clock)

    async def compare(self) -> None:
        now = self.clock.now()
        async with self.database.read() as connection:
            outlooks = await get_outlooks(connection, [SEOUL, BUSAN], now)
        for spot in (SEOUL, BUSAN):
            # Older ones end before today.
            recent = (one for one in self.kma.served[-100:] if now - one[1].issued_at < 4 * DAY)
            served = [issue for cell, issue in recent if cell in CELLS[spot]]
            forecast = outlooks[spot.key].forecast
            assert simplify(forecast) == expect(served, now), f"{spot.key} {now}"
            if forecast is not None:
                check_nothing_invented(forecast, served, now)
        self._count(outlooks[SEOUL.key].forecast, now.astimezone(KST))

    def _count(self, forecast: PlaceForecast | None, local: dt.datetime) -> None:
        self.tally.hours += 1
        self.tally.known += forecast is not None
        self.tally.without += forecast is None
        if forecast is not None and (local.hour, local.minute) == (7, 0):
            self.tally.mornings_with_both += None not in {forecast.days[0].low, forecast.days[0].high}


@pytest.mark.parametrize("service", [ForecastService.KEYLESS, ForecastService.PORTAL])
async def test_each_hour_shows_what_was_read_of_the_day_that_it_is(
    database: Database, service: ForecastService
) -> None:
    month = Month(database, service)
    await subscribe_to(database, 1, City("서울", 108))
    for number in range(DAYS * 24):
        await month.live(START + number * HOUR)
    # There were days with a forecast and days without.
    assert month.tally.known > 0.7 * month.tally.hours
    assert month.tally.without > 10
    assert month.tally.mornings_with_both >= 0.6 * DAYS
    assert set(month.kma.calls) <= CELLS[SEOUL] | CELLS[BUSAN]
    assert len(month.kma.calls) > 1
