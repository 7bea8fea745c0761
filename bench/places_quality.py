"""Quality of place matching: which names of places, as people write them, are understood.

    .venv/bin/python -m bench.places_quality [--wrong] [FILE]

FILE is a table `query,kind,expected` in UTF-8; without one it is `tests/data/places_queries.csv`. `expected` is the key
of a place (`서울`, `강원 강릉시`, `station:100`, `판교`); `a|b|c` if the name is ambiguous, so that a question with at
least two of them is right; a key with `?` if answering and asking are equally good; empty if no place in Korea is
meant.
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
from bot.places.normalization import town_short_form
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.stations import load_catalogue
from sources.korea.succession import follow

QUERIES = Path(__file__).resolve().parents[1] / "tests" / "data" / "places_queries.csv"
MIN_RIGHT = 0.993
MAX_WRONG = 0.0005

_SUFFIX = re.compile(r"(?<=..)[시군구도]$")


class Outcome(StrEnum):
    """Outcomes of a query."""

    RIGHT = "correct"
    ASKED_RIGHTLY = "asked, correct"
    ASKED = "asked"
    NOT_FOUND = "not found"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Query:
    """A name as somebody writes it, with the expected place.

    Attributes:
        text: the name as written.
        kind: the kind of spelling, by which it is counted.
        expected: the places that may be meant; empty if no place in Korea is meant.
        may_ask: True if asking is as good as answering.
    """

    text: str
    kind: str
    expected: tuple[Place, ...]
    may_ask: bool


def read_queries(path: Path, known: Mapping[str, Place]) -> tuple[Query, ...]:
    """Read the table of queries; `known` are the places by key.

    Raises:
        ValueError: a row expects an unknown place.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_query(row, known) for row in csv.DictReader(file))


def classify(query: Query, answer: Answer) -> Outcome:
    """Return the outcome of a query by the answer to it."""
    if answer.match is not None:
        is_right = len(query.expected) == 1 and _is_meant(answer.match, query)
        return Outcome.RIGHT if is_right else Outcome.WRONG
    if not query.expected:
        return Outcome.RIGHT
    offered = answer.matches or answer.suggestions
    meant = sum(_is_meant(match, query) for match in offered)
    if (query.may_ask and meant) or (len(query.expected) > 1 and meant > 1):
        return Outcome.ASKED_RIGHTLY
    return Outcome.ASKED if meant or answer.matches else Outcome.NOT_FOUND


def share_right(outcomes: Counter[Outcome]) -> float:
    """Return the share of queries that were answered or asked back rightly."""
    return (outcomes[Outcome.RIGHT] + outcomes[Outcome.ASKED_RIGHTLY]) / outcomes.total()


def share_wrong(outcomes: Counter[Outcome]) -> float:
    """Return the share of queries that were answered with a wrong place."""
    return outcomes[Outcome.WRONG] / outcomes.total()


def is_failure(outcome: Outcome) -> bool:
    """Return whether an outcome is a failure."""
    return outcome not in {Outcome.RIGHT, Outcome.ASKED_RIGHTLY}


def places_by_key() -> dict[str, Place]:
    """Return all built-in places by key."""
    return {place.key: place for place in load_places(load_catalogue())}


def _query(row: Mapping[str, str], known: Mapping[str, Place]) -> Query:
    keys = row["expected"].strip()
    try:
        expected = tuple(known.get(key) or known[follow(key)] for key in keys.removesuffix("?").split("|") if key)
    except KeyError as error:
        raise ValueError(f"{row['query']!r} expects {error}, which is no place's key") from error
    return Query(row["query"], row["kind"], expected, may_ask=keys.endswith("?"))


def _is_meant(match: Match, query: Query) -> bool:
    return any(_are_same(match.place, place) for place in query.expected)


def _are_same(here: Place, there: Place) -> bool:
    """Return whether two places are the same, or have one name in one province, like 강릉 and 강릉시.

    An imported town is as good as its district, which is all that is known of it before an import.
    """
    is_district = there.kind is Kind.DISTRICT or (there.kind is Kind.PROVINCE and here.district is None)
    if here.kind is Kind.TOWN and is_district:
        return here.province == there.province and (here.district or "").startswith(there.district or "")
    return here.key == there.key or (here.province == there.province and _bare(here) == _bare(there))


def _bare(place: Place) -> str:
    is_region = place.kind in {Kind.PROVINCE, Kind.DISTRICT}
    return _SUFFIX.sub("", place.key.split()[-1] if is_region else town_short_form(place.names["ko"]))


def _print(name: str, outcomes: Counter[Outcome]) -> None:
    columns = "".join(f"{outcomes[outcome]:>15}" for outcome in Outcome)
    print(f"{name:<24}{outcomes.total():>8}{columns}")  # noqa: T201 - the output


def _print_failure(query: Query, answer: Answer, outcome: Outcome) -> None:
    expected = "|".join(place.key for place in query.expected)
    offered = "|".join(f"{match.place.key} ({match.method})" for match in answer.matches or answer.suggestions)
    print(f"{outcome}\t{query.kind}\t{query.text[:60]!r}\t{expected}\t{offered}")  # noqa: T201 - the output


def _measure(queries: Iterable[Query], show_failures: bool) -> dict[str, Counter[Outcome]]:
    places = Places(load_catalogue())
    kinds: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for query in queries:
        answer = places.find(query.text)
        outcome = classify(query, answer)
        kinds[query.kind][outcome] += 1
        if show_failures and is_failure(outcome):
            _print_failure(query, answer, outcome)
    return kinds


def main() -> None:
    """Run all queries and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=QUERIES, help="a table query,kind,expected")
    parser.add_argument("--wrong", action="store_true", help="print each failed query first")
    arguments = parser.parse_args()
    kinds = _measure(read_queries(arguments.file, places_by_key()), arguments.wrong)
    total = sum(kinds.values(), Counter[Outcome]())
    print(f"{'':<24}{'queries':>8}" + "".join(f"{outcome:>15}" for outcome in Outcome))  # noqa: T201 - the output
    for kind, outcomes in kinds.items():
        _print(kind, outcomes)
    _print("all", total)
    print(  # noqa: T201 - the output
        f"{share_right(total):.2%} correct or asked correctly (goal: {MIN_RIGHT:.1%}), "
        f"{share_wrong(total):.2%} wrong (goal: under {MAX_WRONG:.2%})"
    )


if __name__ == "__main__":
    main()
