"""Shared jobs: what is due is done once, by another worker if the first one is gone, and by none that was given up."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from procrastinate.jobs import Status
from sqlalchemy import select, text

from bot.clock import SetClock
from bot.cluster import jobs as module
from bot.cluster import membership as membership_module
from bot.cluster.jobs import Jobs, choose
from bot.cluster.membership import Membership
from bot.cluster.ticks import Ticks
from bot.i18n.translator import Translators
from bot.monitoring.measuring import Measuring
from bot.monitoring.monitor import Monitor
from bot.monitoring.readiness import Readiness
from bot.rendering.admin.overview import Overview, render_home
from storage import schema
from storage.chats import operator_menus
from storage.cluster import overview, workers
from storage.cluster.job_connector import FencedJobManager, JobConnector
from storage.database import Database, open_database
from storage.dialects import job_rows
from storage.errors import DatabaseFailed, LeaseLost
from tests.dialects import POSTGRESQL
from tests.factories import seoul

pytestmark = pytest.mark.dialects(POSTGRESQL)

MINUTE = dt.timedelta(minutes=1)
SEVEN = seoul("2024-05-14T07:00")
SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_INTERVAL", 0.02)
    monkeypatch.setattr(membership_module, "BEAT_INTERVAL", 0.02)


@dataclass
class Process:
    """A process that shares jobs, with a database connection of its own.

    Attributes:
        database: its database.
        member: the process among the others.
        clock: its clock.
        jobs: its jobs.
        ticks: its ticks.
        reports: what its jobs have reported.
    """

    database: Database
    member: Membership
    clock: SetClock = field(default_factory=lambda: SetClock(SEVEN))
    reports: list[tuple[str, Exception | None]] = field(default_factory=list)
    jobs: Jobs = field(init=False)
    ticks: Ticks = field(init=False)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.database, self.member, lambda *report: self.reports.append(report))
        self.ticks = Ticks(self.database, self.clock, self.jobs)


async def join(stack: AsyncExitStack, url: str) -> Process:
    """Join as a process whose heart does not beat by itself."""
    database = await stack.enter_async_context(open_database(url))
    member = Membership(database)
    await member.join()
    return Process(database, member)


@asynccontextmanager
async def processes(url: str, number: int) -> AsyncIterator[list[Process]]:
    async with AsyncExitStack() as stack:
        yield [await join(stack, url) for _ in range(number)]


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - what happens is in the database
            await asyncio.sleep(0.005)


async def are_done(database: Database) -> None:
    async with asyncio.timeout(10):
        while await count_jobs(database):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)


async def count_jobs(database: Database) -> int:
    async with database.read() as connection:
        number: int = (await connection.execute(text("SELECT count(*) FROM procrastinate_jobs"))).scalar_one()
        return number


async def prune(database: Database, gone: Membership) -> None:
    """Delete a worker, as the others do when they find it stalled."""
    async with database.write() as connection:
        (found,) = (one for one in await workers.list_all(connection) if one.id == gone.number)
        assert await workers.prune(connection, found)


def get_manager(process: Process) -> FencedJobManager:
    """Return what procrastinate's worker in a process calls."""
    return FencedJobManager(JobConnector(process.database), process.database, process.member.number)


async def work_in(stack: AsyncExitStack, all_of_them: Iterable[Process]) -> None:
    for one in all_of_them:
        await stack.enter_async_context(one.jobs.working())


async def test_a_job_runs_once_however_many_processes_tick(database_url: str) -> None:
    runs = []

    async def job() -> None:
        runs.append(1)

    async with processes(database_url, 3) as found, AsyncExitStack() as stack:
        ticks = [one.ticks.once("retention", job) for one in found]
        await work_in(stack, found)
        await asyncio.gather(*(tick() for tick in ticks for _ in range(5)))
        await until(lambda: len(runs) == 1)
        await are_done(found[0].database)
        # One that has slept, and wakes in the minute that is done.
        await ticks[2]()
        assert await count_jobs(found[0].database) == 0
        for one in found:
            one.clock.set(SEVEN + MINUTE)
        await asyncio.gather(*(tick() for tick in ticks))
        await until(lambda: len(runs) == 2)
    assert [report for one in found for report in one.reports] == [("retention", None)] * 2


