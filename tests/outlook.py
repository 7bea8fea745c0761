"""Forecasts and fine dust in the store of a conversation."""

import datetime as dt

from sources.air import AirGrade, AirReading, AirStation
from sources.forecasts import Forecast, ForecastDay
from sources.korea.forecast_grid import find_cell
from sources.korea.gazetteer import Place
from storage.content import air, forecasts
from tests.bot.factories import PLACES
from tests.bot.weather.factories import hours, rain
from tests.factories import seoul
from tests.talk import Talk

TODAY = dt.date(2024, 5, 14)
FOUND = PLACES.find("인천").match
assert FOUND is not None
INCHEON = FOUND.place


async def know(talk: Talk, day: dt.date = TODAY, place: Place = INCHEON) -> None:
    """Store a forecast of rain and unhealthy air of a place, as known at five and six o'clock of a day."""
    next_day = day + dt.timedelta(days=1)
    known = hours(day, {hour: rain() for hour in (15, 16, 17)}) + hours(next_day)
    days = ForecastDay(day, 12, 22), ForecastDay(next_day, 14, 25)
    issued_at = dt.datetime.combine(day, dt.time(5), seoul("2024-05-14").tzinfo)
    reading = AirReading("신흥", "인천", issued_at + dt.timedelta(hours=1), 60, 42, AirGrade.MODERATE, AirGrade.BAD)
    cell = find_cell(place.latitude, place.longitude)
    async with talk.session.database.write() as connection:
        await forecasts.add(connection, cell, "KMA forecast", Forecast(issued_at, known, days), issued_at)
        stations = [AirStation("신흥", "인천", place.latitude, place.longitude)]
        await air.replace_stations(connection, stations, issued_at)
        await air.add(connection, "AirKorea", [reading], issued_at)
