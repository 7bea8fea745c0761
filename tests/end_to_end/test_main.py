"""The command line."""

import asyncio
import datetime as dt
import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commands import app
from local import get_terminal_language
from simulator import Fault, Server, World, errors, small_town
from sources.records import KST
from storage.chats import chats, subscriptions
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.database import make_database
from storage.ledger import claiming
from storage.terms import Schedule
from tests.end_to_end.factories import TOKEN, running_bot, running_program, until
from tests.factories import EVENING, SAMPLE_PAGE, TOWN_TABLE
from tests.forked import MAIN
from tests.log_setup import loggers_as_they_were
from tests.storage.factories import enqueue
from tests.telegram_contract import problems

SEED = MAIN.parents[1] / "shared" / "seed" / "page.txt"
CONVERSATION = "/weather 인천\n/subscribe 07:00 인천\n:at 2024-05-14 07:00\n"


def jogan(*words: str, said: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, words, input=said)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(SAMPLE_PAGE)
    return path


def test_ingesting_a_page_again_changes_nothing(page: Path) -> None:
    report = {
        "source": str(page),
        "date": "2024-05-13",
        "readings": 97,
        "named_by_page": 93,
        "named_by_position": 4,
        "unnamed": 0,
        "new_readings": 97,
        "articles": 1,
        "new_articles": 1,
        "rejected": [],
        "merged": [],
    }
    first = jogan("ingest", "--json", str(page))
    assert first.exit_code == 0
    assert json.loads(first.stdout) == report
    again = jogan("ingest", "--json", str(page))
    assert json.loads(again.stdout) == report | {"new_readings": 0, "new_articles": 0}


def test_without_json_each_source_is_one_line(page: Path) -> None:
    (page.parent / "other.txt").write_bytes(SAMPLE_PAGE.replace(b"2024.05.13", b"2024.05.14"))
    result = jogan("ingest", str(page.parent))
    assert result.exit_code == 0
    assert [line.split(": ")[1][:23] for line in result.stdout.splitlines()] == [
        "2024-05-14, 97 readings",
        "2024-05-13, 97 readings",
    ]


def test_a_page_is_read_from_standard_input() -> None:
    result = jogan("ingest", "--json", "-", said=SAMPLE_PAGE)
    assert json.loads(result.stdout)["source"] == "-"
    assert json.loads(result.stdout)["new_readings"] == 97


def test_one_unreadable_line_is_rejected_alone_and_reported(page: Path) -> None:
    page.write_bytes(SAMPLE_PAGE.replace("맑음서울17.7℃".encode(), "맑음서울177℃".encode()))
    result = jogan("ingest", "--json", str(page))
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["readings"] == report["new_readings"] == 96
    assert report["rejected"] == [{"line": 14, "text": "맑음서울177℃", "reason": "177 ℃ is outside -60…60 ℃"}]
    assert "line 14 rejected" in jogan("ingest", str(page)).stderr


def test_a_front_page_gives_its_readings_and_says_why_it_has_no_article(page: Path) -> None:
    front = page.with_suffix(".html")
    front.write_bytes((MAIN.parent / "tests" / "data" / "anypage" / "front_ticker.html").read_bytes())
    report = json.loads(jogan("ingest", "--json", str(front)).stdout)
    assert (report["new_readings"], report["articles"]) == (2, 0)
    assert report["rejected"] == [{"line": 1, "text": "조간새벽신문", "reason": "a front page is no article"}]
    assert jogan("ingest", str(front)).stderr == f"{front}: line 1 rejected, a front page is no article: 조간새벽신문\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the page is empty"),
        (
            b"<title>404 Not Found</title><h1>Not Found</h1>",
            "the page has neither station readings nor an article: a server's own page is no article",
        ),
        (SAMPLE_PAGE.replace(b"2024.05.13", b"2024.13.45"), "line 1: 2024.13.45 (월) is not a date in the calendar"),
        (SAMPLE_PAGE.replace(b"2024.05.13", b""), "line 3: the readings have no date"),
        (b"a\n\xff\xfe\xfd", "line 2: byte"),
        (b"hello\n", "the page has neither station readings nor an article"),
    ],
)
def test_a_broken_page_is_reported_with_reason_and_line(page: Path, content: bytes, reason: str) -> None:
    page.write_bytes(content)
    result = jogan("ingest", "--json", str(page))
    assert result.exit_code == 2
    assert json.loads(result.stdout).keys() == {"source", "error"}
    assert f"{page}: {reason}" in result.stderr
    page.write_bytes(SAMPLE_PAGE)
    assert json.loads(jogan("ingest", "--json", str(page)).stdout)["new_readings"] == 97


