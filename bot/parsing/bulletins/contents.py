"""Parts of a bulletin that a text asks to leave out: 뉴스는 안 받을래, only weather, 不要新闻."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from bot.parsing.vocabulary.contents_words import (
    ANY_PART,
    AROUND_JUST_WEATHER,
    JUST_WEATHER,
    LEFT_OUT_PARTS,
    NEWS_ONLY,
    PARTS,
    SHOWING,
    WEATHER_ONLY,
)
from bot.parsing.wording import contains, take
from storage.terms import NO_SECTIONS, Section

_NEWS = Section.HEADLINES
_WEATHER = reduce(or_, Section) & ~(_NEWS | Section.BUTTONS)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Parts of a bulletin that should be left out.

    Attributes:
        sections: the parts; none if a text leaves nothing out.
        rest: the text without the words that say so.
    """

    sections: Section
    rest: str


def take_left_out(text: str) -> LeftOut:
    """Take out of a text which parts a bulletin should not have."""
    if not contains(ANY_PART, text):
        return LeftOut(NO_SECTIONS, text)
    for pattern, sections in ((NEWS_ONLY, _WEATHER), (WEATHER_ONLY, _NEWS)):
        found, rest = take(pattern, text)
        if found:
            # 뉴스 말고 날씨만 보내줘 says it twice.
            return LeftOut(sections, take(LEFT_OUT_PARTS, rest)[1])
    found, rest = take(LEFT_OUT_PARTS, text)
    named = "".join(value for match in found for value in match.groupdict().values() if value)
    return LeftOut(find_part(named), rest)


def find_part(text: str) -> Section:
    """Return the parts of a bulletin that a text names; none if it names none."""
    return reduce(or_, (section for section, words in PARTS.items() if words.search(text)), NO_SECTIONS)


def keeps_weather(text: str) -> bool:
    """Return whether a text asks that a bulletin has nothing but the weather, beside parts that it leaves out."""
    return contains(JUST_WEATHER, text) and not contains(SHOWING, text)


def has_latin_name(text: str) -> bool:
    """Return whether words that may be a name stand beside the wish for nothing but the weather: only weather Busan."""
    return re.search("[a-z]", AROUND_JUST_WEATHER.sub("", JUST_WEATHER.sub("", text)), re.IGNORECASE) is not None
