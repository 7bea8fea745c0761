"""The system clock is set while the bot runs: nothing stops, nobody gets a bulletin twice or one of another day."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.settings import Settings
from local import local_session
from simulator import Server, World, small_town
from simulator.world.chats import Chat
from storage.database import open_database
from storage.schema import delivery
from tests.crash.clock import MOVED, MovedClock
from tests.crash.factories import TOKEN, Morning, until
from tests.delivery.mornings import bulletins_in
from tests.factories import seoul

pytestmark = pytest.mark.process

NINE_HOURS = dt.timedelta(hours=9)
SHORTLY_BEFORE_A_MINUTE = dt.timedelta(seconds=57)


@pytest.fixture
def clock(tmp_path: Path) -> MovedClock:
    return MovedClock(tmp_path / "ahead")


@pytest.fixture
async def morning(database_url: str, tmp_path: Path, clock: MovedClock) -> AsyncIterator[Morning]:
    """A person with a subscription for 07:00, and a bot whose clock can be set."""
    async with local_session(Settings(database_url=database_url), "ko", seoul("2026-01-14T20:00")) as session:
        session.world.say(session.town.private, session.town.person, "/subscribe 07:00 인천")
        await session.wait_until_idle()
    world = World(now=clock.now, bot_id=int(TOKEN.partition(":")[0]))
    person = small_town(world).person
    sources = tmp_path / "jogan.toml"
    sources.write_text("source = []", encoding="utf-8")
    async with Server(world, TOKEN) as server, open_database(database_url) as database:
        environment = {
            "JOGAN_TELEGRAM_TOKEN": TOKEN,
            "JOGAN_TELEGRAM_API": server.base_url,
            "JOGAN_DATABASE_URL": database_url,
            "JOGAN_SOURCES": str(sources),
            "PATH": "/usr/bin:/bin",
        } | clock.environment
        yield Morning(world, server, [person], database, environment)


def _add_subscriber(morning: Morning, time: str) -> Chat:
    person = morning.world.add_person("늦은 사람", language_code="ko")
    chat = morning.world.private_chat(person)
    morning.world.say(chat, person, f"/subscribe {time} 인천")
    return chat


async def _arrives(morning: Morning, chat: Chat) -> None:
    await until(lambda: bulletins_in(morning.world, chat) == 1)


async def _is_logged(morning: Morning, text: str) -> None:
    await until(lambda: any(text in line for line in morning.log))


async def test_a_clock_set_by_nine_hours_delays_and_repeats_nothing(morning: Morning, clock: MovedClock) -> None:
    early = morning.world.private_chat(morning.people[0])
    # The machine takes Seoul's time for UTC, until a time server sets its clock.
    clock.set(seoul("2026-01-15T07:00"))
    async with morning.bot(MOVED) as process:
        await _arrives(morning, early)
        clock.set(clock.now() - NINE_HOURS)
        await _is_logged(morning, "The system clock jumped back by 9:00:00, to 2026-01-14 13:00:")
        late = _add_subscriber(morning, "22:01")
        await until(lambda: "22:01" in morning.world.messages(late)[-1].text)
        clock.set(seoul("2026-01-14T22:00") + SHORTLY_BEFORE_A_MINUTE)
        await _arrives(morning, late)
        clock.set(clock.now() + NINE_HOURS)
        await _is_logged(morning, "The system clock jumped ahead by 9:00:00, to 2026-01-14 22:01:")
        last = _add_subscriber(morning, "07:02")
        await until(lambda: "07:02" in morning.world.messages(last)[-1].text)
        clock.set(seoul("2026-01-15T07:01") + SHORTLY_BEFORE_A_MINUTE)
        await _arrives(morning, last)
        process.terminate()
        await process.wait()
    assert [bulletins_in(morning.world, chat) for chat in (early, late, last)] == [1, 1, 1]
    assert await _days(morning) == {
        early.id: ("2026-01-15", "sent"),
        late.id: ("2026-01-14", "sent"),
        last.id: ("2026-01-15", "sent"),
    }
    assert sum("The system clock jumped" in line for line in morning.log) == 4


async def _days(morning: Morning) -> dict[int, tuple[str, str]]:
    statement = select(delivery.c.chat_id, delivery.c.local_date, delivery.c.state)
    async with morning.database.read() as connection:
        rows = (await connection.execute(statement)).all()
    return {row.chat_id: (row.local_date.isoformat(), row.state) for row in rows}
