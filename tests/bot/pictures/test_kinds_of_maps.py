"""Maps of lows and highs, of fine dust and of warnings: their pictures, and what their content may say."""

import datetime as dt
import math
from collections.abc import Collection, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.parsing.pictures import MapKind
from bot.pictures.colours import AIR_COLOURS, Theme
from bot.pictures.content import CountryMap, DegreeScale, StepScale
from bot.pictures.country_map import draw_map
from bot.rendering.layout import MAX_CAPTION_LENGTH, plain_text, visible_length
from bot.rendering.pictures.dust_map import MeasuredDust, dust_map_caption, make_dust_map
from bot.rendering.pictures.range_map import make_range_map
from bot.rendering.pictures.warning_map import make_warning_map, place_warnings, warning_map_caption
from bot.weather.stations import DayRanges
from sources.air import PM10_LIMITS, PM25_LIMITS, AirReading, get_grade
from sources.korea.regions import load_districts
from sources.korea.warning_zones import load_zones
from sources.warnings import WarningLevel, WeatherWarning
from storage.content.air import LocatedReading
from storage.content.observations import TemperatureRange
from storage.content.warnings import CurrentWarnings
from tests.bot.factories import PLACES
from tests.bot.pictures.approved import is_as_approved
from tests.bot.pictures.weather import CATALOGUE, TRANSLATORS
from tests.factories import seoul

NOW = seoul("2026-07-28 15:20")
KO = TRANSLATORS["ko"]
PLAIN_DISTRICTS = [row for row in load_districts() if " " not in row["ko"]]


def ranges() -> DayRanges:
    until = NOW.replace(minute=0)
    low = {one.number: round(14 - one.elevation / 100 + 3 * math.sin(one.number), 1) for one in CATALOGUE}
    found = {number: TemperatureRange(low[number], low[number] + 9.5) for number in low if number % 7}
    return DayRanges(until.date(), until, found)


def range_map(kind: MapKind, language: str = "ko", theme: Theme = Theme.LIGHT) -> CountryMap:
    return make_range_map(kind, ranges(), "기상청 관측", CATALOGUE, [112], theme, TRANSLATORS[language])


def measured(number: int, row: dict[str, str], pm25: int | None, pm10: int | None) -> LocatedReading:
    grades = (
        None if pm10 is None else get_grade(pm10, PM10_LIMITS),
        None if pm25 is None else get_grade(pm25, PM25_LIMITS),
    )
    at = NOW.replace(minute=0) - dt.timedelta(hours=number % 40 == 0)
    reading = AirReading(row["ko"], row["province"], at, pm10, pm25, *grades)
    return LocatedReading(float(row["latitude"]), float(row["longitude"]), "AirKorea", reading)


def dust(kind: MapKind = MapKind.PM25, own: Collection[tuple[str, str]] = ()) -> MeasuredDust:
    readings = []
    for number, row in enumerate(load_districts()):
        west = 130 - float(row["longitude"])
        value = None if number % 11 == 0 else round(8 + 9 * west + 6 * math.sin(number))
        readings.append(measured(number, dict(row), value, None if value is None else 3 * value))
    return MeasuredDust(kind, readings, dict.fromkeys(own, "인천"))


def dust_map(
    kind: MapKind = MapKind.PM25,
    language: str = "ko",
    theme: Theme = Theme.LIGHT,
    own: Collection[tuple[str, str]] = (),
) -> CountryMap:
    return make_dust_map(dust(kind, own), CATALOGUE, PLACES, theme, NOW, TRANSLATORS[language])


def warning(
    zone: str, kind: str = "폭염", level: WarningLevel = WarningLevel.ADVISORY, since: dt.datetime = NOW
) -> WeatherWarning:
    known = load_zones().get(zone)
    return WeatherWarning(zone, known.name if known else "서해중부앞바다", kind, level, NOW, since)


def zones_of(*provinces: str) -> list[str]:
    return [
        zone.code
        for zone in load_zones().values()
        if zone.is_valid(NOW)
        and len(zone.regions) == 1
        and zone.regions[0].province in provinces
        and zone.regions[0].district
    ]


LISTED = [
    *(warning(zone, level=WarningLevel.WARNING) for zone in zones_of("경북", "대구")),
    *(warning(zone) for zone in zones_of("전북", "경기")),
    *(warning(zone, "강풍") for zone in zones_of("강원")[:6]),
    *(
        warning(zone, "호우", WarningLevel.PRELIMINARY, NOW + dt.timedelta(hours=5))
        for zone in zones_of("제주", "강원")
    ),
    warning("S1131100", "풍랑"),
]


def warning_map(
    listed: Sequence[WeatherWarning] = LISTED,
    language: str = "ko",
    theme: Theme = Theme.LIGHT,
    unread: Sequence[str] = (),
) -> CountryMap:
    placed = place_warnings(CurrentWarnings(listed, unread), NOW)
    return make_warning_map(placed, CATALOGUE, theme, NOW, TRANSLATORS[language])


MAPS = {
    "map-low-ko": range_map(MapKind.LOW),
    "map-high-ja-dark": range_map(MapKind.HIGH, "ja", Theme.DARK),
    "map-pm25-ko": dust_map(own=[("인천", "연수구")]),
    "map-pm10-en-dark": dust_map(MapKind.PM10, "en", Theme.DARK),
    "map-warnings-ko": warning_map(),
    "map-warnings-en-dark": warning_map(language="en", theme=Theme.DARK),
    "map-warnings-ja-none": warning_map([], "ja"),
}


@pytest.mark.parametrize("name", MAPS)
def test_the_map_equals_the_approved_picture(name: str) -> None:
    assert is_as_approved(name, draw_map(MAPS[name]))


