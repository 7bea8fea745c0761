"""Quality and speed of the reader of what is asked, on sentences as people write them.

    .venv/bin/python -m bench.sentences [--wrong] [--half N] [--towns TABLE] [FILE]

FILE is a table `said,language,what,when,where,rest` in UTF-8; without one it is `tests/data/sentences.csv`. `what`,
`when` and `where` join several values by `|`; `A or B` are both right, `none` is no question. `+2` is two days from
today, `+30m` thirty minutes from now, `weekday:sat` the next Saturday, `range:tomorrow..3d` three days from tomorrow,
`date:05-20` a date, `lunar:05-05` one of the lunar calendar, `month:next` the next month, `week1:05` the first week of
May, `third3:this` this month's end, `year:2024` a year. A `rest` after `~` may be told or not.
`--half 0` and `--half 1` take the rows by a hash of `said`, so that rules can be mended on one half and measured on
the other. `--towns` loads KMA's table of towns first.
"""

import argparse
import csv
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from bot.parsing.days import FESTIVALS, Day, DayKind, DayRange
from bot.parsing.intent import When
from bot.parsing.reader import Asked, read
from bot.parsing.topics import Topic
from bot.places import Match, Places
from bot.places.known import add_undivided_towns, town_to_place
from bot.places.match import MatchMethod
from sources.kma.town_table import parse_towns
from sources.korea.stations import load_catalogue
from storage.terms import Days

_DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
SENTENCES, MORE_SENTENCES = _DATA / "sentences.csv", _DATA / "more_sentences.csv"
EVERYDAY_SENTENCES, PLAIN_SENTENCES = _DATA / "everyday_sentences.csv", _DATA / "plain_sentences.csv"
DAY_SENTENCES = _DATA / "day_sentences.csv"
ROUTINE_SENTENCES, TRICKY_SENTENCES = _DATA / "routine_sentences.csv", _DATA / "tricky_sentences.csv"
VARIED_SENTENCES = _DATA / "varied_sentences.csv"
FRESH_SENTENCES, ERRAND_SENTENCES = _DATA / "fresh_sentences.csv", _DATA / "errand_sentences.csv"
MIXED_SENTENCES, ORDER_SENTENCES = _DATA / "mixed_sentences.csv", _DATA / "order_sentences.csv"
PHONE_SENTENCES = _DATA / "phone_sentences.csv"
CHAT_SENTENCES, TALK_SENTENCES = _DATA / "chat_sentences.csv", _DATA / "talk_sentences.csv"
TASK_SENTENCES = _DATA / "task_sentences.csv"
MIN_RIGHT, MAX_WRONG, MAX_SECONDS = 0.97, 0.003, 0.003

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COMMANDS = {
    "/weather": Topic.NOW,
    "/subscribe": Topic.SUBSCRIBE,
    "/unsubscribe": Topic.UNSUBSCRIBE,
    "/news": Topic.NEWS,
}
_YEAR = re.compile("date:[0-9]{4}-")
_SPAN = re.compile("([0-9]+)d")
_ENDING = re.compile(r"(?<=..)(?:특별자치시|특별자치도|특별시|광역시|시|군|도)(?=\s|$)")


class Outcome(StrEnum):
    """Outcomes of a sentence."""

    RIGHT = "right"
    ASKED = "asked"
    NOT_UNDERSTOOD = "not understood"
    WRONG = "wrong"


_BEST = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it asks for, in the table's notation.

    Attributes:
        said: the sentence.
        language: its language.
        whats: the topics; each alternative is right.
        whens: the days and times; each alternative is right.
        wheres: the places; each alternative is right.
        rest: what should be said not to be understood.
        may_have_rest: whether other words may remain, or those may be dropped.
    """

    said: str
    language: str
    whats: tuple[frozenset[str], ...]
    whens: tuple[frozenset[str], ...]
    wheres: tuple[tuple[str, ...], ...]
    rest: str
    may_have_rest: bool = False

    @property
    def what(self) -> frozenset[str]:
        """The first alternative of the topics."""
        return self.whats[0]

    @property
    def when(self) -> frozenset[str]:
        """The first alternative of the days and times."""
        return self.whens[0]

    @property
    def where(self) -> tuple[str, ...]:
        """The first alternative of the places."""
        return self.wheres[0]


def read_sentences(path: Path, half: int | None = None) -> tuple[Sentence, ...]:
    """Read the table, or the half of it whose hashes are even (0) or odd (1)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = map(_sentence, csv.DictReader(file))
        return tuple(row for row in rows if half is None or _hash(row.said) % 2 == half)


