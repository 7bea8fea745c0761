"""How well the names that people write are understood.

    .venv/bin/python -m bench.places_quality [--wrong] [FILE]

FILE is a table `query,kind,expected` in UTF-8; without one it is `tests/data/places_queries.csv`. `expected` is the key
of a place (`서울`, `강원 강릉시`, `station:100`, `판교`); `a|b|c` where the name alone cannot tell, so that a question
between two of them at least is what is right; a key with `?` where answering and asking are equally good; nothing where
no place in Korea is meant.
"""

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.places import Answer, Match, Places
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.stations import load_catalogue

QUERIES = Path(__file__).resolve().parents[1] / "tests" / "data" / "places_queries.csv"
LEAST_RIGHT = 0.99
MOST_WRONG = 0.003

_ENDING = re.compile(r"(?<=..)[시군구도]$")


class Verdict(StrEnum):
    """What an answer is worth."""

    RIGHT = "correct"
    ASKED_RIGHTLY = "asked, correct"
    ASKED = "asked"
    NOT_FOUND = "not found"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody writes and what is meant.

    Attributes:
        text: as it is written.
        kind: the kind of spelling, under which it is counted.
        expected: the places that may be meant; none where no place in Korea is.
        may_ask: asking is as good as answering.
    """

    text: str
    kind: str
    expected: tuple[Place, ...]
    may_ask: bool


def read_queries(path: Path, known: Mapping[str, Place]) -> tuple[Query, ...]:
    """The table of queries; `known` are the places by key.

    Raises:
        ValueError: a row expects a place that is not known.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_query(row, known) for row in csv.DictReader(file))


def judge(query: Query, answer: Answer) -> Verdict:
    """What `answer` is worth to who wrote `query`."""
    if answer.match is not None:
        is_right = len(query.expected) == 1 and _is_meant(answer.match, query)
        return Verdict.RIGHT if is_right else Verdict.WRONG
    if not query.expected:
        return Verdict.RIGHT
    offered = answer.matches or answer.suggestions
    meant = sum(_is_meant(match, query) for match in offered)
    if (query.may_ask and meant) or (len(query.expected) > 1 and meant > 1):
        return Verdict.ASKED_RIGHTLY
    return Verdict.ASKED if meant or answer.matches else Verdict.NOT_FOUND


def share_right(verdicts: Counter[Verdict]) -> float:
    """The share of queries that were answered, or asked back, as they should be."""
    return (verdicts[Verdict.RIGHT] + verdicts[Verdict.ASKED_RIGHTLY]) / verdicts.total()


def share_wrong(verdicts: Counter[Verdict]) -> float:
    """The share of queries that were answered with certainty, and wrongly."""
    return verdicts[Verdict.WRONG] / verdicts.total()


def is_failure(verdict: Verdict) -> bool:
    """Whether the answer was not the one that it should be."""
    return verdict not in {Verdict.RIGHT, Verdict.ASKED_RIGHTLY}


def places_by_key() -> dict[str, Place]:
    """The places that Jogan knows."""
    return {place.key: place for place in load_places(load_catalogue())}


def _query(row: Mapping[str, str], known: Mapping[str, Place]) -> Query:
    keys = row["expected"].strip()
    try:
        expected = tuple(known[key] for key in keys.removesuffix("?").split("|") if key)
    except KeyError as error:
        raise ValueError(f"{row['query']!r} expects {error}, which is no place's key") from error
    return Query(row["query"], row["kind"], expected, may_ask=keys.endswith("?"))


def _is_meant(match: Match, query: Query) -> bool:
    return any(_are_one(match.place, place) for place in query.expected)


def _are_one(here: Place, there: Place) -> bool:
    """Whether two places are one to who asks: the same, or of one name in one province, as 강릉 and 강릉시 are."""
    return here.key == there.key or (here.province == there.province and _bare(here) == _bare(there))


def _bare(place: Place) -> str:
    is_region = place.kind in {Kind.PROVINCE, Kind.DISTRICT}
    return _ENDING.sub("", place.key.split()[-1] if is_region else place.names["ko"])


def _print(name: str, verdicts: Counter[Verdict]) -> None:
    columns = "".join(f"{verdicts[verdict]:>15}" for verdict in Verdict)
    print(f"{name:<24}{verdicts.total():>8}{columns}")  # noqa: T201 - the output


def _print_failure(query: Query, answer: Answer, verdict: Verdict) -> None:
    expected = "|".join(place.key for place in query.expected)
    offered = "|".join(f"{match.place.key} ({match.method})" for match in answer.matches or answer.suggestions)
    print(f"{verdict}\t{query.kind}\t{query.text[:60]!r}\t{expected}\t{offered}")  # noqa: T201 - the output


def _measure(queries: Iterable[Query], show_failures: bool) -> dict[str, Counter[Verdict]]:
    places = Places(load_catalogue())
    kinds: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for query in queries:
        answer = places.find(query.text)
        verdict = judge(query, answer)
        kinds[query.kind][verdict] += 1
        if show_failures and is_failure(verdict):
            _print_failure(query, answer, verdict)
    return kinds


def main() -> None:
    """Ask for every query, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=QUERIES, help="a table query,kind,expected")
    parser.add_argument("--wrong", action="store_true", help="print each query that was not understood, first")
    arguments = parser.parse_args()
    kinds = _measure(read_queries(arguments.file, places_by_key()), arguments.wrong)
    total = sum(kinds.values(), Counter[Verdict]())
    print(f"{'':<24}{'queries':>8}" + "".join(f"{verdict:>15}" for verdict in Verdict))  # noqa: T201 - the output
    for kind, verdicts in kinds.items():
        _print(kind, verdicts)
    _print("all", total)
    print(  # noqa: T201 - the output
        f"{share_right(total):.2%} correct or asked correctly (goal: {LEAST_RIGHT:.0%}), "
        f"{share_wrong(total):.2%} wrong (goal: under {MOST_WRONG:.1%})"
    )


if __name__ == "__main__":
    main()