async def test_the_next_run_waits_for_the_end_of_the_last_one(database_url: str) -> None:
    begun, may_end = [], asyncio.Event()

    async def job() -> None:
        begun.append(1)
        await may_end.wait()

    async with processes(database_url, 2) as (first, second), AsyncExitStack() as stack:
        ticks = [one.ticks.once("retention", job) for one in (first, second)]
        await work_in(stack, (first, second))
        await ticks[0]()
        await until(lambda: bool(begun))
        second.clock.set(SEVEN + MINUTE)
        await ticks[1]()
        assert await count_jobs(first.database) == 1
        may_end.set()
        await are_done(first.database)
        second.clock.set(SEVEN + 2 * MINUTE)
        await ticks[1]()
        await until(lambda: len(begun) == 2)


async def test_a_job_that_is_due_every_ten_minutes_waits_for_them(database_url: str) -> None:
    runs = []

    async def job() -> None:
        runs.append(1)

    async with processes(database_url, 2) as (first, second), AsyncExitStack() as stack:
        ticks = [one.ticks.once("source Feed", job, every=10) for one in (first, second)]
        await work_in(stack, (first, second))
        for minutes in (0, 9, 10, 11):
            for one, tick in zip((first, second), ticks, strict=True):
                one.clock.set(SEVEN + minutes * MINUTE)
                await tick()
            await are_done(first.database)
        assert len(runs) == 2
        # A clock that was set back does not stop it.
        first.clock.set(SEVEN - 60 * MINUTE)
        await ticks[0]()
        await until(lambda: len(runs) == 3)


async def test_what_a_dead_worker_had_in_hand_is_done_by_another_one(database_url: str) -> None:
    begun: list[int] = []
    may_end = asyncio.Event()

    async with processes(database_url, 2) as found, AsyncExitStack() as stack:

        def make_job(number: int) -> Callable[[], asyncio.Future[None]]:
            async def job() -> None:
                begun.append(number)
                if len(begun) == 1:
                    await may_end.wait()
                async with found[number].database.write() as connection:
                    await operator_menus.record(connection, number)

            return lambda: asyncio.ensure_future(job())

        ticks = [one.ticks.once("retention", make_job(number)) for number, one in enumerate(found)]
        await work_in(stack, found)
        await ticks[0]()
        await until(lambda: bool(begun))
        gone, other = found[begun[0]], found[1 - begun[0]]
        await prune(other.database, gone.member)
        await until(lambda: begun == [begun[0], 1 - begun[0]])
        await are_done(other.database)
        # It wakes, goes on with its job, and changes nothing.
        await ticks[1 - begun[0]]()
        other.clock.set(SEVEN + MINUTE)
        await ticks[begun[1]]()
        may_end.set()
        await until(gone.member.lost.is_set)
        assert gone.reports == []
        async with other.database.read() as connection:
            assert (await connection.scalars(select(schema.operator_menu.c.number))).all() == [begun[1]]


async def test_what_waits_for_a_dead_worker_is_done_by_another_one(database_url: str) -> None:
    runs = []

    async def job() -> None:
        runs.append(1)

    async with processes(database_url, 2) as (gone, other):
        # It takes jobs, and is killed before it takes this one.
        await get_manager(gone).register_worker()
        gone.ticks.once("retention", job)
        await other.ticks.once("retention", job)()
        async with other.jobs.working():
            await asyncio.sleep(0.1)
            assert not runs
            await prune(other.database, gone.member)
            await until(lambda: bool(runs))


async def test_nobody_is_given_a_job_while_it_is_deleted(database_url: str) -> None:
    async with processes(database_url, 2) as (gone, other):
        await get_manager(gone).register_worker()
        other.jobs.add("retention", lambda: asyncio.sleep(0), "retention")
        async with other.database.write() as connection:
            queue = await other.jobs.find_queue(connection, "retention")
            assert queue == gone.jobs.own_queue
            await other.jobs.hand_out(connection, "retention", queue)
            pruning = asyncio.create_task(prune(other.database, gone.member))
            await asyncio.sleep(0.1)
            assert not pruning.done()
        await pruning
        async with other.database.read() as connection:
            queue = await connection.scalar(text("SELECT queue_name FROM procrastinate_jobs"))
        assert queue == job_rows.ANYBODY


async def test_a_pruned_worker_ends_no_job_of_another_one(database_url: str) -> None:
    async with processes(database_url, 2) as (first, second):
        for one in (first, second):
            one.jobs.add("retention", lambda: asyncio.sleep(0), "retention")
        managers = [get_manager(one) for one in (first, second)]
        for manager in managers:
            await manager.register_worker()
        async with first.database.write() as connection:
            await first.jobs.hand_out(connection, "retention", job_rows.ANYBODY)
        queues = [job_rows.ANYBODY, *(job_rows.get_queue(one.member.number) for one in (first, second))]
        taken = await managers[0].fetch_job(queues, first.member.number)
        assert taken is not None
        await prune(second.database, first.member)
        again = await managers[1].fetch_job(queues, second.member.number)
        assert again is not None
        assert again.id == taken.id
        await managers[0].finish_job(taken, Status.SUCCEEDED, delete_job=True)
        await managers[0].retry_job(taken)
        assert await managers[0].fetch_job(queues, first.member.number) is None
        async with second.database.read() as connection:
            assert await job_rows.list_in_hand(connection) == [(second.member.number, "retention")]
        assert first.member.lost.is_set()


