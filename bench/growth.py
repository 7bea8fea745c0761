"""Cost of what people wait for as subscribers, articles and history grow.

    python -m bench.growth [--subscribers 10000 100000 1000000] [--articles 10000 100000 1000000] [--years 1 10]

Rows are made by INSERT … SELECT in a temporary folder, which needs 2 GB. Subscribers are all due at seven; the start
of the broadcast is the time until its first bulletin is handed to the transport, while the others are being enqueued.
Articles are copies of 10,000 that are made of invented words. Each size runs in its own process, so that memory is
measured separately. CI does not run this; tests hold the query plans, and that sending does not wait for enqueueing.
"""

import argparse
import asyncio
import datetime as dt
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.ext import ExtBot

from bench.news import NOW, Vocabulary
from bench.telegram import TOKEN, Telegram, answering
from bot.application import make_application, running
from bot.clock import SetClock
from bot.delivery.enqueueing import enqueue_due
from bot.delivery.service import DeliveryService
from bot.dependencies import assemble
from bot.settings import Settings
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.transport import Transport
from bot.weather.stations import get_station_weather
from handlers import register_all
from sources.korea.stations import load_catalogue
from sources.records import KST, Article
from storage.content import articles, observations, search
from storage.content.articles import ArticleQuery
from storage.database import Database, file_url, open_database

_SEVEN = dt.datetime(2024, 5, 14, 7, tzinfo=KST)
_SECOND = int(_SEVEN.timestamp())
_CUT_OFF = dt.timedelta(hours=3)
_HOUR = 3_600
_ROUNDS = 9
_WARM_UP = 20
_QUESTIONS = 30
_RATE = 20.0
_COPIED = 10_000
"""Articles that are made, of which all others are copies."""

_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :number) "
_CHATS = text(f"{_NUMBERS} INSERT INTO chat (id, kind) SELECT 1000000000 + n * 6007, 'private' FROM numbers")  # noqa: S608 - constants
_SUBSCRIPTIONS = text(
    "INSERT INTO subscription (chat_id, thread_id, schedule_id, cities, next_due_at)"
    " SELECT id, 0, 1, :cities, :at FROM chat"
)
_SCHEDULE = text(
    "INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0)"
)