def test_a_folder_says_what_is_passed_over(page: Path) -> None:
    feed = (
        b"<rss version='2.0'><channel><item><title>\xec\x83\x88 \xec\x86\x8c\xec\x8b\x9d</title></item></channel></rss>"
    )
    (page.parent / "all.rss").write_bytes(feed)
    for name in ("a.png", "b.PNG", "page.mhtml", "noend"):
        (page.parent / name).touch()
    (page.parent / "page_files").mkdir()
    result = jogan("ingest", str(page.parent))
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == (
        f"{page.parent}: passed over 2 .png (a.png, …), 1 no ending (noend), 1 .mhtml (page.mhtml), "
        "1 folders (page_files); read are .htm, .html, .xhtml, .txt, .xml, .rss, .atom, .rdf\n"
    )


def test_a_file_of_another_kind_is_named(page: Path) -> None:
    page.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = jogan("ingest", str(page))
    assert result.exit_code == 2
    assert result.stderr == f"{page}: neither a page, a feed nor a table of KMA's: this is a PNG picture\n"


def test_a_broken_page_does_not_affect_the_others(page: Path) -> None:
    (page.parent / "broken.txt").write_text("nothing", encoding="utf-8")
    result = jogan("ingest", "--json", str(page.parent))
    assert result.exit_code == 2
    reports = {Path(report["source"]).name: report for report in map(json.loads, result.stdout.splitlines())}
    assert reports["page.txt"]["new_readings"] == 97
    assert reports["broken.txt"]["error"] == "the page has neither station readings nor an article"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_path_without_pages_is_reported(name: str) -> None:
    result = jogan("ingest", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"jogan: {name}: ")


def test_a_table_of_places_replaces_the_one_before() -> None:
    report = "13 towns imported, replacing {}; provinces and districts skipped: 5; rejected lines: 0\n"
    first, again = (
        jogan("places", "import", str(TOWN_TABLE)),
        jogan("places", "import", "-", said=TOWN_TABLE.read_bytes()),
    )
    assert (first.exit_code, first.stdout, first.stderr) == (0, f"{TOWN_TABLE}: {report.format(0)}", "")
    assert (again.exit_code, again.stdout, again.stderr) == (0, f"-: {report.format(13)}", "")


