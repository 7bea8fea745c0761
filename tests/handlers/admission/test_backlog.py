"""What waited while the bot was away: fresh questions first, and few words about old ones."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.clock import SetClock
from bot.intake.ingest import ingest_document
from bot.telegram_api.rate_limiter import Limiter
from local import TOKEN
from simulator import Server, Town, World, small_town
from simulator.world.chats import Chat, User
from sources.korea.stations import Catalogue
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from storage.database import open_database
from tests.factories import EVENING, SAMPLE_PAGE
from tests.handlers.factories import bot_at

AWAY = "제가 한동안 자리를 비웠어요"
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass
class Absence:
    """A local Telegram at which people write while the bot is away, and the bot's return in the evening."""

    world: World
    town: Town
    server: Server
    clock: SetClock
    database_url: str

    def say(self, text: str, age: dt.timedelta, where: Chat | None = None, who: User | None = None) -> None:
        """Say something so long before the bot returns."""
        self.clock.set(EVENING - age)
        self.world.say(where or self.town.private, who or self.town.person, text)
        self.clock.set(EVENING)

    async def end(self, clock: SetClock | None = None) -> None:
        """Let the bot come back, handle everything, and go again."""
        async with bot_at(self.server, self.database_url, clock or self.clock):
            pass

    async def stored(self) -> list[Subscription]:
        """Return the subscriptions of the private chat."""
        async with open_database(self.database_url) as database, database.read() as connection:
            return list(await subscriptions.list_all(connection, self.town.private.id))

    def answers(self, where: Chat | None = None) -> list[str]:
        """Return the bot's messages in a chat."""
        return [one.text for one in self.world.messages(where or self.town.private) if one.sender is self.world.bot]


@pytest.fixture
async def absence(database_url: str, catalogue: Catalogue) -> AsyncIterator[Absence]:
    clock = SetClock(EVENING)
    world = World(now=clock.now)
    town = small_town(world)
    async with open_database(database_url) as database:
        await ingest_document("page", SAMPLE_PAGE, database, catalogue, EVENING)
    async with Server(world, token=TOKEN) as server:
        yield Absence(world, town, server, clock, database_url)


async def test_of_equal_old_questions_only_the_newest_is_answered(absence: Absence) -> None:
    for minutes in range(45, 5, -1):
        absence.say("/weather 인천", minutes * MINUTE)
    absence.say("/weather 부산", 5 * MINUTE)
    absence.say("/weather  인천", 4 * MINUTE)
    await absence.end()
    answers = absence.answers()
    assert len(answers) == 2
    assert answers[0].startswith("부산")
    assert answers[1].startswith("인천")


async def test_what_is_older_than_an_hour_gets_one_notice_a_chat(absence: Absence) -> None:
    group = absence.town.group
    for number in range(45):
        absence.say(f"/weather {'인천' if number % 2 else '부산'}", 23 * HOUR - number * MINUTE)
        absence.say("/news", 2 * HOUR - number * MINUTE / 45, group)
    await absence.end()
    for where in (absence.town.private, group):
        (notice,) = absence.answers(where)
        assert notice.startswith(AWAY)


async def test_a_fresh_question_is_answered_before_all_old_ones(absence: Absence) -> None:
    absence.say("/weather 부산", 3 * HOUR)
    for city in ("서울", "대전", "대구"):
        absence.say(f"/weather {city}", 30 * MINUTE)
    absence.say("/weather 인천", dt.timedelta(seconds=5))
    await absence.end()
    answers = absence.answers()
    assert [text.split("\n", 1)[0] for text in answers[:1]] == ["인천"]
    assert [text.split("\n", 1)[0] for text in answers[2:]] == ["서울", "대전", "대구"]
    assert answers[1].startswith(AWAY)


async def test_a_fresh_question_makes_an_equal_old_one_superfluous(absence: Absence) -> None:
    absence.say("/weather 인천", 30 * MINUTE)
    absence.say("/weather 인천", dt.timedelta(seconds=5))
    await absence.end()
    assert len(absence.answers()) == 1


async def test_settings_that_were_changed_meanwhile_count_in_their_order(absence: Absence) -> None:
    absence.say("/subscribe 07:00 인천", 20 * HOUR)
    absence.say("/status", 19 * HOUR)
    for _ in range(30):
        absence.say("/weather", 18 * HOUR)
    absence.say("/subscribe 08:00", 17 * HOUR)
    absence.say("/language en", 16 * HOUR)
    absence.say("/status", dt.timedelta(seconds=5))
    await absence.end()
    (stored,) = await absence.stored()
    assert stored.schedule.times == (dt.time(8),)
    answers = absence.answers()
    assert len(answers) == 5
    assert "08:00" in answers[3], "the fresh /status, after all changes"
    assert "away for a while" in answers[4]


async def test_buttons_that_were_pressed_meanwhile_count(absence: Absence) -> None:
    absence.say("/language", dt.timedelta())
    await absence.end()
    (question,) = absence.world.messages(absence.town.private)[-1:]
    for label in ("日本語", "English", "Tiếng Việt"):
        number = [label in button.text for button in question.buttons].index(True)
        absence.world.press(question, number, absence.town.person)
    absence.say("/weather Incheon", dt.timedelta(seconds=1))
    await absence.end()
    assert "tiếng Việt" in absence.answers()[0]
    assert "Quan trắc" in absence.answers()[-1], "the last one counts"


async def test_more_than_a_batch_of_old_questions_gets_one_notice(absence: Absence) -> None:
    for number in range(250):
        absence.say(f"/weather {number}", 2 * HOUR)
    absence.say("/weather 인천", dt.timedelta())
    await absence.end()
    answers = absence.answers()
    assert [text.split("\n", 1)[0] for text in answers[:1]] == ["인천"]
    assert len(answers) == 2


async def test_a_wrong_clock_makes_no_message_old(absence: Absence) -> None:
    absence.say("/weather 인천", dt.timedelta())
    await absence.end(SetClock(EVENING + 30 * DAY))
    (answer,) = absence.answers()
    assert answer.startswith("인천")


async def test_with_telegrams_limits_a_fresh_question_waits_for_no_old_one(absence: Absence) -> None:
    group = absence.town.group
    people = [absence.world.add_person(f"사람{number}") for number in range(3)]
    for person in people:
        absence.world.join(group, person)
    for number in range(45):
        absence.say(
            f"/weather {'인천' if number % 2 else '부산'}", 3 * HOUR - number * MINUTE, group, people[number % 3]
        )
    absence.say("/weather 대전", dt.timedelta(), group, people[0])
    absence.say("/weather 대구", dt.timedelta(), absence.town.private)
    async with bot_at(absence.server, absence.database_url, absence.clock, Limiter()) as application:
        await absence.server.wait_until_idle()
        await application.dispatcher.join()
        assert absence.answers(group)[0].startswith("대전")
        assert absence.answers()[0].startswith("대구")
