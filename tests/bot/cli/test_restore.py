"""`jogan restore`: what is put in place, what is kept, and what is refused."""

import asyncio
import datetime as dt
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner, Result

from bot.clock import SystemClock
from commands import app
from storage.backup import back_up
from storage.chats import chats
from storage.chats.chats import Chat
from storage.database import file_url, open_database
from storage.ledger import claiming, deliveries
from storage.migrate import get_head
from storage.reasons import FailureReason
from storage.schema import DeliveryState, delivery
from storage.schema import subscription as subscription_table
from tests.storage.factories import DAY, enqueue, older_version, subscribe, subscription

NOW = SystemClock().now().replace(microsecond=0)


def restore(*words: str) -> Result:
    return CliRunner().invoke(app, ["restore", *words])


@pytest.fixture
def path(database_url: str) -> Path:
    return Path(database_url.partition("///")[2])


def write(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as rows:
        for statement in statements:
            rows.execute(statement)
        rows.commit()


def chat_ids(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as rows:
        return [number for (number,) in rows.execute("SELECT id FROM chat ORDER BY id")]


@pytest.fixture
def saved(path: Path) -> Path:
    """Return a backup with the chat 7; the database has 8 too."""
    write(path, "INSERT INTO chat (id, kind) VALUES (7, 'private')")
    back_up(path, path.with_name("saved.db"))
    write(path, "INSERT INTO chat (id, kind) VALUES (8, 'private')")
    return path.with_name("saved.db")


def kept(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one.name not in {path.name, "saved.db"})


def test_the_backup_takes_the_place_of_the_database_which_is_kept(path: Path, saved: Path) -> None:
    path.chmod(0o640)
    result = restore(str(saved))
    assert result.exit_code == 0, result.output
    (name,) = kept(path)
    assert re.fullmatch(r"jogan\.db\.replaced-20\d{6}T\d{6}", name)
    assert result.stdout == (
        f"Restored {saved} (revision {get_head()}) as jogan.db.\n"
        f"What was there is kept as {name}.\n"
        "No bulletin was due since the backup was made.\n"
    )
    assert (chat_ids(path), chat_ids(path.with_name(name)), chat_ids(saved)) == ([7], [7, 8], [7])
    assert path.stat().st_mode & 0o777 == 0o640


def test_without_a_database_there_is_nothing_to_keep(path: Path, saved: Path) -> None:
    path.unlink()
    result = restore(str(saved))
    assert result.exit_code == 0
    assert "kept" not in result.stdout
    assert (chat_ids(path), kept(path)) == ([7], [])


def test_a_backup_of_an_older_version_is_upgraded(path: Path) -> None:
    rows = (
        "INSERT INTO chat (id, kind) VALUES (5, 'private');"
        "INSERT INTO lease (name, holder, since, until) VALUES ('run', 'elsewhere 7 8 9', 0, 99999999999)"
    )
    older_version(path.with_name("saved.db"), "0006", rows)
    result = restore("saved.db")
    assert f"Restored saved.db (revision 0006, upgraded to {get_head()}) as jogan.db.\n" in result.stdout
    assert chat_ids(path) == [5]
    assert len(kept(path)) == 1, "the backup itself is the copy from before the upgrade"


def test_files_that_were_copied_by_hand_are_restored_with_their_journal(path: Path, saved: Path) -> None:
    with closing(sqlite3.connect(path)) as running:
        running.execute("INSERT INTO chat (id, kind) VALUES (9, 'private')")
        running.commit()
        for ending in ("", "-wal"):
            saved.with_name(f"copied.db{ending}").write_bytes(path.with_name(f"jogan.db{ending}").read_bytes())
    assert restore("copied.db").exit_code == 0
    assert chat_ids(path) == [7, 8, 9]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "saved.db: there is no such file"),
        (b"", "saved.db: this is no database of Jogan"),
        (b"nonsense" * 1000, "saved.db: file is not a database"),
    ],
)
def test_a_file_that_is_no_backup_is_refused(path: Path, content: bytes | None, reason: str) -> None:
    if content is not None:
        path.with_name("saved.db").write_bytes(content)
    _refuse(path, reason)


