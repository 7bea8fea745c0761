"""Names for wide areas of several provinces, of a part of one or of a coast, with their main places: 수도권, 경남 서부.

Weather reports and people say them, and no official region has them. `wide_areas.csv` has the names of those of several
provinces, `province_parts.csv` the parts of provinces, whose names follow a rule: 경기북부, 경기도 북부지역, 서부경남.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from sources.korea.tables import read_table, split_names

_PARTS = {
    "북부": ("northern {}", "{}北部", "bắc {}"),
    "남부": ("southern {}", "{}南部", "nam {}"),
    "동부": ("eastern {}", "{}東部", "đông {}"),
    "서부": ("western {}", "{}西部", "tây {}"),
    "중부": ("central {}", "{}中部", "miền trung {}"),
    "산지": ("{} mountains", "{}山地", "vùng núi {}"),
    "내륙": ("inland {}", "{}内陸", "nội địa {}"),
    "동해안": ("{} east coast", "{}東海岸", "bờ biển phía đông {}"),
    "서해안": ("{} west coast", "{}西海岸", "bờ biển phía tây {}"),
    "남해안": ("{} south coast", "{}南海岸", "bờ biển phía nam {}"),
}
"""The names of a part in English, Chinese characters and Vietnamese."""

_OTHER_WORDS = {"산지": "산간", "내륙": "내륙권"}
_SIMPLIFIED = str.maketrans("東陸", "东陆")
_ENDINGS = ("", "지역", "지방", "권")


@cache
def load_wide_areas() -> dict[str, tuple[str, ...]]:
    """Return the keys of the places by the areas' names, in lower case without spaces."""
    rows = read_table("wide_areas.csv")
    areas = {fold_area(name): split_names(row["places"]) for row in rows for name in split_names(row["names"])}
    provinces = {row["name"]: row for row in read_table("regions.csv")}
    for row in read_table("province_parts.csv"):
        for name in _name_part(provinces[row["province"]], row["part"]):
            areas.setdefault(fold_area(name), split_names(row["places"]))
    return areas


def fold_area(name: str) -> str:
    """Return a name in lower case without spaces."""
    return name.replace(" ", "").casefold()


def _name_part(province: Mapping[str, str], part: str) -> Iterator[str]:
    """Yield the names of a part of a province in all languages."""
    korean = (province["name"], *(name for name in split_names(province["names"]) if name.endswith("도")))
    for word in filter(None, (part, _OTHER_WORDS.get(part))):
        yield from (f"{name}{word}{ending}" for name in korean for ending in _ENDINGS)
        yield f"{word}{province['name']}"
    if part in {"북부", "남부"}:
        # 경기북도 was proposed for the north of 경기.
        yield from (f"{province['name']}{part[0]}{ending}" for ending in ("도", "부특별자치도"))
    english, chinese, vietnamese = _PARTS[part]
    yield english.format(province["en"])
    yield vietnamese.format(province["en"])
    for name in (province["ja"], province["zh"]):
        yield chinese.format(name)
        yield chinese.format(name).translate(_SIMPLIFIED)
