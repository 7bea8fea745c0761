"""Time zones and clock changes: a chat with a daily subscription gets one bulletin a local day."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo, available_timezones

import pytest
from sqlalchemy import select

from simulator.world.chats import Chat
from storage.schema import DeliveryState, delivery
from tests.delivery.mornings import RUNS, add_people, bulletins_in
from tests.talk import Start, Talk

ZONES = sorted(available_timezones() - {"localtime"})
FIRST = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
TWO_YEARS = 730
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
SEEDS = pytest.mark.parametrize("seed", range(max(1, RUNS // 3)))


@pytest.fixture
def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same seed throws the same dice again


def _moment(dice: random.Random, zone: str) -> dt.datetime:
    """Draw a moment of two years, or one shortly before a zone's change to or from summer time."""
    days = [FIRST + number * DAY for number in range(TWO_YEARS)]
    changes = [day for day in days if _offset(day, zone) != _offset(day + DAY, zone)]
    return dice.choice(changes or days) - DAY


def _offset(at: dt.datetime, zone: str) -> dt.timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()


async def _subscribe(talk: Talk, where: Iterable[Chat], dice: random.Random) -> None:
    """Subscribe each chat at a random time of the day."""
    for chat in where:
        time = f"{dice.randrange(24):02}:{dice.randrange(60):02}"
        talk.world.say(chat, chat.person or talk.town.person, f"/subscribe {time} 인천")
    await talk.session.wait_until_idle()


def _private_chats(talk: Talk) -> list[Chat]:
    return [talk.world.private_chat(person) for person in add_people(talk.world, 10)]


def _arrived(talk: Talk, where: Iterable[Chat]) -> dict[int, int]:
    return {chat.id: bulletins_in(talk.world, chat) for chat in where}


async def _days(talk: Talk, where: Iterable[Chat]) -> dict[int, Counter[dt.date]]:
    """Return the local days of each chat's sent bulletins."""
    sent = delivery.c.state == DeliveryState.SENT
    async with talk.session.database.read() as connection:
        rows = (await connection.execute(select(delivery.c.chat_id, delivery.c.local_date).where(sent))).all()
    return {chat.id: Counter(row.local_date for row in rows if row.chat_id == chat.id) for chat in where}


@SEEDS
async def test_a_change_to_or_from_summer_time_keeps_one_bulletin_a_local_day(
    start: Start, monkeypatch: pytest.MonkeyPatch, dice: random.Random
) -> None:
    zone = dice.choice(ZONES)
    monkeypatch.setenv("JOGAN_ZONE", zone)
    begin = now = _moment(dice, zone)
    talk = await start(at=begin, page=None)
    where = _private_chats(talk)
    await _subscribe(talk, where, dice)
    while now < begin + 4 * DAY:
        now += dice.randrange(1, 170) * MINUTE
        await talk.session.set_clock(now)
    first, last = (at.astimezone(ZoneInfo(zone)).date() for at in (begin, now))
    days = await _days(talk, where)
    for of_one in days.values():
        for number in range(1, (last - first).days):
            assert of_one[first + number * DAY] == 1, f"{zone} on {first + number * DAY}"
        assert max(of_one.values()) == 1
    assert _arrived(talk, where) == {number: of_one.total() for number, of_one in days.items()}


@SEEDS
async def test_a_jumping_clock_repeats_no_local_day(
    start: Start, monkeypatch: pytest.MonkeyPatch, dice: random.Random
) -> None:
    zone = dice.choice(ZONES)
    monkeypatch.setenv("JOGAN_ZONE", zone)
    talk = await start(at=_moment(dice, zone), page=None)
    where = _private_chats(talk)
    await _subscribe(talk, where, dice)
    for _ in range(30):
        await talk.session.set_clock(talk.session.clock.now() + dice.randrange(-30 * 60, 36 * 60) * MINUTE)
    days = await _days(talk, where)
    assert {count for of_one in days.values() for count in of_one.values()} == {1}
    assert _arrived(talk, where) == {number: of_one.total() for number, of_one in days.items()}


@SEEDS
async def test_changing_time_and_zone_today_sends_no_second_bulletin(
    start: Start, monkeypatch: pytest.MonkeyPatch, dice: random.Random
) -> None:
    now, arrived, days = _moment(dice, "Asia/Seoul"), Counter[int](), dict[int, Counter[dt.date]]()
    for zone in ("Asia/Seoul", dice.choice(ZONES), dice.choice(ZONES)):
        monkeypatch.setenv("JOGAN_ZONE", zone)
        talk = await start(at=now, page=None)
        where = [talk.town.private, talk.town.group, talk.town.channel]
        await _subscribe(talk, where, dice)
        for _ in range(20):
            now += dice.randrange(1, 170) * MINUTE
            await talk.session.set_clock(now)
            await _subscribe(talk, dice.sample(where, 1), dice)
        arrived.update(_arrived(talk, where))
        days = await _days(talk, where)
    assert {count for of_one in days.values() for count in of_one.values()} == {1}
    assert arrived == {number: of_one.total() for number, of_one in days.items()}