def _refuse(path: Path, reason: str) -> None:
    write(path, "INSERT INTO chat (id, kind) VALUES (1, 'private')")
    result = restore("saved.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr
    assert (chat_ids(path), kept(path)) == ([1], [])


def test_a_damaged_backup_is_refused(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.with_name("saved.db").write_bytes(content)
    _refuse(path, "saved.db: the database is damaged: ")


def test_a_truncated_backup_is_refused(path: Path) -> None:
    path.with_name("saved.db").write_bytes(path.read_bytes()[: -4096 * 3])
    _refuse(path, "saved.db")


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    write(path.with_name("saved.db"), "CREATE TABLE bookmark (id INTEGER)")
    _refuse(path, "saved.db: this is no database of Jogan")


def test_a_backup_of_a_newer_version_is_refused(path: Path) -> None:
    back_up(path, path.with_name("saved.db"))
    write(path.with_name("saved.db"), "UPDATE alembic_version SET version_num = '9999'")
    _refuse(path, "the database is at revision 9999, which this version of Jogan does not know")


def test_the_database_itself_is_no_backup(path: Path) -> None:
    result = restore("jogan.db")
    assert (result.exit_code, result.stderr) == (2, "jogan: jogan.db is the database itself\n")
    assert chat_ids(path) == []


@pytest.mark.parametrize(("seconds", "code"), [(3600, 1), (-1, 0)])
def test_over_a_running_bot_nothing_is_restored(path: Path, saved: Path, seconds: int, code: int) -> None:
    until = int(NOW.timestamp()) + seconds
    write(path, f"INSERT INTO lease (name, holder, since, until) VALUES ('run', 'elsewhere 7 8 9', 0, {until})")  # noqa: S608
    result = restore(str(saved))
    assert result.exit_code == code
    if code:
        assert "another bot has been running on this database since 1970-01-01 00:00 UTC (process 7 on" in result.stderr
        assert (chat_ids(path), kept(path)) == ([7, 8], [])


def test_over_a_database_that_others_keep_locked_nothing_is_restored(
    path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.dialects.sqlite._PRAGMAS", ("journal_mode=WAL", "busy_timeout=1", "foreign_keys=ON"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = restore(str(saved))
    assert (result.exit_code, result.stderr) == (1, "jogan: database is locked\n")
    assert (chat_ids(path), kept(path)) == ([7, 8], [])


def test_a_database_whose_lock_is_damaged_is_replaced(path: Path, saved: Path) -> None:
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = rows.execute("SELECT rootpage FROM sqlite_master WHERE name = 'lease'").fetchone()
        rows.execute("PRAGMA journal_mode=DELETE")
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    result = restore(str(saved))
    assert result.exit_code == 0, result.stderr
    assert "It could not be read" in result.stdout
    assert chat_ids(path) == [7]


def test_the_lease_of_the_bot_that_was_saved_keeps_nobody_from_starting(path: Path) -> None:
    write(path, "INSERT INTO lease (name, holder, since, until) VALUES ('run', 'elsewhere 7 8 9', 0, 99999999999)")
    back_up(path, path.with_name("saved.db"))
    path.unlink()
    assert restore("saved.db").exit_code == 0
    with closing(sqlite3.connect(path)) as rows:
        assert rows.execute("SELECT count(*) FROM lease").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"nonsense" * 1000, b""])
def test_a_broken_database_is_replaced_and_kept_with_its_journals(path: Path, saved: Path, content: bytes) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(f"jogan.db{ending}").write_bytes(content)
    result = restore(str(saved))
    assert result.exit_code == 0, result.stderr
    assert chat_ids(path) == [7]
    assert path.with_name(kept(path)[0]).read_bytes() == content
    if content:
        assert len(kept(path)) == 3
        assert "It could not be read, so a bot that is still running was not noticed" in result.stdout


def fill(path: Path, work: Callable[[AsyncConnection], object]) -> None:
    async def run() -> None:
        async with open_database(file_url(str(path))) as database, database.write() as connection:
            await work(connection)  # type: ignore[misc]

    asyncio.run(run())


async def _subscribe_three(connection: AsyncConnection) -> None:
    """Let one bulletin be in flight, one wait, one be due by now; and one subscription be due tomorrow."""
    await chats.save(connection, Chat(1, "private", "ko", None))
    await subscribe(connection, *(subscription(chat_id, due=NOW - dt.timedelta(hours=1)) for chat_id in (1, 2)))
    await enqueue(connection, NOW.date(), NOW)
    (claim, *_) = await claiming.claim(connection, NOW, 1)
    await deliveries.mark_sending(connection, [claim])
    await subscribe(connection, subscription(3, due=NOW - DAY), subscription(4, due=NOW + DAY))


@pytest.fixture
def morning(path: Path) -> Path:
    fill(path, _subscribe_three)
    back_up(path, path.with_name("saved.db"))
    return path


def outcomes(path: Path) -> dict[int, tuple[str, str | None]]:
    found: dict[int, tuple[str, str | None]] = {}

    async def read(connection: AsyncConnection) -> None:
        rows = await connection.execute(select(delivery.c.chat_id, delivery.c.state, delivery.c.reason))
        found.update({row.chat_id: (row.state, row.reason) for row in rows})

    fill(path, read)
    return found


def test_what_may_have_been_sent_after_the_backup_stays_unsent(morning: Path) -> None:
    result = restore("saved.db")
    assert outcomes(morning) == {
        1: (DeliveryState.UNKNOWN, FailureReason.INTERRUPTED),
        2: (DeliveryState.UNKNOWN, FailureReason.RESTORED),
        3: (DeliveryState.UNKNOWN, FailureReason.RESTORED),
    }
    assert "2 bulletins that were due by now stay unsent: they may have been sent after the backup was made.\n" in (
        result.stdout
    )
    assert re.search(r"\njogan deliveries --day \d{4}-\d\d-\d\d --resend unknown\n", result.stdout)
    assert min(due_times(morning)) > NOW


def test_on_request_what_is_due_is_sent(morning: Path) -> None:
    before = outcomes(morning), due_times(morning)
    result = restore("saved.db", "--resend")
    assert (outcomes(morning), due_times(morning)) == before
    assert result.stdout.endswith(
        "Bulletins that are due are sent when the bot starts, also those that were sent after the backup.\n"
    )


def due_times(path: Path) -> list[dt.datetime]:
    found: list[dt.datetime] = []

    async def read(connection: AsyncConnection) -> None:
        found.extend(await connection.scalars(select(subscription_table.c.next_due_at)))

    fill(path, read)
    return found
