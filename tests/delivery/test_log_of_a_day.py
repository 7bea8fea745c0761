"""The log of a day: short, with what an operator wants to know, and without anybody's words."""

import datetime as dt
import logging

import pytest

from bot.monitoring.hourly import HourlySummary
from bot.monitoring.metrics import Kind
from bot.runtime.logging_setup import configure_logging
from simulator import Fault
from simulator.errors import ApiError
from storage.chats import subscriptions
from storage.reasons import StopReason
from tests.log_setup import loggers_as_they_were
from tests.talk import Start, Talk

HOUR = dt.timedelta(hours=1)
PRIVATE_WORDS = "할머니댁우산"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.INFO and one.name.startswith("bot")]


async def test_a_day_is_told_in_thirty_lines(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    deps = talk.session.application.dependencies
    hourly = HourlySummary(deps.database, deps.clock, deps.monitor.metrics)
    await hourly.begin()
    await talk("/subscribe 07:00 인천", "/weather 부산", ":in group", "/subscribe 07:00 18:00 부산")
    caplog.set_level(logging.INFO)
    for _ in range(24):
        await talk.session.set_clock(deps.clock.now() + HOUR)
        await hourly.run()
    told = lines(caplog)
    assert len(told) <= 30
    assert (
        "Last hour: 2 new subscriptions, 0 stopped, 0 lost (blocked, removed); 3 answers; 0 new readings and articles"
        in told
    )
    broadcasts = [one for one in told if one.startswith("Broadcast of bulletins: ")]
    assert [one.partition(" to retry")[0] for one in broadcasts] == [
        "Broadcast of bulletins: 2 due, 2 sent, 0 failed, 0 unknown, 0",
        "Broadcast of bulletins: 1 due, 1 sent, 0 failed, 0 unknown, 0",
    ]


async def test_blocks_are_counted_by_the_hour(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.refusals_expected = True
    deps = talk.session.application.dependencies
    await talk("/subscribe 07:00 인천", ":in group", "/subscribe 07:00 부산")
    hourly = HourlySummary(deps.database, deps.clock, deps.monitor.metrics)
    await hourly.begin()
    await talk("/unsubscribe")
    talk.world.block(talk.town.person)
    await talk.session.wait_until_idle()
    await talk.at("2024-05-14 07:00")
    caplog.set_level(logging.INFO)
    await hourly.run()
    assert lines(caplog) == [
        "Last hour: 0 new subscriptions, 1 stopped, 1 lost (blocked, removed); 1 answers; 0 new readings and articles"
    ]
    async with deps.database.read() as connection:
        assert set(await subscriptions.count_stopped(connection, deps.clock.now() - 24 * HOUR)) == {
            StopReason.UNSUBSCRIBED,
            StopReason.BOT_REMOVED,
        }


async def test_an_hour_in_which_nothing_happens_has_no_line(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    deps = talk.session.application.dependencies
    hourly = HourlySummary(deps.database, deps.clock, deps.monitor.metrics)
    await hourly.begin()
    caplog.set_level(logging.INFO)
    await hourly.run()
    assert lines(caplog) == []


async def test_what_was_not_sent_is_in_the_line_of_its_broadcast(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    talk = await start()
    talk.refusals_expected = True
    await talk("/subscribe 07:00 인천", ":in group", "/subscribe 07:00 부산")
    forbidden = ApiError(403, "Forbidden: bot was kicked from the supergroup chat")
    talk.server.faults.append(Fault("sendMessage", chat_id=talk.town.group.id, answer=forbidden))
    talk.server.faults.append(Fault("sendMessage", chat_id=talk.town.private.id, answer=502))
    caplog.set_level(logging.INFO)
    await talk.at("2024-05-14 07:00")
    (line,) = [one for one in lines(caplog) if one.startswith("Broadcast of bulletins")]
    assert line.startswith("Broadcast of bulletins: 2 due, 0 sent, 1 failed, 0 unknown, 1 to retry, 0 unwanted; took ")
    read = talk.session.application.dependencies.monitor.metrics.registry.get_sample_value
    assert read("jogan_deliveries_total", {"kind": Kind.BULLETIN, "result": "retried"}) == 1


async def test_no_line_has_what_people_write(talk: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    talk.refusals_expected = True
    for answer in (ApiError(400, f"Bad Request: can't parse {PRIVATE_WORDS}"), 502):
        talk.server.faults.append(Fault("sendMessage", answer=answer))
    with loggers_as_they_were():
        configure_logging(level=logging.DEBUG)
        await talk(f"/weather {PRIVATE_WORDS}", f"/news {PRIVATE_WORDS}", f"/subscribe 07:00 인천 {PRIVATE_WORDS}")
        await talk(PRIVATE_WORDS, "/subscribe 07:00 인천")
        await talk.at("2024-05-14 07:00")
    logged = capsys.readouterr().err
    assert "Broadcast of bulletins" in logged
    assert "handlers.errors" in logged or "handlers.replies" in logged
    assert PRIVATE_WORDS not in logged
    assert str(talk.town.person.id) not in logged
