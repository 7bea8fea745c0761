"""The dispatcher: turns within a chat, slots for all chats, rates of chats, and the end."""

import asyncio
import time

import pytest
from telegram.error import RetryAfter

from bot.inbound import dispatcher as module
from bot.inbound.chat_queue import MAX_QUESTIONS, Entry, Purpose
from bot.inbound.dispatcher import MAX_OLD, Dispatcher
from bot.telegram_api.rate_limiter import Lane, Limiter

QUESTION, CHANGE, EVENT = Purpose
GROUP, OTHER = -100, 7


class Log(list[str]):
    """What was handled, in order."""

    def entry(self, name: str, purpose: Purpose = EVENT, *, is_old: bool = False) -> Entry:
        async def handle() -> None:
            self.append(name)

        return Entry(handle, purpose, name, is_old)


@pytest.fixture
def log() -> Log:
    return Log()


def waiting_for(gate: asyncio.Event, purpose: Purpose = EVENT) -> Entry:
    return Entry(gate.wait, purpose)


def failing() -> Entry:
    async def fail() -> None:
        raise LookupError

    return Entry(fail, EVENT)


async def busy(*chats: int) -> Limiter:
    """Return a limiter that lets some chats get their next message only after three seconds."""
    limiter = Limiter()
    for chat_id in chats:
        for _ in range(3):
            await limiter.acquire(Lane.PEOPLE, chat_id)
    return limiter


async def settle() -> None:
    """Let everything happen that needs no more than a few turns of the loop."""
    await asyncio.sleep(0.02)


async def test_a_chats_entries_are_handled_in_order_and_other_chats_meanwhile(log: Log) -> None:
    dispatcher, gate = Dispatcher(Limiter(), 10), asyncio.Event()
    for chat_id, entry in (
        (GROUP, waiting_for(gate)),
        (GROUP, log.entry("first")),
        (GROUP, log.entry("second", QUESTION)),
        (OTHER, log.entry("other")),
    ):
        dispatcher.put(chat_id, entry)
    await settle()
    assert log == ["other"]
    gate.set()
    await dispatcher.join()
    assert log == ["other", "first", "second"]


async def test_an_error_ends_neither_the_chat_nor_the_dispatcher(log: Log, caplog: pytest.LogCaptureFixture) -> None:
    dispatcher = Dispatcher(Limiter(), 1)
    dispatcher.put(GROUP, failing())
    dispatcher.put(GROUP, log.entry("next"))
    await dispatcher.join()
    assert log == ["next"]
    assert "Could not handle an update" in caplog.text


async def test_chats_that_wait_for_their_rate_take_no_slot(log: Log) -> None:
    groups = range(-105, -100)
    dispatcher = Dispatcher(await busy(*groups), 1)
    for chat_id in groups:
        for _ in range(MAX_QUESTIONS):
            dispatcher.put(chat_id, log.entry("throttled", QUESTION))
    dispatcher.put(OTHER, log.entry("other", QUESTION))
    await settle()
    assert log == ["other"]
    await dispatcher.close()


async def test_a_chat_takes_one_slot_however_much_it_asks(log: Log) -> None:
    dispatcher, gate = Dispatcher(Limiter(), 2), asyncio.Event()
    for _ in range(50):
        dispatcher.put(GROUP, waiting_for(gate))
    dispatcher.put(OTHER, log.entry("other"))
    await settle()
    assert log == ["other"]
    gate.set()
    await dispatcher.join()


async def test_events_wait_for_no_rate(log: Log) -> None:
    dispatcher = Dispatcher(await busy(GROUP), 1)
    dispatcher.put(GROUP, log.entry("event"))
    dispatcher.put(GROUP, log.entry("question", QUESTION))
    await settle()
    assert log == ["event"]
    await dispatcher.close()


async def test_what_changes_settings_waits_for_no_long_pause_of_telegrams(log: Log) -> None:
    limiter = Limiter()
    limiter.refuse(Lane.PEOPLE, GROUP, RetryAfter(3600))
    dispatcher = Dispatcher(limiter, 1)
    dispatcher.put(GROUP, log.entry("change", CHANGE))
    async with asyncio.timeout(1):
        await dispatcher.join()
    assert log == ["change"]


async def test_a_chat_is_served_again_when_its_rate_allows_it(log: Log) -> None:
    dispatcher = Dispatcher(await busy(GROUP), 1)
    dispatcher.put(GROUP, log.entry("question", QUESTION))
    async with asyncio.timeout(10):
        await dispatcher.join()
    assert log == ["question"]


async def test_old_entries_leave_slots_for_fresh_ones(log: Log) -> None:
    dispatcher, gate = Dispatcher(Limiter(), MAX_OLD + 1), asyncio.Event()
    for chat_id in range(50):
        dispatcher.put(chat_id, Entry(gate.wait, CHANGE, is_old=True))
    dispatcher.put(OTHER + 100, log.entry("fresh", QUESTION))
    await settle()
    assert log == ["fresh"]
    gate.set()
    await dispatcher.join()


async def test_old_questions_wait_until_all_that_waited_has_arrived(log: Log) -> None:
    dispatcher = Dispatcher(Limiter(), 10)
    dispatcher.put(GROUP, log.entry("question", QUESTION, is_old=True))
    dispatcher.put(GROUP, log.entry("change", CHANGE, is_old=True))
    await settle()
    assert log == ["change"]
    dispatcher.release_old()
    await dispatcher.join()
    assert log == ["change", "question"]
    dispatcher.hold_old()
    dispatcher.put(GROUP, log.entry("later", QUESTION, is_old=True))
    await settle()
    assert "later" not in log


async def test_the_end_does_changes_at_once_and_drops_questions(log: Log) -> None:
    dispatcher = Dispatcher(await busy(GROUP), 10)
    for name, purpose in (("question", QUESTION), ("change", CHANGE), ("another", QUESTION), ("event", EVENT)):
        dispatcher.put(GROUP, log.entry(name, purpose))
    await settle()
    begin = time.monotonic()
    await dispatcher.close()
    assert log == ["change", "event"]
    assert time.monotonic() - begin < 1


async def test_the_end_waits_only_so_long(
    log: Log, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "CLOSE_SECONDS", 0.05)
    dispatcher = Dispatcher(Limiter(), 10)
    dispatcher.put(GROUP, waiting_for(asyncio.Event()))
    dispatcher.put(GROUP, log.entry("too late"))
    await settle()
    await dispatcher.close()
    assert log == []
    assert "not handled before the end: 1" in caplog.text
