"""Charts of forecasts: from the buttons below an answer, and turned over by those below a picture."""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.factories import seoul
from tests.handlers.factories import photos, uploads
from tests.outlook import know
from tests.talk import Start, Talk

MORNING = seoul("2024-05-14T07:00")


@pytest.fixture
async def talk(start: Start) -> Talk:
    """A conversation of the fourteenth at seven, with a forecast of Incheon."""
    talk = await start(at=MORNING)
    await know(talk)
    return talk


@pytest.mark.parametrize("language", ["en", "ja", "ko", "vi", "zh"])
async def test_the_charts_of_a_forecast_read_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, at=MORNING)
    await know(talk)
    incheon = {"en": "Incheon", "ja": "仁川", "ko": "인천", "vi": "Incheon", "zh": "仁川"}[language]
    assert await talk(f"/forecast {incheon}", ":press 2", ":press 2", ":press 3", ":press 1", ":press 1") == snapshot


async def test_the_chart_is_of_the_days_that_were_asked_for(talk: Talk) -> None:
    for asked, day in (("/week 인천", "내일 ☀️"), ("/tomorrow 인천", "내일 ☀️"), ("인천 내일 비 와?", "내일 ☀️")):
        assert day in await talk(asked, ":press 2")
    assert "오늘 ☂️" in await talk("인천 비 와?", ":press 2")
    # Of the three pictures of tomorrow one was uploaded.
    assert (len(photos(talk)), uploads(talk)) == (4, 3)


async def test_the_next_day_the_chart_of_tomorrow_is_that_of_today(talk: Talk) -> None:
    await talk("/tomorrow 인천", ":press 2")
    await talk.at("2024-05-15 04:00")
    shown = await talk(":press 2")
    assert "오늘 ☀️ 14~25℃" in shown
    assert "기상청 14일 (화) 05:00 예보" in shown
    await talk.at("2024-05-15 06:00")
    assert "오늘" not in await talk("/chart 인천")


async def test_a_chart_is_turned_in_its_theme(talk: Talk) -> None:
    await talk("/chart 인천 dark", ":press 1", "/forecast 인천", ":press 2")
    assert len(photos(talk)) == 2
    assert uploads(talk) == 2, "the light chart of the day is another picture than the dark one"


async def test_without_pictures_a_forecast_has_no_chart(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_PICTURES", "off")
    talk = await start(at=MORNING)
    await know(talk)
    assert "📈" not in await talk("/forecast 인천")