def test_only_an_unusable_row_of_the_table_is_rejected(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(TOWN_TABLE.read_text(encoding="utf-8").replace("126.3317", "12.6"), encoding="cp949")
    refused, result = jogan("places", "import", str(table)), jogan("places", "import", str(table), "--replace")
    assert refused.exit_code == 2
    assert f"jogan: {table}: 1 of 13 rows (7.7%) cannot be used; the limit is 2%. " in refused.stderr
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{table}: 12 towns imported, replacing 0;")
    reason = "1 row rejected, 경도(초/100) is outside Korea (124…132°)"
    assert f"{table}: {reason}: line 18 (제주특별자치도 제주시 애월읍 12.6 33.4625)\n" in result.stderr


@pytest.mark.parametrize(
    ("name", "reason"), [("broken.csv", "this is not KMA's table"), ("missing.csv", "No such file")]
)
def test_an_unusable_table_changes_nothing_and_is_reported(tmp_path: Path, name: str, reason: str) -> None:
    jogan("places", "import", str(TOWN_TABLE))
    (tmp_path / "broken.csv").write_text("a,b\n", encoding="utf-8")
    refused = jogan("places", "import", name)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"jogan: {name}: {reason}")
    assert "replacing 13;" in jogan("places", "import", str(TOWN_TABLE)).stdout


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("JOGAN_ZONE", "Mars/Olympus", "JOGAN_ZONE: 'Mars/Olympus' is not a time zone"),
        ("JOGAN_SEND_AT", "7", "JOGAN_SEND_AT: '7' is no time; write it as 07:00"),
        ("JOGAN_PICTURES", "maybe", "JOGAN_PICTURES: 'maybe' is unknown; write on or off"),
        ("JOGAN_LOG", "xml", "JOGAN_LOG: 'xml' is unknown; write 'text' or 'json'"),
        ("JOGAN_CUT_OFF_HOURS", "0", "JOGAN_CUT_OFF_HOURS: '0' is too low; it is more than 0"),
        ("JOGAN_CUT_OFF_HOURS", "nan", "JOGAN_CUT_OFF_HOURS: 'nan' is no number"),
        ("JOGAN_BACKUP_KEEP", "0", "JOGAN_BACKUP_KEEP: '0' is too low; the lowest is 1"),
        ("JOGAN_BACKUP_KEEP", "1.5", "JOGAN_BACKUP_KEEP: '1.5' is no whole number"),
        ("JOGAN_WEBHOOK_CONNECTIONS", "101", "JOGAN_WEBHOOK_CONNECTIONS: '101' is too high; the highest is 100"),
        ("JOGAN_CUT_OFF_HOURS", "three", "JOGAN_CUT_OFF_HOURS: 'three' is no number"),
        ("JOGAN_OPERATORS", "1001;1002", "JOGAN_OPERATORS: '1001;1002' is no id of Telegram; write ids as 1001,-1002"),
        ("JOGAN_DATABASE_URL", "mysql://somewhere", "only a file or a server of PostgreSQL is supported"),
        ("JOGAN_DATABASE_URL", "sqlite+aiosqlite:////no/such/folder/jogan.db", "unable to open database file"),
        ("JOGAN_LANGUAGE", "xx", "there is no language 'xx'"),
        ("JOGAN_TELEGRAM_API", "https://api.telegram.org", "JOGAN_TELEGRAM_API: the address of a Bot API"),
        ("JOGAN_TELEGRAM_API", "https://api.telegram.org/bot/", "ends with /bot; Telegram's is https://api."),
        ("JOGAN_TELEGRAM_API", "api.telegram.org/bot", "ends with /bot; Telegram's is https://api."),
        ("JOGAN_TELEGRAM_TOKN", "1:a", "jogan: JOGAN_TELEGRAM_TOKN is no setting; did you mean JOGAN_TELEGRAM_TOKEN?"),
        (
            "JOGAN_READINGS_DEADLINE_MINUTES",
            "180",
            "JOGAN_READINGS_DEADLINE_MINUTES: a bulletin may not wait",
        ),
    ],
)
def test_a_wrong_setting_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str) -> None:
    monkeypatch.setenv(name, value)
    result = jogan("chat", said="")
    assert result.exit_code in {1, 2}
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_reason_of_a_refused_start_is_a_line_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_LOG", "json")
    monkeypatch.setenv("JOGAN_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("JOGAN_DATABASE_URL", "mysql://somewhere")
    with loggers_as_they_were():
        result = jogan("run")
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert lines[-1]["event"] == "Jogan cannot run: …"
    assert "only a file or a server of PostgreSQL is supported" in lines[-1]["message"]


def test_all_wrong_settings_are_named_at_once_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "JOGAN_SEND_AT": "7",
        "JOGAN_ALLOWED_CHATS": "1001,x,y",
        "JOGAN_DASHBOARD_TOKEN": "guessable",
        "JOGAN_ZONES": "1",
    }.items():
        monkeypatch.setenv(name, value)
    result = jogan("chat", said="")
    assert result.exit_code == 2
    assert sorted(result.stderr.splitlines()) == [
        "jogan: JOGAN_ALLOWED_CHATS: 'x' is no id of Telegram; write ids as 1001,-1002",
        "jogan: JOGAN_ALLOWED_CHATS: 'y' is no id of Telegram; write ids as 1001,-1002",
        "jogan: JOGAN_DASHBOARD_TOKEN: the password of the dashboard has at least 16 characters",
        "jogan: JOGAN_SEND_AT: '7' is no time; write it as 07:00",
        "jogan: JOGAN_ZONES is no setting; did you mean JOGAN_ZONE?",
    ]


