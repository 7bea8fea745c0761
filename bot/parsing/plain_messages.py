"""Messages without a command that are nothing but the name of a place."""

import re

from bot.parsing.place_names import read_places
from bot.parsing.subscribe import MOST_CITIES
from bot.places import Answer, How, Places

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
    reading = read_places(text, places, MOST_CITIES)
    return reading.is_place and not reading.is_guess


def slip_of(text: str, places: Places) -> Answer:
    """The only place to which a short message of one word is near: 서을; nothing where it is near several."""
    if len(text) > _LONGEST_SLIP or len(text.split()) != 1:
        return Answer()
    answer = places.find(text)
    is_slip = all(match.how is How.SPELLING for match in answer.matches)
    return answer if is_slip and len(answer.matches or answer.near) == 1 else Answer()
