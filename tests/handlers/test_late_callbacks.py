"""Buttons that were pressed while the bot was away: it does what they say, although Telegram takes no answer then."""

import datetime as dt
import logging

import pytest

from simulator import Fault, errors
from simulator.world.messages import Callback
from tests.handlers.factories import OUT_OF_DATE, press
from tests.talk import Talk

# Each with the lines before, a part of the button's label, and a part of what the chat shows then.
BUTTONS = {
    "weather": (["/weather 고성"], "강원", "(edited) 고성 (강원) → 속초 관측소"),
    "follow": (["/weather 인천"], "매일 받기", "매일 07:00에 알림을 보내 드릴게요."),
    "invitation": (["/start incheon"], "네", "매일 07:00에 알림을 보내 드릴게요."),
    "chart": (["/weather 인천"], "그래프", "[weather.png]"),
    "map": (["/weather"], "지도", "[weather.png]"),
    "article": (["/news"], "1", "(edited) [지역뉴스] 아침 일곱 시에"),
    "list": (["/news", ":press 1"], "목록", "(edited) 지역 뉴스"),
    "region": (["/news 고성"], "강원", "(edited)"),
    "subscribe": (["/subscribe 07:00 고성"], "강원", "지역: 고성"),
    "forget": (["/subscribe 07:00", "/forget"], "🗑", "모두 지웠어요"),
    "language": (["/language"], "English", "I will speak English here from now on."),
    "channel": (["/channel @morning_post"], "▶️", "(edited)"),
    "settings": (["/subscribe 07:00 인천", "/settings"], "⏸", "(edited)"),
}


def methods_since(talk: Talk, first: int) -> list[str]:
    return [call.method for call in talk.server.calls[first:] if call.method != "getUpdates"]


def press_without_data(talk: Talk, **fields: str) -> None:
    """Press a button that sends no data, but these fields."""
    message = talk.world.messages(talk.town.private)[-1]
    callback = Callback("bare", talk.town.person, message, "", talk.world.now())
    talk.world.callbacks[callback.id] = callback
    update = callback.to_json()
    del update["data"]
    talk.world.accounts[talk.world.bot.id].updates.add("callback_query", update | fields)


@pytest.mark.parametrize("kind", BUTTONS)
async def test_a_late_press_is_carried_out_and_its_refused_answer_is_no_error(
    talk: Talk, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    before, label, expected = BUTTONS[kind]
    await talk(*before)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("answerCallbackQuery", answer=errors.query_too_old()))
    first = len(talk.server.calls)
    assert expected in await press(talk, label)
    called = methods_since(talk, first)
    assert called.index("answerCallbackQuery") == len(called) - 1 > 0
    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


async def test_a_late_press_below_a_deleted_message_still_counts(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/language")
    question = talk.world.messages(talk.town.private)[-1]
    talk.refusals_expected = True
    talk.world.press(question, "language:en", talk.town.person)
    talk.world.delete(question, talk.town.person)
    await talk.shown()
    assert [call.error for call in talk.server.calls if not call.accepted] == ["Bad Request: message to edit not found"]
    assert all(callback.is_answered for callback in talk.world.callbacks.values())
    assert "Incheon" in await talk("/weather 인천")
    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


async def test_a_deletion_that_telegram_has_not_passed_on_is_no_error(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    await talk("/language")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("editMessageText", answer=errors.bad_request("MESSAGE_ID_INVALID")))
    await press(talk, "English")
    assert "Incheon" in await talk("/weather 인천")
    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


async def test_a_press_that_is_read_after_twenty_minutes_counts(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    talk.refusals_expected = True
    (pause,) = (one.callback_data for one in talk.world.messages(talk.town.private)[-1].buttons if "그만" in one.text)
    assert pause is not None
    talk.world.press(talk.world.messages(talk.town.private)[-1], pause, talk.town.person)
    # Before the bot hears of it.
    talk.session.clock.set(talk.world.now() + dt.timedelta(minutes=20))
    assert "(edited)" in await talk.shown()
    assert [call.method for call in talk.server.calls if not call.accepted] == ["answerCallbackQuery"]
    assert "멈춰 둔 알림이 있어요" in await talk("/status")
    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


async def test_other_refusals_of_an_answer_are_logged(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await talk("/language")
    talk.refusals_expected = talk.errors_expected = True
    talk.server.faults.append(Fault("answerCallbackQuery", answer=errors.bad_request("MESSAGE_TOO_LONG")))
    assert "I will speak English" in await press(talk, "English")
    assert "Could not handle an update" in caplog.text


async def test_a_failed_press_is_answered_too(talk: Talk) -> None:
    await talk("/weather 인천")
    talk.errors_expected = True
    async with talk.session.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE observation")
    assert "문제가" in await press(talk, "그래프")
    assert all(callback.is_answered for callback in talk.world.callbacks.values())


@pytest.mark.parametrize("fields", [{}, {"game_short_name": "chess"}], ids=["neither", "game"])
async def test_a_press_without_data_is_out_of_date(talk: Talk, fields: dict[str, str]) -> None:
    await talk("/weather 인천")
    press_without_data(talk, **fields)
    assert OUT_OF_DATE in await talk.shown()
