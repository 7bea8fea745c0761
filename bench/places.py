"""Time to find a place and to load all places, compared with difflib over the same names.

    .venv/bin/python -m bench.places

As many invented towns are loaded as KMA's table of 읍, 면 and 동 has. Times are medians of CPU time, which other
programs on the machine hardly affect; the ratio is difflib's time divided by ours.
"""

import difflib
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable

from bot.places import Places
from bot.places.index import all_names
from bot.places.jamo import decompose
from bot.places.normalization import normalize
from bot.places.romanization import romanize
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.stations import load_catalogue

TOWNS = 3_800
ROUNDS = 300
QUERIES = {
    "an exact name": "강릉시",
    "a normal form": "강릉의 날씨",
    "a romanization": "Kangnung",
    "wrong keyboard": "rkdfmd",
    "a typing error": "강눙",
    "a foreign name": "Reykjavík",
}


def invented_towns() -> list[Place]:
    """Return invented towns all over the country, the same in each run."""
    rng = random.Random(3)  # noqa: S311 - reproducible
    regions = [place for place in load_places(load_catalogue()) if place.kind is Kind.DISTRICT]
    syllables = [chr(0xAC00 + rng.randrange(11_172)) for _ in range(400)]
    towns = {}
    while len(towns) < TOWNS:
        region = rng.choice(regions)
        name = "".join(rng.choices(syllables, k=rng.choice((2, 2, 3)))) + rng.choice("동읍면")
        names = {"ko": name, "en": romanize(name)[0]}
        key, place = f"{region.key} {name}", (region.latitude, region.longitude)
        towns[key] = Place(key, Kind.TOWN, names, (), region.province, region.district, *place)
    return list(towns.values())


def _median(work: Callable[[], object], times: int = ROUNDS) -> float:
    """Return the median CPU seconds of `work`; the first call, which builds tables, is not counted."""
    work()
    took = []
    for _ in range(times):
        begin = time.process_time()
        work()
        took.append(time.process_time() - begin)
    return statistics.median(took)


def _load(towns: list[Place]) -> Places:
    return Places(load_catalogue()).with_towns(towns)


def _megabytes(work: Callable[[], object]) -> float:
    tracemalloc.start()
    result = work()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del result
    return size / 1e6


def main() -> None:
    """Measure and print a table."""
    towns = invented_towns()
    places = _load(towns)
    names = [
        decompose(normalize(name)) for place in (*load_places(load_catalogue()), *towns) for name in all_names(place)
    ]
    print(f"loading {1000 * _median(lambda: _load(towns), 9):.0f} ms, {_megabytes(lambda: _load(towns)):.1f} MB")  # noqa: T201 - the result
    for name, text in QUERIES.items():
        ours = _median(lambda text=text: places.find(text))
        peer = _median(lambda text=text: difflib.get_close_matches(decompose(normalize(text)), names), 5)
        print(f"{name:16} {1e6 * ours:8.0f} µs, difflib {1e6 * peer:9.0f} µs: {peer / ours:7.0f}× faster")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