def main() -> None:
    """Measure each size and print tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--subscribers", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--articles", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--years", type=int, nargs="*", default=[1, 10])
    given = parser.parse_args()
    for number in given.subscribers:
        _print(
            f"{number:,} subscribers", _in_process(_measure_start, number) | _in_process(_measure_enqueueing, number)
        )
    for number in given.articles:
        _print(f"{number:,} articles", _in_process(_measure_news, number))
    for number in given.years:
        _print(f"{number} years of 97 stations", _in_process(_measure_weather, number))


def _in_process(measure: Callable[[int], Awaitable[dict[str, str]]], size: int) -> dict[str, str]:
    # Not a `Pool`, whose processes may have no children, as the stub of Telegram is.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_run, measure, size).result()


def _run(measure: Callable[[int], Awaitable[dict[str, str]]], size: int) -> dict[str, str]:
    async def run() -> dict[str, str]:
        return await measure(size)

    return asyncio.run(run())


def _print(title: str, figures: dict[str, str]) -> None:
    print(title)  # noqa: T201 - the output
    for name, value in figures.items():
        print(f"    {name:<40}{value:>14}")  # noqa: T201 - the output


@dataclass(frozen=True)
class _Store:
    """A database in a temporary folder."""

    database: Database
    path: Path

    @property
    def size(self) -> str:
        """The size of the file."""
        return f"{self.path.stat().st_size / 1e6:,.1f} MB"


async def _open(stack: AsyncExitStack) -> _Store:
    path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "jogan.db"
    return _Store(await stack.enter_async_context(open_database(file_url(str(path)))), path)


async def _subscribe(database: Database, number: int) -> None:
    async with database.write() as connection:
        await connection.execute(_SCHEDULE)
        await connection.execute(_CHATS, {"number": number})
        await connection.execute(_SUBSCRIPTIONS, {"cities": '[{"key":"station:112","station":112}]', "at": _SECOND})


class _FirstMessage(Limiter):
    """Limiter without limits that notes when the first message is allowed."""

    def __init__(self) -> None:
        super().__init__(rate=None)
        self.seen = asyncio.Event()

    async def acquire(self, lane: Lane, chat_id: object) -> None:
        """Allow a message."""
        self.seen.set()
        await super().acquire(lane, chat_id)


async def _measure_start(number: int) -> dict[str, str]:
    with answering() as telegram:
        async with AsyncExitStack() as stack:
            store = await _open(stack)
            await _subscribe(store.database, number)
            settings = Settings(database_url=file_url(str(store.path)), telegram_api=f"{telegram.url}/bot")
            dependencies = assemble(settings, SetClock(_SEVEN), store.database, load_catalogue())
            limiter = _FirstMessage()
            bot = ExtBot[Lane](
                TOKEN,
                base_url=settings.telegram_api,
                request=Transport(),
                get_updates_request=Transport(),
                rate_limiter=limiter,
            )
            await stack.enter_async_context(bot)
            return {"first bulletin": await _time_first(DeliveryService(bot, dependencies), limiter)}


async def _time_first(delivery: DeliveryService, limiter: _FirstMessage) -> str:
    begin = time.perf_counter()
    running = asyncio.create_task(delivery.run())
    await limiter.seen.wait()
    seconds = time.perf_counter() - begin
    await delivery.stop()
    await running
    return f"{seconds:.2f} s"


async def _measure_enqueueing(number: int) -> dict[str, str]:
    async with AsyncExitStack() as stack:
        store = await _open(stack)
        await _subscribe(store.database, number)
        begin = time.perf_counter()
        await enqueue_due(store.database, _SEVEN, _CUT_OFF)
        seconds = time.perf_counter() - begin
        memory, size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, store.size
    return {"enqueue": f"{seconds:.2f} s", "file": size, "memory": f"{memory:.0f} MB"}


async def _measure_news(number: int) -> dict[str, str]:
    async with AsyncExitStack() as stack:
        store, vocabulary = await _open(stack), Vocabulary()
        await _write_articles(store.database, vocabulary, number)
        words = vocabulary.words[100:103]
        return await _ask_news(store, words) | await _search_news(store.database, words) | {"file": store.size}


async def _ask_news(store: _Store, words: list[str]) -> dict[str, str]:
    """Return the time until each answer of the running bot to `/news`."""
    word, other, _ = words
    texts = (
        "",
        word,
        word[0],
        f"{word} {other}",
        "인천",
        "경기",
        f"인천 {word}",
        f"경기 시장 {word}",
        "1",
        "9999",
        "999999",
    )
    with answering() as telegram:
        settings = Settings(database_url=file_url(str(store.path)), telegram_api=f"{telegram.url}/bot")
        dependencies = assemble(settings, SetClock(NOW), store.database, load_catalogue())
        async with running(make_application(TOKEN, dependencies, register_all, Limiter(rate=None))):
            await asyncio.to_thread(telegram.ask, "/news", _WARM_UP, _RATE)
            return {
                f"/news {text}".rstrip(): f"{1e3 * statistics.median(await _ask(telegram, f'/news {text}')):.2f} ms"
                for text in texts
            }


async def _ask(telegram: Telegram, text: str) -> list[float]:
    return await asyncio.to_thread(telegram.ask, text, _QUESTIONS, _RATE)


async def _search_news(database: Database, words: list[str]) -> dict[str, str]:
    word, other, third = words
    forms = {
        "a word": ArticleQuery(((word,),)),
        "one syllable": ArticleQuery(((word[0],),)),
        "three words": ArticleQuery(((word,), (other,), (third,))),
        "a region": ArticleQuery((("인천",),), "인천"),
        "a province of 31 districts": ArticleQuery((("경기",),), "경기"),
        "a province and a word": ArticleQuery((("경기",), (other,)), "경기", ((other,),)),
        "a district and a word": ArticleQuery((("시3",), (other,)), "경기 시3", ((other,),)),
    }
    async with database.read() as connection:
        found = {name: await _time(partial(articles.find, connection, query, NOW)) for name, query in forms.items()}
        found["the first page"] = await _time(lambda: articles.list_newest(connection, NOW, 5))
        found["their number"] = await _time(lambda: articles.count(connection, NOW))
        found["the last page"] = await _time(lambda: articles.list_newest(connection, NOW, 5, articles.MAX_LISTED - 5))
        (last,) = await articles.list_newest(connection, NOW, 1, articles.MAX_LISTED - 1)
        found["the number of the last"] = await _time(lambda: articles.count_newer(connection, last, NOW))
    return found


async def _write_articles(database: Database, vocabulary: Vocabulary, number: int) -> None:
    """Write copies of `_COPIED` articles, a minute after each other, the last one now; a third of Incheon's paper."""
    async with database.write() as connection:
        await connection.execute(text("CREATE TEMP TABLE made (n INTEGER PRIMARY KEY, headline, lead, terms)"))
        made = [(vocabulary.text(7), vocabulary.text(35)) for _ in range(_COPIED)]
        rows = [
            {"n": n, "headline": headline, "lead": lead, "terms": search.terms(Article(headline, paragraphs=(lead,)))}
            for n, (headline, lead) in enumerate(made)
        ]
        await connection.execute(text("INSERT INTO made VALUES (:n, :headline, :lead, :terms)"), rows)
    for first in range(0, number, _COPIED):
        values = {"first": first, "at": int(NOW.timestamp()) - 60 * (number - first)}
        async with database.write() as connection:
            await _copy(connection, values)


