"""The words of the country's temperature map, and its caption."""

import datetime as dt
from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.pictures.colours import Theme
from bot.pictures.content import CountryMap
from bot.rendering.layout import join_lines
from bot.rendering.pictures.degree_map import EXTREME_COUNT, MapWords, make_degree_map
from bot.rendering.weather import is_kmas, observation_time, reading_summary, source_and_age, station_list
from bot.weather.country import Summary, summarize
from bot.weather.freshness import LATE_AFTER
from sources.korea.stations import Catalogue
from sources.records import UNNAMED_SOURCE
from storage.content.observations import Observation


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
    # A suspect reading has no colour.
    values = {one.station: one.temperature for one in country.observations if not one.suspect}
    words = MapWords(
        title=tr.plain("Temperatures in Korea"),
        when=tr.plain("Observed {when}", when=observation_time(country.newest, now, tr)),
        source=source_line(country.newest, tr),
    )
    known = {station: degrees for station, degrees in values.items() if degrees is not None}
    return make_degree_map(words, known, catalogue, own, theme, tr)


def map_caption(
    country: Summary, catalogue: Catalogue, own: Collection[int], now: dt.datetime, tr: Translator
) -> Markup:
    """Return the caption, which describes the map for people who cannot see it."""
    newest = country.newest
    lines: list[Markup | None] = [Markup("<b>{}</b>").format(tr("Temperatures in Korea"))]
    by_station = {one.station: one for one in country.observations}
    lines += [_own_station(by_station[number], catalogue, tr) for number in own if number in by_station]
    if country.warmest:
        warmest, coldest = country.warmest[:EXTREME_COUNT], country.coldest[:EXTREME_COUNT]
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
