"""`jogan sources check`, as its user types it, and what a bot at work does with its sources."""

import asyncio
import datetime as dt
import os
import re
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands import app
from simulator import Server, World, small_town
from simulator.world.messages import Message
from sources.kma.village_forecast import build_url, list_issues
from sources.korea.forecast_grid import Cell
from sources.records import KST
from storage.content import forecasts
from storage.content.forecasts import StoredForecast
from storage.database import Database, file_url, open_database
from storage.terms import City
from tests.bot.intake.outlook.factories import air_answer, air_item, station_item
from tests.bot.intake.outlook.forecast_service import make_issue, render_feed, render_page, subscribe_to
from tests.crash.clock import MOVED, MovedClock
from tests.end_to_end.factories import TOKEN, until
from tests.factories import EVENING, seoul
from tests.forked import forked
from tests.sources.fetch.badsource import BadSource, answer, moved
from tests.sources.kma.forecast_samples import FOLDER as FORECASTS

KEY = "a-key-that-nobody-may-see"
ENVIRONMENT = {"JOGAN_KMA_KEY": KEY, "COLUMNS": "80"}
MAP = (
    '<current xmlns="current"><weather year="2024" month="05" day="14" hour="06">'
    '<local stn_id="112" icon="01" desc="맑음" ta="15.9">인천</local>'
    '<local stn_id="108" icon="01" desc="맑음" ta="hot">서울</local></weather></current>'
)
CITIES = (
    "<p>기상실황표2024.05.14.06:00</p><table><thead><tr><th>이름</th><th>현재기온</th></tr></thead>"
    '<tbody><tr><td><a href="?stn=112">인천</a></td><td>15.9</td></tr></tbody></table>'
)
CHAIN = {"cities": "/cities", "feed": "/map", "front_page": "/front"}
FEED = (
    '<rss version="2.0"><channel><title>인천신문</title><item><title>[속보] 새 도서관</title>'
    "<pubDate>2024-05-14 05:42:32</pubDate></item></channel></rss>"
)


@pytest.fixture
async def source() -> AsyncIterator[BadSource]:
    async with BadSource() as source:
        yield source


