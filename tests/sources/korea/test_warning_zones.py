import datetime as dt

import pytest

from sources.korea.regions import Region, load_provinces
from sources.korea.warning_zones import WarningZone, concerns, find_regions, load_zones
from sources.records import KST

CUT = dt.datetime(2026, 5, 31, 13, 30, tzinfo=KST)
BEFORE, AFTER = CUT - dt.timedelta(minutes=1), CUT
DISTRICTS = [Region(one.name, district) for one in load_provinces() for district in one.districts]


def zones_of(region: Region, at: dt.datetime) -> list[WarningZone]:
    """Return the zones of a time that concern a region."""
    zones = (zone for zone in load_zones().values() if zone.is_valid(at))
    return [zone for zone in zones if concerns(find_regions(zone.code, zone.name, "", at), region)]


def names(region: Region, at: dt.datetime) -> set[str]:
    """Return the names of the zones that concern a region, without those that contain others."""
    containing = {zone.upper for zone in load_zones().values() if zone.is_valid(at)}
    return {zone.name for zone in zones_of(region, at) if zone.code not in containing}


def listed(code: str) -> tuple[Region, ...]:
    return find_regions(code, "", "", AFTER)


@pytest.mark.parametrize("at", [BEFORE, AFTER])
def test_every_district_has_a_zone_of_its_own_or_its_city(at: dt.datetime) -> None:
    for region in DISTRICTS:
        assert any(zone.upper not in {"", "L1000000"} for zone in zones_of(region, at)), region


@pytest.mark.parametrize(
    ("region", "before", "after"),
    [
        (Region("대구", "중구"), {"대구광역시"}, {"대구중부"}),
        (Region("대구", "달성군"), {"대구광역시"}, {"달성군북부", "달성군남부"}),
        (Region("대구", "군위군"), {"군위군"}, {"군위군"}),
        (Region("강원", "강릉시"), {"강릉시평지", "강원중부산지"}, {"강릉시평지", "강릉시산지"}),
        (Region("강원", "고성군"), {"고성군평지", "강원북부산지"}, {"고성군평지", "고성군산지"}),
        (Region("경남", "고성군"), {"고성군"}, {"고성군"}),
        (Region("경북", "울진군"), {"울진군평지", "경북북동산지"}, {"울진군평지", "울진군산지"}),
        (Region("서울", "노원구"), {"서울동북권"}, {"서울동북권"}),
        (Region("서울", "중구"), {"서울서북권"}, {"서울서북권"}),
        (Region("부산", "중구"), {"부산서부"}, {"부산서부"}),
        (Region("인천", "영종구"), {"인천광역시"}, {"인천영종"}),
        (Region("인천", "검단구"), {"인천광역시"}, {"인천북부"}),
        (Region("광주", "광산구"), {"광주광역시"}, {"광주서부"}),
        (Region("경기", "광주시"), {"광주시"}, {"광주시"}),
        (Region("경기", "수원시 장안구"), {"수원시"}, {"수원시"}),
        (Region("세종"), {"세종특별자치시"}, {"세종북부", "세종남부"}),
        (Region("경북", "울릉군"), {"울릉도.독도"}, {"울릉도.독도"}),
        (
            Region("제주", "서귀포시"),
            {"제주도산지", "제주도서부", "제주도동부", "제주도남부", "제주도남부중산간"},
            {"제주도산지", "서귀포시서부", "서귀포시남부", "서귀포시동부", "서귀포시중산간"},
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, Region) else None,
)
def test_a_district_finds_its_zones_on_both_sides_of_the_cut(region: Region, before: set[str], after: set[str]) -> None:
    assert names(region, BEFORE) == before
    assert names(region, AFTER) == after


@pytest.mark.parametrize(
    ("code", "regions"),
    [
        ("L1140100", {"중구", "동구", "서구", "남구", "북구", "수성구", "달서구"}),
        ("L1091330", {"제주시"}),
        ("L1022520", {"강릉시"}),
        ("L1014200", {"옹진군"}),
        ("L1110130", {"부평구", "계양구", "서해구", "검단구"}),
        ("L1120000", {None}),
    ],
)
def test_a_listed_zone_concerns_its_districts(code: str, regions: set[str | None]) -> None:
    assert {region.district for region in listed(code)} == regions


def test_a_zone_of_the_whole_country_concerns_every_place() -> None:
    assert all(concerns(listed("L1000000"), region) for region in DISTRICTS)


def test_a_zone_at_sea_concerns_no_district() -> None:
    assert find_regions("S1131200", "경북남부앞바다", "동해남부앞바다", AFTER) == ()


@pytest.mark.parametrize(
    ("name", "upper_name", "regions"),
    [
        ("울진군북부산지", "경상북도", (Region("경북", "울진군"),)),
        ("영광낙월면", "영광군", (Region("전남", "영광군"),)),
        ("고성군동부", "강원특별자치도", (Region("강원", "고성군"),)),
        ("고성군동부", "고성군", (Region("강원", "고성군"), Region("경남", "고성군"))),
        ("노원구북부", "서울동북권", (Region("서울", "노원구"),)),
        ("서울중앙권", "서울특별시", (Region("서울"),)),
        ("전남동해안", "전남광주통합특별시", (Region("전남"),)),
        ("광주광역시", "전국", (Region("광주"),)),
        ("광주남부", "광주광역시", (Region("광주"),)),
        ("광주시북부", "경기도", (Region("경기", "광주시"),)),
        ("가나다", "라마바", ()),
    ],
)
def test_a_zone_that_the_table_does_not_know_is_found_by_its_name(
    name: str, upper_name: str, regions: tuple[Region, ...]
) -> None:
    assert find_regions("L1999999", name, upper_name, AFTER) == regions


def test_a_code_of_before_the_cut_is_found_by_its_name_after_it() -> None:
    zone = load_zones()["L1070100"]
    assert find_regions(zone.code, zone.name, "전국", AFTER) == (Region("대구"),)
    assert Region("대구", "군위군") not in find_regions(zone.code, zone.name, "전국", BEFORE)


def test_a_place_that_is_a_whole_province_is_concerned_by_its_parts() -> None:
    assert concerns(listed("L1022520"), Region("강원"))
    assert not concerns(listed("L1022520"), Region("강원", "동해시"))
    assert not concerns(listed("L1022520"), Region("경북"))