async def _copy(connection: AsyncConnection, values: dict[str, int]) -> None:
    await connection.execute(
        text(
            "INSERT INTO article (id, fingerprint, headline, paragraphs, published_at, first_seen_at, listed_at)"
            " SELECT :first + n + 1, :first + n, headline, lead, :at + 60 * n, :at + 60 * n, :at + 60 * n FROM made"
        ),
        values,
    )
    await connection.execute(
        text(
            "INSERT INTO article_origin (article_id, source, address, region, first_seen_at) SELECT :first + n + 1,"
            " 'paper', '', CASE n % 3 WHEN 0 THEN '인천' ELSE '경기 시' || (n % 31) END, :at FROM made"
        ),
        values,
    )
    await connection.execute(
        text("INSERT INTO article_search (rowid, terms) SELECT :first + n + 1, terms FROM made"), values
    )


async def _measure_weather(years: int) -> dict[str, str]:
    catalogue, now = load_catalogue(), _SEVEN
    async with AsyncExitStack() as stack:
        store = await _open(stack)
        for number in catalogue:
            await _observe(store.database, number.number, years)
        async with store.database.read() as connection:
            one, since = catalogue[112], now - dt.timedelta(hours=48)
            return {
                "/weather of a station, with yesterday": await _time(
                    lambda: get_station_weather(connection, [one], (), now)
                ),
                "/weather of all stations": await _time(
                    lambda: get_station_weather(connection, tuple(catalogue), (), now)
                ),
                "chart of two days": await _time(lambda: observations.list_history(connection, 112, since)),
                "file": store.size,
            }


async def _observe(database: Database, station: int, years: int) -> None:
    """Write an observation for each hour of some years up to seven o'clock."""
    values = {"number": years * 365 * 24, "station": station, "at": _SECOND, "hour": _HOUR}
    async with database.write() as connection:
        await connection.execute(
            text(
                f"{_NUMBERS} INSERT INTO observation (station, observed_at, precision, source, condition, temperature,"  # noqa: S608
                " named_by, stored_at) SELECT :station, :at - :hour * n, 'hour', 'KMA hub', '맑음', n % 25, 'page', :at"
                " FROM numbers"
            ),
            values,
        )


async def _time(work: Callable[[], Awaitable[object]]) -> str:
    took = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        await work()
        took.append(1e3 * (time.perf_counter() - begin))
    return f"{statistics.median(took):.2f} ms"


if __name__ == "__main__":
    main()