def test_a_day_ends_at_24_o_clock() -> None:
    ended = DayRanges(dt.date(2026, 7, 28), seoul("2026-07-29 00:00"), {108: TemperatureRange(21.5, 33.0)})
    shown = make_range_map(MapKind.HIGH, ended, "기상청 관측", CATALOGUE, (), Theme.LIGHT, KO)
    assert shown.when == "7월 28일 화요일, 24:00까지의 정시 관측"


@pytest.mark.parametrize("kind", [MapKind.LOW, MapKind.HIGH])
def test_a_map_of_a_day_has_the_values_of_its_stations_only(kind: MapKind) -> None:
    known, shown = ranges().stations, range_map(kind)
    values = {number: one.low if kind is MapKind.LOW else one.high for number, one in known.items()}
    assert {mark.value for mark in shown.marks if mark.value is not None} == set(values.values())
    assert [mark.value for mark in shown.marks] == [values.get(station.number) for station in CATALOGUE]
    assert isinstance(shown.scale, DegreeScale)
    assert shown.scale.used == (min(values.values()), max(values.values()))


values_of_dust = st.lists(st.none() | st.integers(0, 900), min_size=1, max_size=30)


@settings(max_examples=40)
@given(values_of_dust, st.sampled_from([MapKind.PM25, MapKind.PM10]))
def test_a_map_of_dust_has_the_values_and_grades_of_its_stations_only(
    given_values: list[int | None], kind: MapKind
) -> None:
    rows = load_districts()
    coarse = kind is MapKind.PM10
    readings = [
        measured(number, dict(rows[number]), None if coarse else value, value if coarse else None)
        for number, value in enumerate(given_values)
    ]
    shown = make_dust_map(MeasuredDust(kind, readings, {}), CATALOGUE, PLACES, Theme.LIGHT, NOW, KO)
    limits = PM10_LIMITS if coarse else PM25_LIMITS
    assert [mark.value for mark in shown.marks] == [
        None if value is None else sum(value > limit for limit in limits) for value in given_values
    ]
    assert [mark.text for mark in shown.marks] == ["–" if value is None else KO.number(value) for value in given_values]
    assert isinstance(shown.scale, StepScale)
    used = {mark.value for mark in shown.marks}
    assert [step.is_used for step in shown.scale.steps] == [number in used for number in range(4)]
    assert tuple(step.colour for step in shown.scale.steps) == AIR_COLOURS


def test_a_city_has_the_value_of_a_near_station_only() -> None:
    near, far = dict(load_districts()[0]), {**load_districts()[0], "latitude": "37.70"}
    for row, names in ((near, ["서울"]), (far, [])):
        shown = make_dust_map(
            MeasuredDust(MapKind.PM25, [measured(1, row, 12, None)], {}), CATALOGUE, PLACES, Theme.LIGHT, NOW, KO
        )
        assert [mark.name for mark in shown.marks if mark.rank is not None] == names


def test_the_caption_of_dust_tells_own_places_grades_and_the_highest() -> None:
    caption = plain_text(dust_map_caption(dust(own=[("인천", "연수구")]), PLACES, NOW, KO))
    title, own, grades, highest, source = caption.splitlines()
    assert (title, own) == ("전국 미세먼지 PM2.5", "인천 42 (나쁨)")
    assert grades.startswith("좋음 ")
    assert "곳 · 보통 " in grades
    assert highest.count(", ") == 2
    assert source == "에어코리아 14:00–15:00"


def test_what_is_not_listed_is_not_on_the_map() -> None:
    assert warning_map([]).marks == ()
    assert warning_map([]).panel == (("육상에 특보가 없어요", ()),)


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_the_map_of_warnings_marks_each_district_once_with_its_highest_level(language: str) -> None:
    listed = [
        warning("L1010200"), warning("L1010200", "호우", WarningLevel.WARNING),
        warning("L1010300", level=WarningLevel.SEVERE, since=NOW + dt.timedelta(hours=2)),
        warning("L1010300", "강풍"),
    ]  # fmt: skip
    shown = warning_map(listed, language)
    assert [(mark.value, mark.is_ahead) for mark in shown.marks] == [(1, False), (2, False)]
    assert isinstance(shown.scale, StepScale)
    assert [step.is_used for step in shown.scale.steps] == [False, True, True, False]


def test_a_warning_of_a_whole_province_is_on_all_of_its_districts() -> None:
    assert len(warning_map([warning("L1010000")]).marks) == sum(row["province"] == "경기" for row in PLAIN_DISTRICTS)


def test_what_begins_later_is_a_ring() -> None:
    (mark,) = warning_map([warning("L1010200", since=NOW + dt.timedelta(minutes=1))]).marks
    assert mark.is_ahead
    (mark,) = warning_map([warning("L1010200", since=NOW)]).marks
    assert not mark.is_ahead


def test_what_is_not_on_the_map_and_what_could_not_be_read_is_said() -> None:
    headings = dict(warning_map(unread=["L1010200"]).panel)
    assert headings["지도에 없는 특보"] == ("풍랑주의보 1",)
    assert "목록의 일부를 읽지 못했어요." in headings


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_the_caption_of_the_warnings_fits(language: str) -> None:
    placed = place_warnings(CurrentWarnings(LISTED), NOW)
    caption = warning_map_caption(placed, CATALOGUE, NOW, TRANSLATORS[language])
    assert visible_length(caption) <= MAX_CAPTION_LENGTH
    if language == "ko":
        assert "⚠️ 폭염경보: 대구, " in plain_text(caption)
        assert "호우 예비특보 (오후 8시부터): " in plain_text(caption)
        assert plain_text(caption).endswith("지도에 없는 특보\n풍랑주의보 1")