def ask(sentence: Sentence, places: Places) -> Asked:
    """Read a sentence; a command before it says what it is about."""
    command, _, words = sentence.said.partition(" ")
    topic = _COMMANDS.get(command)
    return read(sentence.said if topic is None else words, places, topic)


def classify(sentence: Sentence, asked: Asked, places: Places) -> Outcome:
    """Return the outcome of a sentence by what was read from it.

    A sentence that is not a question is right if nothing is read from it. Something read that was not said, or said
    and neither read nor left in the rest, is wrong.
    """
    what = {str(topic) for topic in asked.what}
    nothing = frozenset({"none"})
    if not what:
        return Outcome.RIGHT if nothing in sentence.whats else Outcome.NOT_UNDERSTOOD
    if set(sentence.whats) == {nothing}:
        return Outcome.ASKED if _is_question(asked) else Outcome.WRONG
    is_right = any(_same_topics(one, what, sentence) for one in sentence.whats) and any(
        _same_when(sentence, one, asked.when) for one in sentence.whens
    )
    if not is_right:
        return Outcome.WRONG
    return min((_classify_places(sentence, where, asked, places) for where in sentence.wheres), key=_BEST.index)


def _is_question(asked: Asked) -> bool:
    """Return whether the bot asks which place is meant, instead of giving one."""
    return bool(asked.names) and not any(_is_certain(one.answer.match) for one in asked.names)


def _is_certain(match: Match | None) -> bool:
    return match is not None and match.method is not MatchMethod.SPELLING


def _same_topics(expected: frozenset[str], found: set[str], sentence: Sentence) -> bool:
    def fold(topics: Iterable[str]) -> set[str]:
        # The weather of today is a reading and a forecast; the table's notes take both. To stop is to unsubscribe.
        same = {"forecast": "now"} if sentence.when == {"today"} else {}
        if not sentence.where:
            # Without a place, to unsubscribe is to stop.
            same["unsubscribe"] = "stop"
        folded = {same.get(topic, topic) for topic in topics}
        # Beside a question, thanks need no answer.
        return folded - {"thanks"} or folded

    return fold(expected) == fold(found)


def _same_when(sentence: Sentence, expected: frozenset[str], when: When) -> bool:
    def fold(tokens: Iterable[str]) -> set[str]:
        return {"night" if one == "evening" else one for token in tokens for one in _days_of_range(token)}

    found = set(_notation(when))
    if not any(map(_YEAR.search, expected)):
        found = set(map(_without_year, found))
    if any("subscribe" in one for one in sentence.whats) and "daily" in expected | found:
        # Every day is what a bulletin comes if no days are said.
        return fold(expected - {"daily"}) == fold(found - {"daily"})
    if sentence.language == "ko":
        return set(chain.from_iterable(map(_days_of_range, expected))) == set(
            chain.from_iterable(map(_days_of_range, found))
        )
    return fold(expected) == fold(found)


def _without_year(token: str) -> str:
    return _YEAR.sub("date:", token)


def _days_of_range(token: str) -> Iterable[str]:
    """Yield the days from one to another, or the token itself."""
    ends = token.removeprefix("range:").split("..")
    if span := _SPAN.fullmatch(ends[-1]):
        series, place = _place_in_series(ends[0])
        return [series[(place + step) % len(series)] for step in range(int(span[1]))]
    series, places = zip(*map(_place_in_series, ends), strict=True)
    if ends == [token] or series[0] != series[1]:
        return [token]
    length = len(series[0])
    return [series[0][(places[0] + step) % length] for step in range((places[1] - places[0]) % length + 1)]


def _place_in_series(token: str) -> tuple[tuple[str, ...], int]:
    """Return the days that follow each other of which one is named, and its index."""
    prefix, _, name = token.partition(":")
    days = (*_NAMED_OFFSETS.values(), *(f"+{number}" for number in range(2, 32)))
    if name in _WEEKDAYS:
        return tuple(f"{prefix}:{day}" for day in _WEEKDAYS), _WEEKDAYS.index(name)
    month, _, day = name.rpartition("-")
    if prefix == "date" and month:
        return tuple(f"date:{month}-{number:02}" for number in range(1, 32)), int(day) - 1
    return (days, days.index(token)) if token in days else ((token,), 0)


