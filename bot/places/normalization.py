"""Normalized forms of names, without differences that do not matter."""

import re
import unicodedata
from functools import lru_cache

from sources.korea.everyday_words import load_everyday_words
from sources.world.common_words import is_common

_SEPARATED_ENDING = re.compile(
    r"(?<=\w)[\s-]+(?:(?:metropolitan|(?:integrated )?special|special self-governing) city"
    r"|(?:special self-governing )?province|si|gun|gu|do|city|county|district|station)$"
)
# Two syllables must stay: 진도 without its 도 would be 진.
_KOREAN_ENDING = re.compile(r"(?<=..)(?:특별자치시|특별자치도|자치시|자치도|특별시|광역시|특례시|시|군|도)$")
_CHINESE_ENDING = re.compile(
    r"(?<=..)(?:特別自治市|特別自治道|特別市|広域市|特别自治市|特别自治道|特别市|广域市|廣域市|特例市|市|郡|道|区|區)$"
)
_TOWN_ENDING = re.compile(r"(?<=..)제?(?:[0-9][0-9.,·]*)?가?(?:동|읍|면|리)$")
_REGION_ENDINGS = ("시", "군", "구", "도")
_TOWN_NAME = re.compile(r"[가-힣0-9]+[동읍면리]")
_IGNORED = re.compile(r"[\W_]+")
_WARD = "구"
# 부평구청 is the hall of 부평구, but 산청 is a county.
_TOWN_HALL = re.compile(r"(?<=.[시군구도])청역?$")
# Those that stand where their name says; stations, airports and bases often do not (김포공항, 오산공군기지).
_INSTITUTION = re.compile(
    r"([가-힣]{2,}?)(?:(?:국가|일반)?(?:산업단지|산단)|공단|(?:종합|공용|고속|시외)?버스터미널|(?:고속|시외|종합)?터미널"
    r"|종합운동장|공설운동장|의료원|보건소|경찰서|소방서|세무서|우체국|교육지원청|농협)"
)


def fold(text: str) -> str:
    """Return a text without differences of width and case, spaces kept inside."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def normalize(name: str) -> str:
    """Return a name without differences of case, width and spaces, and without anything but letters and digits."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return text if text.isalnum() else _IGNORED.sub("", text)


def without_ending(name: str) -> str:
    """Return the normalized name without the ending that says what kind of place it is."""
    text = fold(name)
    if text.isascii():
        return normalize(_SEPARATED_ENDING.sub("", text))
    return _CHINESE_ENDING.sub("", _KOREAN_ENDING.sub("", normalize(text)))


# Each name is normalized several times while the tables are built.
@lru_cache(maxsize=16_384)
def short_form(name: str) -> str:
    """Return a name as people say it: 강릉 of 강릉시, 부평 of 부평구청, 강남 of 강남역, but 중구 stays 중구."""
    text = without_ending(_TOWN_HALL.sub("", name))
    for ending in (_WARD, "역"):
        if len(text) > len("중구"):
            text = text.removesuffix(ending)
    return text


def town_short_form(name: str) -> str:
    """Return a town's name without ending and number: 역삼 of 역삼1동 and of 역삼동."""
    return _TOWN_ENDING.sub("", normalize(name))


def without_institution(name: str) -> str:
    """Return the name of the place that an institution or an industrial area is named after; empty for other names."""
    found = _INSTITUTION.fullmatch(normalize(name))
    return found[1] if found else ""


def has_region_ending(name: str) -> bool:
    """Return whether a name ends like a province, city or district."""
    return name.endswith(_REGION_ENDINGS)


def has_town_ending(name: str) -> bool:
    """Return whether a name ends like a neighbourhood or village."""
    return _TOWN_NAME.fullmatch(normalize(name)) is not None


def is_everyday_word(text: str) -> bool:
    """Return whether a text is an everyday word, which is hardly a slip of a name: 바보, pizza."""
    return text in load_everyday_words() or (text.isascii() and is_common(text))
