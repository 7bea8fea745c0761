"""A preview equals the bulletin of that moment, and the ledger does not record it."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import func, select

from bot.delivery.preview import compose_preview
from bot.intake.outlook.forecasts import ForecastCollector
from bot.intake.source_config import ForecastService, KmaForecast
from sources.korea.forecast_grid import Cell
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from storage.ledger.headlines import list_delivered
from storage.schema import delivery
from storage.terms import City, Schedule, Section, Unit
from tests.bot.intake.outlook.forecast_service import KmaService, make_issue
from tests.factories import EVENING, seoul
from tests.talk import Talk

MORNING = "2024-05-14 07:00"
SEVEN = Schedule((dt.time(7),), "Asia/Seoul")


async def subscription(talk: Talk) -> Subscription:
    async with talk.session.database.read() as connection:
        (one,) = await subscriptions.list_all(connection, talk.town.private.id)
    return one


async def preview_text(talk: Talk, one: Subscription, language: str = "ko", unit: Unit = Unit.CELSIUS) -> str:
    deps = talk.session.application.dependencies
    return (await compose_preview(deps, one, deps.translators[language].with_unit(unit))).text


async def test_a_preview_is_the_bulletin_of_that_moment(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천 판교")
    one = await subscription(talk)
    talk.session.clock.set(dt.datetime(2024, 5, 13, 22, tzinfo=dt.UTC))
    text = await preview_text(talk, one)
    await talk.at(MORNING)
    (html,) = [call.arguments["text"] for call in talk.server.calls if "☀️" in str(call.arguments.get("text"))]
    assert text == html


async def test_a_preview_leaves_the_ledger_and_the_headlines_as_they_are(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    one = await subscription(talk)
    assert await preview_text(talk, one) == await preview_text(talk, one)
    async with talk.session.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(delivery)) == 0
        assert await list_delivered(connection, {one.chat_id}, {1}) == set()
    assert "아침 일곱 시에 여는 동네 도서관" in await talk.at(MORNING)


async def test_a_preview_does_not_repeat_a_delivered_headline(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", f":at {MORNING}")
    text = await preview_text(talk, await subscription(talk))
    assert "인천" in text
    assert "도서관" not in text


async def test_a_preview_fetches_the_forecast_of_a_new_place(talk: Talk) -> None:
    deps = talk.session.application.dependencies
    talk.session.clock.set(dt.datetime(2024, 5, 13, 22, tzinfo=dt.UTC))
    kma = KmaService(talk.session.clock)
    source = KmaForecast(type="kma-forecast", service=ForecastService.HUB)
    collector = ForecastCollector(source, "secret", kma, deps.database, deps.known, deps.clock)
    bare = Subscription(1, 0, SEVEN, EVENING, (City("서울", 108),), sections=Section.TODAY)
    tr = deps.translators["ko"].with_unit(Unit.CELSIUS)
    without = (await compose_preview(deps, bare, tr)).text
    text = (await compose_preview(replace(deps, forecasts=collector), bare, tr)).text
    today = make_issue(Cell(60, 127), seoul("2024-05-14T05:00"))
    high = f"~{round(today.highs[dt.date(2024, 5, 14)])}℃"
    assert high in text
    assert high not in without
    # The second one finds it stored.
    before = len(kma.targets)
    assert high in (await compose_preview(replace(deps, forecasts=collector), bare, tr)).text
    assert len(kma.targets) == before


async def test_a_preview_of_a_subscription_that_is_not_stored(talk: Talk) -> None:
    bare = Subscription(1, 0, SEVEN, EVENING, (City.of_station(112),), sections=Section.CITIES)
    text = await preview_text(talk, bare, "en", Unit.FAHRENHEIT)
    assert "<b>Incheon</b> Clear 60.6℉" in text
    assert "Good evening" in text
    assert "Highest" not in text
    honolulu = replace(bare, schedule=replace(SEVEN, zone="Pacific/Honolulu"))
    assert "Monday, May 13" in await preview_text(talk, honolulu, "en")
