"""Quality of place matching on KMA's table of towns: how each town of a table is understood, by kind of name.

    .venv/bin/python -m bench.places_towns [--wrong KIND] FILE

FILE is KMA's table (data.go.kr, dataset 15084084), CSV or XLSX; it is loaded as by `jogan places import`. Each town is
asked for by its district and name (영통구 영통1동), by its name alone, without its ending (청평), and as 읍 and 면 in
Revised Romanization without the ending (Cheongpyeong). Several towns may have a name; then a question that offers the
town is right. A region that has the name itself (용산면 and 용산구 without their endings) is counted apart: people mean
it first. A certain answer with any other place is wrong.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from bot.places import Answer, Places
from bot.places.known import add_undivided_towns, town_to_place
from bot.places.normalization import has_town_ending, short_form, town_short_form
from sources.kma.town_table import Town, parse_towns
from sources.korea.gazetteer import Kind, Place
from sources.korea.romanization import romanize
from sources.korea.stations import load_catalogue

_REGIONS = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.STATION})
_RURAL = ("읍", "면")


class Outcome(StrEnum):
    """Outcomes of a town's name."""

    RIGHT = "right"
    ASKED = "asked"
    REGION = "a region of that name"
    NOT_FOUND = "not found"
    WRONG = "wrong"


class Kinds(StrEnum):
    """Kinds of names by which towns are asked for."""

    IN_DISTRICT = "district and name"
    NAME = "name"
    STEM = "without its ending"
    LATIN = "읍 and 면 in Latin letters"


def load_towns(path: Path) -> list[Place]:
    """Return the towns of a table as places, as the bot loads them.

    Raises:
        BrokenDocument: the file is not KMA's table.
    """
    towns: Iterable[Town] = parse_towns(path.read_bytes()).towns
    return [town_to_place(town) for town in add_undivided_towns(list(towns))]


def classify(text: str, town: Place, answer: Answer) -> Outcome:
    """Return the outcome of a town's name by the answer to it."""
    match = answer.match
    if match is None:
        return Outcome.ASKED if any(_is_same(one.place, town, text) for one in answer.matches) else Outcome.NOT_FOUND
    if _is_same(match.place, town, text):
        return Outcome.RIGHT
    if match.place.kind in _REGIONS and not has_town_ending(text) and _shares_district(match.place, town):
        return Outcome.RIGHT
    if _is_region_of_name(match.place, town):
        return Outcome.REGION
    return Outcome.WRONG


def count_outcomes(
    places: Places, towns: Iterable[Place], name: Callable[[Place], str | None]
) -> Iterator[tuple[str, Place, Answer, Outcome]]:
    """Yield each town's name with the answer to it and its outcome."""
    for town in towns:
        if text := name(town):
            answer = places.find(text)
            yield text, town, answer, classify(text, town, answer)


def name_in_district(town: Place) -> str:
    """Return a town's name after its district, or after its province if it has none."""
    return f"{town.district or town.province} {town.names['ko']}"


def stem(town: Place) -> str | None:
    """Return a town's name without its ending, if it has two syllables then."""
    bare = town_short_form(town.names["ko"])
    return bare if len(bare) > 1 and bare != town.names["ko"] else None


def latin_stem(town: Place) -> str | None:
    """Return the Revised Romanization of the name of a 읍 or 면, without its ending."""
    name = town.names["ko"]
    return romanize(name[:-1]) if name.endswith(_RURAL) else None


NAMES: dict[Kinds, Callable[[Place], str | None]] = {
    Kinds.IN_DISTRICT: name_in_district,
    Kinds.NAME: lambda town: town.names["ko"],
    Kinds.STEM: stem,
    Kinds.LATIN: latin_stem,
}
"""How a town is named, by kind."""


def _is_same(place: Place, town: Place, text: str) -> bool:
    """Return whether a place is the town; a part of it, or what has its name there, is if no ending was said."""
    if place.kind is Kind.TOWN and has_town_ending(text):
        return place.key == town.key
    if place.province != town.province or not _shares_district(place, town):
        return False
    return _bare(place) == _bare(town)


def _shares_district(place: Place, town: Place) -> bool:
    """Return whether two places are in one district; a city's ward is in the city."""
    here, there = place.district or "", town.district or ""
    return here == there or (bool(here) and there.startswith(f"{here} "))


def _bare(place: Place) -> str:
    return short_form(town_short_form(place.names["ko"].split()[-1]))


def _is_region_of_name(place: Place, town: Place) -> bool:
    if place.kind not in _REGIONS:
        return False
    name = place.names["ko"].split()[-1]
    return _bare(place) == _bare(town) or romanize(short_form(name)) == romanize(_bare(town))


def main() -> None:
    """Ask for all towns and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, help="KMA's table of towns")
    parser.add_argument(
        "--wrong", choices=[kind.name.lower() for kind in Kinds], help="print the names of a kind that fail"
    )
    arguments = parser.parse_args()
    towns = load_towns(arguments.file)
    places = Places(load_catalogue()).with_towns(towns).warm_up()
    kinds: dict[Kinds, Counter[Outcome]] = defaultdict(Counter)
    for kind, name in NAMES.items():
        for text, town, answer, outcome in count_outcomes(places, towns, name):
            kinds[kind][outcome] += 1
            if arguments.wrong == kind.name.lower() and outcome not in {Outcome.RIGHT, Outcome.ASKED}:
                offered = "|".join(one.place.key for one in answer.matches or answer.suggestions)
                print(f"{outcome}\t{text}\t{town.key}\t{offered}")  # noqa: T201 - the output
    print(f"{'':<28}{'names':>8}" + "".join(f"{outcome:>23}" for outcome in Outcome))  # noqa: T201 - the output
    for kind, counts in kinds.items():
        shares = "".join(f"{counts[outcome]:>14} {counts[outcome] / counts.total():7.2%}" for outcome in Outcome)
        print(f"{kind:<28}{counts.total():>8}{shares}")  # noqa: T201 - the output


if __name__ == "__main__":
    main()