async def test_what_runs_at_the_end_of_a_process_is_put_back_at_once(database_url: str) -> None:
    begun: list[int] = []

    async with processes(database_url, 2) as found:

        def make_job(number: int) -> Callable[[], asyncio.Future[None]]:
            async def job() -> None:
                begun.append(number)
                if len(begun) == 1:
                    await asyncio.Event().wait()

            return lambda: asyncio.ensure_future(job())

        for number, one in enumerate(found):
            one.ticks.once("retention", make_job(number))
        stacks = [AsyncExitStack(), AsyncExitStack()]
        for stack, one in zip(stacks, found, strict=True):
            await work_in(stack, [one])
        await found[0].ticks.once("retention", make_job(0))()
        await until(lambda: bool(begun))
        await stacks[begun[0]].aclose()
        await until(lambda: begun == [begun[0], 1 - begun[0]])
        await are_done(found[0].database)
        await stacks[1 - begun[0]].aclose()


async def test_a_job_that_fails_is_reported_and_runs_at_its_next_tick(database_url: str) -> None:
    errors = [ValueError("a bug"), DatabaseFailed("away"), None]

    async def job() -> None:
        if error := errors[len(process.reports)]:
            raise error

    async with processes(database_url, 1) as (process,), process.jobs.working():
        tick = process.ticks.once("retention", job)
        for minutes in range(3):
            process.clock.set(SEVEN + minutes * MINUTE)
            await tick()
            await are_done(process.database)
    assert process.reports == [("retention", error) for error in errors]


