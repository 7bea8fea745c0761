"""What the thresholds of slips cost and save (`bot.places.fuzzy`).

    .venv/bin/python -m bench.places_slips

A slip that is not certain is asked back. The table tells, for other thresholds than those in use, how many slips in the
names of the country are understood, asked back with the place that was meant, asked back without it, and taken for
another place because of how they are spelled: slips that are often made, and any one letter wrong, missing, doubled or
exchanged with the next. Beside them stand names that mean no place of Korea and are taken for one all the same: the
world's countries and the cities of its time zones in four languages (CLDR), and the words of Jogan's own Korean texts.
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

SLIPS = 1_000
CATALOGUE = Path(__file__).resolve().parents[1] / "locales" / "ko" / "LC_MESSAGES" / "jogan.po"
CHOICES = [(often, margin) for often in (1.0, 0.6) for margin in (0.4, 0.5, 1.0, 1.5)]

_KOREA = {"대한민국", "한국", "서울", "Seoul", "South Korea", "韓国", "ソウル", "韩国", "首尔"}
_HANGUL = sorted(set("".join(map(decompose, "가나다라마바사아자차카타파하거기구그고"))))
_KOREAN_WORD = re.compile("[가-힣]+")


def slipped(name: str, chance: random.Random, *, often: bool = False) -> str:
    """A name with one letter wrong, missing, doubled, or exchanged with the next; or with a slip that is often made."""
    parts = list(decompose(name))
    place = chance.randrange(1, len(parts))
    alike = sorted(other for other in typo_distance.get_frequent_typos(parts[place]) if other != parts[place])
    kind = "wrong" if often and alike else chance.choice(("wrong", "missing", "doubled", "exchanged"))
    if kind == "wrong":
        others = _HANGUL if parts[place] > "~" else string.ascii_lowercase
        parts[place] = chance.choice(alike if often and alike else [one for one in others if one != parts[place]])
    elif kind == "missing":
        del parts[place]
    elif kind == "doubled":
        parts.insert(place, parts[place])
    else:
        parts[place - 1 : place + 1] = parts[place - 1 : place + 1][::-1]
    return "".join(parts)


def bare(place: Place) -> str:
    """A name without its ending: a city and its station are in one place."""
    return short_form(place.names["ko"].split()[-1]).removesuffix("도")


def foreign_names() -> set[str]:
    """Countries, and cities that time zones are named after, in four languages."""
    names: set[str] = set()
    for locale in map(Locale.parse, ("ko", "en", "ja", "zh")):
        names.update(locale.territories.values())
        names.update(zone["city"] for zone in locale.time_zones.values() if zone.get("city"))
        names.update(str(zone).rpartition("/")[2].replace("_", " ") for zone in locale.time_zones)
    return names - _KOREA


def korean_words() -> set[str]:
    """Words of Jogan's own Korean texts that are no place's name."""
    with CATALOGUE.open("rb") as file:
        texts = " ".join(str(message.string) for message in read_po(file))
    known = {how for place in load_places(load_catalogue()) for how in (*korean_forms(place), *place.spellings)}
    return set(_KOREAN_WORD.findall(texts)) - known


def outcomes(places: Places, known: Iterable[Place], *, often: bool) -> Counter[str]:
    """What becomes of slips in names, the same ones every time."""
    chance = random.Random(5)  # noqa: S311 - the same slips every time
    pool = [place for place in known if place.kind is not Kind.STATION]
    counts: Counter[str] = Counter()
    for _ in range(SLIPS):
        place = chance.choice(pool)
        name = chance.choice([*sorted(korean_forms(place)), place.names["en"].lower()])
        answer = places.find(slipped(name, chance, often=often))
        if answer.match is None:
            is_offered = any(bare(match.place) == bare(place) for match in (answer.matches or answer.suggestions))
            counts["asked" if is_offered else "not offered"] += 1
        elif bare(answer.match.place) == bare(place):
            counts["right"] += 1
        else:
            counts[f"another, {answer.match.method}"] += 1
    return counts


def taken(places: Places, names: Iterable[str]) -> list[str]:
    """The names that are taken for a place of Korea because of how they are spelled."""
    found = ((name, places.find(name).match) for name in sorted(names))
    return [name for name, match in found if match is not None and match.method is MatchMethod.SPELLING]


def main() -> None:
    """Print the table."""
    catalogue, foreign, words = load_catalogue(), foreign_names(), korean_words()
    known = load_places(catalogue)
    places = Places(catalogue, known)
    used = typo_distance.FREQUENT_TYPO_COST, fuzzy.MIN_MARGIN
    print(f"in use: a slip that is often made counts {used[0]}, others are {used[1]} farther")  # noqa: T201 - the result
    for often, margin in CHOICES:
        typo_distance.FREQUENT_TYPO_COST = often
        fuzzy.MIN_MARGIN = margin
        columns = [
            f"{name} {counts['right'] / SLIPS:4.0%}/{counts['asked'] / SLIPS:4.0%}/{counts['not offered'] / SLIPS:4.0%}"
            f"/{counts[f'another, {MatchMethod.SPELLING}'] / SLIPS:5.1%}"
            for name, counts in (
                ("often made", outcomes(places, known, often=True)),
                ("any", outcomes(places, known, often=False)),
            )
        ]
        strange = (
            f"{len(taken(places, foreign))} of {len(foreign)} names, {len(taken(places, words))} of {len(words)} words"
        )
        print(f"{often:.1f} {margin:.1f}  {'  '.join(columns)}  {strange}")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
