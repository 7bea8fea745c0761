"""The words of the maps of fine dust, and their captions."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.i18n.forecast_terms import grade_name
from bot.i18n.translator import Translator
from bot.parsing.pictures import MapKind
from bot.pictures.colours import AIR_COLOURS, Theme
from bot.pictures.content import CountryMap, MapMark, Step, StepScale
from bot.places import Places
from bot.rendering.layout import join_lines
from bot.rendering.measurements import join_facts
from bot.rendering.outlook.air import measuring_station_name
from bot.rendering.outlook.times import name_moment
from bot.rendering.pictures.degree_map import EXTREME_COUNT, LABELLED_STATIONS
from sources.air import PM10_LIMITS, PM25_LIMITS, AirGrade, AirReading
from sources.korea.distance import get_distance
from sources.korea.stations import Catalogue, Station
from storage.content.air import LocatedReading

MAX_CITY_DISTANCE = 10.0
"""The largest distance of a measuring station whose value stands beside a city's name, km."""

_MAX_CITY_DEGREES = 0.1
_SIZES = {MapKind.PM25: "PM2.5", MapKind.PM10: "PM10"}
_LIMITS = {MapKind.PM25: PM25_LIMITS, MapKind.PM10: PM10_LIMITS}
_NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class MeasuredDust:
    """Fine dust at all measuring stations.

    Attributes:
        kind: `PM25` or `PM10`.
        readings: the newest reading of each station; not empty.
        own: names of the chat's own places, by the province and the name of the station that speaks for each.
    """

    kind: MapKind
    readings: Sequence[LocatedReading]
    own: Mapping[tuple[str, str], str]

    def value_of(self, reading: AirReading) -> int | None:
        """Return the value of a reading, µg/m³; None if it is missing."""
        return reading.pm25 if self.kind is MapKind.PM25 else reading.pm10

    def grade_of(self, reading: AirReading) -> AirGrade | None:
        """Return the grade of that value."""
        return reading.pm25_grade if self.kind is MapKind.PM25 else reading.pm10_grade

    @property
    def highest(self) -> list[AirReading]:
        """The readings with the highest values, the highest first."""
        known = [one.reading for one in self.readings if self.value_of(one.reading) is not None]
        order = sorted(known, key=lambda one: (-(self.value_of(one) or 0), one.province, one.station))
        return order[:EXTREME_COUNT]

    @property
    def counts(self) -> Mapping[AirGrade, int]:
        """The number of stations by grade."""
        return Counter(grade for one in self.readings if (grade := self.grade_of(one.reading)) is not None)


def make_dust_map(
    dust: MeasuredDust, catalogue: Catalogue, places: Places, theme: Theme, now: dt.datetime, tr: Translator
) -> CountryMap:
    """Return the map of the measuring stations; one without a value is hollow.

    Args:
        dust: the readings.
        catalogue: the weather stations, after whose cities some values are labelled.
        places: the names of provinces.
        theme: light or dark.
        now: an aware time.
        tr: the reader's language.
    """
    highest = tuple(_station_value(one, dust, places, tr) for one in dust.highest)
    return CountryMap(
        language=tr.language,
        theme=theme,
        title=_title(dust, tr),
        when=tr.plain("Measured {when}", when=_hours(dust, now, tr)),
        marks=tuple(_marks(dust, catalogue, tr)),
        panel=((tr.plain("Highest values"), highest),) if highest else (),
        legend=tr.plain("This chat's cities") if dust.own else None,
        source=tr.plain("{source} · Coast: Natural Earth", source=_source(dust, now, tr)),
        scale=StepScale(tuple(_steps(dust, tr))),
    )


def dust_map_caption(dust: MeasuredDust, places: Places, now: dt.datetime, tr: Translator) -> Markup:
    """Return the caption, which describes the map for people who cannot see it; arguments as for the map."""
    by_station = {(one.reading.province, one.reading.station): one.reading for one in dust.readings}
    own = [(name, by_station[key]) for key, name in dust.own.items() if key in by_station]
    counts = join_facts(
        [f"{grade_name(grade, tr)} {_number(dust.counts[grade], tr)}" for grade in AirGrade if dust.counts[grade]]
    )
    highest = [_station_value(one, dust, places, tr) for one in dust.highest]
    return join_lines(
        [
            Markup("<b>{}</b>").format(_title(dust, tr)),
            *(Markup("<b>{}</b> {}").format(name, _value_and_grade(reading, dust, tr)) for name, reading in own),
            Markup.escape(counts[:1].upper() + counts[1:]) if counts else None,
            tr("Highest values: {stations}", stations=tr.join_names(highest)) if highest else None,
            Markup.escape(_source(dust, now, tr)),
        ]
    )