async def test_the_end_of_a_job_waits_for_a_database_that_fails(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with processes(database_url, 1) as (process,), process.jobs.working():
        failures = iter([DatabaseFailed("away")] * 3)
        write = process.database.write

        async def job() -> None:
            monkeypatch.setattr(process.database, "write", failing)

        @asynccontextmanager
        async def failing(*, is_urgent: bool = False) -> AsyncIterator[object]:
            if error := next(failures, None):
                raise error
            async with write(is_urgent=is_urgent) as connection:
                yield connection

        monkeypatch.setattr("storage.cluster.job_connector.RETRY_INTERVAL", 0.01)
        await process.ticks.once("retention", job)()
        await are_done(process.database)
        assert next(failures, None) is None


async def test_the_end_of_a_job_whose_answer_was_lost_is_not_repeated(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[int] = []
    monkeypatch.setattr("storage.cluster.job_connector.RETRY_INTERVAL", 0.01)
    async with processes(database_url, 1) as (process,), process.jobs.working():
        write = process.database.write

        @asynccontextmanager
        async def losing(*, is_urgent: bool = False) -> AsyncIterator[object]:
            async with write(is_urgent=is_urgent) as connection:
                yield connection
            ends.append(1)
            if len(ends) == 1:
                raise DatabaseFailed("the connection is closed")

        async def job() -> None:
            monkeypatch.setattr(process.database, "write", losing)

        tick = process.ticks.once("retention", job)
        await tick()
        await are_done(process.database)
        process.clock.set(SEVEN + MINUTE)
        await tick()
        await until(lambda: len(process.reports) == 2)
        await are_done(process.database)


async def test_a_job_of_a_source_that_this_process_does_not_have_is_dropped(database_url: str) -> None:
    async with processes(database_url, 2) as (first, second), second.jobs.working():
        await first.ticks.once("source Feed", lambda: asyncio.sleep(0))()
        await are_done(first.database)
    assert first.reports == second.reports == []


async def test_a_kind_stays_in_its_process_and_one_near_it_too(database_url: str) -> None:
    runs: list[tuple[str, int]] = []

    async with processes(database_url, 3) as found, AsyncExitStack() as stack:

        def make_job(kind: str, number: int) -> Callable[[], asyncio.Future[None]]:
            async def job() -> None:
                runs.append((kind, number))

            return lambda: asyncio.ensure_future(job())

        ticks = [
            one.ticks.once(kind, make_job(kind, number), near="source KMA" if kind == "backfill" else "")
            for number, one in enumerate(found)
            for kind in ("source KMA", "backfill")
        ]
        await work_in(stack, found)
        await until_signed_on(found[0].database, 3)
        for minutes in range(4):
            for one in found:
                one.clock.set(SEVEN + minutes * MINUTE)
            await asyncio.gather(*(tick() for tick in ticks))
            await are_done(found[0].database)
    assert len(runs) == 8
    assert len({number for _, number in runs}) == 1


async def test_each_process_knows_whether_a_source_is_asked_by_another_one(database_url: str) -> None:
    places: dict[int, bool] = {}

    async with processes(database_url, 2) as found, AsyncExitStack() as stack:
        ticks = [
            one.ticks.once(
                "source Feed", lambda: asyncio.sleep(0), every=10, note_place=partial(places.__setitem__, number)
            )
            for number, one in enumerate(found)
        ]
        await work_in(stack, found)
        await until_signed_on(found[0].database, 2)
        for _ in range(2):
            for tick in ticks:
                await tick()
        assert sorted(places.values()) == [False, True]
        asked_by = next(number for number, is_here in places.items() if is_here)
        await prune(found[1 - asked_by].database, found[asked_by].member)
        found[1 - asked_by].clock.set(SEVEN + 10 * MINUTE)
        for _ in range(2):
            await ticks[1 - asked_by]()
        assert places[1 - asked_by]


async def until_signed_on(database: Database, number: int) -> None:
    async with asyncio.timeout(10):
        while True:
            async with database.write() as connection:
                if len(await job_rows.list_signed_on(connection)) == number:
                    return
            await asyncio.sleep(0.01)


def test_places_are_spread_and_stay_where_they_are_when_others_come_and_go() -> None:
    places = [f"source {number}" for number in range(300)]
    three = {place: choose(place, (1, 2, 3)) for place in places}
    assert min(list(three.values()).count(worker) for worker in (1, 2, 3)) > 70
    two = {place: choose(place, (1, 3)) for place in places}
    assert all(two[place] == worker for place, worker in three.items() if worker != 2)
    assert choose("anything", ()) is None


async def test_who_reaches_telegram_is_given_the_jobs(database_url: str) -> None:
    runs: list[int] = []

    async with processes(database_url, 2) as found, AsyncExitStack() as stack:
        for number, one in enumerate(found):
            one.member.get_reach_age = lambda number=number: 0.0 if number else None  # type: ignore[misc]
        await work_in(stack, found)
        await until_signed_on(found[0].database, 2)
        for _ in range(2):
            for one in found:
                await one.member._beat()  # noqa: SLF001 - as its own task does
        kinds = [f"source {number}" for number in range(12)]

        def make_job(number: int) -> Callable[[], asyncio.Future[None]]:
            async def job() -> None:
                runs.append(number)

            return lambda: asyncio.ensure_future(job())

        ticks = [[one.ticks.once(kind, make_job(number)) for kind in kinds] for number, one in enumerate(found)]
        for tick in ticks[0]:
            await tick()
        await are_done(found[0].database)
    assert runs == [1] * 12


def read_metric(monitor: Monitor) -> float | None:
    return monitor.metrics.registry.get_sample_value("jogan_waiting_jobs")


async def test_operators_see_what_waits_and_what_each_process_has_in_hand(database_url: str) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        await may_end.wait()

    async with processes(database_url, 1) as (process,):
        monitor = Monitor()
        monitor.worker = process.member.number
        metrics, readiness = Measuring(monitor, process.database, process.clock), Readiness(process.database, monitor)
        await process.ticks.once("retention", job)()
        await metrics.update()
        assert read_metric(monitor) == 1
        async with process.jobs.working():
            await begun.wait()
            await metrics.update()
            assert read_metric(monitor) == 0
            assert [one["jobs"] for one in await readiness.list_workers()] == [["retention"]]
            async with process.database.read() as connection:
                found = Overview((), 0, None, SEOUL, 0.0, 0.0, await overview.read(connection))
            assert " · 1 job · " in render_home(found, Translators("en")["en"])
            may_end.set()
            await are_done(process.database)
            assert [one["jobs"] for one in await readiness.list_workers()] == [[]]


async def test_a_pruned_worker_hands_out_nothing(database_url: str) -> None:
    async with processes(database_url, 2) as (first, second):
        tick = first.ticks.once("retention", lambda: asyncio.sleep(0))
        await prune(second.database, first.member)
        with pytest.raises(LeaseLost):
            await tick()
        assert await count_jobs(second.database) == 0
