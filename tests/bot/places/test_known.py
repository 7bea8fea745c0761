import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.places import Places
from bot.places.known import KnownPlaces, add_undivided_towns, town_to_place
from sources.kma.town_table import Town, find_present_town
from sources.korea.gazetteer import load_places
from storage.content import towns
from storage.database import Database
from storage.errors import DatabaseFailed
from tests.bot.factories import PLACES
from tests.bot.places.factories import TABLE
from tests.factories import CATALOGUE

LONGEST_DATA = 64
"""Bytes of a button's data (Bot API)."""


def _seconds(places: Places, name: str) -> float:
    begin = time.process_time()
    places.find(name)
    return time.process_time() - begin


async def load(database: Database, wanted: tuple[Town, ...]) -> None:
    async with database.write() as connection:
        await towns.replace_all(connection, wanted)


async def test_imported_towns_are_found_after_a_refresh(database: Database) -> None:
    known = KnownPlaces(database, PLACES)
    await known.refresh()
    assert known.places is PLACES
    await load(database, TABLE)
    await known.refresh()
    match = known.places.find("수원 영통동").match
    assert match is not None
    assert (match.place.province, match.place.district, match.station.number) == ("경기", "수원시 영통구", 119)


async def test_a_refresh_without_new_towns_keeps_the_search(database: Database) -> None:
    await load(database, TABLE)
    known = KnownPlaces(database, PLACES)
    await known.refresh()
    before = known.places
    await known.refresh()
    assert known.places is before


async def test_a_database_error_keeps_the_search(database: Database) -> None:
    await load(database, TABLE)
    known = KnownPlaces(database, PLACES)
    await known.refresh()
    before = known.places
    async with database.write() as connection:
        await connection.execute(text("DROP TABLE town"))
    with pytest.raises(DatabaseFailed):
        await known.refresh()
    assert known.places is before


def test_every_key_fits_into_a_button_and_leads_back_to_its_place() -> None:
    long = Town("경남", "창원시 마산합포구", "아주아주아주아주긴이름의동", 35.2, 128.5)
    places = PLACES.with_towns(map(town_to_place, (*TABLE, long)))
    for place in (*load_places(CATALOGUE), *map(town_to_place, (*TABLE, long))):
        assert len(f"weather:{place.key}".encode()) <= LONGEST_DATA
        match = places.get(place.key)
        assert match is not None
        assert place.kind == "station" or match.place.key == place.key
    assert places.get("없는 곳") is None


@pytest.mark.parametrize(("stored", "name"), [("부곡제1동", "부곡1동"), ("부곡1동", "부곡제1동")])
def test_a_stored_key_leads_to_the_town_in_the_spelling_of_another_table(stored: str, name: str) -> None:
    places = PLACES.with_towns([town_to_place(Town("부산", "금정구", name, 35.22, 129.09))])
    match = places.get(f"부산 금정구 {stored}")
    assert match is not None
    assert match.place.key == f"부산 금정구 {name}"


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("인천 서구", "인천 서해구"),
        ("인천 중구", "인천 제물포구"),
        ("경북 군위군", "대구 군위군"),
        ("인천 중구 신포동", "인천 제물포구 신포동"),
        ("전남 순천시", "전남 순천시"),
    ],
)
def test_a_key_of_before_a_change_of_the_administration_leads_to_the_present_place(former: str, present: str) -> None:
    town = Town("인천", "중구", "신포동", 37.47, 126.62)
    match = PLACES.with_towns([town_to_place(find_present_town(town))]).get(former)
    assert match is not None
    assert match.place.key == present


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("역삼동", "서울 강남구 역삼동"),
        ("역삼", "서울 강남구 역삼동"),
        ("Yeoksam-dong", "서울 강남구 역삼동"),
        ("역삼2동", "서울 강남구 역삼2동"),
        ("수원 영통동", "경기 수원시 영통구 영통동"),
        ("판교동", "경기 성남시 분당구 판교동"),
        ("애월읍", "제주 제주시 애월읍"),
        ("종로1.2.3.4가동", "서울 종로구 종로1.2.3.4가동"),
    ],
)
def test_a_numbered_town_is_found_without_its_number(name: str, key: str) -> None:
    match = PLACES.with_towns(map(town_to_place, add_undivided_towns(TABLE))).find(name).match
    assert match is not None
    assert match.place.key == key


def test_an_undivided_town_is_added_unless_the_table_has_it() -> None:
    first, second = Town("서울", "강남구", "역삼1동", 37.0, 127.0), Town("서울", "강남구", "역삼2동", 38.0, 128.0)
    assert list(add_undivided_towns([first, second])) == [Town("서울", "강남구", "역삼동", 37.5, 127.5), first, second]
    own = Town("서울", "강남구", "역삼동", 37.1, 127.1)
    elsewhere = Town("부산", "중구", "역삼제3동", 35.0, 129.0)
    assert list(add_undivided_towns([first, own, elsewhere])) == [
        replace(elsewhere, name="역삼동"),
        first,
        own,
        elsewhere,
    ]


async def test_the_first_typo_after_a_start_is_as_fast_as_others(database: Database) -> None:
    known = KnownPlaces(database, Places(CATALOGUE))
    await known.prepare()
    first, second = (_seconds(known.places, slip) for slip in ("Soeul", "Busna"))
    assert first < second + 0.03
