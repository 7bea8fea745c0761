"""From words, in which a place's name may be several, to places: 수원 영통동, 인천 강릉, New York."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.places import Answer, How, Match, Places, bears_the_name

KEY = "="
"""Stands before the key of a place that is meant and no other, as in a button's data."""

MAX_CITIES = 10
"""Places in one subscription, and in one message."""

_MOST_WORDS = 5
_WORDS_A_NAME = 3
_WORD = re.compile(r"[^\s,，、]+")
_SURE = frozenset({How.EXACT, How.NORMAL, How.ROMANIZED})


@dataclass(frozen=True, slots=True)
class Named:
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
        return any(match.how is How.SPELLING for match in (*self.several, *self.answer.matches))


def read_places(text: str, places: Places, most: int) -> PlaceQuery:
    """The places that a text names, at most so many, or what it may mean as one name."""
    named = name_places(_WORD.findall(text)[: most * _WORDS_A_NAME], places)
    matches = tuple(matches_of(named))
    if 1 < len(matches) == len(named):
        several = tuple({match.place.key: match for match in matches}.values())
        return PlaceQuery(several[:most], Answer()) if len(several) > 1 else PlaceQuery((), Answer(several))
    return PlaceQuery((), named[0].answer if len(named) == 1 else places.find(text))


def name_places(words: Sequence[str], places: Places) -> tuple[Named, ...]:
    """The places that words name, of which as many as have a meaning together are one name.

    Cities each with a weather station of its name are more than one although one may lie in the other: 제주 서귀포.
    Words in Latin letters that mean nothing are one name.
    """
    single = [_meaning(word, places) for word in words]
    found: list[Named] = []
    first = 0
    while first < len(words):
        named, length = _longest(words, single, first, places)
        if found and _is_foreign(named) and _is_foreign(found[-1]):
            found[-1] = Named(f"{found[-1].text} {named.text}", found[-1].answer)
        else:
            found.append(named)
        first += length
    return tuple(found)


def _meaning(text: str, places: Places) -> Named:
    """A name with what it may mean; a key whose place is no longer there is a name like others."""
    key = text.removeprefix(KEY)
    match = places.get(key) if key != text else None
    return Named(key, places.find(key)) if match is None else Named(text, Answer((match,)))


def _longest(words: Sequence[str], single: Sequence[Named], first: int, places: Places) -> tuple[Named, int]:
    """The name that begins at a word, for as long as each word more still has a meaning, and how many words it has."""
    named, length = single[first], 1
    for end in range(first + 2, min(first + _MOST_WORDS, len(words)) + 1):
        run = single[first:end]
        if not (run[0].answer.matches or run[-1].answer.matches) or all(map(_is_own, run)):
            break
        longer = Named(" ".join(words[first:end]), places.find(" ".join(words[first:end])))
        if not any(match.how in _SURE for match in longer.answer.matches):
            break
        named, length = longer, end - first
    return named, length


def _is_own(named: Named) -> bool:
    match = named.answer.match
    return match is not None and bears_the_name(match)


def _is_foreign(named: Named) -> bool:
    return not named.answer.matches and named.text.replace(" ", "").isascii() and named.text[0].isalpha()


def matches_of(named: Sequence[Named]) -> Iterator[Match]:
    """The places whose names have one meaning."""
    return (match for one in named if (match := one.answer.match) is not None)


_LONGEST = 60
_LONGEST_SLIP = 10
_NEWS = re.compile(r"뉴스|소식|기사|news|headline|article|ニュース|新闻|新聞|tin tức", re.IGNORECASE)
_LAUGHTER = re.compile(r"(.)\1+[\W_]*")


def says_places(text: str, places: Places) -> bool:
    """Whether a message says a place, or several, and no more than what people say around one: 인천, ㅎㅇㄷ, 부산 날씨.

    One letter again and again is laughter or a nod (ㅎㅎ, ㅇㅇ), though places have such initials. What is only near to
    a name is none: many a common word is (가장 and 기장).
    """
    if not text.strip() or len(text) > _LONGEST or _NEWS.search(text) or _LAUGHTER.fullmatch(text.strip()):
        return False
    reading = read_places(text, places, MAX_CITIES)
    return reading.is_place and not reading.is_guess


def slip_of(text: str, places: Places) -> Answer:
    """The only place to which a short message of one word is near: 서을; nothing where it is near several."""
    if len(text) > _LONGEST_SLIP or len(text.split()) != 1:
        return Answer()
    answer = places.find(text)
    is_slip = all(match.how is How.SPELLING for match in answer.matches)
    return answer if is_slip and len(answer.matches or answer.near) == 1 else Answer()
