"""Place names in texts with one or several of them: 수원 영통동, 인천 강릉, New York."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.parsing.patterns.words import Words
from bot.parsing.vocabulary import fillers
from bot.places import Answer, Match, MatchMethod, Places
from bot.places.containment import contains_place
from bot.places.normalization import has_town_ending, normalize, town_short_form
from sources.korea.everyday_words import load_everyday_words
from sources.korea.gazetteer import Kind
from sources.world.common_words import is_common, is_frequent_ideographic

KEY_PREFIX = "="
"""Precedes the key of a place that was chosen with a button."""

MAX_CITIES = 10
"""Places per subscription and per message."""

_LAST_LATIN = "\u1eff"
_MAX_WORDS_IN_NAME = 5
_WORDS_PER_NAME = 3
_MAX_MESSAGE_LENGTH = 60
_MAX_TYPO_LENGTH = 10
# 인천 뉴스 asks for news, although 뉴스 is also one of the words that the place search removes.
_NEWS = Words(r"뉴스|소식|기사|news|headline|article|ニュース|新闻|新聞|tin tức", re.IGNORECASE)
# A repeated letter is laughter or a nod (ㅎㅎ, ㅇㅇ), although places have such initials.
_LAUGHTER = Words(r"(.)\1+[\W_]*")
_WORD = Words(r"[^\s,，、]+")
# Those of McCune–Reischauer are ŏ and ŭ.
VIETNAMESE = Words(r"[\u00c0-\u014d\u0150-\u016b\u016e-\u024f\u1e00-\u1eff]")
"""Letters that no romanization of Korean has."""
_COMMA = re.compile("[,，、]")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name as it was written, and the places that it may mean."""

    text: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A text that consists of place names only.

    Attributes:
        several: the places, if the text names more than one and each name has one meaning.
        answer: otherwise, the meanings of the text as one name.
    """

    several: tuple[Match, ...]
    answer: Answer

    @property
    def is_place(self) -> bool:
        """True if the text names one place, several, or an ambiguous name."""
        return bool(self.several or self.answer.matches)

    @property
    def is_guess(self) -> bool:
        """True if one of the names was only similar to the text."""
        return any(match.method is MatchMethod.SPELLING for match in (*self.several, *self.answer.matches))


def parse_places(text: str, places: Places, most: int) -> PlaceQuery:
    """Return the places that a text names, at most `most`, or the meanings of the text as one name."""
    # Each word is looked up, and anybody can send thousands.
    words = _WORD.findall(text)[: most * _WORDS_PER_NAME]
    named = split_names(words, places)
    # A comma makes a list: 제주, 서귀포.
    named = named if _COMMA.search(text) else tuple(without_regions(named))
    matches = tuple(certain_matches(named))
    # 강릉 강릉시 is one place, so it is an answer and not a list.
    if 1 < len(matches) == len(named):
        several = tuple({match.place.key: match for match in matches}.values())
        return PlaceQuery(several[:most], Answer()) if len(several) > 1 else PlaceQuery((), Answer(several))
    # Words in Latin letters that have no meaning each may be one name together: Yonsei University.
    is_known = len(named) == 1 and (len(words) == 1 or named[0].answer.matches)
    return PlaceQuery((), named[0].answer if is_known else places.find(text))


def split_names(
    words: Sequence[str], places: Places, find: Callable[[str], Answer] | None = None
) -> tuple[PlaceName, ...]:
    """Split words into names; as many words as have a meaning together are one name.

    Cities with a weather station of their own name stay apart; `without_regions` joins those of which one is part of
    the other: 제주 서귀포. Unknown words in Latin letters are one name.

    Args:
        words: the words, without separators.
        places: the search.
        find: looks up a single word; by default with all ways of spelling.
    """
    single = [_look_up(word, places, find or places.find) for word in words]
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


def without_regions(names: Sequence[PlaceName]) -> Iterator[PlaceName]:
    """Yield the names, with a province or city in front of its part as one name: 제주 서귀포, 인천 강화 교동."""
    before: PlaceName | None = None
    for name in names:
        if before is not None and _is_region_of(before, name):
            before = PlaceName(f"{before.text} {name.text}", name.answer)
            continue
        if before is not None:
            yield before
        before = name
    if before is not None:
        yield before


def _is_region_of(before: PlaceName, name: PlaceName) -> bool:
    region, part = before.answer.match, name.answer.match
    # A similar spelling must not hide the name before it.
    if region is None or part is None or not (region.is_reliable and part.is_reliable):
        return False
    return contains_place(region.place, part.place)


def _look_up(text: str, places: Places, find: Callable[[str], Answer]) -> PlaceName:
    """Return a word with its meanings. A key of a place that was removed is treated as a name."""
    # The prefix alone precedes no key, and a name is never empty.
    key = text.removeprefix(KEY_PREFIX).strip() or text
    match = places.get(key) if key != text else None
    return PlaceName(key, find(key)) if match is None else PlaceName(text, Answer((match,)))


def _longest_name(
    words: Sequence[str], single: Sequence[PlaceName], first: int, places: Places
) -> tuple[PlaceName, int]:
    """Return the longest name that starts at a word, and its number of words."""
    name, length = single[first], 1
    for end in range(first + 2, min(first + _MAX_WORDS_IN_NAME, len(words)) + 1):
        run = single[first:end]
        if _is_province(run[-1]):
            break
        if not (run[0].answer.matches or run[-1].answer.matches) or all(map(_has_station_of_its_name, run)):
            break
        # A similar spelling must not glue words together: each further word has to make a written-out name.
        longer = PlaceName(" ".join(words[first:end]), places.find_written(" ".join(words[first:end])))
        if not any(match.is_reliable for match in longer.answer.matches) or _joins_cities(run, longer):
            break
        name, length = longer, end - first
    return name, length


def _joins_cities(names: Sequence[PlaceName], together: PlaceName) -> bool:
    """Return whether names of districts are together a landmark with another word: 천안 아산 is no 천안아산역."""
    match = together.answer.match
    if (
        match is None
        or match.place.kind is not Kind.LANDMARK
        or normalize(together.text) == normalize(match.place.names["ko"])
    ):
        return False
    singles = [one.answer.match for one in names]
    return all(one is not None and one.place.kind is Kind.DISTRICT for one in singles)


def _is_province(name: PlaceName) -> bool:
    """Return whether a Korean name is a province's, which stands before the names of its parts: 광주 전남."""
    kinds = {match.place.kind for match in name.answer.matches if match.is_reliable}
    return not name.text.isascii() and kinds == {Kind.PROVINCE}


