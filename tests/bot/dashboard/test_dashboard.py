"""What the dashboard shows: numbers, in the reader's language, and nothing that a stranger could put there."""

import base64
import datetime as dt
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Sequence

import pytest
from aiohttp import ClientResponse
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import insert
from syrupy.assertion import SnapshotAssertion

from bot.dashboard.overview import HISTORY_SECONDS, SHARED_SECONDS
from bot.dashboard.page import MIN_GROUP
from bot.monitoring.sources import SourceWatch
from sources.records import KST
from storage.chats import chats, subscriptions
from storage.chats.chats import Chat
from storage.database import Database
from storage.ledger import bulletin_pause
from storage.schema import DeliveryState, delivery
from tests.bot.dashboard.factories import Dashboard
from tests.factories import EVENING
from tests.storage.factories import subscription

Get = Callable[..., Awaitable[ClientResponse]]
TODAY = EVENING.astimezone(KST).date()
SENT, FAILED, UNKNOWN, EXPIRED, PENDING = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
    DeliveryState.EXPIRED,
    DeliveryState.PENDING,
)


async def deliver(
    database: Database, due: str, states: Sequence[DeliveryState], day: dt.date = TODAY, seconds: int = 30
) -> None:
    """Store the bulletins of one due time, which ended after so many seconds."""
    due_at = dt.datetime.combine(day, dt.time.fromisoformat(due), KST)
    row = {
        "thread_id": 0,
        "local_date": day,
        "occasion": 0,
        "due_at": due_at,
        "expires_at": due_at + dt.timedelta(hours=3),
        "next_attempt_at": due_at,
    }
    rows = [
        {
            **row,
            "chat_id": number,
            "state": state,
            "finished_at": None if state is PENDING else due_at + dt.timedelta(seconds=seconds),
        }
        for number, state in enumerate(states, start=1)
    ]
    async with database.write() as connection:
        await connection.execute(insert(delivery), rows)


async def fill(database: Database, dashboard: Dashboard) -> None:
    async with database.write() as connection:
        for number, kind in ((1001, "private"), (1002, "private"), (-1003, "group"), (-1004, "channel")):
            await chats.save(connection, Chat(number, kind, "ko", None))
            await subscriptions.add(connection, subscription(number), EVENING)
        await bulletin_pause.begin(connection, EVENING - dt.timedelta(hours=1))
    await deliver(database, "06:30", [SENT] * 7 + [FAILED], seconds=90)
    await deliver(database, "07:00", [SENT] * 1200 + [UNKNOWN] * 2)
    await deliver(database, "06:11", [SENT] * 2)
    await deliver(database, "21:00", [PENDING] * 5)
    await deliver(database, "07:00", [SENT] * 5 + [EXPIRED], TODAY - dt.timedelta(days=1), seconds=3600)
    watch(dashboard, "KMA").record_success()
    watch(dashboard, "인천신문").record_failure("no answer")
    dashboard.monitor.sources.paused = frozenset({"인천신문"})
    watch(dashboard, "강원신문").record_failure("no answer")


def watch(dashboard: Dashboard, name: str) -> SourceWatch:
    return dashboard.monitor.sources.watch(name, lambda: 0)


def shown(html: str) -> str:
    """Return what people read, a line for each piece of text, with what the plots say below the pointer."""
    main = LexborHTMLParser(html).css_first("main")
    assert main is not None
    return "\n".join(line for line in main.text(separator="\n").splitlines() if line.strip())


async def test_the_page_tells_the_morning(
    database: Database, dashboard: Dashboard, page: Get, language: str, snapshot: SnapshotAssertion
) -> None:
    await fill(database, dashboard)
    with dashboard.lines.listening():
        logging.getLogger("bot").warning("Source %s failed: %s", "강원신문", "no answer, hidden")
        logging.getLogger("bot").info("Nothing to see")
    html = await (await page(Accept_Language=language)).text()
    html = re.sub(r"<small>.*?</small>|(?<=<li class=\"\">)<time>.*?</time>", "", html)
    assert shown(html) == snapshot
    assert f'<html lang="{language}">' in html


async def test_an_empty_database_is_no_error(page: Get) -> None:
    text = shown(await (await page(Accept_Language="en")).text())
    assert "No bulletins yet." in text
    assert "No source is asked." in text
    assert "None." in text
    assert "Ready" in text


async def test_a_time_of_few_is_not_shown_apart(database: Database, page: Get) -> None:
    await deliver(database, "06:11", [SENT] * (MIN_GROUP - 1))
    await deliver(database, "06:12", [SENT] * MIN_GROUP)
    text = shown(await (await page()).text())
    assert "06:11" not in text
    assert "06:12" in text


async def test_a_database_that_fails_leaves_the_rest_of_the_page(
    database: Database, dashboard: Dashboard, page: Get
) -> None:
    watch(dashboard, "KMA").record_success()
    async with database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE chat")
    text = shown(await (await page(Accept_Language="en")).text())
    assert "Not ready\n" in text
    assert "Database: no such table: chat" in text
    assert "KMA\nworks" in text


async def test_what_comes_from_outside_is_text(dashboard: Dashboard, page: Get) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    watch(dashboard, evil).record_failure("no answer")
    with dashboard.lines.listening():
        logging.getLogger("bot").error("It said: %s", evil)
    html = await (await page()).text()
    assert "<img" not in html
    assert html.count("<script>") == 1
    assert shown(html).count(evil) == 3, "as a source, as the reason of a check and in the log"


async def test_the_page_loads_nothing_and_runs_only_its_own_script(page: Get) -> None:
    response = await page()
    html = await response.text()
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        (found,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert policy[name] == f"'sha256-{base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()}'"
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert not re.search(r"\b(?:src|href|style|on\w+)=|@import|url\(|http://|https://", html)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en-GB", "en"),
        ("ko;q=0.1, vi;q=0.8", "vi"),
        ("fr, ja;q=0.5", "ja"),
        ("fr", "en"),
        ("zh-Hant-TW", "zh"),
        ("*", "ko"),
        ("", "ko"),
        ("en;q=0, zh;q=x, ;;,", "ko"),
    ],
)
async def test_the_language_is_that_of_the_browser(page: Get, header: str, language: str) -> None:
    assert f'<html lang="{language}">' in await (await page(Accept_Language=header)).text()


async def test_counts_are_shared_for_some_seconds(database: Database, dashboard: Dashboard) -> None:
    first = await dashboard.reader.read()
    await deliver(database, "07:00", [SENT] * 5)
    dashboard.elapsed = SHARED_SECONDS - 1
    assert await dashboard.reader.read() is first
    dashboard.elapsed = SHARED_SECONDS
    second = await dashboard.reader.read()
    assert second.counts
    assert [one.states for one in second.counts.broadcasts] == [{SENT: 5}]
    assert second.counts.stats.days == []
    dashboard.elapsed = HISTORY_SECONDS
    third = await dashboard.reader.read()
    assert third.counts
    assert [one.states for one in third.counts.stats.days] == [{SENT: 5}]
    assert third.counts.lags == {TODAY: dt.timedelta(seconds=30)}


async def test_old_lines_make_room(dashboard: Dashboard) -> None:
    with dashboard.lines.listening():
        for number in range(100):
            logging.getLogger("bot").warning("Line %d", number)
    logging.getLogger("bot").warning("Afterwards")
    texts = [line.text for line in dashboard.lines.list_newest()]
    assert (texts[0], len(texts)) == ("Line 99", 30)
