"""The forms of a name in which differences that mean nothing are gone."""

import re
import unicodedata
from functools import lru_cache

_SEPARATED_ENDING = re.compile(
    r"(?<=\w)[\s-]+(?:(?:metropolitan|special|special self-governing) city|(?:special self-governing )?province"
    r"|si|gun|gu|do|city|county|district|station)$"
)
_KOREAN_ENDING = re.compile(r"(?<=..)(?:특별자치시|특별자치도|특별시|광역시|시|군|도)$")
_CHINESE_ENDING = re.compile(
    r"(?<=..)(?:特別自治市|特別自治道|特別市|広域市|特别自治市|特别自治道|特别市|广域市|廣域市|市|郡|道|区|區)$"
)
_TOWN = re.compile(r"(?<=..)제?(?:[0-9][0-9.,·]*)?가?(?:동|읍|면|리)$")
_REGION_ENDINGS = ("시", "군", "구", "도")
_TOWN_NAME = re.compile(r"[가-힣0-9]+[동읍면리]")
_IGNORED = re.compile(r"[\W_]+")
_WARD = "구"
_HALL = re.compile(r"(?<=.[시군구도])청$")


def tidy(text: str) -> str:
    """A text without differences of width and case, with its spaces."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def normal(name: str) -> str:
    """A name without what people write differently: case, width, spaces, and all that is no letter."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return text if text.isalnum() else _IGNORED.sub("", text)


def stem(name: str) -> str:
    """The normal form without the ending that says what kind of place it is."""
    text = tidy(name)
    if text.isascii():
        return normal(_SEPARATED_ENDING.sub("", text))
    return _CHINESE_ENDING.sub("", _KOREAN_ENDING.sub("", normal(text)))


@lru_cache(maxsize=16_384)
def short(name: str) -> str:
    """The stem as people say it: 강릉 of 강릉시, 부평 of 부평구 and of its hall, 강남 of 강남역, but 중구 as it is."""
    text = stem(_HALL.sub("", name))
    for ending in (_WARD, "역"):
        if len(text) > len("중구"):
            text = text.removesuffix(ending)
    return text


def town_stem(name: str) -> str:
    """A town's normal form without ending and number: 역삼 of 역삼1동 and of 역삼동."""
    return _TOWN.sub("", normal(name))


def is_region(name: str) -> bool:
    """Whether a name says that it is a province, a city or a district."""
    return name.endswith(_REGION_ENDINGS)


def is_town(name: str) -> bool:
    """Whether a name says that it is a neighbourhood or village: of these thousands another is never a slip for one."""
    return _TOWN_NAME.fullmatch(normal(name)) is not None
