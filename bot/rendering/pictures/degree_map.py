"""Maps of temperatures at the weather stations."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.i18n.translator import Translator
from bot.pictures.colours import COLDEST, WARMEST, Theme
from bot.pictures.content import CountryMap, DegreeScale, MapMark, format_degrees, with_minus_sign
from sources.korea.stations import Catalogue
from storage.terms import Unit

# Distant islands are early, because labels have room on few of their sides.
LABELLED_STATIONS = (
    108, 159, 143, 112, 156, 133, 152, 184, 105, 102, 115, 131, 146, 101, 138, 165, 168,
    136, 119, 155, 192, 189, 90, 129, 140, 130, 114, 127, 169, 216, 95, 100, 295, 170,
)  # fmt: skip
"""Stations that are labelled if there is room, the most important first."""

EXTREME_COUNT = 3
"""The warmest and the coldest stations that are named."""

_SCALES = {Unit.CELSIUS: range(COLDEST, WARMEST + 1, 10), Unit.FAHRENHEIT: range(0, 101, 20)}
"""The degrees that are written below the colour scale."""

_NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class MapWords:
    """Title, time and source of a map, in the reader's words."""

    title: str
    when: str
    source: str


def make_degree_map(
    words: MapWords,
    values: Mapping[int, float],
    catalogue: Catalogue,
    own: Collection[int],
    theme: Theme,
    tr: Translator,
) -> CountryMap:
    """Return a map of temperatures; a station without a value is hollow.

    Args:
        words: what stands around the map.
        values: ℃ by station number.
        catalogue: the stations.
        own: the numbers of the chat's own stations.
        theme: light or dark.
        tr: the reader's language.
    """
    warmest, coldest = find_warmest(values), find_coldest(values)
    panel = ((tr.plain("Highest"), warmest), (tr.plain("Lowest"), coldest))
    return CountryMap(
        language=tr.language,
        theme=theme,
        title=words.title,
        when=words.when,
        marks=tuple(_marks(values, [*warmest[:1], *coldest[:1]], catalogue, own, tr)),
        panel=tuple((word, name_stations(found, values, catalogue, tr)) for word, found in panel if found),
        legend=tr.plain("This chat's cities") if own else None,
        source=tr.plain("{source} · Coast: Natural Earth", source=words.source),
        scale=DegreeScale(
            labels=tuple((tr.unit.to_celsius(degrees), format_degrees(degrees)) for degrees in _SCALES[tr.unit]),
            used=(min(values.values()), max(values.values())) if values else None,
        ),
    )


def find_warmest(values: Mapping[int, float]) -> list[int]:
    """Return the stations with the highest temperatures, the warmest first."""
    return sorted(values, key=lambda station: (-values[station], station))[:EXTREME_COUNT]


def find_coldest(values: Mapping[int, float]) -> list[int]:
    """Return the stations with the lowest temperatures, the coldest first."""
    return sorted(values, key=lambda station: (values[station], station))[:EXTREME_COUNT]


def name_stations(
    stations: Sequence[int], values: Mapping[int, float], catalogue: Catalogue, tr: Translator
) -> tuple[str, ...]:
    """Return stations with their temperatures: ``인천 15.9℃``."""
    return tuple(f"{catalogue[one].name(tr.language)} {with_minus_sign(tr.degrees(values[one]))}" for one in stations)


def _marks(
    values: Mapping[int, float], first: Sequence[int], catalogue: Catalogue, own: Collection[int], tr: Translator
) -> Iterator[MapMark]:
    """Yield a mark for each station; the stations to label first have the first ranks."""
    order = [*first, *(number for number in LABELLED_STATIONS if number not in first)]
    ranks = {number: rank for rank, number in enumerate(order)}
    for station in catalogue:
        value = values.get(station.number)
        yield MapMark(
            longitude=station.longitude,
            latitude=station.latitude,
            value=value,
            name=station.name(tr.language),
            text=_NO_VALUE if value is None else format_degrees(tr.unit.of(value)),
            rank=ranks.get(station.number) if value is not None else None,
            is_own=station.number in own,
        )
