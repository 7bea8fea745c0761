"""Messages about warnings as soon as they are issued: who gets which, with what sound, and their edits."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.clock import SetClock
from bot.intake.retention import thin_history
from bot.rendering.data_export import to_json
from simulator import Fault, errors
from simulator.world.chats import Chat
from simulator.world.messages import Message
from sources.warnings import WarningLevel, WarningList, WeatherWarning
from storage.chats import chats, privacy
from storage.content import warnings
from storage.ledger import restorations
from storage.reasons import StopReason
from storage.schema import subscription, warning_message
from tests.delivery.mornings import switched_off
from tests.factories import seoul
from tests.talk import Start, Talk

NOON = seoul("2024-05-14T12:00")
MINUTE = dt.timedelta(minutes=1)
RAIN = WeatherWarning("L1110120", "인천남부", "호우", WarningLevel.ADVISORY, NOON, NOON, None, "인천광역시")
WIND = replace(RAIN, zone="L1110130", zone_name="인천북부", kind="강풍")
GANGNEUNG = replace(RAIN, zone="L1022520", zone_name="강릉시산지", upper_name="강원도")
SEOUL = replace(RAIN, zone="L1100200", zone_name="서울동북권", upper_name="서울특별시")


async def issue(talk: Talk, *listed: WeatherWarning, at: dt.datetime = NOON) -> None:
    """Store a list, as the collector does, and run what follows."""
    async with talk.session.database.write() as connection:
        await warnings.store(connection, "KMA warnings", WarningList(listed), at)
    await talk.session.set_clock(at)


async def want_warnings(talk: Talk) -> None:
    """Switch warnings at once on in all chats."""
    async with talk.session.database.write() as connection:
        await connection.execute(update(subscription).values(tells_warnings=1))


def told(talk: Talk, chat: Chat | None = None) -> list[str]:
    return [one.text for one in messages(talk, chat)]


def messages(talk: Talk, chat: Chat | None = None) -> Sequence[Message]:
    found = talk.world.messages(chat or talk.town.private)
    return [one for one in found if one.text.startswith(("⚠️", "🚨", "✅ ")) and "·" in one.text]


async def states(talk: Talk) -> list[str]:
    async with talk.session.database.read() as connection:
        return list(await connection.scalars(select(warning_message.c.state).order_by(warning_message.c.id)))


@pytest.fixture
async def own(talk: Talk) -> Talk:
    """A private chat that is told of warnings for Incheon."""
    await talk("/subscribe 07:00 인천")
    await want_warnings(talk)
    return talk


async def test_a_warning_is_told_when_it_is_issued(own: Talk) -> None:
    await issue(own, RAIN)
    (text,) = told(own)
    assert text.splitlines() == ["⚠️ 인천: 호우주의보", "인천남부 · 12:00부터 발효 중", "기상청 12:00 발표"]
    await issue(own, RAIN, at=NOON + MINUTE)
    assert len(told(own)) == 1


async def test_warnings_of_one_list_come_in_one_message(own: Talk) -> None:
    await issue(own, RAIN, WIND, GANGNEUNG)
    (text,) = told(own)
    assert "호우주의보" in text
    assert "강풍주의보" in text
    assert "강릉" not in text
    await issue(own, RAIN, WIND, replace(RAIN, kind="대설"), at=NOON + MINUTE)
    assert len(told(own)) == 2


async def test_other_places_and_other_chats_are_not_told(own: Talk) -> None:
    own.world.say(own.town.group, own.town.person, "/subscribe 07:00 강릉")
    await own.session.wait_until_idle()
    await issue(own, GANGNEUNG, SEOUL)
    assert told(own) == []
    assert told(own, own.town.group) == []
    await want_warnings(own)
    await issue(own, GANGNEUNG, SEOUL, replace(GANGNEUNG, kind="강풍"), at=NOON + MINUTE)
    assert told(own) == []
    assert len(told(own, own.town.group)) == 1


async def test_a_preliminary_warning_is_told_only_when_it_becomes_one(own: Talk) -> None:
    await issue(own, replace(RAIN, level=WarningLevel.PRELIMINARY))
    assert told(own) == []
    await issue(own, RAIN, at=NOON + MINUTE)
    assert len(told(own)) == 1


async def test_a_change_and_the_end_edit_the_message(own: Talk) -> None:
    await issue(own, RAIN)
    (before,) = messages(own)
    later = NOON + 60 * MINUTE
    await issue(own, replace(RAIN, level=WarningLevel.WARNING, issued_at=later), at=later)
    (after,) = messages(own)
    assert after.message_id == before.message_id
    assert after.text.splitlines()[0] == "🚨 인천: 호우경보"
    await issue(own, at=NOON + 120 * MINUTE)
    (ended,) = messages(own)
    assert ended.message_id == before.message_id
    assert ended.text.splitlines() == ["✅ 인천: 호우경보가 해제됐어요", "인천남부 · 14:00까지"]
    assert await states(own) == ["sent"]
    edits = sum(call.method == "editMessageText" for call in own.server.calls)
    await issue(own, at=NOON + 180 * MINUTE)
    assert sum(call.method == "editMessageText" for call in own.server.calls) == edits == 2


async def test_a_raised_warning_is_told_to_those_without_a_message_of_it(own: Talk) -> None:
    await issue(own, RAIN)
    (first,) = messages(own)
    own.world.say(own.town.group, own.town.person, "/subscribe 07:00 인천")
    await own.session.wait_until_idle()
    await want_warnings(own)
    later = NOON + 180 * MINUTE
    raised = replace(RAIN, level=WarningLevel.WARNING, issued_at=later)
    await issue(own, raised, at=later)
    assert [one.message_id for one in messages(own)] == [first.message_id], "who has a message gets an edit"
    (text,) = told(own, own.town.group)
    assert text.splitlines()[0] == "🚨 인천: 호우경보"
    # Later changes are edits in both chats.
    await issue(own, replace(raised, level=WarningLevel.SEVERE, issued_at=later + MINUTE), at=later + MINUTE)
    await issue(own, at=later + 2 * MINUTE)
    for chat in (own.town.private, own.town.group):
        (text,) = told(own, chat)
        assert text.splitlines()[0] == "✅ 인천: 호우중대경보가 해제됐어요"


async def test_a_change_that_is_no_raise_is_told_to_nobody_new(own: Talk) -> None:
    await own("/unsubscribe")
    await issue(own, RAIN)
    await own("/subscribe 07:00 인천")
    await want_warnings(own)
    later = NOON + MINUTE
    await issue(own, replace(RAIN, issued_at=later, in_force_from=later + MINUTE), at=later)
    assert told(own) == []


async def test_one_of_two_warnings_ends_and_the_other_stays(own: Talk) -> None:
    await issue(own, RAIN, WIND)
    await issue(own, WIND, at=NOON + MINUTE)
    (text,) = told(own)
    assert text.splitlines()[0] == "⚠️ 인천: 강풍주의보"
    assert "✅ 인천: 호우주의보가 해제됐어요" in text


@pytest.mark.parametrize(
    ("time", "level", "is_silent"),
    [
        ("2024-05-14T21:59", WarningLevel.ADVISORY, False),
        ("2024-05-14T22:00", WarningLevel.ADVISORY, True),
        ("2024-05-15T00:00", WarningLevel.ADVISORY, True),
        ("2024-05-15T06:59", WarningLevel.ADVISORY, True),
        ("2024-05-15T07:00", WarningLevel.ADVISORY, False),
        ("2024-05-15T00:00", WarningLevel.WARNING, False),
        ("2024-05-15T03:00", WarningLevel.SEVERE, False),
    ],
)
async def test_at_night_only_serious_warnings_make_a_sound(
    own: Talk, time: str, level: WarningLevel, *, is_silent: bool
) -> None:
    at = seoul(time)
    await issue(own, replace(RAIN, level=level, issued_at=at, in_force_from=at), at=at)
    assert [one.silent for one in messages(own)] == [is_silent]


async def test_who_wants_no_sound_gets_none(own: Talk) -> None:
    async with own.session.database.write() as connection:
        await connection.execute(update(subscription).values(silent=1))
    await issue(own, replace(RAIN, level=WarningLevel.WARNING))
    assert [one.silent for one in messages(own)] == [True]


async def test_a_warning_that_starts_later_says_when(own: Talk) -> None:
    await issue(own, replace(RAIN, in_force_from=seoul("2024-05-15T06:00")))
    assert told(own)[0].splitlines()[1] == "인천남부 · 15일 (수) 06:00부터"


async def test_an_old_warning_is_not_told_and_not_later_either(own: Talk) -> None:
    await issue(own, RAIN, at=NOON + 120 * MINUTE)
    await issue(own, RAIN, at=NOON + 121 * MINUTE)
    assert told(own) == []
    assert await states(own) == []


async def test_what_has_ended_before_it_could_be_sent_is_not_told(own: Talk) -> None:
    own.server.faults.append(Fault("sendMessage", answer=502))
    own.refusals_expected = True
    await issue(own, RAIN)
    assert await states(own) == ["pending"]
    await issue(own, at=NOON + 5 * MINUTE)
    assert told(own) == []
    assert await states(own) == ["expired"]


async def test_what_cannot_be_sent_in_time_expires(own: Talk) -> None:
    own.server.faults.append(Fault("sendMessage", answer=502, times=50))
    own.refusals_expected = True
    await issue(own, RAIN)
    for minutes in range(10, 130, 10):
        await issue(own, RAIN, at=NOON + minutes * MINUTE)
    assert await states(own) == ["expired"]
    own.server.faults.clear()
    await issue(own, RAIN, at=NOON + 140 * MINUTE)
    assert told(own) == []


async def test_an_unknown_outcome_is_not_sent_again(own: Talk) -> None:
    own.server.faults.append(Fault("sendMessage", drop="after"))
    own.refusals_expected = True
    await issue(own, RAIN)
    assert len(told(own)) == 1
    await issue(own, RAIN, at=NOON + MINUTE)
    await issue(own, at=NOON + 2 * MINUTE)
    assert len(told(own)) == 1
    assert await states(own) == ["unknown"]


async def test_a_429_delays_the_message_and_the_edit(own: Talk) -> None:
    own.refusals_expected = True
    own.server.faults.append(Fault("sendMessage", answer=errors.too_many_requests(20)))
    await issue(own, RAIN)
    assert told(own) == []
    await issue(own, RAIN, at=NOON + MINUTE)
    assert len(told(own)) == 1
    own.server.faults.append(Fault("editMessageText", answer=errors.too_many_requests(20)))
    await issue(own, at=NOON + 2 * MINUTE)
    assert told(own)[0].startswith("⚠️")
    await issue(own, at=NOON + 3 * MINUTE)
    assert told(own)[0].startswith("✅")


async def test_who_has_blocked_the_bot_is_told_nothing_more(own: Talk) -> None:
    own.server.faults.append(Fault("sendMessage", answer=errors.forbidden("bot was blocked by the user")))
    own.refusals_expected = True
    await issue(own, RAIN)
    assert await states(own) == ["failed"]
    assert await switched_off(own.session.database) == {own.town.private.id: StopReason.BOT_REMOVED}
    await issue(own, RAIN, WIND, at=NOON + MINUTE)
    assert told(own) == []


async def test_a_message_that_waits_for_a_stopped_subscription_is_not_sent(own: Talk) -> None:
    own.server.faults.append(Fault("sendMessage", answer=502))
    own.refusals_expected = True
    await issue(own, RAIN)
    await own("/unsubscribe")
    await issue(own, RAIN, at=NOON + 5 * MINUTE)
    assert told(own) == []
    assert await states(own) == ["failed"]


async def test_a_deleted_message_is_not_edited_for_ever(own: Talk) -> None:
    await issue(own, RAIN)
    (message,) = messages(own)
    own.world.delete(message, own.town.person)
    own.refusals_expected = True
    for minutes in (1, 2, 3):
        await issue(own, at=NOON + minutes * MINUTE)
    assert sum(call.method == "editMessageText" for call in own.server.calls) == 1


async def test_a_stopped_or_paused_subscription_gets_none(own: Talk) -> None:
    await own("/unsubscribe")
    await issue(own, RAIN)
    assert told(own) == []
    async with own.session.database.write() as connection:
        paused = {"stopped_at": None, "stopped_reason": None, "paused_until": dt.date(2024, 5, 15)}
        await connection.execute(update(subscription).values(paused))
    await issue(own, RAIN, WIND, at=NOON + MINUTE)
    assert told(own) == []
    tomorrow = NOON + dt.timedelta(days=1)
    await issue(own, replace(RAIN, kind="대설", issued_at=tomorrow), at=tomorrow)
    assert len(told(own)) == 1


async def test_a_chat_with_two_subscriptions_gets_one_message(own: Talk) -> None:
    await own("/subscribe 19:00 강릉")
    async with own.session.database.write() as connection:
        rows = [dict(row) for row in (await connection.execute(select(subscription))).mappings()]
    assert len(rows) == 1
    async with own.session.database.write() as connection:
        del rows[0]["id"]
        await connection.execute(subscription.insert().values(rows[0]))
    await want_warnings(own)
    await issue(own, RAIN, GANGNEUNG)
    assert len(told(own)) == 1


async def test_a_group_that_becomes_a_supergroup_keeps_its_messages(own: Talk) -> None:
    own.world.say(own.town.group, own.town.person, "/subscribe 07:00 인천")
    await own.session.wait_until_idle()
    await want_warnings(own)
    await issue(own, RAIN)
    async with own.session.database.write() as connection:
        await chats.migrate(connection, own.town.group.id, -1009999)
        moved = await connection.scalars(select(warning_message.c.chat_id))
        assert set(moved) == {own.town.private.id, -1009999}


async def test_old_messages_are_deleted_at_night(own: Talk) -> None:
    await issue(own, RAIN)
    for days, left in [(90, ["sent"]), (91, [])]:
        await thin_history(own.session.database, SetClock(NOON + dt.timedelta(days=days)))
        assert await states(own) == left


async def test_the_data_of_a_chat_have_its_messages_and_forgetting_deletes_them(own: Talk) -> None:
    await issue(own, RAIN)
    async with own.session.database.write() as connection:
        rows = await privacy.collect(connection, own.town.private.id)
        assert [row["state"] for row in rows["warning_message"]] == ["sent"]
        document = json.loads(to_json(rows, NOON))
        assert document["warning_messages"][0]["places"][0]["station"] == 112
        assert document["subscriptions"][0]["tells_warnings"] is True
        await privacy.forget(connection, own.town.private.id)
    assert await states(own) == []


@pytest.mark.parametrize("language", ["en", "ja", "ko", "vi", "zh"])
async def test_the_message_in_each_language(start: Start, language: str, snapshot: object) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 Incheon Gangneung")
    await want_warnings(talk)
    severe = replace(GANGNEUNG, kind="폭염", level=WarningLevel.SEVERE, in_force_from=NOON + dt.timedelta(days=1))
    await issue(talk, RAIN, WIND, severe, replace(GANGNEUNG, kind="흙비"))
    first = told(talk)[0]
    await issue(talk, WIND, severe, at=NOON + 30 * MINUTE)
    assert f"{first}\n\n---\n\n{told(talk)[0]}" == snapshot


async def test_warnings_from_before_a_restoration_are_not_told_again(own: Talk) -> None:
    async with own.session.database.write() as connection:
        await restorations.add(connection, NOON + MINUTE)
    await issue(own, RAIN, at=NOON + 2 * MINUTE)
    assert told(own) == []
    await issue(own, RAIN, replace(WIND, issued_at=NOON + 3 * MINUTE), at=NOON + 4 * MINUTE)
    (text,) = told(own)
    assert "강풍" in text
