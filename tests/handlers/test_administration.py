"""What was stored before a change of Korea's administration, and tables of towns of before."""

import datetime as dt
import json

import pytest
from sqlalchemy import text
from syrupy.assertion import SnapshotAssertion

from sources.kma.town_table import Town
from sources.records import Article
from storage.content import towns
from tests.factories import EVENING, publish
from tests.talk import Start, Talk

FORMER_SEOHAE = {
    "key": "인천 서구",
    "station": 112,
    "names": {"ko": "서구", "en": "Seo-gu", "ja": "西区", "zh": "西区"},
}
FORMER_GUNWI = {
    "key": "경북 군위군",
    "station": 278,
    "names": {"ko": "군위", "en": "Gunwi", "ja": "軍威", "zh": "军威"},
}
FORMER_UNSEO = {"key": "인천 중구 운서동", "station": 112, "names": {"ko": "운서동", "en": "Unseo-dong"}}
OLD_TOWNS = (
    Town("인천", "중구", "운서동", 37.4975, 126.4939),
    Town("인천", "중구", "신포동", 37.4713, 126.6236),
    Town("인천", "서구", "청라1동", 37.532, 126.6538),
    Town("경북", "군위군", "우보면", 36.2126, 128.6513),
    Town("경기", "화성시", "봉담읍", 37.2173, 126.9523),
    Town("전남", "순천시", "낙안면", 34.8983, 127.3372),
)


async def _old_database(start: Start, language: str) -> Talk:
    """Return a chat whose subscription and towns were stored before Gunwi and Incheon changed."""
    talk = await start(language=language)
    await talk("/subscribe 07:00 인천")
    async with talk.session.database.write() as connection:
        cities = json.dumps([FORMER_SEOHAE, FORMER_GUNWI, FORMER_UNSEO], ensure_ascii=False)
        await connection.execute(text("UPDATE subscription SET cities = :cities"), {"cities": cities})
        await towns.replace_all(connection, OLD_TOWNS)
    # The caches are filled from the database.
    return await start(language=language, page=None)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ko", ("서해구", "군위", "운서동")),
        ("en", ("Seohae", "Gunwi", "Unseo-dong")),
        ("ja", ("西海", "軍威", "Unseo-dong")),
        ("zh", ("西海", "军威", "Unseo-dong")),
        ("vi", ("Seohae", "Gunwi", "Unseo-dong")),
    ],
)
async def test_chosen_places_keep_their_station_and_get_their_present_names(
    start: Start, language: str, names: tuple[str, ...]
) -> None:
    talk = await _old_database(start, language)
    status = await talk("/status")
    assert all(name in status for name in names), status
    assert "서구" not in status
    assert "Seo-gu" not in status


async def test_a_bulletin_names_the_districts_of_today(start: Start) -> None:
    talk = await _old_database(start, "ko")
    bulletin = await talk.at("2024-05-14 07:00")
    assert "서해구" in bulletin
    assert "운서동" in bulletin


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("인천 중구 운서동", "운서동 (인천 영종구)"),
        ("영종구 운서동", "운서동 (인천 영종구)"),
        ("인천 제물포구 신포동", "신포동 (인천 제물포구)"),
        ("서해구 청라1동", "청라1동 (인천 서해구)"),
        ("인천 서구 청라1동", "청라1동 (인천 서해구)"),
        ("경북 군위군 우보면", "우보면 (대구 군위군)"),
        ("대구 군위 우보면", "우보면 (대구 군위군)"),
        ("화성 봉담읍", "봉담읍 (경기 화성시 효행구)"),
        ("전남 순천 낙안면", "낙안면 (전남광주 순천시)"),
        ("전남광주통합특별시 순천시 낙안면", "낙안면 (전남광주 순천시)"),
        ("인천 서해구", "서해구"),
        ("전남광주통합특별시 광산구", "광산"),
        ("경기 광주 오포동", "광주 (경기)"),
        ("용인특례시 처인구", "처인구"),
    ],
)
async def test_former_and_new_names_are_answered_by_the_present_one(start: Start, asked: str, heading: str) -> None:
    talk = await _old_database(start, "ko")
    assert heading in await talk(f"/weather {asked}")


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "vi"])
async def test_a_former_name_of_two_districts_is_a_question(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    assert (
        await talk("/weather 인천 중구", ":press 2", "/weather 인천 서구", "/weather 전남광주", "/weather 동구")
        == snapshot
    )


async def test_news_of_a_former_region_are_found_by_its_present_name(start: Start) -> None:
    talk = await start(page=None)
    told = (
        ("부두에 첫 배", "인천 동구"),
        ("수로에 새 다리", "인천 서구"),
        ("사과 축제", "경북 군위군"),
        ("배 축제", "전남 나주시"),
        ("시장 골목", "광주 동구"),
    )
    async with talk.session.database.write() as connection:
        for minute, (headline, region) in enumerate(told):
            at = EVENING - dt.timedelta(minutes=minute + 1)
            await publish(connection, Article(headline), at, source=f"신문 {minute}", region=region)
    assert "수로에 새 다리" in await talk("/news 서해구")
    assert "부두에 첫 배" in await talk("/news 제물포구")
    assert "사과 축제" in await talk("/news 대구")
    news = await talk("/news 전남광주통합특별시")
    assert "배 축제" in news
    assert "시장 골목" in news