def _has_station_of_its_name(name: PlaceName) -> bool:
    match = name.answer.match
    return match is not None and match.has_station_name


def _is_foreign(name: PlaceName) -> bool:
    return not name.answer.matches and max(name.text) <= _LAST_LATIN and name.text[0].isalpha()


def certain_matches(names: Sequence[PlaceName]) -> Iterator[Match]:
    """Yield the places of names with exactly one meaning."""
    return (match for name in names if (match := name.answer.match) is not None)


def is_only_places(text: str, places: Places) -> bool:
    """Return whether a message is only places and the usual words around them: 인천, ㅎㅇㄷ, 부산 날씨."""
    if not text.strip() or len(text) > _MAX_MESSAGE_LENGTH or _NEWS.search(text) or _LAUGHTER.fullmatch(text.strip()):
        return False
    # Vietnamese "mã là" is no 마라도.
    if VIETNAMESE.search(text) and not any(map(places.find_whole, (text, *text.split()))):
        return False
    reading = parse_places(text, places, MAX_CITIES)
    # Many common words are similar to a name (가장 and 기장), so a guess does not count.
    return reading.is_place and not reading.is_guess


def find_typo(text: str, places: Places) -> Answer:
    """Return the only place to which a short message of one word is similar: 서을; empty if there are several."""
    word = text.strip(" ?!.~")
    # 아니요 and ok are words around a question, and no slips.
    if len(text) > _MAX_TYPO_LENGTH or len(text.split()) != 1 or fillers.FILLERS.fullmatch(word):
        return Answer()
    answer = places.find(text)
    is_slip = all(match.method is MatchMethod.SPELLING for match in answer.matches)
    # 미모, beauty, is no 미아, and "school" no Seoul.
    is_word = not answer.matches and (word in load_everyday_words() or is_common(word))
    return answer if is_slip and not is_word and len(answer.matches or answer.suggestions) == 1 else Answer()


def find_bare_town(text: str, places: Places) -> Answer | None:
    """Return the town that a single word names without its ending: 학교 for 학교면; None if it is none.

    Hundreds of towns have the names of everyday words, so such a word alone is asked about.
    """
    word = text.strip(" ?!.~")
    if len(word) > _MAX_TYPO_LENGTH or len(word.split()) != 1 or has_town_ending(word):
        return None
    answer = places.find_written(word)
    return answer if answer.match is not None and is_bare_town(PlaceName(word, answer)) else None


def is_everyday_name(name: PlaceName) -> bool:
    """Return whether the name of a district or a landmark is an everyday word without its ending: 만세, 수정, 음성."""
    matches = name.answer.matches
    kinds = {match.place.kind for match in matches}
    if kinds <= {Kind.LANDMARK, Kind.DISTRICT} and name.text in load_everyday_words():
        return bool(matches)
    # 高兴 is said far more often than 고흥, but 首尔 means Seoul.
    return bool(matches) and Kind.PROVINCE not in kinds and is_frequent_ideographic(name.text)


def is_bare_town(name: PlaceName) -> bool:
    """Return whether a name means nothing but towns, and has neither their ending nor their city: 학교 for 학교면."""
    matches = name.answer.matches
    if not matches or has_town_ending(name.text) or any(match.place.kind is not Kind.TOWN for match in matches):
        return False
    # 수원영통 has its city.
    return normalize(name.text).startswith(town_short_form(matches[0].place.names["ko"]))