def _notation(when: When) -> Iterable[str]:
    yield from map(_day_notation, when.days)
    yield from (str(part) for part in when.parts)
    yield from (f"{one:%H:%M}" for one in when.times)
    if when.repeated is not None:
        yield _days_notation(when.repeated)


_NAMED_OFFSETS = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_WEEKDAY_PREFIXES = {
    DayKind.WEEKDAY: "weekday",
    DayKind.THIS_WEEK: "weekday",
    DayKind.NEXT_WEEK: "nextweek",
    DayKind.WEEK_AFTER_NEXT: "afternext",
    DayKind.LAST_WEEK: "lastweek",
}


def _day_notation(day: Day | DayRange) -> str:
    if isinstance(day, DayRange):
        return f"range:{_day_notation(day.first)}..{_day_notation(day.last)}"
    if prefix := _WEEKDAY_PREFIXES.get(day.kind):
        return f"{prefix}:{_WEEKDAYS[day.number]}"
    if day.kind is DayKind.OFFSET and day.number in _NAMED_OFFSETS:
        return _NAMED_OFFSETS[day.number]
    if day.kind is DayKind.FESTIVAL:
        return FESTIVALS[day.number]
    if name := _OF_MONTHS.get(day.kind):
        year = "" if day.year is None else f"{day.year}-"
        return f"{name}{day.number or ''}:{year}{_month_notation(day)}"
    month = f"{_month_notation(day)}-" if day.month or day.months_ahead is not None else ""
    year = "" if day.year is None else f"{day.year}-"
    others = {
        DayKind.OFFSET: f"{day.number:+}",
        DayKind.MINUTES: f"{day.number:+}m",
        DayKind.SPAN: f"{day.number}d",
        DayKind.YEAR: f"year:{day.year or f'{day.number:+}'}",
        DayKind.LUNAR: f"lunar:{day.month or 1:02}-{day.number:02}",
        DayKind.DATE: f"date:{year}{month}{day.number:02}",
    }
    return others.get(day.kind) or ("", "next", "afternext")[day.number] + str(day.kind)


_OF_MONTHS = {DayKind.MONTH: "month", DayKind.WEEK_OF_MONTH: "week", DayKind.THIRD_OF_MONTH: "third"}


def _month_notation(day: Day) -> str:
    if day.month is None:
        return ("this", "next", "afternext")[day.months_ahead or 0]
    return f"{day.month:02}"


def _days_notation(days: Days) -> str:
    names = {Days.EVERY_DAY: "daily", Days.WEEKDAYS: "weekdays", Days.WEEKEND: "weekend"}
    return names.get(days) or "+".join(name for number, name in enumerate(_WEEKDAYS) if days & (1 << number))


def _classify_places(sentence: Sentence, where: tuple[str, ...], asked: Asked, places: Places) -> Outcome:
    known = [one for one in where if not one.startswith(("abroad:", "north:"))]
    certain = [match for match in asked.places if _is_certain(match)]
    meant = [{match.place.key for match in _expected(name, places)} for name in known]
    families = [{_ENDING.sub("", match.place.key), _ENDING.sub("", match.place.names["ko"])} for match in certain]
    right = [keys for keys, name in zip(meant, known, strict=True)]
    is_found = [
        any(
            match.place.key in keys or _ENDING.sub("", name) in family
            for match, family in zip(certain, families, strict=True)
        )
        for keys, name in zip(right, known, strict=True)
    ]
    if len(certain) > sum(is_found):
        return Outcome.WRONG
    rest = "".join(asked.rest).replace(" ", "")
    is_told = sentence.may_have_rest or sentence.rest.replace(" ", "") in rest
    is_all_told = sentence.may_have_rest or rest == sentence.rest.replace(" ", "")
    questions = len([one for one in asked.names if not _is_certain(one.answer.match)])
    elsewhere = [name.partition(":")[0] for name in where if name not in known]
    if sorted(elsewhere) != sorted(["abroad"] * len(asked.abroad) + ["north"] * len(asked.north)):
        return Outcome.NOT_UNDERSTOOD if elsewhere and rest else Outcome.WRONG
    if all(is_found) and is_told:
        return Outcome.RIGHT if is_all_told and not questions else Outcome.NOT_UNDERSTOOD
    missing = len(is_found) - sum(is_found)
    if questions and questions >= missing:
        return Outcome.ASKED
    return Outcome.NOT_UNDERSTOOD if rest else Outcome.WRONG


