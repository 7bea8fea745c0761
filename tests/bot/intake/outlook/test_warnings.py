"""The list of warnings, minute by minute, from a server on loopback."""

import datetime as dt

import pytest

from bot.clock import SetClock
from bot.intake.outlook.warnings import WarningCollector
from bot.intake.retention import thin_history
from bot.intake.source_config import KmaWarnings
from sources.fetch import Fetcher
from sources.kma.warning_list import build_url
from storage.content import warnings
from storage.database import Database
from tests.bot.intake.factories import KEY
from tests.sources.fetch.badsource import BadSource, aborting, answer

HEAT = "L1100000, 서울특별시, L1100200, 서울동북권, 202405140500, 202405141100, 폭염, 주의, 발표,  ,="
RAIN = "L1020000, 강원도, L1022520, 강릉시산지, 202405140500, 202405140500, 호우, 경보, 대치,  ,="
REFUSAL = '{"result":{"status":401,"message":"유효한 인증키가 아닙니다."}}'


def table(*rows: str) -> bytes:
    return answer("\n".join(["#START7777", *rows, "#7777END", ""]).encode("cp949"))


class Watch:
    """A collector whose clock is moved by hand."""

    def __init__(
        self, source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, every: int = 1
    ) -> None:
        self.source = source
        self.clock = clock
        self.database = database
        self.seconds = 0.0
        self.changes = 0
        listed = KmaWarnings(type="kma-warnings", address=source.address("/w"), private=True, every=every)
        self.collector = WarningCollector(listed, fetcher, database, clock, KEY, self._note, lambda: self.seconds)

    def _note(self) -> None:
        self.changes += 1

    def serve(self, *answers: object) -> None:
        self.source.serve(build_url("/w", KEY), *answers)  # type: ignore[arg-type] # bytes, or what to do instead

    async def run(self, minutes: int = 1) -> list[str] | None:
        """Let minutes pass, with a run in each, and return the kinds that are in force."""
        for _ in range(minutes):
            self.clock.set(self.clock.now() + dt.timedelta(minutes=1))
            self.seconds += 60
            await self.collector.run()
        async with self.database.read() as connection:
            current = await warnings.get_current(connection, self.clock.now())
        return None if current is None else [one.kind for one in current.warnings]


@pytest.fixture
def watch(source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database) -> Watch:
    return Watch(source, clock, fetcher, database)


async def test_the_list_is_read_every_minute_with_one_request(watch: Watch) -> None:
    watch.serve(table(HEAT), table(HEAT, RAIN), table(RAIN), table())
    assert [await watch.run() for _ in range(4)] == [["폭염"], ["폭염", "호우"], ["호우"], []]
    assert len(watch.source.requests) == 4


async def test_a_change_is_told_at_once_and_only_once(watch: Watch) -> None:
    watch.serve(table(HEAT), table(HEAT), table(HEAT, RAIN), table(RAIN), answer(b""), table(RAIN))
    told = []
    for _ in range(6):
        await watch.run()
        told.append(watch.changes)
    assert told == [1, 1, 2, 3, 3, 3]


async def test_the_operator_sets_the_interval(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    watch = Watch(source, clock, fetcher, database, every=2)
    watch.serve(table(HEAT))
    await watch.run(minutes=6)
    assert len(source.requests) == 3


async def test_without_an_answer_nothing_ends_and_after_half_an_hour_nothing_is_known(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.serve(table(HEAT), answer(status="404 Not Found"))
    await watch.run()
    assert await watch.run(minutes=30) == ["폭염"]
    assert await watch.run() is None
    assert sum("KMA warnings failed" in line for line in caplog.messages) == 1
    assert sum("keeps failing" in line for line in caplog.messages) == 1
    watch.serve(table(HEAT))
    with caplog.at_level("INFO"):
        assert await watch.run(minutes=5) == ["폭염"], "the list is read within five minutes"
    assert sum("works again" in line for line in caplog.messages) == 1


@pytest.mark.parametrize(
    "broken",
    [
        answer(b""),
        answer(b"<html>\xc1\xa1\xb0\xcb</html>"),
        answer(REFUSAL.encode()),
        answer("#START7777\n".encode("cp949")),
        table(HEAT.replace("주의", "?")),
        aborting,
    ],
    ids=["empty", "page", "refusal", "cut off", "unreadable", "aborted"],
)
async def test_an_error_is_never_no_warning(watch: Watch, broken: object) -> None:
    watch.serve(broken)
    assert await watch.run() is None
    watch.serve(table(HEAT), broken)
    assert await watch.run() == ["폭염"]
    assert await watch.run() == ["폭염"]


async def test_the_hubs_own_error_is_logged_without_the_key(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.serve(answer(REFUSAL.encode(), status="401 Unauthorized"))
    await watch.run(minutes=3)
    assert KEY in watch.source.requests[0].target
    assert len(caplog.messages) == 1
    assert "JOGAN_KMA_KEY" in caplog.text
    assert KEY not in caplog.text


async def test_a_rejected_row_is_logged_once(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.serve(table(HEAT, RAIN.replace("경보", "초경보")))
    assert await watch.run(minutes=3) == ["폭염"]
    assert caplog.messages == ["Source KMA warnings: rejected warnings: unknown level 초경보"]


async def test_a_zone_of_no_known_province_is_logged_once(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.serve(table(HEAT, RAIN.replace("L1022520", "L1999999").replace("강원도", "가나").replace("강릉시", "다라")))
    assert await watch.run(minutes=3) == ["폭염", "호우"]
    assert caplog.messages == ["Source KMA warnings: zones of no known province: 다라산지 (L1999999)"]


async def test_a_failing_database_is_not_the_sources_fault(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.serve(table(HEAT))
    async with watch.database.write() as connection:
        await connection.exec_driver_sql("ALTER TABLE weather_warning RENAME TO elsewhere")
    await watch.collector.run()
    assert "Could not store the content of source KMA warnings" in caplog.text
    async with watch.database.write() as connection:
        await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO weather_warning")
    assert await watch.run() == ["폭염"]


async def test_a_week_after_its_end_a_warning_is_deleted(watch: Watch) -> None:
    watch.serve(table(HEAT), table())
    await watch.run(minutes=2)
    for days, left in [(6, 1), (8, 0)]:
        await thin_history(watch.database, SetClock(watch.clock.now() + dt.timedelta(days=days)))
        async with watch.database.read() as connection:
            rows = await connection.exec_driver_sql("SELECT count(*) FROM weather_warning")
            assert rows.scalar_one() == left
