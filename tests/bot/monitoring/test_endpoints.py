"""The HTTP endpoints: health, readiness with reasons, and metrics as Prometheus reads them."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.metrics_core import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import SetClock
from bot.dependencies import Dependencies
from bot.errors import AddressUnusable
from bot.http_server import serving
from bot.inbound.chat_queue import Purpose
from bot.monitoring.measuring import Measuring
from bot.monitoring.metrics import Cache, CallError, DeliveryResult, Kind, Lookup, Metrics, SharedRole, Stored
from bot.monitoring.monitor import Monitor
from bot.monitoring.readiness import MAX_POLL_AGE, MAX_TICK_AGE, CheckName, Readiness
from bot.monitoring.server import make_app
from bot.setting_values import ListenAddress, parse_listen_address, parse_listen_setting
from bot.settings import Settings
from simulator import Fault
from storage.database import Database, open_database
from tests.factories import EVENING
from tests.talk import Talk

LABELS: dict[str, set[str]] = {
    "kind": set(Kind),
    "error": set(CallError),
    "cache": set(Cache),
    "purpose": {one.value for one in Purpose},
    "content": set(Stored),
    "result": {*DeliveryResult, *Lookup},
    "source": {"KMA"},
    "role": set(SharedRole),
}
"""All labels with all their values, besides those of the build and the bounds of histograms."""

FREE = {"version", "python", "le"}


@asynccontextmanager
async def client_of(dependencies: Dependencies) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    monitor, database = dependencies.monitor, dependencies.database
    update = Measuring(monitor, database, dependencies.clock, lambda: 3).update
    app = make_app(monitor.metrics, update, Readiness(database, monitor))
    async with TestClient(TestServer(app)) as client:
        yield client


def value(families: dict[str, Metric], name: str, **labels: str) -> float:
    (found,) = (
        sample.value
        for family in families.values()
        for sample in family.samples
        if sample.name == name and sample.labels.items() >= labels.items()
    )
    return found


async def test_a_morning_is_in_the_metrics(talk: Talk) -> None:
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=500))
    talk.session.application.dependencies.monitor.sources.watch("KMA").record_failure("no answer")
    await talk("/subscribe 07:00 인천")
    await talk("/weather 인천", "/weather 인천")
    await talk.at("2024-05-14 07:00")
    async with client_of(talk.session.application.dependencies) as client:
        response = await client.get("/metrics")
        families = {one.name: one for one in text_string_to_metric_families(await response.text())}
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert value(families, "jogan_deliveries_total", kind="bulletin", result="sent") == 1
    assert value(families, "jogan_deliveries_total", kind="bulletin", result="unknown") == 0
    assert value(families, "jogan_broadcast_duration_seconds_count", kind="bulletin") == 1
    assert value(families, "jogan_broadcast_lag_seconds_count", kind="bulletin") == 1
    assert value(families, "jogan_answer_seconds_count", purpose="question") == 2
    assert value(families, "jogan_answer_seconds_count", purpose="change") == 1
    assert value(families, "jogan_telegram_errors_total", error="server_error") == 1
    assert value(families, "jogan_cache_lookups_total", cache="readings", result="hit") >= 1
    assert value(families, "jogan_source_failing", source="KMA") == 1
    assert value(families, "jogan_waiting_updates") == 3
    assert value(families, "jogan_due_bulletins") == 0
    assert value(families, "jogan_database_bytes") > 100_000
    assert value(families, "jogan_build_info") == 1
    assert value(families, "process_cpu_seconds_total") > 0
    # Whoever adds a label adds its values here, and no person or chat is among them.
    for family in families.values():
        for sample in family.samples:
            for name, given in sample.labels.items():
                assert name in FREE or given in LABELS[name], sample


async def test_metrics_come_in_the_format_that_is_asked_for(talk: Talk) -> None:
    async with client_of(talk.session.application.dependencies) as client:
        response = await client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
        families = {one.name for one in parse_openmetrics(await response.text())}  # type: ignore[no-untyped-call]
    assert response.headers["Content-Type"].startswith("application/openmetrics-text")
    assert "jogan_deliveries" in families


async def test_a_bot_that_works_is_ready(talk: Talk) -> None:
    # There is no scheduler at the local Telegram.
    talk.session.application.dependencies.monitor.ticks.beat()
    async with client_of(talk.session.application.dependencies) as client:
        alive, ready, nowhere = [await client.get(path) for path in ("/healthz", "/readyz", "/else")]
        assert (alive.status, ready.status, nowhere.status) == (200, 200, 404)
        checks = {one: {"ok": True, "reason": None} for one in CheckName}
        nothing: dict[str, object] = {"bulletins": None, "sources": []}
        assert await ready.json() == {"ready": True, "checks": checks, "paused": nothing}


async def test_a_bot_that_has_not_reached_telegram_yet_is_not_ready(database: Database) -> None:
    reasons = await Readiness(database, Monitor()).check()
    assert reasons == {
        CheckName.TELEGRAM: "not reached yet, 0 s after the start",
        CheckName.DATABASE: None,
        CheckName.SOURCES: None,
        CheckName.SCHEDULER: "not started yet, 0 s after the start",
    }


async def test_each_check_says_why_the_bot_is_not_ready(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monitor = Monitor()
    monitor.sources.watch("KMA").record_failure("no answer")
    monitor.polls.beat()
    monitor.ticks.beat()
    async with open_database(database_url) as database:
        async with database.write() as connection:
            await connection.exec_driver_sql("DROP TABLE chat")
        monkeypatch.setattr(type(monitor.polls), "age", MAX_POLL_AGE + 60)
        reasons = await Readiness(database, monitor).check()
    assert MAX_POLL_AGE == MAX_TICK_AGE
    assert reasons == {
        CheckName.TELEGRAM: "no answer for 2 min",
        CheckName.DATABASE: "no such table: chat",
        CheckName.SOURCES: "all sources fail: KMA",
        CheckName.SCHEDULER: "no job for 2 min",
    }


async def test_one_dead_source_of_two_leaves_the_bot_ready(database_url: str) -> None:
    monitor = Monitor()
    monitor.sources.watch("KMA").record_success()
    monitor.sources.watch("인천신문").record_failure("no answer")
    monitor.polls.beat()
    monitor.ticks.beat()
    async with open_database(database_url) as database:
        assert not any((await Readiness(database, monitor).check()).values())


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [("127.0.0.1:9464", "127.0.0.1", 9464), ("[::1]:9464", "::1", 9464), ("localhost:80", "localhost", 80)],
)
def test_an_address_is_a_host_and_a_port(text: str, host: str, port: int) -> None:
    assert parse_listen_address(text) == (host, port)
    assert Settings(http=parse_listen_setting(text)).http_address == ListenAddress(host, port)
    assert str(ListenAddress(host, port)) == text


@pytest.mark.parametrize(
    "text",
    ["", "9464", ":9464", "127.0.0.1", "127.0.0.1:", "::1:9464", "host:99999", "host:9464/x", "a@host:1", "host:x"],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"no host and port; write 127\.0\.0\.1:9464 or \[::1\]:9464"):
        parse_listen_address(text)


async def test_a_used_port_is_told_in_one_line(database: Database) -> None:
    monitor = Monitor()
    measuring = Measuring(monitor, database, SetClock(EVENING))
    app = make_app(monitor.metrics, measuring.update, Readiness(database, monitor))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = ListenAddress("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(AddressUnusable) as caught:
            async with serving(app, address, "http"):
                pass
        assert str(caught.value) == f"cannot listen on {address} (JOGAN_HTTP): Address already in use"
    app = make_app(monitor.metrics, measuring.update, Readiness(database, monitor))
    async with serving(app, address, "http"), aiohttp.ClientSession() as session:
        got = await session.get(f"http://{address}/healthz")
        assert (got.status, await got.text()) == (200, "alive\n")


async def test_an_unknown_host_is_told_in_one_line(database: Database) -> None:
    app = make_app(Metrics(), Measuring(Monitor(), database, SetClock(EVENING)).update, Readiness(database, Monitor()))
    with pytest.raises(AddressUnusable, match=r"cannot listen on no\.such\.host\.invalid:80 .*: there is no such host"):
        async with serving(app, ListenAddress("no.such.host.invalid", 80), "http"):
            pass
