"""Bulletins that come only in the weather that somebody chose."""

from sqlalchemy import select

from storage.reasons import FailureReason
from storage.schema import DeliveryState, delivery
from tests.handlers.settings.factories import press
from tests.outlook import know
from tests.talk import Start, Talk

MORNING = "2024-05-14 07:00"


async def ends(talk: Talk) -> list[tuple[str, str | None]]:
    async with talk.session.database.read() as connection:
        rows = await connection.execute(select(delivery.c.state, delivery.c.reason).order_by(delivery.c.id))
        return [(row.state, row.reason) for row in rows]


async def choose(talk: Talk, *labels: str) -> str:
    """Choose weather in the settings, for which forecasts must be known."""
    await talk("/subscribe 07:00 인천", "/settings")
    return await press(talk, "이럴 때만", *labels)


async def test_a_bulletin_comes_on_the_days_of_the_chosen_weather(start: Start) -> None:
    talk = await start()
    await know(talk)
    assert "이럴 때만 와요: ☂️ 비나 눈" in await choose(talk, "비나 눈")
    assert "우산 챙기세요" in await talk.at(MORNING)
    assert await ends(talk) == [(DeliveryState.SENT, None)]


async def test_status_says_why_none_came(start: Start) -> None:
    talk = await start()
    await know(talk)
    await choose(talk, "영하", "더위")
    assert "좋은 아침" not in await talk.at(MORNING)
    assert await ends(talk) == [(DeliveryState.FAILED, FailureReason.NOTHING_NOTABLE)]
    assert "고르신 날씨가 아니어서" in await talk("/status")


async def test_a_bulletin_comes_if_the_weather_is_unknown(start: Start) -> None:
    talk = await start()
    await know(talk)
    await choose(talk, "영하")
    assert "좋은 아침" in await talk.at("2024-05-16 07:00")


async def test_others_come_though_a_whole_batch_is_unwanted(start: Start) -> None:
    """Nobody waits for those who get none, however many are claimed at once."""
    talk = await start()
    await know(talk)
    await choose(talk, "영하")
    await talk(":in group", "/subscribe 07:00 인천")
    assert (await talk.at(MORNING)).count("좋은 아침") == 1


async def test_a_choice_can_be_taken_back(start: Start) -> None:
    talk = await start()
    await know(talk)
    await choose(talk, "영하")
    assert "날씨와 관계없이" in await press(talk, "영하")
    assert "좋은 아침" in await talk.at(MORNING)


async def test_the_settings_offer_no_weather_that_is_unknown(start: Start) -> None:
    talk = await start()
    assert "이럴 때만" not in await talk("/subscribe 07:00 인천", "/settings")
    await know(talk)
    assert "이럴 때만" in await talk("/settings")
    shown = await press(talk, "이럴 때만")
    assert "비나 눈" in shown
    assert "특보" not in shown
