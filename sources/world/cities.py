"""Countries, and large and often visited cities outside South Korea, by their names in five languages.

The cities are those of `cities.csv`, from GeoNames, the countries those of `countries.csv`, from CLDR. A name is
compared without case, accents and spaces.
"""

import csv
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

from sources.korea.everyday_words import load_everyday_words

_SOUTH_KOREA = "KR"
_NORTH = (
    *(
        "평양",
        "신의주",
        "함흥",
        "청진",
        "원산",
        "남포",
        "사리원",
        "혜산",
        "강계",
        "김책",
        "나진",
        "희천",
        "회령",
        "북한",
    ),
    *(
        "백두산",
        "금강산",
        "묘향산",
        "개마고원",
        "Pyongyang",
        "Pyeongyang",
        "P'yŏngyang",
        "Sinuiju",
        "Hamhung",
        "Hamheung",
    ),
    *(
        "Chongjin",
        "Cheongjin",
        "Wonsan",
        "Kaesong",
        "Gaesong",
        "Sariwon",
        "Hyesan",
        "Kanggye",
        "Kimchaek",
        "Rason",
        "Rajin",
    ),
    *(
        "Haeju",
        "Bình Nhưỡng",
        "Triều Tiên",
        "Bắc Triều Tiên",
        "平壌",
        "平壤",
        "新義州",
        "新义州",
        "咸興",
        "咸兴",
        "清津",
        "元山",
    ),
    *(
        "開城",
        "开城",
        "沙里院",
        "惠山",
        "江界",
        "羅先",
        "罗先",
        "金剛山",
        "金刚山",
        "白頭山",
        "北朝鮮",
        "朝鲜",
        "ピョンヤン",
    ),
)
"""Places in the north whose names are no common Korean words, as 해주 and 개성 are."""

# These are far more often the city, or words that nobody says alone about the weather.
_CITIES = frozenset({"평양", "파리", "세부"})
# Words that are far more often said than the countries.
_WORDS = frozenset({"가나", "말리", "오만", "수단", "기니", "통가", "차드", "Jersey", "Áo", "Ý", "Anh"})
_REGIONS = {
    "JP": (
        "대마도",
        "쓰시마",
        "홋카이도",
        "규슈",
        "큐슈",
        "도호쿠",
        "北海道",
        "九州",
        "沖縄",
        "対馬",
        "Hokkaido",
        "Kyushu",
    ),
    "CN": ("연변", "만주", "백두산천지", "하이난", "티베트", "延边", "Hainan", "Tibet"),
    "ID": ("발리", "バリ島", "巴厘岛", "Bali"),
    "US": ("하와이", "알래스카", "캘리포니아", "ハワイ", "夏威夷", "Hawaii", "Alaska", "California"),
    "PH": ("보라카이", "보홀", "팔라완", "Boracay", "Bohol", "Palawan"),
    "VN": ("푸꾸옥", "사파", "Phu Quoc"),
    "MN": ("울란바토르", "Ulaanbaatar", "Ulan Bator"),
}
"""Islands and regions that people travel to, by country."""

NORTH_KOREA = "KP"
"""Country code of the north."""


def find_country(name: str) -> str | None:
    """Return the code of a country, or of a city's (ISO 3166-1); None for South Korea and unknown names."""
    return _countries().get(_key(name))


@cache
def _countries() -> dict[str, str]:
    return {_key(name): country for country, name in _names()}


def _names() -> Iterator[tuple[str, str]]:
    words = (load_everyday_words() | _WORDS) - _CITIES
    for country, name in (*_read("cities.csv"), *_read("countries.csv")):
        if name not in words and country != _SOUTH_KOREA:
            yield country, name
    yield from ((NORTH_KOREA, name) for name in _NORTH)
    yield from ((country, name) for country, names in _REGIONS.items() for name in names)


def _read(table: str) -> Iterator[tuple[str, str]]:
    """Yield the country of each name of a table."""
    text = resources.files("sources.world").joinpath(table).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield from ((row["country"], name) for name in row["names"].split("|"))


def _key(name: str) -> str:
    # 가 without its vowel would be another word, so syllables are composed again.
    parted = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in parted if unicodedata.category(letter) != "Mn" or letter in "\u3099\u309a")
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", letters)))