def _expected(name: str, places: Places) -> tuple[Match, ...]:
    answer = places.find(name)
    return answer.matches or answer.suggestions


def _hash(said: str) -> int:
    return blake2b(said.encode(), digest_size=1).digest()[0]


def _sentence(row: Mapping[str, str]) -> Sentence:
    whats = tuple(frozenset(one.split("|")) for one in row["what"].split(" or "))
    whens = tuple(frozenset(map(_without_exception, filter(None, one.split("|")))) for one in row["when"].split(" or "))
    wheres = tuple(tuple(filter(None, one.split("|"))) for one in row["where"].split(" or "))
    rest = row["rest"]
    return Sentence(row["said"], row["language"], whats, whens, wheres, rest.removeprefix("~"), rest.startswith("~"))


def _without_exception(token: str) -> str:
    """Return the days that `except:sun` leaves."""
    if not token.startswith("except:"):
        return token
    without = token.removeprefix("except:").split("+")
    return "+".join(day for day in _WEEKDAYS if day not in without)


def measure(
    sentences: Iterable[Sentence], places: Places, *, show_failures: bool = False
) -> dict[str, Counter[Outcome]]:
    """Return the outcomes by kind and by language."""
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for sentence in sentences:
        asked = ask(sentence, places)
        outcome = classify(sentence, asked, places)
        for name in (
            f"  {sentence.language}",
            "/".join(sorted(sentence.what)) if len(sentence.what) == 1 else "several",
        ):
            counts[name][outcome] += 1
        counts["all"][outcome] += 1
        if show_failures and outcome is not Outcome.RIGHT:
            _print_failure(sentence, asked, outcome)
    return counts


def _print_failure(sentence: Sentence, asked: Asked, outcome: Outcome) -> None:
    what, when, where = "|".join(sorted(sentence.what)), "|".join(sorted(sentence.when)), "|".join(sentence.where)
    expected = f"{what} {when} {where} [{sentence.rest}]"
    places = "|".join(
        f"{one.text}={'/'.join(match.place.key + ':' + match.method for match in one.answer.matches)}"
        for one in asked.names
    )
    found = f"{'|'.join(sorted(asked.what))} {'|'.join(_notation(asked.when))} {places} {list(asked.rest)}"
    print(f"{outcome}\t{sentence.language}\t{sentence.said}\n\t\t{expected}\n\t\t{found}")  # noqa: T201 - the output


def seconds_per_sentence(sentences: Iterable[Sentence], places: Places) -> list[float]:
    """Return the processor time that each sentence takes, in seconds, ascending."""
    taken = []
    for sentence in sentences:
        started = time.thread_time()
        ask(sentence, places)
        taken.append(time.thread_time() - started)
    return sorted(taken)


def main() -> None:
    """Read all sentences and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "file", nargs="?", type=Path, default=SENTENCES, help="a table said,language,what,when,where,rest"
    )
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the rows with an even or odd hash")
    parser.add_argument("--wrong", action="store_true", help="print each failed sentence first")
    parser.add_argument("--towns", type=Path, help="KMA's table of towns")
    arguments = parser.parse_args()
    places = Places(load_catalogue()).warm_up()
    if arguments.towns:
        towns = add_undivided_towns(parse_towns(arguments.towns.read_bytes()).towns)
        places = places.with_towns(map(town_to_place, towns)).warm_up()
    sentences = read_sentences(arguments.file, arguments.half)
    counts = measure(sentences, places, show_failures=arguments.wrong)
    print(f"{'':<24}{'sentences':>10}" + "".join(f"{outcome:>16}" for outcome in Outcome))  # noqa: T201 - the output
    for name, outcomes in sorted(counts.items()):
        columns = "".join(f"{outcomes[outcome]:>16}" for outcome in Outcome)
        print(f"{name:<24}{outcomes.total():>10}{columns}")  # noqa: T201 - the output
    total = counts["all"]
    taken = seconds_per_sentence(sentences, places)
    print(  # noqa: T201 - the output
        f"{(total[Outcome.RIGHT] + total[Outcome.ASKED]) / total.total():.2%} right or asked (goal: {MIN_RIGHT:.0%}), "
        f"{total[Outcome.WRONG] / total.total():.2%} wrong (goal: under {MAX_WRONG:.1%}); "
        f"median {statistics.median(taken) * 1000:.2f} ms, p99 {taken[int(len(taken) * 0.99)] * 1000:.2f} ms"
    )


if __name__ == "__main__":
    main()
