"""The words after /subscribe: times, days and cities, in any order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.parsing.bulletins.exchanges import find_second_order
from bot.parsing.bulletins.separate import Part, Values, split_by_pairs
from bot.parsing.days import DayPart
from bot.parsing.intent import When
from bot.parsing.marked_names import set_aside_names
from bot.parsing.orders import asks_for_change, find_negation
from bot.parsing.place_names import KEY_PREFIX, MAX_CITIES, PlaceName, certain_matches, parse_places
from bot.parsing.quotes import quote
from bot.parsing.reader import Asked, read
from bot.parsing.rewriting import rewrite
from bot.parsing.topics import Topic
from bot.parsing.vocabulary.contents_words import ONLY_PART
from bot.parsing.vocabulary.order_words import ADDING, OF_DAYS, ONLY_IF, OTHER_RHYTHMS
from bot.parsing.vocabulary.weather_words import DUST, RAIN, WARNINGS, WEATHER
from bot.parsing.vocabulary.whether_words import WHETHER
from bot.parsing.wording import contains, prepare
from bot.places import Match, Places
from storage.terms import Days

# The usual time of a bulletin is in the morning.
_EARLY = frozenset({DayPart.DAWN, DayPart.MORNING})
_ADD, _COUNTRY, _INSTEAD_OF = "add", "korea", "instead of"
_SEVERAL = 2
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class SubscribeRequest:
    """A parsed /subscribe request.

    Attributes:
        times: the times on the chat's wall clock, ascending, each once.
        names: the place names, and the words that were not understood.
        includes_country: whether the whole country was named.
        invalid_times: words that look like a time but are none.
        days: the days of the week, or None.
        parts: parts of the day that were said without a time, except the morning.
        abroad: names of places abroad.
        north: names of places in the north of Korea.
        is_addition: whether the places come to those that the subscription has.
        moved: times of the subscription that `times` should replace; without any, they replace all.
        is_in_words: whether a sentence asks for it, and not words after /subscribe.
        is_change: whether a text says that a bulletin should change, on some days at least.
        is_question: whether a sentence only asks if that should be done.
        negated: words that negate or limit some of the request, which no bulletin can do: not at 7, 뉴스만.
        said: the text that was parsed, of which words that were not understood are quoted.
        separate: requests for a bulletin each, if the places or the days differ between the times; the other
            attributes have all of them.
    """

    times: tuple[dt.time, ...] = ()
    names: tuple[PlaceName, ...] = ()
    includes_country: bool = False
    invalid_times: tuple[str, ...] = ()
    days: Days | None = None
    parts: frozenset[DayPart] = frozenset()
    abroad: tuple[str, ...] = ()
    north: tuple[str, ...] = ()
    is_addition: bool = False
    moved: tuple[dt.time, ...] = ()
    is_in_words: bool = False
    is_change: bool = False
    is_question: bool = False
    negated: str | None = None
    said: str = field(default="", compare=False)
    separate: "tuple[SubscribeRequest, ...]" = ()

    @property
    def places(self) -> tuple[Match, ...] | None:
        """The places, each once; empty for the whole country; None if neither was named."""
        # 강릉시 and its station 강릉 are one place; two places with another station's weather are not.
        found = {
            match.station if match.has_station_name else match.place.key: match for match in certain_matches(self.names)
        }
        return tuple(found.values()) if self.names or self.includes_country else None

    @property
    def lacks_time(self) -> bool:
        """True if a part of the day was said, and a time is to be chosen."""
        return bool(self.parts)

    @property
    def unclear(self) -> tuple[PlaceName, ...]:
        """The names that do not have exactly one meaning."""
        return tuple(name for name in self.names if name.answer.match is None)

    @property
    def is_empty(self) -> bool:
        """True if nothing is asked for but, perhaps, that something is added."""
        return (
            replace(self, is_addition=False, is_in_words=False, is_change=False, is_question=False)
            == SubscribeRequest()
        )

    @property
    def text(self) -> str:
        """The request as text, which is parsed to an equal one; names with one meaning are keys of places."""
        names = [one.text if one.answer.match is None else _key(one.answer.match) for one in self.names]
        return self._with_names([*([_COUNTRY] if self.includes_country else []), *names])

    def with_choice(self, unclear: PlaceName, match: Match) -> str:
        """Return this request as text, with the chosen place instead of an unclear name."""
        return self._with_names([_key(match) if name is unclear else name.text for name in self.names])

    def _with_names(self, names: Sequence[str]) -> str:
        times = [*(f"{_INSTEAD_OF} {time:%H:%M}" for time in self.moved), *(f"{time:%H:%M}" for time in self.times)]
        days = [] if self.days is None else [_WEEK[day] for day in range(7) if self.days & (1 << day)]
        adding = [_ADD] if self.is_addition else []
        # Commas keep names apart that could be one name together: 제주, 서귀포.
        return ", ".join([*adding, *times, *days, *names])


def _key(match: Match) -> str:
    return f"{KEY_PREFIX}{match.place.key}"


def parse_subscribe(words: Sequence[str], places: Places) -> SubscribeRequest:
    """Parse the words after /subscribe; a comma separates names that could be one."""
    text = " ".join(words)
    asked = read(text, places, Topic.SUBSCRIBE)
    if whole := _find_whole_name(text, asked, places):
        request = SubscribeRequest(names=(whole,), is_addition=ADDING.search(text) is not None)
        return replace(request, negated=find_negated(text, places, Topic.SUBSCRIBE))
    request = _make_request(text, asked)
    return _complete(replace(request, is_change=contains(OF_DAYS, prepare(text))), text, places)


def parse_sentence(text: str, places: Places) -> SubscribeRequest:
    """Parse a sentence that asks for a bulletin: 7시 말고 8시에 보내줘."""
    found = _complete(_make_request(text, read(text, places)), text, places)
    said = prepare(text)
    return replace(found, is_in_words=True, is_change=asks_for_change(said), is_question=contains(WHETHER, said))


def find_negated(text: str, places: Places, command: Topic) -> str | None:
    """Return a word that negates some of an order, if it is not known what, or that begins another; None without."""
    found = find_second_order(text, places)
    found = found or find_negation(set_aside_names(rewrite(prepare(text)), places, []), command)
    return found and quote(text, found)


def _complete(request: SubscribeRequest, text: str, places: Places) -> SubscribeRequest:
    negated = find_negated(text, places, Topic.SUBSCRIBE) or _find_limit(text, request)
    return replace(request, negated=negated, separate=() if negated else _find_separate(text, request, places))


def _find_limit(text: str, request: SubscribeRequest) -> str | None:
    """Return words that limit a request in a way that no bulletin has: 뉴스만, 비 오는 날은 beside a second time."""
    said = prepare(text)
    if only := ONLY_PART.search(said):
        return quote(text, only[0])
    if len(request.times) < _SEVERAL or request.moved or not (condition := ONLY_IF.search(said)):
        return None
    weather = next(filter(None, (pattern.search(said) for pattern in (RAIN, DUST, WARNINGS, WEATHER))), None)
    if weather is None:
        return None
    return quote(text, said[min(weather.start(), condition.start()) : max(weather.end(), condition.end())])


def _make_request(text: str, asked: Asked) -> SubscribeRequest:
    return SubscribeRequest(
        times=tuple(sorted(asked.when.times)),
        names=asked.named,
        includes_country=asked.includes_country,
        invalid_times=asked.invalid_times,
        days=asked.when.repeated,
        parts=asked.when.parts - _EARLY,
        abroad=asked.abroad,
        north=asked.north,
        is_addition=ADDING.search(text) is not None,
        moved=asked.when.moved,
        said=text,
    )


def is_conditional(words: Sequence[str]) -> bool:
    """Return whether the words after /subscribe ask for bulletins in some weather only: 비 올 때만."""
    text = prepare(" ".join(words))
    return contains(ONLY_IF, text) and any(contains(pattern, text) for pattern in (RAIN, DUST, WARNINGS, WEATHER))


def _find_separate(text: str, request: SubscribeRequest, places: Places) -> tuple[SubscribeRequest, ...]:
    """Return the requests for a bulletin each, with the places that are named for only some of them."""
    has_several = len(request.times) > 1 or (request.days is not None and len(request.names) > 1)
    if request.moved or not has_several:
        return ()
    segments = split_by_pairs(text, lambda words: _read_values(words, places))
    found = [_make_request(one, read(one, places, Topic.SUBSCRIBE)) for one in segments]
    days = {one.days for one in found if one.days is not None}
    common = replace(request, days=min(days, default=None) if len(days) <= 1 else None)
    return tuple(_with_common(one, common) for one in found)


def _with_common(request: SubscribeRequest, common: SubscribeRequest) -> SubscribeRequest:
    """Return a request with what was said once for all: the places in 평일 7시 주말 9시 서울."""
    is_placed = bool(request.names) or request.includes_country
    return replace(
        request,
        names=request.names if is_placed else common.names,
        includes_country=request.includes_country or (not is_placed and common.includes_country),
        times=request.times or common.times[:1],
        days=request.days or common.days,
    )


def _read_values(text: str, places: Places) -> Values:
    asked = read(text, places, Topic.SUBSCRIBE)
    named = {
        Part.DAYS: asked.when.repeated,
        Part.TIMES: frozenset(asked.when.times),
        Part.PLACES: frozenset(match.place.key for one in asked.names for match in one.answer.matches),
    }
    return {part: value for part, value in named.items() if value}


def _find_whole_name(text: str, asked: Asked, places: Places) -> PlaceName | None:
    """Return a text that is nothing but a name as this name, if its words were read as something else.

    They are in 가야면, ㅎㅇㄷ and そうる, and in an address (세종대로 110).
    """
    is_read = not asked.rest and (asked.includes_country or len(asked.named) == 1)
    if is_read or asked.when != When() or asked.invalid_times or OTHER_RHYTHMS.search(text):
        return None
    reading = parse_places(text, places, MAX_CITIES)
    is_name = reading.answer.matches and not reading.is_guess
    return PlaceName(text, reading.answer) if is_name else None
