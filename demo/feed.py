"""Feed of the demo: stores what has become known up to a moment, as the bot's sources would have brought it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.intake.ingest import SourceRef, store_content
from bot.places.regions import resolve
from demo.stories import load_stories
from demo.warnings import list_moments, list_warnings
from demo.week import FIRST_MORNING, Hour, get_hour
from sources.air import PM10_LIMITS, PM25_LIMITS, AirReading, AirStation, get_grade
from sources.forecasts import Amount, Forecast, ForecastDay, ForecastHour, Precipitation, Sky
from sources.korea.forecast_grid import Cell, find_cell
from sources.korea.gazetteer import Kind, load_places
from sources.korea.stations import Catalogue, Station
from sources.newspaper.page import parse_page
from sources.records import KST, Content, NamedBy, Precision
from sources.warnings import WarningList
from storage.content import air, forecasts, observations, warnings
from storage.content.observations import Observation
from storage.database import Database

_HOUR = dt.timedelta(hours=1)
_ISSUES = dt.timedelta(hours=3)
_HISTORY = 48
"""Hours before the beginning that are known from the start, for the chart and the difference from yesterday."""

_MORNINGS = 7
_HOURLY, _REACH = 30, 96
"""Hours that a forecast tells one by one, and hours that it reaches, the later ones by three."""

_SPAN = 3
_SKIES = {"맑음": Sky.CLEAR, "구름많음": Sky.MOSTLY_CLOUDY, "흐림": Sky.OVERCAST, "비": Sky.OVERCAST}


@dataclass(frozen=True, slots=True)
class _Site:
    """Place with the temperature of its station on the first morning, ℃."""

    longitude: float
    morning: float

    def at(self, moment: dt.datetime) -> Hour:
        return get_hour(self.morning, self.longitude, moment)


class DemoFeed:
    """Stores the week up to a moment, again and again.

    Args:
        database: the demo's database.
        catalogue: the weather stations.
        page: the sample page, whose temperatures are those of the first morning.
        province: the one province of which there are forecasts; None for all of Korea.
    """

    def __init__(self, database: Database, catalogue: Catalogue, page: bytes, province: str | None = None) -> None:
        self._database = database
        self._catalogue = catalogue
        known = {one.station: one.temperature for one in parse_page(page, catalogue).readings}
        self._stations = {
            station.number: _Site(station.longitude, temperature)
            for station in catalogue
            if (temperature := known.get(station.number)) is not None
        }
        self._cells = dict(self._list_cells(province))
        self._told = 0
        self._read_until: dt.datetime | None = None
        self._issued_at: dt.datetime | None = None

    async def advance(self, now: dt.datetime) -> None:
        """Store all that is new since the last time; the clock may only go on."""
        await self._tell_news(now)
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._read_until:
            await self._read_hours(hour, now)
        await self._issue_forecast(now)
        async with self._database.write() as connection:
            await warnings.store(connection, "KMA warnings", WarningList(list_warnings(now)), now)

    def list_moments(self, after: dt.datetime, until: dt.datetime) -> Sequence[dt.datetime]:
        """Return the moments up to `until` at which something happens that is told at once, and `until` itself."""
        return [*(moment for moment in list_moments(after, until) if moment != until), until]

    def _list_cells(self, province: str | None) -> Iterator[tuple[Cell, _Site]]:
        """Yield the cells of all provinces, districts and stations, or those in one, with their station's weather."""
        for place in load_places(self._catalogue):
            if place.kind is not Kind.LANDMARK and province in (None, place.province):
                nearest = min(self._list_known(), key=lambda one: one.distance_km(place.latitude, place.longitude))
                # Of the station's own site, so that what was forecast is what is read there later.
                site = self._stations.get(place.station or nearest.number, self._stations[nearest.number])
                yield find_cell(place.latitude, place.longitude), site

    def _list_known(self) -> Iterator[Station]:
        return (self._catalogue[number] for number in self._stations)

    async def _tell_news(self, now: dt.datetime) -> None:
        stories = load_stories()
        for story in stories[self._told :]:
            if story.at > now:
                break
            region = resolve(story.region, self._catalogue)
            name = story.article.publisher or story.region
            content = Content(articles=(story.article,))
            await store_content(name, content, SourceRef(name, region), self._database, self._catalogue, story.at)
            self._told += 1

    async def _read_hours(self, hour: dt.datetime, now: dt.datetime) -> None:
        begin = hour - _HISTORY * _HOUR if self._read_until is None else self._read_until + _HOUR
        hours = [begin + number * _HOUR for number in range((hour - begin) // _HOUR + 1)]
        mornings = [FIRST_MORNING - number * 24 * _HOUR for number in range(1, _MORNINGS)]
        known = hours if self._read_until is not None else [*(one for one in mornings if one < begin), *hours]
        async with self._database.write() as connection:
            await observations.add(connection, (row for at in known for row in self._observe(at)), now)
            if self._read_until is None:
                await air.replace_stations(connection, [_to_air_station(one) for one in self._list_known()], now)
            # AirKorea publishes an hour a quarter of an hour after it.
            await air.add(connection, "AirKorea", self._measure(hour - _HOUR), now)
        self._read_until = hour

    def _observe(self, at: dt.datetime) -> Iterator[Observation]:
        for number, site in self._stations.items():
            hour = site.at(at)
            yield Observation(
                number, at, Precision.HOUR, "KMA", hour.condition, hour.temperature, NamedBy.PAGE,
                rain=hour.rain, humidity=hour.humidity, wind_direction=290, wind_speed=hour.wind,
            )  # fmt: skip

    def _measure(self, at: dt.datetime) -> Iterator[AirReading]:
        for station in self._list_known():
            hour = self._stations[station.number].at(at)
            grades = get_grade(hour.pm10, PM10_LIMITS), get_grade(hour.pm25, PM25_LIMITS)
            yield AirReading(station.names["ko"], station.region.province, at, hour.pm10, hour.pm25, *grades)

    async def _issue_forecast(self, now: dt.datetime) -> None:
        # KMA issues at 2, 5, 8 … 23 o'clock.
        issued_at = _floor(now.astimezone(KST) - 2 * _HOUR, _ISSUES) + 2 * _HOUR
        if issued_at == self._issued_at:
            return
        # Three cells share a site on average.
        made = {site: _make_forecast(site, issued_at) for site in set(self._cells.values())}
        async with self._database.write() as connection:
            issues = {cell: made[site] for cell, site in self._cells.items()}
            await forecasts.add_all(connection, "KMA forecast", issues, now)
        self._issued_at = issued_at


def _floor(moment: dt.datetime, length: dt.timedelta) -> dt.datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (moment - midnight) // length * length


def _to_air_station(station: Station) -> AirStation:
    return AirStation(station.names["ko"], station.region.province, station.latitude, station.longitude)


def _make_forecast(site: _Site, issued_at: dt.datetime) -> Forecast:
    hourly = [issued_at + number * _HOUR for number in range(1, _HOURLY + 1)]
    later = [issued_at + number * _HOUR for number in range(_HOURLY + _SPAN, _REACH, _SPAN)]
    hours = [_forecast_hour(site, at) for at in hourly]
    hours += [replace(_forecast_hour(site, at), span=_SPAN) for at in later]
    days = sorted({hour.at.date() for hour in hours})
    return Forecast(issued_at, tuple(hours), tuple(_forecast_day(site, day) for day in days))


def _forecast_hour(site: _Site, at: dt.datetime) -> ForecastHour:
    hour = site.at(at)
    return ForecastHour(
        at=at,
        temperature=round(hour.temperature),
        sky=_SKIES[hour.condition],
        precipitation=Precipitation.NONE if hour.rain is None else Precipitation.RAIN,
        chance=10 if hour.rain is None else 70,
        rain=None if hour.rain is None else Amount(hour.rain, hour.rain),
        humidity=hour.humidity,
        wind_speed=hour.wind,
        wind_direction=290,
    )


def _forecast_day(site: _Site, day: dt.date) -> ForecastDay:
    midnight = dt.datetime.combine(day, dt.time(), KST)
    temperatures = [site.at(midnight + number * _HOUR).temperature for number in range(24)]
    return ForecastDay(day, round(min(temperatures)), round(max(temperatures)))