def test_a_misspelt_setting_in_the_env_file_is_named() -> None:
    Path(".env").write_text("OTHER=1\nJOGAN_LANGUAGE=en\njogan_cutoff_hours=2\n", encoding="utf-8")
    result = jogan("chat", said="")
    assert result.exit_code == 2
    assert result.stderr == "jogan: JOGAN_CUTOFF_HOURS is no setting; did you mean JOGAN_CUT_OFF_HOURS?\n"


def test_all_misspelt_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JOGAN_TELEGRAM_TOKN", "JOGAN_SERVICE_HOST", "JOGAN_ZONES"):
        monkeypatch.setenv(name, "1")
    result = jogan("chat", said="")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "jogan: JOGAN_SERVICE_HOST is no setting, and is ignored",
        "jogan: JOGAN_TELEGRAM_TOKN is no setting; did you mean JOGAN_TELEGRAM_TOKEN?",
        "jogan: JOGAN_ZONES is no setting; did you mean JOGAN_ZONE?",
    ]


def test_a_foreign_variable_is_named_and_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_SERVICE_HOST", "10.0.0.1")
    result = jogan("chat", said="")
    assert result.exit_code == 0
    assert result.stderr == "jogan: JOGAN_SERVICE_HOST is no setting, and is ignored\n"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8081/bot", "https://api.telegram.org/bot{token}/test"])
