"""Cost of a picture: time, memory, bytes, and the event loop's longest wait while one is drawn.

    .venv/bin/python -m bench.pictures

Times are medians. The first picture of a process takes longer: it loads the libraries and draws the land, which is
cached.
"""

import asyncio
import math
import resource
import statistics
import time
from collections.abc import Callable

from bot.clock import SystemClock
from bot.pictures.colours import COLDEST, WARMEST, Theme
from bot.pictures.content import (
    HOURS,
    Content,
    CountryMap,
    DayChart,
    DegreeScale,
    Extreme,
    MapMark,
    Morning,
    format_degrees,
)
from bot.telegram_api.photo_cache import PhotoCache
from sources.korea.stations import load_catalogue
from storage.database import Database
from storage.terms import Unit

ROUNDS = 15
TICK = 0.002
"""Seconds between two turns of the measured loop."""

LABELLED = 34


def make_map() -> CountryMap:
    """Return a map of all stations with a third of them labelled."""
    marks = []
    for place, station in enumerate(load_catalogue()):
        temperature = round(15 + 8 * math.sin(place), 1)
        rank = place // 3 if place % 3 == 0 and place // 3 < LABELLED else None
        name = station.name("ko")
        marks.append(MapMark(station.longitude, station.latitude, temperature, name, format_degrees(temperature), rank))
    extremes = (("기온이 가장 높은 곳", ("인천 23.0℃",) * 3), ("기온이 가장 낮은 곳", ("서울 7.0℃",) * 3))
    scale = tuple((float(degrees), format_degrees(degrees)) for degrees in range(COLDEST, WARMEST + 1, 10))
    return CountryMap(
        "ko",
        Theme.LIGHT,
        "전국 기온",
        "5월 13일 07:00 관측",
        tuple(marks),
        extremes,
        None,
        "기상청 관측",
        DegreeScale(scale, (7.0, 23.0)),
    )


def make_chart() -> DayChart:
    """Return a chart of two days by the hour and of a week."""
    line = tuple((float(hour), 15 + 5 * math.sin(hour / 4)) for hour in range(HOURS + 1))
    return DayChart(
        language="ko",
        theme=Theme.LIGHT,
        title="인천",
        when="5월 13일 07:00 관측",
        newest="15.9℃",
        temperature=15.9,
        today=line,
        yesterday=tuple((hour, degrees - 2) for hour, degrees in line),
        extremes=(Extreme(6.0, 20.0, "20.0℃", is_high=True), Extreme(19.0, 10.0, "10.0℃", is_high=False)),
        lines=("지난 24시간", "그 전날"),
        week="한 주의 아침 7시 무렵",
        hours=tuple((float(hour), f"{hour:02}") for hour in range(0, HOURS + 1, 3)),
        midnight=(17.0, "5월 13일 월요일"),
        mornings=tuple(Morning(f"{day}일", 10.0 + day, format_degrees(10.0 + day)) for day in range(7)),
        source="기상청 관측",
        unit=Unit.CELSIUS,
    )


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
    photo_cache, longest = PhotoCache(Database("sqlite+aiosqlite:///unused.db"), SystemClock()), 0.0

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
    before = _megabytes()
    load = _seconds(lambda: __import__("bot.pictures.drawing"))
    from bot.pictures.drawing import draw  # noqa: PLC0415 - its loading is measured

    _print(f"loading the libraries: {load * 1000:.0f} ms; {before:.0f} MB before, {_megabytes():.0f} MB after")
    _measure("map", make_map(), draw)
    _measure("chart", make_chart(), draw)
    wait = asyncio.run(_longest_wait(make_map()))
    _print(f"longest wait of the event loop while {ROUNDS} maps are drawn in a thread: {wait * 1000:.0f} ms")


if __name__ == "__main__":
    main()
