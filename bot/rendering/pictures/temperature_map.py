"""The words of the country's temperature map, and its caption."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.pictures.colours import COLDEST, WARMEST, Theme
from bot.pictures.content import CountryMap, StationMark, format_degrees, with_minus_sign
from bot.rendering.layout import join_lines
from bot.rendering.weather import is_kmas, observation_time, reading_summary, source_and_age, station_list
from bot.weather.country import Summary, summarize
from bot.weather.freshness import LATE_AFTER
from sources.korea.stations import Catalogue
from sources.records import UNNAMED_SOURCE
from storage.content.observations import Observation
from storage.terms import Unit

# Distant islands are early, because labels have room on few of their sides.
LABELLED_STATIONS = (
    108, 159, 143, 112, 156, 133, 152, 184, 105, 102, 115, 131, 146, 101, 138, 165, 168,
    136, 119, 155, 192, 189, 90, 129, 140, 130, 114, 127, 169, 216, 95, 100, 295, 170,
)  # fmt: skip
"""Stations that are labelled if there is room, the most important first."""

_SCALES = {Unit.CELSIUS: range(COLDEST, WARMEST + 1, 10), Unit.FAHRENHEIT: range(0, 101, 20)}
"""The degrees that are written below the colour scale."""

_EXTREME_COUNT = 3
_NO_VALUE = "–"


def summarize_current(observations: Sequence[Observation]) -> Summary | None:
    """Return the summary of one map: the newest readings, and those of the three hours before."""
    # Older readings are from another time of the day and would look like colder or warmer places.
    newest = max((one.observed_at for one in observations), default=None)
    return summarize([one for one in observations if newest is not None and newest - one.observed_at <= LATE_AFTER])


def make_country_map(
    country: Summary, catalogue: Catalogue, own: Collection[int], theme: Theme, now: dt.datetime, tr: Translator
) -> CountryMap:
    """Return the map's content.

    Args:
        country: the readings to show.
        catalogue: the stations.
        own: the numbers of the chat's own stations.
        theme: light or dark.
        now: an aware time.
        tr: the reader's language.
    """
    extremes = ((tr.plain("Highest"), country.warmest), (tr.plain("Lowest"), country.coldest))
    return CountryMap(
        language=tr.language,
        theme=theme,
        title=tr.plain("Temperatures in Korea"),
        when=tr.plain("Observed {when}", when=observation_time(country.newest, now, tr)),
        marks=tuple(_marks(country, catalogue, own, tr)),
        extremes=tuple((word, _station_temperatures(found, catalogue, tr)) for word, found in extremes if found),
        own=tr.plain("This chat's cities") if own else None,
        source=tr.plain("{source} · Coast: Natural Earth", source=source_line(country.newest, tr)),
        scale=tuple((tr.unit.to_celsius(degrees), format_degrees(degrees)) for degrees in _SCALES[tr.unit]),
    )


def map_caption(
    country: Summary, catalogue: Catalogue, own: Collection[int], now: dt.datetime, tr: Translator
) -> Markup:
    """Return the caption, which describes the map for people who cannot see it."""
    newest = country.newest
    lines: list[Markup | None] = [Markup("<b>{}</b>").format(tr("Temperatures in Korea"))]
    by_station = {one.station: one for one in country.observations}
    lines += [_own_station(by_station[number], catalogue, tr) for number in own if number in by_station]
    if country.warmest:
        warmest, coldest = country.warmest[:_EXTREME_COUNT], country.coldest[:_EXTREME_COUNT]
        lines.append(tr("Highest: {stations}", stations=station_list(warmest, newest, catalogue, tr)))
        lines.append(tr("Lowest: {stations}", stations=station_list(coldest, newest, catalogue, tr)))
    return join_lines([*lines, source_and_age(country, now, tr)])


def source_line(newest: Observation, tr: Translator) -> str:
    """Return who measured the readings, and where they were published."""
    if is_kmas(newest.source):
        return tr.plain("KMA readings")
    if newest.source == UNNAMED_SOURCE:
        return tr.plain("KMA readings from a local newspaper")
    return tr.plain("KMA readings from {source}", source=newest.source)


def _own_station(observation: Observation, catalogue: Catalogue, tr: Translator) -> Markup:
    name = catalogue[observation.station].name(tr.language)
    return Markup("<b>{}</b> {}").format(name, reading_summary(observation, tr))


def _marks(country: Summary, catalogue: Catalogue, own: Collection[int], tr: Translator) -> Iterator[StationMark]:
    """Yield a mark for each station; a suspect or missing reading has no colour."""
    known = {one.station: one.temperature for one in country.observations if not one.suspect}
    ranks = {number: rank for rank, number in enumerate(_label_order(country))}
    for station in catalogue:
        temperature = known.get(station.number)
        yield StationMark(
            longitude=station.longitude,
            latitude=station.latitude,
            temperature=temperature,
            name=station.name(tr.language),
            temperature_text=_NO_VALUE if temperature is None else format_degrees(tr.unit.of(temperature)),
            rank=ranks.get(station.number) if temperature is not None else None,
            is_own=station.number in own,
        )


def _label_order(country: Summary) -> list[int]:
    """Return the stations to label if there is room: the warmest and the coldest before the large cities."""
    extremes = [one.station for one in (*country.warmest[:1], *country.coldest[:1])]
    return [*extremes, *(number for number in LABELLED_STATIONS if number not in extremes)]


def _station_temperatures(observations: Sequence[Observation], catalogue: Catalogue, tr: Translator) -> tuple[str, ...]:
    return tuple(
        f"{catalogue[one.station].name(tr.language)} {with_minus_sign(tr.degrees(one.temperature))}"
        for one in observations[:_EXTREME_COUNT]
        if one.temperature is not None
    )