def test_addresses_of_other_servers_are_accepted(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("JOGAN_TELEGRAM_API", address)
    assert jogan("chat", said="").exit_code == 0


def test_the_terminal_chat_answers_and_shows_the_bulletin(page: Path) -> None:
    jogan("ingest", str(page))
    result = jogan("chat", "--language", "ko", "--at", "2024-05-13 20:00", said=CONVERSATION)
    assert result.exit_code == 0
    for expected in ("맑음 15.9℃", "매일 07:00에", "인천 맑음 15.9℃", "강릉 19.8℃", "청송군 10.5℃", "동네 도서관"):
        assert expected in result.stdout


def test_a_headline_is_pinned_delivered_and_unpinned(page: Path) -> None:
    assert jogan("ingest", str(page)).exit_code == 0
    pinned = jogan("pin", "내일 아침  일곱 시에 문을 열어요", "--link", "https://library.example/", "--days", "2")
    assert pinned.exit_code == 0
    assert pinned.stdout.startswith("Pinned until 20")
    assert pinned.stdout.endswith("(Seoul): 내일 아침 일곱 시에 문을 열어요\n")
    morning = jogan("chat", "--language", "ko", "--at", "2024-05-13 20:00", said=CONVERSATION).stdout
    assert morning.index("📰 내일 아침 일곱 시에 문을 열어요") < morning.index("📰 [지역뉴스] 아침 일곱 시")
    assert "출처: 이 봇의 운영자, 지역 신문\n" in morning
    assert jogan("unpin").stdout == "Unpinned: 내일 아침 일곱 시에 문을 열어요\n"
    assert jogan("unpin").stdout == "Nothing was pinned.\n"


@pytest.mark.parametrize(
    "words", [(" ",), ("글", "--link", "javascript:x"), ("글", "--days", "0"), ("글", "--days", "31")]
)
def test_an_article_that_cannot_be_pinned_is_rejected(words: tuple[str, ...]) -> None:
    refused = jogan("pin", *words)
    assert refused.exit_code == 2
    assert refused.stdout == ""


def test_the_terminal_chat_on_the_real_page() -> None:
    if not SEED.exists():
        pytest.skip("../shared/seed/page.txt is not there")
    assert json.loads(jogan("ingest", "--json", str(SEED)).stdout)["named_by_position"] == 4
    result = jogan("chat", "--language", "ko", "--at", "2024-05-13 20:00", said=CONVERSATION)
    headline = SEED.read_text(encoding="utf-8").split("℃\n")[-1].splitlines()[0]
    assert result.exit_code == 0
    for expected in ("인천 맑음 15.9℃", "강릉 19.8℃", "청송군 10.5℃", f"[지역뉴스] {headline}"):
        assert expected in result.stdout


def test_a_subscription_outlives_the_terminal_chat(page: Path) -> None:
    jogan("ingest", str(page))
    jogan("chat", "--at", "2024-05-13 20:00", said="/subscribe 07:00 인천\n")
    assert "좋은 아침이에요" in jogan("chat", "--at", "2024-05-14 06:00", said=":at 2024-05-14 07:00\n").stdout


def test_the_terminal_chat_accepts_empty_and_invalid_input() -> None:
    assert jogan("chat", said="").exit_code == 0
    result = jogan("chat", said=":at noon\n:press 7\n:in a boat\n:what\n\n")
    assert result.exit_code == 0
    assert result.stdout.count("! ") == 4
    assert jogan("chat", "--at", "noon", said="").exit_code == 2


async def _serve_a_real_chat() -> None:
    """The ledger of a bot in the middle of a broadcast."""
    database = make_database("sqlite+aiosqlite:///jogan.db")
    await database.open()
    now = EVENING
    async with database.write() as connection:
        await chats.save(connection, Chat(4242424242, "private", "ko", None))
        await subscriptions.add(connection, Subscription(4242424242, 0, Schedule((dt.time(7),), "Asia/Seoul"), now))
        await enqueue(connection, now.date(), now)
        await claiming.claim(connection, now, limit=1)
    await database.close()


def test_the_terminal_chat_rejects_a_database_of_real_chats() -> None:
    asyncio.run(_serve_a_real_chat())
    result = jogan("chat", said="/start\n")
    assert result.exit_code == 2
    assert "1 real chats" in result.stderr
    assert result.stdout == ""
    with closing(sqlite3.connect("jogan.db")) as connection:
        assert connection.execute("SELECT state FROM delivery").fetchall() == [("claimed",)]


@pytest.mark.parametrize(
    ("tag", "words", "greeting"),
    [("ko_KR.UTF-8", (), "좋은 아침이에요!"), ("ko_KR.UTF-8", ("--language", "en"), "Good morning!")],
)
def test_the_demo_shows_a_bulletin(
    monkeypatch: pytest.MonkeyPatch, tag: str, words: tuple[str, ...], greeting: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", tag)
    result = jogan("demo", "--once", *words)
    assert result.exit_code == 0
    assert greeting in result.stdout
    assert "15.9℃" in result.stdout
    assert list(Path().iterdir()) == [], "the demo leaves nothing behind"


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": ""}, "en"),
        ({}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_terminal_is_known(
    monkeypatch: pytest.MonkeyPatch, tags: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, tag in tags.items():
        monkeypatch.setenv(name, tag)
    assert get_terminal_language() == language


def test_without_a_token_there_is_advice() -> None:
    result = jogan("run")
    assert result.exit_code == 2
    assert "JOGAN_TELEGRAM_TOKEN" in result.stderr


@pytest.mark.process
async def test_the_bot_runs_as_a_process_answers_and_stops(page: Path) -> None:
    # The process has the real clock, and old readings are not shown.
    today = f"{dt.datetime.now(KST):%Y.%m.%d}".encode()
    await asyncio.to_thread(page.write_bytes, SAMPLE_PAGE.replace(b"2024.05.13", today))
    await asyncio.to_thread(jogan, "ingest", str(page))
    world = World(now=lambda: EVENING, bot_id=987654321)
    town = small_town(world)
    async with Server(world, TOKEN, strict=True) as server, running_program(server, TOKEN) as process:
        world.say(town.private, town.person, "/weather 인천")
        await until(lambda: len(world.messages(town.private)) == 2)
        process.send_signal(signal.SIGTERM)
        output, log = await asyncio.wait_for(process.communicate(), 30)
    assert world.messages(town.private)[-1].text.startswith("인천\n맑음 15.9℃")
    assert process.returncode == 0
    assert b"Jogan is running as @" in log
    assert TOKEN.encode() not in output + log
    assert [found for call in server.calls for found in problems(call.method, call.arguments)] == []


@pytest.mark.process
async def test_a_revoked_token_ends_the_bot_with_one_clear_line() -> None:
    world = World(now=lambda: EVENING, bot_id=987654321)
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, TOKEN) as process:
        await until(lambda: any(call.method == "getUpdates" for call in server.calls))
        server.faults.append(Fault("getUpdates", times=1000, answer=errors.unauthorized()))
        world.say(world.private_chat(person := world.add_person("미나")), person, "/start")
        output, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 1
    assert b"JOGAN_TELEGRAM_TOKEN" in log
    assert TOKEN.encode() not in output + log


@pytest.mark.process
async def test_a_start_is_retried_while_telegram_is_slow() -> None:
    world = World(now=lambda: EVENING, bot_id=987654321)
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, TOKEN) as process:
        server.faults.append(Fault("getMe", answer=errors.too_many_requests(1)))
        server.faults.append(Fault("getMe", answer=502))
        await until(lambda: any(call.method == "getUpdates" for call in server.calls))
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    # A pause that Telegram asks for is waited for by the limiter.
    assert log.count(b"Could not reach Telegram, will retry until it answers: ") == 1
    assert [call.error.partition(":")[0] for call in server.calls if call.method == "getMe"] == [
        "Too Many Requests",
        "HTTP 502",
        "",
    ]


@pytest.mark.process
async def test_a_wrong_token_is_reported_without_showing_it() -> None:
    world = World(now=lambda: EVENING)
    async with Server(world, "1:right", strict=True) as server, running_bot(server, TOKEN) as process:
        output, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 1
    advice = "jogan: Telegram does not know this token; check JOGAN_TELEGRAM_TOKEN and JOGAN_TELEGRAM_API\n"
    *start, last = log.decode().splitlines(keepends=True)
    assert (output, last) == (b"", advice)
    assert all(" INFO " in line for line in start)
    assert TOKEN.encode() not in log


@pytest.mark.process
async def test_a_second_process_starts_only_after_the_first_is_killed() -> None:
    world = World(now=lambda: EVENING, bot_id=987654321)
    async with Server(world, TOKEN, strict=True) as server:
        async with running_bot(server, TOKEN) as first:
            await until(lambda: any(call.method == "getUpdates" for call in server.calls))
            async with running_bot(server, TOKEN) as second:
                _, log = await asyncio.wait_for(second.communicate(), 30)
            assert second.returncode == 1
            assert "another bot has been running on this database since 20" in log.decode()
            assert f"(process {first.pid} on " in log.decode()
            first.kill()
            await first.wait()
        polls = sum(call.method == "getUpdates" for call in server.calls)
        async with running_bot(server, TOKEN) as third:
            await until(lambda: sum(call.method == "getUpdates" for call in server.calls) > polls)
            third.send_signal(signal.SIGTERM)
            await asyncio.wait_for(third.communicate(), 30)
        assert third.returncode == 0