async def check(folder: Path, configuration: str, **settings: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr."""
    await asyncio.to_thread((folder / "jogan.toml").write_text, configuration, encoding="utf-8")
    result = await asyncio.to_thread(CliRunner(env=ENVIRONMENT | settings).invoke, app, ["sources", "check"])
    return result.exit_code, result.stdout, result.stderr


async def check_as_process() -> tuple[int, str, str]:
    """Check the sources of the last `check` in a process of its own."""
    async with forked("sources", "check", environment=os.environ | ENVIRONMENT) as process:
        printed, errors = await process.communicate()
        return await process.wait(), printed.decode(), errors.decode()


def rows(printed: str) -> dict[str, list[str]]:
    """Return the cells that are not empty, by source."""
    lines = (re.split(r" {2,}", line.strip()) for line in printed.splitlines())
    return {name: cells for name, *cells in lines if cells}


def section(kind: str, name: str, address: str, *, private: bool = True) -> str:
    permission = "private = true\n" if private else ""
    return f'[[source]]\ntype = "{kind}"\nname = "{name}"\naddress = "{address}"\n{permission}\n'


@pytest.mark.process
async def test_the_table_shows_the_result_of_each_source(source: BadSource, tmp_path: Path) -> None:
    source.serve("/map", answer(MAP.encode()))
    source.serve("/rss", answer(FEED.encode()))
    code, printed, errors = await check(
        tmp_path,
        section("kma", "기상 [1]", source.address("/map")) + section("feed", "인천신문", source.address("/rss")),
    )
    assert rows(printed)["기상 [1]"] == ["yes", "yes", "1", "0", "2024-05-14 06:00", "1"]
    assert rows(printed)["인천신문"] == ["yes", "yes", "0", "1", "2024-05-14 05:42", "0"]
    assert "기상 [1]: line 2: unreadable temperature hot\n" in printed
    assert "기상 [1]: its newest readings are of 2024-05-14 06:00, " in printed
    assert "days ago; it has probably stopped, use another\n" in printed
    assert code == 0
    assert await check_as_process() == (code, printed, errors)


async def test_readings_of_this_hour_are_not_called_old(source: BadSource, tmp_path: Path) -> None:
    now = datetime.now(KST)
    fresh = MAP.replace('"2024"', f'"{now.year}"').replace('"05"', f'"{now.month}"').replace('"14"', f'"{now.day}"')
    source.serve("/map", answer(fresh.replace('hour="06"', f'hour="{now.hour}"').encode()))
    _, printed, _ = await check(tmp_path, section("kma", "map", source.address("/map")))
    assert "stopped" not in printed


async def test_the_hubs_errors_say_what_to_do(source: BadSource, tmp_path: Path) -> None:
    quota = '{"result":{"status":403,"message":"API 호출 한도를 초과했습니다."}}'
    source.serve("/quota", answer(quota.encode(), status="403 Forbidden"))
    source.serve("/notice", answer("<html>시스템 점검 중</html>".encode("cp949")))
    source.serve("/gone", answer(b"", status="404 Not Found"))
    paths = ("quota", "notice", "gone")
    code, printed, _ = await check(
        tmp_path, "".join(section("kma-hub", path, source.address(f"/{path}")) for path in paths)
    )
    assert "quota: the key's quota is used up; fetch less often, or wait until tomorrow" in printed
    assert "notice: the service is under maintenance" in printed
    assert "gone: there is no such service" in printed
    assert "User-Agent" not in printed
    assert code == 1


async def test_the_list_of_warnings_is_shown(source: BadSource, tmp_path: Path) -> None:
    row = "L1100000, 서울특별시, L1100{}, 서울, 202605140500, 202605141100, {}, {}, 발표,  ,="
    cells = [("100", "폭염", "주의"), ("200", "폭염", "경보"), ("200", "강풍", "예비"), ("300", "폭염", "초경보")]
    lines = ["#START7777", *(row.format(*each) for each in cells), "#7777END"]
    source.serve(f"/list?fe=f&disp=0&help=0&authKey={KEY}", answer("\n".join(lines).encode("cp949")))
    configuration = section("kma-warnings", "특보", source.address("/list"))
    code, printed, _ = await check(tmp_path, configuration)
    assert rows(printed)["특보"] == ["yes", "yes", "0", "0", "1"]
    assert "특보: 3 warnings in 2 zones\n" in printed
    assert "특보: line 5: unknown level 초경보\n" in printed
    assert "Weather warnings are missing" not in printed
    assert code == 0
    source.serve(f"/list?fe=f&disp=0&help=0&authKey={KEY}", answer(b"<html>hello</html>"))
    code, printed, errors = await check(tmp_path, configuration)
    assert rows(printed)["특보"] == ["yes", "no"]
    assert "특보: a web page came instead of a table" in printed
    assert KEY not in printed + errors
    assert code == 1


async def test_without_warnings_the_operator_is_told(source: BadSource, tmp_path: Path) -> None:
    source.serve("/map", answer(MAP.encode()))
    _, printed, _ = await check(tmp_path, section("kma", "map", source.address("/map")))
    assert printed.count("Weather warnings are missing; they need a key of KMA's API hub") == 1


async def test_what_is_merged_is_told_with_both_headlines(source: BadSource, tmp_path: Path) -> None:
    item = (
        "<rss version='2.0'><channel><item><title>{}</title><link>https://{}.example/7</link><description>"
        "인천시는 6월부터 월미바다열차의 평일 요금을 8천원에서 6천원으로 내린다고 12일 밝혔다.</description>"
        "</item></channel></rss>"
    )
    one, other = "월미바다열차 요금 6월부터 내린다", "[속보] 월미바다열차 요금 6월부터 내린다"
    source.serve("/one", answer(item.format(one, "one").encode()))
    source.serve("/other", answer(item.format(other, "other").encode()))
    code, printed, _ = await check(
        tmp_path,
        section("feed", "하나신문", source.address("/one")) + section("feed", "두리신문", source.address("/other")),
    )
    assert f"두리신문: {other} (https://other.example/7) is merged with {one} (https://one.example/7)\n" in printed
    assert code == 0


async def test_an_unusable_source_is_reported_with_its_reason_and_an_error_code(
    source: BadSource, tmp_path: Path
) -> None:
    source.serve("/gone", answer(status="404 Not Found"))
    source.serve("/page", answer(b"<html><body>nothing</body></html>"))
    source.serve("/inside", moved("http://[::ffff:127.0.0.1]/"))
    hub = source.serve("/hub", answer(b'{"result":{"status":401,"message":"no"}}', status="401 Unauthorized"))
    code, printed, errors = await check(
        tmp_path,
        section("kma", "gone", source.address("/gone"))
        + section("feed", "page", source.address("/page"))
        + section("feed", "private", source.address("/page"), private=False)
        + section("feed", "inside", source.address("/inside"))
        + section("kma-hub", "hub", hub)
        + '[[source]]\ntype = "folder"\nname = "folder"\npath = "nowhere"\n',
    )
    assert code == 1
    assert [rows(printed)[name] for name in ("gone", "page", "private", "inside", "folder")] == [
        ["no"], ["yes", "no"], ["no"], ["no"], ["no"],
    ]  # fmt: skip
    reasons = {line.partition(": ")[0]: line for line in printed.splitlines()}
    assert "404" in reasons["gone"]
    assert "JOGAN_KMA_KEY" in reasons["hub"]
    assert "nowhere" in reasons["folder"]
    assert KEY not in printed + errors


def airkorea(source: BadSource) -> str:
    addresses = {"address": "/hours", "stations": "/stations"}
    given = "".join(f'{name} = "{source.address(path)}"\n' for name, path in addresses.items())
    return f'[[source]]\ntype = "airkorea"\nname = "air"\nprivate = true\n{given}'


async def test_a_forecast_is_checked_with_one_cell(source: BadSource, tmp_path: Path) -> None:
    issued_at = next(list_issues(dt.datetime.now(dt.UTC)))
    issue = make_issue(Cell(60, 127), issued_at)
    page = render_feed(issue).replace(b"<hour>24</hour>", b"<hour>25</hour>", 1)
    source.serve("/hr1?zone=1111051500", answer(page))
    given = f'[[source]]\ntype = "kma-forecast"\naddress = "{source.address("/hr1")}"\nprivate = true\n'
    code, printed, _ = await check(tmp_path, given)
    assert rows(printed)["KMA forecast"] == ["yes", "yes", "0", "0", "1"]
    printed_time = f"{issued_at.astimezone(KST):%Y-%m-%d %H:%M}"
    days = len(issue.lows.keys() | issue.highs.keys())
    assert f"KMA forecast: 71 hours and {days} days of Seoul, issued {printed_time} (Seoul)\n" in printed
    assert "unreadable hour 25\n" in printed
    assert code == 0
    source.serve("/hr1?zone=1111051500", answer((FORECASTS / "hourly.xml").read_bytes()))
    code, printed, _ = await check(tmp_path, given)
    assert "KMA forecast: the newest forecast is of 2026-05-18 11:00, more than a day ago\n" in printed
    assert code == 1


async def test_a_forecast_with_a_key_is_checked(source: BadSource, tmp_path: Path) -> None:
    issued_at = next(list_issues(dt.datetime.now(dt.UTC)))
    cell = Cell(60, 127)
    target = build_url("/f", KEY, "authKey", cell, issued_at)
    source.serve(target, answer(render_page(make_issue(cell, issued_at), cell, 1, 1000)))
    given = f'[[source]]\ntype = "kma-forecast"\nservice = "hub"\naddress = "{source.address("/f")}"\nprivate = true\n'
    code, printed, errors = await check(tmp_path, given, JOGAN_KMA_KEY=KEY)
    assert re.search("KMA forecast: 72 hours and [34] days of Seoul, issued ", printed)
    assert code == 0
    source.serve(target, answer(b'{"result":{"status":403,"message":"no"}}', status="403 Forbidden"))
    code, printed, errors = await check(tmp_path, given, JOGAN_KMA_KEY=KEY)
    assert "KMA forecast: the key is not approved for this service" in printed
    assert KEY not in printed + errors
    assert code == 1
    code, _, errors = await check(tmp_path, given, JOGAN_KMA_KEY="")
    assert code == 2
    assert "set JOGAN_KMA_KEY to your key" in errors


async def test_fine_dust_is_checked_with_its_list_of_stations(source: BadSource, tmp_path: Path) -> None:
    hour = seoul("2024-05-14T06:00")
    damaged = air_item(hour, 420, name="종로구") | {"pm10Grade1h": "1"}
    source.serve("/hours", answer(air_answer(air_item(hour), damaged)))
    source.serve("/stations", answer(air_answer(station_item(), station_item("독도", 0))))
    code, printed, errors = await check(tmp_path, airkorea(source), JOGAN_DATA_KEY=KEY)
    assert rows(printed)["air"] == ["yes", "yes", "1", "0", "2024-05-14 06:00", "1"]
    assert rows(printed)["air list"] == ["yes", "yes", "0", "0", "1"]
    assert "air: line 2: pm10Value 420 contradicts its grade of the hour, 1\n" in printed
    assert "air: 1 of 2 stations have a value\n" in printed
    assert "air: its newest readings are of 2024-05-14 06:00, " in printed
    assert "air list: 1 of 2 stations have a place\n" in printed
    assert code == 0
    assert KEY not in printed + errors
    assert KEY in source.requests[0].target


async def test_what_is_wrong_with_the_key_of_the_portal_is_told(source: BadSource, tmp_path: Path) -> None:
    refused = b"<OpenAPI_ServiceResponse><returnReasonCode>30</returnReasonCode></OpenAPI_ServiceResponse>"
    source.serve("/hours", answer(refused))
    source.serve("/stations", answer(refused, status="401 Unauthorized"))
    code, printed, _ = await check(tmp_path, airkorea(source), JOGAN_DATA_KEY=KEY)
    assert code == 1
    assert "air: the service does not know the key; check " in printed
    assert "air list: the service does not know the key; check " in printed
    code, _, errors = await check(tmp_path, airkorea(source), JOGAN_DATA_KEY="")
    assert code == 2
    assert "uses data.go.kr: set JOGAN_DATA_KEY to your key" in errors


async def test_a_server_that_refuses_programs_gets_the_operators_user_agent(source: BadSource, tmp_path: Path) -> None:
    source.serve("/map", answer(status="403 Forbidden"), answer(MAP.encode()))
    configuration = section("kma-feed", "기상청", source.address("/map"))
    code, printed, _ = await check(tmp_path, configuration)
    assert code == 1
    assert "403 (Forbidden); it probably refuses the User-Agent: set JOGAN_USER_AGENT to a browser's\n" in printed
    code, _, _ = await check(tmp_path, configuration, JOGAN_USER_AGENT=" Mozilla/5.0 (X11; Linux) ")
    assert code == 0
    assert [request.headers["user-agent"][:6] for request in source.requests] == ["Jogan/", "Mozill"]
    code, _, errors = await check(tmp_path, configuration, JOGAN_USER_AGENT="조간")
    assert code == 2
    assert "one line of printable ASCII characters" in errors


async def test_a_chain_is_usable_if_one_of_its_addresses_is(source: BadSource, tmp_path: Path) -> None:
    source.serve("/cities", answer(b"<title>maintenance</title>"))
    source.serve("/map", answer(MAP.encode()))
    source.serve("/front", answer('{"data":[{"stnKo":"인천","ta":"15.9"},{"stnKo":"서울","ta":15}]}'.encode()))
    addresses = "".join(f'{name} = "{source.address(path)}"\n' for name, path in CHAIN.items())
    addresses += "private = true\n"
    code, printed, _ = await check(tmp_path, f'[[source]]\ntype = "kma"\n{addresses}')
    assert code == 0
    assert rows(printed)["KMA"] == ["yes", "no"]
    assert rows(printed)["KMA feed"] == ["yes", "yes", "1", "0", "2024-05-14 06:00", "1"]
    assert "KMA: the page has no table of KMA's cities; its title is: maintenance\n" in printed
    assert "KMA: no address has readings of the last 90 minutes\n" in printed
    assert "KMA feed: KMA's front page shows the same temperature at 1 of 1 stations\n" in printed
    source.serve("/map", answer(status="404 Not Found"))
    code, _, _ = await check(tmp_path, f'[[source]]\ntype = "kma"\n{addresses}')
    assert code == 1


async def test_names_and_addresses_are_printed_verbatim(tmp_path: Path) -> None:
    name, address = "[b]신문[/b] :ab:", "http://[fd00:ab:1::2]:8080/rss"
    code, printed, _ = await check(tmp_path, section("feed", name, address, private=False))
    assert code == 1
    assert rows(printed)[name] == ["no"]
    assert f"{name}: {address}: the host is not on the public internet" in printed


async def test_nothing_is_stored_by_a_check(source: BadSource, tmp_path: Path) -> None:
    source.serve("/map", answer(MAP.encode()))
    await check(tmp_path, section("kma", "기상청", source.address("/map")))
    assert [path.name for path in await asyncio.to_thread(lambda: list(tmp_path.iterdir()))] == ["jogan.toml"]


async def test_an_invalid_configuration_is_reported_before_any_fetch(source: BadSource, tmp_path: Path) -> None:
    code, printed, errors = await check(tmp_path, section("kma", "기상청", source.address("/map")) + "evry = 3\n")
    assert (code, printed, source.requests) == (2, "", [])
    assert errors == "jogan: jogan.toml, line 7: evry: there is no such field; did you mean every?\n"


@pytest.mark.process
async def test_a_running_bot_polls_its_sources_and_answers_from_their_content(
    source: BadSource, tmp_path: Path
) -> None:
    # Old readings are not shown, and around the full hour no source is polled.
    clock = MovedClock(tmp_path / "ahead")
    now = dt.datetime.now(KST).replace(minute=30, second=0)
    clock.set(now)
    hour = now - dt.timedelta(hours=1)
    source.serve("/cities", answer(CITIES.replace("2024.05.14.06:00", f"{hour:%Y.%m.%d.%H:00}").encode()))
    today = f'year="{hour:%Y}" month="{hour:%m}" day="{hour:%d}" hour="{hour:%H}"'
    source.serve("/map", answer(MAP.replace('year="2024" month="05" day="14" hour="06"', today).encode()))
    source.serve("/rss", answer(FEED.encode()))
    issue = make_issue(Cell(60, 127), next(list_issues(now)))
    source.serve("/hr1?zone=1111051500", answer(render_feed(issue)))
    chain = "".join(f'{name} = "{source.address(path)}"\n' for name, path in CHAIN.items())
    sections = f'[[source]]\ntype = "kma"\nname = "기상청"\nprivate = true\n{chain}'
    sections += section("feed", "인천신문", source.address("/rss"))
    sections += section("kma-forecast", "예보", source.address("/hr1"))
    await asyncio.to_thread((tmp_path / "jogan.toml").write_text, sections, encoding="utf-8")
    world = World(now=lambda: EVENING, bot_id=987654321)
    town = small_town(world)
    async with open_database(file_url(str(tmp_path / "jogan.db"))) as database:
        # Only the forecasts of subscribed places are fetched.
        await subscribe_to(database, 1, City("서울", 108))
        async with Server(world, TOKEN, strict=True) as server:
            environment = {"JOGAN_TELEGRAM_TOKEN": TOKEN, "JOGAN_TELEGRAM_API": server.base_url}
            environment |= os.environ | clock.environment | {"JOGAN_LOG_LEVEL": "debug"}
            async with forked("run", environment=environment, program=MOVED) as process, asyncio.timeout(60):
                while not (
                    {"15.9℃", "도서관"} <= _words(world.messages(town.private))
                    and (found := await _read_forecasts(database))
                ):
                    world.say(town.private, town.person, "/news")
                    world.say(town.private, town.person, "/weather 인천")
                    await asyncio.sleep(0.5)
                # A past hour is asked for once a minute.
                clock.set(clock.now() + dt.timedelta(minutes=1))
                await until(lambda: _asks_for_the_past(source))
                process.terminate()
                _, log = await process.communicate()
    assert "기상청: 1 new readings, 0 new articles" in log.decode()
    assert "기상청 feed: 1 new readings, 0 new articles" in log.decode()
    assert {hour.at: hour.temperature for hour in found[Cell(60, 127)].hours} == issue.temperatures
    assert [request.target for request in source.requests].count("/hr1?zone=1111051500") == 1
    assert "Traceback" not in log.decode()


async def _read_forecasts(database: Database) -> dict[Cell, StoredForecast]:
    async with database.read() as connection:
        return await forecasts.list_current(connection, [Cell(60, 127)], dt.datetime.now(dt.UTC))


def _asks_for_the_past(source: BadSource) -> bool:
    return any("tm=" in request.target for request in source.requests)


def _words(messages: Sequence[Message]) -> set[str]:
    return {word for message in messages for word in message.text.split()}
