"""Forecasts of the places that people subscribe to or ask for."""

import asyncio
import datetime as dt
import logging

import pytest

from bot.clock import SetClock
from bot.intake.outlook.forecasts import ForecastCollector
from bot.intake.retention import thin_history
from bot.intake.source_config import ForecastService, KmaForecast
from bot.places import shipped_places
from bot.places.known import KnownPlaces
from bot.weather.outlook import DayOutlook, PlaceForecast, Spot, get_outlooks
from sources.korea.forecast_grid import Cell, find_cell
from storage.chats import subscriptions
from storage.content import forecast_requests, forecasts, service_calls
from storage.database import Database
from storage.reasons import StopReason
from storage.terms import City
from tests.bot.intake.outlook.forecast_service import KmaService, make_issue, subscribe_to
from tests.factories import CATALOGUE, seoul

SEOUL = Spot("서울", 37.57, 126.98, "서울", None, "서울")
JONGNO = Spot("서울 종로구", 37.57, 126.98, "서울", "종로구", "종로구")
BUSAN = Spot("부산", 35.18, 129.08, "부산", None, "부산")
CELL = find_cell(SEOUL.latitude, SEOUL.longitude)
GANGNEUNG = City("강원 강릉시", 105)
FIVE = "2024-05-14T05:12"
FOREVER = 3600.0


class Watch:
    """A collector, its service, and their clock, which `wait` moves on."""

    def __init__(self, database: Database, service: ForecastService, budget: int = 8000) -> None:
        self.database = database
        self.clock = SetClock(seoul(FIVE))
        self.kma = KmaService(self.clock)
        self.seconds = 0.0
        self.budget = budget
        self.service = service
        self.start()

    def start(self, key: str = "secret") -> None:
        """Start the process, or start it again."""
        source = KmaForecast(type="kma-forecast", service=self.service, budget=self.budget)
        known = KnownPlaces(self.database, shipped_places(CATALOGUE))
        self.collector = ForecastCollector(
            source, key, self.kma, self.database, known, self.clock, lambda: self.seconds
        )

    async def wait(self, minutes: int = 1, step: int = 1) -> None:
        """Let minutes pass, with a run in each, or at every `step` of them."""
        for _ in range(0, minutes, step):
            self.clock.set(self.clock.now() + dt.timedelta(minutes=step))
            self.seconds += 60 * step
            await self.collector.run()

    async def go_on(self, hours: float) -> None:
        """Let hours pass without a run."""
        self.clock.set(self.clock.now() + dt.timedelta(hours=hours))
        self.seconds += hours * 3600

    async def look(self, spot: Spot = SEOUL) -> PlaceForecast | None:
        async with self.database.read() as connection:
            return (await get_outlooks(connection, [spot], self.clock.now()))[spot.key].forecast

    async def today(self) -> DayOutlook:
        forecast = await self.look()
        assert forecast is not None
        return forecast.days[0]

    async def ask(self, *spots: Spot, patience: float = FOREVER) -> frozenset[str]:
        return await self.collector.request(spots or (SEOUL,), patience)

    async def count_calls(self) -> int:
        async with self.database.read() as connection:
            return await service_calls.count(connection, "KMA forecast", self.clock.now())


@pytest.fixture(params=list(ForecastService))
def watch(request: pytest.FixtureRequest, database: Database) -> Watch:
    service: ForecastService = request.param
    return Watch(database, service)


@pytest.fixture
def keyless(database: Database) -> Watch:
    return Watch(database, ForecastService.KEYLESS)


@pytest.fixture
def keyed(database: Database) -> Watch:
    return Watch(database, ForecastService.HUB)


async def test_without_subscriptions_and_questions_nothing_is_requested(watch: Watch) -> None:
    await watch.wait(60)
    assert watch.kma.targets == []


async def test_a_subscribed_place_is_fetched_once_an_issue(watch: Watch, database: Database) -> None:
    # The two lie in one cell.
    await subscribe_to(database, 1, City("서울", 108), City("서울 종로구", 108))
    await watch.wait(24 * 60, step=6)
    forecast = await watch.look()
    assert forecast is not None
    assert forecast.source == "KMA forecast"
    assert forecast.issued_at == seoul("2024-05-15T05:00")
    assert list(watch.kma.calls) == [CELL]
    # From five o'clock to five; with a key that of two o'clock too, for today's low.
    assert watch.kma.calls[CELL] == 9 + (watch.service is not ForecastService.KEYLESS)


async def test_the_values_of_the_issues_are_those_of_the_outlook(watch: Watch) -> None:
    assert await watch.ask() == frozenset()
    issue = make_issue(CELL, seoul("2024-05-14T05:00"))
    today = await watch.today()
    assert {hour.at: hour.temperature for hour in today.hours if hour.at > issue.issued_at} == {
        at: temperature for at, temperature in issue.temperatures.items() if at.date() == dt.date(2024, 5, 14)
    }
    assert today.high == issue.highs[today.day]


