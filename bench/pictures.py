"""Cost of a picture: time, memory, bytes, and the event loop's longest wait while one is drawn.

    .venv/bin/python -m bench.pictures

Times are medians. The first picture of a process takes longer: it loads the libraries and draws the land, which is
cached.
"""

import asyncio
import datetime as dt
import math
import resource
import statistics
import time
from collections.abc import Callable

from bot.clock import SystemClock
from bot.i18n.translator import Translators
from bot.parsing.pictures import MapKind
from bot.pictures.colours import Theme
from bot.pictures.content import Content
from bot.places import shipped_places
from bot.rendering.pictures.degree_map import MapWords, make_degree_map
from bot.rendering.pictures.dust_map import MeasuredDust, make_dust_map
from bot.rendering.pictures.forecast_day import make_forecast_day
from bot.rendering.pictures.forecast_week import make_forecast_week
from bot.rendering.pictures.readings_chart import make_day_chart
from bot.rendering.pictures.warning_map import make_warning_map, place_warnings
from bot.telegram_api.photo_cache import PhotoCache
from bot.weather.outlook import DayOutlook, PlaceForecast
from sources.air import PM10_LIMITS, PM25_LIMITS, AirReading, get_grade
from sources.forecasts import ForecastHour, Precipitation, Sky
from sources.korea.regions import load_districts
from sources.korea.stations import load_catalogue
from sources.korea.warning_zones import load_zones
from sources.records import KST, NamedBy, Precision
from sources.warnings import WarningKind, WarningLevel, WeatherWarning
from storage.content.air import LocatedReading
from storage.content.observations import Observation
from storage.content.warnings import CurrentWarnings
from storage.database import make_database

ROUNDS = 15
TICK = 0.002
"""Seconds between two turns of the measured loop."""

NOW = dt.datetime(2026, 7, 14, 7, 20, tzinfo=KST)
_HOUR = dt.timedelta(hours=1)
_CATALOGUE = load_catalogue()
_KOREAN = Translators("ko")["ko"]


def make_contents() -> dict[str, Content]:
    """Return one picture of each kind, with all stations, measuring stations or zones on its map."""
    places = shipped_places(_CATALOGUE)
    forecast = _make_forecast()
    warned = place_warnings(CurrentWarnings(_make_warnings()), NOW)
    dust = MeasuredDust(MapKind.PM25, _make_dust(), {})
    degrees = {one.number: round(15 + 8 * math.sin(one.number), 1) for one in _CATALOGUE}
    words = MapWords("전국 기온", "7월 14일 07:00 관측", "기상청 관측")
    return {
        "map of temperatures": make_degree_map(words, degrees, _CATALOGUE, (), Theme.LIGHT, _KOREAN),
        "map of fine dust": make_dust_map(dust, _CATALOGUE, places, Theme.LIGHT, NOW, _KOREAN),
        "map of warnings": make_warning_map(warned, _CATALOGUE, Theme.LIGHT, NOW, _KOREAN),
        "chart of readings": make_day_chart(_CATALOGUE[112], _make_readings(), Theme.LIGHT, NOW, _KOREAN),
        "chart of a forecast day": make_forecast_day("인천", forecast, forecast.days[0], Theme.LIGHT, NOW, _KOREAN),
        "chart of a forecast week": make_forecast_week("인천", forecast, Theme.LIGHT, NOW, _KOREAN),
    }


def _make_readings() -> list[Observation]:
    hours = [NOW.replace(minute=0) - ago * _HOUR for ago in reversed(range(24 * 8))]
    return [
        Observation(
            112, at.astimezone(dt.UTC), Precision.HOUR, "KMA", None, 15 + 5 * math.sin(at.hour / 4), NamedBy.PAGE
        )
        for at in hours
    ]


def _make_forecast() -> PlaceForecast:
    days = [NOW.date() + dt.timedelta(days=number) for number in range(7)]
    return PlaceForecast("KMA", NOW, tuple(DayOutlook(day, 21.0, 29.0, _make_hours(day)) for day in days))


def _make_hours(day: dt.date) -> tuple[ForecastHour, ...]:
    midnight = dt.datetime.combine(day, dt.time(), KST)
    return tuple(
        ForecastHour(midnight + hour * _HOUR, 25 + 4 * math.sin(hour / 4), Sky.OVERCAST, Precipitation.RAIN, 4 * hour)
        for hour in range(24)
    )


def _make_dust() -> list[LocatedReading]:
    found = []
    # Twice, because AirKorea has two stations a district.
    for number, row in enumerate(2 * load_districts()):
        value = number % 90
        reading = AirReading(
            f"{row['ko']} {number}", row["province"], NOW.replace(minute=0), value, value,
            get_grade(value, PM10_LIMITS), get_grade(value, PM25_LIMITS),
        )  # fmt: skip
        found.append(LocatedReading(float(row["latitude"]), float(row["longitude"]), "AirKorea", reading))
    return found


def _make_warnings() -> list[WeatherWarning]:
    zones = (zone for zone in load_zones().values() if zone.is_valid(NOW))
    levels = list(WarningLevel)
    return [
        WeatherWarning(zone.code, zone.name, WarningKind.HEAT_WAVE, levels[number % 4], NOW, NOW)
        for number, zone in enumerate(zones)
    ]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _print(line: str) -> None:
    print(line)  # noqa: T201 - the result


def _measure(name: str, content: Content, draw: Callable[[Content], bytes]) -> None:
    first = _seconds(lambda: draw(content))
    later = statistics.median(_seconds(lambda: draw(content)) for _ in range(ROUNDS))
    size = len(draw(content)) / 1024
    _print(
        f"{name}: first {first * 1000:.0f} ms, then {later * 1000:.0f} ms, {size:.0f} kB; peak {_megabytes():.0f} MB"
    )


async def _longest_wait(content: Content) -> float:
    """Return the largest delay of a turn of the event loop while pictures are drawn, seconds."""
    photo_cache, longest = PhotoCache(make_database("sqlite+aiosqlite:///unused.db"), SystemClock()), 0.0

    async def draw_all() -> None:
        for _ in range(ROUNDS):
            await photo_cache.draw(content)

    drawing = asyncio.create_task(draw_all())
    await asyncio.sleep(0)
    while not drawing.done():
        begin = time.perf_counter()
        await asyncio.sleep(TICK)
        longest = max(longest, time.perf_counter() - begin - TICK)
    return longest


def main() -> None:
    """Measure and print the figures."""
    contents, before = make_contents(), _megabytes()
    load = _seconds(lambda: __import__("bot.pictures.drawing"))
    from bot.pictures.drawing import draw  # noqa: PLC0415 - its loading is measured

    _print(f"loading the libraries: {load * 1000:.0f} ms; {before:.0f} MB before, {_megabytes():.0f} MB after")
    for name, content in contents.items():
        _measure(name, content, draw)
    name, content = next(iter(contents.items()))
    wait = asyncio.run(_longest_wait(content))
    _print(
        f"longest wait of the event loop while {ROUNDS} pictures ({name}) are drawn in a thread: {wait * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
