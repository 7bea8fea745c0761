"""Effect of the thresholds for typos (`bot.places.fuzzy`).

    .venv/bin/python -m bench.places_slips

The bot asks back if a typo is not certain. For several thresholds the table shows the shares of typos in Korean names
that are understood, asked back with the right place, asked back without it, and matched with another place by spelling:
for frequent typos, and for any single letter wrong, missing, doubled or swapped with the next. The last columns count
false matches of names that mean no place in Korea: countries and the cities of time zones in four languages (CLDR), and
the words of Jogan's own Korean texts.
"""

import random
import re
import string
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

from bot.places import MatchMethod, Places, fuzzy, typo_distance
from bot.places.index import korean_forms
from bot.places.jamo import decompose
from bot.places.normalization import short_form
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.stations import load_catalogue

TYPOS = 1_000
CATALOGUE = Path(__file__).resolve().parents[1] / "locales" / "ko" / "LC_MESSAGES" / "jogan.po"
CHOICES = [(often, margin) for often in (1.0, 0.6) for margin in (0.4, 0.5, 1.0, 1.5)]

_KOREA = {"대한민국", "한국", "서울", "Seoul", "South Korea", "韓国", "ソウル", "韩国", "首尔"}
_HANGUL = sorted(set("".join(map(decompose, "가나다라마바사아자차카타파하거기구그고"))))
_KOREAN_WORD = re.compile("[가-힣]+")


def add_typo(name: str, rng: random.Random, *, often: bool = False) -> str:
    """Return a name with a typo: one letter wrong, missing, doubled or swapped with the next; or a frequent typo."""
    parts = list(decompose(name))
    place = rng.randrange(1, len(parts))
    frequent = sorted(other for other in typo_distance.get_frequent_typos(parts[place]) if other != parts[place])
    kind = "wrong" if often and frequent else rng.choice(("wrong", "missing", "doubled", "swapped"))
    if kind == "wrong":
        others = _HANGUL if parts[place] > "~" else string.ascii_lowercase
        parts[place] = rng.choice(frequent if often and frequent else [one for one in others if one != parts[place]])
    elif kind == "missing":
        del parts[place]
    elif kind == "doubled":
        parts.insert(place, parts[place])
    else:
        parts[place - 1 : place + 1] = parts[place - 1 : place + 1][::-1]
    return "".join(parts)


def bare(place: Place) -> str:
    """Return a name without its suffix, so that a city and its station are equal."""
    return short_form(place.names["ko"].split()[-1]).removesuffix("도")


def foreign_names() -> set[str]:
    """Return countries, and cities of time zones, in four languages."""
    names: set[str] = set()
    for locale in map(Locale.parse, ("ko", "en", "ja", "zh")):
        names.update(locale.territories.values())
        names.update(zone["city"] for zone in locale.time_zones.values() if zone.get("city"))
        names.update(str(zone).rpartition("/")[2].replace("_", " ") for zone in locale.time_zones)
    return names - _KOREA


def korean_words() -> set[str]:
    """Return the words of Jogan's own Korean texts that are not names of places."""
    with CATALOGUE.open("rb") as file:
        texts = " ".join(str(message.string) for message in read_po(file))
    known = {name for place in load_places(load_catalogue()) for name in (*korean_forms(place), *place.spellings)}
    return set(_KOREAN_WORD.findall(texts)) - known


def outcomes(places: Places, known: Iterable[Place], *, often: bool) -> Counter[str]:
    """Count the outcomes of typos in names, the same in each run."""
    rng = random.Random(5)  # noqa: S311 - reproducible
    pool = [place for place in known if place.kind is not Kind.STATION]
    counts: Counter[str] = Counter()
    for _ in range(TYPOS):
        place = rng.choice(pool)
        name = rng.choice([*sorted(korean_forms(place)), place.names["en"].lower()])
        answer = places.find(add_typo(name, rng, often=often))
        if answer.match is None:
            is_offered = any(bare(match.place) == bare(place) for match in (answer.matches or answer.suggestions))
            counts["asked" if is_offered else "not offered"] += 1
        elif bare(answer.match.place) == bare(place):
            counts["right"] += 1
        else:
            counts[f"another, {answer.match.method}"] += 1
    return counts


def find_false_matches(places: Places, names: Iterable[str]) -> list[str]:
    """Return the names that are matched with a place in Korea by spelling."""
    found = ((name, places.find(name).match) for name in sorted(names))
    return [name for name, match in found if match is not None and match.method is MatchMethod.SPELLING]


def main() -> None:
    """Measure and print a table."""
    catalogue, foreign, words = load_catalogue(), foreign_names(), korean_words()
    known = load_places(catalogue)
    places = Places(catalogue, known)
    used = typo_distance.FREQUENT_TYPO_COST, fuzzy.MIN_MARGIN
    print(f"in use: a frequent typo costs {used[0]}, other places are at least {used[1]} farther")  # noqa: T201 - the result
    for often, margin in CHOICES:
        typo_distance.FREQUENT_TYPO_COST = often
        fuzzy.MIN_MARGIN = margin
        columns = [
            f"{name} {counts['right'] / TYPOS:4.0%}/{counts['asked'] / TYPOS:4.0%}/{counts['not offered'] / TYPOS:4.0%}"
            f"/{counts[f'another, {MatchMethod.SPELLING}'] / TYPOS:5.1%}"
            for name, counts in (
                ("frequent", outcomes(places, known, often=True)),
                ("any", outcomes(places, known, often=False)),
            )
        ]
        wrong = [len(find_false_matches(places, names)) for names in (foreign, words)]
        false = f"{wrong[0]} of {len(foreign)} names, {wrong[1]} of {len(words)} words"
        print(f"{often:.1f} {margin:.1f}  {'  '.join(columns)}  {false}")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
