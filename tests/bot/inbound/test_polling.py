"""Long polling at the local Telegram: what cannot be read, and what fails, leaves the bot able to hear."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from telegram import Bot, Message, Update

from bot.inbound import polling
from bot.inbound.polling import MAX_BATCH, Polling
from bot.telegram_api.transport import Transport
from local import TOKEN
from simulator import Fault, Server, Town, World
from simulator.world.accounts import Webhook
from tests.handlers.factories import bot_at
from tests.talk import Talk

UNREADABLE = "cannot be read"
Parser = Callable[..., Message | None]


@pytest.fixture
def picky_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let python-telegram-bot raise for a message with a certain text, as for one in which a field is missing."""
    read: Parser = Message.de_json

    def de_json(data: dict[str, Any], bot: Bot | None = None) -> Message | None:
        if data.get("text") == UNREADABLE:
            raise TypeError(UNREADABLE)
        return read(data, bot)

    monkeypatch.setattr(Message, "de_json", de_json)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pauses."""
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(polling, "MAX_PAUSE", 0.05)


def polls(talk: Talk) -> int:
    return sum(call.method == "getUpdates" for call in talk.server.calls)


@pytest.mark.usefixtures("picky_parser")
async def test_an_unreadable_update_is_skipped_and_others_are_answered(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    person = talk.town.person
    for text in ("/weather 인천", UNREADABLE, "/weather 부산", UNREADABLE):
        talk.world.say(talk.town.private, person, text)
    shown = await talk.shown()
    assert shown.count("℃") >= 2
    before = polls(talk)
    await asyncio.sleep(0.3)
    assert polls(talk) <= before + 1, "a batch that was confirmed does not come again"
    assert "(message), which cannot be read: TypeError" in caplog.text
    assert UNREADABLE not in caplog.text.replace("which cannot be read", "")
    assert "Traceback" not in caplog.text


@pytest.mark.usefixtures("picky_parser")
async def test_a_whole_batch_that_is_unreadable_is_confirmed(talk: Talk) -> None:
    for _ in range(MAX_BATCH + 1):
        talk.world.say(talk.town.private, talk.town.person, UNREADABLE)
    assert "15.9℃" in await talk("/weather 인천")


@pytest.mark.usefixtures("quick")
async def test_an_admission_that_fails_stops_nothing(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.errors_expected = True
    application = talk.session.application
    admit = application._admit  # noqa: SLF001 - put back below

    def fail(*_: object, **_options: object) -> None:
        raise LookupError

    application.use(fail)
    assert "문제가 생겼어요" in await talk("/weather 인천")
    assert "Could not handle an update" in caplog.text
    assert admit is not None
    application.use(admit)
    assert "15.9℃" in await talk("/weather 인천")


@pytest.mark.usefixtures("quick")
async def test_failed_polls_are_repeated_and_logged_once_with_the_end(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("getUpdates", times=7, answer=502))
    # Ends the poll that waits.
    talk.world.say(talk.town.private, talk.town.person, "/weather 인천")
    assert "15.9℃" in await talk.shown()
    await _until(lambda: sum(call.error == "HTTP 502" for call in talk.server.calls) == 7)
    assert "15.9℃" in await talk("/weather 인천")
    assert caplog.text.count("Could not fetch updates, will retry until Telegram answers: ") == 1
    assert caplog.text.count("Telegram answers again, after ") == 1


@pytest.mark.usefixtures("quick")
async def test_a_start_is_repeated_after_the_same_pauses(
    world: World, town: Town, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with Server(world, TOKEN) as server:
        server.faults.append(Fault("getMe", times=7, answer=502))
        async with asyncio.timeout(10), bot_at(server, database_url):
            world.say(town.private, town.person, "/help")
    assert caplog.text.count("Could not reach Telegram, will retry until it answers") == 1
    assert caplog.text.count("Telegram answers, after") == 1
    assert world.messages(town.private)[-1].sender is world.bot


@pytest.mark.usefixtures("quick")
async def test_a_gateway_that_refuses_a_poll_does_not_end_the_bot(talk: Talk) -> None:
    talk.refusals_expected = True
    talk.server.faults.append(Fault("getUpdates", times=2, answer=401))
    # Ends the poll that waits.
    talk.world.say(talk.town.private, talk.town.person, "/weather 인천")
    await _until(lambda: sum(call.error == "HTTP 401" for call in talk.server.calls) == 2)
    assert "15.9℃" in await talk("/weather 인천")


def test_pauses_grow_up_to_half_a_minute() -> None:
    pauses = [polling.pause_after(failures) for failures in range(100)]
    assert pauses[:3] == [1, 2, 4]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 30


@pytest.mark.usefixtures("quick")
async def test_a_webhook_set_meanwhile_is_named_with_what_to_do(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.refusals_expected = talk.errors_expected = True
    account = talk.world.accounts[talk.world.bot.id]
    account.webhook = Webhook("http://127.0.0.1:9/hook", "", 1)
    account.updates.end_poll()
    await _until(lambda: "A webhook is set for this bot" in caplog.text)
    assert "restart Jogan" in caplog.text
    assert "Another program" not in caplog.text
    account.webhook = None
    assert "15.9℃" in await talk("/weather 인천")


@pytest.mark.usefixtures("quick")
async def test_another_program_that_polls_is_named(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.refusals_expected = talk.errors_expected = True
    async with aiohttp.ClientSession() as session:
        # Only a request that waits ends another one that waits.
        await (await session.post(f"{talk.server.base_url}{TOKEN}/getUpdates", json={"timeout": 1})).read()
    await _until(lambda: "Another program polls" in caplog.text)
    assert "webhook" not in caplog.text


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - what happens is in another task
            await asyncio.sleep(0.01)


class Answers(Transport):
    """Transport that gives prepared answers, then none; it records the requests."""

    def __init__(self, *results: object) -> None:
        super().__init__()
        self.results = list(results)
        self.asked: list[dict[str, Any]] = []
        self.is_over = asyncio.Event()

    async def post_json(self, url: str, body: bytes, *_args: object, **_options: object) -> tuple[int, bytes]:  # noqa: ARG002
        self.asked.append(json.loads(body))
        if self.results:
            return 200, json.dumps({"ok": True, "result": self.results.pop(0)}).encode()
        self.is_over.set()
        return await asyncio.Future[tuple[int, bytes]]()


class Received:
    """Receiver that keeps what it gets."""

    def __init__(self) -> None:
        self.updates: list[tuple[int, bool]] = []

    def receive(self, update: Update, *, is_backlog: bool) -> None:
        self.updates.append((update.update_id, is_backlog))

    def caught_up(self) -> None:
        self.updates.append((0, False))


@asynccontextmanager
async def polled(*results: object, seconds: float = 0) -> AsyncIterator[tuple[Answers, Received]]:
    """Poll until all prepared answers were given, one every so many seconds; polling ends when the block does."""
    answers, received = Answers(*results), Received()
    polling = Polling(Bot("1:none"), answers, received, asyncio.Event(), lambda: seconds * len(answers.asked))
    task = asyncio.create_task(polling.run())
    async with asyncio.timeout(10):
        await answers.is_over.wait()
    yield answers, received
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def poll(*results: object) -> tuple[Answers, Received]:
    """Poll until all prepared answers were given."""
    async with polled(*results) as (answers, received):
        return answers, received


def updates(first: int, number: int) -> list[dict[str, object]]:
    return [{"update_id": one} for one in range(first, first + number)]


async def test_each_batch_is_confirmed_by_the_next_request() -> None:
    answers, received = await poll(updates(5, 2), [], updates(7, 1))
    assert [asked["offset"] for asked in answers.asked] == [0, 7, 7, 8]
    assert received.updates == [(5, True), (6, True), (0, False), (7, False)]


async def test_a_full_batch_means_that_more_waits() -> None:
    _, received = await poll(updates(1, MAX_BATCH), updates(MAX_BATCH + 1, 1))
    assert received.updates[MAX_BATCH:] == [(MAX_BATCH + 1, True), (0, False)]


FLOOD = [{"update_id": number, "message": {"message_id": 1}} for number in range(1, MAX_BATCH + 1)]
FLOOD_LOG = [
    "Skipped update 1 (message), which cannot be read: KeyError",
    f"Skipped updates which cannot be read: {2 * MAX_BATCH - 1} more within a minute",
]


async def test_a_flood_of_unreadable_updates_is_two_lines_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with polled(FLOOD, FLOOD, *([] for _ in range(6)), seconds=10):
        assert [record.getMessage() for record in caplog.records] == FLOOD_LOG, "although no update follows"
    assert len(caplog.records) == 2


async def test_the_end_reports_the_unreadable_updates_of_an_unfinished_minute(caplog: pytest.LogCaptureFixture) -> None:
    async with polled(FLOOD, FLOOD, seconds=1):
        assert [record.getMessage() for record in caplog.records] == FLOOD_LOG[:1]
    assert [record.getMessage() for record in caplog.records] == FLOOD_LOG


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("result", [None, {}, 5, [{}], [None, []], "updates"])
async def test_a_batch_that_cannot_be_confirmed_is_a_failure(result: object, caplog: pytest.LogCaptureFixture) -> None:
    answers, received = await poll(updates(5, 1), result, result, updates(6, 1))
    assert [asked["offset"] for asked in answers.asked] == [0, 6, 6, 6, 7]
    assert [one for one in received.updates if one[0]] == [(5, True), (6, True)], "after a failure some may have waited"
    assert caplog.text.count("will retry until Telegram answers") == 1
