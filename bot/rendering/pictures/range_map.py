"""The words of the maps of the day's lows and highs, and their captions."""

from collections.abc import Collection, Mapping

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.parsing.pictures import MapKind
from bot.pictures.colours import Theme
from bot.pictures.content import CountryMap
from bot.rendering.layout import join_lines
from bot.rendering.pictures.degree_map import MapWords, find_coldest, find_warmest, make_degree_map, name_stations
from bot.weather.stations import DayRanges
from sources.korea.stations import Catalogue
from sources.records import KST

_TITLES = {MapKind.LOW: N_("Lowest temperatures of the day"), MapKind.HIGH: N_("Highest temperatures of the day")}


_END_OF_DAY = "24:00"


def make_range_map(
    kind: MapKind,
    ranges: DayRanges,
    source: str,
    catalogue: Catalogue,
    own: Collection[int],
    theme: Theme,
    tr: Translator,
) -> CountryMap:
    """Return the map of the lows or the highs that the stations have measured on a day so far.

    Args:
        kind: `LOW` or `HIGH`.
        ranges: the temperatures.
        source: who measured them, in the reader's language.
        catalogue: the stations.
        own: the numbers of the chat's own stations.
        theme: light or dark.
        tr: the reader's language.
    """
    words = MapWords(title=tr.plain(_TITLES[kind]), when=_until(ranges, tr), source=source)
    return make_degree_map(words, _values(kind, ranges), catalogue, own, theme, tr)


def range_map_caption(
    kind: MapKind, ranges: DayRanges, source: str, catalogue: Catalogue, own: Collection[int], tr: Translator
) -> Markup:
    """Return the caption, which describes the map for people who cannot see it; arguments as for the map."""
    values = _values(kind, ranges)
    highest = name_stations(find_warmest(values), values, catalogue, tr)
    lowest = name_stations(find_coldest(values), values, catalogue, tr)
    return join_lines(
        [
            Markup("<b>{}</b>").format(tr(_TITLES[kind])),
            *map(Markup.escape, name_stations([number for number in own if number in values], values, catalogue, tr)),
            tr("Highest: {stations}", stations=tr.join_names(highest)),
            tr("Lowest: {stations}", stations=tr.join_names(lowest)),
            Markup("{} · {}").format(source, _until(ranges, tr)),
        ]
    )


def _values(kind: MapKind, ranges: DayRanges) -> Mapping[int, float]:
    return {number: one.low if kind is MapKind.LOW else one.high for number, one in ranges.stations.items()}


def _until(ranges: DayRanges, tr: Translator) -> str:
    """Return the day, and the hour up to which it has been measured; the end of a day is 24 o'clock."""
    local = ranges.until.astimezone(KST)
    time = tr.time(local.time()) if local.date() == ranges.day else _END_OF_DAY
    return tr.plain("{day}, hourly readings up to {time}", day=tr.day(ranges.day), time=time)