def _title(dust: MeasuredDust, tr: Translator) -> str:
    return tr.plain("Fine dust {size} in Korea", size=_SIZES[dust.kind])


def _source(dust: MeasuredDust, now: dt.datetime, tr: Translator) -> str:
    return tr.plain("AirKorea {when}", when=_hours(dust, now, tr))


def _hours(dust: MeasuredDust, now: dt.datetime, tr: Translator) -> str:
    """Return the hours of the readings: one, or the first and the last."""
    hours = sorted({one.reading.measured_at for one in dust.readings})
    return "–".join(dict.fromkeys(name_moment(hour, now, tr) for hour in (hours[0], hours[-1])))


def _steps(dust: MeasuredDust, tr: Translator) -> Iterator[Step]:
    least = 0
    for grade, colour in zip(AirGrade, AIR_COLOURS, strict=True):
        is_last = grade is AirGrade.VERY_BAD
        limits = f"{least}–" if is_last else f"{least}–{_LIMITS[dust.kind][grade - 1]}"
        yield Step(colour, grade_name(grade, tr), limits, is_used=dust.counts[grade] > 0)
        least = 0 if is_last else _LIMITS[dust.kind][grade - 1] + 1


def _marks(dust: MeasuredDust, catalogue: Catalogue, tr: Translator) -> Iterator[MapMark]:
    """Yield a mark for each measuring station; those that speak for a city have its name."""
    cities = _find_cities(dust, catalogue)
    for number, one in enumerate(dust.readings):
        key = one.reading.province, one.reading.station
        value, grade = dust.value_of(one.reading), dust.grade_of(one.reading)
        rank, city = cities.get(number, (None, None))
        yield MapMark(
            longitude=one.longitude,
            latitude=one.latitude,
            value=None if grade is None else grade - 1,
            name=dust.own.get(key, "" if city is None else city.name(tr.language)),
            text=_NO_VALUE if value is None else tr.number(value),
            rank=rank,
            is_own=key in dust.own,
        )


def _find_cities(dust: MeasuredDust, catalogue: Catalogue) -> Mapping[int, tuple[int, Station]]:
    """Return the cities whose names are written, with their ranks, by the place of their reading in the list."""
    found: dict[int, tuple[int, Station]] = {}
    for rank, number in enumerate(LABELLED_STATIONS):
        city = catalogue[number]
        near = [
            (get_distance(city.latitude, city.longitude, one.latitude, one.longitude), place)
            for place, one in enumerate(dust.readings)
            if abs(one.latitude - city.latitude) <= _MAX_CITY_DEGREES and dust.value_of(one.reading) is not None
        ]
        distance, place = min(near, default=(MAX_CITY_DISTANCE + 1, -1))
        if distance <= MAX_CITY_DISTANCE:
            found.setdefault(place, (rank, city))
    return found


def _station_value(reading: AirReading, dust: MeasuredDust, places: Places, tr: Translator) -> str:
    """Return a measuring station with its province and value; other languages get its name in Latin letters."""
    province = places.get(reading.province)
    names = [
        reading.province if province is None else province.place.name(tr.language),
        measuring_station_name(reading, tr),
    ]
    return f"{' '.join(names)} {tr.number(dust.value_of(reading) or 0)}"


def _value_and_grade(reading: AirReading, dust: MeasuredDust, tr: Translator) -> str:
    value, grade = dust.value_of(reading), dust.grade_of(reading)
    return _NO_VALUE if value is None or grade is None else f"{tr.number(value)} ({grade_name(grade, tr)})"


def _number(count: int, tr: Translator) -> str:
    return str(tr.plural("{n} place", "{n} places", count))
