"""From words, in which a place's name may be several, to places: 수원 영통동, 인천 강릉, New York."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.places import Answer, Match, MatchMethod, Places

KEY_PREFIX = "="
"""Stands before the key of a place that is meant and no other, as in a button's data."""

MAX_CITIES = 10
"""Places in one subscription, and in one message."""

_MAX_WORDS_IN_NAME = 5
_WORDS_PER_NAME = 3
_WORD = re.compile(r"[^\s,，、]+")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name as it was written, and what it may mean."""

    text: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """What a text says in which nothing but places is named.

    Attributes:
        several: the places, where it names more than one and each name has one meaning.
        answer: else what it may mean as one name.
    """

    several: tuple[Match, ...]
    answer: Answer

    @property
    def is_place(self) -> bool:
        """Whether it names a place, or several, or one of several that have its name."""
        return bool(self.several or self.answer.matches)

    @property
    def is_guess(self) -> bool:
        """Whether one of the names is only near to what was written."""
        return any(match.method is MatchMethod.SPELLING for match in (*self.several, *self.answer.matches))


def parse_places(text: str, places: Places, most: int) -> PlaceQuery:
    """The places that a text names, at most so many, or what it may mean as one name."""
    named = split_names(_WORD.findall(text)[: most * _WORDS_PER_NAME], places)
    matches = tuple(certain_matches(named))
    if 1 < len(matches) == len(named):
        several = tuple({match.place.key: match for match in matches}.values())
        return PlaceQuery(several[:most], Answer()) if len(several) > 1 else PlaceQuery((), Answer(several))
    return PlaceQuery((), named[0].answer if len(named) == 1 else places.find(text))


def split_names(words: Sequence[str], places: Places) -> tuple[PlaceName, ...]:
    """The places that words name, of which as many as have a meaning together are one name.

    Cities each with a weather station of its name are more than one although one may lie in the other: 제주 서귀포.
    Words in Latin letters that mean nothing are one name.
    """
    single = [_look_up(word, places) for word in words]
    found: list[PlaceName] = []
    first = 0
    while first < len(words):
        named, length = _longest_name(words, single, first, places)
        if found and _is_foreign(named) and _is_foreign(found[-1]):
            found[-1] = PlaceName(f"{found[-1].text} {named.text}", found[-1].answer)
        else:
            found.append(named)
        first += length
    return tuple(found)


def _look_up(text: str, places: Places) -> PlaceName:
    """A name with what it may mean; a key whose place is no longer there is a name like others."""
    key = text.removeprefix(KEY_PREFIX)
    match = places.get(key) if key != text else None
    return PlaceName(key, places.find(key)) if match is None else PlaceName(text, Answer((match,)))


def _longest_name(
    words: Sequence[str], single: Sequence[PlaceName], first: int, places: Places
) -> tuple[PlaceName, int]:
    """The name that begins at a word, for as long as each word more still has a meaning, and how many words it has."""
    named, length = single[first], 1
    for end in range(first + 2, min(first + _MAX_WORDS_IN_NAME, len(words)) + 1):
        run = single[first:end]
        if not (run[0].answer.matches or run[-1].answer.matches) or all(map(_has_station_of_its_name, run)):
            break
        longer = PlaceName(" ".join(words[first:end]), places.find(" ".join(words[first:end])))
        if not any(match.is_reliable for match in longer.answer.matches):
            break
        named, length = longer, end - first
    return named, length


def _has_station_of_its_name(named: PlaceName) -> bool:
    match = named.answer.match
    return match is not None and match.has_station_name


def _is_foreign(named: PlaceName) -> bool:
    return not named.answer.matches and named.text.replace(" ", "").isascii() and named.text[0].isalpha()


def certain_matches(named: Sequence[PlaceName]) -> Iterator[Match]:
    """The places whose names have one meaning."""
    return (match for one in named if (match := one.answer.match) is not None)


_MAX_LENGTH = 60
_MAX_TYPO_LENGTH = 10
_NEWS = re.compile(r"뉴스|소식|기사|news|headline|article|ニュース|新闻|新聞|tin tức", re.IGNORECASE)
_LAUGHTER = re.compile(r"(.)\1+[\W_]*")


def is_only_places(text: str, places: Places) -> bool:
    """Whether a message says a place, or several, and no more than what people say around one: 인천, ㅎㅇㄷ, 부산 날씨.

    One letter again and again is laughter or a nod (ㅎㅎ, ㅇㅇ), though places have such initials. What is only near to
    a name is none: many a common word is (가장 and 기장).
    """
    if not text.strip() or len(text) > _MAX_LENGTH or _NEWS.search(text) or _LAUGHTER.fullmatch(text.strip()):
        return False
    reading = parse_places(text, places, MAX_CITIES)
    return reading.is_place and not reading.is_guess


def find_typo(text: str, places: Places) -> Answer:
    """The only place to which a short message of one word is near: 서을; nothing where it is near several."""
    if len(text) > _MAX_TYPO_LENGTH or len(text.split()) != 1:
        return Answer()
    answer = places.find(text)
    is_slip = all(match.method is MatchMethod.SPELLING for match in answer.matches)
    return answer if is_slip and len(answer.matches or answer.suggestions) == 1 else Answer()
