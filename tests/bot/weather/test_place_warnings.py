from dataclasses import replace

import pytest

from bot.weather.outlook import Spot, get_outlooks
from bot.weather.place_warnings import PlaceWarnings
from sources.warnings import UNKNOWN_ZONE, WarningLevel, WarningList, WeatherWarning
from storage.content import warnings
from storage.content.warnings import CurrentWarnings
from storage.database import Database
from tests.factories import seoul

TEN = seoul("2026-07-28T10:00")
HEAT = WeatherWarning("L1100200", "서울동북권", "폭염", WarningLevel.ADVISORY, TEN, TEN, None, "서울특별시")
GALE = replace(HEAT, zone="L1022520", zone_name="강릉시산지", kind="강풍", upper_name="강원도")
RAIN = replace(GALE, zone="L1022510", zone_name="강릉시평지", kind="호우", level=WarningLevel.WARNING)
WAVES = replace(HEAT, zone="S1151200", zone_name="강원중부앞바다", kind="풍랑", upper_name="동해중부앞바다")
NEW = replace(HEAT, zone="L1199999", zone_name="서울한강권", kind="안개")


def found(province: str, district: str | None, *listed: WeatherWarning, unread: str = "") -> list[str] | None:
    current = CurrentWarnings(listed, [unread] if unread else [])
    warned = PlaceWarnings(current).of(province, district)
    return None if warned is None else [one.kind for one in warned]


ALL = HEAT, GALE, RAIN, WAVES, NEW


@pytest.mark.parametrize(
    ("province", "district", "kinds"),
    [
        ("강원", "강릉시", ["호우", "강풍"]),
        ("강원", None, ["호우", "강풍"]),
        ("강원", "동해시", []),
        ("서울", "노원구", ["폭염", "안개"]),
        ("서울", "강남구", ["안개"]),
        ("부산", "중구", []),
    ],
)
def test_a_place_has_the_warnings_of_its_zones_the_highest_level_first(
    province: str, district: str | None, kinds: list[str]
) -> None:
    assert found(province, district, *ALL) == kinds


@pytest.mark.parametrize(
    ("unread", "district", "kinds"),
    [
        ("L1022520", "강릉시", None),
        ("L1022520", "동해시", []),
        ("S1151200", "강릉시", []),
        ("L1999999", "동해시", None),
        (UNKNOWN_ZONE, "동해시", None),
    ],
)
def test_a_row_that_could_not_be_read_makes_none_unknown(unread: str, district: str, kinds: list[str] | None) -> None:
    assert found("강원", district, unread=unread) == kinds
    assert found("강원", "강릉시", RAIN, unread=unread) == ["호우"]


def test_without_a_list_nothing_is_known() -> None:
    assert PlaceWarnings(None).of("서울", "노원구") is None


def test_of_a_place_without_a_province_nothing_is_known() -> None:
    assert PlaceWarnings(CurrentWarnings(ALL)).of(None, None) is None


async def test_the_outlook_of_a_place_has_its_warnings(database: Database) -> None:
    spot = Spot("서울 노원구", 37.65, 127.06, "서울", "노원구", "노원구")
    async with database.read() as connection:
        assert (await get_outlooks(connection, [spot], TEN))[spot.key].warnings is None
    async with database.write() as connection:
        await warnings.store(connection, "KMA warnings", WarningList((HEAT, GALE)), TEN)
    async with database.read() as connection:
        assert (await get_outlooks(connection, [spot], TEN))[spot.key].warnings == [HEAT]