async def test_with_a_key_the_low_of_today_is_fetched_at_the_first_question(keyed: Watch) -> None:
    await keyed.go_on(9)
    await keyed.ask()
    issue = make_issue(CELL, seoul("2024-05-14T02:00"))
    today = await keyed.today()
    assert (today.low, today.high) == (issue.lows[today.day], issue.highs[today.day])
    assert today.hours[0].at == seoul("2024-05-14T03:00")
    assert keyed.kma.calls[CELL] == 2


async def test_a_place_somebody_asked_for_is_kept_up_to_date_for_a_day(keyless: Watch) -> None:
    assert await keyless.ask() == frozenset()
    assert await keyless.ask(JONGNO) == frozenset()
    assert keyless.kma.calls[CELL] == 1
    await keyless.wait(60 * 24 + 60, step=10)
    assert keyless.kma.calls[CELL] == 9
    await keyless.wait(60 * 24, step=10)
    assert keyless.kma.calls[CELL] == 9


async def test_who_asks_does_not_wait_long(keyless: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = asyncio.Event()
    fetch = keyless.kma.fetch

    async def fetch_late(address: str, **_: object) -> object:
        await gate.wait()
        return await fetch(address)

    monkeypatch.setattr(keyless.kma, "fetch", fetch_late)
    assert await keyless.ask(SEOUL, JONGNO, patience=0.01) == {"서울", "서울 종로구"}
    assert await keyless.ask(SEOUL, patience=0.01) == {"서울"}
    gate.set()
    # The first request goes on, and both who asked wait for it.
    assert await keyless.ask(SEOUL) == frozenset()
    assert keyless.kma.calls[CELL] == 1


async def test_what_is_under_way_at_the_end_is_cancelled(keyless: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_address: str, **_: object) -> object:
        await asyncio.Event().wait()
        return None

    monkeypatch.setattr(keyless.kma, "fetch", never)
    await keyless.ask(patience=0)
    await keyless.collector.close()
    assert await keyless.look() is None


async def test_many_places_are_spread_over_the_minutes(watch: Watch, database: Database) -> None:
    places = [place for place in shipped_places(CATALOGUE)._places if place.kind == "district"][:60]  # noqa: SLF001
    await subscribe_to(database, 1, *(City(place.key, 108) for place in places))
    cells = {find_cell(place.latitude, place.longitude) for place in places}
    await watch.wait()
    most = 5 * (1 + (watch.service is not ForecastService.KEYLESS))
    for _ in range(14):
        before = len(watch.kma.targets)
        await watch.wait()
        assert len(watch.kma.targets) - before <= most
    async with database.read() as connection:
        assert set(await forecasts.list_issues(connection, cells)) == cells


async def test_a_stopped_subscription_is_fetched_no_more(keyless: Watch, database: Database) -> None:
    await subscribe_to(database, 1, City("서울", 108))
    await keyless.wait(5)
    async with database.write() as connection:
        await subscriptions.stop(connection, 1, None, StopReason.UNSUBSCRIBED, keyless.clock.now())
    await keyless.wait(600, step=10)
    assert keyless.kma.calls[CELL] == 1


async def test_the_budget_keeps_calls_for_subscriptions(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    watch = Watch(database, ForecastService.KEYLESS, budget=12)
    await subscribe_to(database, 1, City("서울", 108))
    await watch.wait()
    # Seven calls are needed until midnight, and one for each that is asked for.
    asked = [Spot(str(number), 35 + number / 10, 128, None, None, "") for number in range(8)]
    answers = [await watch.ask(spot) for spot in asked]
    assert [bool(pending) for pending in answers] == [False] * 4 + [True] * 4
    await watch.wait(60 * 18, step=6)
    assert await watch.count_calls() <= 12
    forecast = await watch.look()
    assert forecast is not None
    assert forecast.issued_at == seoul("2024-05-14T23:00")
    assert sum("only places of subscriptions" in line for line in caplog.messages) == 1


async def test_an_exhausted_budget_rests_until_midnight(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    watch = Watch(database, ForecastService.KEYLESS, budget=3)
    await subscribe_to(database, 1, City("서울", 108))
    await watch.wait(60 * 18, step=6)
    assert len(watch.kma.targets) == await watch.count_calls() == 3
    assert sum("budget of calls is used up" in line for line in caplog.messages) == 1
    await watch.wait(60 * 8, step=6)
    assert len(watch.kma.targets) > 3
    assert watch.clock.now() > seoul("2024-05-15T00:00")


async def test_an_issue_that_is_late_is_asked_for_again(keyed: Watch) -> None:
    keyed.kma.delay = dt.timedelta(minutes=31)
    await keyed.ask()
    forecast = await keyed.look()
    assert forecast is not None
    assert forecast.issued_at == seoul("2024-05-14T02:00")
    await keyed.wait(25)
    forecast = await keyed.look()
    assert forecast is not None
    assert forecast.issued_at == seoul("2024-05-14T05:00")
    assert len(keyed.kma.targets) <= 8


async def test_what_one_cell_does_not_have_yet_no_other_is_asked_for(keyed: Watch, database: Database) -> None:
    places = [place for place in shipped_places(CATALOGUE)._places if place.kind == "district"][:60]  # noqa: SLF001
    await subscribe_to(database, 1, *(City(place.key, 108) for place in places))
    await keyed.wait(60)
    before = len(keyed.kma.targets)
    await keyed.go_on(1.95)
    keyed.kma.delay = dt.timedelta(minutes=40)
    await keyed.wait(20)
    assert len(keyed.kma.targets) - before <= 4 * 5


async def test_a_feed_that_still_has_the_former_issue_is_asked_for_again_after_an_hour(keyless: Watch) -> None:
    keyless.kma.delay = dt.timedelta(minutes=31)
    await keyless.ask()
    await keyless.wait(58)
    assert keyless.kma.calls[CELL] == 1
    await keyless.wait(5)
    assert keyless.kma.calls[CELL] == 2
    forecast = await keyless.look()
    assert forecast is not None
    assert forecast.issued_at == seoul("2024-05-14T05:00")


async def test_a_restart_fetches_nothing_twice(watch: Watch, database: Database) -> None:
    await subscribe_to(database, 1, City("서울", 108))
    await watch.wait(3)
    before = len(watch.kma.targets)
    watch.start()
    await watch.wait(60)
    assert len(watch.kma.targets) == before


async def test_an_outage_is_logged_once_with_its_end(
    watch: Watch, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await subscribe_to(database, 1, City("서울", 108))
    watch.kma.is_down = True
    await watch.wait(60 * 12, step=5)
    assert sum("failed" in line for line in caplog.messages) == 1
    assert sum("keeps failing" in line for line in caplog.messages) == 1
    assert len(watch.kma.targets) < 30
    assert await watch.ask(patience=0.01) == {"서울"}
    watch.kma.is_down = False
    with caplog.at_level(logging.INFO):
        await watch.wait(61)
    assert sum("works again" in line for line in caplog.messages) == 1
    assert await watch.look() is not None


async def test_an_unknown_zone_is_replaced_by_the_next_and_told_once(
    keyless: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    keyless.kma.unknown = {"1111051500"}
    assert await keyless.ask() == frozenset()
    await keyless.wait(60 * 6, step=5)
    assert sum("zone=1111051500" in target for target in keyless.kma.targets) == 1
    assert sum("1111051500" in line for line in caplog.messages) == 1
    assert await keyless.look() is not None


async def test_a_cell_of_unknown_zones_harms_no_other(
    keyless: Watch, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await subscribe_to(database, 1, City("서울", 108), GANGNEUNG)
    keyless.kma.broken = b"<rss><channel><item></item></channel></rss>"
    await keyless.wait(60 * 8, step=5)
    assert sum("KMA knows no zone of cell" in line for line in caplog.messages) == 2
    assert len(keyless.kma.targets) <= 4 * 2 * 6
    keyless.kma.broken = None
    await keyless.wait(60 * 4, step=5)
    assert await keyless.look() is not None


async def test_a_refused_key_is_told_without_the_key(keyed: Watch, caplog: pytest.LogCaptureFixture) -> None:
    keyed.start(key="wrong+key")
    assert await keyed.ask() == {"서울"}
    assert "JOGAN_KMA_KEY" in caplog.text
    assert "wrong" not in caplog.text


@pytest.mark.parametrize(("hours", "reason"), [(-30, "more than a day ago"), (30, "in the future")])
async def test_a_forecast_of_another_day_is_refused(
    keyless: Watch, caplog: pytest.LogCaptureFixture, hours: float, reason: str
) -> None:
    other = KmaService(SetClock(keyless.clock.now() + dt.timedelta(hours=hours)))
    fetched = await other.fetch("http://example.kr?zone=1111051500")
    assert fetched is not None
    keyless.kma.broken = fetched.document.data
    assert await keyless.ask() == {"서울"}
    assert reason in caplog.text


async def test_a_correction_replaces_its_issue(keyed: Watch, database: Database) -> None:
    await keyed.ask()
    keyed.kma.seed = 1
    async with database.write() as connection:
        await forecasts.delete_before(connection, dt.date(2024, 5, 20))
    await keyed.ask()
    corrected = make_issue(CELL, seoul("2024-05-14T05:00"), seed=1)
    today = await keyed.today()
    assert {hour.temperature for hour in today.hours if hour.at > corrected.issued_at} <= set(
        corrected.temperatures.values()
    )


async def test_old_forecasts_are_deleted_at_night(keyless: Watch, database: Database) -> None:
    await keyless.ask()
    await keyless.go_on(70)
    await thin_history(database, keyless.clock)
    async with database.read() as connection:
        assert await forecasts.list_issues(connection, [CELL]) == {}
        assert await forecast_requests.list_since(connection, seoul("2024-05-01T00:00")) == frozenset()


async def test_a_place_that_no_longer_exists_has_the_forecast_of_its_station(
    keyless: Watch, database: Database
) -> None:
    await subscribe_to(database, 1, City("인천 부평구 없는동", 112))
    await keyless.wait()
    station = CATALOGUE[112]
    assert list(keyless.kma.calls) == [find_cell(station.latitude, station.longitude)] != [Cell(0, 0)]
